// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/midi_guide_row.h"
#include "hardware-profiles/profile/midi_guide_usage.h"

#include <optional>
#include <string>
#include <vector>

namespace detent::profiles {

/// Where one parameter is set, and the codes it takes there.
struct GuideAddress {
    enum class Form { Cc, Cc14, Nrpn, Nrpn14 };
    Form form = Form::Cc;
    int first = 0, second = 0;    ///< controller number and that of its low half · NRPN high and low number
    std::string channel;          ///< empty: the unit's channel; "4": always that one; "fx": another, given at installation
    int min = 0, max = 127;       ///< min <= max
    std::optional<int> standard;  ///< where it stands by itself
    int part = 0;                 ///< of an NRPN that several share, each with values of its own: which of them
    std::vector<std::string> remarks;

    bool isNrpn() const { return form == Form::Nrpn || form == Form::Nrpn14; }
    /// What it occupies: "cc 12 on fx". Two controls that share one would be set by the same bytes.
    std::vector<std::string> occupies() const;
    /// "CC 12", "CC 109/37", "NRPN 1:108", for people.
    std::string text() const;
};

/// The addresses the row names, the better first: that which needs no channel of its own, whose range the usage speaks of,
/// and which is the finer; else the CC, which is one message. Empty where it names none; the row's remarks then say why. Any
/// thread.
std::vector<GuideAddress> addressesOf(GuideRow& row, const Usage& usage);

}  // namespace detent::profiles
