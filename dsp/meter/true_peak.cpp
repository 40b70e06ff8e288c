// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/true_peak.h"

#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr std::size_t kTaps = 2 * TruePeak::kHalf;
constexpr std::size_t kTogether = 4;  ///< frames worked on at once
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
    for (; at + kTogether + kTaps <= m_line.size(); at += kTogether) {
        // Nothing between frames rises above the largest near it times m_gain.
        if (largest(m_line.data() + at, kTogether + kTaps) * m_gain > peak)
            peak = std::max(peak, between(m_line.data() + at));
    }
    m_line.erase(m_line.begin(), m_line.begin() + static_cast<std::ptrdiff_t>(at));
    return peak;
}

float TruePeak::finish() {
    const std::vector<float> silence(kHalf + kTogether, 0.0F);
    return add(silence.data(), silence.size());
}

}  // namespace detent::dsp
