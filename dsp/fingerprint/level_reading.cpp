// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/level_reading.h"

#include "dsp/core/decibels.h"
#include "dsp/fingerprint/noise_reading.h"
#include "dsp/signal/probe_table.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kFullTurn = 2.0 * std::numbers::pi;

/// The settled part of a carrier: whole periods within [0.5, 0.95] of it.
struct Settled {
    std::size_t start, frames;
};
Settled settledPart(const ProbeSegment& s, std::size_t period) {
    const std::size_t periods = s.frames / period, from = periods / 2, to = std::max(from + 1, periods * 19 / 20);
    return {s.start + from * period, (to - from) * period};
}

/// Complex amplitude of the fundamental of `period` frames over whole periods.
template <typename Samples>
std::complex<double> fundamental(const Samples& samples, std::size_t period) {
    std::complex<double> sum = 0.0;
    for (std::size_t n = 0; n < samples.size(); ++n)
        sum += static_cast<double>(samples[n]) *
               std::polar(1.0, -kFullTurn * static_cast<double>(n % period) / static_cast<double>(period));
    return 2.0 * sum / static_cast<double>(samples.size());
}

double squareAmplitude(double dbfs, std::size_t period) {
    std::vector<double> square(period);
    for (std::size_t n = 0; n < period; ++n) square[n] = n < period / 2 ? 1.0 : -1.0;
    return gainFromDb(dbfs) * std::abs(fundamental(square, period));
}

}  // namespace

std::vector<float> HeardChannel::stretch(std::size_t start, std::size_t frames) const {
    std::vector<float> out(frames, 0.0F);
    for (std::size_t n = 0; n < frames; ++n) {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(start + n) + delay;
        if (at >= 0 && at < std::ssize(samples)) out[n] = samples[static_cast<std::size_t>(at)];
    }
    return out;
}

std::complex<double> lineAmplitude(std::span<const float> samples, double hz, double rate) {
    std::complex<double> sum = 0.0, turn = 1.0;
    const std::complex<double> step = std::polar(1.0, -kFullTurn * hz / rate);
    const double count = static_cast<double>(samples.size());
    for (std::size_t n = 0; n < samples.size(); ++n, turn *= step)
        sum += static_cast<double>(samples[n]) * (1.0 - std::cos(kFullTurn * (static_cast<double>(n) + 0.5) / count)) * turn;
    return 2.0 * sum / count;
}

LevelPoint carrierGain(const HeardChannel& heard, const ProbeSegment& segment) {
    const std::size_t period = 2 * halfPeriod(segment.hz, heard.rate);
    const Settled part = settledPart(segment, period);
    const double sent = squareAmplitude(segment.levelDbfs, period);
    const double back = std::abs(fundamental(heard.stretch(part.start, part.frames), period));
    const double noise = std::sqrt(2.0 * heard.density(segment.hz) / static_cast<double>(part.frames));
    return {segment.levelDbfs, dbFromGain(back / sent), kDbPerNeper * noise / std::max(back, noise)};
}

double bedGainDb(const HeardChannel& heard, const ProbeSegment& bed, const ProbeSegment& during) {
    const Settled part = settledPart(during, 2 * halfPeriod(during.hz, heard.rate));
    const std::size_t period = 2 * halfPeriod(bed.hz, heard.rate);
    return dbFromGain(std::abs(fundamental(heard.stretch(part.start, part.frames), period)) /
                      squareAmplitude(bed.levelDbfs, period));
}

ToneFigures readTone(const HeardChannel& heard, const ProbeSegment& tone) {
    const std::size_t edge = tone.frames / 10, period = static_cast<std::size_t>(std::lround(heard.rate / 100.0));
    const std::size_t frames = (tone.frames - 2 * edge) / period * period;  // whole periods of any tone of hundreds of Hz
    auto samples = heard.stretch(tone.start + edge, frames);
    std::vector<std::complex<double>> lines;
    double mean = 0.0;
    for (const float x : samples) mean += x / static_cast<double>(frames);
    for (float& x : samples) x -= static_cast<float>(mean);
    for (int k = 1; k <= kLastHarmonic; ++k) lines.push_back(lineAmplitude(samples, k * tone.hz, heard.rate));
    double harmonics = 0.0;
    for (std::size_t k = 1; k < lines.size(); ++k) harmonics += std::norm(lines[k]);
    const double whole = std::abs(lines[0]), count = static_cast<double>(frames);
    std::complex<double> turn = 1.0;
    const std::complex<double> step = std::polar(1.0, kFullTurn * tone.hz / heard.rate);
    for (float& x : samples) {
        x -= static_cast<float>((lines[0] * turn).real());
        turn *= step;
    }
    const double rest = gainFromDb(NoiseReading(samples, heard.rate).figures().levelDbfs);
    const double noise = std::sqrt(3.0 * heard.density(2.0 * tone.hz) / count);  // Hann: half as much again
    ToneFigures figures;
    if (whole <= 0.0) return figures;
    const double sum = std::sqrt(harmonics);
    figures.thdDb = dbFromGain(sum / whole);
    figures.thdNoiseDb = dbFromGain(std::max(rest * std::numbers::sqrt2, sum) / whole);
    figures.thdDeviationDb = kDbPerNeper * noise / std::max(sum, noise);
    return figures;
}

}  // namespace detent::dsp
