// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/fft.h"

#include <complex>
#include <vector>

namespace detent::dsp {

/// What one sweep made of one return: the response about a whole number of frames after it.
struct PingResponse {
    std::vector<std::complex<double>> bins;  ///< response, the whole frames taken out; bins 0..size/2
    double energy = 0;                       ///< of the return in the sweep's stretch
    double explained = 0;                    ///< 0..1: the part of it that the response accounts for
};

/// Reads responses to one sweep; holds the FFTs.
class PingReader {
public:
    PingReader(double sampleRateHz, std::vector<double> sweep);

    /// The return from `at` on (already later by the whole delay); frames outside are silence.
    PingResponse read(const std::vector<float>& captured, std::ptrdiff_t at);

    double binHz() const { return m_rate / static_cast<double>(m_fft.size()); }

private:
    double m_rate;
    std::size_t m_sweepFrames;
    RealFft m_fft;
    std::vector<std::complex<double>> m_sweep;
    double m_most = 0;  ///< largest power of the sweep's bins
};

/// Delay from the phase's slope between 1 and 16 kHz (or 0.363 of the rate where that is less), in frames; `sign` of the
/// response there.
///
/// Three causes share the phase: a delay, filters far below (their phase fades as cot(omega / 2)), and as much of the least
/// phase that goes with the measured level as fits. A compressor, whose gain moves while the sweep runs, changes the level
/// and no phase; a filter changes both. What a filter above the audio band does (an analogue path that ends at 60 kHz) is
/// straight up to 16 kHz, bends the level by too little to be told, and counts as delay.
struct SlopeDelay {
    double frames = 0;
    double sign = 1;
};
SlopeDelay slopeDelay(const std::vector<std::complex<double>>& bins, double sampleRateHz);

}  // namespace detent::dsp
