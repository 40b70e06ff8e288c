// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/midi_guide_usage.h"

#include <string>

namespace detent::profiles {

/// What sending a midi.guide parameter does.
enum class Deed {
    Sets,      ///< it sets something that stays as it was sent: a recall may send it
    Triggers,  ///< each time it is sent something happens: tap, record, toggle, a press of a switch
    Rewrites,  ///< it saves, loads, resets or re-addresses the unit's memory
};

/// Judged by a closed list of words, written out in docs/formats/midi-guide.md: by what the parameter and its section are
/// called, and by a usage in which every value does one and the same thing. In doubt it is not for a recall. Any thread.
Deed deedOf(const std::string& section, const std::string& name, const Usage& usage);

/// "Output", "Master volume": loudness at the end of the unit, raised last in a recall.
bool isOutputLevel(const std::string& name);

}  // namespace detent::profiles
