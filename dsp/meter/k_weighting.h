// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace detent::dsp {

/// The K-weighting filter of ITU-R BS.1770-5, Annex 1: its two sections at 48 kHz, and at any other rate the analogue
/// filters they stand for, with the same gain at every frequency well below half the rate.
class KWeighting {
public:
    explicit KWeighting(double sampleRateHz);
    double process(double x) noexcept;
    void reset() noexcept;

private:
    struct Section {
        double b0, b1, b2, a1, a2;
        double s1 = 0, s2 = 0;
        double process(double x) noexcept;
    };
    std::array<Section, 2> m_sections;
};

/// Weight of a channel's energy in a programme of `channelCount`: L R, L R C, L R Ls Rs, L R C Ls Rs, L R C LFE Ls Rs
/// (BS.1770-5, Table 3; the order of libebur128). Further channels do not count.
double loudnessWeight(int channel, int channelCount);

/// -0.691 + 10 log10 of the weighted mean square (BS.1770-5, Annex 1, equation 2).
double loudnessOf(double meanSquare);

}  // namespace detent::dsp
