// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/process_ring.h"

#include <algorithm>
#include <vector>

namespace detent::audio {

/// A FrameRing and the memory it works in. Outlives both of its threads.
class RingMemory {
public:
    RingMemory(int channels, int capacityFrames)
        : m_memory(static_cast<std::size_t>(channels) * static_cast<std::size_t>(capacityFrames), 0.0F) {
        m_ring.attach(m_memory.data(), channels, capacityFrames);
    }
    FrameRing& ring() { return m_ring; }

private:
    std::vector<float> m_memory;
    FrameRing m_ring;
};

/// Planar scratch: `channels` lanes of `frames` in one piece, and the pointers to them.
class Lanes {
public:
    Lanes(int channels, int frames)
        : m_frames(frames), m_memory(static_cast<std::size_t>(channels) * static_cast<std::size_t>(frames), 0.0F) {
        for (int c = 0; c < channels; ++c) m_lanes.push_back(m_memory.data() + static_cast<std::ptrdiff_t>(c) * frames);
    }
    Lanes(const Lanes&) = delete;
    Lanes& operator=(const Lanes&) = delete;

    float* const* data() const { return m_lanes.data(); }
    float* operator[](std::size_t lane) const { return m_lanes[lane]; }
    int count() const { return static_cast<int>(m_lanes.size()); }
    int frames() const { return m_frames; }
    void silence() { std::fill(m_memory.begin(), m_memory.end(), 0.0F); }

private:
    int m_frames;
    std::vector<float> m_memory;
    std::vector<float*> m_lanes;
};

}  // namespace detent::audio
