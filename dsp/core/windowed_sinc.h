// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace detent::dsp {

/// Kaiser window at -1 <= x <= 1, 0 outside.
double kaiser(double x, double beta);

/// 2 * half taps that move a signal later by `half - 1 + fraction` frames, 0 <= fraction < 1: a Kaiser-windowed sinc with its
/// -6 dB point at `cutoff` (of the sample rate). cutoff 0.5 keeps everything it can; lower ones end below half the rate, so
/// that two signals filtered with different fractions stay alike to the last bin.
std::vector<double> sincKernel(double fraction, int half, double beta, double cutoff = 0.5);

}  // namespace detent::dsp
