// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_state.h"

namespace detent::recall {

namespace {

RecallRecord read(Row& row) {
    return {RecallId{row.text()}, SnapshotId{row.text()}, SnapshotId{row.text()}, row.whole(), row.real(), {}};
}

ControlOutcome readOutcome(Row& row) {
    ControlOutcome one{UnitId{row.text()}, row.text(), row.text(), row.whole(), row.text(),
                       row.wholeOrNone(),  row.text(), {},         {}};
    one.outcome = outcomeFrom(row.text()).value_or(Outcome::Uncertain);
    one.message = row.text();
    return one;
}

void keepOutcome(Transaction& work, const RecallId& recall, int position, const ControlOutcome& one) {
    work.run(
        "INSERT INTO recall_outcomes (recall_id, position, unit_id, unit_name, control, wanted, wanted_text, read_code, "
        "read_text,"
        " outcome, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        recall, position, orNull(one.unit), one.unitName, one.control, one.wanted, one.wantedText, one.read, one.readText,
        name(one.outcome), one.message);
}

}  // namespace

Result<RecallRecord> Store::addRecall(RecallRecord record) {
    Transaction work = m_state->writing();
    record.id = m_state->ids.make<RecallId>();
    if (record.startedMs == 0) record.startedMs = now();
    int position = 0;
    for (const ControlOutcome& one : record.outcomes) keepOutcome(work, record.id, ++position, one);
    const auto number = 1 + work.whole("SELECT MAX(number) FROM recalls WHERE room_id = ?", m_state->room);
    work.run(
        "INSERT INTO recalls (id, room_id, number, wanted_id, before_id, started_ms, seconds) VALUES (?, ?, ?, ?, ?, ?, ?)",
        record.id, m_state->room, number, record.wanted, orNull(record.before), record.startedMs, record.seconds);
    return work.finish(std::move(record));
}

Result<std::optional<RecallRecord>> Store::lastRecall() {
    Transaction work = m_state->reading();
    const auto found = work.rows(
        "SELECT id, wanted_id, before_id, started_ms, seconds FROM recalls WHERE room_id = ? ORDER BY number DESC LIMIT 1",
        read, m_state->room);
    std::optional<RecallRecord> last;
    if (!found.empty()) last = found.front();
    if (last)
        last->outcomes = work.rows(
            "SELECT unit_id, unit_name, control, wanted, wanted_text, read_code, read_text, outcome, message FROM "
            "recall_outcomes"
            " WHERE recall_id = ? ORDER BY position",
            readOutcome, last->id);
    return work.finish(std::move(last));
}

}  // namespace detent::recall
