// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_keys.h"
#include "recall/store/store_state.h"
#include "recall/store/text_fold.h"

namespace detent::recall {

namespace {

const std::string columns =
    "SELECT id, name, profile_id, link, serial_number, position, epoch, retired, created_ms FROM units";

Unit read(Row& row) {
    return {UnitId{row.text()}, row.text(),   row.text(),   row.text(), {},
            row.text(),         row.number(), row.number(), row.flag(), row.whole()};
}

void readParams(Transaction& work, Unit& unit) {
    work.each(
        "SELECT param, value FROM unit_params WHERE unit_id = ?",
        [&](Row& row) {
            const std::string param = row.text();
            unit.params[param] = row.whole();
        },
        unit.id);
    work.each(
        "SELECT param, word FROM unit_words WHERE unit_id = ?",
        [&](Row& row) {
            const std::string param = row.text();
            unit.params.texts[param] = row.text();
        },
        unit.id);
}

void expectFreeName(Transaction& work, const RoomId& room, const std::string& name, const UnitId& except) {
    expectName(work, name, "a unit's name");
    const auto taken = work.rows(
        "SELECT name FROM units WHERE room_id = ? AND name_folded = ? AND retired = 0 AND id <> ?",
        [](Row& row) { return row.text(); }, room, folded(name), except);
    if (!taken.empty())
        work.fail({Fault::Usage, "there is already a unit \"" + taken.front() + "\" in the rack",
                   "choose another name, or retire that one"});
}

void addEpoch(Transaction& work, const UnitId& id, int number, const std::string& reason, UtcMs now) {
    work.run("INSERT INTO unit_epochs (unit_id, epoch, reason, started_ms) VALUES (?, ?, ?, ?)", id, number, reason, now);
}

}  // namespace

Result<Unit> Store::addUnit(Unit unit) {
    Transaction work = m_state->writing();
    expectFreeName(work, m_state->room, unit.name, {});
    unit.id = m_state->ids.make<UnitId>();
    unit.position = 1 + static_cast<int>(work.whole("SELECT MAX(position) FROM units WHERE room_id = ?", m_state->room));
    unit.epoch = 1;
    unit.createdMs = now();
    work.run(
        "INSERT INTO units (id, room_id, name, name_folded, profile_id, link, serial_number, position, epoch, retired, "
        "created_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        unit.id, m_state->room, unit.name, folded(unit.name), unit.profileId, unit.link, unit.serialNumber, unit.position,
        unit.epoch, unit.retired, unit.createdMs);
    for (const auto& [param, value] : unit.params)
        work.run("INSERT INTO unit_params (unit_id, param, value) VALUES (?, ?, ?)", unit.id, param, value);
    for (const auto& [param, word] : unit.params.texts)
        work.run("INSERT INTO unit_words (unit_id, param, word) VALUES (?, ?, ?)", unit.id, param, word);
    addEpoch(work, unit.id, unit.epoch, "new", unit.createdMs);
    return work.finish(std::move(unit));
}

Result<std::vector<Unit>> Store::units(bool withRetired) {
    Transaction work = m_state->reading();
    auto found =
        work.rows(columns + " WHERE room_id = ?" + (withRetired ? "" : " AND retired = 0") + " ORDER BY position, id", read,
                  m_state->room);
    for (Unit& unit : found) readParams(work, unit);
    return work.finish(std::move(found));
}

Result<Unit> Store::unit(const std::string& key) {
    Transaction work = m_state->reading();
    auto found = work.rows(columns + " WHERE id = ?", read, idOf(work, unitNames, key));
    if (!found.empty()) readParams(work, found.front());
    return work.finish(found.empty() ? Unit{} : found.front());
}

Result<void> Store::renameUnit(const UnitId& id, const std::string& name) {
    Transaction work = m_state->writing();
    expectFreeName(work, m_state->room, name, id);
    const int changed = work.run("UPDATE units SET name = ?, name_folded = ? WHERE id = ?", name, folded(name), id);
    expectChanged(work, changed, "unit", id.text);
    return work.finish();
}

Result<void> Store::retireUnit(const UnitId& id) {
    Transaction work = m_state->writing();
    expectChanged(work, work.run("UPDATE units SET retired = 1 WHERE id = ?", id), "unit", id.text);
    return work.finish();
}

Result<void> Store::newEpoch(const UnitId& id, const std::string& reason) {
    Transaction work = m_state->writing();
    expectChanged(work, work.run("UPDATE units SET epoch = epoch + 1 WHERE id = ?", id), "unit", id.text);
    const int epoch = static_cast<int>(work.whole("SELECT epoch FROM units WHERE id = ?", id));
    addEpoch(work, id, epoch, reason, now());
    makeStale(work, id);
    return work.finish();
}

Result<std::vector<Epoch>> Store::epochs(const UnitId& id) {
    Transaction work = m_state->reading();
    return work.finish(work.rows(
        "SELECT epoch, reason, started_ms FROM unit_epochs WHERE unit_id = ? ORDER BY epoch",
        [](Row& row) {
            return Epoch{row.number(), row.text(), row.whole()};
        },
        id));
}

}  // namespace detent::recall
