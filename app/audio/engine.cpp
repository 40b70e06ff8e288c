// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/engine.h"

#include "app/audio/engine_stage.h"
#include "app/audio/process_thread.h"
#include "app/audio/thread_owner.h"
#include "dsp/core/decibels.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detent::audio {
namespace {

using Kind = Command::Kind;
using Processors = std::vector<std::unique_ptr<dsp::Processor>>;

Command command(Kind kind) {
    Command made;
    made.kind = kind;
    return made;
}

float gain(double db) {
    return static_cast<float>(dsp::gainFromDb(std::min(0.0, db)));
}

float signedGain(const DeckConfig& deck) {
    return deck.inverted ? -gain(deck.gainDb) : gain(deck.gainDb);
}

std::array<int, kBus> channelsFromZero(const std::vector<int>& channels) {
    std::array<int, kBus> made{-1, -1};
    for (std::size_t c = 0; c < std::min<std::size_t>(kBus, channels.size()); ++c) made[c] = channels[c] - 1;
    return made;
}

}  // namespace

struct Engine::State {
    ThreadOwner main;
    std::unique_ptr<Backend> backend;
    std::unique_ptr<EngineStage> stage;  ///< absent while no device is open
    double sampleRateHz = 0;             ///< of the decks

    std::vector<DeckConfig> decks;
    std::shared_ptr<DeckSources> sources;
    std::int64_t lengthFrames = 0;
    std::optional<std::pair<std::int64_t, std::int64_t>> loop;
    int chosen = 0;

    Processors processors;  ///< the insert's, and former ones the callback has not handed back yet
    InsertTable insert;
    double insertDelayFrames = 0;

    std::uint32_t generation = 0, playSerial = 0;
    std::int64_t orderedFrames = 0;  ///< where the newest generation begins
    bool playing = false;
    std::array<Command, 4> monitor{command(Kind::MonitorGain), command(Kind::Dim), command(Kind::Mono), command(Kind::Mute)};

    bool open() const { return stage != nullptr; }
    bool insertInUse() const {
        return std::any_of(decks.begin(), decks.end(), [](const DeckConfig& deck) { return deck.throughInsert; });
    }
    void post(const Command& wanted) {
        if (stage) stage->post(wanted);
    }
    void dropDecks() {
        decks.clear();
        sources.reset();
        lengthFrames = 0;
    }
    std::int64_t position() const;
    void start(std::int64_t frame);
    void postInsert();
    void replaceInsert(const InsertTable& table, double delayFrames);
    void setMonitor(const Command& wanted);
    void collect();
    Problem noMonitor(const std::string& device, int channel, int outputs) const;
};

// Of the newest generation; before the callback has turned to it, where it will begin.
std::int64_t Engine::State::position() const {
    if (!stage) return orderedFrames;
    const auto wrapped = [this](std::int64_t frame) {
        return playing && loop && frame == loop->second ? loop->first : frame;
    };
    const std::uint64_t told = stage->report().position.load(std::memory_order_acquire);
    return (told >> 40) == (generation & 0xFFFFFFU) ? wrapped(static_cast<std::int64_t>(told & 0xFFFFFFFFFFU))
                                                    : orderedFrames;
}

/// A new generation that begins at `frame`: what cannot change while it is heard changes here.
void Engine::State::start(std::int64_t frame) {
    orderedFrames = std::clamp<std::int64_t>(frame, 0, lengthFrames);
    if (!stage) return;
    const double wait = insertInUse() ? std::max(0.0, insertDelayFrames) : 0.0;
    const auto shortest = static_cast<std::int64_t>(0.01 * stage->device().sampleRateHz);
    Command turn = command(Kind::Switch);
    turn.generation = ++generation;
    turn.position = orderedFrames;
    turn.deck = chosen;
    turn.decks.count = static_cast<int>(decks.size());
    for (std::size_t i = 0; i < decks.size(); ++i) {
        turn.decks.throughInsert[i] = decks[i].throughInsert;
        turn.decks.gain[i] = signedGain(decks[i]);
    }
    post(turn);
    stage->reader().order({generation, sources, DeckTimeline(orderedFrames, lengthFrames, loop, shortest), wait});
}

void Engine::State::postInsert() {
    Command wanted = command(Kind::Insert);
    wanted.insert = insert;
    post(wanted);
}

void Engine::State::replaceInsert(const InsertTable& table, double delayFrames) {
    const std::int64_t here = position();
    insert = table;
    insertDelayFrames = delayFrames;
    postInsert();
    start(here);
}

