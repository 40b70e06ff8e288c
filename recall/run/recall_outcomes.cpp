// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What became of the steps of a recall, in words.
#include "recall/run/recalling.h"
#include "recall/run/verify.h"

#include <algorithm>

namespace detent::recall {

void Recalling::begin(Index index) {
    if (m_observer.stepStarted) m_observer.stepStarted(m_plan.steps[index]);
}

void Recalling::end(Index index, Outcome outcome, const std::string& message, std::optional<Code> read) {
    const Step& step = m_plan.steps[index];
    const auto unit = m_knowledge.indexOf(step.unit);
    ControlOutcome ended;
    const std::string text = message + afterwards(index, outcome);
    if (unit) {
        ended = outcomeOf(m_knowledge.units()[*unit], step.control, step.to, outcome, text, read);
    } else {
        ended = {step.unit, step.unitName, step.control,
                 step.to,   step.toText,   {},
                 {},        outcome,       step.unitName + " " + step.label + ": " + text};
    }
    m_progress[index].outcome = ended;
    if (m_observer.stepEnded) m_observer.stepEnded(step, ended);
}

/// A unit that may have been left muted is worth a word more.
std::string Recalling::afterwards(Index index, Outcome outcome) const {
    const bool open = outcome == Outcome::Verified || outcome == Outcome::SentOnly;
    if (open || m_plan.steps[index].transient || !restores(index)) return {};
    return "; it was muted for this recall and may still be: open it at the unit";
}

namespace {

/// What a control that was as wanted stands at now, where that is something else.
const ControlValue* otherNow(const Knowledge& knowledge, const ControlOutcome& outcome) {
    const auto unit = knowledge.indexOf(outcome.unit);
    const ControlValue* now = unit ? knowledge.value(*unit, outcome.control) : nullptr;
    if (!now || now->quality == Quality::Unknown) return nullptr;
    const profiles::Control* control = knowledge.units()[*unit].profile->control(outcome.control);
    return control && !agrees(*control, outcome.wanted, now->code) ? now : nullptr;
}

void becomeOther(ControlOutcome& outcome, const KnownUnit& unit, const ControlValue& now, const std::string& when) {
    outcome = outcomeOf(
        unit, outcome.control, outcome.wanted, Outcome::Mismatch,
        "wanted " + outcome.wantedText + ", was turned to " + now.text + " at the unit " + when + "; recall once more",
        now.code);
}

}  // namespace

/// A settled outcome as it is when the recall begins, which may be long after the plan was made.
ControlOutcome Recalling::reviewed(ControlOutcome settled) const {
    const auto unit = m_knowledge.indexOf(settled.unit);
    if (settled.outcome != Outcome::Verified || !unit) return settled;
    const KnownUnit& known = m_knowledge.units()[*unit];
    const ControlValue* now = m_knowledge.value(*unit, settled.control);
    if (const auto* other = otherNow(m_knowledge, settled)) {
        becomeOther(settled, known, *other, "since the plan was made");
    } else if (!now || now->quality != Quality::Confirmed || !m_board.isOpen(*unit)) {
        settled = outcomeOf(known, settled.control, settled.wanted, Outcome::Uncertain,
                            "wanted " + settled.wantedText + ", not read since its link came up; recall once more");
    }
    return settled;
}

/// A knob turned at the unit after it had been read back.
void Recalling::takeLateChanges(std::vector<ControlOutcome>& outcomes) const {
    for (ControlOutcome& outcome : outcomes) {
        if (outcome.outcome != Outcome::Verified) continue;
        if (const auto* other = otherNow(m_knowledge, outcome)) {
            becomeOther(outcome, m_knowledge.units()[*m_knowledge.indexOf(outcome.unit)], *other, "after it had been set");
        }
    }
}

/// All outcomes by unit, as in the rack, and by control, as on the panel.
std::vector<ControlOutcome> Recalling::collected(std::vector<ControlOutcome> outcomes) const {
    for (Index i = 0; i < m_plan.steps.size(); ++i) {
        if (!m_plan.steps[i].transient) outcomes.push_back(*m_progress[i].outcome);
    }
    takeLateChanges(outcomes);
    const auto place = [&](const ControlOutcome& outcome) {
        const auto unit = m_knowledge.indexOf(outcome.unit);
        if (!unit) return std::pair(m_knowledge.units().size(), std::size_t{0});
        const auto& profile = m_knowledge.units()[*unit].profile;
        const auto& control = profile ? profile->control(outcome.control) : nullptr;
        return std::pair(*unit, control ? static_cast<std::size_t>(control - profile->controls.data()) : std::size_t{0});
    };
    std::stable_sort(outcomes.begin(), outcomes.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return outcomes;
}

}  // namespace detent::recall
