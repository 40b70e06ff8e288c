// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/capture_pass.h"
#include "app/audio/ring_memory.h"

#include <atomic>
#include <optional>
#include <thread>

namespace detent::audio {

/// Keeps a ring full from a source, then with silence, on a thread of its own until `frames` are fed.
class SourceFeeder {
public:
    SourceFeeder(const CapturePass::Source& source, FrameRing& ring, std::int64_t frames);
    ~SourceFeeder();

    /// The ring is full or all is fed. [any-thread]
    bool primed() const { return m_primed.load(std::memory_order_acquire); }
    /// Absent while all is well. [any-thread]
    std::optional<Problem> problem() const;

private:
    void run();

    const CapturePass::Source& m_source;
    FrameRing& m_ring;
    std::int64_t m_frames;
    std::atomic<bool> m_stop{false}, m_primed{false}, m_failed{false};
    std::optional<Problem> m_problem;  ///< written before m_failed is released
    std::thread m_thread;
};

}  // namespace detent::audio
