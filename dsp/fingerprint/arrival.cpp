// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/arrival.h"

#include "dsp/core/fft.h"
#include "dsp/meter/level.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace detent::dsp {
namespace {

constexpr std::ptrdiff_t kEarliestFrames = -64;
constexpr double kLatestSeconds = 3.0;
constexpr float kFullScale = 0.9999F;
constexpr int kClippedRun = 3;
constexpr double kSilentPeak = 1e-5;  ///< peak: -100 dBFS, below the noise of any gear that is on

std::string seconds(std::size_t frames, double rate) {
    const auto hundredths = static_cast<long>(static_cast<double>(frames) / rate * 100.0);
    const std::string rest = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" : "") + rest + " s";
}

/// First frame of a run at full scale; the size where there is none.
std::size_t firstClipped(const std::vector<float>& samples) {
    int run = 0;
    for (std::size_t n = 0; n < samples.size(); ++n) {
        run = std::abs(samples[n]) >= kFullScale ? run + 1 : 0;
        if (run == kClippedRun) return n;
    }
    return samples.size();
}

}  // namespace

Result<void> checkReturn(const ProbeLayout& layout, const AudioBuffer& captured) {
    if (captured.frameCount() < layout.frameCount) {
        return Problem{Fault::NotSo,
                       "the return ends after " + seconds(captured.frameCount(), layout.sampleRateHz) +
                           " and the probe takes " + seconds(layout.frameCount, layout.sampleRateHz),
                       "record the whole probe"};
    }
    for (int c = 0; c < captured.channelCount(); ++c) {
        const auto& samples = captured.channel(c);
        const std::string channel = "channel " + std::to_string(c + 1);
        if (!std::all_of(samples.begin(), samples.end(), [](float x) { return std::isfinite(x); }))
            return Problem{Fault::NotSo, channel + " of the return holds samples that are no numbers", "record it anew"};
        if (measureLevel(samples.data(), samples.size()).peak < kSilentPeak)
            return Problem{Fault::NotSo, channel + " of the return is silent",
                           "check the cables, the channels and the levels"};
        if (const std::size_t at = firstClipped(samples); at < samples.size()) {
            return Problem{Fault::NotSo, channel + " of the return is clipped at " + seconds(at, layout.sampleRateHz),
                           "turn the return down, or the send"};
        }
    }
    return {};
}

std::ptrdiff_t wholeDelay(const ProbeLayout& layout, const AudioBuffer& captured) {
    const ProbeSegment& sweep = layout.segment("sweep -40");
    const auto latest = static_cast<std::ptrdiff_t>(kLatestSeconds * layout.sampleRateHz);
    const auto sound = segmentSound(sweep, layout.sampleRateHz);
    const std::ptrdiff_t heard = static_cast<std::ptrdiff_t>(sound.size()) + latest - kEarliestFrames;
    RealFft fft(fftSize(static_cast<std::size_t>(heard)));
    auto time = fft.time();
    auto bins = fft.bins();
    std::fill(time.begin(), time.end(), 0.0);
    std::copy(sound.begin(), sound.end(), time.begin());
    fft.forward();
    const std::vector<std::complex<double>> sent(bins.begin(), bins.end());
    const double binHz = layout.sampleRateHz / static_cast<double>(fft.size());
    const auto low = static_cast<std::size_t>(50.0 / binHz),
               high = static_cast<std::size_t>(0.45 * layout.sampleRateHz / binHz);
    std::vector<double> peaks(static_cast<std::size_t>(latest - kEarliestFrames), 0.0);
    for (int c = 0; c < captured.channelCount(); ++c) {
        const auto& samples = captured.channel(c);
        for (std::ptrdiff_t n = 0; n < std::ssize(time); ++n) {
            const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(sweep.start) + kEarliestFrames + n;
            time[static_cast<std::size_t>(n)] =
                n < heard && at >= 0 && at < std::ssize(samples) ? samples[static_cast<std::size_t>(at)] : 0.0;
        }
        fft.forward();
        for (std::size_t k = 0; k < bins.size(); ++k) {
            const std::complex<double> cross = bins[k] * std::conj(sent[k]);
            bins[k] = k < low || k > high || cross == 0.0 ? 0.0 : cross / std::abs(cross);
        }
        fft.inverse();
        for (std::size_t n = 0; n < peaks.size(); ++n) peaks[n] += std::abs(time[n]);
    }
    return std::max_element(peaks.begin(), peaks.end()) - peaks.begin() + kEarliestFrames;
}

}  // namespace detent::dsp
