// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The one file that knows RtAudio (5.2). A JACK "device" is a client of the server with its audio ports.
#include "app/audio/backend.h"
#include "app/audio/driver_noise.h"
#include "app/audio/process_thread.h"

#include <RtAudio.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <thread>

namespace detent::audio {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
constexpr auto kStalled = milliseconds(2000);  // no block for so long: the device is gone
constexpr auto kClosesItself = milliseconds(2000);

std::int64_t nowMs() {
    return std::chrono::duration_cast<milliseconds>(Clock::now().time_since_epoch()).count();
}

std::vector<RtAudio::Api> apis() {
    std::vector<RtAudio::Api> all;
    RtAudio::getCompiledApi(all);
    std::erase(all, RtAudio::RTAUDIO_DUMMY);
    return all;
}

constexpr const char* kClient = "Detent";  // our name as a JACK client

// JACK numbers clients of one name. None of them is an interface.
bool isDetent(const std::string& name) {
    return name == kClient || name.starts_with(std::string(kClient) + "-");
}

struct Found {
    RtAudio::Api api = RtAudio::UNSPECIFIED;
    unsigned id = 0;
    DeviceInfo info;
};

// PulseAudio's sinks and sources run on clocks of their own, and it resamples between them.
bool oneClock(RtAudio::Api api) {
    return api != RtAudio::LINUX_PULSE;
}

std::string nameOf(RtAudio::Api api) {
    if (api == RtAudio::UNIX_JACK) return "JACK";
    if (api == RtAudio::LINUX_PULSE) return "PulseAudio";
    return RtAudio::getApiDisplayName(api);
}

DeviceInfo described(RtAudio::Api api, const RtAudio::DeviceInfo& info) {
    return {info.name,
            static_cast<int>(info.inputChannels),
            static_cast<int>(info.outputChannels),
            {info.sampleRates.begin(), info.sampleRates.end()},
            oneClock(api)};
}

std::vector<Found> devicesOf(RtAudio::Api api) {
    std::vector<Found> found;
    try {
        RtAudio audio(api);
        audio.showWarnings(false);
        const unsigned count = audio.getDeviceCount();
        for (unsigned id = 0; id < count; ++id) {
            const RtAudio::DeviceInfo info = audio.getDeviceInfo(id);
            if (info.probed && !isDetent(info.name) && info.inputChannels + info.outputChannels > 0)
                found.push_back({api, id, described(api, info)});
        }
    } catch (const RtAudioError&) {  // a server that went away meanwhile has no devices
    }
    return found;
}

std::string hz(double rate) {
    return std::to_string(static_cast<int>(rate)) + " Hz";
}

class RtAudioBackend final : public Backend {
public:
    RtAudioBackend() { quietDrivers(); }
    ~RtAudioBackend() override {
        stop();
        if (t_streaming == this) t_streaming = nullptr;
    }

    Result<OpenedDevice> open(const DeviceConfig& config) override;
    Result<void> start(Callback& callback) override;
    void stop() override;
    std::vector<DeviceInfo> devices() override;
    std::string lost() const override;

private:
    enum class Loss { None, NotStarted, ReadOrWrite, BufferChanged };

    static Result<Found> find(const std::string& name);
    Result<OpenedDevice> openStream(const Found& device, const DeviceConfig& config);
    Problem cannotStart() const;
    static int stream(void* out, void* in, unsigned frames, double, RtAudioStreamStatus status, void* self);
    static void failed(RtAudioError::Type type, const std::string& text);
    void process(float* out, float* in, int frames, bool xrun) noexcept;

    static thread_local RtAudioBackend* t_streaming;  ///< whom `failed` speaks of: RtAudio gives it no context

