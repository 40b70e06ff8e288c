// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/true_peak.h"

#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr std::size_t kTaps = 2 * TruePeak::kHalf;
constexpr std::size_t kTogether = 4, kChunk = 16;  ///< frames worked on at once
/// Of the bend of the curve through frames and half-way values: how far between two of them it may rise above both. The
/// worst is a tone at half the rate that they meet at +-0.71: it bends by 1.41 and rises by 0.29.
constexpr float kRise = 0.3F;
constexpr double kBeta = 7.0;

float largest(const float* samples, std::size_t count) {
    float peak = 0.0F;
    for (std::size_t n = 0; n < count; ++n) peak = std::max(peak, std::abs(samples[n]));
    return peak;
}

}  // namespace

TruePeak::TruePeak(double sampleRateHz)
    : m_phases(sampleRateHz < 88200.0    ? 8
               : sampleRateHz < 176400.0 ? 4
                                         : 2),
      m_taps(kTaps * kMostPhases, 0.0F),
      m_line(kTaps, 0.0F) {
    for (std::size_t phase = 1; phase < m_phases; ++phase) {
        const auto taps = sincKernel(static_cast<double>(phase) / static_cast<double>(m_phases), kHalf, kBeta);
        for (std::size_t k = 0; k < kTaps; ++k) m_taps[k * kMostPhases + phase] = static_cast<float>(taps[k]);
    }
}

float TruePeak::reach(const float* window, float& nearby) {
    float halves[kChunk] = {};
    for (std::size_t k = 0; k < kTaps; ++k) {
        const float tap = m_taps[k * kMostPhases + m_phases / 2];
        for (std::size_t i = 0; i < kChunk; ++i) halves[i] += tap * window[k + i];
    }
    float bend = 0.0F;
    for (std::size_t i = 0; i < kChunk; ++i) {
        const float here = window[kHalf - 1 + i], next = window[kHalf + i], half = halves[i];
        nearby = std::max({nearby, std::abs(here), std::abs(half), std::abs(next)});
        bend = std::max({bend, std::abs(m_half - 2.0F * here + half), std::abs(here - 2.0F * half + next)});
        m_half = half;
    }
    return nearby + kRise * bend;
}

float TruePeak::between(const float* window) const {
    float values[kTogether][kMostPhases] = {};  // side by side, so that no sum waits for another
    for (std::size_t k = 0; k < kTaps; ++k) {
        const float* taps = m_taps.data() + k * kMostPhases;
        for (std::size_t i = 0; i < kTogether; ++i) {
            for (std::size_t phase = 0; phase < kMostPhases; ++phase) values[i][phase] += taps[phase] * window[k + i];
        }
    }
    return largest(values[0], kTogether * kMostPhases);
}

float TruePeak::add(const float* samples, std::size_t count) {
    m_line.insert(m_line.end(), samples, samples + count);
    float peak = largest(samples, count);
    std::size_t at = 0;
    for (; at + kChunk + kTaps <= m_line.size(); at += kChunk) {
        const float* window = m_line.data() + at;
        float nearby = 0.0F;
        const float most = reach(window, nearby);
        peak = std::max(peak, nearby);
        if (most <= peak) continue;
        for (std::size_t i = 0; i < kChunk; i += kTogether) peak = std::max(peak, between(window + i));
    }
    m_line.erase(m_line.begin(), m_line.begin() + static_cast<std::ptrdiff_t>(at));
    return peak;
}

float TruePeak::finish() {
    const std::vector<float> silence(kHalf + kChunk, 0.0F);
    return add(silence.data(), silence.size());
}

}  // namespace detent::dsp
