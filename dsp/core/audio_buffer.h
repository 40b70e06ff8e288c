// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

namespace detent::dsp {

/// Non-owning planar audio: `channels[c][f]`, full scale is +-1. Trivially copyable; safe in the callback.
struct AudioView {
    float* const* channels = nullptr;
    int channelCount = 0;
    int frameCount = 0;

    float* channel(int c) const { assert(c >= 0 && c < channelCount); return channels[c]; }
};

/// Owning planar audio of any length. Allocates; never used inside the callback.
class AudioBuffer {
public:
    AudioBuffer() = default;
    AudioBuffer(int channelCount, std::size_t frameCount)
        : m_channels(static_cast<std::size_t>(channelCount), std::vector<float>(frameCount, 0.0F)), m_frames(frameCount) {}

    int channelCount() const { return static_cast<int>(m_channels.size()); }
    std::size_t frameCount() const { return m_frames; }
    std::vector<float>& channel(int c) { return m_channels[static_cast<std::size_t>(c)]; }
    const std::vector<float>& channel(int c) const { return m_channels[static_cast<std::size_t>(c)]; }
    void resizeFrames(std::size_t frames) {
        for (auto& c : m_channels) c.resize(frames, 0.0F);
        m_frames = frames;
    }

private:
    std::vector<std::vector<float>> m_channels;
    std::size_t m_frames = 0;
};

}  // namespace detent::dsp
