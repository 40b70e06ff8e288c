// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/refine.h"

#include "dsp/align/cross_phase.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kBlockSeconds = 0.17;  ///< 8192 frames at 44.1 and 48 kHz
constexpr double kSegmentSeconds = 2.5;
constexpr int kMostSegments = 24;
constexpr double kDriftSeconds = 10.0;  ///< no drift is stated below this
constexpr int kPasses = 4;
constexpr double kNoDrift = 5e-4;  ///< frames over the range: nothing to take out

struct Point {
    double frame = 0, delay = 0, weight = 0;
};

struct Fit {
    double delay = 0, slope = 0, middle = 0;
    double slopeError = 0;  ///< standard error
    double at(double frame) const { return delay + slope * (frame - middle); }
};

Fit fitted(const std::vector<Point>& points, bool sloped) {
    double sum = 0.0, frames = 0.0, delays = 0.0;
    for (const Point& p : points) {
        sum += p.weight;
        frames += p.weight * p.frame;
        delays += p.weight * p.delay;
    }
    if (sum <= 0.0) return {};
    Fit fit{delays / sum, 0.0, frames / sum, 0.0};
    double spread = 0.0, product = 0.0, error = 0.0;
    for (const Point& p : points) {
        spread += p.weight * (p.frame - fit.middle) * (p.frame - fit.middle);
        product += p.weight * (p.frame - fit.middle) * (p.delay - fit.delay);
    }
    if (!sloped || spread <= 0.0) return fit;
    fit.slope = product / spread;
    for (const Point& p : points) error += p.weight * (p.delay - fit.at(p.frame)) * (p.delay - fit.at(p.frame));
    const auto freedom = std::max<double>(1.0, static_cast<double>(points.size()) - 2.0);
    fit.slopeError = std::sqrt(error / freedom / spread);
    return fit;
}

/// Fits, drops what lies far off (a segment of silence, a loop's wrong repeat), and fits again.
Fit robustly(std::vector<Point> points, bool sloped) {
    for (int round = 0; round < 2 && points.size() > 4; ++round) {
        const Fit fit = fitted(points, sloped);
        std::vector<double> off;
        for (const Point& p : points) off.push_back(std::abs(p.delay - fit.at(p.frame)));
        auto sorted = off;
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
        const double limit = 6.0 * sorted[sorted.size() / 2] + 0.002;
        std::size_t i = 0;
        std::erase_if(points, [&](const Point&) { return off[i++] > limit; });
    }
    return fitted(points, sloped);
}

std::vector<Point> measured(const CrossSpectra& spectra, const std::vector<double>& weights, double reach, double sign) {
    std::vector<Point> points;
    for (std::size_t q = 0; q < spectra.segments.size(); ++q) {
        const PhaseDelay found = reach > 0.0 ? phasePeak(spectra.segments[q], weights, reach)
                                             : phaseDelay(spectra.segments[q], weights, 0.0, sign);
        if (found.certainty > 0.0) points.push_back({spectra.centres[q], found.delayFrames, found.certainty});
    }
    return points;
}

CrossSpectrum sum(const CrossSpectra& spectra) {
    CrossSpectrum all(spectra.powerA.size());
    for (const auto& segment : spectra.segments) {
        for (std::size_t k = 0; k < all.size(); ++k) all[k] += segment[k];
    }
    return all;
}

}  // namespace

Result<RefinedDelay> refineDelay(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, FrameSpan range,
                                 const FoundDelay& found, const Progress& progress) {
    DelayLine line = found.line;
    const FrameSpan common = commonFrames(line, range, b.frameCount());
    const double seconds = static_cast<double>(common.length()) / sampleRateHz;
    std::size_t block = fftSize(static_cast<std::size_t>(kBlockSeconds * sampleRateHz));
    while (block > 512 && static_cast<std::int64_t>(6 * block) > common.length()) block /= 2;
    if (common.length() < static_cast<std::int64_t>(block)) {
        return Problem{Fault::NotSo, "the two recordings hardly overlap", "choose a part that both have"};
    }
    const int segments = std::clamp(static_cast<int>(seconds / kSegmentSeconds), 1, kMostSegments);
    const bool sloped = seconds >= kDriftSeconds && segments >= 4;
    double sign = 1.0;
    RefinedDelay refined;
    for (int pass = 0; pass < kPasses; ++pass) {
        if (!goesOn(progress, static_cast<double>(pass) / kPasses)) return cancelled();
        const CrossSpectra spectra = crossSpectra(a, b, common, line, block, segments);
        const auto weights = coherenceWeights(spectra, sampleRateHz);
        if (pass > 0) sign = phasePeak(sum(spectra), weights, 1.0).peak < 0.0 ? -1.0 : 1.0;
        const auto points = measured(spectra, weights, pass == 0 ? found.reachFrames : 0.0, sign);
        if (points.empty()) return unlike();
        const Fit fit = robustly(points, sloped);
        const double middle = 0.5 * static_cast<double>(common.from + common.to);
        line = {line.at(middle) + fit.at(middle), line.slope + fit.slope, middle};
        if (pass == 0) continue;
        if (sloped) refined.slope = line.slope;
        const double over = std::abs(line.slope) * static_cast<double>(common.length());
        const bool drifts = over > kNoDrift && std::abs(line.slope) > 4.0 * fit.slopeError;
        refined.line = drifts ? line : DelayLine{line.delayFrames, 0.0, middle};
        refined.gain = spectra.gain();
    }
    return refined;
}

}  // namespace detent::dsp
