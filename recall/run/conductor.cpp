// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/conductor.h"

#include "recall/run/rack_reader.h"
#include "recall/run/recalling.h"
#include "recall/run/verify.h"

#include <algorithm>

namespace detent::recall {

namespace {

using Settings = std::vector<std::pair<std::string, Code>>;

/// The mutes that are closed while these move, each with where it is to stand again.
Settings mutesFor(const KnownUnit& unit, const Settings& values) {
    Settings mutes;
    const auto isIn = [](const Settings& some, const std::string& id) {
        return std::any_of(some.begin(), some.end(), [&](const auto& one) { return one.first == id; });
    };
    for (const auto& [id, code] : values) {
        const profiles::Control* control = unit.profile->control(id);
        const profiles::Control* mute = control ? unit.profile->control(control->mutedBy) : nullptr;
        if (!mute || !mute->driven() || !mute->mutedCode || isIn(values, mute->id) || isIn(mutes, mute->id)) continue;
        const auto now = unit.values.find(mute->id);
        const bool isKnown = now != unit.values.end() && now->second.quality != Quality::Unknown;
        if (isKnown && now->second.code != *mute->mutedCode) mutes.emplace_back(mute->id, now->second.code);
    }
    return mutes;
}

Settings closed(const KnownUnit& unit, Settings mutes) {
    for (auto& [id, code] : mutes) code = *unit.profile->control(id)->mutedCode;
    return mutes;
}

}  // namespace

struct Conductor::State {
    State(std::vector<KnownUnit> units, LinkMaker makeLink, std::function<UtcMs()> utcClock, Observer told,
          std::shared_ptr<SteadyTime> time)
        : observer(std::move(told)),
          knowledge(std::move(units), std::move(utcClock), observer.learned),
          board(knowledge, std::move(makeLink),
                {[this](std::size_t unit, bool up, const std::string& why) {
                     if (observer.linkChanged) observer.linkChanged(knowledge.units()[unit].unit.id, up, why);
                 },
                 observer.news},
                time ? std::move(time) : std::make_shared<SteadyTime>()) {}

    Observer observer;
    Knowledge knowledge;
    Switchboard board;
    Leavings leavings;

    std::vector<ControlOutcome> set(std::size_t unit, const Settings& values);
};

Conductor::Conductor(std::vector<KnownUnit> units, LinkMaker makeLink, std::function<UtcMs()> utcClock, Observer observer,
                     std::shared_ptr<SteadyTime> time)
    : m_state(std::make_unique<State>(std::move(units), std::move(makeLink), std::move(utcClock), std::move(observer),
                                      std::move(time))) {}

Conductor::~Conductor() = default;

std::vector<std::pair<UnitId, Problem>> Conductor::open(const std::vector<UnitId>& only) {
    m_state->board.forgetCancel();
    std::vector<std::pair<UnitId, Problem>> failed;
    for (auto& [unit, problem] : m_state->board.open(m_state->knowledge.indicesOf(only))) {
        failed.emplace_back(m_state->knowledge.units()[unit].unit.id, std::move(problem));
    }
    return failed;
}

std::vector<ControlOutcome> Conductor::readAll(const std::vector<UnitId>& only) {
    m_state->board.forgetCancel();
    m_state->board.takeIn();
    return RackReader(m_state->knowledge, m_state->board).read(m_state->knowledge.indicesOf(only));
}

std::vector<ControlOutcome> Conductor::set(const UnitId& id, const std::vector<std::pair<std::string, Code>>& values) {
    Knowledge& knowledge = m_state->knowledge;
    Switchboard& board = m_state->board;
    board.forgetCancel();
    board.takeIn();
    const auto unit = knowledge.indexOf(id);
    assert(unit);
    const KnownUnit& known = knowledge.units()[*unit];
    std::vector<ControlOutcome> outcomes;
    if (!board.isOpen(*unit)) {
        for (const auto& [control, code] : values) {
            outcomes.push_back(outcomeOf(known, control, code, Outcome::Missing, "was not set; " + board.whyClosed(*unit)));
        }
        return outcomes;
    }
    const auto mutes = mutesFor(known, values);
    (void)m_state->set(*unit, closed(known, mutes));
    outcomes = m_state->set(*unit, values);
    for (ControlOutcome& outcome : m_state->set(*unit, mutes)) {
        if (allAsWanted({outcome})) continue;
        outcome.message += "; it was muted for this change and may still be: open it at the unit";
        outcomes.push_back(std::move(outcome));
    }
    knowledge.tell();
    return outcomes;
}

std::vector<ControlOutcome> Conductor::State::set(std::size_t unit, const Settings& values) {
    const KnownUnit& known = knowledge.units()[unit];
    std::vector<Task> tasks;
    for (const auto& [control, code] : values) {
        const ControlValue* before = knowledge.value(unit, control);
        tasks.push_back({.control = control, .to = code, .from = before ? std::optional(before->code) : std::nullopt});
    }
    if (tasks.empty()) return {};
    const auto run = std::make_shared<Run>(known.profile, known.unit.params, tasks, standing(known));
    board.call(unit, run);
    board.run();
    std::vector<ControlOutcome> outcomes;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const TaskResult& result = run->results()[i];
        knowledge.conclude(unit, tasks[i], result);
        outcomes.push_back(outcomeOf(known, tasks[i].control, *tasks[i].to, result.outcome, result.message, result.read));
    }
    return outcomes;
}

