// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"

#include <atomic>
#include <map>
#include <span>

namespace detent::virt {

using profiles::Code;

/// How one virtual unit stands: what its protocol and its panel turn and its processors follow. Lock-free; any thread.
class Dials {
public:
    /// The controls `ids` of the profile, in this order; what `settings` does not say, or says wrongly, stands at its
    /// default. Errors: Fault::Usage: the profile lacks one of them.
    static Result<std::shared_ptr<Dials>> make(const profiles::ProfilePtr& profile, std::span<const char* const> ids,
                                               const std::map<std::string, Code>& settings);

    std::size_t count() const { return m_controls.size(); }
    const profiles::Control& control(std::size_t dial) const { return *m_controls[dial]; }
    /// The dial of a control; count() where it is none.
    std::size_t find(std::string_view control) const;

    Code code(std::size_t dial) const noexcept { return m_codes[dial].load(std::memory_order_relaxed); }
    bool isOn(std::size_t dial) const noexcept { return code(dial) != 0; }
    /// The number it stands at, in the control's unit; 0 for a word.
    double value(std::size_t dial) const noexcept { return m_controls[dial]->scale.valueOf(code(dial)).value_or(0.0); }
    /// True where it moved. A code outside its scale moves nothing.
    bool turn(std::size_t dial, Code code) noexcept;

    /// Differs after any move. Codes read after it are at least as new.
    std::uint64_t version() const noexcept { return m_version.load(std::memory_order_acquire); }

private:
    explicit Dials(profiles::ProfilePtr profile) : m_profile(std::move(profile)) {}

    profiles::ProfilePtr m_profile;
    std::vector<const profiles::Control*> m_controls;
    std::unique_ptr<std::atomic<Code>[]> m_codes;
    std::atomic<std::uint64_t> m_version{1};
};

}  // namespace detent::virt
