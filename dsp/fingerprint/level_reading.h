// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/fingerprint/fingerprint.h"

#include <complex>
#include <functional>
#include <span>
#include <vector>

namespace detent::dsp {

/// One channel of a return and what is known of it before levels are read.
struct HeardChannel {
    const std::vector<float>& samples;
    std::ptrdiff_t delay = 0;  ///< whole frames
    double rate = 0;
    std::vector<double> taps;                  ///< of the response at rest
    std::size_t tapsBefore = 0;                ///< of them ahead of the whole delay
    double restDb = 0;                         ///< gain at rest about 1 kHz
    std::function<double(double hz)> density;  ///< of the noise

    /// The return of frames [start, start + frames) of the probe; frames outside the return are silence.
    std::vector<float> stretch(std::size_t start, std::size_t frames) const;
};

/// Complex amplitude of the line at `hz`, Hann-weighted.
std::complex<double> lineAmplitude(std::span<const float> samples, double hz, double rate);

/// Gain of a carrier's fundamental over the settled part of the segment: the later half, without its last twentieth.
LevelPoint carrierGain(const HeardChannel& heard, const ProbeSegment& segment);
/// The same over that part of another segment's time, for a bed that lies under it.
double bedGainDb(const HeardChannel& heard, const ProbeSegment& bed, const ProbeSegment& during);

constexpr double kLeastMoveDb = 0.3;  ///< of the gain, for a time constant to be told
constexpr double kSlowest = 0.7;      ///< of the way that must have been left behind by the segment's end

/// Three segments that follow each other: quiet, driven, quiet again. The gain is read frame by frame: the return against
/// what the response at rest makes of the signal, over 0.1 ms.
Step readStep(const HeardChannel& heard, const ProbeSegment& quiet, const ProbeSegment& driven, const ProbeSegment& release);

/// Distortion of a sine at one level.
struct ToneFigures {
    double thdDb = 0, thdNoiseDb = 0, thdDeviationDb = 0;
};
ToneFigures readTone(const HeardChannel& heard, const ProbeSegment& tone);

}  // namespace detent::dsp
