// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/compare.h"
#include "dsp/align/refine.h"

namespace detent::dsp {

/// Checks what `compare` is given, searches and refines. Whole delays come out whole: those of bit-identical sound, and
/// those within 10^-5 frame, nearer than any noise lets one see. Errors: as compare.
Result<RefinedDelay> align(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, const CompareRange& range,
                           const Progress& progress);

/// The range in frames of A, cut to its length.
FrameSpan spanOf(const CompareRange& range, std::size_t framesOfA);

}  // namespace detent::dsp
