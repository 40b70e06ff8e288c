// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/plan.h"

#include "recall/run/unit_planner.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace detent::recall {

namespace {

const KnownUnit* unitOf(const std::vector<KnownUnit>& known, const UnitId& id) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const KnownUnit& unit) { return unit.unit.id == id; });
    return found == known.end() ? nullptr : &*found;
}

/// Why a unit of the snapshot cannot be recalled; empty where it can.
std::string whyMissing(const SnapshotUnit& wanted, const KnownUnit* known) {
    if (!known) return "is not in this rack; add it or set it elsewhere by its recall sheet";
    if (known->unit.retired) return "is retired; bring another into its place or set it by its recall sheet";
    if (!known->profile) return "has no profile here (" + known->unit.profileId + "); add the profile and recall again";
    if (known->unit.profileId != wanted.profileId) {
        return "was a " + wanted.profileId + " in this snapshot and is a " + known->unit.profileId + " now; set it by ear";
    }
    return {};
}

void settleMissing(const SnapshotUnit& wanted, const std::string& why, Plan& plan) {
    for (const ControlValue& value : wanted.controls) {
        ControlOutcome outcome;
        outcome.unit = wanted.unit;
        outcome.unitName = wanted.unitName;
        outcome.control = value.control;
        outcome.wanted = value.code;
        outcome.wantedText = value.text;
        outcome.outcome = Outcome::Missing;
        outcome.message = wanted.unitName + " " + value.control + ": wanted " + value.text + ", the unit " + why;
        plan.settled.push_back(std::move(outcome));
    }
}

bool isChosen(const std::vector<std::string>& only, const SnapshotUnit& wanted, const KnownUnit* known) {
    const auto named = [&](const std::string& name) { return std::find(only.begin(), only.end(), name) != only.end(); };
    return only.empty() || named(known ? known->unit.name : wanted.unitName);
}

}  // namespace

std::vector<Step> Plan::inPhase(Phase phase) const {
    std::vector<Step> some;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(some), [&](const Step& step) { return step.phase == phase; });
    return some;
}

Plan makePlan(const Snapshot& wanted, const std::vector<KnownUnit>& known, const std::vector<std::string>& onlyUnits) {
    std::vector<std::pair<const SnapshotUnit*, const KnownUnit*>> units;
    for (const SnapshotUnit& unit : wanted.units) {
        const KnownUnit* now = unitOf(known, unit.unit);
        if (isChosen(onlyUnits, unit, now)) units.emplace_back(&unit, now);
    }
    std::stable_sort(units.begin(), units.end(), [](const auto& a, const auto& b) {
        return a.second && (!b.second || a.second->unit.position < b.second->unit.position);
    });
    Plan plan;
    plan.snapshot = wanted.id;
    for (const auto& [then, now] : units) {
        const std::string why = whyMissing(*then, now);
        if (why.empty()) UnitPlanner(*then, *now, plan).planUnit();
        else settleMissing(*then, why, plan);
    }
    std::stable_sort(plan.steps.begin(), plan.steps.end(), [](const Step& a, const Step& b) { return a.phase < b.phase; });
    return plan;
}

const char* name(Phase phase) {
    switch (phase) {
        case Phase::Mute: return "mute";
        case Phase::Relays: return "relays";
        case Phase::Settings: return "settings";
        case Phase::LevelsUp: return "levels up";
        case Phase::Unmute: return "unmute";
    }
    return "";
}

std::string clockText(double angleDeg) {
    constexpr double kQuarterDeg = 7.5;  // the hour hand goes 30 degrees an hour
    constexpr int kQuarters = 48;
    const auto turned = static_cast<int>(std::lround(std::fmod(angleDeg, 360.0) / kQuarterDeg)) % kQuarters;
    const int quarter = (turned + kQuarters) % kQuarters;
    const auto hour = [](int h) { return std::to_string(h % 12 == 0 ? 12 : h % 12); };
    switch (quarter % 4) {
        case 0: return hour(quarter / 4) + " o'clock";
        case 1: return "quarter past " + hour(quarter / 4);
        case 2: return "half past " + hour(quarter / 4);
        default: return "quarter to " + hour(quarter / 4 + 1);
    }
}

}  // namespace detent::recall
