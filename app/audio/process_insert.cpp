// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/process_insert.h"

#include <algorithm>

namespace detent::audio {

InsertTable LiveInsert::replace(const InsertTable& table) noexcept {
    const InsertTable old = m_table;
    m_table = table;
    return old;
}

void LiveInsert::process(const Block& block, int offset, int frames, const float* const* feed, float* const* returns) noexcept {
    if (m_table.processor == nullptr) return exchange(block, offset, frames, feed, returns);
    for (int c = 0; c < kBus; ++c) std::copy_n(feed[c], frames, returns[c]);
    m_table.processor->process({returns, kBus, frames});
}

// A mono send carries the mean of both sides; a mono return stands on both.
void LiveInsert::exchange(const Block& block, int offset, int frames, const float* const* feed, float* const* returns) const noexcept {
    const bool monoSend = m_table.send[1] < 0;
    for (int c = 0; c < kBus; ++c) {
        const int out = m_table.send[static_cast<std::size_t>(c)];
        if (out >= 0 && out < block.outChannels) {
            float* to = block.out[out] + offset;
            for (int f = 0; f < frames; ++f) to[f] += monoSend ? 0.5F * (feed[0][f] + feed[1][f]) : feed[c][f];
        }
        const int second = m_table.returns[static_cast<std::size_t>(c)];
        const int in = second >= 0 ? second : m_table.returns[0];
        if (in >= 0 && in < block.inChannels) std::copy_n(block.in[in] + offset, frames, returns[c]);
        else std::fill_n(returns[c], frames, 0.0F);
    }
}

}  // namespace detent::audio
