// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/plan.h"

#include <optional>
#include <string>
#include <vector>

namespace detent::recall {

/// Plans one unit of a snapshot. Adds to `plan`: settled outcomes, notes, and steps (a unit's mutes first, then panel order).
class UnitPlanner {
public:
    UnitPlanner(const SnapshotUnit& wanted, const KnownUnit& known, Plan& plan);
    void planUnit();

private:
    const ControlValue* wantedOf(const profiles::Control& control) const;
    const ControlValue* knownOf(const profiles::Control& control) const;  ///< null where nothing is known
    bool byHand(const profiles::Control& control) const;
    bool isMute(const profiles::Control& control) const;
    bool moves(const profiles::Control& control) const;
    const profiles::Control* movingRuler(const profiles::Control& control) const;
    std::optional<Code> rulingWanted(const profiles::Control& control) const;
    std::optional<Code> rulingNow(const profiles::Control& control) const;

    void noteUnit();
    void notePrinted(const profiles::Control& control, const ControlValue& wanted);
    void noteUnknownLevel(const profiles::Control& control);

    bool settled(const profiles::Control& control, const ControlValue& wanted);
    bool unusable(const profiles::Control& control, const ControlValue& wanted);
    bool coversMoves(const profiles::Control& mute) const;
    void planMute(const profiles::Control& control, bool moves);
    bool canMuteMeanwhile(const profiles::Control& control) const;
    void muteMeanwhile(const profiles::Control& control, Code back);

    /// Phase, and order within it.
    using Place = std::pair<Phase, int>;
    Phase phaseOf(const profiles::Control& control, Code to) const;
    Place placeOf(const profiles::Control& control, Code to, int depth = 0) const;
    Step step(const profiles::Control& control, Code to, Phase phase) const;
    std::string warning(const profiles::Control& control, const Step& step) const;
    std::string instruction(const profiles::Control& control, const Step& step) const;
    void settle(const ControlValue& wanted, const std::string& label, Outcome outcome, const std::string& message);

    const SnapshotUnit& m_wanted;
    const KnownUnit& m_known;
    const profiles::Profile& m_profile;
    Plan& m_plan;
    std::vector<Step> m_mutes, m_steps;
};

}  // namespace detent::recall
