// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/process_command.h"

#include <array>
#include <atomic>

namespace detent::audio {

/// Peak and RMS of the monitor over the last 25 to 50 ms. Written by the callback, read by anyone.
class MonitorMeters {
public:
    void prepare(int halfWindowFrames) noexcept { m_half = halfWindowFrames > 0 ? halfWindowFrames : 1; }
    /// [audio-thread]
    void add(const float* const* audio, int frames) noexcept;

    float peak(int channel) const noexcept { return m_peak[static_cast<std::size_t>(channel)].load(std::memory_order_relaxed); }
    float rms(int channel) const noexcept { return m_rms[static_cast<std::size_t>(channel)].load(std::memory_order_relaxed); }
    /// Full scale was reached since the last call.
    bool takeClipped() noexcept { return m_clipped.exchange(false, std::memory_order_relaxed); }

private:
    struct Half {
        float peak = 0.0F;
        double squares = 0.0;
        int frames = 0;
    };
    void publish() noexcept;

    int m_half = 1;
    std::array<Half, kBus> m_now{}, m_before{};
    std::array<std::atomic<float>, kBus> m_peak{}, m_rms{};
    std::atomic<bool> m_clipped{false};
};

}  // namespace detent::audio
