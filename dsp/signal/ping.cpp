// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/signal/ping.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::dsp {

namespace {

std::size_t framesOf(double seconds, double rate) {
    return static_cast<std::size_t>(std::lround(seconds * rate));
}

}  // namespace

PingLayout::PingLayout(double rate, int channels)
    : sampleRateHz(rate),
      channelCount(channels),
      silenceFrames(framesOf(0.25, rate)),
      sweepFrames(framesOf(0.4, rate)),
      gapFrames(framesOf(0.5, rate)) {}

std::vector<double> pingSweep(double rate, std::size_t frames) {
    constexpr double kPi = std::numbers::pi;
    const double low = 20.0 / rate, high = std::min(0.46, 22080.0 / rate), length = static_cast<double>(frames);
    const double fade = 0.005 * length;
    std::vector<double> sweep(frames);
    for (std::size_t n = 0; n < frames; ++n) {
        const double t = static_cast<double>(n);
        const double edge = std::clamp(std::min(t, length - 1.0 - t) / fade, 0.0, 1.0);
        sweep[n] =
            0.5 * (1.0 - std::cos(kPi * edge)) * std::sin(2.0 * kPi * (low * t + 0.5 * (high - low) * t * t / length));
    }
    return sweep;
}

}  // namespace detent::dsp
