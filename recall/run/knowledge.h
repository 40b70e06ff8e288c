// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/plan.h"
#include "recall/run/run.h"

#include <functional>

namespace detent::recall {

/// What is known of the rack's controls, and who is told when it changes. Units go by their index in `units()`. One thread.
class Knowledge {
public:
    using Learned = std::function<void(const UnitId&, const std::vector<ControlValue>&)>;

    /// What was confirmed or sent on a link before this one came up is stale.
    Knowledge(std::vector<KnownUnit> units, std::function<UtcMs()> clock, Learned learned);

    const std::vector<KnownUnit>& units() const { return m_units; }
    std::optional<std::size_t> indexOf(const UnitId& unit) const;
    /// Of the units named, or of all.
    std::vector<std::size_t> indicesOf(const std::vector<UnitId>& only) const;
    /// Null for what was never known.
    const ControlValue* value(std::size_t unit, const std::string& control) const;

    /// Ignores codes outside the control's scale.
    void learn(std::size_t unit, const std::string& control, Code code, Quality quality);
    /// What the end of a task tells of its control.
    void conclude(std::size_t unit, const Task& task, const TaskResult& result);
    /// Nothing confirmed or sent can be relied on any more: it becomes `now`.
    void doubt(std::size_t unit, Quality now);
    /// Hands on what was learned since the last time.
    void tell();

private:
    void keep(std::size_t unit, ControlValue value);

    std::vector<KnownUnit> m_units;
    std::function<UtcMs()> m_clock;
    Learned m_learned;
    std::map<std::size_t, std::map<std::string, ControlValue>> m_untold;
};

/// What the library kept, as far as a later process can rely on it: what a wire told is stale until its link is up again; a
/// person's word holds for a day's work, 12 hours: then anyone may have been at the gear since.
ControlValue asKept(ControlValue value, UtcMs now);

/// The scale that is in force as the unit stands; its own where that is not known.
const profiles::Scale& scaleNow(const KnownUnit& unit, const profiles::Control& control);

/// Where its controls stand for sure, or were last sent to.
profiles::KnownCodes standing(const KnownUnit& unit);

/// Has this unit a wire that a profile can speak on?
bool isWired(const KnownUnit& unit);

/// The outcome of a control in words of the unit's profile. `message` without the names of unit and control.
ControlOutcome outcomeOf(const KnownUnit& unit, const std::string& control, Code wanted, Outcome outcome,
                         const std::string& message, std::optional<Code> read = {});

}  // namespace detent::recall