    std::unique_ptr<RtAudio> m_audio;
    std::string m_name;
    OpenedDevice m_opened;
    std::vector<float*> m_in, m_out;
    std::atomic<Callback*> m_callback{nullptr};
    std::atomic<bool> m_inside{false}, m_running{false};
    std::atomic<std::int64_t> m_blockMs{0};  ///< when the last block came
    std::atomic<Loss> m_loss{Loss::None};
};

thread_local RtAudioBackend* RtAudioBackend::t_streaming = nullptr;

std::vector<DeviceInfo> RtAudioBackend::devices() {
    assert(!onAudioThread);
    std::vector<DeviceInfo> all;
    for (const RtAudio::Api api : apis()) {
        for (Found& found : devicesOf(api)) all.push_back(std::move(found.info));
    }
    return all;
}

Result<Found> RtAudioBackend::find(const std::string& name) {
    std::string names;
    for (const RtAudio::Api api : apis()) {
        for (Found& found : devicesOf(api)) {
            if (found.info.name == name) return std::move(found);
            names += (names.empty() ? "" : ", ") + found.info.name;
        }
    }
    if (names.empty()) {
        return Problem{Fault::Device, "there is no audio device " + name + ", nor any other",
                       "connect the interface, or start JACK, and try again"};
    }
    return Problem{Fault::Device, "there is no audio device named " + name + "; there are: " + names, "choose one of these"};
}

Result<OpenedDevice> RtAudioBackend::open(const DeviceConfig& config) {
    assert(!onAudioThread);
    stop();
    m_audio.reset();
    auto device = find(config.device);
    if (!device) return device.problem();
    const std::vector<double>& rates = device->info.ratesHz;
    if (std::find(rates.begin(), rates.end(), config.sampleRateHz) == rates.end()) {
        std::string offered;
        for (const double rate : rates) offered += (offered.empty() ? "" : ", ") + hz(rate);
        return Problem{Fault::Device, config.device + " does not run at " + hz(config.sampleRateHz) + " but at " + offered,
                       "set the interface or its server to " + hz(config.sampleRateHz) + ", or choose one of its rates"};
    }
    return openStream(*device, config);
}

Result<OpenedDevice> RtAudioBackend::openStream(const Found& device, const DeviceConfig& config) {
    const int inputs = std::clamp(config.inputs, 0, device.info.inputs);
    const int outputs = std::clamp(config.outputs, 0, device.info.outputs);
    if (inputs + outputs == 0) {
        return Problem{Fault::Device,
                       config.device + " has " + std::to_string(device.info.inputs) + " inputs and " +
                           std::to_string(device.info.outputs) + " outputs, none of them asked for",
                       "choose another device"};
    }
    RtAudio::StreamParameters in, out;
    in.deviceId = out.deviceId = device.id;
    in.nChannels = static_cast<unsigned>(inputs);
    out.nChannels = static_cast<unsigned>(outputs);
    RtAudio::StreamOptions options;
    options.flags = RTAUDIO_NONINTERLEAVED | RTAUDIO_SCHEDULE_REALTIME;
    options.priority = 70;
    options.streamName = kClient;
    auto frames = static_cast<unsigned>(std::max(1, config.bufferFrames));
    const auto rateHz = static_cast<unsigned>(config.sampleRateHz);
    try {
        m_audio = std::make_unique<RtAudio>(device.api);
        m_audio->showWarnings(false);
        m_audio->openStream(outputs > 0 ? &out : nullptr, inputs > 0 ? &in : nullptr, RTAUDIO_FLOAT32, rateHz, &frames,
                            &stream, this, &options, &failed);
        m_opened = {static_cast<double>(m_audio->getStreamSampleRate()),
                    static_cast<int>(frames),
                    inputs,
                    outputs,
                    nameOf(device.api),
                    oneClock(device.api)};
    } catch (const RtAudioError& error) {
        m_audio.reset();
        return Problem{Fault::Device, config.device + " cannot be opened (" + error.getMessage() + ")",
                       "close other programs that use it and try again"};
    }
    m_name = config.device;
    m_in.assign(static_cast<std::size_t>(inputs), nullptr);
    m_out.assign(static_cast<std::size_t>(outputs), nullptr);
    return m_opened;
}

Problem RtAudioBackend::cannotStart() const {
    return {Fault::Device, m_name + " cannot be started",
            "see that it is still connected and its server runs, and try again"};
}

Result<void> RtAudioBackend::start(Callback& callback) {
    assert(!onAudioThread && m_audio);
    stop();
    if (!m_audio->isStreamOpen()) return cannotStart();
    m_loss = Loss::None;
    m_blockMs = nowMs();
    m_callback = &callback;
    t_streaming = this;
    try {
        m_audio->startStream();
    } catch (const RtAudioError&) {
        m_loss = Loss::NotStarted;
    }
    m_running = true;
    if (m_loss == Loss::None && m_audio->isStreamRunning()) return {};
    stop();
    return cannotStart();
}

void RtAudioBackend::stop() {
    if (!m_running) return;
    const bool wasLost = !lost().empty();
    // RtAudio closes a stream whose server went away on a thread of its own; it must not be closed twice.
    const auto until = Clock::now() + kClosesItself;
    while (wasLost && m_audio->isStreamOpen() && Clock::now() < until) std::this_thread::sleep_for(milliseconds(1));
    m_running = false;
    m_callback = nullptr;
    try {
        if (m_audio->isStreamRunning()) m_audio->abortStream();  // stopStream would wait for ever for a dead server
    } catch (const RtAudioError&) {                              // it is gone, which is what was wanted
    }
    // ALSA may still be in its last block. A thread that died in one never leaves it.
    while (m_inside && Clock::now() < until) std::this_thread::yield();
}

std::string RtAudioBackend::lost() const {
    if (!m_running) return {};
    const std::int64_t stallMs =
        kStalled.count() + static_cast<std::int64_t>(10'000.0 * m_opened.bufferFrames / m_opened.sampleRateHz);
    switch (m_loss.load()) {
        case Loss::BufferChanged:
            return m_name + " changed its buffer size while it ran";
        case Loss::None:
            if (nowMs() - m_blockMs < stallMs) return {};
            [[fallthrough]];
        default:
            return m_name + " went away or its clock stopped";
    }
}

// Runs on the stream's own thread, in the middle of its work, but for failures to start.
void RtAudioBackend::failed(RtAudioError::Type type, const std::string& text) {
    if (!t_streaming) return;
    const auto says = [&](const char* words) { return text.find(words) != std::string::npos; };
    Loss loss = Loss::None;
    if (type != RtAudioError::WARNING)
        loss = Loss::NotStarted;
    else if (says("buffer size has changed"))
        loss = Loss::BufferChanged;
    else if (says("audio read error") || says("audio write error"))
        loss = Loss::ReadOrWrite;
    if (loss != Loss::None) t_streaming->m_loss = loss;
}

int RtAudioBackend::stream(void* out, void* in, unsigned frames, double, RtAudioStreamStatus status, void* self) {
    t_streaming = static_cast<RtAudioBackend*>(self);
    t_streaming->process(static_cast<float*>(out), static_cast<float*>(in), static_cast<int>(frames), status != 0);
    return 0;
}

// stop() clears m_callback, then waits for m_inside; here m_inside is raised, then m_callback looked at. Both orders are
// sequentially consistent, so that one of the two sees the other.
void RtAudioBackend::process(float* out, float* in, int frames, bool xrun) noexcept {
    m_inside = true;
    m_blockMs.store(nowMs(), std::memory_order_relaxed);
    for (std::size_t c = 0; c < m_in.size(); ++c) m_in[c] = in + c * static_cast<std::size_t>(frames);
    for (std::size_t c = 0; c < m_out.size(); ++c) {
        m_out[c] = out + c * static_cast<std::size_t>(frames);
        std::fill_n(m_out[c], frames, 0.0F);
    }
    if (Callback* callback = m_callback.load()) {
        callback->process(
            {m_in.data(), m_out.data(), static_cast<int>(m_in.size()), static_cast<int>(m_out.size()), frames, xrun});
    }
    m_inside = false;
}

}  // namespace

std::unique_ptr<Backend> makeRtAudioBackend() {
    return std::make_unique<RtAudioBackend>();
}

}  // namespace detent::audio