void Engine::State::setMonitor(const Command& wanted) {
    *std::find_if(monitor.begin(), monitor.end(), [&](const Command& kept) { return kept.kind == wanted.kind; }) = wanted;
    post(wanted);
}

void Engine::State::collect() {
    if (!stage) return;
    stage->flush();
    dsp::Processor* done = nullptr;
    while (stage->callback().handedBack.try_dequeue(done)) {
        std::erase_if(processors, [&](const auto& owned) { return owned.get() == done; });
    }
    if (stage->report().ended.load(std::memory_order_acquire) == playSerial) playing = false;
}

Problem Engine::State::noMonitor(const std::string& device, int channel, int outputs) const {
    return {Fault::Device,
            device + " has " + std::to_string(outputs) + " outputs and the monitor wants channel " + std::to_string(channel),
            "choose other monitor channels or another device"};
}

Engine::Engine(std::unique_ptr<Backend> backend) : m_state(std::make_unique<State>()) {
    m_state->backend = std::move(backend);
}

Engine::~Engine() {
    close();
}

Result<OpenedDevice> Engine::open(const DeviceConfig& config, const std::vector<int>& monitor) {
    State& s = *m_state;
    assert(s.main.here());
    close();
    DeviceConfig wanted = config;
    for (const int channel : monitor) wanted.outputs = std::max(wanted.outputs, channel);
    auto device = s.backend->open(wanted);
    if (!device) return device.problem();
    for (const int channel : monitor) {
        if (channel < 1 || channel > device->outputs) return s.noMonitor(config.device, channel, device->outputs);
    }
    if (device->sampleRateHz != s.sampleRateHz) s.dropDecks();
    s.sampleRateHz = device->sampleRateHz;
    s.stage = std::make_unique<EngineStage>(*device, monitor);
    if (s.insert.processor) s.insert.processor->prepare(device->sampleRateHz, kBus, device->bufferFrames);
    for (const Command& kept : s.monitor) s.post(kept);
    s.postInsert();
    s.start(s.orderedFrames);
    if (auto started = s.backend->start(s.stage->callback()); !started) {
        s.stage.reset();
        return started.problem();
    }
    return device;
}

void Engine::close() {
    State& s = *m_state;
    assert(s.main.here());
    if (!s.stage) return;
    s.backend->stop();
    s.orderedFrames = s.position();
    s.stage.reset();
    s.playing = false;
    std::erase_if(s.processors, [&](const auto& owned) { return owned.get() != s.insert.processor; });
}

Result<void> Engine::setDecks(const std::vector<DeckConfig>& decks) {
    State& s = *m_state;
    assert(s.main.here());
    if (!s.open()) return Problem{Fault::Device, "no audio device is open", "open one first"};
    if (decks.size() > kMaxDecks) {
        return Problem{Fault::Usage, std::to_string(decks.size()) + " candidates are too many to play in step",
                       "choose up to " + std::to_string(kMaxDecks)};
    }
    auto sources = std::make_shared<DeckSources>();
    for (const DeckConfig& deck : decks) {
        auto file = DeckFile::open(deck.file, s.stage->device().sampleRateHz);
        if (!file) return file.problem();
        sources->push_back({std::move(*file), deck.delayFrames, deck.throughInsert});
    }
    const std::int64_t here = s.position();
    s.lengthFrames = sources->empty() ? 0 : sources->front().file->frameCount();
    s.decks = decks;
    s.sources = std::move(sources);
    if (s.chosen >= static_cast<int>(decks.size())) s.chosen = 0;
    s.start(here);
    if (decks.empty()) stop();
    return {};
}

void Engine::setInsert(std::unique_ptr<dsp::Processor> processor, double delayFrames) {
    State& s = *m_state;
    assert(s.main.here());
    InsertTable table;
    table.processor = processor.get();
    if (processor) {
        if (s.open()) processor->prepare(s.stage->device().sampleRateHz, kBus, s.stage->device().bufferFrames);
        s.processors.push_back(std::move(processor));
    }
    s.replaceInsert(table, delayFrames);
}

void Engine::setInsert(const std::vector<int>& send, const std::vector<int>& returns, double delayFrames) {
    assert(m_state->main.here());
    InsertTable table;
    table.send = channelsFromZero(send);
    table.returns = channelsFromZero(returns);
    m_state->replaceInsert(table, delayFrames);
}

