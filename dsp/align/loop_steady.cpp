// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/loop_steady.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kDisagree = 0.05;  ///< frames
constexpr double kStraight = 0.1;   ///< of the spread: the most a line may leave of a drift
constexpr double kWindowSeconds = 0.001;
constexpr double kUnlikePart = 0.25;  ///< of a window's energy; half a frame's step at 4 kHz
constexpr double kOverNoise = 25.0, kOfMean = 1e-3;

double spreadOf(std::vector<Heard>::const_iterator from, std::vector<Heard>::const_iterator to) {
    const auto [least, most] =
        std::minmax_element(from, to, [](const Heard& x, const Heard& y) { return x.delayFrames < y.delayFrames; });
    return most->delayFrames - least->delayFrames;
}

double meanDelay(std::vector<Heard>::const_iterator from, std::vector<Heard>::const_iterator to) {
    double sum = 0.0;
    for (auto at = from; at != to; ++at) sum += at->delayFrames / static_cast<double>(to - from);
    return sum;
}

/// Sets the line; what it leaves, RMS in frames.
double fitLine(const std::vector<Heard>& sweeps, Steadiness& result) {
    const auto count = static_cast<double>(sweeps.size());
    double start = 0.0, squares = 0.0, product = 0.0, left = 0.0;
    for (const Heard& h : sweeps) start += h.start / count;
    const double delay = meanDelay(sweeps.begin(), sweeps.end());
    for (const Heard& h : sweeps) {
        squares += (h.start - start) * (h.start - start);
        product += (h.start - start) * (h.delayFrames - delay);
    }
    if (squares <= 0.0) return 0.0;
    const double slope = product / squares;
    for (const Heard& h : sweeps) left += std::pow(h.delayFrames - delay - slope * (h.start - start), 2.0);
    result.driftPpm = 1e6 * slope;
    result.driftDeviationPpm = count > 2.0 ? 1e6 * std::sqrt(left / (count - 2.0) / squares) : 0.0;
    return std::sqrt(left / count);
}

}  // namespace

Steadiness steadiness(const std::vector<Heard>& sweeps) {
    Steadiness result;
    result.spreadFrames = spreadOf(sweeps.begin(), sweeps.end());
    const double left = fitLine(sweeps, result);
    if (result.spreadFrames <= kDisagree) return result;
    result.fault = LoopFault::Disagreement;
    if (left < kStraight * result.spreadFrames) {
        result.fault = LoopFault::Drift;
        return result;
    }
    for (std::size_t i = 1; i < sweeps.size(); ++i) {
        const auto at = sweeps.begin() + static_cast<std::ptrdiff_t>(i);
        if (spreadOf(sweeps.begin(), at) > kDisagree || spreadOf(at, sweeps.end()) > kDisagree) continue;
        result.fault = LoopFault::Jump;
        result.jumpAt = i;
        result.jumpFrames = meanDelay(at, sweeps.end()) - meanDelay(sweeps.begin(), at);
    }
    return result;
}

int brokenPing(const std::vector<float>& captured, const PingLayout& layout, int send,
               const std::vector<std::ptrdiff_t>& delays, double noise) {
    const auto window = static_cast<std::size_t>(kWindowSeconds * layout.sampleRateHz);
    const std::size_t windows = layout.sweepFrames / window, pings = delays.size();
    std::vector<double> usual(windows), unlike(windows * pings), values(pings), sorted;
    double mean = 0.0;
    for (std::size_t n = 0; n < windows * window; ++n) {
        for (std::size_t r = 0; r < pings; ++r) {
            const auto at = static_cast<std::ptrdiff_t>(layout.start(static_cast<int>(r), send) + n) + delays[r];
            values[r] =
                at >= 0 && at < std::ssize(captured) ? static_cast<double>(captured[static_cast<std::size_t>(at)]) : 0.0;
        }
        sorted = values;
        std::sort(sorted.begin(), sorted.end());
        const double median = 0.5 * (sorted[pings / 2] + sorted[(pings - 1) / 2]);
        usual[n / window] += median * median;
        mean += median * median / static_cast<double>(windows);
        for (std::size_t r = 0; r < pings; ++r)
            unlike[n / window * pings + r] += (values[r] - median) * (values[r] - median);
    }
    int broken = -1;
    double most = 0.0;
    for (std::size_t w = 0; w < windows; ++w) {
        const double limit = kUnlikePart * usual[w] + kOverNoise * noise * static_cast<double>(window) + kOfMean * mean;
        for (std::size_t r = 0; r < pings; ++r) {
            const double over = unlike[w * pings + r] - limit;
            if (over > most) most = over, broken = static_cast<int>(r);
        }
    }
    return broken;
}

}  // namespace detent::dsp
