// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/served_audio.h"

#include <jack/jack.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>

namespace detent::cli {
namespace {

constexpr int kChannels = 2;
constexpr int kMaxFrames = 8192;

void quiet(const char*) {}

class JackAudio final : public ServedAudio {
public:
    JackAudio(jack_client_t* client, std::unique_ptr<dsp::Processor> processor)
        : m_client(client), m_processor(std::move(processor)) {
        m_processor->prepare(sampleRateHz(), kChannels, kMaxFrames);
        jack_set_process_callback(m_client, &JackAudio::process, this);
        jack_on_shutdown(
            m_client, [](void* self) { static_cast<JackAudio*>(self)->m_lost.store(true); }, this);
    }

    ~JackAudio() override { jack_client_close(m_client); }

    bool activate() {
        constexpr std::array kIn = {"in_1", "in_2"}, kOut = {"out_1", "out_2"};
        for (std::size_t c = 0; c < kChannels; ++c) {
            m_in[c] = jack_port_register(m_client, kIn[c], JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
            m_out[c] = jack_port_register(m_client, kOut[c], JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
            if (!m_in[c] || !m_out[c]) return false;
        }
        return jack_activate(m_client) == 0;
    }

    double sampleRateHz() const override { return jack_get_sample_rate(m_client); }
    bool lost() const override { return m_lost.load(); }

private:
    /// [audio-thread]
    static int process(jack_nframes_t frames, void* self) {
        static_cast<JackAudio*>(self)->pass(frames);
        return 0;
    }

    void pass(jack_nframes_t frames) noexcept {
        std::array<float*, kChannels> out{};
        for (std::size_t c = 0; c < kChannels; ++c) {
            out[c] = static_cast<float*>(jack_port_get_buffer(m_out[c], frames));
            std::memmove(out[c], jack_port_get_buffer(m_in[c], frames), frames * sizeof(float));
        }
        for (jack_nframes_t at = 0; at < frames; at += kMaxFrames) {
            const int part = static_cast<int>(std::min<jack_nframes_t>(frames - at, kMaxFrames));
            m_processor->process({out.data(), kChannels, part});
            for (float*& channel : out) channel += part;
        }
    }

    jack_client_t* m_client;
    std::unique_ptr<dsp::Processor> m_processor;
    std::array<jack_port_t*, kChannels> m_in{}, m_out{};
    std::atomic<bool> m_lost{false};
};

}  // namespace

Result<std::unique_ptr<ServedAudio>> ServedAudio::start(const std::string& name, std::unique_ptr<dsp::Processor> processor) {
    jack_set_error_function(quiet);
    jack_set_info_function(quiet);
    jack_status_t status{};
    jack_client_t* client =
        jack_client_open(name.c_str(), static_cast<jack_options_t>(JackNoStartServer | JackUseExactName), &status);
    if (!client) {
        const bool taken = (status & JackNameNotUnique) != 0;
        return Problem{Fault::Device,
                       "cannot serve audio as " + name + ": " +
                           (taken ? "another JACK client has that name" : "no JACK server answers"),
                       taken ? "choose another name" : "start JACK first"};
    }
    auto audio = std::make_unique<JackAudio>(client, std::move(processor));
    if (!audio->activate())
        return Problem{Fault::Device, "JACK gave " + name + " no ports", "close other JACK programs and try again"};
    return std::unique_ptr<ServedAudio>(std::move(audio));
}

}  // namespace detent::cli
