// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/delay_line.h"
#include "dsp/base/result.h"
#include "dsp/core/progress.h"

#include <vector>

namespace detent::dsp {

/// Energies per FFT bin over every frame of the span, all channels, with B laid on A.
///
/// Kept is E = B - g A for a provisional g close to the true gain: what B and any other gain give follows from it without
/// losing the small differences to rounding.
struct ResidualSpectra {
    double binHz = 0;
    double provisionalGain = 1;
    std::vector<double> aa, ae, ee;

    std::size_t bin(double hz) const;
    /// B over A by least squares over the bins [first, last), signed.
    double gain(std::size_t first, std::size_t last) const;
    std::vector<double> ofB() const;                 ///< energy of B per bin
    std::vector<double> left(double gain) const;     ///< energy of B / gain - A per bin; `gain` is not 0
};

/// Errors: Fault::Cancelled.
Result<ResidualSpectra> residualSpectra(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, FrameSpan span,
                                        const DelayLine& line, double provisionalGain, const Progress& progress);

}  // namespace detent::dsp
