// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/k_weighting.h"

#include <cmath>
#include <numbers>

namespace detent::dsp {
namespace {

// The analogue filters behind BS.1770's coefficients, found from them by undoing the bilinear transform at 48 kHz.
constexpr double kShelfHz = 1681.974450955533, kShelfDb = 3.999843853973347, kShelfQ = 0.7071752369554196;
constexpr double kShelfBand = 0.4996667741545416;  ///< exponent of the shelf's middle term
constexpr double kHighPassHz = 38.13547087602444, kHighPassQ = 0.5003270373238773;
constexpr double kSettled = 1e-60;
constexpr double kReferenceRateHz = 48000.0;

double highPassDenominator(double rate) {
    const double k = std::tan(std::numbers::pi * kHighPassHz / rate);
    return 1.0 + k / kHighPassQ + k * k;
}

}  // namespace

KWeighting::KWeighting(double rate) : m_sections{} {
    const double k = std::tan(std::numbers::pi * kShelfHz / rate);
    const double high = std::pow(10.0, kShelfDb / 20.0), band = std::pow(high, kShelfBand);
    const double a0 = 1.0 + k / kShelfQ + k * k;
    m_sections[0] = {(high + band * k / kShelfQ + k * k) / a0, 2.0 * (k * k - high) / a0,
                     (high - band * k / kShelfQ + k * k) / a0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / kShelfQ + k * k) / a0};
    const double h = std::tan(std::numbers::pi * kHighPassHz / rate);
    const double d0 = highPassDenominator(rate);
    // The standard's numerator is 1, -2, 1 at 48 kHz, a little above unity in the pass band; the same there at any rate.
    const double b = highPassDenominator(kReferenceRateHz) / d0;
    m_sections[1] = {b, -2.0 * b, b, 2.0 * (h * h - 1.0) / d0, (1.0 - h / kHighPassQ + h * h) / d0};
}

double KWeighting::Section::process(double x) noexcept {
    const double y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    if (std::abs(s2) < kSettled) s2 = 0.0;  // silence does not end in slow denormal numbers
    if (std::abs(s1) < kSettled) s1 = 0.0;
    return y;
}

double KWeighting::process(double x) noexcept {
    return m_sections[1].process(m_sections[0].process(x));
}

void KWeighting::reset() noexcept {
    for (Section& section : m_sections) section.s1 = section.s2 = 0.0;
}

double loudnessWeight(int channel, int channelCount) {
    constexpr double kSurround = 1.41;
    if (channelCount == 4) return channel < 2 ? 1.0 : kSurround;
    if (channel < 3) return 1.0;
    if (channelCount == 5) return kSurround;
    return channel == 4 || channel == 5 ? kSurround : 0.0;
}

double loudnessOf(double meanSquare) {
    return -0.691 + 10.0 * std::log10(meanSquare);
}

}  // namespace detent::dsp
