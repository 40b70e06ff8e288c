// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "dsp/core/audio_buffer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace detent::dsp {

constexpr int kProbeVersion = 1;  ///< of the table below; a probe of another version is another signal

/// The fingerprint (about 25 s) opens the full probe (about three minutes).
enum class ProbePart { Fingerprint, Full };
enum class ProbeChannels { All, Left, Right, Side };  ///< Side: the right is the left inverted

/// What a segment sounds like; docs/decisions says why each is there.
enum class ProbeKind {
    Silence,
    Sweep,      ///< synchronised swept sine from `hz` to `toHz`, e-fold time `foldSeconds` (Novak et al., JAES 63(10), 2015)
    Carrier,    ///< square wave of about `hz`: |x| is constant, so every detector sees the same level
    Tone,       ///< sine of `hz`
    Staircase,  ///< |x| in steps of 0.05 dB from `levelDbfs` to `toDbfs`, random signs held for 8 to 40 frames at 48 kHz
    Modulated,  ///< Carrier whose level swings +-6 dB with a sine swept from 0.5 to 200 Hz
    TwoTone,    ///< sines of `hz` and `toHz`, the second `toDbfs` against the first
    Music,      ///< drums and bass (seed odd) or chords and hats (seed even), each four seconds at another level
};

constexpr double kReleaseSeconds = 2.7;  ///< that the fingerprint's step waits for a release

/// One row of the table. Segments may overlap, on different channels or as parts of one sound; they add up.
struct ProbeSegment {
    std::string name;
    ProbeKind kind = ProbeKind::Silence;
    std::size_t start = 0, frames = 0;  ///< frames of the probe
    double levelDbfs = 0;               ///< peak
    ProbeChannels channels = ProbeChannels::All;
    double hz = 0, toHz = 0, foldSeconds = 0, toDbfs = 0;
    std::uint32_t seed = 0;

    std::size_t end() const { return start + frames; }
};

/// The table that maker and reader share; the same for every machine.
struct ProbeLayout {
    double sampleRateHz = 0;
    int channelCount = 0;
    ProbePart part = ProbePart::Fingerprint;
    std::vector<ProbeSegment> segments;  ///< in order of their starts
    std::size_t frameCount = 0;

    /// Absent names are a programmer's error; see `has`.
    const ProbeSegment& segment(std::string_view name) const;
    bool has(std::string_view name) const;
};

/// Errors: Fault::Usage: rates outside 44.1 to 192 kHz, channels other than 1 or 2. In mono the segments of one side are
/// left out.
Result<ProbeLayout> probeLayout(double sampleRateHz, int channelCount, ProbePart part);

/// One segment's sound by itself at its level, before rounding. Deterministic.
std::vector<double> segmentSound(const ProbeSegment& segment, double sampleRateHz);

/// The probe, every sample a whole number of 2^-23: a 24-bit file holds it exactly.
AudioBuffer makeProbe(const ProbeLayout& layout);

/// Which probe `audio` is: by its length, and its opening sample for sample (to two steps of 24 bits: mathematics libraries
/// differ by less than one).
/// Errors: Fault::Usage: not a probe of this version.
Result<ProbeLayout> recognisedProbe(const AudioBuffer& audio, double sampleRateHz);

std::string_view probePartName(ProbePart part);  ///< "fingerprint" or "full"

}  // namespace detent::dsp
