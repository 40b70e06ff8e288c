// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/store/database.h"

#include <type_traits>

namespace detent::recall {

/// One transaction. The first failure stays; what comes after it does nothing, and finish() returns it with everything
/// rolled back. So a method of the store reads as its statements, one after the other.
class Transaction {
public:
    enum class Kind { Read, Write };
    Transaction(Database& database, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// The number of rows changed.
    template <typename... Arguments>
    int run(const std::string& sql, const Arguments&... arguments) {
        return execute(sql, {bound(arguments)...}, {});
    }

    /// Shows each row to `see(Row&)`.
    template <typename See, typename... Arguments>
    void each(const std::string& sql, See see, const Arguments&... arguments) {
        execute(sql, {bound(arguments)...}, see);
    }

    /// What `read(Row&)` makes of each row.
    template <typename Read, typename... Arguments>
    auto rows(const std::string& sql, Read read, const Arguments&... arguments) {
        return rowsOf(sql, read, {bound(arguments)...});
    }
    /// The same where the number of arguments is not known beforehand.
    template <typename Read>
    auto rowsOf(const std::string& sql, Read read, const std::vector<QVariant>& arguments) {
        std::vector<std::invoke_result_t<Read, Row&>> found;
        execute(sql, arguments, [&](Row& row) { found.push_back(read(row)); });
        return found;
    }

    /// The first column of the first row; 0 where there is none.
    template <typename... Arguments>
    std::int64_t whole(const std::string& sql, const Arguments&... arguments) {
        const auto found = rows(
            sql, [](Row& row) { return row.whole(); }, arguments...);
        return found.empty() ? 0 : found.front();
    }

    void fail(Problem problem);
    bool failed() const { return m_problem.has_value(); }

    Result<void> finish();
    template <typename T>
    Result<T> finish(T value) {
        const Result<void> done = finish();
        if (!done) return done.problem();
        return value;
    }

private:
    int execute(const std::string& sql, const std::vector<QVariant>& arguments, const std::function<void(Row&)>& row);

    Database& m_database;
    std::optional<Problem> m_problem;
    bool m_open = false;
};

}  // namespace detent::recall
