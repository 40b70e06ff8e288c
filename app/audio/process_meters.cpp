// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/process_meters.h"

#include <algorithm>
#include <cmath>

namespace detent::audio {

void MonitorMeters::add(const float* const* audio, int frames) noexcept {
    for (int from = 0; from < frames;) {
        const int n = std::min(frames - from, m_half - m_now[0].frames);
        for (std::size_t c = 0; c < kBus; ++c) {
            Half& half = m_now[c];
            float peak = 0.0F;
            for (int f = from; f < from + n; ++f) {
                const float sample = audio[c][f];
                peak = std::max(peak, std::abs(sample));
                half.squares += static_cast<double>(sample) * static_cast<double>(sample);
            }
            if (peak >= 1.0F) m_clipped.store(true, std::memory_order_relaxed);
            half.peak = std::max(half.peak, peak);
            half.frames += n;
        }
        from += n;
        publish();
        if (m_now[0].frames < m_half) continue;
        m_before = m_now;
        m_now = {};
    }
}

void MonitorMeters::publish() noexcept {
    for (std::size_t c = 0; c < kBus; ++c) {
        const float peak = std::max(m_now[c].peak, m_before[c].peak);
        const double mean = (m_now[c].squares + m_before[c].squares) / std::max(1, m_now[c].frames + m_before[c].frames);
        m_peak[c].store(peak, std::memory_order_relaxed);
        m_rms[c].store(static_cast<float>(std::sqrt(mean)), std::memory_order_relaxed);
    }
}

}  // namespace detent::audio
