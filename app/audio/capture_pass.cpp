// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/capture_pass.h"

#include "app/audio/process_pass.h"
#include "app/audio/process_thread.h"
#include "app/audio/ring_memory.h"
#include "app/audio/source_feeder.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <set>
#include <thread>

namespace detent::audio {
namespace {

constexpr double kAheadSeconds = 8;    // what a disk may dawdle
constexpr double kLeadSeconds = 0.25;  // the device settles, ports are connected
constexpr int kPieceFrames = 8192;

std::optional<Problem> unusable(const std::vector<int>& channels, const char* what) {
    const std::string name(what);
    if (channels.empty() || channels.size() > kMaxLanes) {
        return Problem{Fault::Usage, std::to_string(channels.size()) + " " + name + " channels are named",
                       "name 1 to " + std::to_string(kMaxLanes)};
    }
    if (*std::min_element(channels.begin(), channels.end()) < 1)
        return Problem{Fault::Usage, "there is no " + name + " channel below 1", "count channels from 1"};
    if (std::set<int>(channels.begin(), channels.end()).size() < channels.size()) {
        return Problem{Fault::Usage, "a " + name + " channel is named twice", "name each once"};
    }
    return std::nullopt;
}

int highest(const std::vector<int>& channels) {
    return *std::max_element(channels.begin(), channels.end());
}

Problem tooFew(const std::string& device, const char* what, int has, int needed) {
    return {Fault::Usage,
            device + " has " + std::to_string(has) + " " + what + " and channel " + std::to_string(needed) + " is wanted",
            "choose other channels or another device"};
}

std::string hz(double rate) {
    return std::to_string(std::lround(rate)) + " Hz";
}

Problem spoilt(int xruns) {
    return {Fault::Device,
            "the device lost samples (" + std::to_string(xruns) + (xruns == 1 ? " xrun" : " xruns") +
                "), so the pass was stopped",
            "use a larger buffer or close other programs, and try again"};
}

}  // namespace

Result<CapturePass> CapturePass::open(Backend& backend, const Loop& loop) {
    assert(!onAudioThread);
    if (auto problem = unusable(loop.send, "send")) return *problem;
    DeviceConfig config = loop.device;
    if (!loop.processor) {
        if (auto problem = unusable(loop.returns, "return")) return *problem;
        config.outputs = highest(loop.send);
        config.inputs = highest(loop.returns);
    }
    auto device = backend.open(config);
    if (!device) return device.problem();
    if (device->sampleRateHz != config.sampleRateHz) {
        return Problem{
            Fault::Device,
            config.device + " gave " + hz(device->sampleRateHz) + " and " + hz(config.sampleRateHz) + " is wanted",
            "set the interface to " + hz(config.sampleRateHz)};
    }
    if (loop.processor) return CapturePass(backend, loop, *device);
    if (device->outputs < config.outputs) return tooFew(config.device, "outputs", device->outputs, config.outputs);
    if (device->inputs < config.inputs) return tooFew(config.device, "inputs", device->inputs, config.inputs);
    if (!device->oneClock) {
        return Problem{Fault::Device,
                       config.device + " plays and captures on separate clocks, so what it records cannot be aligned",
                       "use the interface itself through JACK or ALSA"};
    }
    return CapturePass(backend, loop, *device);
}

Result<void> CapturePass::run(std::int64_t frames, const Source& source, const Sink& sink, const dsp::Progress& progress) {
    const int ahead = std::max(static_cast<int>(kAheadSeconds * m_device.sampleRateHz), 4 * m_device.bufferFrames);
    RingMemory played(sends(), ahead), captured(returns(), ahead);
    Lanes scratch(std::max(sends(), returns()), m_device.bufferFrames), piece(returns(), kPieceFrames);
    PassTable table;
    table.frames = frames;
    table.leadFrames = static_cast<std::int64_t>(kLeadSeconds * m_device.sampleRateHz);
    table.sends = sends();
    table.returns = returns();
    table.processor = m_loop.processor;
    table.scratchFrames = scratch.frames();
    std::copy_n(scratch.data(), scratch.count(), table.scratch.begin());
    std::transform(m_loop.send.begin(), m_loop.send.end(), table.send.begin(), [](int channel) { return channel - 1; });
    if (m_loop.processor)
        m_loop.processor->prepare(m_device.sampleRateHz, sends(), scratch.frames());
    else
        std::transform(m_loop.returns.begin(), m_loop.returns.end(), table.back.begin(),
                       [](int channel) { return channel - 1; });

    PassCallback callback(table, played.ring(), captured.ring());
    const SourceFeeder feeder(source, played.ring(), frames);
    struct Running {  // stops before the callback and its rings go
        Backend& backend;
        ~Running() { backend.stop(); }
    } running{*m_backend};
    if (auto started = m_backend->start(callback); !started) return started;
    const auto wrong = [&]() -> std::optional<Problem> {
        if (auto problem = feeder.problem()) return problem;
        m_xruns = callback.xruns();
        if (m_xruns > 0) return spoilt(m_xruns);
        if (callback.late())
            return Problem{Fault::File, "the disk could not keep up, so the pass was stopped",
                           "use a faster disk and try again"};
        if (const std::string lost = m_backend->lost(); !lost.empty())
            return Problem{Fault::Device, lost, "connect it again and try again"};
        return std::nullopt;
    };
    bool gone = false;
    for (std::int64_t done = 0; done < frames;) {
        if (!gone && feeder.primed()) callback.go(), gone = true;
        const auto problem = wrong();
        int n = captured.ring().read(piece.data(), piece.frames());
        n = static_cast<int>(std::min<std::int64_t>(n, callback.goodFrames() - done));
        if (n <= 0 && problem) return *problem;
        if (n > 0) {
            if (auto taken = sink({piece.data(), piece.count(), n}); !taken) return taken;
            done += n;
        }
        if (!dsp::goesOn(progress, static_cast<double>(done) / static_cast<double>(frames))) return dsp::cancelled();
        if (n <= 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return {};
}

}  // namespace detent::audio
