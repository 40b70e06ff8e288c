// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"

#include <optional>
#include <string>

namespace detent::dsp {

/// One send/return loop measured with a ping (see signal/ping.h).
struct LoopMeasurement {
    double delayFrames = 0;          ///< fractional, from the phase slope at high frequencies; the mean of all pings
    double delaySpreadFrames = 0;    ///< largest difference between pings
    double gainDb = 0;               ///< return over send, 1 kHz region
    bool inverted = false;
    bool swapped = false;            ///< left comes back on right
    std::optional<double> noiseDbfs; ///< RMS of the return before the ping
    double confidence = 0;           ///< 0..1
    bool accepted = false;
    std::string reason;              ///< why not accepted, for a person
};

/// The ping to play: silence, a sweep on the first channel, the same on the second, ... (signal/ping.h says when).
/// `levelDbfs` is the peak. `repeats` pings follow each other; deterministic.
AudioBuffer loopPing(double sampleRateHz, int channelCount, double levelDbfs = -18.0, int repeats = 3);

/// What came back. `sent` is loopPing's, `captured` the same number of frames or more on the same frame counter; delays from -64
/// frames up to what `captured` is longer, plus half a second, are found.
///
/// The delay is that of the straight part of the phase between 0.1 and 0.4 of the rate; the bent part is the gear's filters'
/// and left out (ping_response.h).
/// Refused, with the reason: nothing or not every channel came back, clipped, too noisy, unlike the ping, pings or channels
/// that disagree by more than 0.05 frame, channels of unlike polarity.
LoopMeasurement measureLoop(const AudioBuffer& sent, const AudioBuffer& captured, double sampleRateHz, int repeats = 3);

}  // namespace detent::dsp
