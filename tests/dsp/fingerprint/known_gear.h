// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Gear whose every figure is known: filters by their transfer functions, a polynomial, a compressor with one time constant
// each way.
#pragma once

#include "dsp/core/audio_buffer.h"
#include "dsp/fingerprint/fingerprint.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <complex>
#include <functional>
#include <numbers>
#include <random>
#include <vector>

namespace detent::test {

constexpr double kKnownTurn = 2.0 * std::numbers::pi;

/// R. Bristow-Johnson's cookbook filters, in double precision.
struct KnownBiquad {
    double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;

    static KnownBiquad peak(double rate, double hz, double q, double db) {
        const double a = std::pow(10.0, db / 40.0), w = kKnownTurn * hz / rate, alpha = std::sin(w) / (2.0 * q),
                     n = 1.0 + alpha / a;
        return {(1.0 + alpha * a) / n, -2.0 * std::cos(w) / n, (1.0 - alpha * a) / n, -2.0 * std::cos(w) / n,
                (1.0 - alpha / a) / n};
    }
    static KnownBiquad highPass(double rate, double hz, double q) {
        const double w = kKnownTurn * hz / rate, alpha = std::sin(w) / (2.0 * q), n = 1.0 + alpha, c = std::cos(w);
        return {0.5 * (1.0 + c) / n, -(1.0 + c) / n, 0.5 * (1.0 + c) / n, -2.0 * c / n, (1.0 - alpha) / n};
    }
    std::complex<double> at(double hz, double rate) const {
        const std::complex<double> z = std::polar(1.0, -kKnownTurn * hz / rate);
        return (b0 + z * (b1 + z * b2)) / (1.0 + z * (a1 + z * a2));
    }
    void run(std::vector<double>& x) const {
        double s1 = 0.0, s2 = 0.0;
        for (double& v : x) {
            const double y = b0 * v + s1;
            s1 = b1 * v - a1 * y + s2;
            s2 = b2 * v - a2 * y;
            v = y;
        }
    }
};

/// Gain reduction in dB, towards its target by one pole each way; the law is a hard knee.
struct KnownCompressor {
    double thresholdDb = -24, ratio = 4, attackMs = 5, releaseMs = 120;

    double targetDb(double levelDb) const { return std::min(0.0, (1.0 / ratio - 1.0) * (levelDb - thresholdDb)); }
    /// All channels share the gain of the loudest.
    void run(std::vector<std::vector<double>>& channels, double rate, bool linked = true) const {
        const double attack = std::exp(-1000.0 / (attackMs * rate)), release = std::exp(-1000.0 / (releaseMs * rate));
        std::vector<double> gain(channels.size(), 0.0);
        for (std::size_t n = 0; n < channels[0].size(); ++n) {
            double loudest = 0.0;
            for (const auto& channel : channels) loudest = std::max(loudest, std::abs(channel[n]));
            for (std::size_t c = 0; c < channels.size(); ++c) {
                const double target =
                    targetDb(20.0 * std::log10(std::max(1e-9, linked ? loudest : std::abs(channels[c][n]))));
                gain[c] = target + (target < gain[c] ? attack : release) * (gain[c] - target);
            }
            for (std::size_t c = 0; c < channels.size(); ++c) channels[c][n] *= std::pow(10.0, gain[c] / 20.0);
        }
    }
};

using KnownChannels = std::vector<std::vector<double>>;

/// `audio` through `gear`, `delay` whole frames late, as long as before.
inline dsp::AudioBuffer through(const dsp::AudioBuffer& audio, const std::function<void(KnownChannels&)>& gear,
                                std::size_t delay = 0) {
    KnownChannels channels;
    for (int c = 0; c < audio.channelCount(); ++c) channels.emplace_back(audio.channel(c).begin(), audio.channel(c).end());
    gear(channels);
    dsp::AudioBuffer out(static_cast<int>(channels.size()), audio.frameCount());
    for (int c = 0; c < out.channelCount(); ++c) {
        for (std::size_t n = delay; n < out.frameCount(); ++n)
            out.channel(c)[n] = static_cast<float>(channels[static_cast<std::size_t>(c)][n - delay]);
    }
    return out;
}

/// White noise, Gaussian, of this RMS.
inline void addNoise(dsp::AudioBuffer& audio, double dbfs, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(0.0, std::pow(10.0, dbfs / 20.0));
    for (int c = 0; c < audio.channelCount(); ++c) {
        for (float& x : audio.channel(c)) x += static_cast<float>(normal(random));
    }
}

inline dsp::AudioBuffer probeOf(double rate, int channels, dsp::ProbePart part = dsp::ProbePart::Fingerprint) {
    return dsp::makeProbe(*dsp::probeLayout(rate, channels, part));
}

inline dsp::Fingerprint taken(const dsp::AudioBuffer& captured, double rate) {
    auto print =
        dsp::takeFingerprint(*dsp::probeLayout(rate, captured.channelCount(), dsp::ProbePart::Fingerprint), captured);
    if (!print) qFatal("%s", print.problem().text().c_str());
    return *print;
}

}  // namespace detent::test
