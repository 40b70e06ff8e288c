// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What had been read back before its unit stumbled.
#include "recall/run/recalling.h"
#include "recall/run/verify.h"

#include <algorithm>

namespace detent::recall {

namespace {

/// More silence than answers: the unit is not there, and not asked for the rest.
bool isSilent(const Run& run) {
    const auto count = [&run](const auto& is) { return std::count_if(run.results().begin(), run.results().end(), is); };
    return count([](const TaskResult& result) { return result.outcome == Outcome::TimedOut; }) >
           count([](const TaskResult& result) { return result.read.has_value(); });
}

}  // namespace

/// Stood as wanted when it was read, and may not any more: its unit stumbled or has begun anew, its link was lost, or the
/// unit has said something else that could be damage.
bool Recalling::isDoubtful(const ControlOutcome& outcome) const {
    const auto unit = m_knowledge.indexOf(outcome.unit);
    if (outcome.outcome != Outcome::Verified || !unit) return false;
    const ControlValue* now = m_knowledge.value(*unit, outcome.control);
    return m_stumbled.contains(*unit) || !now || now->quality != Quality::Confirmed;
}

/// Reads what is doubtful once more, all units side by side.
void Recalling::lookAgain(std::vector<ControlOutcome>& settled) {
    std::map<std::size_t, std::vector<ControlOutcome*>> doubtful;
    const auto take = [&](ControlOutcome& outcome) {
        if (isDoubtful(outcome)) doubtful[*m_knowledge.indexOf(outcome.unit)].push_back(&outcome);
    };
    std::for_each(settled.begin(), settled.end(), take);
    for (Index i = 0; i < m_plan.steps.size(); ++i) {
        if (!m_plan.steps[i].transient) take(*m_progress[i].outcome);
    }
    if (doubtful.empty()) return;
    std::map<std::size_t, std::shared_ptr<Run>> runs;
    for (const auto& [unit, outcomes] : doubtful) {
        std::vector<Task> tasks;
        for (const ControlOutcome* outcome : outcomes) tasks.push_back({.control = outcome->control});
        const KnownUnit& known = m_knowledge.units()[unit];
        const auto run = runs[unit] = std::make_shared<Run>(known.profile, known.unit.params, tasks);
        m_board.call(unit, run, [talk = run.get()] {
            if (isSilent(*talk)) talk->cancel();
        });
    }
    m_board.run();
    for (const auto& [unit, outcomes] : doubtful) {
        for (std::size_t i = 0; i < outcomes.size(); ++i) seenAgain(*outcomes[i], unit, runs[unit]->results()[i]);
    }
    m_knowledge.tell();
}

void Recalling::seenAgain(ControlOutcome& outcome, std::size_t unit, const TaskResult& result) {
    const KnownUnit& known = m_knowledge.units()[unit];
    const auto become = [&](Outcome now, const std::string& why) {
        const std::string stood = "wanted " + outcome.wantedText + " and stood there; ";
        outcome = outcomeOf(known, outcome.control, outcome.wanted, now, stood + why, result.read);
    };
    const ControlValue* before = m_knowledge.value(unit, outcome.control);
    if (result.read) {
        const bool saidSo = before && before->code == *result.read;  // a hand turned it: takeLateChanges tells
        m_knowledge.learn(unit, outcome.control, *result.read, Quality::Confirmed);
        const profiles::Control& control = *known.profile->control(outcome.control);
        if (saidSo || agrees(control, outcome.wanted, *result.read)) return;
        const std::string reads = scaleNow(known, control).textOf(*result.read);
        return become(Outcome::Mismatch, "reads " + reads + " now: the unit may have started anew; recall once more");
    }
    if (before) m_knowledge.learn(unit, outcome.control, before->code, Quality::Stale);
    if (!m_board.isOpen(unit)) return become(Outcome::Uncertain, m_board.whyClosed(unit) + " and recall once more");
    if (m_board.cancelled())
        return become(Outcome::Uncertain, "the unit may have started anew since, and was not read again: cancelled");
    become(Outcome::TimedOut, "does not answer any more; check power and cable, then recall once more");
}

}  // namespace detent::recall
