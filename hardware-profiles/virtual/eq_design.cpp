// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/eq_design.h"

#include <algorithm>
#include <complex>
#include <numbers>
#include <optional>

namespace detent::virt {
namespace {

using Row = std::array<double, 4>;
using System = std::array<Row, 3>;

/// Gauss and Jordan, with pivots.
std::array<double, 3> solved(System rows) {
    for (std::size_t k = 0; k < 3; ++k) {
        const auto pivot = std::max_element(rows.begin() + static_cast<std::ptrdiff_t>(k), rows.end(),
                                            [k](const Row& a, const Row& b) { return std::abs(a[k]) < std::abs(b[k]); });
        std::swap(rows[k], *pivot);
        for (std::size_t i = 0; i < 3; ++i) {
            if (i == k) continue;
            const double ratio = rows[i][k] / rows[k][k];
            for (std::size_t j = k; j < 4; ++j) rows[i][j] -= ratio * rows[k][j];
        }
    }
    return {rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2]};
}

/// The minimum-phase c0 + c1/z + c2/z2 of power p0 cos2 + p1 sin2 + 4 p2 cos2 sin2 (of half the angle); none where that is
/// negative.
std::optional<std::array<double, 3>> rooted(double p0, double p1, double p2) {
    if (!(p0 > 0) || !(p1 > 0)) return std::nullopt;
    const double half = 0.5 * (std::sqrt(p0) + std::sqrt(p1));
    const double under = half * half + p2;
    if (!(under >= 0)) return std::nullopt;
    const double c0 = 0.5 * (half + std::sqrt(under));
    return std::array{c0, 0.5 * (std::sqrt(p0) - std::sqrt(p1)), -0.25 * p2 / c0};
}

/// Where the magnitudes are matched, besides 0 and half the rate.
std::array<double, 3> matchedHz(const Band& band, double nyquistHz) {
    const bool bell = band.kind == BandKind::Bell;
    const double middle = std::min(band.hz, 0.7 * nyquistHz);
    return {0.5 * middle, middle, std::min((bell ? 2.0 : 2.5) * middle, 0.85 * nyquistHz)};
}

}  // namespace

double prototypePower(const Band& band, double hz) {
    const double x = hz / band.hz, gain = std::pow(10.0, band.gainDb / 20.0);
    switch (band.kind) {
        case BandKind::LowShelf:
            return (x * x + gain) / (x * x + 1.0 / gain);
        case BandKind::HighShelf:
            return gain * gain * (x * x + 1.0 / gain) / (x * x + gain);
        case BandKind::Bell:
            break;
    }
    const double root = std::sqrt(gain) / Band::kBellQ, under = 1.0 / (std::sqrt(gain) * Band::kBellQ);
    const std::complex<double> s(0.0, x);
    return std::norm(s * s + s * root + 1.0) / std::norm(s * s + s * under + 1.0);
}

Biquad designBand(const Band& band, double sampleRateHz) noexcept {
    if (band.gainDb == 0.0) return {};
    const double nyquistHz = 0.5 * sampleRateHz;
    const double atZero = prototypePower(band, 0.0), atNyquist = prototypePower(band, nyquistHz);
    const auto points = matchedHz(band, nyquistHz);
    System system;  // of A1, A2 and B2, with A0 = 1, B0 = atZero and B1 = atNyquist A1
    for (std::size_t i = 0; i < 3; ++i) {
        const double sine = std::sin(0.5 * std::numbers::pi * points[i] / nyquistHz);
        const double sin2 = sine * sine, cos2 = 1.0 - sin2, both = 4.0 * sin2 * cos2;
        const double power = prototypePower(band, points[i]);
        system[i] = {(atNyquist - power) * sin2, -power * both, both, (power - atZero) * cos2};
    }
    const auto [a1, a2, b2] = solved(system);
    const auto poles = rooted(1.0, a1, a2), zeros = rooted(atZero, atNyquist * a1, b2);
    assert(poles && zeros && "the bands' positions and gains all have a solution");
    if (!poles || !zeros) return {};
    const double scale = 1.0 / (*poles)[0];
    return {(*zeros)[0] * scale, (*zeros)[1] * scale, (*zeros)[2] * scale, (*poles)[1] * scale, (*poles)[2] * scale};
}

}  // namespace detent::virt
