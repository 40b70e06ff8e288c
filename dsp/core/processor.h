// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"

#include <optional>

namespace detent::dsp {

/// Anything that turns audio into audio in place: a virtual unit, an emulation, a delay.
///
/// `prepare` and `reset` run on any one thread while not processing and may allocate. `process` is total and
/// noexcept [audio-thread]: it never allocates, locks, logs or touches a file, accepts any 0 <= frameCount <=
/// maxFrames and gives the same samples however the blocks are cut.
class Processor {
public:
    virtual ~Processor() = default;
    virtual void prepare(double sampleRateHz, int channelCount, int maxFrames) = 0;
    virtual void reset() noexcept = 0;
    virtual void process(const AudioView& audio) noexcept = 0;
    /// Delay through it in frames, may be fractional; constant after `prepare`.
    virtual double delayFrames() const noexcept { return 0.0; }
    /// Gain reduction in dB (0 or more) at the end of the last block, of the unit at this place in it, counted from 0; absent
    /// where there is no such unit or it does not reduce gain. [audio-thread]
    virtual std::optional<double> gainReductionDb(int /*place*/) const noexcept { return std::nullopt; }
};

}  // namespace detent::dsp
