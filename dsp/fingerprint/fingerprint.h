// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "dsp/core/audio_buffer.h"
#include "dsp/core/progress.h"
#include "dsp/signal/probe.h"

#include <array>
#include <optional>
#include <vector>

namespace detent::dsp {

constexpr int kFirstHarmonic = 2, kLastHarmonic = 9;
constexpr std::size_t kHarmonicCount = kLastHarmonic - kFirstHarmonic + 1;
using HarmonicRow = std::array<std::optional<double>, kHarmonicCount>;  ///< dB against the fundamental, from the second on

/// 241 frequencies from 20 Hz to 20 kHz, evenly spaced in octaves: those of every response.
const std::vector<double>& responseHz();
/// Every fourth of them: those of the harmonics.
const std::vector<double>& harmonicHz();

/// How the gear answered a sweep of one level.
struct LevelResponse {
    double levelDbfs = 0;
    std::vector<double> responseDb;            ///< on responseHz
    std::vector<HarmonicRow> harmonicsDb;      ///< on harmonicHz; absent above 20 kHz and within 6 dB of the noise
    std::vector<HarmonicRow> harmonicNoiseDb;  ///< standard deviation of each by noise, dB against the fundamental
    std::vector<std::optional<double>> thdDb;  ///< on harmonicHz; harmonics 2 to 9 against the fundamental
};

struct LevelPoint {
    double levelDbfs = 0;    ///< of |x|, a square wave of 1 kHz
    double gainDb = 0;       ///< of its fundamental
    double deviationDb = 0;  ///< of gainDb by noise
};

/// Of the gain in dB after a step of the level: the time constant of the exponential that fits between 10 and 90 % of the
/// way.
struct TimeConstant {
    double ms = 0;
    double deviation = 0;  ///< relative, by noise
};

struct Step {
    double fromDbfs = 0, toDbfs = 0;
    double reductionDb = 0;               ///< by how much the gain fell
    std::optional<TimeConstant> attack;   ///< absent where the gain moves by less than 0.3 dB
    std::optional<TimeConstant> release;  ///< absent too where it takes longer than the signal waits
};

struct Hum {
    double mainsHz = 0;             ///< 50 or 60
    double levelDbfs = 0;           ///< RMS of the lines above what lies between them
    std::vector<double> linesDbfs;  ///< the first twelve multiples
};

struct NoiseBand {
    double hz = 0, dbfs = 0;
};

struct NoiseFigures {
    double levelDbfs = 0;          ///< RMS, 20 Hz to 20 kHz, unweighted
    double deviationDb = 0;        ///< of levelDbfs from one stretch to the next
    std::vector<NoiseBand> bands;  ///< thirds of an octave
    std::optional<Hum> hum;        ///< absent where no lines stand above the noise
};

struct ChannelFingerprint {
    double delayFrames = 0;  ///< fractional, of the straight part of the phase (align/ping_response.h)
    bool inverted = false;
    double gainDb = 0;                         ///< about 1 kHz, at -40 dBFS
    std::vector<double> responseDb, phaseDeg;  ///< on responseHz, at -40 dBFS; delay and polarity taken out of the phase
    std::vector<double> deviationDb;           ///< of responseDb by noise
    std::vector<LevelResponse> levels;         ///< -40, -20, -6 dBFS
    std::optional<double> thdDb, thdNoiseDb;   ///< 1 kHz at -12 dBFS; THD+N from 20 Hz to 20 kHz
    double thdDeviationDb = 0;                 ///< of thdDb by noise
    std::vector<LevelPoint> levelCurve;        ///< upwards
    Step step;                                 ///< -40 to -6 dBFS and back
    NoiseFigures noise;
};

/// How much of one side comes back on the other, and how much of one side's gain reduction the other shares.
struct SideFigures {
    std::vector<std::optional<double>> leftToRightDb,
        rightToLeftDb;  ///< on harmonicHz, against the driven side's own return; absent in the noise
    std::optional<double> linkLeftToRight, linkRightToLeft;  ///< 0..1; absent where the gain does not move
    double sideGainDb = 0;  ///< gain of L = -R against that of L = R at -6 dBFS, mean of both channels
};

/// What only the full probe tells.
struct FullFigures {
    std::vector<std::vector<Step>>
        steps;  ///< per channel: -24, -14, -4 dBFS for a second
    std::vector<std::optional<double>> smpteDb,
        twinDb;                        ///< per channel: intermodulation of 60 Hz and 7 kHz; of 19 and 20 kHz at 1 kHz
    std::optional<double> selfNullDb;  ///< the noise of one take against it, from the passage that is played twice
};

/// How far the method is from the truth on a digital loop of 24 dithered bits: no figure is better than this.
struct MethodFloor {
    double responseDb = 0, phaseDeg = 0, levelDb = 0, thdDb = -200, delayFrames = 0;
};

/// What two passes differed by against what their noise explains, pooled over frequency; 1 or more.
struct PassSpread {
    double scale = 1, levelDb = 0, delayFrames = 0;
};

struct Fingerprint {
    int probeVersion = kProbeVersion;
    ProbePart part = ProbePart::Fingerprint;  ///< of the probe that was played
    double sampleRateHz = 0;
    bool swapped = false;  ///< the left send comes back right
    std::vector<ChannelFingerprint> channels;
    std::optional<SideFigures> sides;  ///< absent in mono
    std::optional<FullFigures> full;   ///< absent where only the opening was played
    MethodFloor floor;
    std::optional<PassSpread> spread;  ///< absent where there was one pass
};

/// What the gear did with the probe. `captured` is its return, of the probe's rate and channels, as long or longer; delays
/// from -64 frames up to what `captured` is longer, plus the probe's silent end, and 3 s at most, are found. Errors: Fault::NotSo with the
/// reason: silent, clipped, no numbers, too short, not this probe, buried in noise, clocks apart or frames lost on the way.
/// Takes about a second; any thread.
Result<Fingerprint> takeFingerprint(const ProbeLayout& layout, const AudioBuffer& captured, const Progress& progress = {});

/// As above with a second pass: the first pass's figures, and how far the second differs.
Result<Fingerprint> takeFingerprint(const ProbeLayout& layout, const AudioBuffer& captured, const AudioBuffer& again,
                                    const Progress& progress = {});

}  // namespace detent::dsp
