// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/migrations.h"

#include "dsp/base/place_file.h"
#include "recall/store/dialect.h"
#include "recall/store/transaction.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cstdio>

// Outside the namespace, as Qt asks: the library is static, and its resource would be left out by the linker.
static void initSchemaResource() {
    Q_INIT_RESOURCE(store_schema);
}

namespace detent::recall {

namespace {

/// A line outside quotes up to its comment.
std::string withoutComment(const std::string& line, bool& quoted) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\'') quoted = !quoted;
        if (!quoted && line.compare(i, 2, "--") == 0) return line.substr(0, i);
    }
    return line;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

/// Takes the complete statements off the front of `text`; what is left has no end yet.
void takeStatements(std::string& text, std::vector<std::string>& into) {
    bool quoted = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') quoted = !quoted;
        if (quoted || text[i] != ';') continue;
        if (const std::string one = trimmed(text.substr(start, i - start)); !one.empty()) into.push_back(one);
        start = i + 1;
    }
    text.erase(0, start);
}

Result<void> apply(Database& database, const Migration& migration, UtcMs now, const std::string& ownVersion) {
    Transaction work(database, Transaction::Kind::Write);
    // Another process may have been quicker since we looked.
    const bool isFirst = work.rows(dialect::tableNames(), [](Row& row) { return row.text(); }).empty();
    if (!isFirst && work.whole("SELECT MAX(number) FROM detent_migrations") >= migration.number) return work.finish();
    if (isFirst) work.run(dialect::mark());
    for (const std::string& statement : statements(migration.sql)) work.run(statement);
    work.run("INSERT INTO detent_migrations (number, name, applied_ms, by_version) VALUES (?, ?, ?, ?)", migration.number,
             migration.name, now, ownVersion);
    return work.finish();
}

std::filesystem::path backupName(const std::filesystem::path& file, int number) {
    char ending[32];
    std::snprintf(ending, sizeof ending, ".before-%04d.bak", number);
    auto name = file;
    name += ending;
    return name;
}

Problem notALibrary(const Database& database) {
    return {Fault::File, pathText(database.file()) + " is not a Detent library",
            "name a library, or a new file to begin one"};
}

}  // namespace

std::vector<Migration> builtInMigrations() {
    initSchemaResource();
    std::vector<Migration> found;
    const QDir folder(QStringLiteral(":/detent/schema"));
    for (const QString& name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) continue;
        found.push_back({name.left(4).toInt(), name.chopped(4).toStdString(), file.readAll().toStdString()});
    }
    return found;
}

std::vector<std::string> statements(const std::string& sql) {
    std::vector<std::string> found;
    std::string pending;
    bool quoted = false;
    for (std::size_t at = 0; at < sql.size();) {
        const std::size_t end = std::min(sql.find('\n', at), sql.size());
        const std::string line = sql.substr(at, end - at);
        at = end + 1;
        if (!quoted)
            for (const std::string& extra : dialect::directive(line)) found.push_back(extra);
        pending += withoutComment(line, quoted) + "\n";
        takeStatements(pending, found);
    }
    if (const std::string last = trimmed(pending); !last.empty()) found.push_back(last);
    return found;
}

Result<LibraryVersion> libraryVersion(Database& database, int newest, const std::string& ownVersion) {
    const auto tables = database.texts(dialect::tableNames());
    if (!tables) return tables.problem();
    if (tables->empty()) return LibraryVersion{};
    if (std::find(tables->begin(), tables->end(), "detent_migrations") == tables->end()) return notALibrary(database);
    LibraryVersion version;
    const auto read = [&](Row& row) { version = {row.number(), row.text()}; };
    const auto done =
        database.run("SELECT number, by_version FROM detent_migrations ORDER BY number DESC LIMIT 1", {}, read);
    if (!done) return done.problem();
    if (version.number == 0) return notALibrary(database);
    if (version.number <= newest) return version;
    return Problem{Fault::File,
                   "library " + libraryName(database.file()) + " was written by Detent " + version.byVersion +
                       " (library version " + std::to_string(version.number) + "); this is Detent " + ownVersion +
                       ", which knows versions up to " + std::to_string(newest),
                   "update Detent, or open a backup made before"};
}

Result<void> migrate(Database& database, const std::vector<Migration>& migrations, UtcMs now,
                     const std::string& ownVersion) {
    const auto version = libraryVersion(database, migrations.empty() ? 0 : migrations.back().number, ownVersion);
    if (!version) return version.problem();
    bool isSafe = version->number == 0;  // a new file has nothing to lose
    for (const Migration& migration : migrations) {
        if (migration.number <= version->number) continue;
        if (!isSafe) {
            const auto copied = copyLibrary(database, backupName(database.file(), migration.number));
            if (!copied) return copied;
            isSafe = true;
        }
        const auto done = apply(database, migration, now, ownVersion);
        if (done) continue;
        Problem problem = done.problem();
        problem.what = "migration " + migration.name + " failed and was undone: " + problem.what;
        return problem;
    }
    return {};
}

Result<void> copyLibrary(Database& from, const std::filesystem::path& target) {
    PlacedFile placed(target);
    const auto copied = from.run(dialect::copyInto(), {bound(pathText(placed.path()))});
    if (!copied) {
        Problem problem = copied.problem();
        const std::string begin = "cannot copy to " + pathText(target) + ": ";
        if (from.lastCause() == dialect::Cause::Full)
            return Problem{Fault::File, begin + "its disk is full", "free some space there, or name another disk"};
        if (from.lastCause() == dialect::Cause::CannotOpen)
            return Problem{Fault::File, begin + "its folder cannot be written", "check the folder and its permissions"};
        problem.what = begin + problem.what;
        return problem;
    }
    {
        auto copy = Database::open(placed.path(), Database::Mode::ReadOnly);
        if (!copy) return copy.problem();
        const auto found = damages(**copy);
        if (!found) return found.problem();
        if (!found->empty())
            return Problem{Fault::File, "the copy " + pathText(target) + " came out damaged: " + found->front(),
                           "run `detent library check` and try another disk"};
    }
    return placed.commit();
}

Result<std::vector<std::string>> damages(Database& database) {
    auto found = database.texts(dialect::integrityCheck());
    if (!found) return found;
    if (found->size() == 1 && found->front() == "ok") found->clear();
    std::vector<std::string> all = *found;
    const auto broken = database.run(dialect::foreignKeyCheck(), {}, [&](Row& row) {
        const std::string table = row.text(), line = row.text(), parent = row.text();
        all.push_back(table + " row " + line + " refers to a row of " + parent + " that is not there");
    });
    if (!broken) return broken.problem();
    return all;
}

}  // namespace detent::recall
