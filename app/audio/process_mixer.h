// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/process_command.h"
#include "app/audio/process_ramp.h"

#include <array>

namespace detent::audio {

/// Which of several sources is heard, with an equal-gain cross-fade between them: the programmes are correlated, so the
/// weights are linear and their sum is one at every frame. [audio-thread]
///
/// The sum is written as `chosen + sum of weight * (other - chosen)`: without a fade the chosen samples pass untouched, and
/// equal sources give exactly themselves in the middle of a fade.
class Crossfade {
public:
    void jump(int chosen) noexcept;
    /// Starts from the weights of this moment, so that a fade can be turned round at any point.
    void choose(int chosen, int frames) noexcept;
    void advance() noexcept;
    int chosen() const noexcept { return m_chosen; }
    bool fading() const noexcept { return m_left > 0; }

    /// `source(i)` for the sources with weight.
    template <typename Source>
    float mix(const Source& source) const noexcept {
        const float base = source(m_chosen);
        float sum = base;
        if (m_left == 0) return sum;
        for (int i = 0; i < kMaxDecks; ++i) {
            const float weight = m_weight[static_cast<std::size_t>(i)];
            if (i != m_chosen && weight > 0.0F) sum += weight * (source(i) - base);
        }
        return sum;
    }

private:
    int m_chosen = 0, m_left = 0, m_length = 1;
    std::array<float, kMaxDecks> m_weight{1.0F}, m_from{};
};

/// The decks' gains and the switch. [audio-thread]
class DeckMixer {
public:
    void prepare(int fadeFrames) noexcept { m_fadeFrames = fadeFrames; }
    /// New decks, while nothing is heard: no fades.
    void set(const DeckTable& table, int chosen) noexcept;
    void choose(int deck) noexcept;
    void setGain(int deck, float gain) noexcept;

    /// What goes into the insert: the deck through it that was chosen last.
    void feed(const float* const* lanes, float* const* to, int frames) noexcept;
    /// What is heard: decks as they are, those through the insert from `returns`. Advances gains and fades.
    void mix(const float* const* lanes, const float* const* returns, float* const* to, int frames) noexcept;

    int chosen() const noexcept { return m_ear.chosen(); }
    bool usesInsert() const noexcept { return m_usesInsert; }
    bool moving() const noexcept;

private:
    bool valid(int deck) const noexcept { return deck >= 0 && deck < m_table.count; }

    DeckTable m_table;
    bool m_usesInsert = false;
    int m_fadeFrames = 1;
    Crossfade m_ear, m_send;
    std::array<Ramp, kMaxDecks> m_gain;
};

}  // namespace detent::audio
