// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/biquad.h"

namespace detent::virt {

/// The bands' analogue prototypes, s in units of their frequency and g their gain as an amplitude:
///     low shelf   (s + g^(1/2)) / (s + g^(-1/2))       6 dB an octave, half its decibels at the frequency
///     high shelf  g (s + g^(-1/2)) / (s + g^(1/2))
///     bell        (s2 + s g^(1/2) / Q + 1) / (s2 + s g^(-1/2) / Q + 1)
enum class BandKind { LowShelf, Bell, HighShelf };

struct Band {
    BandKind kind = BandKind::Bell;
    double hz = 1000;
    double gainDb = 0;
    static constexpr double kBellQ = 0.9;
};

/// |H|^2 of the prototype at `hz`.
double prototypePower(const Band& band, double hz);

/// The minimum-phase biquad whose magnitude is the prototype's at 0, at half the sample rate and at three frequencies around
/// the band's, so that nothing is cramped below half the sample rate: within 0.15 dB everywhere at 44.1 kHz and above.
/// The power as a ratio of polynomials in sin^2(w/2), and its roots: M. Vicanek, "Matched second order digital filters",
/// 2016; unlike there the poles too follow from the magnitudes.
Biquad designBand(const Band& band, double sampleRateHz) noexcept;

}  // namespace detent::virt