void Engine::play() {
    State& s = *m_state;
    assert(s.main.here());
    s.collect();
    if (s.decks.empty() || !s.open() || s.playing) return;
    // Gear forgets what it was sent before the stop; what waits for it must begin anew with it.
    if (s.position() >= s.lengthFrames)
        s.start(0);
    else if (s.insertInUse())
        s.start(s.position());
    Command wanted = command(Kind::Play);
    wanted.serial = ++s.playSerial;
    s.post(wanted);
    s.playing = true;
}

void Engine::stop() {
    assert(m_state->main.here());
    m_state->playing = false;
    m_state->post(command(Kind::Stop));
}

void Engine::locate(std::int64_t frame) {
    assert(m_state->main.here());
    m_state->collect();
    m_state->start(frame);
}

void Engine::setLoop(std::optional<std::pair<std::int64_t, std::int64_t>> frames) {
    State& s = *m_state;
    assert(s.main.here());
    if (frames == s.loop) return;
    const std::int64_t here = s.position();
    s.loop = frames;
    s.start(here);
}

void Engine::choose(int deck) {
    State& s = *m_state;
    assert(s.main.here());
    if (deck < 0 || deck >= static_cast<int>(s.decks.size())) return;
    s.chosen = deck;
    Command wanted = command(Kind::Choose);
    wanted.deck = deck;
    s.post(wanted);
}

void Engine::setMatchGain(int deck, double gainDb) {
    State& s = *m_state;
    assert(s.main.here());
    if (deck < 0 || deck >= static_cast<int>(s.decks.size())) return;
    DeckConfig& config = s.decks[static_cast<std::size_t>(deck)];
    config.gainDb = gainDb;
    Command wanted = command(Kind::DeckGain);
    wanted.deck = deck;
    wanted.gain = signedGain(config);
    s.post(wanted);
}

void Engine::setMonitorGain(double gainDb) {
    assert(m_state->main.here());
    Command wanted = command(Kind::MonitorGain);
    wanted.gain = gain(gainDb);
    m_state->setMonitor(wanted);
}

void Engine::setDim(bool dim) {
    assert(m_state->main.here());
    Command wanted = command(Kind::Dim);
    wanted.on = dim;
    m_state->setMonitor(wanted);
}

void Engine::setMono(bool mono) {
    assert(m_state->main.here());
    Command wanted = command(Kind::Mono);
    wanted.on = mono;
    m_state->setMonitor(wanted);
}

void Engine::setMuted(bool muted) {
    assert(m_state->main.here());
    Command wanted = command(Kind::Mute);
    wanted.on = muted;
    m_state->setMonitor(wanted);
}

EngineStatus Engine::status() {
    State& s = *m_state;
    assert(s.main.here());
    s.collect();
    EngineStatus now;
    now.playing = s.playing;
    now.positionFrames = std::min(s.position(), s.lengthFrames);
    now.lengthFrames = s.lengthFrames;
    now.chosen = s.chosen;
    if (!s.stage) return now;
    EngineReport& report = s.stage->report();
    for (int c = 0; c < kMaxMeters; ++c) {
        now.peak[static_cast<std::size_t>(c)] = report.meters.peak(c);
        now.rms[static_cast<std::size_t>(c)] = report.meters.rms(c);
    }
    for (std::size_t place = 0; place < now.gainReductionDb.size(); ++place) {
        const float db = report.gainReductionDb[place].load(std::memory_order_relaxed);
        if (db >= 0) now.gainReductionDb[place] = db;
    }
    now.clipped = report.meters.takeClipped();
    now.xruns = report.xruns.load(std::memory_order_relaxed);
    now.underruns = report.underruns.load(std::memory_order_relaxed);
    return now;
}

dsp::AudioBuffer Engine::takeMonitor() {
    State& s = *m_state;
    assert(s.main.here());
    if (!s.stage) return {};
    FrameRing& ring = s.stage->report().monitor;
    dsp::AudioBuffer taken(kBus, static_cast<std::size_t>(ring.available()));
    float* lanes[] = {taken.channel(0).data(), taken.channel(1).data()};
    taken.resizeFrames(static_cast<std::size_t>(ring.read(lanes, static_cast<int>(taken.frameCount()))));
    return taken;
}

std::string Engine::lost() const {
    if (!m_state->stage) return {};
    const std::string lost = m_state->backend->lost();
    return lost.empty() ? m_state->stage->reader().trouble() : lost;
}

}  // namespace detent::audio
