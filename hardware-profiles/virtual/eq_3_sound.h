// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/eq_3.h"
#include "hardware-profiles/virtual/eq_design.h"
#include "hardware-profiles/virtual/unit_sound.h"

namespace detent::virt {

/// The sound of an EQ-3: three bands and a trim.
class Eq3Sound final : public UnitSound {
public:
    using UnitSound::UnitSound;

private:
    void prepareSound() override;
    void clearSound() noexcept override;
    void follow() noexcept override;
    void sound(double* wet, float* dry) noexcept override;

    std::array<RampedBiquad, Eq3Dial::Bands> m_bands;
    std::vector<std::array<BiquadState, Eq3Dial::Bands>> m_states;  // per channel
    Ramp m_trim;
};

}  // namespace detent::virt