void Conductor::setByHand(const UnitId& id, const std::string& control, Code code) {
    const auto unit = m_state->knowledge.indexOf(id);
    assert(unit);
    m_state->knowledge.learn(*unit, control, code, Quality::ByHand);
    m_state->knowledge.tell();
}

RecallReport Conductor::recall(const Plan& plan) {
    m_state->board.forgetCancel();
    m_state->board.takeIn();
    return Recalling(plan, m_state->knowledge, m_state->board, m_state->observer, m_state->leavings).run();
}

void Conductor::takeIn() {
    m_state->board.takeIn();
    m_state->board.comeBack();
}

void Conductor::leave(const UnitId& unit, const std::string& control) {
    m_state->leavings.put(unit, control);
    m_state->board.wake();
}

void Conductor::cancel() {
    m_state->board.cancel();
}

const std::vector<KnownUnit>& Conductor::units() const {
    return m_state->knowledge.units();
}

bool Conductor::isOpen(const UnitId& id) const {
    const auto unit = m_state->knowledge.indexOf(id);
    return unit && m_state->board.isOpen(*unit);
}

namespace {

ControlValue capturedValue(const KnownUnit& unit, const profiles::Control& control) {
    const auto found = unit.values.find(control.id);
    if (found == unit.values.end() || found->second.quality == Quality::Unknown) {
        return {control.id, control.defaultCode, {}, "unknown", Quality::Unknown, 0};
    }
    ControlValue value = found->second;
    if (!control.scale.contains(value.code)) return value;
    const profiles::Scale& scale = scaleNow(unit, control);
    value.value = scale.valueOf(value.code);
    value.text = scale.textOf(value.code);
    return value;
}

}  // namespace

std::vector<SnapshotUnit> captured(const std::vector<KnownUnit>& units) {
    std::vector<const KnownUnit*> rack;
    for (const KnownUnit& unit : units) {
        if (unit.profile && !unit.unit.retired) rack.push_back(&unit);
    }
    std::stable_sort(rack.begin(), rack.end(),
                     [](const auto* a, const auto* b) { return a->unit.position < b->unit.position; });
    std::vector<SnapshotUnit> all;
    for (const KnownUnit* known : rack) {
        SnapshotUnit unit{known->unit.id,     known->unit.name,       known->unit.epoch,
                          known->profile->id, known->profile->sha256, {}};
        for (const profiles::Control& control : known->profile->controls) {
            if (control.recalled) unit.controls.push_back(capturedValue(*known, control));
        }
        all.push_back(std::move(unit));
    }
    return all;
}

}  // namespace detent::recall
