// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/model/records.h"

namespace detent::recall {

/// How long one byte is on the unit's wire: start, data, parity and stop bits of serial; 10 bits at 31 250 baud of MIDI
/// (MIDI 1.0 detailed specification, hardware); nothing for a unit on the network or inside the program.
double msPerByte(const Unit& unit, const profiles::Profile& profile);

}  // namespace detent::recall
