// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>

namespace detent::audio {

constexpr int kMaxLanes = 32;

/// Planar audio between one writing and one reading thread; the memory belongs to RingMemory.
///
/// Order: the writer fills samples, then releases m_written; the reader acquires m_written before it touches them, so it
/// sees them whole. The reader releases m_read when it has copied; the writer acquires m_read before it overwrites. Each
/// counter has one storing thread, which may load its own relaxed. Counters only grow, so full and empty differ.
class FrameRing {
public:
    /// Before either thread runs. `memory` holds channels * capacity floats, lane after lane.
    void attach(float* memory, int channels, int capacity) noexcept {
        m_memory = memory;
        m_channels = channels;
        m_capacity = capacity;
        m_written.store(0);
        m_read.store(0);
    }

    int channels() const noexcept { return m_channels; }
    int capacity() const noexcept { return m_capacity; }
    /// Frames that can be read; exact for the reader, a lower bound for others.
    int available() const noexcept {
        return static_cast<int>(m_written.load(std::memory_order_acquire) - m_read.load(std::memory_order_acquire));
    }
    /// Frames that can be written; exact for the writer, a lower bound for others.
    int space() const noexcept {
        const std::uint64_t read = m_read.load(std::memory_order_acquire);
        return m_capacity - static_cast<int>(m_written.load(std::memory_order_acquire) - read);
    }

    /// Writes up to `frames` from `from[c] + offset`; returns the frames written.
    int write(const float* const* from, int offset, int frames) noexcept {
        const std::uint64_t at = m_written.load(std::memory_order_relaxed);
        const std::uint64_t read = m_read.load(std::memory_order_acquire);
        const int n = std::min(frames, m_capacity - static_cast<int>(at - read));
        const int start = static_cast<int>(at % static_cast<std::uint64_t>(m_capacity));
        const int first = std::min(n, m_capacity - start);
        for (int c = 0; c < m_channels; ++c) {
            std::copy_n(from[c] + offset, first, lane(c) + start);
            std::copy_n(from[c] + offset + first, n - first, lane(c));
        }
        m_written.store(at + static_cast<std::uint64_t>(n), std::memory_order_release);
        return n;
    }

    /// Reads up to `frames` into `to[c]`; returns the frames read.
    int read(float* const* to, int frames) noexcept {
        const std::uint64_t at = m_read.load(std::memory_order_relaxed);
        const std::uint64_t written = m_written.load(std::memory_order_acquire);
        const int n = std::min(frames, static_cast<int>(written - at));
        const int start = static_cast<int>(at % static_cast<std::uint64_t>(m_capacity));
        const int first = std::min(n, m_capacity - start);
        for (int c = 0; c < m_channels; ++c) {
            std::copy_n(lane(c) + start, first, to[c]);
            std::copy_n(lane(c), n - first, to[c] + first);
        }
        m_read.store(at + static_cast<std::uint64_t>(n), std::memory_order_release);
        return n;
    }

private:
    float* lane(int c) const noexcept { return m_memory + static_cast<std::int64_t>(c) * m_capacity; }

    float* m_memory = nullptr;
    int m_channels = 0, m_capacity = 1;
    alignas(64) std::atomic<std::uint64_t> m_written{0};
    alignas(64) std::atomic<std::uint64_t> m_read{0};
};

}  // namespace detent::audio
