// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/model/records.h"

namespace detent::recall {

/// What differs between two snapshots, for a person: a unit that only one of them has is named once and not by each of its
/// controls.
struct UnitDifferences {
    std::vector<std::string> added, gone;  ///< names of units
    std::vector<Change> changes;           ///< as `differences`, of the units that both have

    bool empty() const { return added.empty() && gone.empty() && changes.empty(); }
};
UnitDifferences unitDifferences(const Snapshot& from, const Snapshot& to);

}  // namespace detent::recall
