// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_keys.h"
#include "recall/store/store_state.h"
#include "recall/store/text_fold.h"

namespace detent::recall {

namespace {

// The measurement that holds stands beside every other one.
const std::string columns =
    "SELECT i.id, i.name, i.device, i.sample_rate_hz, i.buffer_frames, i.send_channels, i.return_channels,"
    " m.delay_frames, m.delay_spread_frames, m.gain_db, m.noise_dbfs, m.inverted, i.measured_ms FROM inserts i"
    " LEFT JOIN insert_measurements m ON m.insert_id = i.id AND m.measured_ms = i.measured_ms";
const std::string historyColumns =
    "SELECT i.id, i.name, m.device, m.sample_rate_hz, m.buffer_frames, m.send_channels, m.return_channels,"
    " m.delay_frames, m.delay_spread_frames, m.gain_db, m.noise_dbfs, m.inverted, m.measured_ms FROM inserts i"
    " JOIN insert_measurements m ON m.insert_id = i.id";

Insert read(Row& row) {
    Insert insert{InsertId{row.text()},
                  row.text(),
                  {},
                  row.text(),
                  row.real(),
                  row.number(),
                  channelsFrom(row.text()),
                  channelsFrom(row.text()),
                  row.realOrNone(),
                  row.realOrNone(),
                  row.realOrNone(),
                  row.realOrNone(),
                  row.flag(),
                  row.whole()};
    return insert;
}

void readUnits(Transaction& work, Insert& insert) {
    insert.units = work.rows(
        "SELECT unit_id FROM insert_units WHERE insert_id = ? ORDER BY position",
        [](Row& row) { return UnitId{row.text()}; }, insert.id);
}

bool isMeasured(const Insert& insert) {
    return insert.measuredMs != 0 || insert.delayFrames || insert.delaySpreadFrames || insert.gainDb || insert.noiseDbfs;
}

/// Kept for ever as it was patched then.
void keepMeasurement(Transaction& work, const Insert& insert) {
    if (work.whole("SELECT COUNT(*) FROM insert_measurements WHERE insert_id = ? AND measured_ms = ?", insert.id,
                   insert.measuredMs))
        return;
    work.run(
        "INSERT INTO insert_measurements (insert_id, measured_ms, device, sample_rate_hz, buffer_frames, send_channels,"
        " return_channels, delay_frames, delay_spread_frames, gain_db, noise_dbfs, inverted)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        insert.id, insert.measuredMs, insert.device, insert.sampleRateHz, insert.bufferFrames, channelsText(insert.send),
        channelsText(insert.returns), insert.delayFrames, insert.delaySpreadFrames, insert.gainDb, insert.noiseDbfs,
        insert.inverted);
}

void keepUnits(Transaction& work, const Insert& insert) {
    work.run("DELETE FROM insert_units WHERE insert_id = ?", insert.id);
    int position = 0;
    for (const UnitId& unit : insert.units)
        work.run("INSERT INTO insert_units (insert_id, position, unit_id) VALUES (?, ?, ?)", insert.id, ++position, unit);
}

}  // namespace

Result<Insert> Store::saveInsert(Insert insert) {
    Transaction work = m_state->writing();
    expectName(work, insert.name, "an insert's name");
    if (isMeasured(insert) && insert.measuredMs == 0) insert.measuredMs = now();
    const auto former = work.rows(
        "SELECT id FROM inserts WHERE room_id = ? AND name_folded = ?", [](Row& row) { return InsertId{row.text()}; },
        m_state->room, folded(insert.name));
    insert.id = former.empty() ? m_state->ids.make<InsertId>() : former.front();
    work.run(
        "INSERT INTO inserts (id, room_id, name, name_folded, device, sample_rate_hz, buffer_frames, send_channels, "
        "return_channels,"
        " measured_ms, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, device = excluded.device, sample_rate_hz = "
        "excluded.sample_rate_hz,"
        " buffer_frames = excluded.buffer_frames, send_channels = excluded.send_channels, return_channels = "
        "excluded.return_channels,"
        " measured_ms = excluded.measured_ms",
        insert.id, m_state->room, insert.name, folded(insert.name), insert.device, insert.sampleRateHz, insert.bufferFrames,
        channelsText(insert.send), channelsText(insert.returns), insert.measuredMs, now());
    keepUnits(work, insert);
    if (insert.measuredMs != 0) keepMeasurement(work, insert);
    return work.finish(std::move(insert));
}

Result<std::vector<Insert>> Store::inserts() {
    Transaction work = m_state->reading();
    auto found = work.rows(columns + " WHERE i.room_id = ? ORDER BY i.created_ms, i.id", read, m_state->room);
    for (Insert& insert : found) readUnits(work, insert);
    return work.finish(std::move(found));
}

Result<Insert> Store::insert(const std::string& key) {
    Transaction work = m_state->reading();
    auto found = work.rows(columns + " WHERE i.id = ?", read, idOf(work, insertNames, key));
    if (!found.empty()) readUnits(work, found.front());
    return work.finish(found.empty() ? Insert{} : found.front());
}

Result<std::vector<Insert>> Store::insertHistory(const InsertId& id) {
    Transaction work = m_state->reading();
    auto found = work.rows(historyColumns + " WHERE i.id = ? ORDER BY m.measured_ms DESC", read, id);
    for (Insert& insert : found) readUnits(work, insert);
    return work.finish(std::move(found));
}

Result<void> Store::setChain(const PartId& part, const std::vector<Stage>& stages) {
    Transaction work = m_state->writing();
    work.run("DELETE FROM chain_stages WHERE part_id = ?", part);
    int position = 0;
    for (const Stage& stage : stages) {
        const StageColumns columnsOfIt = columnsOf(stage);
        work.run(
            "INSERT INTO chain_stages (part_id, position, kind, insert_id, unit_id, channels, gain_db) VALUES (?, ?, ?, ?, "
            "?, ?, ?)",
            part, ++position, columnsOfIt.kind, columnsOfIt.insert, columnsOfIt.unit, stage.channels, stage.gainDb);
    }
    return work.finish();
}

Result<std::vector<Stage>> Store::chain(const PartId& part) {
    Transaction work = m_state->reading();
    return work.finish(
        work.rows("SELECT kind, insert_id, unit_id, channels, gain_db FROM chain_stages WHERE part_id = ? ORDER BY position",
                  readStage, part));
}

}  // namespace detent::recall
