// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/delay_line.h"

#include <vector>

namespace detent::dsp {

/// Two recordings folded to one channel, every `factor`-th frame, and whitened alike; frame 0 of `a` is the range's first.
struct Thinned {
    int factor = 1;
    std::int64_t start = 0;  ///< the range's first frame, thinned: where it would lie in `b` undelayed
    std::vector<float> a, b;
};

/// Thins by about rate / 12 kHz; keeps every frame where A's sound lies above that. Where A's channels cancel, its loudest
/// counts alone.
Thinned thin(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, FrameSpan range);

}  // namespace detent::dsp
