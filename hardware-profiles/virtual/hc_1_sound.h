// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/biquad.h"
#include "hardware-profiles/virtual/halfband.h"
#include "hardware-profiles/virtual/hc_1.h"
#include "hardware-profiles/virtual/unit_sound.h"

namespace detent::virt {

/// The sound of an HC-1: y = x + mix * (S(u) - u) / d, u = d * x, where d is the drive above -24 dB (0 dBFS and a drive of
/// 24 dB make u = 1) and S(u) = u + a u^2 - b u^3 up to |u| = 1, its tangents beyond, with
///     a = 0.02 even,  b = 0.015 odd + 0.05 drive / 24 dB.
/// So a sine of peak u has the second harmonic at a u / 2 and the third at b u^2 / 4 of it, and at 0, 0, 0 the box is a
/// wire. S(u) - u alone is made at twice the sample rate, which holds all that a cube makes of less than 0.45 of it; it is
/// blocked below 3 Hz. The whole is late by Halfband::kLatency frames, bypassed or not.
class Hc1Sound final : public UnitSound {
public:
    using UnitSound::UnitSound;
    double delayFrames() const noexcept override { return Halfband::kLatency; }

private:
    struct Channel {
        Halfband halfband;
        BiquadState blocker;
        std::vector<float> dry = std::vector<float>(Halfband::kLatency, 0.0F);
        std::vector<double> clean = std::vector<double>(Halfband::kLatency, 0.0);
    };

    void prepareSound() override;
    void clearSound() noexcept override;
    void follow() noexcept override;
    void sound(double* wet, float* dry) noexcept override;

    Ramp m_drive, m_second, m_third, m_mix, m_output;
    Biquad m_block;
    std::vector<Channel> m_lines;
    std::size_t m_at = 0;  // in the channels' delay lines
};

}  // namespace detent::virt
