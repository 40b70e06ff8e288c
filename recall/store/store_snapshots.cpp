// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_keys.h"
#include "recall/store/store_state.h"
#include "recall/store/text_fold.h"

namespace detent::recall {

namespace {

const std::string fromSnapshots = " FROM snapshots s JOIN parts p ON p.id = s.part_id ";

Snapshot read(Row& row) {
    Snapshot snapshot;
    snapshot.id.text = row.text();
    snapshot.part.text = row.text();
    snapshot.song.text = row.text();
    snapshot.name = row.text();
    snapshot.notes = row.text();
    snapshot.status = statusFrom(row.text()).value_or(Snapshot::Status::Draft);
    snapshot.automatic = row.flag();
    snapshot.createdMs = row.whole();
    return snapshot;
}

SnapshotUnit readUnit(Row& row) {
    return {UnitId{row.text()}, row.text(), row.number(), row.text(), row.text(), {}};
}

/// Those that meet a condition with one parameter on s (snapshots) and p (parts), with all that belongs to them.
std::vector<Snapshot> readAll(Transaction& work, const std::string& condition, const std::string& key) {
    auto found = work.rows("SELECT s.id, s.part_id, p.song_id, s.name, s.notes, s.status, s.automatic, s.created_ms" +
                               fromSnapshots + "WHERE " + condition + " ORDER BY s.created_ms DESC, s.id DESC",
                           read, key);
    std::map<std::string, Snapshot*> byId;
    for (Snapshot& snapshot : found) byId[snapshot.id.text] = &snapshot;
    const auto eachOf = [&](const std::string& columns, const std::string& table, const std::string& order,
                            const auto& see) {
        work.each(
            "SELECT x.snapshot_id, " + columns + fromSnapshots + "JOIN " + table + " x ON x.snapshot_id = s.id WHERE " +
                condition + " ORDER BY x.snapshot_id, " + order,
            [&](Row& row) { see(*byId.at(row.text()), row); }, key);
    };
    eachOf("x.kind, x.insert_id, x.unit_id, x.channels, x.gain_db", "snapshot_stages", "x.position",
           [](Snapshot& snapshot, Row& row) { snapshot.chain.push_back(readStage(row)); });
    eachOf("x.unit_id, x.unit_name, x.epoch, x.profile_id, x.profile_sha256", "snapshot_units", "x.position",
           [](Snapshot& snapshot, Row& row) { snapshot.units.push_back(readUnit(row)); });
    eachOf("x.unit_position, x.control, x.code, x.value, x.text, x.quality, x.time_ms", "snapshot_values",
           "x.unit_position, x.position", [](Snapshot& snapshot, Row& row) {
               const auto unit = static_cast<std::size_t>(row.whole() - 1);
               if (unit < snapshot.units.size()) snapshot.units[unit].controls.push_back(readValue(row));
           });
    return found;
}

profiles::ProfilePtr profileOf(const SnapshotUnit& unit, const std::vector<profiles::ProfilePtr>& profiles) {
    for (const auto& profile : profiles)
        if (unit.profileSha256.empty() ? profile->id == unit.profileId : profile->sha256 == unit.profileSha256)
            return profile;
    return nullptr;
}

bool hasProfileText(Transaction& work, const std::string& sha256) {
    return work.whole("SELECT COUNT(*) FROM profile_texts WHERE sha256 = ?", sha256) > 0;
}

/// The profile's text goes into the library once; the unit names it by its hash.
void keepProfile(Transaction& work, SnapshotUnit& unit, const std::vector<profiles::ProfilePtr>& profiles) {
    if (const auto profile = profileOf(unit, profiles)) {
        unit.profileSha256 = sha256Of(profile->text);
        if (!hasProfileText(work, unit.profileSha256))
            work.run("INSERT INTO profile_texts (sha256, profile_id, text) VALUES (?, ?, ?)", unit.profileSha256,
                     profile->id, profile->text);
    } else if (!hasProfileText(work, unit.profileSha256)) {
        work.fail({Fault::Usage, "the profile " + unit.profileId + " of " + unit.unitName + " is not known here",
                   "add its file, then try again"});
    }
}

void keepStages(Transaction& work, const Snapshot& snapshot) {
    int position = 0;
    for (const Stage& stage : snapshot.chain) {
        const StageColumns columns = columnsOf(stage);
        work.run(
            "INSERT INTO snapshot_stages (snapshot_id, position, kind, insert_id, unit_id, channels, gain_db) VALUES (?, ?, "
            "?, ?, ?, ?, ?)",
            snapshot.id, ++position, columns.kind, columns.insert, columns.unit, stage.channels, stage.gainDb);
    }
}

void keepUnit(Transaction& work, const Snapshot& snapshot, const SnapshotUnit& unit, int unitPosition) {
    work.run(
        "INSERT INTO snapshot_units (snapshot_id, position, unit_id, unit_name, epoch, profile_id, profile_sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        snapshot.id, unitPosition, unit.unit, unit.unitName, unit.epoch, unit.profileId, unit.profileSha256);
    int position = 0;
    for (const ControlValue& value : unit.controls)
        work.run(
            "INSERT INTO snapshot_values (snapshot_id, unit_position, position, control, code, value, text, quality, "
            "time_ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            snapshot.id, unitPosition, ++position, value.control, value.code, value.value, value.text, name(value.quality),
            value.timeMs);
}

}  // namespace

Result<Snapshot> Store::addSnapshot(Snapshot snapshot, const std::vector<profiles::ProfilePtr>& profiles) {
    Transaction work = m_state->writing();
    snapshot.id = m_state->ids.make<SnapshotId>();
    snapshot.createdMs = now();
    if (snapshot.part.empty()) snapshot.part = partOf(work, m_state->ids, snapshot.song, "");
    const auto song = work.rows(
        "SELECT song_id FROM parts WHERE id = ?", [](Row& row) { return SongId{row.text()}; }, snapshot.part);
    expectChanged(work, static_cast<int>(song.size()), "part", snapshot.part.text);
    if (!song.empty()) snapshot.song = song.front();
    keepStages(work, snapshot);
    int position = 0;
    for (SnapshotUnit& unit : snapshot.units) {
        keepProfile(work, unit, profiles);
        keepUnit(work, snapshot, unit, ++position);
    }
    // Last: it seals what belongs to it.
    work.run(
        "INSERT INTO snapshots (id, part_id, name, name_folded, notes, notes_folded, status, automatic, created_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        snapshot.id, snapshot.part, snapshot.name, folded(snapshot.name), snapshot.notes, folded(snapshot.notes),
        recall::name(snapshot.status), snapshot.automatic, snapshot.createdMs);
    return work.finish(std::move(snapshot));
}

Result<std::vector<Snapshot>> Store::snapshots(const SongId& song, bool withAutomatic) {
    Transaction work = m_state->reading();
    return work.finish(readAll(work, withAutomatic ? "p.song_id = ?" : "p.song_id = ? AND s.automatic = 0", song.text));
}

Result<Snapshot> Store::snapshot(const std::string& key) {
    Transaction work = m_state->reading();
    const auto found = readAll(work, "s.id = ?", idOf(work, snapshotNames, key));
    return work.finish(found.empty() ? Snapshot{} : found.front());
}

Result<void> Store::setSnapshotName(const SnapshotId& id, const std::string& name) {
    Transaction work = m_state->writing();
    const int changed = work.run("UPDATE snapshots SET name = ?, name_folded = ? WHERE id = ?", name, folded(name), id);
    expectChanged(work, changed, "snapshot", id.text);
    return work.finish();
}

Result<void> Store::setSnapshotStatus(const SnapshotId& id, Snapshot::Status status) {
    Transaction work = m_state->writing();
    expectChanged(work, work.run("UPDATE snapshots SET status = ? WHERE id = ?", name(status), id), "snapshot", id.text);
    return work.finish();
}

Result<void> Store::setSnapshotNotes(const SnapshotId& id, const std::string& notes) {
    Transaction work = m_state->writing();
    const int changed = work.run("UPDATE snapshots SET notes = ?, notes_folded = ? WHERE id = ?", notes, folded(notes), id);
    expectChanged(work, changed, "snapshot", id.text);
    return work.finish();
}

Result<std::string> Store::profileText(const std::string& sha256) {
    Transaction work = m_state->reading();
    const auto found = work.rows(
        "SELECT text FROM profile_texts WHERE sha256 = ?", [](Row& row) { return row.text(); }, sha256);
    expectChanged(work, static_cast<int>(found.size()), "profile text", sha256);
    return work.finish(found.empty() ? std::string() : found.front());
}

}  // namespace detent::recall
