// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "recall/model/ids.h"
#include "recall/store/dialect.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace detent::recall {

/// The columns of one row, read from left to right.
class Row {
public:
    explicit Row(const QSqlQuery& query) : m_query(query) {}
    std::string text();
    std::int64_t whole();
    int number() { return static_cast<int>(whole()); }
    double real();
    bool flag() { return whole() != 0; }
    std::optional<double> realOrNone();
    std::optional<std::int64_t> wholeOrNone();

private:
    QVariant next() { return m_query.value(m_column++); }
    const QSqlQuery& m_query;
    int m_column = 0;
};

QVariant bound(const std::string& text);
inline QVariant bound(const char* text) { return bound(std::string(text)); }
inline QVariant bound(std::int64_t value) { return QVariant(static_cast<qlonglong>(value)); }
inline QVariant bound(int value) { return QVariant(value); }
inline QVariant bound(bool value) { return QVariant(value ? 1 : 0); }
inline QVariant bound(double value) { return QVariant(value); }
template <typename Tag>
QVariant bound(const Id<Tag>& id) { return bound(id.text); }
template <typename T>
QVariant bound(const std::optional<T>& value) { return value ? bound(*value) : QVariant(); }
/// For columns that may refer to nothing.
template <typename Tag>
QVariant orNull(const Id<Tag>& id) { return id.empty() ? QVariant() : bound(id.text); }
inline QVariant bound(const QVariant& value) { return value; }

/// One connection and its prepared statements; errors become Problems that name the file. The thread that opened it.
class Database {
public:
    enum class Mode { ReadWrite, ReadOnly };
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, Mode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs one statement; `row` sees each row of its answer. The value is the number of rows changed.
    Result<int> run(const std::string& sql, const std::vector<QVariant>& arguments = {}, const std::function<void(Row&)>& row = {});
    /// The first column of the answer.
    Result<std::vector<std::string>> texts(const std::string& sql, const std::vector<QVariant>& arguments = {});
    const std::filesystem::path& file() const { return m_file; }
    /// Why the last run failed.
    dialect::Cause lastCause() const { return m_lastCause; }

private:
    Database(std::filesystem::path file, QString connection) : m_file(std::move(file)), m_connection(std::move(connection)) {}
    Result<QSqlQuery*> prepared(const std::string& sql);
    Problem problem(const QSqlError& error);

    std::filesystem::path m_file;
    QString m_connection;
    QSqlDatabase m_database;
    dialect::Cause m_lastCause = dialect::Cause::Other;
    std::unordered_map<std::string, QSqlQuery> m_prepared;
};

/// The library's name as messages give it: its file name.
std::string libraryName(const std::filesystem::path& file);

}  // namespace detent::recall
