// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_state.h"

namespace detent::recall {

Result<void> Store::setSetting(const std::string& name, const std::string& value) {
    Transaction work = m_state->writing();
    work.run("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
             name, value);
    return work.finish();
}

Result<std::string> Store::setting(const std::string& name) {
    Transaction work = m_state->reading();
    const auto found = work.rows(
        "SELECT value FROM settings WHERE name = ?", [](Row& row) { return row.text(); }, name);
    return work.finish(found.empty() ? std::string() : found.front());
}

}  // namespace detent::recall
