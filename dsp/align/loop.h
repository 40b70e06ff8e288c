// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"

#include <optional>
#include <string>

namespace detent::dsp {

/// One send/return loop measured with a ping (see signal/ping.h).
struct LoopMeasurement {
    double delayFrames = 0;          ///< fractional, from the phase slope at high frequencies
    double delaySpreadFrames = 0;    ///< largest difference between pings
    double gainDb = 0;               ///< return over send, 1 kHz region
    bool inverted = false;
    bool swapped = false;            ///< left comes back on right
    std::optional<double> noiseDbfs; ///< RMS of the return before the ping
    double confidence = 0;           ///< 0..1
    bool accepted = false;
    std::string reason;              ///< why not accepted, for a person
};

/// The ping to play, per channel one after the other: silence, a sweep on the first channel, the same on the second, ...
/// `levelDbfs` is the peak. `repeats` pings follow each other; deterministic.
AudioBuffer loopPing(double sampleRateHz, int channelCount, double levelDbfs = -18.0, int repeats = 3);

/// What came back. `sent` is loopPing's, `captured` the same number of frames or more on the same frame counter.
LoopMeasurement measureLoop(const AudioBuffer& sent, const AudioBuffer& captured, double sampleRateHz, int repeats = 3);

}  // namespace detent::dsp
