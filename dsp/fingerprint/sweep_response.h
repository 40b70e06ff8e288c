// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/fft.h"
#include "dsp/signal/probe.h"

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace detent::dsp {

constexpr int kHighestHarmonic = 9;

/// What a synchronised swept sine came back as: the response to it, and apart from it in time that of every harmonic
/// (Novak, Lotton, Simon, JAES 63(10), 2015). Delays are counted from the whole frames the reader was given.
class SweepResponse {
public:
    /// Amplitude and phase of harmonic k at the output frequency k * `hz`, for a sine of `hz` at the sweep's level: k = 1 is
    /// the response. Read through a window of 60 periods, so what rings for more than 30 is smoothed.
    std::complex<double> at(double hz, int harmonic = 1) const;
    /// Standard deviation of `at` where the return bears noise of this density (variance per frame, were it white).
    double deviation(double hz, int harmonic, double density) const;
    /// Can harmonic k of `hz` be read: both lie within what the sweep covers.
    bool covers(double hz, int harmonic) const;

    /// Response of the first `seconds` about the whole delay, faded out: bins 0..size/2 of the least power of two that holds
    /// them, as slopeDelay reads it.
    std::vector<std::complex<double>> bins(double seconds) const;
    /// Taps of the response: `before` frames ahead of the whole delay, `after` from it on, faded at both ends.
    std::vector<double> taps(std::size_t before, std::size_t after) const;
    /// 0..1: the part of the return's energy in the sweep's stretch that the response and its harmonics account for.
    double explained() const { return m_explained; }
    /// Of the return in the sweep's stretch.
    double energy() const { return m_energy; }

private:
    friend class SweepReader;
    struct Window {
        double before = 0, after = 0;
    };  ///< frames; half of each is flat, half falls
    Window windowOf(double hz, int harmonic) const;
    double lagOf(int harmonic) const;          ///< frames, negative: harmonics come early
    double impulse(std::ptrdiff_t lag) const;  ///< within the FFT's size either way

    double m_rate = 0, m_foldSeconds = 0, m_fromHz = 0, m_toHz = 0;
    std::vector<double> m_impulse;     ///< circular; lag 0 is the whole delay
    std::vector<double> m_sweepPower;  ///< |X|^2 of bins
    double m_explained = 0, m_energy = 0;
};

/// Reads the responses to one of a probe's sweeps; holds the FFT. One thread at a time.
class SweepReader {
public:
    SweepReader(const ProbeSegment& sweep, double sampleRateHz);

    /// The return of the sweep, `delay` whole frames late; frames outside are silence.
    SweepResponse read(const std::vector<float>& captured, std::ptrdiff_t delay);

private:
    void measureExplained(SweepResponse& response);

    ProbeSegment m_segment;
    double m_rate;
    std::size_t m_tail;  ///< frames of the gap after the sweep that are read too
    RealFft m_fft;
    std::vector<std::complex<double>> m_sweep;
};

}  // namespace detent::dsp
