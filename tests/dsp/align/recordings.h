// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of dsp/align do to a recording. The shifts are not made by our interpolator: exact functions, the phases of
// one FFT over everything, or libsoxr.
#pragma once

#include "dsp/core/decibels.h"
#include "dsp/core/fft.h"
#include "tests/dsp/sounds.h"

#include <QFile>
#include <QString>
#include <complex>
#include <functional>
#include <soxr.h>

namespace detent::test {

/// Fades both ends over 50 ms, so that a shift by one FFT has nothing to wrap around.
inline void fadeEnds(dsp::AudioBuffer& audio, double rate) {
    const auto fade = static_cast<std::size_t>(0.05 * rate);
    for (int c = 0; c < audio.channelCount(); ++c) {
        auto& samples = audio.channel(c);
        for (std::size_t n = 0; n < fade; ++n) {
            const auto gain = static_cast<float>(
                0.5 - 0.5 * std::cos(std::numbers::pi * static_cast<double>(n) / static_cast<double>(fade)));
            samples[n] *= gain;
            samples[samples.size() - 1 - n] *= gain;
        }
    }
}

/// One of lincity-ng-data's three pieces at 44.1 kHz, or nothing where they are not installed.
inline std::optional<dsp::AudioBuffer> pieceOfMusic(int track, double fromSeconds, double seconds) {
    static const char* kNames[] = {"01 - pronobozo - lincity", "02 - Robert van Herk - City Blues",
                                   "03 - Robert van Herk - Architectural Contemplations"};
    auto reader = dsp::AudioReader::open(std::string("/usr/share/games/lincity-ng/music/default/") + kNames[track] + ".ogg");
    if (!reader) return std::nullopt;
    dsp::AudioBuffer audio(2, static_cast<std::size_t>(seconds * 44100.0));
    std::vector<float*> pointers;
    if (!reader->seek(static_cast<std::int64_t>(fromSeconds * 44100.0)) || !reader->read(viewOf(audio, pointers)))
        return std::nullopt;
    fadeEnds(audio, 44100.0);
    return audio;
}

/// Later by any number of frames through the phases of one FFT; `longer` frames more at the end. `response` is a filter's, by
/// its frequency over the rate.
inline dsp::AudioBuffer fftShifted(const dsp::AudioBuffer& audio, double frames, double gain = 1.0, std::size_t longer = 200,
                                   const std::function<std::complex<double>(double)>& response = {}) {
    dsp::RealFft fft(dsp::fftSize(audio.frameCount() + longer + static_cast<std::size_t>(std::abs(frames)) + 4096));
    dsp::AudioBuffer out(audio.channelCount(), audio.frameCount() + longer);
    for (int c = 0; c < audio.channelCount(); ++c) {
        std::fill(fft.time().begin(), fft.time().end(), 0.0);
        std::copy(audio.channel(c).begin(), audio.channel(c).end(), fft.time().begin());
        fft.forward();
        for (std::size_t k = 0; k < fft.bins().size(); ++k) {
            const double turns = static_cast<double>(k) * frames / static_cast<double>(fft.size());
            fft.bins()[k] *= std::polar(gain, -2.0 * std::numbers::pi * (turns - std::floor(turns)));
            if (response) fft.bins()[k] *= response(static_cast<double>(k) / static_cast<double>(fft.size()));
        }
        fft.bins().back() = 0.0;
        fft.inverse();
        for (std::size_t n = 0; n < out.frameCount(); ++n) out.channel(c)[n] = static_cast<float>(fft.time()[n]);
    }
    return out;
}

/// libsoxr at its best from one rate to another; frame 0 stays frame 0. In small pieces, as its queues grow by copying.
inline std::vector<float> soxrResampled(const std::vector<float>& in, double fromRate, double toRate) {
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, SOXR_HI_PREC_CLOCK);
    const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const soxr_t soxr = soxr_create(fromRate, toRate, 1, nullptr, &io, &quality, nullptr);
    std::vector<float> out, block(1 << 16);
    const std::size_t most = toRate > fromRate ? 512 : 1 << 16;
    for (std::size_t at = 0, made = 1; made > 0;) {
        std::size_t used = 0;
        const std::size_t count = std::min(most, in.size() - at);
        soxr_process(soxr, count > 0 ? in.data() + at : nullptr, count, &used, block.data(), block.size(), &made);
        out.insert(out.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(made));
        at += used;
        if (at < in.size()) made = 1;
    }
    soxr_delete(soxr);
    return out;
}

/// White noise so many dB below the recording's own RMS.
inline void addNoise(dsp::AudioBuffer& audio, double belowDb, unsigned seed) {
    std::mt19937 random(seed);
    double power = 0.0;
    for (int c = 0; c < audio.channelCount(); ++c) {
        for (const float x : audio.channel(c))
            power += static_cast<double>(x) * x / static_cast<double>(audio.frameCount()) / audio.channelCount();
    }
    std::normal_distribution<double> noise(0.0, std::sqrt(power) * dsp::gainFromDb(-belowDb));
    for (int c = 0; c < audio.channelCount(); ++c) {
        for (float& x : audio.channel(c)) x += static_cast<float>(noise(random));
    }
}

/// A bell or shelf after the RBJ cookbook, as gear has.
struct Equaliser {
    double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;

    static Equaliser bell(double rate, double hz, double q, double db) {
        const double a = std::pow(10.0, db / 40.0), w = 2.0 * std::numbers::pi * hz / rate, alpha = std::sin(w) / (2.0 * q);
        const double a0 = 1.0 + alpha / a;
        return {(1.0 + alpha * a) / a0, -2.0 * std::cos(w) / a0, (1.0 - alpha * a) / a0, -2.0 * std::cos(w) / a0,
                (1.0 - alpha / a) / a0};
    }
    void apply(std::vector<float>& samples) const {
        double s1 = 0.0, s2 = 0.0;
        for (float& x : samples) {
            const double in = x, y = b0 * in + s1;
            s1 = b1 * in - a1 * y + s2;
            s2 = b2 * in - a2 * y;
            x = static_cast<float>(y);
        }
    }
    void apply(dsp::AudioBuffer& audio) const {
        for (int c = 0; c < audio.channelCount(); ++c) apply(audio.channel(c));
    }
};

/// Feed-forward, 4:1 over `thresholdDb`, 5 ms and 80 ms, no look-ahead.
inline void compress(dsp::AudioBuffer& audio, double rate, double thresholdDb) {
    const double threshold = dsp::gainFromDb(thresholdDb), attack = std::exp(-1.0 / (0.005 * rate)),
                 release = std::exp(-1.0 / (0.08 * rate));
    double level = 0.0;
    for (std::size_t n = 0; n < audio.frameCount(); ++n) {
        double peak = 0.0;
        for (int c = 0; c < audio.channelCount(); ++c)
            peak = std::max(peak, static_cast<double>(std::abs(audio.channel(c)[n])));
        const double keep = peak > level ? attack : release;
        level = keep * level + (1.0 - keep) * peak;
        const double gain = level > threshold ? std::pow(level / threshold, -0.75) : 1.0;
        for (int c = 0; c < audio.channelCount(); ++c) audio.channel(c)[n] *= static_cast<float>(gain);
    }
}

}  // namespace detent::test
