// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/process_block.h"
#include "app/audio/process_ring.h"
#include "dsp/core/processor.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <limits>

namespace detent::audio {

/// What one pass through a loop does; channels count from 0.
struct PassTable {
    std::int64_t frames = 0;      ///< played and captured
    std::int64_t leadFrames = 0;  ///< of silence after go(), while the device settles
    int sends = 0, returns = 0;
    std::array<int, kMaxLanes> send{}, back{};
    dsp::Processor* processor = nullptr;  ///< in place of the interface; then `returns` == `sends`
    std::array<float*, kMaxLanes> scratch{};
    int scratchFrames = 0;  ///< longer blocks are cut
};

/// Plays `source` and captures what comes back into `captured`, both from the pass's first frame on, on one frame counter.
/// [audio-thread] but for go() and the readings, which are [any-thread].
class PassCallback final : public Callback {
public:
    PassCallback(const PassTable& table, FrameRing& source, FrameRing& captured) noexcept
        : m_table(table), m_source(source), m_captured(captured) {}

    void process(const Block& block) noexcept override;
    bool ready(int frames) const noexcept override;

    /// The device runs and `source` is primed. The pass begins `leadFrames` later.
    void go() noexcept { m_go.store(true, std::memory_order_release); }
    int xruns() const noexcept { return m_xruns.load(std::memory_order_relaxed); }
    /// `source` was empty or `captured` full when its turn came: the pass is spoilt.
    bool late() const noexcept { return m_late.load(std::memory_order_relaxed); }
    /// The pass's frames before the first that an xrun or lateness may have spoilt. Read it after the frames themselves.
    std::int64_t goodFrames() const noexcept { return m_good.load(std::memory_order_acquire); }

private:
    void exchange(const Block& block, int offset, int frames) noexcept;
    void spoil() noexcept;

    PassTable m_table;
    FrameRing& m_source;
    FrameRing& m_captured;
    std::int64_t m_lead = 0, m_done = 0;
    std::atomic<bool> m_go{false}, m_late{false};
    std::atomic<int> m_xruns{0};
    std::atomic<std::int64_t> m_good{std::numeric_limits<std::int64_t>::max()};
};

}  // namespace detent::audio
