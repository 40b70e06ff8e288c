// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/biquad.h"
#include "hardware-profiles/virtual/unit_sound.h"
#include "hardware-profiles/virtual/vc_2.h"

namespace detent::virt {

/// The greatest of the newest frames, so that a level does not fall between two crests of one cycle. The maxima of two
/// neighbouring blocks make that of every window across them: van Herk, "A fast algorithm for local minimum and maximum
/// filters", Pattern Recognition Letters 13 (1992).
class PeakHold {
public:
    void prepare(std::size_t frames);
    void clear() noexcept;
    double next(double peak) noexcept;

private:
    std::vector<double> m_block, m_later;  // m_later: the greatest after each place of the block before
    std::size_t m_at = 0;
    double m_newest = 0;
};

/// The sound of a VC-2. Peaks of the louder channel, high-passed at 6 dB an octave and held for 10 ms, meet a hard knee; the
/// gain reduction in dB then follows with one time constant down (attack: 63 % in that time) and one back (release). Auto
/// comes back within 0.1 s from what was short, and with 2.4 s from what stood for longer than about half a second.
class Vc2Sound final : public UnitSound {
public:
    using UnitSound::UnitSound;

    /// 0 while it is bypassed.
    std::optional<double> gainReductionDb(int place) const noexcept override;

private:
    void prepareSound() override;
    void clearSound() noexcept override;
    void follow() noexcept override;
    void sound(double* wet, float* dry) noexcept override;
    double detect(const double* wet) noexcept;
    double reduce(double levelDbu) noexcept;
    double keepOf(double seconds) const noexcept;

    Ramp m_thresholdDbu, m_slope, m_makeup, m_sideChain;  // m_slope: dB of reduction a dB over; m_sideChain: 1 high-passed
    RampedBiquad m_highPass;
    double m_attack = 0, m_release = 0;  // what is kept of a distance after one frame
    double m_slowAttack = 0, m_slowRelease = 0;
    bool m_auto = false;
    std::vector<BiquadState> m_states;
    PeakHold m_hold;
    double m_reductionDb = 0, m_slowDb = 0;
};

}  // namespace detent::virt
