// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/process_pass.h"

#include "app/audio/process_thread.h"

#include <algorithm>

namespace detent::audio {

bool PassCallback::ready(int frames) const noexcept {
    if (!m_go.load(std::memory_order_acquire)) return false;
    const auto wanted = static_cast<int>(std::min<std::int64_t>(frames, m_table.frames - m_done));
    return wanted > 0 && m_source.available() >= wanted && m_captured.space() >= wanted;
}

void PassCallback::process(const Block& block) noexcept {
    const AudioThreadScope scope;
    if (!m_go.load(std::memory_order_acquire)) return;
    if (block.xrun && m_done > 0 && m_done < m_table.frames) {
        spoil();
        m_xruns.fetch_add(1, std::memory_order_relaxed);
    }
    int offset = static_cast<int>(std::min<std::int64_t>(block.frames, m_table.leadFrames - m_lead));
    m_lead += offset;
    while (offset < block.frames && m_done < m_table.frames) {
        const int n = static_cast<int>(
            std::min<std::int64_t>({block.frames - offset, m_table.scratchFrames, m_table.frames - m_done}));
        exchange(block, offset, n);
        offset += n;
        m_done += n;
    }
}

/// What was captured up to now is good; it is said before anything later is handed on.
void PassCallback::spoil() noexcept {
    if (m_good.load(std::memory_order_relaxed) > m_done) m_good.store(m_done, std::memory_order_release);
}

void PassCallback::exchange(const Block& block, int offset, int frames) noexcept {
    float* const* scratch = m_table.scratch.data();
    const int got = m_source.read(scratch, frames);
    if (got < frames || m_captured.space() < frames) spoil();
    for (int c = 0; c < m_table.sends; ++c) std::fill_n(scratch[c] + got, frames - got, 0.0F);
    int kept = 0;
    if (m_table.processor != nullptr) {
        m_table.processor->process({scratch, m_table.sends, frames});
        kept = m_captured.write(scratch, 0, frames);
    } else {
        std::array<const float*, kMaxLanes> back{};
        for (int c = 0; c < m_table.sends; ++c)
            std::copy_n(scratch[c], frames, block.out[m_table.send[static_cast<std::size_t>(c)]] + offset);
        for (int c = 0; c < m_table.returns; ++c)
            back[static_cast<std::size_t>(c)] = block.in[m_table.back[static_cast<std::size_t>(c)]];
        kept = m_captured.write(back.data(), offset, frames);
    }
    if (got < frames || kept < frames) m_late.store(true, std::memory_order_relaxed);
}

}  // namespace detent::audio
