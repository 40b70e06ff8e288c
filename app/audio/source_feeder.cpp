// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/source_feeder.h"

#include <algorithm>
#include <chrono>

namespace detent::audio {

namespace {
constexpr int kPieceFrames = 4096;
}

SourceFeeder::SourceFeeder(const CapturePass::Source& source, FrameRing& ring, std::int64_t frames)
    : m_source(source), m_ring(ring), m_frames(frames), m_thread([this] { run(); }) {}

SourceFeeder::~SourceFeeder() {
    m_stop = true;
    m_thread.join();
}

std::optional<Problem> SourceFeeder::problem() const {
    return m_failed.load(std::memory_order_acquire) ? m_problem : std::nullopt;
}

void SourceFeeder::run() {
    Lanes piece(m_ring.channels(), kPieceFrames);
    bool more = true;
    for (std::int64_t fed = 0; fed < m_frames && !m_stop;) {
        if (m_ring.space() < kPieceFrames) {
            m_primed.store(true, std::memory_order_release);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            continue;
        }
        const int wanted = static_cast<int>(std::min<std::int64_t>(kPieceFrames, m_frames - fed));
        piece.silence();
        if (more) {
            const auto got = m_source({piece.data(), piece.count(), wanted});
            if (!got) {
                m_problem = got.problem();
                m_failed.store(true, std::memory_order_release);
                return;
            }
            more = *got == wanted;
        }
        fed += m_ring.write(piece.data(), 0, wanted);
    }
    m_primed.store(true, std::memory_order_release);
}

}  // namespace detent::audio
