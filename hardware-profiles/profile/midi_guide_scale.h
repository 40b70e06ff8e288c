// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/midi_guide_address.h"
#include "hardware-profiles/profile/midi_guide_words.h"
#include "hardware-profiles/profile/scale.h"

namespace detent::profiles {

/// The positions one parameter can stand at.
struct GuideScale {
    Scale scale;
    std::optional<Code> standard;      ///< one of them
    std::vector<std::string> remarks;  ///< what could not be taken as it stands, for people
};

/// Words of the usage become positions: at the end of its range where that is an end of the whole, else in its middle.
/// Ranges in which every value differs become numbers, as does a parameter without words; centred ones count from their
/// middle. `asNumbers` says no word, however good. Any thread.
GuideScale scaleOf(const GuideAddress& address, const Usage& usage, bool isCentered, Deed deed, bool asNumbers = false);

}  // namespace detent::profiles
