// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace detent::test {

/// Chirps, tones and a decaying burst, known at every moment and empty above 16 kHz: shifted by evaluating it elsewhere.
inline dsp::AudioBuffer exactSound(double rate, double seconds, double delayFrames, double gain) {
    dsp::AudioBuffer audio(1, static_cast<std::size_t>(seconds * rate));
    constexpr double kTurn = 2.0 * std::numbers::pi;
    for (std::size_t n = 0; n < audio.frameCount(); ++n) {
        const double t = (static_cast<double>(n) - delayFrames) / rate, centre = t - 0.5 * seconds;
        const double swell = std::exp(-std::pow(centre / (0.22 * seconds), 4.0));
        const double chirp = std::sin(kTurn * (60.0 * t + 0.5 * (12000.0 / seconds) * t * t));
        const double tones =
            std::sin(kTurn * 220.3 * t) + 0.3 * std::sin(kTurn * 1811.7 * t + 1.0) + 0.1 * std::sin(kTurn * 7013.1 * t);
        audio.channel(0)[n] = static_cast<float>(gain * 0.3 * swell * (chirp + 0.7 * tones));
    }
    return audio;
}

/// Thirty partials of random pitch that swell and fade: known at every moment, so exact under any delay and drift.
inline dsp::AudioBuffer partials(double rate, double seconds, double delayFrames, double ppm) {
    dsp::AudioBuffer audio(1, static_cast<std::size_t>(seconds * rate));
    constexpr double kTurn = 2.0 * std::numbers::pi;
    std::mt19937 random(9);
    const auto between = [&random](double low, double high) { return std::uniform_real_distribution(low, high)(random); };
    std::vector<double> sum(audio.frameCount(), 0.0);
    for (int i = 0; i < 30; ++i) {
        const double hz = std::exp(between(std::log(50.0), std::log(15000.0))), phase = between(0.0, kTurn);
        const double swellHz = between(0.5, 8.0), swellPhase = between(0.0, kTurn);
        for (std::size_t n = 0; n < sum.size(); ++n) {
            const double t = (static_cast<double>(n) - delayFrames) / (1.0 + 1e-6 * ppm) / rate;
            sum[n] += (1.0 + std::sin(kTurn * swellHz * t + swellPhase)) * std::sin(kTurn * hz * t + phase) / std::sqrt(hz);
        }
    }
    std::transform(sum.begin(), sum.end(), audio.channel(0).begin(), [](double x) { return static_cast<float>(0.3 * x); });
    return audio;
}

}  // namespace detent::test
