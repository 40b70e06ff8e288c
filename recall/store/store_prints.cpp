// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_keys.h"
#include "recall/store/store_state.h"

#include <cassert>

namespace detent::recall {

namespace {

const std::string columns =
    "SELECT r.id, r.part_id, r.source_id, r.snapshot_id, r.insert_id, r.path, r.sha256, r.sample_rate_hz, r.frame_count, "
    "r.shift_frames,"
    " r.delay_frames, r.peak_dbfs, r.xruns, r.created_ms FROM prints r";

Print read(Row& row) {
    return {PrintId{row.text()},  PartId{row.text()}, SourceId{row.text()}, SnapshotId{row.text()},
            InsertId{row.text()}, row.text(),         row.text(),           row.real(),
            row.whole(),          row.whole(),        row.real(),           row.real(),
            row.number(),         row.whole()};
}

}  // namespace

Result<Print> Store::addPrint(Print print) {
    Transaction work = m_state->writing();
    expectName(work, print.path, "a print's path");
    print.id = m_state->ids.make<PrintId>();
    print.createdMs = now();
    work.run(
        "INSERT INTO prints (id, part_id, source_id, snapshot_id, insert_id, path, sha256, sample_rate_hz, frame_count, "
        "shift_frames,"
        " delay_frames, peak_dbfs, xruns, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        print.id, print.part, orNull(print.source), orNull(print.snapshot), orNull(print.insert), print.path, print.sha256,
        print.sampleRateHz, print.frameCount, print.shiftFrames, print.delayFrames, print.peakDbfs, print.xruns,
        print.createdMs);
    return work.finish(std::move(print));
}

Result<std::vector<Print>> Store::prints(const SongId& song) {
    Transaction work = m_state->reading();
    return work.finish(
        work.rows(columns + " JOIN parts p ON p.id = r.part_id WHERE p.song_id = ? ORDER BY r.created_ms DESC, r.id DESC",
                  read, song));
}

Result<Print> Store::print(const std::string& key) {
    Transaction work = m_state->reading();
    const auto found = work.rows(columns + " WHERE r.id = ?", read, idOf(work, printNames, key));
    return work.finish(found.empty() ? Print{} : found.front());
}

Result<Comparison> Store::addComparison(Comparison comparison) {
    const std::size_t count = comparison.files.size();
    assert(comparison.gainsDb.size() == count && comparison.delaysFrames.size() == count);
    Transaction work = m_state->writing();
    comparison.id = m_state->ids.make<ComparisonId>();
    comparison.createdMs = now();
    work.run("INSERT INTO comparisons (id, song_id, label, created_ms) VALUES (?, ?, ?, ?)", comparison.id, comparison.song,
             comparison.label, comparison.createdMs);
    for (std::size_t i = 0; i < count; ++i)
        work.run(
            "INSERT INTO comparison_candidates (comparison_id, position, file, gain_db, delay_frames) VALUES (?, ?, ?, ?, "
            "?)",
            comparison.id, static_cast<int>(i + 1), comparison.files[i], comparison.gainsDb[i], comparison.delaysFrames[i]);
    return work.finish(std::move(comparison));
}

Result<std::vector<Comparison>> Store::comparisons(const SongId& song) {
    Transaction work = m_state->reading();
    auto found = work.rows(
        "SELECT id, song_id, label, created_ms FROM comparisons WHERE song_id = ? ORDER BY created_ms DESC, id DESC",
        [](Row& row) {
            return Comparison{ComparisonId{row.text()}, SongId{row.text()}, row.text(), {}, {}, {}, row.whole()};
        },
        song);
    for (Comparison& one : found)
        work.each(
            "SELECT file, gain_db, delay_frames FROM comparison_candidates WHERE comparison_id = ? ORDER BY position",
            [&](Row& row) {
                one.files.push_back(row.text());
                one.gainsDb.push_back(row.real());
                one.delaysFrames.push_back(row.real());
            },
            one.id);
    return work.finish(std::move(found));
}

}  // namespace detent::recall
