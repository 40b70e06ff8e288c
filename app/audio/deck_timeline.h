// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace detent::audio {

/// Which frame of deck 0 belongs to which frame of a stream that began at `begin`: straight on to `length`, or round a loop
/// that is reached. Pure.
class DeckTimeline {
public:
    DeckTimeline() = default;
    /// `loop` is [first, second) in frames; one that is empty, or that `begin` has passed, is none. Loops are at least
    /// `shortestLoop` frames.
    DeckTimeline(std::int64_t begin, std::int64_t length, std::optional<std::pair<std::int64_t, std::int64_t>> loop,
                 std::int64_t shortestLoop)
        : m_begin(std::clamp<std::int64_t>(begin, 0, length)), m_length(length) {
        if (!loop) return;
        const std::int64_t from = std::clamp<std::int64_t>(loop->first, 0, length);
        const std::int64_t to = std::min(length, std::max(loop->second, from + shortestLoop));
        if (loop->second <= loop->first || to - from < std::min(shortestLoop, length) || m_begin >= to) return;
        m_loop = {from, to};
    }

    bool loops() const { return m_loop.second > m_loop.first; }
    std::int64_t loopLength() const { return m_loop.second - m_loop.first; }
    std::int64_t loopEnd() const { return m_loop.second; }
    /// Frames until the end; absent where it loops.
    std::optional<std::int64_t> frames() const { return loops() ? std::nullopt : std::optional(m_length - m_begin); }

    /// The deck's frame at `stream` >= 0.
    std::int64_t at(std::int64_t stream) const {
        const std::int64_t straight = m_begin + stream;
        if (!loops() || straight < m_loop.second) return straight;
        return m_loop.first + (straight - m_loop.second) % loopLength();
    }
    /// Frames from `stream` >= 0 on that follow each other in the deck, at most `most`.
    int run(std::int64_t stream, int most) const {
        const std::int64_t left = loops() ? m_loop.second - at(stream) : most;
        return static_cast<int>(std::min<std::int64_t>(left, most));
    }

private:
    std::int64_t m_begin = 0, m_length = 0;
    std::pair<std::int64_t, std::int64_t> m_loop{0, 0};
};

}  // namespace detent::audio
