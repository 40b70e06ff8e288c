// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/decibels.h"
#include "dsp/signal/probe_music.h"
#include "dsp/signal/probe_table.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace detent::dsp {
namespace {

constexpr double kTau = 2.0 * std::numbers::pi;
constexpr double kStepDb = 0.05;  ///< of the staircase
constexpr double kSwingDb = 6.0;  ///< of the modulated carrier

double secondsAt(std::size_t frame, double rate) {
    return static_cast<double>(frame) / rate;
}

/// Raised cosine, 0 at the edge, 1 from `fade` seconds on.
double faded(double secondsFromEdge, double fade) {
    return 0.5 * (1.0 - std::cos(std::numbers::pi * std::clamp(secondsFromEdge / fade, 0.0, 1.0)));
}

/// Faded in while it is below 2 times, and out above 0.97 times, the frequencies it starts and ends with.
void addSweep(std::vector<double>& sound, const ProbeSegment& s, double rate) {
    const double fadeIn = s.foldSeconds * std::log(2.0), fadeOut = s.foldSeconds * std::log(1.0 / 0.97);
    for (std::size_t n = 0; n < sound.size(); ++n) {
        const double t = secondsAt(n, rate);
        sound[n] = faded(t, fadeIn) * faded(secondsAt(sound.size() - n, rate), fadeOut) *
                   std::sin(kTau * s.hz * s.foldSeconds * std::exp(t / s.foldSeconds));
    }
}

void addCarrier(std::vector<double>& sound, const ProbeSegment& s, double rate) {
    const std::size_t half = halfPeriod(s.hz, rate);
    for (std::size_t n = 0; n < sound.size(); ++n) sound[n] = n / half % 2 == 0 ? 1.0 : -1.0;
}

void addSine(std::vector<double>& sound, double hz, double rate, double amplitude) {
    for (std::size_t n = 0; n < sound.size(); ++n) sound[n] += amplitude * std::sin(kTau * hz * secondsAt(n, rate));
    for (std::size_t n = 0; n < sound.size(); ++n) {
        const std::size_t edge = std::min(n, sound.size() - n);
        sound[n] *= faded(secondsAt(edge, rate), 0.005);
    }
}

void addStaircase(std::vector<double>& sound, const ProbeSegment& s, double rate) {
    std::mt19937 random(s.seed);
    const double range = s.toDbfs - s.levelDbfs, steps = std::round(std::abs(range) / kStepDb);
    const auto unit = static_cast<std::uint32_t>(std::max(1L, std::lround(rate / 48000.0)));
    std::size_t left = 0;
    double sign = 1.0;
    for (std::size_t n = 0; n < sound.size(); ++n, --left) {
        if (left == 0) {
            const auto drawn = static_cast<std::uint32_t>(random());
            left = unit * (8 + (drawn >> 1) % 33);
            sign = drawn % 2 == 0 ? 1.0 : -1.0;
        }
        const double step = std::floor((steps + 1.0) * static_cast<double>(n) / static_cast<double>(sound.size()));
        sound[n] = sign * gainFromDb(range * step / steps);
    }
}

void addModulated(std::vector<double>& sound, const ProbeSegment& s, double rate) {
    constexpr double kSlowHz = 0.5, kFastHz = 200.0;
    addCarrier(sound, s, rate);
    const double fold = secondsAt(sound.size(), rate) / std::log(kFastHz / kSlowHz);
    for (std::size_t n = 0; n < sound.size(); ++n) {
        const double phase = kTau * kSlowHz * fold * std::expm1(secondsAt(n, rate) / fold);
        sound[n] *= gainFromDb(kSwingDb * std::sin(phase));
    }
}

}  // namespace

std::vector<double> segmentSound(const ProbeSegment& s, double rate) {
    std::vector<double> sound(s.frames, 0.0);
    switch (s.kind) {
        case ProbeKind::Silence:
            return sound;
        case ProbeKind::Sweep:
            addSweep(sound, s, rate);
            break;
        case ProbeKind::Carrier:
            addCarrier(sound, s, rate);
            break;
        case ProbeKind::Tone:
            addSine(sound, s.hz, rate, 1.0);
            break;
        case ProbeKind::Staircase:
            addStaircase(sound, s, rate);
            break;
        case ProbeKind::Modulated:
            addModulated(sound, s, rate);
            break;
        case ProbeKind::TwoTone: {
            const double second = gainFromDb(s.toDbfs), first = 1.0 / (1.0 + second);
            addSine(sound, s.hz, rate, first);
            std::vector<double> other(s.frames, 0.0);
            addSine(other, s.toHz, rate, second * first);
            for (std::size_t n = 0; n < sound.size(); ++n) sound[n] += other[n];
            break;
        }
        case ProbeKind::Music:
            playProbeMusic(sound, s.seed, rate);
            break;
    }
    const double level = gainFromDb(s.levelDbfs);
    for (double& x : sound) x *= level;
    return sound;
}

}  // namespace detent::dsp
