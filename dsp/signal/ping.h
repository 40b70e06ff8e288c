// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace detent::dsp {

/// When the sweeps of a loop ping start. One ping is silence, then per channel a sweep and a gap; the silence makes the
/// pattern uneven, so that a loop late by one sweep is not taken for swapped channels.
struct PingLayout {
    PingLayout(double sampleRateHz, int channelCount);

    double sampleRateHz;
    int channelCount;
    std::size_t silenceFrames, sweepFrames, gapFrames;

    std::size_t pingFrames() const {
        return silenceFrames + static_cast<std::size_t>(channelCount) * (sweepFrames + gapFrames);
    }
    std::size_t start(int ping, int channel) const {
        return static_cast<std::size_t>(ping) * pingFrames() + silenceFrames +
               static_cast<std::size_t>(channel) * (sweepFrames + gapFrames);
    }
};

/// A sweep of even energy per Hz from 20 Hz to 22.08 kHz, or 0.46 of the rate where that is less, faded at both ends; peak 1.
/// Its energy lies where the delay is read, at high rates too.
std::vector<double> pingSweep(double sampleRateHz, std::size_t frames);

}  // namespace detent::dsp
