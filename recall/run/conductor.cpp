// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/conductor.h"

#include "recall/run/rack_reader.h"
#include "recall/run/recalling.h"

#include <algorithm>

namespace detent::recall {

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
    std::vector<Task> tasks;
    for (const auto& [control, code] : values) {
        const ControlValue* before = knowledge.value(*unit, control);
        tasks.push_back({control, code, before ? std::optional(before->code) : std::nullopt});
    }
    const auto run = std::make_shared<Run>(known.profile, known.unit.params, tasks);
    board.call(*unit, run);
    board.run();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const TaskResult& result = run->results()[i];
        knowledge.conclude(*unit, tasks[i], result);
        outcomes.push_back(outcomeOf(known, tasks[i].control, *tasks[i].to, result.outcome, result.message, result.read));
    }
    knowledge.tell();
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
    value.value = control.scale.valueOf(value.code);
    value.text = control.scale.textOf(value.code);
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
