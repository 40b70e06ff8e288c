// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/level.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {

Level measureLevel(const float* samples, std::size_t frameCount) {
    if (frameCount == 0) return {};
    float peak = 0.0F;
    double sum = 0.0, squares = 0.0;
    for (std::size_t n = 0; n < frameCount; ++n) {
        const double value = samples[n];
        peak = std::max(peak, std::abs(samples[n]));
        sum += value;
        squares += value * value;
    }
    const auto count = static_cast<double>(frameCount);
    return {peak, std::sqrt(squares / count), sum / count};
}

Level measureLevel(const AudioBuffer& audio) {
    Level all;
    double power = 0.0;
    for (int c = 0; c < audio.channelCount(); ++c) {
        const Level one = measureLevel(audio.channel(c).data(), audio.frameCount());
        all.peak = std::max(all.peak, one.peak);
        power += one.rms * one.rms;
        if (std::abs(one.mean) > std::abs(all.mean)) all.mean = one.mean;
    }
    if (audio.channelCount() > 0) all.rms = std::sqrt(power / audio.channelCount());
    return all;
}

}  // namespace detent::dsp
