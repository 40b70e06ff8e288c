// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/fractional_delay.h"

#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detent::dsp {
namespace {
constexpr int kHalf = FractionalDelay::kLatency;
constexpr double kBeta = 11.0;
}  // namespace

FractionalDelay::FractionalDelay(double moveFrames) : m_delay(std::max(0.0, kLatency + moveFrames)), m_whole(0), m_taps{1.0F} {
    assert(moveFrames >= -kLatency);
    const double whole = std::floor(m_delay);
    const double fraction = m_delay - whole;
    m_whole = static_cast<std::size_t>(whole);
    if (fraction == 0.0) return;
    const int half = std::min(kHalf, static_cast<int>(whole) + 1);  // shorter only where moved earlier
    const auto taps = sincKernel(fraction, half, kBeta);
    m_taps.assign(taps.begin(), taps.end());
    m_whole = static_cast<std::size_t>(whole) - static_cast<std::size_t>(half - 1);
}

void FractionalDelay::prepare(double, int channelCount, int maxFrames) {
    const std::size_t past = m_whole + m_taps.size() - 1;
    m_past.assign(static_cast<std::size_t>(channelCount), std::vector<float>(past + static_cast<std::size_t>(maxFrames), 0.0F));
}

void FractionalDelay::reset() noexcept {
    for (auto& channel : m_past) std::fill(channel.begin(), channel.end(), 0.0F);
}

void FractionalDelay::process(const AudioView& audio) noexcept {
    const std::size_t frames = static_cast<std::size_t>(audio.frameCount);
    const std::size_t past = m_whole + m_taps.size() - 1;
    const std::size_t channels = std::min(m_past.size(), static_cast<std::size_t>(audio.channelCount));
    for (std::size_t c = 0; c < channels; ++c) {
        float* samples = audio.channel(static_cast<int>(c));
        auto& line = m_past[c];
        assert(past + frames <= line.size());
        std::copy_n(samples, frames, line.begin() + static_cast<std::ptrdiff_t>(past));
        for (std::size_t n = 0; n < frames; ++n) {
            const float* newest = line.data() + past + n - m_whole;
            float sum = 0.0F;
            for (std::size_t k = 0; k < m_taps.size(); ++k) sum += m_taps[k] * *(newest - k);
            samples[n] = sum;
        }
        std::copy_n(line.begin() + static_cast<std::ptrdiff_t>(frames), past, line.begin());
    }
}

}  // namespace detent::dsp
