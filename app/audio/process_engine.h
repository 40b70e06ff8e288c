// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/process_block.h"
#include "app/audio/process_command.h"
#include "app/audio/process_decks.h"
#include "app/audio/process_insert.h"
#include "app/audio/process_meters.h"
#include "app/audio/process_mixer.h"
#include "app/audio/process_queue.h"
#include "app/audio/process_ramp.h"
#include "app/audio/process_ring.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace detent::audio {

/// What the callback tells. Each value stands for itself; a position names its generation in the same word.
struct EngineReport {
    std::atomic<std::uint64_t> position{0};  ///< generation << 40 | deck 0's frame at the ear
    std::atomic<std::uint32_t> ended{0};     ///< serial of the Play that reached the end
    std::atomic<int> xruns{0}, underruns{0};
    std::atomic<bool> quiet{true};           ///< the monitor and the sends are closed
    std::array<std::atomic<float>, kMaxInsertUnits> gainReductionDb{};  ///< of the live insert's units; below 0: not known
    MonitorMeters meters;
    FrameRing monitor;                       ///< what was heard, for the loudness meter
};

/// Memory and numbers the callback works with, all made beforehand.
struct EngineScratch {
    std::array<float*, kDeckLanes> lanes{};
    std::array<float*, kBus> feed{}, returns{}, mix{};
    float* open = nullptr;
    int maxFrames = 0;                          ///< length of each; longer blocks are cut
    int primeFrames = 0;                        ///< of new audio that must be there before the gate opens
    std::array<int, kBus> monitor{-1, -1};      ///< output channels from 0; -1 is none
    double sampleRateHz = 48000;
};

/// The listening callback: commands in, decks, insert, switch, monitor, meters. [audio-thread] but for the constructor and
/// the queues' other ends.
///
/// The gate closes (5 ms) for stop, locate and new decks, and what changes only changes while it is closed; it opens again
/// when the first audio of the wanted generation is there.
class EngineCallback final : public Callback {
public:
    EngineCallback(ChunkExchange& exchange, EngineReport& report, const EngineScratch& scratch) noexcept;

    void process(const Block& block) noexcept override;
    bool ready(int frames) const noexcept override;

    Queue<Command> commands{1024};              ///< main thread to callback
    Queue<dsp::Processor*> handedBack{64};      ///< callback to main thread, to be freed there
    /// After the backend has stopped: gives chunks back. [main-thread]
    void release() noexcept { m_feed.release(); }

private:
    void take(const Command& command) noexcept;
    void switchNow() noexcept;
    void replaceInsert(const InsertTable& table) noexcept;
    void turnGate() noexcept;
    void render(const Block& block, int offset, int frames) noexcept;
    void finish(const Block& block, int offset, int frames) noexcept;
    void publish(const Block& block) noexcept;
    int frames(double seconds) const noexcept { return static_cast<int>(seconds * m_scratch.sampleRateHz); }

    EngineReport& m_report;
    EngineScratch m_scratch;
    DeckFeed m_feed;
    DeckMixer m_mixer;
    LiveInsert m_insert;
    Ramp m_gate{0.0F}, m_mute{1.0F}, m_level{1.0F}, m_dim{1.0F}, m_mono{0.0F};
    bool m_play = false, m_rolling = false;
    std::uint32_t m_playSerial = 0, m_generation = 0;
    bool m_switchWaits = false, m_insertWaits = false;
    Command m_switch;
    InsertTable m_nextInsert;
    int m_settleFrames = 0;  ///< to run on after the last event where nobody asks for real time
};

}  // namespace detent::audio
