// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace detent::dsp {

/// True peak of one channel (BS.1770-5, Annex 2): 8 times oversampled below 88.2 kHz, 4 times below 176.4, 2 times above, by
/// a windowed sinc of 48 taps, flat to 0.44 of the rate. Reads at most 0.17 dB low at half the rate.
///
/// Works the finer values out only where, by frames and half-way values, they may exceed the largest of the call.
class TruePeak {
public:
    static constexpr std::size_t kHalf = 24;  ///< frames it looks ahead and back

    explicit TruePeak(double sampleRateHz);
    /// The largest |value| of these frames and between those they complete, which runs kHalf frames and a few behind.
    float add(const float* samples, std::size_t count);
    /// What the last frames still hold.
    float finish();

private:
    static constexpr std::size_t kMostPhases = 8;
    /// What the curve over 16 frames can reach at most; `nearby` is the largest of it at frames and half-way between them.
    float reach(const float* window, float& nearby);
    float between(const float* window) const;  ///< the largest of all between frames, of 4

    std::size_t m_phases;
    float m_half = 0;           ///< the half-way value before
    std::vector<float> m_taps;  ///< [tap][phase]
    std::vector<float> m_line;  ///< frames whose surroundings are not complete, then the new ones
};

}  // namespace detent::dsp
