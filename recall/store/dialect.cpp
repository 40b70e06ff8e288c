// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/dialect.h"

#include <cstdlib>

namespace detent::recall::dialect {

namespace {

std::vector<std::string> words(std::string_view line) {
    std::vector<std::string> found(1);
    for (const char c : line) {
        const bool apart = c == ' ' || c == ',' || c == '(' || c == ')' || c == '\r' || c == '\t';
        if (!apart) found.back() += c;
        else if (!found.back().empty()) found.emplace_back();
    }
    if (found.back().empty()) found.pop_back();
    return found;
}

std::string trigger(const std::string& table, const std::string& what, const std::string& when, const std::string& condition = {}) {
    return "CREATE TRIGGER " + table + "_" + what + " BEFORE " + when + " ON " + table + condition +
           " BEGIN SELECT RAISE(ABORT, '" + table + ": what was saved never changes'); END";
}

std::string joined(const std::vector<std::string>& texts, std::size_t from) {
    std::string all;
    for (std::size_t i = from; i < texts.size(); ++i) all += (i > from ? ", " : "") + texts[i];
    return all;
}

std::vector<std::string> frozen(const std::vector<std::string>& word) {
    if (word.size() < 4) return {};
    const std::string &table = word[2], &key = word[3];
    return {trigger(table, "keeps", "UPDATE OF " + joined(word, 3)), trigger(table, "stays", "DELETE"),
            trigger(table, "is_one", "INSERT", " WHEN EXISTS (SELECT 1 FROM " + table + " WHERE " + key + " = NEW." + key + ")")};
}

std::vector<std::string> sealed(const std::vector<std::string>& word) {
    if (word.size() != 6 || word[3] != "by") return {};
    const std::string &table = word[2], &parent = word[4], &column = word[5];
    return {trigger(table, "keeps", "UPDATE"), trigger(table, "stays", "DELETE"),
            trigger(table, "is_sealed", "INSERT", " WHEN EXISTS (SELECT 1 FROM " + parent + " WHERE id = NEW." + column + ")")};
}

}  // namespace

const char* driver() { return "QSQLITE"; }

std::string connectOptions(bool readOnly) {
    return "QSQLITE_BUSY_TIMEOUT=" + std::to_string(busyTimeoutMs) + (readOnly ? ";QSQLITE_OPEN_READONLY" : "");
}

std::vector<std::string> connectionStatements() {
    return {"PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL", "PRAGMA fullfsync = ON", "PRAGMA trusted_schema = OFF"};
}

const char* writeAheadLog() { return "PRAGMA journal_mode = WAL"; }
const char* writeAheadAnswer() { return "wal"; }
const char* singleFile() { return "PRAGMA journal_mode = DELETE"; }
const char* singleFileAnswer() { return "delete"; }
const char* mark() { return "PRAGMA application_id = 1147499630"; }  // "Detn"

const char* beginRead() { return "BEGIN"; }
const char* beginWrite() { return "BEGIN IMMEDIATE"; }
const char* tableNames() { return "SELECT name FROM sqlite_master WHERE type = 'table'"; }
const char* copyInto() { return "VACUUM INTO ?"; }
const char* integrityCheck() { return "PRAGMA integrity_check(20)"; }
const char* foreignKeyCheck() { return "PRAGMA foreign_key_check"; }

std::vector<std::string> directive(std::string_view line) {
    const std::vector<std::string> word = words(line);
    if (word.size() < 2 || word[0] != "--") return {};
    if (word[1] == "@frozen") return frozen(word);
    if (word[1] == "@sealed") return sealed(word);
    return {};
}

Cause cause(const std::string& nativeCode) {
    // https://www.sqlite.org/rescode.html; extended codes carry the plain one in their low byte.
    const int code = std::atoi(nativeCode.c_str());
    if (code == 787) return Cause::BrokenReference;  // SQLITE_CONSTRAINT_FOREIGNKEY
    if (code == 4874) return Cause::Full;            // SQLITE_IOERR_SHMSIZE: the log's index could not grow
    switch (code & 0xFF) {
        case 5: case 6: return Cause::Busy;
        case 8: return Cause::ReadOnly;
        case 11: return Cause::Damaged;
        case 13: return Cause::Full;
        case 14: return Cause::CannotOpen;
        case 19: return Cause::Constraint;
        case 26: return Cause::NotADatabase;
        default: return Cause::Other;
    }
}

}  // namespace detent::recall::dialect
