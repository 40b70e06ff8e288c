// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/true_peak.h"

#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr std::size_t kTaps = 2 * TruePeak::kHalf;
constexpr std::size_t kChunk = 16;  ///< frames looked at together
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
        double sum = 0.0;
        for (std::size_t k = 0; k < kTaps; ++k) {
            m_taps[k * kMostPhases + phase] = static_cast<float>(taps[k]);
            sum += std::abs(taps[k]);
        }
        m_gain = std::max(m_gain, static_cast<float>(sum));
    }
}

float TruePeak::between(const float* window) const {
    float values[kMostPhases] = {};
    for (std::size_t k = 0; k < kTaps; ++k) {
        const float x = window[k];
        for (std::size_t phase = 0; phase < kMostPhases; ++phase) values[phase] += m_taps[k * kMostPhases + phase] * x;
    }
    return largest(values, kMostPhases);
}

float TruePeak::add(const float* samples, std::size_t count) {
    m_line.insert(m_line.end(), samples, samples + count);
    float peak = largest(m_line.data() + kHalf, count);
    for (std::size_t n = 0; n < count; n += kChunk) {
        const std::size_t here = std::min(kChunk, count - n);
        if (largest(m_line.data() + n, here + kTaps) * m_gain <= peak) continue;  // cannot rise above it
        for (std::size_t i = n; i < n + here; ++i) peak = std::max(peak, between(m_line.data() + i));
    }
    m_line.erase(m_line.begin(), m_line.end() - kTaps);
    return peak;
}

float TruePeak::finish() {
    const std::vector<float> silence(kHalf, 0.0F);
    return add(silence.data(), silence.size());
}

}  // namespace detent::dsp
