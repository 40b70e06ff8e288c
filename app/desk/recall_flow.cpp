// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/recall_flow.h"

#include "app/desk/on_main.h"

#include <algorithm>

namespace detent::desk {

using recall::Snapshot;

RecallFlow::RecallFlow(const Services& services, Book& book, Rack& rack, Messages& messages, QObject* parent)
    : QObject(parent), m_services(services), m_book(book), m_rack(rack), m_messages(messages) {
    connect(&rack, &Rack::stepStarted, this, [this](const recall::Step& step) {
        if (RecallLine* line = lineOf(step)) line->state = RecallLine::State::UnderWay;
        emit changed();
    });
    connect(&rack, &Rack::asked, this, [this](const recall::Step& step) { asked(step); });
    connect(&rack, &Rack::watching, this, [this](const std::vector<recall::Watched>& wrong) { watching(wrong); });
    connect(&rack, &Rack::stepEnded, this, [this](const recall::Step& step, const recall::ControlOutcome& outcome) {
        if (RecallLine* line = lineOf(step)) line->state = RecallLine::State::Ended, line->outcome = outcome;
        emit changed();
    });
    connect(&rack, &Rack::recallEnded, this, [this](const recall::RecallReport& report) { ended(report); });
}

void RecallFlow::setState(State state) {
    m_state = state;
    emit changed();
}

QString RecallFlow::title() const {
    if (m_wanted.automatic) return tr("Undo: %1").arg(QString::fromStdString(m_wanted.name));
    return tr("Recall of %1").arg(QString::fromStdString(m_wanted.name));
}

void RecallFlow::propose(const Snapshot& wanted) {
    if (m_state == State::Reading || m_state == State::Running) return;
    m_wanted = wanted;
    m_report.reset();
    m_lines.clear();
    setState(State::Reading);
    m_rack.readBack({}, [this] { show(); });
}

void RecallFlow::show() {
    if (m_state != State::Reading) return;
    m_plan = recall::makePlan(m_wanted, m_rack.units());
    m_lines.clear();
    for (const recall::Step& step : m_plan.steps) {
        m_lines.emplace_back();
        m_lines.back().step = step;
    }
    m_rack.showPlan(m_plan);
    setState(State::Shown);
}

void RecallFlow::proposeUndo() {
    auto job = [](recall::Store& store) -> Result<Snapshot> {
        const auto last = store.lastRecall();
        if (!last) return last.problem();
        if (!*last) return Problem{Fault::Usage, "Nothing has been recalled yet, so there is nothing to undo", ""};
        return store.snapshot((*last)->before.text);
    };
    askStore(*m_services.store, this, job, [this](Result<Snapshot> before) {
        before ? propose(*before) : m_messages.add(before.problem());
    });
}

void RecallFlow::start() {
    if (m_state != State::Shown) return;
    Snapshot before;
    before.song = m_wanted.song;
    before.part = m_wanted.part;
    before.name = "before " + title().toStdString();
    before.automatic = true;
    before.units = recall::captured(m_rack.units());
    std::vector<profiles::ProfilePtr> profiles;
    for (const auto& unit : m_rack.units()) profiles.push_back(unit.profile);
    m_startedMs = m_services.clock();
    setState(State::Running);
    m_book.addSnapshot(std::move(before), profiles, [this](const Snapshot& saved) { run(saved); });
}

void RecallFlow::run(const Snapshot& before) {
    m_before = before;
    m_rack.recall(m_plan);
}

void RecallFlow::ended(const recall::RecallReport& report) {
    m_report = report;
    recall::RecallRecord record{{}, m_wanted.id, m_before.id, m_startedMs, report.seconds, report.outcomes};
    askStore(*m_services.store, this, [record](recall::Store& store) { return store.addRecall(record); },
             [this](Result<recall::RecallRecord> kept) {
                 if (!kept) m_messages.add(kept.problem());
             });
    setState(State::Done);
    emit finished();
}

void RecallFlow::asked(const recall::Step& step) {
    RecallLine* line = lineOf(step);
    if (!line) return;
    line->state = RecallLine::State::Asked;
    if (line->given) answer(*line->given);
    emit changed();
}

void RecallFlow::watching(const std::vector<recall::Watched>& wrong) {
    for (const recall::Watched& one : wrong)
        if (RecallLine* line = lineOf(one.step); line && line->state != RecallLine::State::Ended)
            line->state = RecallLine::State::Watched, line->reads = one.reads, line->readsText = one.readsText;
    emit changed();
}

/// The next that is to be done by hand on it.
RecallLine* RecallFlow::handLine(const recall::UnitId& unit, const std::string& control) {
    for (RecallLine& line : m_lines)
        if (line.byHand() && line.step.unit == unit && line.step.control == control && line.state != RecallLine::State::Ended)
            return &line;
    return nullptr;
}

int RecallFlow::handLeft(const recall::UnitId& unit) const {
    return static_cast<int>(std::count_if(m_lines.begin(), m_lines.end(), [&](const RecallLine& line) {
        return line.byHand() && line.step.unit == unit && line.open();
    }));
}

void RecallFlow::answer(const recall::UnitId& unit, const std::string& control, recall::Answer answer) {
    RecallLine* line = m_state == State::Running ? handLine(unit, control) : nullptr;
    if (!line) return;
    if (line->state == RecallLine::State::Asked) return this->answer(answer);
    if (line->state == RecallLine::State::Watched || line->step.watched) {
        if (answer == recall::Answer::Skip) m_rack.leave(unit, control);
        return;
    }
    line->given = answer;
    emit changed();
}

void RecallFlow::takeBack(const recall::UnitId& unit, const std::string& control) {
    RecallLine* line = handLine(unit, control);
    if (!line || line->state != RecallLine::State::Waiting) return;
    line->given.reset();
    emit changed();
}

void RecallFlow::confirmUnit(const recall::UnitId& unit) {
    if (m_state != State::Running) return;
    for (RecallLine& line : m_lines)
        if (line.byHand() && line.step.unit == unit && line.state == RecallLine::State::Waiting && !line.step.watched)
            line.given = line.given.value_or(recall::Answer::Done);
    const RecallLine* now = asked();
    if (now && now->step.unit == unit && now->byHand()) return answer(recall::Answer::Done);
    emit changed();
}

RecallLine* RecallFlow::lineOf(const recall::Step& step) {
    const auto same = [&](const RecallLine& line) {
        return line.step.unit == step.unit && line.step.control == step.control && line.step.phase == step.phase;
    };
    const auto it = std::find_if(m_lines.begin(), m_lines.end(), same);
    return it == m_lines.end() ? nullptr : &*it;
}

const RecallLine* RecallFlow::asked() const {
    const auto it = std::find_if(m_lines.begin(), m_lines.end(), [](const auto& l) { return l.state == RecallLine::State::Asked; });
    return it == m_lines.end() ? nullptr : &*it;
}

int RecallFlow::ended() const {
    return static_cast<int>(
        std::count_if(m_lines.begin(), m_lines.end(), [](const auto& l) { return l.state == RecallLine::State::Ended; }));
}

void RecallFlow::answer(recall::Answer answer) {
    if (!asked()) return;
    lineOf(asked()->step)->state = RecallLine::State::UnderWay;
    m_rack.answer(answer);
    emit changed();
}

void RecallFlow::cancel() {
    if (m_state == State::Running) return m_rack.cancel();
    if (m_state == State::Reading) m_rack.cancel();
    dismiss();
}

void RecallFlow::dismiss() {
    if (m_state == State::Running) return;
    m_rack.hidePlan();
    m_lines.clear();
    m_report.reset();
    setState(State::Idle);
}

}  // namespace detent::desk
