// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/backend.h"
#include "app/audio/process_ring.h"
#include "app/audio/process_thread.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <thread>

namespace detent::audio {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kAskAgain = std::chrono::microseconds(50);
constexpr auto kFarBehind = std::chrono::milliseconds(500);
const std::vector<double> kRatesHz = {44100, 48000, 88200, 96000, 176400, 192000};

/// One cable: what goes in comes out a constant number of frames later.
class Wire {
public:
    explicit Wire(std::size_t delayFrames) : m_line(delayFrames, 0.0F) {}
    void exchange(const float* from, float* to, int frames) {
        if (m_line.empty()) return void(std::copy_n(from, frames, to));
        for (int f = 0; f < frames; ++f) {
            to[f] = m_line[m_at];
            m_line[m_at] = from[f];
            m_at = m_at + 1 == m_line.size() ? 0 : m_at + 1;
        }
    }

private:
    std::vector<float> m_line;
    std::size_t m_at = 0;
};

class VirtualBackend final : public Backend {
public:
    VirtualBackend(Pace pace, int wireDelayFrames) : m_pace(pace), m_wireDelayFrames(wireDelayFrames) {
        assert(wireDelayFrames >= 0);
    }
    ~VirtualBackend() override { stop(); }

    Result<OpenedDevice> open(const DeviceConfig& config) override;
    Result<void> start(Callback& callback) override;
    void stop() override;
    std::vector<DeviceInfo> devices() override { return {{"virtual", kMaxLanes, kMaxLanes, kRatesHz, true}}; }

private:
    void run(Callback& callback);

    Pace m_pace;
    int m_wireDelayFrames;
    OpenedDevice m_opened;
    std::atomic<bool> m_running{false};
    std::thread m_thread;
};

Result<OpenedDevice> VirtualBackend::open(const DeviceConfig& config) {
    assert(!onAudioThread);
    stop();
    if (config.device != "virtual" && !config.device.empty()) {
        return Problem{Fault::Device, "there is no audio device named " + config.device + "; there is: virtual",
                       "choose that one"};
    }
    if (config.sampleRateHz < 8000 || config.sampleRateHz > 768000) {
        return Problem{Fault::Device,
                       "the virtual device does not run at " + std::to_string(static_cast<int>(config.sampleRateHz)) + " Hz",
                       "choose a rate of 8 to 768 kHz"};
    }
    m_opened = {config.sampleRateHz,
                std::clamp(config.bufferFrames, 1, 1 << 16),
                std::clamp(config.inputs, 0, kMaxLanes),
                std::clamp(config.outputs, 0, kMaxLanes),
                "virtual",
                true};
    return m_opened;
}

Result<void> VirtualBackend::start(Callback& callback) {
    assert(!onAudioThread && m_opened.bufferFrames > 0);
    stop();
    m_running = true;
    m_thread = std::thread([this, &callback] { run(callback); });
    return {};
}

void VirtualBackend::stop() {
    m_running = false;
    if (m_thread.joinable()) m_thread.join();
}

std::vector<float*> lanes(std::vector<float>& memory, int channels, int frames) {
    memory.assign(static_cast<std::size_t>(channels) * static_cast<std::size_t>(frames), 0.0F);
    std::vector<float*> pointers;
    for (int c = 0; c < channels; ++c) pointers.push_back(memory.data() + static_cast<std::ptrdiff_t>(c) * frames);
    return pointers;
}

void VirtualBackend::run(Callback& callback) {
    const int frames = m_opened.bufferFrames;
    std::vector<float> inMemory, outMemory;
    const std::vector<float*> in = lanes(inMemory, m_opened.inputs, frames),
                              out = lanes(outMemory, m_opened.outputs, frames);
    std::vector<Wire> wires(std::min(in.size(), out.size()), Wire(static_cast<std::size_t>(m_wireDelayFrames)));
    const auto period =
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(frames / m_opened.sampleRateHz));
    auto due = Clock::now() + period;
    while (m_running.load(std::memory_order_relaxed)) {
        if (m_pace == Pace::Free && !callback.ready(frames)) {
            std::this_thread::sleep_for(kAskAgain);
            continue;
        }
        std::fill(outMemory.begin(), outMemory.end(), 0.0F);
        callback.process({in.data(), out.data(), m_opened.inputs, m_opened.outputs, frames, false});
        for (std::size_t c = 0; c < wires.size(); ++c) wires[c].exchange(out[c], in[c], frames);
        if (m_pace == Pace::Free) continue;
        if (Clock::now() > due + kFarBehind) due = Clock::now();  // the computer slept
        std::this_thread::sleep_until(due);
        due += period;
    }
}

}  // namespace

std::unique_ptr<Backend> makeVirtualBackend(Pace pace, int wireDelayFrames) {
    return std::make_unique<VirtualBackend>(pace, wireDelayFrames);
}

}  // namespace detent::audio
