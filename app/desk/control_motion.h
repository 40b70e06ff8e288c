// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"

#include <optional>

namespace detent::desk::motion {

// What a hand does to a control, as codes. Pure.

/// Knob travel of a drag of this many pixels upwards, as a fraction of the whole; fine: an eighth of it.
double travelOf(double pixels, bool fine);
/// One notch of the wheel or one press of an arrow: a detent, or the least step that a person can tell on a fine control.
std::int64_t stepsOfNotch(const profiles::Scale& scale, bool fine);
std::int64_t stepsOfPage(const profiles::Scale& scale);
/// The code that a key asks for from `from`; nothing where the key is not about values.
std::optional<profiles::Code> keyed(const profiles::Control& control, profiles::Code from, int qtKey, bool fine);

// As a number for assistive tools: the physical value, or the place in the list where positions are named.
double numberOf(const profiles::Scale& scale, profiles::Code code);
profiles::Code codeOfNumber(const profiles::Scale& scale, double number);
double numberStep(const profiles::Scale& scale);

}  // namespace detent::desk::motion
