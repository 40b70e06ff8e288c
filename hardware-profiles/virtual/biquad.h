// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/ramp.h"

#include <array>
#include <cmath>

namespace detent::virt {

/// (b0 + b1/z + b2/z2) / (1 + a1/z + a2/z2)
struct Biquad {
    double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
};

/// A biquad on its way from one to another. Between two stable ones every step is stable: their region is convex.
class RampedBiquad {
public:
    void aim(const Biquad& to, int frames) noexcept {
        const std::array<double, 5> targets = {to.b0, to.b1, to.b2, to.a1, to.a2};
        for (std::size_t i = 0; i < targets.size(); ++i) m_ramps[i].aim(targets[i], frames);
    }
    Biquad next() noexcept {
        return {m_ramps[0].next(), m_ramps[1].next(), m_ramps[2].next(), m_ramps[3].next(), m_ramps[4].next()};
    }

private:
    std::array<Ramp, 5> m_ramps;
};

/// What one channel of a biquad remembers; transposed direct form II.
class BiquadState {
public:
    double run(const Biquad& q, double x) noexcept {
        const double y = q.b0 * x + m_first;
        m_first = settled(q.b1 * x - q.a1 * y + m_second);
        m_second = settled(q.b2 * x - q.a2 * y);
        return y;
    }

private:
    /// A tail ends in exact silence, not in denormal numbers.
    static double settled(double state) noexcept { return std::abs(state) < 1e-18 ? 0.0 : state; }

    double m_first = 0, m_second = 0;
};

}  // namespace detent::virt
