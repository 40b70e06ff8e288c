// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "dsp/signal/probe.h"

#include <cstddef>

namespace detent::dsp {

/// Whole frames by which the quiet sweep comes back late, -64 frames to 3 s: the peak of the phase-only correlation (Knapp
/// and Carter 1976, PHAT) over all channels.
std::ptrdiff_t wholeDelay(const ProbeLayout& layout, const AudioBuffer& captured);

/// Whether the return can be read at all. Errors: Fault::NotSo: too short, silent, clipped, no numbers.
Result<void> checkReturn(const ProbeLayout& layout, const AudioBuffer& captured);

}  // namespace detent::dsp
