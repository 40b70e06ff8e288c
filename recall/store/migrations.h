// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/store/database.h"

#include <string>
#include <vector>

namespace detent::recall {

/// One numbered step of the schema: store/schema/NNNN_what.sql.
struct Migration {
    int number = 0;
    std::string name;  ///< "0001_library"
    std::string sql;
};

/// Those built in, by number.
std::vector<Migration> builtInMigrations();

/// The statements of a migration, one each, triggers of its "-- @" lines in their place.
std::vector<std::string> statements(const std::string& sql);

/// What a database is, without changing it.
struct LibraryVersion {
    int number = 0;         ///< the last migration applied; 0: an empty database
    std::string byVersion;  ///< the Detent that applied it
};
/// Refuses what is not a Detent library and one that knows migrations beyond `newest`, naming who wrote it.
Result<LibraryVersion> libraryVersion(Database& database, int newest, const std::string& ownVersion);

/// Applies what is missing, each in a transaction of its own, after a backup beside the file where it is not new.
Result<void> migrate(Database& database, const std::vector<Migration>& migrations, UtcMs now, const std::string& ownVersion);

/// A whole copy under another name, in place only when complete and checked.
Result<void> copyLibrary(Database& from, const std::filesystem::path& target);

/// What SQLite finds wrong: its pages, its indexes, its references. Empty where all is well.
Result<std::vector<std::string>> damages(Database& database);

}  // namespace detent::recall
