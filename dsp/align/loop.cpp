// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/loop.h"

#include "dsp/align/ping_response.h"
#include "dsp/core/decibels.h"
#include "dsp/meter/level.h"
#include "dsp/signal/ping.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace detent::dsp {
namespace {

constexpr std::ptrdiff_t kEarliest = -64;  ///< frames: what a negative delay can be
constexpr double kLowestHz = 200.0;        ///< of the search: hum is no ping
constexpr double kClipped = 0.999;
constexpr double kNothingDb = 3.0, kNoisyDb = 20.0;  ///< ping over noise
constexpr double kUnlike = 0.7;                      ///< part of the return that is the ping's
constexpr double kDisagree = 0.05;                   ///< frames
constexpr double kOtherChannel = 1.5;                ///< so much more on the other channel is a swap, a mono sum is not

/// One ping on one channel.
struct Heard {
    double delayFrames = 0, sign = 1, gainPower = 0;
    double energy = 0, explained = 0;
};

struct Whole {
    std::ptrdiff_t delay = 0;
    bool swapped = false;
};

/// Correlation of whole channels: c[lag - kEarliest], above kLowestHz.
std::vector<double> correlation(RealFft& fft, const std::vector<std::complex<double>>& sent,
                                const std::vector<std::complex<double>>& captured, double rate, std::ptrdiff_t latest) {
    auto bins = fft.bins();
    const auto lowest = static_cast<std::size_t>(kLowestHz / rate * static_cast<double>(fft.size()));
    for (std::size_t k = 0; k < bins.size(); ++k) bins[k] = k < lowest ? 0.0 : captured[k] * std::conj(sent[k]);
    fft.inverse();
    std::vector<double> lags;
    for (std::ptrdiff_t lag = kEarliest; lag <= latest; ++lag) {
        lags.push_back(fft.time()[static_cast<std::size_t>(lag < 0 ? lag + static_cast<std::ptrdiff_t>(fft.size()) : lag)]);
    }
    return lags;
}

std::vector<std::complex<double>> spectrum(RealFft& fft, const std::vector<float>& samples) {
    std::fill(fft.time().begin(), fft.time().end(), 0.0);
    std::copy(samples.begin(), samples.end(), fft.time().begin());
    fft.forward();
    return {fft.bins().begin(), fft.bins().end()};
}

/// The delay that fits all pings of all channels at once, and which way round the first two are.
Whole wholeDelay(const AudioBuffer& sent, const AudioBuffer& captured, double rate, std::ptrdiff_t latest) {
    RealFft fft(fftSize(sent.frameCount() + captured.frameCount()));
    const int channels = sent.channelCount();
    std::vector<std::vector<std::complex<double>>> out, back;
    for (int c = 0; c < channels; ++c) {
        out.push_back(spectrum(fft, sent.channel(c)));
        back.push_back(spectrum(fft, captured.channel(c)));
    }
    const auto sumOf = [&](bool swapped) {
        std::vector<double> sum(static_cast<std::size_t>(latest - kEarliest + 1), 0.0);
        for (std::size_t c = 0; c < out.size(); ++c) {
            const auto one = correlation(fft, out[c], back[swapped ? 1 - c : c], rate, latest);
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += std::abs(one[i]);
        }
        return sum;
    };
    const auto direct = sumOf(false);
    const auto best = std::max_element(direct.begin(), direct.end());
    Whole whole{kEarliest + (best - direct.begin()), false};
    if (channels != 2) return whole;
    const auto crossed = sumOf(true);
    const auto other = std::max_element(crossed.begin(), crossed.end());
    return *other > kOtherChannel * *best ? Whole{kEarliest + (other - crossed.begin()), true} : whole;
}

bool clipped(const AudioBuffer& audio) {
    for (int c = 0; c < audio.channelCount(); ++c) {
        int run = 0;
        for (const float x : audio.channel(c)) {
            run = std::abs(x) >= kClipped ? run + 1 : 0;
            if (run == 3) return true;
        }
    }
    return false;
}

Heard heard(PingReader& reader, const std::vector<float>& captured, std::ptrdiff_t start, std::ptrdiff_t wholeFrames) {
    const PingResponse response = reader.read(captured, start + wholeFrames);
    const SlopeDelay slope = slopeDelay(response.bins);
    Heard one{static_cast<double>(wholeFrames) + slope.frames, slope.sign, 0.0, response.energy, response.explained};
    const auto low = static_cast<std::size_t>(891.0 / reader.binHz()),
               high = static_cast<std::size_t>(1122.0 / reader.binHz());
    for (std::size_t k = low; k <= high; ++k)
        one.gainPower += std::norm(response.bins[k]) / static_cast<double>(high - low + 1);
    return one;
}

double mean(const std::vector<Heard>& pings, double Heard::*what) {
    double sum = 0.0;
    for (const Heard& ping : pings) sum += ping.*what;
    return sum / static_cast<double>(pings.size());
}

/// Why the measurement is not to be used; empty where it is. `noise` is the energy a ping's stretch has without a ping.
std::string objection(const std::vector<std::vector<Heard>>& channels, const std::vector<double>& noise, double spread) {
    std::string missing;
    std::size_t missingCount = 0;
    bool noisy = false, unlike = false, turned = false;
    for (std::size_t c = 0; c < channels.size(); ++c) {
        double ping = 0.0;
        for (const Heard& one : channels[c]) ping += one.energy * one.explained / static_cast<double>(channels[c].size());
        const double overNoiseDb = noise[c] > 0.0 ? dbFromPower(ping / noise[c]) : ping > 0.0 ? 200.0 : -200.0;
        if (overNoiseDb < kNothingDb) {
            missing += (missing.empty() ? "" : " and ") + std::to_string(c + 1);
            ++missingCount;
        }
        noisy = noisy || overNoiseDb < kNoisyDb;
        unlike = unlike || mean(channels[c], &Heard::explained) < kUnlike;
        turned = turned || std::any_of(channels[c].begin(), channels[c].end(),
                                       [&](const Heard& h) { return h.sign != channels[0][0].sign; });
    }
    if (missingCount == channels.size()) return "nothing came back; check the cables, the channels and the levels";
    if (missingCount > 0) return "nothing came back on channel " + missing + "; check its cables";
    if (noisy) return "the noise is within 20 dB of the ping; raise the level or find what hums";
    if (unlike)
        return "what came back is not the ping alone; stop other sound, lower the level if the gear distorts, and switch "
               "echoes off";
    if (turned) return "the channels come back with unlike polarity; check the cables";
    if (spread > kDisagree)
        return "the pings disagree about the delay; use one clock for playing and capturing, a larger buffer, and try again";
    return {};
}

}  // namespace

