// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"

#include <optional>
#include <vector>

namespace detent::dsp {

/// TT Dynamic Range (Pleasurize Music Foundation, "Measuring DR"): per channel the second highest peak of the 3 s blocks
/// over the RMS of the loudest fifth of them, a full-scale sine being 0 dB; the mean of the channels, not rounded. A rest
/// shorter than a block counts as one.
class DynamicRange {
public:
    DynamicRange(double sampleRateHz, int channelCount);
    void add(const AudioView& audio);
    /// Absent for silence.
    std::optional<double> value() const;

private:
    struct Block {
        double squares = 0, peak = 0;
        std::size_t frames = 0;
    };
    std::size_t m_blockFrames;
    std::vector<std::vector<Block>> m_channels;
};

}  // namespace detent::dsp
