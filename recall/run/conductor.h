// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"
#include "recall/run/plan.h"
#include "recall/run/run.h"

#include <atomic>
#include <functional>
#include <memory>

namespace detent::recall {

/// Makes the link of a unit, not yet opened; null for a unit without a wire. Called on the conductor's thread.
using LinkMaker = std::function<Result<std::unique_ptr<profiles::Link>>(const Unit&, const profiles::Profile&)>;

class SteadyTime;

/// What a person answers to a step by hand or a hazard.
enum class Answer { Done, BySound, Skip, Cancel };

/// A control that is read by wire and turned by hand (Step::watched), and where its panel stands.
struct Watched {
    Step step;
    std::optional<Code> reads;  ///< absent: not read yet
    std::string readsText;
};

/// What the conductor tells while it works. Called on the conductor's thread, all but `ask` and `news`; calls return soon
/// except `ask`.
struct Observer {
    std::function<void(Phase)> phaseStarted;
    std::function<void(const Step&)> stepStarted;
    std::function<void(const Step&, const ControlOutcome&)> stepEnded;
    /// Values that became known, for the store.
    std::function<void(const UnitId&, const std::vector<ControlValue>&)> learned;
    /// Blocks until the person has answered, and soon answers Cancel where the recall is cancelled meanwhile. Called on a thread
    /// of its own, one question at a time, while the wires of the phase go on. Absent: Skip.
    std::function<Answer(const Step&)> ask;
    /// What is still wrong on the panels that Detent reads and a person turns, all units of the phase together: when the phase
    /// begins, each time it changes, and at last empty. Each step ends by itself once its panel stands as wanted;
    /// `Conductor::leave` gives it up. Absent: such a step is asked like any by hand and its panel read after the answer.
    std::function<void(const std::vector<Watched>&)> watching;
    /// Mutes (true) and opens (false) the engine's sends and monitor around a recall.
    std::function<void(bool)> mute;
    /// A link was lost or came up, with a message for a person.
    std::function<void(const UnitId&, bool up, const std::string&)> linkChanged;
    /// Something came while nothing runs, a knob turned at a panel or a lost link: call `takeIn` soon. [any-thread]
    std::function<void()> news;
};

struct RecallReport {
    std::vector<ControlOutcome> outcomes;   ///< settled ones of the plan included
    double seconds = 0;                     ///< without the time in which only a person's answer was waited for
    double wireSeconds = 0;                 ///< docs/recall.md: the least time the wires need
    bool cancelled = false;
};

/// Joins Plan, Run and Links: owns the clock and the links of the rack. One thread calls all but `cancel` and `leave`.
class Conductor {
public:
    /// `time` is for tests; null is the real one.
    Conductor(std::vector<KnownUnit> units, LinkMaker makeLink, std::function<UtcMs()> utcClock, Observer observer,
              std::shared_ptr<SteadyTime> time = {});
    ~Conductor();

    /// Opens the links of the units that have one (those named, or all) and identifies them; units with the same address share
    /// its port. A unit that cannot be opened stays closed; its Problem is returned and its steps end as Missing. Links that
    /// are open stay open.
    std::vector<std::pair<UnitId, Problem>> open(const std::vector<UnitId>& only = {});

    /// Reads what can be read of the units that are open (all links side by side). Values read become Confirmed in `units()`.
    std::vector<ControlOutcome> readAll(const std::vector<UnitId>& only = {});
    /// Sets one unit's controls live, with read-back where it can be read.
    std::vector<ControlOutcome> set(const UnitId& unit, const std::vector<std::pair<std::string, Code>>& values);
    /// A person turned a control without a wire (or says how it stands).
    void setByHand(const UnitId& unit, const std::string& control, Code code);

    /// Executes a plan. Blocks; honest outcomes for every step even when cancelled or when links are lost.
    RecallReport recall(const Plan& plan);

    /// Takes in what units have said, and links have lost, since the last operation, and looks for units that `open` was asked
    /// for and that are away: back at their port and known by their identity they are open again, their values stale until
    /// read. Returns soon; for the time between operations, some times a second.
    void takeIn();

    /// Gives up a control that is being watched: its step ends as Skipped. Others are not touched. [any-thread]
    void leave(const UnitId& unit, const std::string& control);

    /// Ends the running operation soon. [any-thread]
    void cancel();

    /// What is known now.
    const std::vector<KnownUnit>& units() const;
    bool isOpen(const UnitId& unit) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The state of `units` as a snapshot's units, in rack order; controls that are never recalled left out, as are retired units
/// and those without a profile. What is not known has the text "unknown" and its default's code.
std::vector<SnapshotUnit> captured(const std::vector<KnownUnit>& units);

}  // namespace detent::recall
