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

/// A JACK client of one input and one output. Where no server answers it has none.
class JackEnds {
public:
    JackEnds(const char* name, JackProcessCallback process) {
        m_client = jack_client_open(name, JackNoStartServer, nullptr);
        if (!m_client) return;
        m_in = jack_port_register(m_client, "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
        m_out = jack_port_register(m_client, "out", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
        jack_set_process_callback(m_client, process, this);
    }
    JackEnds(const JackEnds&) = delete;
    JackEnds& operator=(const JackEnds&) = delete;

    jack_client_t* client() const { return m_client; }
    std::string in() const { return jack_port_name(m_in); }
    std::string out() const { return jack_port_name(m_out); }

protected:
    ~JackEnds() = default;
    /// First of all in a destructor: what `process` reads must still be there.
    void close() {
        if (m_client) jack_client_close(m_client);
    }
    const float* heard(jack_nframes_t frames) const { return static_cast<const float*>(jack_port_get_buffer(m_in, frames)); }
    float* toSay(jack_nframes_t frames) const { return static_cast<float*>(jack_port_get_buffer(m_out, frames)); }
    template <typename Self>
    static int passOn(jack_nframes_t frames, void* ends) {
        static_cast<Self*>(static_cast<JackEnds*>(ends))->pass(frames);
        return 0;
    }

private:
    jack_client_t* m_client = nullptr;
    jack_port_t *m_in = nullptr, *m_out = nullptr;
};

/// A JACK client with one input and one output and a cable between them that is late by any number of frames from 40 on: a
/// sinc of 64 frames under a Blackman-Harris window in double precision, for it must be better than what measures it.
class JackCable : public JackEnds {
public:
    explicit JackCable(const char* name) : JackEnds(name, &passOn<JackCable>) {}
    ~JackCable() { close(); }

    bool start(double delayFrames) {
        if (!client()) return false;
        jack_deactivate(client());
        const double whole = std::floor(delayFrames), fraction = delayFrames - whole;
        m_taps.clear();
        for (int n = -kHalf + 1; n <= kHalf; ++n) m_taps.push_back(tap(n - fraction));
        m_first = static_cast<std::size_t>(whole) - kHalf + 1;
        m_past.assign(m_first + m_taps.size(), 0.0F);
        m_at = 0;
        return jack_activate(client()) == 0;
    }

private:
    static constexpr int kHalf = 32;

    friend JackEnds;

    static double tap(double x) {
        const double turn = std::numbers::pi * x, along = std::numbers::pi * (x / kHalf + 1.0);
        const double window = std::abs(x) > kHalf ? 0.0
                                                  : 0.35875 - 0.48829 * std::cos(along) + 0.14128 * std::cos(2.0 * along) -
                                                        0.01168 * std::cos(3.0 * along);
        return std::abs(x) < 1e-12 ? 1.0 : window * std::sin(turn) / turn;
    }
    void pass(jack_nframes_t frames) {
        const float* from = heard(frames);
        float* to = toSay(frames);
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

    std::vector<double> m_taps;
    std::vector<float> m_past;
    std::size_t m_first = 0, m_at = 0;
};

/// A JACK client that plays a recording and captures as many frames on the same counter.
class JackPlayer : public JackEnds {
public:
    explicit JackPlayer(const char* name) : JackEnds(name, &passOn<JackPlayer>) {
        if (client()) jack_activate(client());
    }
    ~JackPlayer() { close(); }

    bool done() const { return m_playing.load() == nullptr; }
    /// `captured` is filled from the next block on; both live until done().
    void play(const std::vector<float>& sent, std::vector<float>& captured) {
        m_sent = &sent;
        m_frame = 0;
        m_playing.store(&captured);
    }

private:
    friend JackEnds;
    void pass(jack_nframes_t frames) {
        const float* from = heard(frames);
        float* to = toSay(frames);
        std::fill_n(to, frames, 0.0F);
        std::vector<float>* captured = m_playing.load();
        if (!captured) return;
        for (jack_nframes_t f = 0; f < frames && m_frame < captured->size(); ++f, ++m_frame) {
            if (m_frame < m_sent->size()) to[f] = (*m_sent)[m_frame];
            (*captured)[m_frame] = from[f];
        }
        if (m_frame == captured->size()) m_playing.store(nullptr);
    }

    const std::vector<float>* m_sent = nullptr;
    std::size_t m_frame = 0;
    std::atomic<std::vector<float>*> m_playing{nullptr};
};

}  // namespace detent::test
