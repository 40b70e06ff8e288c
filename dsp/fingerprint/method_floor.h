// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/fingerprint/fingerprint.h"

namespace detent::dsp {

/// The mono opening through a wire of 24 bits, dithered (TPDF) with a fixed seed, 100 frames late.
AudioBuffer digitalLoop(double sampleRateHz);
/// How far the digital loop's figures are from a wire's.
MethodFloor methodFloor(const ChannelFingerprint& loop);
/// How far two passes differ.
PassSpread spreadOf(const Fingerprint& first, const Fingerprint& second);

}  // namespace detent::dsp
