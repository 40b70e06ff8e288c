// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/loop_quiet.h"

#include "dsp/core/decibels.h"
#include "dsp/meter/level.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kTailSeconds = 0.1, kShortestSeconds = 0.15;
constexpr std::ptrdiff_t kAhead = 64;  ///< frames before a sweep that are left to converters' filters
constexpr double kThinnedHz = 6000.0;  ///< enough for the tenth harmonic
constexpr int kHarmonics = 10;
constexpr double kBurst = 10.0;     ///< power of one half over the other that is no noise but something in it
constexpr double kStandsOut = 3.0;  ///< power at the harmonics over that between them

/// A stretch at a low rate, without its mean, under a Hann window.
struct Thinned {
    std::vector<double> samples;
    double windowSum = 0, rate = 0;
};

Thinned thinnedStretch(const std::vector<float>& captured, const Stretch& stretch, double rate) {
    const auto step = static_cast<std::size_t>(std::max(1.0, std::round(rate / kThinnedHz)));
    Thinned thin;
    thin.rate = rate / static_cast<double>(step);
    const std::size_t count = (stretch.to - stretch.from) / step;
    double mean = 0.0;
    for (std::size_t n = 0; n < count; ++n) {
        double sum = 0.0;
        for (std::size_t i = 0; i < step; ++i) sum += static_cast<double>(captured[stretch.from + n * step + i]);
        thin.samples.push_back(sum / static_cast<double>(step));
        mean += thin.samples.back() / static_cast<double>(count);
    }
    for (std::size_t n = 0; n < count; ++n) {
        const double window =
            0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * (static_cast<double>(n) + 0.5) / static_cast<double>(count));
        thin.samples[n] = window * (thin.samples[n] - mean);
        thin.windowSum += window;
    }
    return thin;
}

/// Mean square of a tone, averaged over the stretches.
double tonePower(const std::vector<Thinned>& stretches, double hz, double rate) {
    double power = 0.0, weight = 0.0;
    for (const Thinned& thin : stretches) {
        const double omega = 2.0 * std::numbers::pi * hz / thin.rate, step = rate / thin.rate;
        const std::complex<double> turn = std::polar(1.0, -omega);
        std::complex<double> sum = 0.0, at = 1.0;
        for (const double x : thin.samples) sum += x * at, at *= turn;
        // what the averaging over `step` frames took away
        const double kept = std::sin(0.5 * omega) / (step * std::sin(0.5 * omega / step));
        power += 2.0 * std::norm(sum) / thin.windowSum / (kept * kept);
        weight += thin.windowSum;
    }
    return weight > 0.0 ? power / weight : 0.0;
}

struct Harmonics {
    double at = 0, between = 0;
};

Harmonics harmonicsOf(const std::vector<Thinned>& stretches, double mainsHz, double rate) {
    Harmonics h;
    for (int k = 1; k <= kHarmonics; ++k) {
        h.at += tonePower(stretches, k * mainsHz, rate);
        h.between +=
            0.5 * (tonePower(stretches, (k - 0.5) * mainsHz, rate) + tonePower(stretches, (k + 0.5) * mainsHz, rate));
    }
    return h;
}

double powerOf(const std::vector<float>& captured, std::size_t from, std::size_t to) {
    if (to <= from) return 0.0;
    const double rms = measureLevel(captured.data() + from, to - from).rms;
    return rms * rms;
}

}  // namespace

std::vector<Stretch> quietStretches(const PingLayout& layout, int repeats, std::ptrdiff_t leastDelay,
                                    std::ptrdiff_t mostDelay, std::size_t frames) {
    const auto within = [frames](std::ptrdiff_t frame) {
        return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(frame, 0, static_cast<std::ptrdiff_t>(frames)));
    };
    std::vector<std::size_t> starts;
    for (int r = 0; r < repeats; ++r) {
        for (int c = 0; c < layout.channelCount; ++c) starts.push_back(layout.start(r, c));
    }
    const std::size_t first = starts.front();
    std::vector<Stretch> stretches{
        {first / 5, std::max(first / 5, within(static_cast<std::ptrdiff_t>(first) + leastDelay - kAhead))}};
    const auto tail = static_cast<std::ptrdiff_t>(kTailSeconds * layout.sampleRateHz);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t from = within(static_cast<std::ptrdiff_t>(starts[i] + layout.sweepFrames) + mostDelay + tail);
        const std::size_t to =
            i + 1 < starts.size() ? within(static_cast<std::ptrdiff_t>(starts[i + 1]) + leastDelay - kAhead) : frames;
        if (to > from) stretches.push_back({from, to});
    }
    return stretches;
}

Quiet quietOf(const std::vector<float>& captured, const std::vector<Stretch>& stretches, double rate) {
    Quiet quiet;
    const Stretch& first = stretches.front();
    const std::size_t middle = (first.from + first.to) / 2;
    quiet.power = powerOf(captured, first.from, first.to);
    const auto [less, more] = std::minmax({powerOf(captured, first.from, middle), powerOf(captured, middle, first.to)});
    quiet.steadiness = more > 0.0 ? less / more : 1.0;
    if (more > kBurst * less) quiet.power = less;
    std::vector<Thinned> thin;
    for (const Stretch& s : stretches) {
        if (static_cast<double>(s.to - s.from) >= kShortestSeconds * rate) thin.push_back(thinnedStretch(captured, s, rate));
    }
    Harmonics most;
    int mainsHz = 0;
    for (const int hz : {50, 60}) {
        const Harmonics found = harmonicsOf(thin, hz, rate);
        if (mainsHz != 0 && found.at - found.between <= most.at - most.between) continue;
        most = found, mainsHz = hz;
    }
    if (most.at <= 0.0) return quiet;
    quiet.humPart = std::max(0.0, 1.0 - most.between / most.at);
    if (most.at > kStandsOut * most.between) quiet.hum = MainsHum{mainsHz, dbFromPower(most.at - most.between)};
    return quiet;
}

}  // namespace detent::dsp
