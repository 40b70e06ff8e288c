// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/decibels.h"
#include "tests/dsp/align/recordings.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace detent::test {

inline constexpr double kSilent = -1000.0;
inline constexpr double kLow = 24000.0;  ///< rate of the longer cases: a window does not know it, and they end sooner
using Segments = std::vector<std::pair<double, double>>;  ///< seconds, dBFS peak

/// A stereo tone of 1 kHz in steps of level.
inline dsp::AudioBuffer tone(const Segments& segments, double rate = 48000.0) {
    std::vector<float> samples;
    for (const auto& [seconds, db] : segments) {
        const double level = db == kSilent ? 0.0 : dsp::gainFromDb(db);
        for (auto n = static_cast<std::size_t>(std::lround(seconds * rate)); n > 0; --n) {
            samples.push_back(static_cast<float>(
                level * std::sin(2.0 * std::numbers::pi * 1000.0 * static_cast<double>(samples.size()) / rate)));
        }
    }
    dsp::AudioBuffer audio(2, samples.size());
    audio.channel(0) = audio.channel(1) = samples;
    return audio;
}

inline Segments repeated(const Segments& once, int times) {
    Segments all;
    for (int i = 0; i < times; ++i) all.insert(all.end(), once.begin(), once.end());
    return all;
}

/// 10 ms cosine tapers at both ends.
inline void taper(std::vector<double>& samples, double rate) {
    const auto frames = static_cast<std::size_t>(0.01 * rate);
    for (std::size_t n = 0; n < frames; ++n) {
        const double gain = 0.5 - 0.5 * std::cos(std::numbers::pi * static_cast<double>(n) / static_cast<double>(frames));
        samples[n] *= gain;
        samples[samples.size() - 1 - n] *= gain;
    }
}

inline dsp::AudioBuffer stereo(const std::vector<double>& samples) {
    dsp::AudioBuffer audio(2, samples.size());
    for (int c = 0; c < 2; ++c)
        std::transform(samples.begin(), samples.end(), audio.channel(c).begin(),
                       [](double x) { return static_cast<float>(x); });
    return audio;
}

/// Noise that falls towards high frequencies, as music does.
inline dsp::AudioBuffer pinkish(std::size_t frames, unsigned seed) {
    auto audio = noise(2, frames, 0.4, seed);
    for (int c = 0; c < 2; ++c) {
        float last = 0.0F;
        for (float& x : audio.channel(c)) x = last = 0.7F * last + 0.3F * x;
    }
    return audio;
}

}  // namespace detent::test
