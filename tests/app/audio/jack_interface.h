// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <jack/jack.h>
#include <string>
#include <vector>

namespace detent::test {

/// An audio interface on the running JACK server with a cable from each output to the input of its number, `delayFrames`
/// long: a client of its own, which RtAudio shows as a device of that name.
class JackInterface {
public:
    JackInterface(const std::string& name, int channels, int delayFrames) : m_lines(static_cast<std::size_t>(channels)) {
        for (Line& line : m_lines) line.past.assign(static_cast<std::size_t>(delayFrames), 0.0F);
        m_client = jack_client_open(name.c_str(), JackNoStartServer, nullptr);
        if (!m_client) return;
        for (std::size_t c = 0; c < m_lines.size(); ++c) {
            const std::string number = std::to_string(c + 1);
            m_lines[c].playback =
                jack_port_register(m_client, ("playback_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
            m_lines[c].capture =
                jack_port_register(m_client, ("capture_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
        }
        jack_set_process_callback(m_client, &JackInterface::process, this);
        m_there = jack_activate(m_client) == 0;
    }
    ~JackInterface() {
        if (m_client) jack_client_close(m_client);
    }
    JackInterface(const JackInterface&) = delete;
    JackInterface& operator=(const JackInterface&) = delete;
    bool there() const { return m_there; }

private:
    struct Line {
        jack_port_t *playback = nullptr, *capture = nullptr;
        std::vector<float> past;
        std::size_t at = 0;
    };
    static int process(jack_nframes_t frames, void* self) {
        for (Line& line : static_cast<JackInterface*>(self)->m_lines) {
            const auto* from = static_cast<const float*>(jack_port_get_buffer(line.playback, frames));
            auto* to = static_cast<float*>(jack_port_get_buffer(line.capture, frames));
            for (jack_nframes_t f = 0; f < frames; ++f) {
                to[f] = line.past.empty() ? from[f] : line.past[line.at];
                if (line.past.empty()) continue;
                line.past[line.at] = from[f];
                line.at = (line.at + 1) % line.past.size();
            }
        }
        return 0;
    }

    jack_client_t* m_client = nullptr;
    std::vector<Line> m_lines;
    bool m_there = false;
};

}  // namespace detent::test
