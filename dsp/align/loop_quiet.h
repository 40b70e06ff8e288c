// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/loop.h"
#include "dsp/signal/ping.h"

#include <cstddef>
#include <vector>

namespace detent::dsp {

/// Frames of a return in which nothing of the ping is heard.
struct Stretch {
    std::size_t from = 0, to = 0;
};
/// The first lies before the ping, from a fifth of its silence on, so that what the gear still rings with from before is
/// gone; the others between the sweeps, a tenth of a second after each. Empty ones are left out, but for the first. The
/// delays are the least and the most of any sweep.
std::vector<Stretch> quietStretches(const PingLayout& layout, int repeats, std::ptrdiff_t leastDelay,
                                    std::ptrdiff_t mostDelay, std::size_t frames);

/// What one return is when nothing is sent.
struct Quiet {
    double power = 0;             ///< of the first stretch, per frame; of its quieter half where they differ by 10 dB
    double steadiness = 1;        ///< power of its quieter half over that of the other
    std::optional<MainsHum> hum;  ///< of all stretches
    double humPart = 0;           ///< of the power at the mains' harmonics, what is hum and not noise
};
Quiet quietOf(const std::vector<float>& captured, const std::vector<Stretch>& stretches, double sampleRateHz);

}  // namespace detent::dsp
