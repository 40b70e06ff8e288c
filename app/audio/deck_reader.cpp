// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/deck_reader.h"

#include "app/audio/process_thread.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detent::audio {

namespace {
constexpr auto kPoll = std::chrono::milliseconds(2);
constexpr double kFadeSeconds = 0.005;
}  // namespace

DeckReader::DeckReader(ChunkExchange& exchange, int chunkCount, double sampleRateHz)
    : m_exchange(exchange),
      m_memory(chunkCount * kDeckLanes, kChunkFrames),
      m_turn(kBus, kChunkFrames),
      m_chunks(static_cast<std::size_t>(chunkCount)),
      m_fadeFrames(static_cast<int>(kFadeSeconds * sampleRateHz)) {
    for (std::size_t i = 0; i < m_chunks.size(); ++i) {
        std::copy_n(m_memory.data() + i * kDeckLanes, kDeckLanes, m_chunks[i].lanes.begin());
        m_free.push_back(&m_chunks[i]);
    }
    m_thread = std::thread([this] { run(); });
}

DeckReader::~DeckReader() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void DeckReader::order(const ReadOrder& order) {
    assert(!onAudioThread);
    {
        const std::lock_guard lock(m_mutex);
        m_next = order;
        m_trouble.clear();
    }
    m_wake.notify_one();
}

std::string DeckReader::trouble() const {
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

void DeckReader::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        if (m_next) begin(*std::exchange(m_next, std::nullopt));
        Chunk* chunk = finished() ? nullptr : freeChunk();
        if (chunk == nullptr) {
            if (finished())
                m_wake.wait(lock);
            else
                m_wake.wait_for(lock, kPoll);
            continue;
        }
        lock.unlock();
        fill(*chunk);
        lock.lock();
    }
}

void DeckReader::begin(const ReadOrder& order) {
    m_order = order;
    m_stream = 0;
    m_waitFrames = static_cast<std::int64_t>(std::ceil(order.insertDelayFrames));
    const double early = static_cast<double>(m_waitFrames) - order.insertDelayFrames;
    if (m_order.decks) {
        for (DeckSource& deck : *m_order.decks) deck.file->setOffset(deck.delayFrames + (deck.throughInsert ? 0.0 : early));
    }
    m_exchange.made.store(static_cast<std::uint64_t>(order.generation & 0xFFFFFFU) << 40, std::memory_order_release);
}

bool DeckReader::finished() const {
    if (!m_order.decks || m_order.decks->empty()) return true;
    const auto frames = m_order.timeline.frames();
    return frames && m_stream > 0 && m_stream >= *frames + m_waitFrames;
}

Chunk* DeckReader::freeChunk() {
    Chunk* chunk = nullptr;
    if (m_exchange.empty.try_dequeue(chunk)) return chunk;
    if (m_free.empty()) return nullptr;
    chunk = m_free.back();
    m_free.pop_back();
    return chunk;
}

// Over a chunk the ear moves straight on or stands still.
int DeckReader::chunkFrames() const {
    const std::int64_t ear = m_stream - m_waitFrames;
    if (ear < 0) return static_cast<int>(std::min<std::int64_t>(kChunkFrames, -ear));
    const int run = m_order.timeline.run(ear, kChunkFrames);
    const auto frames = m_order.timeline.frames();
    return frames ? static_cast<int>(std::min<std::int64_t>(run, *frames - ear)) : run;
}

void DeckReader::fill(Chunk& chunk) {
    const std::int64_t ear = m_stream - m_waitFrames;
    chunk.generation = m_order.generation;
    chunk.stream = m_stream;
    chunk.still = ear < 0;
    chunk.heard = m_order.timeline.at(std::max<std::int64_t>(0, ear));
    chunk.frames = chunkFrames();
    for (std::size_t i = 0; i < m_order.decks->size(); ++i) {
        DeckSource& deck = (*m_order.decks)[i];
        float* const* lanes = chunk.lanes.data() + i * kBus;
        fillDeck(deck, lanes, deck.throughInsert ? m_stream : ear, chunk.frames);
        if (!deck.throughInsert && m_waitFrames > 0) fadeIn(lanes, ear, chunk.frames);
    }
    m_stream += chunk.frames;
    const auto frames = m_order.timeline.frames();
    chunk.last = frames && m_stream >= *frames + m_waitFrames;
    const bool last = chunk.last;
    m_exchange.full.try_enqueue(&chunk);  // has room for all there are
    publish(last);
}

void DeckReader::fillDeck(DeckSource& deck, float* const* lanes, std::int64_t stream, int frames) {
    const auto end = m_order.timeline.frames();
    for (int at = 0; at < frames;) {
        const std::int64_t now = stream + at;
        int n = frames - at;
        if (now < 0) {
            n = static_cast<int>(std::min<std::int64_t>(n, -now));
            for (int c = 0; c < kBus; ++c) std::fill_n(lanes[c] + at, n, 0.0F);
        } else if (end && now >= *end) {
            for (int c = 0; c < kBus; ++c) std::fill_n(lanes[c] + at, n, 0.0F);
        } else {
            n = m_order.timeline.run(now, n);
            if (end) n = static_cast<int>(std::min<std::int64_t>(n, *end - now));
            readPiece(deck, lanes, at, m_order.timeline.at(now), n);
        }
        at += n;
    }
}

// The last frames of a loop fade, at equal gain, into those before its beginning.
void DeckReader::readPiece(DeckSource& deck, float* const* lanes, int at, std::int64_t frame, int count) {
    read(deck, frame, count, lanes, at);
    const DeckTimeline& timeline = m_order.timeline;
    if (!timeline.loops()) return;
    const int fade = static_cast<int>(std::min<std::int64_t>(m_fadeFrames, timeline.loopLength() / 2));
    const std::int64_t from = std::max(frame, timeline.loopEnd() - fade);
    const auto n = static_cast<int>(frame + count - from);
    if (n <= 0) return;
    read(deck, from - timeline.loopLength(), n, m_turn.data(), 0);
    for (int c = 0; c < kBus; ++c) {
        float* to = lanes[c] + at + (from - frame);
        for (int f = 0; f < n; ++f) {
            const auto weight =
                static_cast<float>(from + f - (timeline.loopEnd() - fade) + 1) / static_cast<float>(fade + 1);
            to[f] += weight * (m_turn[static_cast<std::size_t>(c)][f] - to[f]);
        }
    }
}

// The gate is open before the insert answers, so what waits for it opens by itself.
void DeckReader::fadeIn(float* const* lanes, std::int64_t stream, int frames) const {
    for (int f = 0; f < frames; ++f) {
        const std::int64_t n = stream + f + 1;
        if (n <= 0 || n >= m_fadeFrames) continue;
        for (int c = 0; c < kBus; ++c) lanes[c][f] *= static_cast<float>(n) / static_cast<float>(m_fadeFrames);
    }
}

void DeckReader::read(DeckSource& deck, std::int64_t frame, int count, float* const* lanes, int at) {
    const auto there = deck.file->read(frame, count, lanes, at);
    if (there) return;
    for (int c = 0; c < kBus; ++c) std::fill_n(lanes[c] + at, count, 0.0F);
    const std::lock_guard lock(m_mutex);
    if (m_trouble.empty()) m_trouble = there.problem().text();
}

void DeckReader::publish(bool last) {
    const std::uint64_t generation = m_order.generation & 0xFFFFFFU;
    m_exchange.made.store(generation << 40 | static_cast<std::uint64_t>(m_stream) << 1 | (last ? 1U : 0U),
                          std::memory_order_release);
}

}  // namespace detent::audio
