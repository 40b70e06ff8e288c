// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/process_decks.h"

#include <algorithm>

namespace detent::audio {

void DeckFeed::start(std::uint32_t generation, int deckCount, std::int64_t heard) noexcept {
    m_generation = generation;
    m_lanes = deckCount * kBus;
    m_stream = 0;
    m_heard = heard;
    m_ended = m_starving = false;
}

std::int64_t DeckFeed::available() const noexcept {
    const std::uint64_t made = m_exchange.made.load(std::memory_order_acquire);
    if (static_cast<std::uint32_t>(made >> 40) != (m_generation & 0xFFFFFFU)) return 0;
    if ((made & 1U) != 0) return INT64_MAX;
    return static_cast<std::int64_t>((made & 0xFFFFFFFFFFU) >> 1) - m_stream;
}

bool DeckFeed::superseded() const noexcept {
    const std::uint64_t reading = m_exchange.made.load(std::memory_order_acquire) >> 40;
    const std::uint64_t later = (reading - m_generation) & 0xFFFFFFU;
    return later != 0 && later < 0x800000U;
}

// The first chunk that belongs to the wanted generation and is not wholly past.
Chunk* DeckFeed::current() noexcept {
    for (;;) {
        if (m_current == nullptr && !m_exchange.full.try_dequeue(m_current)) return nullptr;
        const bool wanted = m_current->generation == m_generation;
        if (wanted && (m_current->last || m_stream < m_current->stream + m_current->frames)) return m_current;
        recycle();
    }
}

void DeckFeed::recycle() noexcept {
    m_exchange.empty.try_enqueue(m_current);  // has room for all there are
    m_current = nullptr;
}

void DeckFeed::fill(float* const* lanes, int offset, int frames) noexcept {
    while (frames > 0) {
        Chunk* chunk = m_ended ? nullptr : current();
        if (chunk == nullptr) {
            silence(lanes, offset, frames);
            if (!m_ended && !m_starving) ++m_underruns;
            m_starving = !m_ended;
            m_stream += frames;
            return;
        }
        const int from = static_cast<int>(m_stream - chunk->stream);
        const int n = std::clamp(chunk->frames - from, 0, frames);
        m_starving = false;
        copy(*chunk, from, lanes, offset, n);
        m_stream += n;
        m_heard = chunk->heard + (chunk->still ? 0 : std::min(from + n, chunk->frames));
        m_ended = chunk->last && m_stream >= chunk->stream + chunk->frames;
        if (m_stream >= chunk->stream + chunk->frames) recycle();
        offset += n;
        frames -= n;
    }
}

void DeckFeed::release() noexcept {
    while (m_current != nullptr || m_exchange.full.try_dequeue(m_current)) recycle();
}

void DeckFeed::copy(const Chunk& chunk, int from, float* const* lanes, int offset, int frames) noexcept {
    if (frames == 0) return;
    for (int l = 0; l < m_lanes; ++l) std::copy_n(chunk.lanes[static_cast<std::size_t>(l)] + from, frames, lanes[l] + offset);
}

void DeckFeed::silence(float* const* lanes, int offset, int frames) const noexcept {
    for (int l = 0; l < m_lanes; ++l) std::fill_n(lanes[l] + offset, frames, 0.0F);
}

}  // namespace detent::audio
