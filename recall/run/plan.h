// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/model/records.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace detent::recall {

/// The phases of a recall, in order. No unit enters one before all have ended the one before.
enum class Phase { Mute, Relays, Settings, LevelsUp, Unmute };

/// One control of one unit to be brought to one code.
struct Step {
    enum class How { Wire, Hand };
    UnitId unit;
    std::string unitName, control, label;
    How how = How::Wire;
    Phase phase = Phase::Settings;
    int order = 0;                     ///< within its phase the unit's lower ones are through before the higher begin
    Code to = 0;
    std::optional<Code> from;          ///< last known
    Quality fromQuality = Quality::Unknown;
    std::string fromText, toText;
    std::optional<Code> ruling;        ///< where the control that decides this one's scale will stand
    bool transient = false;            ///< a mute for the time of the recall: not an outcome of its own
    bool asksFirst = false;            ///< a hazard: waits for the person
    bool watched = false;              ///< by hand, and its panel can be read: Detent sees when it stands there
    std::string warning;               ///< "will click", "louder by 6 dB", "phantom power"
    std::string instruction;           ///< by hand: "High boost from 3.0 to 2.5, half past 10"
};

/// What is known of one unit before a recall.
struct KnownUnit {
    Unit unit;
    profiles::ProfilePtr profile;
    std::map<std::string, ControlValue> values;
    std::set<std::string> locked;      ///< controls locked against recall
};

struct Plan {
    SnapshotId snapshot;
    std::vector<Step> steps;               ///< sorted by phase, then rack order, then order, then panel order
    std::vector<ControlOutcome> settled;   ///< needs no move: already confirmed and equal, locked, unit missing
    std::vector<std::string> notes;        ///< "EQ-3 was repaired since (epoch 2)", "today's profile prints 2.5 where ..."

    std::vector<Step> inPhase(Phase phase) const;
};

/// Pure. What is confirmed and equal is left out; what is unknown, stale or only sent is sent again. Levels that fall come
/// in the first phase, those that rise in the last but one; a unit with a mute is muted while anything else on it moves, or
/// what that mute is for. A control that decides another's scale goes before it, and takes it along: it may have moved it.
/// A unit of the snapshot that is not in `known` or retired gives Missing outcomes. `onlyUnits` empty: all.
Plan makePlan(const Snapshot& wanted, const std::vector<KnownUnit>& known, const std::vector<std::string>& onlyUnits = {});

const char* name(Phase);
/// "quarter past 9", "12 o'clock": an angle (0 is up, clockwise) as a clock's hour hand.
std::string clockText(double angleDeg);

}  // namespace detent::recall
