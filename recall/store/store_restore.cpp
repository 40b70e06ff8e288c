// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/base/place_file.h"
#include "recall/store/store_state.h"

namespace detent::recall {
namespace fs = std::filesystem;

namespace {

fs::path with(fs::path file, const std::string& ending) {
    return file += ending;
}

/// The first that no earlier restore has used.
fs::path keptName(const fs::path& file) {
    fs::path name = with(file, ".before-restore.bak");
    for (int i = 2; fs::exists(name); ++i) name = with(file, ".before-restore-" + std::to_string(i) + ".bak");
    return name;
}

Result<void> copyFile(const fs::path& from, const fs::path& to) {
    PlacedFile placed(to);
    std::error_code error;
    fs::copy_file(from, placed.path(), error);
    if (error)
        return Problem{Fault::File, "cannot keep the former library as " + pathText(to) + ": " + error.message(),
                       "nothing was changed; check the disk"};
    return placed.commit();
}

/// Takes the log into the file, where the file is sound. Refuses while another program has it open.
Result<void> makeSingleFile(const fs::path& file) {
    auto former = Database::open(file, Database::Mode::ReadWrite);
    if (!former) return former.problem();
    const auto mode = (*former)->texts(dialect::singleFile());
    if (mode) return {};
    const dialect::Cause cause = (*former)->lastCause();
    if (cause == dialect::Cause::Damaged || cause == dialect::Cause::NotADatabase) return {};  // kept as it is, log and all
    return mode.problem();
}

/// Copies the former library beside itself, then takes away the logs, which must not meet another file.
Result<void> keepFormer(const fs::path& file) {
    if (!fs::exists(file)) return {};
    if (auto single = makeSingleFile(file); !single) return single;
    const fs::path kept = keptName(file);
    if (auto done = copyFile(file, kept); !done) return done;
    for (const char* log : {"-wal", "-journal"}) {
        if (!fs::exists(with(file, log))) continue;
        if (auto done = copyFile(with(file, log), with(kept, log)); !done) return done;
    }
    std::error_code error;
    for (const char* log : {"-wal", "-shm", "-journal"}) {
        fs::remove(with(file, log), error);
        if (error)
            return Problem{Fault::File, "cannot remove " + pathText(with(file, log)) + ": " + error.message(),
                           "check its permissions"};
    }
    return {};
}

Result<std::unique_ptr<Database>> openBackup(const fs::path& backup, const StoreEnvironment& environment) {
    auto database = Database::open(backup, Database::Mode::ReadOnly);
    if (!database) return database;
    const auto version = libraryVersion(**database, environment.migrations.back().number, environment.version);
    if (!version) return version.problem();
    if (version->number == 0)
        return Problem{Fault::File, pathText(backup) + " is empty", "name a backup made with `detent library backup`"};
    const auto found = damages(**database);
    if (!found) return found.problem();
    if (!found->empty())
        return Problem{Fault::File, "the backup " + pathText(backup) + " is damaged: " + found->front(),
                       "restore an older one"};
    return database;
}

}  // namespace

Result<void> restoreLibrary(const fs::path& file, const fs::path& backup) {
    const StoreEnvironment environment = StoreEnvironment::real();
    const auto place = libraryPlace(file, environment);
    if (!place) return place.problem();
    std::error_code error;
    if (fs::equivalent(*place, backup, error))
        return Problem{Fault::Usage, pathText(backup) + " is the library itself", "name a backup of it"};
    const auto lock = LibraryLock::take(*place, LibraryLock::Hold::Alone);
    if (!lock) return lock.problem();
    const auto source = openBackup(backup, environment);
    if (!source) return source.problem();
    if (auto kept = keepFormer(*place); !kept) return kept;
    return copyLibrary(**source, *place);
}

}  // namespace detent::recall
