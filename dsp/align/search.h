// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/delay_line.h"
#include "dsp/base/result.h"
#include "dsp/core/progress.h"

namespace detent::dsp {

/// Fault::NotSo: the two have nothing in common.
Problem unlike();

struct FoundDelay {
    DelayLine line;
    double reachFrames = 0;  ///< the true delay lies within this of the line
};

/// The delay of B to a few frames, over any distance: pieces of A spread over `range` are looked for in all of B, both
/// thinned to about 12 kHz and whitened by A's spectrum, and the line chosen that most pieces agree on.
/// Errors: Fault::NotSo where they agree on none or one is silent; Fault::Cancelled.
Result<FoundDelay> searchDelay(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, FrameSpan range,
                               const Progress& progress);

}  // namespace detent::dsp
