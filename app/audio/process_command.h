// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/processor.h"

#include <array>
#include <cstdint>
#include <type_traits>

namespace detent::audio {

constexpr int kMaxDecks = 8;
constexpr int kMaxInsertUnits = 16;  ///< whose gain reduction is told
constexpr int kBus = 2;  ///< decks, insert and monitor are stereo inside; mono files stand in both

/// What the callback must know of the decks of one generation.
struct DeckTable {
    int count = 0;
    std::array<bool, kMaxDecks> throughInsert{};
    std::array<float, kMaxDecks> gain{};  ///< linear, negative where inverted
};

/// The live insert. Channels count from 0; -1 is none.
struct InsertTable {
    dsp::Processor* processor = nullptr;  ///< lives until it is handed back
    std::array<int, kBus> send{-1, -1}, returns{-1, -1};
};

/// One intent for the callback.
struct Command {
    enum class Kind : std::uint8_t { Play, Stop, Switch, Insert, Choose, DeckGain, MonitorGain, Dim, Mono, Mute };
    Kind kind = Kind::Stop;
    std::uint32_t serial = 0;      ///< Play: returned when the end is reached
    std::uint32_t generation = 0;  ///< Switch: of the audio to play from now on
    std::int64_t position = 0;     ///< Switch: where that begins
    int deck = 0;                  ///< Choose, DeckGain, Switch (the deck that is heard)
    float gain = 1.0F;             ///< DeckGain, MonitorGain
    bool on = false;               ///< Dim, Mono, Mute
    DeckTable decks;               ///< Switch
    InsertTable insert;            ///< Insert: waits for the Switch that follows it
};
static_assert(std::is_trivially_copyable_v<Command>);

}  // namespace detent::audio
