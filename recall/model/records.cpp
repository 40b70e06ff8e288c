// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/model/records.h"

#include <array>
#include <string_view>

namespace detent::recall {

namespace {

constexpr std::array<const char*, 6> qualityNames = {"unknown", "sent", "confirmed", "stale", "by_hand", "by_sound"};
constexpr std::array<const char*, 12> outcomeNames = {"Pending",  "Verified", "Mismatch",  "SentOnly", "ConfirmedByHand", "ConfirmedBySound",
                                                      "Refused",  "TimedOut", "Uncertain", "Missing",  "Locked",          "Skipped"};
constexpr std::array<const char*, 3> statusNames = {"draft", "sent", "approved"};

template <typename Enum, std::size_t Count>
std::optional<Enum> fromName(const std::array<const char*, Count>& names, std::string_view text) {
    for (std::size_t i = 0; i < Count; ++i)
        if (text == names[i]) return static_cast<Enum>(i);
    return std::nullopt;
}

const SnapshotUnit* unitOf(const Snapshot& snapshot, const UnitId& id) {
    for (const SnapshotUnit& unit : snapshot.units)
        if (unit.unit == id) return &unit;
    return nullptr;
}

const ControlValue* controlOf(const SnapshotUnit* unit, const std::string& control) {
    if (!unit) return nullptr;
    for (const ControlValue& value : unit->controls)
        if (value.control == control) return &value;
    return nullptr;
}

std::string shown(const ControlValue* value) {
    if (!value) return {};
    return value->quality == Quality::Unknown ? "unknown" : value->text;
}

bool same(const ControlValue* a, const ControlValue* b) {
    if (!a || !b) return a == b;
    const bool aKnown = a->quality != Quality::Unknown, bKnown = b->quality != Quality::Unknown;
    return aKnown == bKnown && (!aKnown || a->code == b->code);
}

void addChange(std::vector<Change>& changes, const std::string& unitName, const ControlValue* from, const ControlValue* to) {
    if (same(from, to)) return;
    Change change{unitName, from ? from->control : to->control, shown(from), shown(to)};
    if (from && to && change.fromText == change.toText) {  // two codes the panel prints alike
        change.fromText += " (code " + std::to_string(from->code) + ")";
        change.toText += " (code " + std::to_string(to->code) + ")";
    }
    changes.push_back(std::move(change));
}

}  // namespace

const char* name(Quality quality) { return qualityNames.at(static_cast<std::size_t>(quality)); }
const char* name(Outcome outcome) { return outcomeNames.at(static_cast<std::size_t>(outcome)); }
const char* name(Snapshot::Status status) { return statusNames.at(static_cast<std::size_t>(status)); }

std::optional<Quality> qualityFrom(std::string_view text) { return fromName<Quality>(qualityNames, text); }
std::optional<Outcome> outcomeFrom(std::string_view text) { return fromName<Outcome>(outcomeNames, text); }
std::optional<Snapshot::Status> statusFrom(std::string_view text) { return fromName<Snapshot::Status>(statusNames, text); }

std::vector<Change> differences(const Snapshot& from, const Snapshot& to) {
    std::vector<Change> changes;
    for (const SnapshotUnit& unit : from.units) {
        const SnapshotUnit* other = unitOf(to, unit.unit);
        for (const ControlValue& value : unit.controls) addChange(changes, unit.unitName, &value, controlOf(other, value.control));
        if (!other) continue;
        for (const ControlValue& value : other->controls)
            if (!controlOf(&unit, value.control)) addChange(changes, other->unitName, nullptr, &value);
    }
    for (const SnapshotUnit& unit : to.units) {
        if (unitOf(from, unit.unit)) continue;
        for (const ControlValue& value : unit.controls) addChange(changes, unit.unitName, nullptr, &value);
    }
    return changes;
}

}  // namespace detent::recall
