// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/database.h"

#include "dsp/base/place_file.h"

#include <QCoreApplication>
#include <QSqlError>

#include <atomic>

namespace detent::recall {

namespace {

std::string utf8(const QString& text) {
    const QByteArray bytes = text.toUtf8();
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QString newConnectionName() {
    static std::atomic<unsigned> counter{0};
    return QStringLiteral("detent-library-%1").arg(counter++);
}

}  // namespace

std::string libraryName(const std::filesystem::path& file) { return pathText(file.filename()); }

QVariant bound(const std::string& text) {
    // An empty text is a text: a null QString would be stored as NULL.
    return text.empty() ? QVariant(QLatin1String("")) : QVariant(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

std::string Row::text() { return utf8(next().toString()); }
std::int64_t Row::whole() { return next().toLongLong(); }
double Row::real() { return next().toDouble(); }

std::optional<double> Row::realOrNone() {
    const QVariant value = next();
    return value.isNull() ? std::nullopt : std::optional<double>(value.toDouble());
}

std::optional<std::int64_t> Row::wholeOrNone() {
    const QVariant value = next();
    return value.isNull() ? std::nullopt : std::optional<std::int64_t>(value.toLongLong());
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, Mode mode) {
    if (!QCoreApplication::instance())
        return Problem{Fault::File, "cannot open library " + libraryName(file) + ": the program has not started Qt", "report this"};
    if (!QSqlDatabase::isDriverAvailable(dialect::driver()))
        return Problem{Fault::File, "cannot open library " + libraryName(file) + ": Qt's SQLite driver is missing",
                       "install it (on Debian: libqt6sql6-sqlite)"};
    std::unique_ptr<Database> opened(new Database(file, newConnectionName()));
    QSqlDatabase& database = opened->m_database;
    database = QSqlDatabase::addDatabase(dialect::driver(), opened->m_connection);
    database.setDatabaseName(QString::fromStdString(pathText(file)));
    database.setConnectOptions(QString::fromStdString(dialect::connectOptions(mode == Mode::ReadOnly)));
    if (!database.open()) return opened->problem(database.lastError());
    return opened;
}

Database::~Database() {
    m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<QSqlQuery*> Database::prepared(const std::string& sql) {
    if (const auto found = m_prepared.find(sql); found != m_prepared.end()) return &found->second;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromStdString(sql))) return problem(query.lastError());
    return &m_prepared.emplace(sql, std::move(query)).first->second;
}

Result<int> Database::run(const std::string& sql, const std::vector<QVariant>& arguments, const std::function<void(Row&)>& row) {
    auto query = prepared(sql);
    if (!query) return query.problem();
    QSqlQuery& statement = **query;
    for (std::size_t i = 0; i < arguments.size(); ++i) statement.bindValue(static_cast<int>(i), arguments[i]);
    const bool done = statement.exec();
    while (done && row && statement.next()) {
        Row columns(statement);
        row(columns);
    }
    // What fails while rows are read shows only here; exec reports the rest.
    const QSqlError error = statement.lastError();
    const int changed = statement.numRowsAffected();
    statement.finish();
    if (!done || error.type() != QSqlError::NoError) return problem(error);
    return changed;
}

Result<std::vector<std::string>> Database::texts(const std::string& sql, const std::vector<QVariant>& arguments) {
    std::vector<std::string> found;
    const auto done = run(sql, arguments, [&](Row& row) { found.push_back(row.text()); });
    if (!done) return done.problem();
    return found;
}

Problem Database::problem(const QSqlError& error) {
    using dialect::Cause;
    const std::string library = "library " + libraryName(m_file), why = utf8(error.databaseText());
    m_lastCause = dialect::cause(utf8(error.nativeErrorCode()));
    switch (m_lastCause) {
        case Cause::Busy:
            return {Fault::File, library + " is locked by another process", "close the other program or wait for it, then try again"};
        case Cause::Full:
            return {Fault::File, "the disk of " + library + " is full, so this was not saved",
                    "free some space and try again; all that was saved before is still there"};
        case Cause::NotADatabase:
            return {Fault::File, pathText(m_file) + " is not a Detent library", "name a library, or a new file to begin one"};
        case Cause::Damaged:
            return {Fault::File, library + " is damaged: " + why, "restore its last backup with `detent library restore`"};
        case Cause::ReadOnly:
            return {Fault::File, library + " cannot be written", "check the permissions of the file and of its folder"};
        case Cause::CannotOpen:
            return {Fault::File, "cannot open library " + pathText(m_file) + ": " + why, "check its name, its folder and their permissions"};
        case Cause::BrokenReference:
            return {Fault::Usage, library + " has no record that this one refers to", "check the ids"};
        case Cause::Constraint: return {Fault::Usage, library + " refuses this: " + why, "check the names and values"};
        case Cause::Other: break;
    }
    return {Fault::File, library + ": " + why, "check the disk, then run `detent library check`"};
}

}  // namespace detent::recall
