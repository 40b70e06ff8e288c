// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/dials.h"

namespace detent::virt {

Result<std::shared_ptr<Dials>> Dials::make(const profiles::ProfilePtr& profile, std::span<const char* const> ids,
                                           const std::map<std::string, Code>& settings) {
    std::shared_ptr<Dials> dials(new Dials(profile));
    dials->m_codes = std::make_unique<std::atomic<Code>[]>(ids.size());
    for (const char* id : ids) {
        const profiles::Control* control = profile->control(id);
        if (!control)
            return Problem{Fault::Usage, "profile " + profile->id + " has no control " + id,
                           "use the profile that Detent brings"};
        const auto kept = settings.find(id);
        const bool stands = kept != settings.end() && control->scale.contains(kept->second);
        dials->m_codes[dials->m_controls.size()] = stands ? kept->second : control->defaultCode;
        dials->m_controls.push_back(control);
    }
    return dials;
}

std::size_t Dials::find(std::string_view control) const {
    std::size_t dial = 0;
    while (dial < count() && m_controls[dial]->id != control) ++dial;
    return dial;
}

bool Dials::turn(std::size_t dial, Code code) noexcept {
    if (!m_controls[dial]->scale.contains(code)) return false;
    if (m_codes[dial].exchange(code, std::memory_order_relaxed) == code) return false;
    m_version.fetch_add(1, std::memory_order_release);
    return true;
}

}  // namespace detent::virt
