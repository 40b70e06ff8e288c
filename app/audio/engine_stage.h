// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/backend.h"
#include "app/audio/deck_reader.h"
#include "app/audio/process_engine.h"

namespace detent::audio {

/// All that exists while the engine's device is open: the callback, its memory, the reader. Made before the device starts,
/// freed after it has stopped. [main-thread]
class EngineStage {
public:
    /// Monitor channels count from 1.
    EngineStage(const OpenedDevice& device, const std::vector<int>& monitor);
    ~EngineStage() { m_callback.release(); }

    EngineCallback& callback() { return m_callback; }
    EngineReport& report() { return m_report; }
    DeckReader& reader() { return m_reader; }
    const OpenedDevice& device() const { return m_device; }

    /// To the callback, in order; kept back while its queue is full.
    void post(const Command& command);
    void flush();

private:
    EngineScratch scratch(const std::vector<int>& monitor) const;

    OpenedDevice m_device;
    int m_chunkCount;
    Lanes m_lanes;  ///< decks, feed, returns, mix, gate
    std::vector<float> m_monitor;
    EngineReport m_report;
    ChunkExchange m_exchange;
    EngineCallback m_callback;
    DeckReader m_reader;
    std::vector<Command> m_waiting;
};

}  // namespace detent::audio
