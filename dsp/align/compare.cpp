// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/compare.h"

#include "dsp/align/align.h"
#include "dsp/align/residual.h"
#include "dsp/core/decibels.h"
#include "dsp/meter/third_octave.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace detent::dsp {
namespace {

constexpr double kLowestHz = 20.0;    ///< of the gain: an offset is no gain
constexpr double kEmptyBand = 1e-14;  ///< of A's energy: below lies only what windows leak

double sum(const std::vector<double>& values, std::size_t end) {
    return std::accumulate(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
}

std::vector<BandDifference> bandsOf(const ResidualSpectra& spectra, const std::vector<double>& ofB,
                                    const std::vector<double>& left, double highestHz) {
    const double least = kEmptyBand * sum(spectra.aa, spectra.aa.size());
    std::vector<BandDifference> bands;
    for (const ThirdOctave& band : thirdOctaves(highestHz)) {
        const double a = bandEnergy(band, spectra.aa, spectra.binHz), b = bandEnergy(band, ofB, spectra.binHz);
        BandDifference difference{band.nominalHz, std::nullopt, std::nullopt};
        if (a > least && b > 0.0) difference.gainDb = dbFromPower(b / a);
        if (a > least) difference.residualDb = dbFromPower(bandEnergy(band, left, spectra.binHz) / a);
        bands.push_back(difference);
    }
    return bands;
}

}  // namespace

Result<Difference> compare(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, const CompareRange& range,
                           const Progress& progress) {
    const auto aligned = align(a, b, sampleRateHz, range, within(progress, 0.0, 0.4));
    if (!aligned) return aligned.problem();
    const DelayLine& line = aligned->line;
    const FrameSpan span = commonFrames(line, spanOf(range, a.frameCount()), b.frameCount());
    if (span.length() == 0)
        return Problem{Fault::NotSo, "the two recordings do not overlap there", "choose a part that both have"};
    const auto spectra = residualSpectra(a, b, sampleRateHz, span, line, aligned->gain, within(progress, 0.4, 1.0));
    if (!spectra) return spectra.problem();
    const double highestHz = (line.whole() ? 0.5 : Aligned::kBandEnd) * sampleRateHz;
    const std::size_t end = line.whole() ? spectra->aa.size() : spectra->bin(highestHz);
    const double gain = spectra->gain(spectra->bin(kLowestHz), end);
    if (gain == 0.0) return unlike();
    const auto ofB = spectra->ofB(), left = spectra->left(gain);
    const double energyA = sum(spectra->aa, end), energyB = sum(ofB, end);

    Difference difference;
    difference.delayFrames = line.at(static_cast<double>(span.from));
    if (aligned->slope) difference.driftPpm = 1e6 * *aligned->slope;
    difference.inverted = gain < 0.0;
    difference.gainDb = dbFromGain(gain);
    difference.residualDb = energyA > 0.0 ? dbFromPower(sum(left, end) / energyA) : 0.0;
    difference.esr = std::pow(10.0, difference.residualDb / 10.0);
    const double product = spectra->provisionalGain * energyA + sum(spectra->ae, end);
    difference.confidence = energyA * energyB > 0.0 ? std::min(1.0, std::abs(product) / std::sqrt(energyA * energyB)) : 0.0;
    difference.bands = bandsOf(*spectra, ofB, left, highestHz);
    if (!goesOn(progress, 1.0)) return cancelled();
    return difference;
}

AudioBuffer shifted(const AudioBuffer& audio, double delayFrames) {
    AudioBuffer out(audio.channelCount(), audio.frameCount());
    Aligned earlier(audio, {-delayFrames, 0.0, 0.0});
    std::vector<double> block(std::min<std::size_t>(audio.frameCount(), 1U << 16));
    for (int c = 0; c < audio.channelCount(); ++c) {
        for (std::size_t at = 0; at < audio.frameCount(); at += block.size()) {
            const std::size_t count = std::min(block.size(), audio.frameCount() - at);
            earlier.read(c, static_cast<std::int64_t>(at), {block.data(), count});
            std::transform(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(count),
                           out.channel(c).begin() + static_cast<std::ptrdiff_t>(at),
                           [](double x) { return static_cast<float>(x); });
        }
    }
    return out;
}

}  // namespace detent::dsp
