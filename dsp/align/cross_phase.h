// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/delay_line.h"
#include "dsp/core/fft.h"

#include <complex>
#include <vector>

namespace detent::dsp {

using CrossSpectrum = std::vector<std::complex<double>>;

/// What blocks of A and B along a line have to do with each other.
struct CrossSpectra {
    std::vector<CrossSpectrum> segments;  ///< B times A conjugated, the line's delay taken out; one per segment of the range
    std::vector<double> centres;          ///< frame of A in the middle of each segment's blocks
    std::vector<double> powerA, powerB;   ///< over all
    int blocksPerSegment = 0;

    /// B over A by least squares, signed.
    double gain() const;
};

/// Up to 320 blocks of `blockFrames`, spread over `range` in `segmentCount` segments; all channels.
CrossSpectra crossSpectra(const AudioBuffer& a, const AudioBuffer& b, FrameSpan range, const DelayLine& line,
                          std::size_t blockFrames, int segmentCount);

/// What makes every bin count by its coherence / (1 - coherence), at most 10^5, whatever its level over the whole range; a
/// segment in which it is louder than elsewhere says more. 0 outside 20 Hz .. 0.46 of the rate.
std::vector<double> coherenceWeights(const CrossSpectra& spectra, double sampleRateHz);

struct PhaseDelay {
    double delayFrames = 0;
    double peak = 0;       ///< signed: the weighted correlation there, negative where B is inverted
    double certainty = 0;  ///< its curvature: weight of this estimate among others; 0 where there is none
};

/// The most pronounced shift within +-reachFrames.
PhaseDelay phasePeak(const CrossSpectrum& spectrum, const std::vector<double>& weights, double reachFrames);
/// Newton steps from `start` on the same curve, times `sign`.
PhaseDelay phaseDelay(const CrossSpectrum& spectrum, const std::vector<double>& weights, double start, double sign);

}  // namespace detent::dsp
