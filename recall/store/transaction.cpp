// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/transaction.h"

#include "recall/store/dialect.h"

namespace detent::recall {

Transaction::Transaction(Database& database, Kind kind) : m_database(database) {
    execute(kind == Kind::Write ? dialect::beginWrite() : dialect::beginRead(), {}, {});
    m_open = !failed();
}

Transaction::~Transaction() {
    // On a full disk SQLite has rolled back by itself and says so: nothing to report.
    if (m_open) (void)m_database.run("ROLLBACK");
}

int Transaction::execute(const std::string& sql, const std::vector<QVariant>& arguments, const std::function<void(Row&)>& row) {
    if (failed()) return 0;
    const auto done = m_database.run(sql, arguments, row);
    if (done) return *done;
    fail(done.problem());
    return 0;
}

void Transaction::fail(Problem problem) {
    if (!m_problem) m_problem = std::move(problem);
}

Result<void> Transaction::finish() {
    if (!failed()) execute("COMMIT", {}, {});
    if (failed()) return *m_problem;
    m_open = false;
    return {};
}

}  // namespace detent::recall
