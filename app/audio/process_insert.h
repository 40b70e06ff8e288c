// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/process_block.h"
#include "app/audio/process_command.h"

namespace detent::audio {

/// Sends a stereo feed through a processor, or out of the interface and back. [audio-thread]
class LiveInsert {
public:
    /// Returns what was there before, for the caller to hand back.
    InsertTable replace(const InsertTable& table) noexcept;
    const InsertTable& table() const noexcept { return m_table; }
    /// Below 0 where it is not known.
    float gainReductionDb(int place) const noexcept {
        return m_table.processor ? static_cast<float>(m_table.processor->gainReductionDb(place).value_or(-1.0)) : -1.0F;
    }
    /// `feed` in, `returns` out, at frames [offset, offset + frames) of the block; `returns` is silent without an insert.
    void process(const Block& block, int offset, int frames, const float* const* feed, float* const* returns) noexcept;

private:
    void exchange(const Block& block, int offset, int frames, const float* const* feed, float* const* returns) const noexcept;

    InsertTable m_table;
};

}  // namespace detent::audio
