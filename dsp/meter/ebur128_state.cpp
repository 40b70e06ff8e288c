// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/ebur128_state.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace detent::dsp {
namespace {
constexpr int kBlockFrames = 4096;
}

Ebur128::Ebur128(double sampleRateHz, int channelCount, int mode)
    : m_state(
          ebur128_init(static_cast<unsigned>(channelCount), static_cast<unsigned long>(std::lround(sampleRateHz)), mode)) {
    if (!m_state) throw std::bad_alloc();
}

void Ebur128::add(const AudioView& audio) {
    const auto channels = static_cast<int>(m_state->channels);
    m_interleaved.resize(static_cast<std::size_t>(channels * kBlockFrames));
    for (int at = 0; at < audio.frameCount; at += kBlockFrames) {
        const int count = std::min(kBlockFrames, audio.frameCount - at);
        for (int c = 0; c < channels; ++c) {
            const float* in = audio.channel(c) + at;
            for (int n = 0; n < count; ++n) m_interleaved[static_cast<std::size_t>(n * channels + c)] = in[n];
        }
        if (ebur128_add_frames_float(m_state.get(), m_interleaved.data(), static_cast<std::size_t>(count)) !=
            EBUR128_SUCCESS)
            throw std::bad_alloc();
    }
}

std::optional<double> Ebur128::read(int (*what)(ebur128_state*, double*)) const {
    double value = 0.0;
    if (what(m_state.get(), &value) != EBUR128_SUCCESS || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace detent::dsp
