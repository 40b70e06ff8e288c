// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/cross_phase.h"

#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr std::int64_t kMostBlocks = 320;
constexpr double kMostWeight = 1e5;
constexpr std::size_t kOversampling = 4;
constexpr double kBentBlock = 0.01;  ///< frames of drift within a block: more and B is laid straight first

void transform(RealFft& fft, const std::vector<double>& shape) {
    auto time = fft.time();
    for (std::size_t n = 0; n < time.size(); ++n) time[n] *= shape[n];
    fft.forward();
}

/// Side lobes below -140 dB: bins in which only others leak would all tell the others' phase.
std::vector<double> window(std::size_t size) {
    std::vector<double> values(size);
    for (std::size_t n = 0; n < size; ++n)
        values[n] = kaiser(2.0 * static_cast<double>(n) / static_cast<double>(size) - 1.0, 19.0);
    return values;
}

/// e^(i 2 pi k frames / size) for every bin: takes a delay of `frames` out.
void phasors(double frames, std::size_t size, CrossSpectrum& out) {
    const std::complex<double> step = std::polar(1.0, 2.0 * kPi * frames / static_cast<double>(size));
    std::complex<double> now = 1.0;
    for (std::size_t k = 0; k < out.size(); ++k) {
        if (k % 64 == 0) now = std::polar(1.0, 2.0 * kPi * frames * static_cast<double>(k) / static_cast<double>(size));
        out[k] = now;
        now *= step;
    }
}

}  // namespace

double CrossSpectra::gain() const {
    double product = 0.0, power = 0.0;
    for (std::size_t k = 1; k < powerA.size(); ++k) {
        for (const auto& segment : segments) product += segment[k].real();
        power += powerA[k];
    }
    return power > 0.0 ? product / power : 0.0;
}

CrossSpectra crossSpectra(const AudioBuffer& a, const AudioBuffer& b, FrameSpan range, const DelayLine& line,
                          std::size_t blockFrames, int segmentCount) {
    const auto size = static_cast<std::int64_t>(blockFrames);
    RealFft fftA(blockFrames), fftB(blockFrames);
    const auto shape = window(blockFrames);
    const std::size_t bins = blockFrames / 2 + 1;
    CrossSpectra all;
    all.segments.assign(static_cast<std::size_t>(segmentCount), CrossSpectrum(bins));
    all.centres.assign(static_cast<std::size_t>(segmentCount), 0.0);
    all.powerA.assign(bins, 0.0);
    all.powerB.assign(bins, 0.0);
    const std::int64_t room = range.length() - size;
    const std::int64_t perSegment = std::max<std::int64_t>(1, std::min(kMostBlocks, 2 * room / size + 1) / segmentCount);
    const std::int64_t count = perSegment * segmentCount;
    all.blocksPerSegment = static_cast<int>(perSegment);
    CrossSpectrum turn(bins);
    const bool straighten = std::abs(line.slope) * static_cast<double>(size) > kBentBlock;
    Aligned aligned(b, line);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t at = range.from + (count > 1 ? room * i / (count - 1) : room / 2);
        const double centre = static_cast<double>(at) + 0.5 * static_cast<double>(size), delay = line.at(centre);
        const std::int64_t atB = at + std::llround(delay);
        const auto q = static_cast<std::size_t>(i / perSegment);
        all.centres[q] += centre / static_cast<double>(perSegment);
        if (atB < 0 || atB + size > static_cast<std::int64_t>(b.frameCount())) continue;
        phasors(straighten ? 0.0 : delay - std::round(delay), blockFrames, turn);
        for (int c = 0; c < a.channelCount(); ++c) {
            std::copy_n(a.channel(c).begin() + at, blockFrames, fftA.time().begin());
            if (straighten)
                aligned.read(c, at, fftB.time());
            else
                std::copy_n(b.channel(c).begin() + atB, blockFrames, fftB.time().begin());
            transform(fftA, shape);
            transform(fftB, shape);
            const auto x = fftA.bins(), y = fftB.bins();
            for (std::size_t k = 0; k < bins; ++k) {
                all.segments[q][k] += y[k] * std::conj(x[k]) * turn[k];
                all.powerA[k] += std::norm(x[k]);
                all.powerB[k] += std::norm(y[k]);
            }
        }
    }
    return all;
}

