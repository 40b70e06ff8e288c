// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"

#include <optional>
#include <string>

namespace detent::dsp {

/// What makes a measurement useless. Where several are so, the cause is told and not what follows from it.
enum class LoopFault {
    None,
    TooShort,      ///< fewer channels or frames came back than were sent
    Silent,        ///< nothing came back, on no channel or not on all
    Clipped,       ///< three samples at full scale in a row, or what is no number
    Noisy,         ///< the ping stands less than 24 dB over the noise
    WrongChannel,  ///< a send comes back elsewhere (two that are swapped are flagged instead), or on both
    Echo,          ///< it came back twice, above -30 dB
    Feedback,      ///< again and again, each time weaker or stronger by the same factor
    Xrun,          ///< frames are missing, repeated or silent inside a ping
    Jump,          ///< the delay changed at once between pings
    Drift,         ///< it grew evenly: two clocks
    Disagreement,  ///< it changed otherwise by more than 0.05 frame
    Polarity,      ///< channels of unlike polarity
    Unlike         ///< other sound, or more distortion than ping
};
/// "silent", "wrong channel", ...; empty for None.
const char* nameOf(LoopFault fault);

/// How sure each figure is, 0..1.
struct LoopConfidence {
    double delay = 0;      ///< chance of being within 0.01 frame, by how the pings scatter
    double gain = 0;       ///< chance of being within 0.05 dB, likewise
    double polarity = 0;   ///< part of the pings that agree, times the part of the return that is the ping's
    double swap = 0;       ///< by how much the channel it is on outweighs the other; 1 for a single channel
    double crosstalk = 0;  ///< part of the measured leak that is not noise; 0 where none was told from it
    double noise = 0;      ///< power of the quieter half of the silence over that of the other: 1 for a steady noise
    double hum = 0;    ///< part of what lies at the mains' harmonics that is not noise; where no hum is told, the other part
    double drift = 0;  ///< chance of being within 1 ppm, by how the pings scatter
};

/// Mains hum in the return.
struct MainsHum {
    int hz = 0;            ///< 50 or 60
    double levelDbfs = 0;  ///< RMS of the fundamental and nine harmonics
};

/// One send/return loop measured with pings (see signal/ping.h).
struct LoopMeasurement {
    double delayFrames = 0;        ///< fractional, the phase's slope from 1 to 16 kHz; the mean of all pings
    double delaySpreadFrames = 0;  ///< largest difference between pings
    double gainDb = 0;             ///< return over send, 1 kHz region
    bool inverted = false;
    bool swapped = false;               ///< left comes back on right
    std::optional<double> crosstalkDb;  ///< strongest leak into another return, 0.5 to 20 kHz; absent for one channel
    std::optional<double> noiseDbfs;    ///< RMS of the return before the ping
    std::optional<MainsHum> hum;        ///< of the channel that has most; absent where none stands out of the noise
    double driftPpm = 0;                ///< by which the return falls behind; 0 on one clock
    double confidence = 0;              ///< 0..1: the part of the return that is the ping's
    LoopConfidence confidences;
    bool accepted = false;
    LoopFault fault = LoopFault::None;
    std::string reason;  ///< why not accepted, and what to do, for a person
};

/// The ping to play: silence, a sweep on the first channel, the same on the second, ... (signal/ping.h says when).
/// `levelDbfs` is the peak. `repeats` pings follow each other; deterministic.
AudioBuffer loopPing(double sampleRateHz, int channelCount, double levelDbfs = -18.0, int repeats = 3);

/// What came back. `sent` is loopPing's of at least three pings, `captured` the same number of frames or more on the same
/// frame counter; delays from -64 frames up to what `captured` is longer, plus half a second, are found.
///
/// The delay is the slope of the phase from 1 to 16 kHz. What filters in that range bend is left out (ping_response.h): gear
/// keeps its delay whatever its equaliser does, while the roll-off of an analogue path above it counts (a first-order
/// low-pass at 60 kHz: 2.65 microseconds).
/// Refused: every LoopFault, with the reason.
LoopMeasurement measureLoop(const AudioBuffer& sent, const AudioBuffer& captured, double sampleRateHz, int repeats = 3);

}  // namespace detent::dsp
