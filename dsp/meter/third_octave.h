// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace detent::dsp {

/// One third of an octave on the base-ten scale (IEC 61260-1:2014, 5.2 to 5.6).
struct ThirdOctave {
    double nominalHz = 0;          ///< what it is called: 25, 31.5, 40 ...
    double lowHz = 0, highHz = 0;  ///< edges: the exact centre times 10^(-1/20) and 10^(1/20)
};

/// From 25 Hz up to the last band whose centre lies below `highestHz`, where that is cut; 40 kHz at most.
std::vector<ThirdOctave> thirdOctaves(double highestHz);

/// The part of a spectrum's energy that lies in the band; bin k stands for k * binHz +- binHz / 2.
double bandEnergy(const ThirdOctave& band, std::span<const double> bins, double binHz);

}  // namespace detent::dsp
