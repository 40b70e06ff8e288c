// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/model/differences.h"

#include <algorithm>

namespace detent::recall {

namespace {

/// Takes out the units that `other` has not, and tells their names.
std::vector<std::string> takeUnshared(Snapshot& snapshot, const Snapshot& other) {
    const auto isShared = [&](const SnapshotUnit& unit) {
        return std::any_of(other.units.begin(), other.units.end(), [&](const auto& one) { return one.unit == unit.unit; });
    };
    std::vector<std::string> names;
    for (const SnapshotUnit& unit : snapshot.units)
        if (!isShared(unit)) names.push_back(unit.unitName);
    std::erase_if(snapshot.units, [&](const SnapshotUnit& unit) { return !isShared(unit); });
    return names;
}

}  // namespace

UnitDifferences unitDifferences(const Snapshot& from, const Snapshot& to) {
    Snapshot before = from, after = to;
    UnitDifferences found;
    found.gone = takeUnshared(before, to);
    found.added = takeUnshared(after, from);
    found.changes = differences(before, after);
    return found;
}

}  // namespace detent::recall
