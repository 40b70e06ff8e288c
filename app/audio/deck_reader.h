// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/deck_file.h"
#include "app/audio/deck_timeline.h"
#include "app/audio/process_decks.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace detent::audio {

/// One deck as the reader plays it.
struct DeckSource {
    std::unique_ptr<DeckFile> file;
    double delayFrames = 0;      ///< read that much later, to be in step with deck 0
    bool throughInsert = false;  ///< sent on at once; the others wait for the insert
};
using DeckSources = std::vector<DeckSource>;

/// What to play from where, under a number of its own.
struct ReadOrder {
    std::uint32_t generation = 0;
    std::shared_ptr<DeckSources> decks;  ///< touched by the reader alone once it is given
    DeckTimeline timeline;
    double insertDelayFrames = 0;  ///< 0 where no deck goes through it
};

/// Fills chunks from the decks' files on a thread of its own, as far ahead as there are chunks.
class DeckReader {
public:
    DeckReader(ChunkExchange& exchange, int chunkCount, double sampleRateHz);
    ~DeckReader();

    /// Drops what it was doing. [main-thread]
    void order(const ReadOrder& order);
    /// A file that can be read no more; text for a person, else empty. [any-thread]
    std::string trouble() const;

private:
    void run();
    void begin(const ReadOrder& order);
    bool finished() const;
    Chunk* freeChunk();
    void fill(Chunk& chunk);
    int chunkFrames() const;
    void fillDeck(DeckSource& deck, float* const* lanes, std::int64_t stream, int frames);
    void readPiece(DeckSource& deck, float* const* lanes, int at, std::int64_t frame, int count);
    void fadeIn(float* const* lanes, std::int64_t stream, int frames) const;
    void read(DeckSource& deck, std::int64_t frame, int count, float* const* lanes, int at);
    void publish(bool last);

    ChunkExchange& m_exchange;
    Lanes m_memory, m_turn;  ///< the chunks'; what a loop fades into
    std::vector<Chunk> m_chunks;
    std::vector<Chunk*> m_free;  ///< never handed out yet
    int m_fadeFrames;

    ReadOrder m_order;  ///< what is being read
    std::int64_t m_stream = 0, m_waitFrames = 0;

    mutable std::mutex m_mutex;  ///< guards what follows
    std::condition_variable m_wake;
    std::optional<ReadOrder> m_next;
    bool m_stop = false;
    std::string m_trouble;
    std::thread m_thread;
};

}  // namespace detent::audio
