// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/processor.h"

#include <cstddef>
#include <vector>

namespace detent::dsp {

/// Moves audio later by kLatency + `moveFrames` frames in the callback; `moveFrames` >= -kLatency, any fraction.
///
/// A fraction needs frames from both sides, so every instance is late by kLatency beforehand: signals that all pass through
/// one keep step. Whole moves copy samples bit for bit; fractions are a windowed sinc, error below -100 dB to 0.45 fs.
class FractionalDelay : public Processor {
public:
    static constexpr int kLatency = 48;
    explicit FractionalDelay(double moveFrames);

    void prepare(double sampleRateHz, int channelCount, int maxFrames) override;
    void reset() noexcept override;
    void process(const AudioView& audio) noexcept override;
    double delayFrames() const noexcept override { return m_delay; }

private:
    double m_delay;
    std::size_t m_whole;                      ///< frames before the kernel's first tap
    std::vector<float> m_taps;                ///< newest first; one tap of 1 where the delay is whole
    std::vector<std::vector<float>> m_past;   ///< per channel: the newest m_whole + taps - 1 frames, then room for a block
};

}  // namespace detent::dsp
