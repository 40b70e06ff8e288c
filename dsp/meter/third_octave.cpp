// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/third_octave.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace detent::dsp {

std::vector<ThirdOctave> thirdOctaves(double highestHz) {
    static constexpr std::array<double, 10> kNames = {1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0};
    std::vector<ThirdOctave> bands;
    for (int n = 14; n <= 46; ++n) {  // tenths of a decade over 1 Hz: 25 Hz to 40 kHz
        const double centre = std::pow(10.0, 0.1 * n), edge = std::pow(10.0, 0.05);
        if (centre > highestHz) break;
        const double name = kNames[static_cast<std::size_t>(n % 10)] * std::pow(10.0, n / 10);
        bands.push_back({std::round(name * 100.0) / 100.0, centre / edge, std::min(centre * edge, highestHz)});
    }
    return bands;
}

double bandEnergy(const ThirdOctave& band, std::span<const double> bins, double binHz) {
    const double low = band.lowHz / binHz, high = band.highHz / binHz;
    double sum = 0.0;
    for (auto k = static_cast<std::size_t>(low); k < bins.size() && static_cast<double>(k) - 0.5 < high; ++k) {
        const double centre = static_cast<double>(k);
        sum += bins[k] * std::max(0.0, std::min(high, centre + 0.5) - std::max(low, centre - 0.5));
    }
    return sum;
}

}  // namespace detent::dsp
