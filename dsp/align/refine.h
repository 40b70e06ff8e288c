// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/search.h"

#include <optional>

namespace detent::dsp {

struct RefinedDelay {
    DelayLine line;               ///< its slope is 0 where no drift can be told from none
    std::optional<double> slope;  ///< as measured; absent below 10 s
    double gain = 1;              ///< B over A, signed; a first estimate
};

/// The delay to a small part of a frame: blocks of both are laid over each other along the line and the phase between them
/// is read, each frequency weighted by its coherence (Hannan and Thomson), which makes high frequencies decide where
/// both have them. A drift is the slope of this over segments of the range.
/// Errors: Fault::NotSo where no frequency is coherent; Fault::Cancelled.
Result<RefinedDelay> refineDelay(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, FrameSpan range,
                                 const FoundDelay& found, const Progress& progress);

}  // namespace detent::dsp
