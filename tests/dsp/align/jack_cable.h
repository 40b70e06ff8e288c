// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <jack/jack.h>
#include <numbers>
#include <string>
#include <vector>

namespace detent::test {

/// A JACK client with one input and one output and a cable between them that is late by any number of frames from 40 on: a
/// sinc of 64 frames under a Blackman-Harris window in double precision, for it must be better than what measures it.
class JackCable {
public:
    explicit JackCable(const char* name) {
        m_client = jack_client_open(name, JackNoStartServer, nullptr);
        if (!m_client) return;
        m_in = jack_port_register(m_client, "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
        m_out = jack_port_register(m_client, "out", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
        jack_set_process_callback(m_client, &JackCable::process, this);
    }
    ~JackCable() {
        if (m_client) jack_client_close(m_client);
    }
    JackCable(const JackCable&) = delete;
    JackCable& operator=(const JackCable&) = delete;

    jack_client_t* client() const { return m_client; }
    std::string in() const { return jack_port_name(m_in); }
    std::string out() const { return jack_port_name(m_out); }
    bool start(double delayFrames) {
        if (!m_client) return false;
        jack_deactivate(m_client);
        const double whole = std::floor(delayFrames), fraction = delayFrames - whole;
        m_taps.clear();
        for (int n = -kHalf + 1; n <= kHalf; ++n) m_taps.push_back(tap(n - fraction));
        m_first = static_cast<std::size_t>(whole) - kHalf + 1;
        m_past.assign(m_first + m_taps.size(), 0.0F);
        m_at = 0;
        return jack_activate(m_client) == 0;
    }

private:
    static constexpr int kHalf = 32;

    static double tap(double x) {
        const double turn = std::numbers::pi * x, along = std::numbers::pi * (x / kHalf + 1.0);
        const double window = std::abs(x) > kHalf ? 0.0
                                                  : 0.35875 - 0.48829 * std::cos(along) + 0.14128 * std::cos(2.0 * along) -
                                                        0.01168 * std::cos(3.0 * along);
        return std::abs(x) < 1e-12 ? 1.0 : window * std::sin(turn) / turn;
    }
    static int process(jack_nframes_t frames, void* self) {
        static_cast<JackCable*>(self)->pass(frames);
        return 0;
    }
    void pass(jack_nframes_t frames) {
        const auto* from = static_cast<const float*>(jack_port_get_buffer(m_in, frames));
        auto* to = static_cast<float*>(jack_port_get_buffer(m_out, frames));
        const std::size_t size = m_past.size();
        for (jack_nframes_t f = 0; f < frames; ++f) {
            m_past[m_at] = from[f];
            double sum = 0.0;
            for (std::size_t k = 0; k < m_taps.size(); ++k)
                sum += m_taps[k] * static_cast<double>(m_past[(m_at + size - m_first - k) % size]);
            to[f] = static_cast<float>(sum);
            m_at = (m_at + 1) % size;
        }
    }

    jack_client_t* m_client = nullptr;
    jack_port_t *m_in = nullptr, *m_out = nullptr;
    std::vector<double> m_taps;
    std::vector<float> m_past;
    std::size_t m_first = 0, m_at = 0;
};

/// A JACK client that plays a recording and captures as many frames on the same counter.
class JackPlayer {
public:
    explicit JackPlayer(const char* name) {
        m_client = jack_client_open(name, JackNoStartServer, nullptr);
        if (!m_client) return;
        m_in = jack_port_register(m_client, "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
        m_out = jack_port_register(m_client, "out", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
        jack_set_process_callback(m_client, &JackPlayer::process, this);
        jack_activate(m_client);
    }
    ~JackPlayer() {
        if (m_client) jack_client_close(m_client);
    }
    JackPlayer(const JackPlayer&) = delete;
    JackPlayer& operator=(const JackPlayer&) = delete;

    jack_client_t* client() const { return m_client; }
    std::string in() const { return jack_port_name(m_in); }
    std::string out() const { return jack_port_name(m_out); }
    bool done() const { return m_playing.load() == nullptr; }
    /// `captured` is filled from the next block on; both live until done().
    void play(const std::vector<float>& sent, std::vector<float>& captured) {
        m_sent = &sent;
        m_frame = 0;
        m_playing.store(&captured);
    }

private:
    static int process(jack_nframes_t frames, void* self) {
        static_cast<JackPlayer*>(self)->pass(frames);
        return 0;
    }
    void pass(jack_nframes_t frames) {
        const auto* from = static_cast<const float*>(jack_port_get_buffer(m_in, frames));
        auto* to = static_cast<float*>(jack_port_get_buffer(m_out, frames));
        std::fill_n(to, frames, 0.0F);
        std::vector<float>* captured = m_playing.load();
        if (!captured) return;
        for (jack_nframes_t f = 0; f < frames && m_frame < captured->size(); ++f, ++m_frame) {
            if (m_frame < m_sent->size()) to[f] = (*m_sent)[m_frame];
            (*captured)[m_frame] = from[f];
        }
        if (m_frame == captured->size()) m_playing.store(nullptr);
    }

    jack_client_t* m_client = nullptr;
    jack_port_t *m_in = nullptr, *m_out = nullptr;
    const std::vector<float>* m_sent = nullptr;
    std::size_t m_frame = 0;
    std::atomic<std::vector<float>*> m_playing{nullptr};
};

}  // namespace detent::test
