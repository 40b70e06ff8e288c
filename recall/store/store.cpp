// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store.h"

#include "dsp/base/place_file.h"
#include "recall/store/store_state.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace detent::recall {
namespace fs = std::filesystem;

namespace {

/// SQLite does not wait by itself where a reader must become a writer, as here; so programs that begin one library
/// together take turns.
Result<void> useWriteAheadLog(Database& database) {
    using namespace std::chrono;
    const auto end = steady_clock::now() + milliseconds(dialect::busyTimeoutMs);
    auto mode = database.texts(dialect::writeAheadLog());
    for (int pauseMs = 1; !mode && database.lastCause() == dialect::Cause::Busy && steady_clock::now() < end; pauseMs = std::min(2 * pauseMs, 50)) {
        std::this_thread::sleep_for(milliseconds(pauseMs));
        mode = database.texts(dialect::writeAheadLog());
    }
    if (!mode) return mode.problem();
    if (*mode == std::vector<std::string>{dialect::writeAheadAnswer()}) return {};
    return Problem{Fault::File, "library " + libraryName(database.file()) + " cannot keep a write-ahead log here",
                   "keep it on a disk of this computer"};
}

/// Nothing is changed before the file is known to be a library that this Detent may write.
Result<void> makeReady(Database& database, const StoreEnvironment& environment, UtcMs now) {
    const int newest = environment.migrations.empty() ? 0 : environment.migrations.back().number;
    if (const auto version = libraryVersion(database, newest, environment.version); !version) return version.problem();
    for (const std::string& statement : dialect::connectionStatements())
        if (const auto done = database.run(statement); !done) return done.problem();
    if (auto done = useWriteAheadLog(database); !done) return done;
    return migrate(database, environment.migrations, now, environment.version);
}

std::vector<std::string> roomIds(Transaction& work) {
    return work.rows("SELECT room_id FROM this_room", [](Row& row) { return row.text(); });
}

Result<RoomId> ownRoom(Database& database, IdMaker& ids) {
    Transaction look(database, Transaction::Kind::Read);
    std::vector<std::string> found = roomIds(look);
    if (auto done = look.finish(); !done) return done.problem();
    if (!found.empty()) return RoomId{found.front()};
    Transaction work(database, Transaction::Kind::Write);
    found = roomIds(work);  // another process may have been quicker
    const RoomId room = found.empty() ? ids.make<RoomId>() : RoomId{found.front()};
    if (found.empty()) {
        work.run("INSERT INTO rooms (id, name, created_ms) VALUES (?, ?, ?)", room, "Room", ids.now());
        work.run("INSERT INTO this_room (only_one, room_id) VALUES (1, ?)", room);
    }
    return work.finish(room);
}

fs::path nearestExisting(fs::path folder) {
    std::error_code error;
    while (!fs::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
    return folder;
}

}  // namespace

Result<fs::path> libraryPlace(const fs::path& file, const StoreEnvironment& environment) {
    std::error_code error;
    const fs::path place = fs::weakly_canonical(fs::absolute(file, error), error);
    if (error)
        return Problem{Fault::File, "cannot open library " + pathText(file) + ": " + error.message(),
                       "check its folder and its permissions"};
    if (file.empty() || !place.has_filename())
        return Problem{Fault::Usage, "\"" + pathText(file) + "\" names no library", "name a file"};
    if (fs::is_directory(place, error))
        return Problem{Fault::File, pathText(place) + " is a folder, not a library", "name a file in it"};
    const std::string type = environment.fileSystemType(nearestExisting(place.parent_path()));
    if (isNetworkShare(type))
        return Problem{
            Fault::File,
            "library " + pathText(place) + " lies on a network share (" + type + "), where its locks cannot be trusted",
            "keep it on a disk of this computer; `detent library backup` may write to the share"};
    fs::create_directories(place.parent_path(), error);
    if (error)
        return Problem{Fault::File, "cannot make folder " + pathText(place.parent_path()) + ": " + error.message(),
                       "check its name and permissions"};
    return place;
}

Result<std::unique_ptr<Store>> Store::open(const fs::path& file, std::function<UtcMs()> clock, std::uint64_t seed) {
    return open(file, std::move(clock), seed, StoreEnvironment::real());
}

Result<std::unique_ptr<Store>> Store::open(const fs::path& file, std::function<UtcMs()> clock, std::uint64_t seed,
                                           const StoreEnvironment& environment) {
    auto place = libraryPlace(file, environment);
    if (!place) return place.problem();
    auto lock = LibraryLock::take(*place, LibraryLock::Hold::Shared);
    if (!lock) return lock.problem();
    auto database = Database::open(*place, Database::Mode::ReadWrite);
    if (!database) return database.problem();
    if (auto ready = makeReady(**database, environment, clock()); !ready) return ready.problem();
    IdMaker ids(std::move(clock), seed);
    auto room = ownRoom(**database, ids);
    if (!room) return room.problem();
    return std::unique_ptr<Store>(
        new Store(std::unique_ptr<State>(new State{*place, std::move(*lock), std::move(*database), std::move(ids), *room})));
}

Store::Store(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Store::~Store() = default;

UtcMs Store::now() const {
    return m_state->ids.now();
}
const fs::path& Store::file() const {
    return m_state->file;
}

}  // namespace detent::recall
