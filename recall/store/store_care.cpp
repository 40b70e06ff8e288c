// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/base/place_file.h"
#include "recall/store/store_state.h"

namespace detent::recall {

Result<Store::CheckReport> Store::check() {
    auto found = damages(*m_state->database);
    if (!found) return found.problem();
    CheckReport report{found->empty(), std::move(*found)};
    Transaction work = m_state->reading();
    work.each("SELECT sha256, profile_id, text FROM profile_texts", [&](Row& row) {
        const std::string sha256 = row.text(), profile = row.text();
        if (sha256Of(row.text()) == sha256) return;
        report.ok = false;
        report.findings.push_back("the text of profile " + profile + " no longer has its hash " + sha256);
    });
    return work.finish(std::move(report));
}

Result<void> Store::backup(const std::filesystem::path& target) {
    std::error_code error;
    if (std::filesystem::equivalent(target, m_state->file, error))
        return Problem{Fault::Usage, pathText(target) + " is the library itself", "name another file"};
    return copyLibrary(*m_state->database, target);
}

}  // namespace detent::recall