std::vector<double> coherenceWeights(const CrossSpectra& spectra, double sampleRateHz) {
    const std::size_t bins = spectra.powerA.size();
    const double binHz = sampleRateHz / (2.0 * static_cast<double>(bins - 1));
    const double chance = 1.0 / std::max(2, spectra.blocksPerSegment);  // what unrelated blocks show by chance
    std::vector<double> weights(bins, 0.0);
    for (std::size_t k = 0; k < bins; ++k) {
        const double hz = binHz * static_cast<double>(k), power = spectra.powerA[k] * spectra.powerB[k];
        if (hz < 20.0 || hz > 0.46 * sampleRateHz || power <= 0.0) continue;
        double sum = 0.0;
        for (const auto& segment : spectra.segments) sum += std::abs(segment[k]);
        const double coherence = std::max(0.0, (sum * sum / power - chance) / (1.0 - chance));
        if (sum > 0.0)
            weights[k] = (coherence >= 1.0 ? kMostWeight : std::min(kMostWeight, coherence / (1.0 - coherence))) / sum;
    }
    return weights;
}

namespace {

CrossSpectrum weighted(const CrossSpectrum& spectrum, const std::vector<double>& weights) {
    CrossSpectrum white(spectrum.size());
    for (std::size_t k = 0; k < white.size(); ++k) white[k] = weights[k] * spectrum[k];
    return white;
}

}  // namespace

PhaseDelay phasePeak(const CrossSpectrum& spectrum, const std::vector<double>& weights, double reachFrames) {
    const std::size_t size = kOversampling * 2 * (spectrum.size() - 1);
    RealFft fft(size);
    std::fill(fft.bins().begin(), fft.bins().end(), 0.0);
    const auto white = weighted(spectrum, weights);
    std::copy(white.begin(), white.end(), fft.bins().begin());
    fft.inverse();
    const auto reach =
        static_cast<std::ptrdiff_t>(std::min(reachFrames * kOversampling, 0.5 * static_cast<double>(size) - 1.0));
    PhaseDelay best;
    for (std::ptrdiff_t k = -reach; k <= reach; ++k) {
        const double value = fft.time()[static_cast<std::size_t>(k < 0 ? k + static_cast<std::ptrdiff_t>(size) : k)];
        if (std::abs(value) > std::abs(best.peak)) best = {static_cast<double>(k) / kOversampling, value, 0.0};
    }
    return phaseDelay(spectrum, weights, best.delayFrames, best.peak < 0.0 ? -1.0 : 1.0);
}

PhaseDelay phaseDelay(const CrossSpectrum& spectrum, const std::vector<double>& weights, double start, double sign) {
    const auto white = weighted(spectrum, weights);
    const double step = kPi / static_cast<double>(spectrum.size() - 1);
    PhaseDelay found{start, 0.0, 0.0};
    CrossSpectrum turn(white.size());
    for (int round = 0; round < 8; ++round) {
        phasors(found.delayFrames, 2 * (white.size() - 1), turn);
        double value = 0.0, slope = 0.0, curvature = 0.0;  // of the correlation as a function of the delay
        for (std::size_t k = 0; k < white.size(); ++k) {
            const std::complex<double> now = sign * white[k] * turn[k];
            const double omega = step * static_cast<double>(k);
            value += now.real();
            slope -= omega * now.imag();
            curvature += omega * omega * now.real();
        }
        found.peak = sign * value;
        found.certainty = std::max(0.0, curvature);
        if (curvature <= 0.0) return found;
        const double move = std::clamp(slope / curvature, -0.5, 0.5);
        found.delayFrames += move;
        if (std::abs(move) < 1e-10) break;
    }
    return found;
}

}  // namespace detent::dsp
