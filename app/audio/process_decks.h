// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/process_command.h"
#include "app/audio/process_queue.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace detent::audio {

constexpr int kChunkFrames = 512;
constexpr int kDeckLanes = kMaxDecks * kBus;

/// A piece of all decks at once, so that they cannot fall out of step. Made and freed by DeckReader; the callback only
/// borrows it.
struct Chunk {
    std::uint32_t generation = 0;
    std::int64_t stream = 0;  ///< frames since the generation began
    std::int64_t heard = 0;   ///< deck 0's frame at the ear when the chunk's first frame plays
    bool still = false;       ///< `heard` stands still over this chunk (the insert has not answered yet)
    bool last = false;        ///< nothing follows: the end of the decks
    int frames = 0;
    std::array<float*, kDeckLanes> lanes{};
};

/// Between reader thread and callback. Chunks go round: full to the callback, empty back to the reader.
struct ChunkExchange {
    explicit ChunkExchange(int chunkCount) : full(static_cast<std::size_t>(chunkCount) + 1), empty(static_cast<std::size_t>(chunkCount) + 1) {}
    Queue<Chunk*> full;
    Queue<Chunk*> empty;
    /// generation << 40 | frames made so far, plus one when the last is among them: what `ready` asks. Written by the reader.
    std::atomic<std::uint64_t> made{0};
};

/// The callback's end of the exchange: frames of the wanted generation at a stream position that only ever goes forward.
/// What comes too late is skipped, never played later. [audio-thread]
class DeckFeed {
public:
    explicit DeckFeed(ChunkExchange& exchange) noexcept : m_exchange(exchange) {}

    /// From now on only `generation` counts, from its stream frame 0; everything older goes back to the reader.
    void start(std::uint32_t generation, int deckCount, std::int64_t heard) noexcept;
    /// So much of the wanted generation is there that it can begin. Gives older chunks back.
    bool primed(std::int64_t frames) noexcept { return m_ended || (current() != nullptr && available() >= frames); }
    /// Frames that can be filled now, as far as the reader has told; everything once the end is made.
    std::int64_t available() const noexcept;
    /// The reader has turned to a later generation: no more of this one will come.
    bool superseded() const noexcept;
    /// Fills `lanes[l][offset...]` and moves on; silence where nothing came in time.
    void fill(float* const* lanes, int offset, int frames) noexcept;
    /// Gives all chunks back, for the end of the device's run.
    void release() noexcept;

    std::int64_t heard() const noexcept { return m_heard; }
    bool ended() const noexcept { return m_ended; }
    int underruns() const noexcept { return m_underruns; }

private:
    Chunk* current() noexcept;
    void recycle() noexcept;
    void copy(const Chunk& chunk, int from, float* const* lanes, int offset, int frames) noexcept;
    void silence(float* const* lanes, int offset, int frames) const noexcept;

    ChunkExchange& m_exchange;
    Chunk* m_current = nullptr;
    std::uint32_t m_generation = 0;
    int m_lanes = 0;
    std::int64_t m_stream = 0, m_heard = 0;
    bool m_ended = false, m_starving = false;
    int m_underruns = 0;
};

}  // namespace detent::audio
