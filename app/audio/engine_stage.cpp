// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/engine_stage.h"

#include <algorithm>
#include <cmath>

namespace detent::audio {
namespace {

constexpr double kAheadSeconds = 1.5;  // what a disk may dawdle
constexpr double kPrimeSeconds = 0.010;
constexpr int kLanes = kDeckLanes + 3 * kBus + 1;

int primeFrames(const OpenedDevice& device) {
    return 2 * device.bufferFrames + static_cast<int>(kPrimeSeconds * device.sampleRateHz);
}

// Odd pieces at the ends of loops leave chunks partly empty.
int chunkCount(const OpenedDevice& device) {
    const int frames = std::max(static_cast<int>(kAheadSeconds * device.sampleRateHz), 4 * primeFrames(device));
    return frames / kChunkFrames + 8;
}

}  // namespace

EngineStage::EngineStage(const OpenedDevice& device, const std::vector<int>& monitor)
    : m_device(device),
      m_chunkCount(chunkCount(device)),
      m_lanes(kLanes, device.bufferFrames),
      m_monitor(static_cast<std::size_t>(kBus * static_cast<int>(device.sampleRateHz)), 0.0F),
      m_exchange(m_chunkCount),
      m_callback(m_exchange, m_report, scratch(monitor)),
      m_reader(m_exchange, m_chunkCount, device.sampleRateHz) {
    m_report.monitor.attach(m_monitor.data(), kBus, static_cast<int>(device.sampleRateHz));
}

EngineScratch EngineStage::scratch(const std::vector<int>& monitor) const {
    EngineScratch made;
    float* const* lane = m_lanes.data();
    std::copy_n(lane, kDeckLanes, made.lanes.begin());
    std::copy_n(lane + kDeckLanes, kBus, made.feed.begin());
    std::copy_n(lane + kDeckLanes + kBus, kBus, made.returns.begin());
    std::copy_n(lane + kDeckLanes + 2 * kBus, kBus, made.mix.begin());
    made.open = lane[kLanes - 1];
    made.maxFrames = m_device.bufferFrames;
    made.primeFrames = primeFrames(m_device);
    for (std::size_t c = 0; c < std::min<std::size_t>(kBus, monitor.size()); ++c) made.monitor[c] = monitor[c] - 1;
    made.sampleRateHz = m_device.sampleRateHz;
    return made;
}

void EngineStage::post(const Command& command) {
    m_waiting.push_back(command);
    flush();
}

void EngineStage::flush() {
    std::size_t sent = 0;
    while (sent < m_waiting.size() && m_callback.commands.try_enqueue(m_waiting[sent])) ++sent;
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(sent));
}

}  // namespace detent::audio
