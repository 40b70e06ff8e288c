// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"
#include "dsp/core/fast_filter.h"

#include <cstdint>
#include <memory>
#include <span>

namespace detent::dsp {

/// Where B has what frame n of A has: at frame n + at(n). Constant but for drift.
struct DelayLine {
    double delayFrames = 0;  ///< at `middle`
    double slope = 0;        ///< frames per frame, + where B is the longer
    double middle = 0;       ///< frame of A

    double at(double frame) const { return delayFrames + slope * (frame - middle); }
    bool constant() const { return slope == 0.0; }
    bool whole() const;  ///< constant and no fraction: B's own samples
};

/// Frames of A in [from, to) for which `b` has samples, the interpolator's reach included. Empty: from == to.
struct FrameSpan {
    std::int64_t from = 0, to = 0;
    std::int64_t length() const { return to - from; }
};
FrameSpan commonFrames(const DelayLine& line, FrameSpan range, std::size_t framesOfB);

/// Reads B as if it stood on A's frames. Whole delays give B's samples as they are; fractions a windowed sinc of 128 taps,
/// error below -120 dB to 0.465 of the rate; drift the same sinc anew for every frame (error below -110 dB). One thread.
class Aligned {
public:
    static constexpr int kHalf = 64;
    static constexpr double kBandEnd = 0.465;  ///< of the sample rate

    Aligned(const AudioBuffer& b, const DelayLine& line);
    /// out[i] = B at A's frame `from` + i; outside B is silence.
    void read(int channel, std::int64_t from, std::span<double> out);

private:
    void readDrifting(const std::vector<float>& in, std::int64_t from, std::span<double> out) const;

    const AudioBuffer& m_b;
    DelayLine m_line;
    std::int64_t m_move = 0;  ///< constant delays: whole frames to read ahead
    std::unique_ptr<FastFilter> m_filter;
    std::vector<float> m_table;  ///< drift: the kernels of 1024 fractions, one after the other
};

}  // namespace detent::dsp
