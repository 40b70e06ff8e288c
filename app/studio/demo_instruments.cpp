// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/demo_instruments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace detent::studio {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

/// White noise -1..1, the same everywhere (numbers of Knuth's MMIX generator).
class Noise {
public:
    explicit Noise(unsigned seed) : m_state(seed * 2654435761U + 12345U) {}
    double next() {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(m_state >> 11) / 4503599627370496.0 - 1.0;
    }

private:
    std::uint64_t m_state;
};

std::ptrdiff_t frameAt(double seconds) {
    return std::lround(seconds * kDemoRateHz);
}

/// 2 ms in, 5 ms out, so that no note clicks.
double edges(double t, double seconds) {
    return std::min({1.0, t / 0.002, (seconds - t) / 0.005});
}

template <typename Voice>
void render(DemoTrack& track, double atSeconds, double seconds, double pan, Voice voice) {
    const std::ptrdiff_t start = frameAt(atSeconds), count = frameAt(seconds);
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / kDemoRateHz;
        track.add(start + i, voice(t) * edges(t, seconds), pan);
    }
}

}  // namespace

void DemoTrack::add(std::ptrdiff_t frame, double value, double pan) {
    if (frame < 0 || frame >= static_cast<std::ptrdiff_t>(left.size())) return;
    const double angle = (pan + 1) * std::numbers::pi / 4;
    left[static_cast<std::size_t>(frame)] += value * std::cos(angle);
    right[static_cast<std::size_t>(frame)] += value * std::sin(angle);
}

double midiHz(double note) {
    return 440.0 * std::exp2((note - 69) / 12);
}

void playKick(DemoTrack& track, double atSeconds, double level) {
    double phase = 0;
    render(track, atSeconds, 0.35, 0, [&](double t) {
        phase += (48 + 110 * std::exp(-t / 0.03)) / kDemoRateHz;
        const double click = 0.25 * std::exp(-t / 0.003) * std::sin(kTwoPi * 2200 * t);
        return level * (std::sin(kTwoPi * phase) * std::exp(-t / 0.11) + click);
    });
}

void playSnare(DemoTrack& track, double atSeconds, double level, unsigned seed) {
    Noise noise(seed);
    double low = 0;
    render(track, atSeconds, 0.3, 0.05, [&](double t) {
        const double white = noise.next();
        low += 0.25 * (white - low);
        const double body = std::sin(kTwoPi * 186 * t) * std::exp(-t / 0.05);
        return level * (0.6 * body + 0.75 * (white - low) * std::exp(-t / 0.075));
    });
}

void playHat(DemoTrack& track, double atSeconds, double level, bool open, unsigned seed) {
    Noise noise(seed);
    double last = 0;
    const double decay = open ? 0.14 : 0.028;
    render(track, atSeconds, open ? 0.4 : 0.12, 0.35, [&](double t) {
        const double white = noise.next();
        const double bright = white - last;
        last = white;
        return level * 0.5 * bright * std::exp(-t / decay);
    });
}

void playBass(DemoTrack& track, double atSeconds, double seconds, double note, double level) {
    const double hz = midiHz(note);
    double phase = 0, low = 0, band = 0;
    render(track, atSeconds, seconds, 0, [&](double t) {
        phase += hz / kDemoRateHz;
        phase -= std::floor(phase);
        double saw = 0;  // band-limited by summing: six partials are all that this filter lets through
        for (int k = 1; k <= 6; ++k) saw += std::sin(kTwoPi * k * phase) / k;
        const double cutoff = 2 * std::sin(std::numbers::pi * (160 + 900 * std::exp(-t / 0.18)) / kDemoRateHz);
        low += cutoff * band;
        band += cutoff * (saw - low - 0.7 * band);
        return level * std::tanh(1.3 * low) * (0.75 + 0.25 * std::exp(-t / 0.4));
    });
}

void playKeys(DemoTrack& track, double atSeconds, double seconds, double note, double level, double pan) {
    const double hz = midiHz(note);
    for (const double side : {-1.0, 1.0}) {
        render(track, atSeconds, seconds, pan + 0.45 * side, [&](double t) {
            const double detuned = hz * (1 + 0.0006 * side);
            const double tine = 0.9 * std::exp(-t / 0.25) * std::sin(kTwoPi * 14 * detuned * t) * (hz < 500 ? 0.12 : 0.05);
            const double modulator = (1.1 * std::exp(-t / 0.7) + 0.15) * std::sin(kTwoPi * detuned * t);
            const double tremolo = 1 + 0.1 * side * std::sin(kTwoPi * 4.2 * (atSeconds + t));
            return level * 0.6 * tremolo * std::exp(-t / 1.6) * (std::sin(kTwoPi * detuned * t + modulator) + tine);
        });
    }
}

void playPluck(DemoTrack& track, double atSeconds, double seconds, double note, double level, double pan, unsigned seed) {
    const double period = kDemoRateHz / midiHz(note) - 0.5;
    const auto length = static_cast<std::size_t>(period);
    const double fraction = period - static_cast<double>(length);
    Noise noise(seed);
    std::vector<double> string(length + 1);
    double smooth = 0;
    for (double& sample : string) sample = smooth += 0.45 * (noise.next() - smooth);
    std::size_t at = 0;
    render(track, atSeconds, seconds, pan, [&](double t) {
        const std::size_t next = (at + 1) % string.size();
        const std::size_t after = (at + 2) % string.size();
        const double tuned = (1 - fraction) * string[next] + fraction * string[at];
        const double out = tuned;
        string[at] = 0.498 * (tuned + (1 - fraction) * string[after] + fraction * string[next]);
        at = next;
        return level * 1.6 * out * std::min(1.0, t / 0.004);
    });
}

void addRoom(DemoTrack& track, double wet) {
    constexpr std::array<double, 6> kMs = {11.3, 17.9, 23.7, 31.1, 43.3, 59.9};
    const DemoTrack dry = track;
    double gain = wet;
    for (std::size_t tap = 0; tap < kMs.size(); ++tap, gain *= 0.72) {
        const auto delay = static_cast<std::size_t>(frameAt(kMs[tap] / 1000));
        for (std::size_t i = delay; i < dry.left.size(); ++i) {
            track.left[i] += gain * (tap % 2 ? dry.left : dry.right)[i - delay];
            track.right[i] += gain * (tap % 2 ? dry.right : dry.left)[i - delay];
        }
    }
}

}  // namespace detent::studio
