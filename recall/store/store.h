// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "recall/model/records.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace detent::recall {

struct StoreEnvironment;

/// The library: one SQLite file, one connection, the only SQL. One thread (the one that opened it). Every method is one
/// transaction: after a kill at any instant it has happened whole or not at all. Errors: Fault::File with the file's name;
/// Fault::Usage for a name or id that is not there or not unique.
class Store {
public:
    /// Opens or creates (with its folders); migrates after a backup beside it ("NAME.before-0002.bak"). Refuses by name: a file that is not a
    /// Detent library, one written by a newer Detent, one on a network share. Fills `ids` from `clock` and `seed`.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, std::function<UtcMs()> clock, std::uint64_t seed);
    /// The same in another environment: file system, migrations, version (recall/store/store_environment.h). For tests.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, std::function<UtcMs()> clock, std::uint64_t seed,
                                               const StoreEnvironment& environment);
    ~Store();

    UtcMs now() const;
    const std::filesystem::path& file() const;

    // Sessions and songs. A `key` names a record by id, by unique beginning of its id (at least 4 characters), or by title or name.
    Result<Session> addSession(const std::string& title, const std::string& client, const std::string& artist);
    Result<std::vector<Session>> sessions();
    Result<Session> session(const std::string& key);
    Result<void> renameSession(const SessionId& id, const std::string& title);
    Result<std::vector<Session>> searchSessions(const std::string& text);  ///< each word somewhere in titles, clients, artists, songs, notes; case and accents do not matter
    Result<Song> addSong(const SessionId& session, const std::string& title);
    Result<std::vector<Song>> songs(const SessionId& session);
    Result<Song> song(const std::string& key);  ///< also "SESSION/TITLE"
    Result<Source> addSource(Source source);    ///< id, revision (next of its kind and name) and time are filled in
    Result<std::vector<Source>> sources(const SongId& song);  ///< newest revision of each kind and name first
    Result<Part> part(const SongId& song, const std::string& name);  ///< made when first asked for
    Result<std::vector<Part>> parts(const SongId& song);

    // The rack.
    Result<Unit> addUnit(Unit unit);            ///< id, position, epoch, time are filled in
    Result<std::vector<Unit>> units(bool withRetired = false);
    Result<Unit> unit(const std::string& key);
    Result<void> renameUnit(const UnitId& id, const std::string& name);
    Result<void> retireUnit(const UnitId& id);
    Result<void> newEpoch(const UnitId& id, const std::string& reason);  ///< what was known of it becomes stale
    Result<std::vector<Epoch>> epochs(const UnitId& id);   ///< oldest first
    Result<Insert> saveInsert(Insert insert);   ///< by name: new or replaced; former measurements are kept as history
    Result<std::vector<Insert>> inserts();
    Result<Insert> insert(const std::string& key);
    Result<std::vector<Insert>> insertHistory(const InsertId& id);  ///< its measurements, newest first, as it was patched then
    Result<void> setChain(const PartId& part, const std::vector<Stage>& stages);
    Result<std::vector<Stage>> chain(const PartId& part);  ///< empty: the rack in order

    // State of the gear, as last told: a later process makes of it what it can still rely on.
    Result<void> setKnown(const UnitId& unit, const std::vector<ControlValue>& values);
    Result<std::vector<ControlValue>> known(const UnitId& unit);
    Result<void> setVirtualSettings(const UnitId& unit, const std::map<std::string, Code>& settings);
    Result<std::map<std::string, Code>> virtualSettings(const UnitId& unit);
    Result<void> setLocked(const UnitId& unit, const std::set<std::string>& controls);  ///< the controls a recall leaves alone
    Result<std::set<std::string>> locked(const UnitId& unit);

    // Snapshots, recalls, prints, comparisons.
    /// The id and time are filled in; an empty part is the song's stereo programme, an empty hash that of the profile given.
    Result<Snapshot> addSnapshot(Snapshot snapshot, const std::vector<profiles::ProfilePtr>& profiles);
    Result<std::vector<Snapshot>> snapshots(const SongId& song, bool withAutomatic = false);  ///< newest first, with values
    Result<Snapshot> snapshot(const std::string& key);     ///< also "SONG/NAME"
    Result<void> setSnapshotName(const SnapshotId& id, const std::string& name);
    Result<void> setSnapshotStatus(const SnapshotId& id, Snapshot::Status status);
    Result<void> setSnapshotNotes(const SnapshotId& id, const std::string& notes);
    Result<std::string> profileText(const std::string& sha256);
    Result<RecallRecord> addRecall(RecallRecord record);   ///< id, and where 0 the time, are filled in
    Result<std::optional<RecallRecord>> lastRecall();
    Result<Print> addPrint(Print print);                   ///< id and time are filled in
    Result<std::vector<Print>> prints(const SongId& song);  ///< newest first
    Result<Print> print(const std::string& key);
    Result<Comparison> addComparison(Comparison comparison);
    Result<std::vector<Comparison>> comparisons(const SongId& song);  ///< newest first
    /// `target`: the key of a session, song, snapshot or print. `path` and `sha256` of a picture, or empty.
    Result<Note> addNote(const std::string& target, const std::string& text, const std::string& path = {}, const std::string& sha256 = {});
    Result<std::vector<Note>> notes(const std::string& target);  ///< oldest first

    // Small remembered things of the desk: window layout, theme, last session.
    Result<void> setSetting(const std::string& name, const std::string& value);
    Result<std::string> setting(const std::string& name);  ///< "" where never set

    // Care.
    struct CheckReport {
        bool ok = true;
        std::vector<std::string> findings;
    };
    Result<CheckReport> check();                            ///< SQLite's integrity and foreign keys, hashes of profile texts
    Result<void> backup(const std::filesystem::path& target);  ///< a whole, consistent library, in place only when complete

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Replaces the library `file` by `backup` after checking it; the former one is kept beside as "NAME.before-restore.bak".
/// Refused while another process has the library open. Errors as Store::open.
Result<void> restoreLibrary(const std::filesystem::path& file, const std::filesystem::path& backup);

}  // namespace detent::recall