AudioBuffer loopPing(double sampleRateHz, int channelCount, double levelDbfs, int repeats) {
    const PingLayout layout(sampleRateHz, channelCount);
    const auto sweep = pingSweep(sampleRateHz, layout.sweepFrames);
    const double level = gainFromDb(levelDbfs);
    AudioBuffer ping(channelCount, layout.pingFrames() * static_cast<std::size_t>(repeats));
    for (int r = 0; r < repeats; ++r) {
        for (int c = 0; c < channelCount; ++c) {
            for (std::size_t n = 0; n < sweep.size(); ++n)
                ping.channel(c)[layout.start(r, c) + n] = static_cast<float>(level * sweep[n]);
        }
    }
    return ping;
}

LoopMeasurement measureLoop(const AudioBuffer& sent, const AudioBuffer& captured, double rate, int repeats) {
    LoopMeasurement m;
    const int channelCount = sent.channelCount();
    if (captured.channelCount() < channelCount || captured.frameCount() < sent.frameCount()) {
        m.reason = "less came back than was sent; choose as many returns as sends and try again";
        return m;
    }
    const PingLayout layout(rate, channelCount);
    assert(repeats > 0 && sent.frameCount() == layout.pingFrames() * static_cast<std::size_t>(repeats));
    const std::ptrdiff_t latest = static_cast<std::ptrdiff_t>(captured.frameCount() - sent.frameCount() + layout.gapFrames);
    const Whole whole = wholeDelay(sent, captured, rate, latest);
    m.swapped = whole.swapped;

    const std::size_t first = layout.start(0, 0);
    std::vector<double> sweep(layout.sweepFrames);
    std::copy_n(sent.channel(0).begin() + static_cast<std::ptrdiff_t>(first), sweep.size(), sweep.begin());
    PingReader reader(rate, sweep);
    std::vector<std::vector<Heard>> channels;
    std::vector<Heard> all;
    std::vector<double> noise;
    double noisePower = 0.0;
    for (int c = 0; c < channelCount; ++c) {
        const auto& back = captured.channel(whole.swapped ? 1 - c : c);
        channels.emplace_back();
        for (int r = 0; r < repeats; ++r) {
            channels.back().push_back(heard(reader, back, static_cast<std::ptrdiff_t>(layout.start(r, c)), whole.delay));
        }
        all.insert(all.end(), channels.back().begin(), channels.back().end());
        // From a fifth of the silence on, so that what the gear still rings with from before is gone.
        const Level quiet = measureLevel(back.data() + first / 5, first - first / 5 - static_cast<std::size_t>(-kEarliest));
        noise.push_back(quiet.rms * quiet.rms * static_cast<double>(layout.sweepFrames));
        noisePower += quiet.rms * quiet.rms / channelCount;
    }
    const auto [least, most] = std::minmax_element(
        all.begin(), all.end(), [](const Heard& x, const Heard& y) { return x.delayFrames < y.delayFrames; });
    m.delayFrames = mean(all, &Heard::delayFrames);
    m.delaySpreadFrames = most->delayFrames - least->delayFrames;
    m.gainDb = dbFromPower(mean(all, &Heard::gainPower));
    m.inverted = mean(all, &Heard::sign) < 0.0;
    m.noiseDbfs = levelDb(std::sqrt(noisePower));
    m.confidence = mean(all, &Heard::explained);
    m.reason = clipped(captured) ? "the return clipped; lower the level" : objection(channels, noise, m.delaySpreadFrames);
    m.accepted = m.reason.empty();
    return m;
}

}  // namespace detent::dsp
