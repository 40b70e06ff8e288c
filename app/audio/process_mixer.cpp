// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/process_mixer.h"

#include <algorithm>

namespace detent::audio {

void Crossfade::jump(int chosen) noexcept {
    m_chosen = chosen;
    m_left = 0;
    m_weight.fill(0.0F);
    m_weight[static_cast<std::size_t>(chosen)] = 1.0F;
}

void Crossfade::choose(int chosen, int frames) noexcept {
    if (chosen == m_chosen) return;
    m_from = m_weight;
    m_chosen = chosen;
    m_length = m_left = std::max(1, frames);
}

void Crossfade::advance() noexcept {
    if (m_left == 0) return;
    --m_left;
    const float rest = static_cast<float>(m_left) / static_cast<float>(m_length);
    for (std::size_t i = 0; i < m_weight.size(); ++i) m_weight[i] = m_from[i] * rest;
    m_weight[static_cast<std::size_t>(m_chosen)] += 1.0F - rest;
}

void DeckMixer::set(const DeckTable& table, int chosen) noexcept {
    m_table = table;
    chosen = valid(chosen) ? chosen : 0;
    m_ear.jump(chosen);
    const auto through = std::find(table.throughInsert.begin(), table.throughInsert.end(), true);
    m_usesInsert = through != table.throughInsert.end();
    const bool chosenThrough = table.throughInsert[static_cast<std::size_t>(chosen)];
    m_send.jump(chosenThrough || !m_usesInsert ? chosen : static_cast<int>(through - table.throughInsert.begin()));
    for (std::size_t i = 0; i < m_gain.size(); ++i) m_gain[i].jump(table.gain[i]);
}

void DeckMixer::choose(int deck) noexcept {
    if (!valid(deck)) return;
    m_ear.choose(deck, m_fadeFrames);
    if (m_table.throughInsert[static_cast<std::size_t>(deck)]) m_send.choose(deck, m_fadeFrames);
}

void DeckMixer::setGain(int deck, float gain) noexcept {
    if (!valid(deck)) return;
    m_gain[static_cast<std::size_t>(deck)].moveTo(gain, m_fadeFrames);
}

bool DeckMixer::moving() const noexcept {
    return m_ear.fading() || m_send.fading() ||
           std::any_of(m_gain.begin(), m_gain.end(), [](const Ramp& ramp) { return ramp.moving(); });
}

void DeckMixer::feed(const float* const* lanes, float* const* to, int frames) noexcept {
    for (int f = 0; f < frames; ++f) {
        m_send.advance();
        for (int c = 0; c < kBus; ++c) to[c][f] = m_usesInsert ? m_send.mix([&](int i) { return lanes[i * kBus + c][f]; }) : 0.0F;
    }
}

void DeckMixer::mix(const float* const* lanes, const float* const* returns, float* const* to, int frames) noexcept {
    for (int f = 0; f < frames; ++f) {
        m_ear.advance();
        for (int i = 0; i < m_table.count; ++i) m_gain[static_cast<std::size_t>(i)].next();
        for (int c = 0; c < kBus; ++c) {
            to[c][f] = m_table.count == 0 ? 0.0F : m_ear.mix([&](int i) {
                const auto at = static_cast<std::size_t>(i);
                return m_gain[at].value() * (m_table.throughInsert[at] ? returns[c][f] : lanes[i * kBus + c][f]);
            });
        }
    }
}

}  // namespace detent::audio
