// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_state.h"

namespace detent::recall {

void makeStale(Transaction& work, const UnitId& unit) {
    work.run("UPDATE known_values SET quality = ? WHERE unit_id = ? AND quality <> ?", name(Quality::Stale), unit,
             name(Quality::Unknown));
}

Result<void> Store::setKnown(const UnitId& unit, const std::vector<ControlValue>& values) {
    Transaction work = m_state->writing();
    for (const ControlValue& value : values)
        work.run(
            "INSERT INTO known_values (unit_id, control, code, value, text, quality, time_ms) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (unit_id, control) DO UPDATE SET code = excluded.code, value = excluded.value, text = "
            "excluded.text,"
            " quality = excluded.quality, time_ms = excluded.time_ms",
            unit, value.control, value.code, value.value, value.text, name(value.quality), value.timeMs);
    return work.finish();
}

Result<std::vector<ControlValue>> Store::known(const UnitId& unit) {
    Transaction work = m_state->reading();
    return work.finish(
        work.rows("SELECT control, code, value, text, quality, time_ms FROM known_values WHERE unit_id = ? ORDER BY control",
                  readValue, unit));
}

Result<void> Store::setVirtualSettings(const UnitId& unit, const std::map<std::string, Code>& settings) {
    Transaction work = m_state->writing();
    work.run("DELETE FROM virtual_settings WHERE unit_id = ?", unit);
    for (const auto& [control, code] : settings)
        work.run("INSERT INTO virtual_settings (unit_id, control, code) VALUES (?, ?, ?)", unit, control, code);
    return work.finish();
}

Result<std::map<std::string, Code>> Store::virtualSettings(const UnitId& unit) {
    Transaction work = m_state->reading();
    std::map<std::string, Code> settings;
    work.each(
        "SELECT control, code FROM virtual_settings WHERE unit_id = ?",
        [&](Row& row) {
            const std::string control = row.text();
            settings[control] = row.whole();
        },
        unit);
    return work.finish(std::move(settings));
}

Result<void> Store::setLocked(const UnitId& unit, const std::set<std::string>& controls) {
    Transaction work = m_state->writing();
    work.run("DELETE FROM locked_controls WHERE unit_id = ?", unit);
    for (const std::string& control : controls)
        work.run("INSERT INTO locked_controls (unit_id, control) VALUES (?, ?)", unit, control);
    return work.finish();
}

Result<std::set<std::string>> Store::locked(const UnitId& unit) {
    Transaction work = m_state->reading();
    std::set<std::string> controls;
    work.each(
        "SELECT control FROM locked_controls WHERE unit_id = ?", [&](Row& row) { controls.insert(row.text()); }, unit);
    return work.finish(std::move(controls));
}

}  // namespace detent::recall
