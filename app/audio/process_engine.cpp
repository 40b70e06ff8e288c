// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/process_engine.h"

#include "app/audio/process_thread.h"

#include <algorithm>

namespace detent::audio {

namespace {
constexpr double kGateSeconds = 0.005;
constexpr double kFadeSeconds = 0.020;
constexpr double kSettleSeconds = 0.2;
constexpr float kDimGain = 0.1F;  // -20 dB
}  // namespace

EngineCallback::EngineCallback(ChunkExchange& exchange, EngineReport& report, const EngineScratch& scratch) noexcept
    : m_report(report), m_scratch(scratch), m_feed(exchange) {
    m_mixer.prepare(frames(kFadeSeconds));
    m_report.meters.prepare(frames(0.025));
    for (auto& reduction : m_report.gainReductionDb) reduction.store(-1.0F, std::memory_order_relaxed);
}

bool EngineCallback::ready(int count) const noexcept {
    if (commands.peek() != nullptr) return true;
    if (!m_play) return m_settleFrames > 0;
    if (m_feed.ended() || m_switchWaits || m_feed.superseded()) return true;
    return m_feed.available() >= count + m_scratch.primeFrames;  // the rest is there for closing
}

void EngineCallback::process(const Block& block) noexcept {
    const AudioThreadScope scope;
    Command command;
    while (commands.try_dequeue(command)) take(command);
    for (int offset = 0; offset < block.frames;) {
        turnGate();
        int n = std::min(block.frames - offset, m_scratch.maxFrames);
        if (m_gate.moving()) n = std::min(n, m_gate.left());
        render(block, offset, n);
        offset += n;
    }
    m_settleFrames = std::max(0, m_settleFrames - block.frames);
    publish(block);
}

void EngineCallback::take(const Command& command) noexcept {
    m_settleFrames = frames(kSettleSeconds);
    const int fade = frames(kFadeSeconds);
    switch (command.kind) {
        case Command::Kind::Play:
            m_play = true;
            m_playSerial = command.serial;
            break;
        case Command::Kind::Stop: m_play = false; break;
        case Command::Kind::Switch:
            m_switch = command;
            m_switchWaits = true;
            break;
        case Command::Kind::Insert:
            if (m_insertWaits && m_nextInsert.processor != nullptr) handedBack.try_enqueue(m_nextInsert.processor);
            m_nextInsert = command.insert;
            m_insertWaits = true;
            break;
        case Command::Kind::Choose:
            m_mixer.choose(command.deck);
            m_switch.deck = command.deck;
            break;
        case Command::Kind::DeckGain:
            m_mixer.setGain(command.deck, command.gain);
            m_switch.decks.gain[static_cast<std::size_t>(command.deck)] = command.gain;
            break;
        case Command::Kind::MonitorGain: m_level.moveTo(command.gain, fade); break;
        case Command::Kind::Dim: m_dim.moveTo(command.on ? kDimGain : 1.0F, fade); break;
        case Command::Kind::Mono: m_mono.moveTo(command.on ? 1.0F : 0.0F, fade); break;
        case Command::Kind::Mute: m_mute.moveTo(command.on ? 0.0F : 1.0F, frames(kGateSeconds)); break;
    }
}

// Only while the gate is closed.
void EngineCallback::switchNow() noexcept {
    m_switchWaits = false;
    m_generation = m_switch.generation;
    m_mixer.set(m_switch.decks, m_switch.deck);
    m_feed.start(m_generation, m_switch.decks.count, m_switch.position);
    if (!m_insertWaits) return;
    m_insertWaits = false;
    replaceInsert(m_nextInsert);
}

void EngineCallback::replaceInsert(const InsertTable& table) noexcept {
    const InsertTable old = m_insert.replace(table);
    if (old.processor != nullptr && old.processor != table.processor) handedBack.try_enqueue(old.processor);
}

void EngineCallback::turnGate() noexcept {
    const bool closed = !m_gate.moving() && m_gate.value() == 0.0F;
    if (closed && m_gate.target() == 0.0F) m_rolling = false;
    if (m_feed.ended() && m_play && !m_switchWaits) {
        m_play = false;
        m_settleFrames = frames(kSettleSeconds);
        m_report.ended.store(m_playSerial, std::memory_order_release);
    }
    if (m_switchWaits && closed) switchNow();
    const bool wanted = m_play && !m_switchWaits;
    const bool primed = m_rolling || m_feed.primed(m_scratch.primeFrames);
    if (wanted && primed) m_rolling = true;
    m_gate.moveTo(wanted && m_rolling ? 1.0F : 0.0F, frames(kGateSeconds));
}

void EngineCallback::render(const Block& block, int offset, int count) noexcept {
    for (int f = 0; f < count; ++f) m_scratch.open[f] = m_gate.next() * m_mute.next();
    float* const* lanes = m_scratch.lanes.data();
    if (m_rolling) m_feed.fill(lanes, 0, count);
    else for (float* lane : m_scratch.lanes) std::fill_n(lane, count, 0.0F);
    m_mixer.feed(lanes, m_scratch.feed.data(), count);
    for (float* lane : m_scratch.feed) {
        for (int f = 0; f < count; ++f) lane[f] *= m_scratch.open[f];
    }
    m_insert.process(block, offset, count, m_scratch.feed.data(), m_scratch.returns.data());
    m_mixer.mix(lanes, m_scratch.returns.data(), m_scratch.mix.data(), count);
    finish(block, offset, count);
}

// Mono, level, gate; then out, into the meters and into the ring.
void EngineCallback::finish(const Block& block, int offset, int count) noexcept {
    float* left = m_scratch.mix[0];
    float* right = m_scratch.mix[1];
    for (int f = 0; f < count; ++f) {
        const float gain = m_level.next() * m_dim.next() * m_scratch.open[f];
        const float mono = m_mono.next();
        const float half = 0.5F * (left[f] - right[f]) * mono;
        left[f] = (left[f] - half) * gain;
        right[f] = (right[f] + half) * gain;
    }
    const bool one = m_scratch.monitor[1] < 0;
    for (std::size_t c = 0; c < kBus; ++c) {
        const int channel = m_scratch.monitor[c];
        if (channel < 0 || channel >= block.outChannels) continue;
        float* to = block.out[channel] + offset;
        for (int f = 0; f < count; ++f) to[f] += one ? 0.5F * (left[f] + right[f]) : m_scratch.mix[c][f];
    }
    m_report.meters.add(m_scratch.mix.data(), count);
    m_report.monitor.write(m_scratch.mix.data(), 0, count);
}

void EngineCallback::publish(const Block& block) noexcept {
    const auto heard = static_cast<std::uint64_t>(std::max<std::int64_t>(0, m_feed.heard()));
    m_report.position.store((static_cast<std::uint64_t>(m_generation & 0xFFFFFFU) << 40) | heard, std::memory_order_release);
    m_report.underruns.store(m_feed.underruns(), std::memory_order_relaxed);
    for (int place = 0; place < kMaxInsertUnits; ++place)
        m_report.gainReductionDb[static_cast<std::size_t>(place)].store(m_insert.gainReductionDb(place), std::memory_order_relaxed);
    if (block.xrun) m_report.xruns.fetch_add(1, std::memory_order_relaxed);
    const bool closed = (m_gate.value() == 0.0F && !m_gate.moving()) || (m_mute.value() == 0.0F && !m_mute.moving());
    m_report.quiet.store(closed, std::memory_order_release);
}

}  // namespace detent::audio
