// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/windowed_sinc.h"

#include <cassert>
#include <cmath>
#include <numbers>

namespace detent::dsp {
namespace {

double besselI0(double x) {
    double sum = 1.0, term = 1.0;
    for (int k = 1; term > 1e-18 * sum; ++k) {
        const double factor = x / (2.0 * k);
        term *= factor * factor;
        sum += term;
    }
    return sum;
}

double sinc(double x) {
    const double angle = std::numbers::pi * x;
    return std::abs(angle) < 1e-9 ? 1.0 : std::sin(angle) / angle;
}

}  // namespace

double kaiser(double x, double beta) {
    return std::abs(x) > 1.0 ? 0.0 : besselI0(beta * std::sqrt(1.0 - x * x)) / besselI0(beta);
}

std::vector<double> sincKernel(double fraction, int half, double beta, double cutoff) {
    assert(fraction >= 0.0 && fraction < 1.0 && half > 0);
    std::vector<double> taps(static_cast<std::size_t>(2 * half));
    double sum = 0.0;
    for (int k = 0; k < 2 * half; ++k) {
        const double t = k - (half - 1) - fraction;
        const double tap = 2.0 * cutoff * sinc(2.0 * cutoff * t) * kaiser(t / half, beta);
        taps[static_cast<std::size_t>(k)] = tap;
        sum += tap;
    }
    for (double& tap : taps) tap /= sum;
    return taps;
}

}  // namespace detent::dsp
