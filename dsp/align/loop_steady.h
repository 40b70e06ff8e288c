// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/loop.h"
#include "dsp/signal/ping.h"

#include <cstddef>
#include <vector>

namespace detent::dsp {

/// One sweep as it was heard.
struct Heard {
    int ping = 0, send = 0;  ///< counted from 0
    double start = 0;        ///< frame it was sent at
    double delayFrames = 0, sign = 1;
    double gainPower = 0;  ///< 1 kHz region
    double energy = 0, explained = 0;
};

/// How the delay of the sweeps, in the order they were sent, behaves over time.
struct Steadiness {
    double spreadFrames = 0;
    double driftPpm = 0, driftDeviationPpm = 0;  ///< straight line through the delays, and its standard deviation
    LoopFault fault = LoopFault::None;           ///< Drift, Jump, Disagreement or None
    std::size_t jumpAt = 0;                      ///< the first sweep after the jump
    double jumpFrames = 0;
};
Steadiness steadiness(const std::vector<Heard>& sweeps);

/// The ping of one send in which frames are missing, repeated or silent: it differs from the median of the pings within a
/// millisecond; -1 for none. `delays` are whole frames per ping, `noise` is power per frame.
int brokenPing(const std::vector<float>& captured, const PingLayout& layout, int send,
               const std::vector<std::ptrdiff_t>& delays, double noise);

}  // namespace detent::dsp
