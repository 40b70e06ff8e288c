// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/thinned.h"

#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace detent::dsp {
namespace {

constexpr double kThinRateHz = 12000.0;
constexpr std::int64_t kLeastThinned = 8192;  ///< frames to keep of what is short
constexpr std::size_t kSpectrum = 1024;       ///< frames of the whitening's spectrum
constexpr double kSpectrumFloor = 1e-5;       ///< below the loudest bin: nothing is raised by more than 50 dB
constexpr double kSilentPart = 1e-4;          ///< of the energy: less is no sound to align by

double energy(const std::vector<float>& samples) {
    double sum = 0.0;
    for (const float x : samples) sum += static_cast<double>(x) * x;
    return sum;
}

/// The sum of all channels, or one of them.
float folded(const AudioBuffer& audio, std::optional<int> only, std::size_t frame) {
    if (only) return audio.channel(*only)[frame];
    float sum = 0.0F;
    for (int c = 0; c < audio.channelCount(); ++c) sum += audio.channel(c)[frame];
    return sum;
}

std::vector<float> thinOne(const AudioBuffer& audio, std::optional<int> only, FrameSpan range, int factor) {
    const auto step = static_cast<std::size_t>(factor), length = static_cast<std::size_t>(range.length());
    std::vector<float> out(length / step);
    const auto wide = sincKernel(0.0, 8 * factor, 6.0, factor == 1 ? 0.5 : 0.42 / factor);
    const std::vector<float> taps(wide.begin(), wide.end());
    std::vector<float> line(step * 4096 + taps.size());
    for (std::size_t done = 0; done < out.size(); done += 4096) {
        for (std::size_t n = 0; n < line.size(); ++n) {
            const std::size_t at = done * step + n;  // half the taps later than the output's frame
            line[n] = at >= taps.size() / 2 && at - taps.size() / 2 < length
                          ? folded(audio, only, static_cast<std::size_t>(range.from) + at - taps.size() / 2)
                          : 0.0F;
        }
        for (std::size_t m = done; m < std::min(out.size(), done + 4096); ++m) {
            const float* in = line.data() + (m - done) * step;
            float sums[4] = {};
            for (std::size_t k = 0; k < taps.size(); k += 4) {
                for (std::size_t j = 0; j < 4; ++j) sums[j] += taps[k + j] * in[k + j];
            }
            out[m] = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        }
    }
    return out;
}

/// Mean power spectrum, Hann windows overlapping by half.
std::vector<double> spectrumOf(const std::vector<float>& samples, RealFft& fft) {
    std::vector<double> power(kSpectrum / 2 + 1, 0.0);
    const std::size_t hop = std::max<std::size_t>(kSpectrum / 2, samples.size() / 4096);
    for (std::size_t at = 0; at + kSpectrum <= samples.size(); at += hop) {
        for (std::size_t n = 0; n < kSpectrum; ++n) {
            const double window = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / kSpectrum);
            fft.time()[n] = window * samples[at + n];
        }
        fft.forward();
        for (std::size_t k = 0; k < power.size(); ++k) power[k] += std::norm(fft.bins()[k]);
    }
    return power;
}

/// A filter without phase (but for kSpectrum / 2 frames) that makes `power` flat and drops what is near 0 Hz.
std::vector<double> whitening(const std::vector<double>& power, RealFft& fft) {
    const double floor = kSpectrumFloor * *std::max_element(power.begin(), power.end());
    for (std::size_t k = 0; k < power.size(); ++k)
        fft.bins()[k] = k < 3 || floor == 0.0 ? 0.0 : 1.0 / std::sqrt(power[k] + floor);
    fft.inverse();
    std::vector<double> taps(kSpectrum);
    for (std::size_t n = 0; n < kSpectrum; ++n) {
        const double window = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / kSpectrum);
        taps[n] = window * fft.time()[(n + kSpectrum / 2) % kSpectrum];
    }
    return taps;
}

void filter(FastFilter& by, std::vector<float>& samples) {
    std::vector<double> out(std::min<std::size_t>(samples.size(), 1U << 16));
    std::vector<float> result(samples.size());
    for (std::size_t at = 0; at < samples.size(); at += out.size()) {
        const std::size_t count = std::min(out.size(), samples.size() - at);
        by.run(samples, static_cast<std::int64_t>(at + kSpectrum / 2), {out.data(), count});
        std::transform(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count),
                       result.begin() + static_cast<std::ptrdiff_t>(at), [](double x) { return static_cast<float>(x); });
    }
    samples.swap(result);
}

double energyOf(const AudioBuffer& audio, int channel, FrameSpan range) {
    double sum = 0.0;
    for (std::int64_t n = range.from; n < range.to; ++n) {
        const double x = audio.channel(channel)[static_cast<std::size_t>(n)];
        sum += x * x;
    }
    return sum;
}

}  // namespace

Thinned thin(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, FrameSpan range) {
    std::vector<double> energies;
    for (int c = 0; c < a.channelCount(); ++c) energies.push_back(energyOf(a, c, range));
    const auto loudest = std::max_element(energies.begin(), energies.end());
    std::optional<int> only;
    Thinned thinned;
    const auto mostFactor = std::max<std::int64_t>(
        1, std::min<std::int64_t>(range.length(), static_cast<std::int64_t>(b.frameCount())) / kLeastThinned);
    thinned.factor = static_cast<int>(std::clamp<std::int64_t>(std::llround(sampleRateHz / kThinRateHz), 1, mostFactor));
    thinned.a = thinOne(a, only, range, thinned.factor);
    const auto enough = [&] { return energy(thinned.a) * thinned.factor > kSilentPart * *loudest; };
    if (!enough()) {
        only = static_cast<int>(loudest - energies.begin());
        thinned.a = thinOne(a, only, range, thinned.factor);
    }
    if (!enough()) {
        thinned.factor = 1;
        thinned.a = thinOne(a, only, range, 1);
    }
    thinned.b = thinOne(b, only, {0, static_cast<std::int64_t>(b.frameCount())}, thinned.factor);
    thinned.start = range.from / thinned.factor;
    RealFft fft(kSpectrum);
    FastFilter white(whitening(spectrumOf(thinned.a, fft), fft));
    filter(white, thinned.a);
    filter(white, thinned.b);
    return thinned;
}

}  // namespace detent::dsp
