// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The phases of a recall.
#include "recall/run/recalling.h"

#include "recall/run/verify.h"

#include <algorithm>
#include <iterator>

namespace detent::recall {

namespace {

constexpr Phase kPhases[] = {Phase::Mute, Phase::Relays, Phase::Settings, Phase::LevelsUp, Phase::Unmute};

Task taskOf(const Step& step) { return {step.control, step.to, step.from, step.ruling, step.order}; }

/// The engine is muted while this lives.
class EngineMute {
public:
    explicit EngineMute(const std::function<void(bool)>& mute) : m_mute(mute) {
        if (m_mute) m_mute(true);
    }
    ~EngineMute() {
        if (m_mute) m_mute(false);
    }
    EngineMute(const EngineMute&) = delete;
    EngineMute& operator=(const EngineMute&) = delete;

private:
    const std::function<void(bool)>& m_mute;
};

}  // namespace

Recalling::Recalling(const Plan& plan, Knowledge& knowledge, Switchboard& board, const Observer& observer, Leavings& leavings)
    : m_plan(plan),
      m_knowledge(knowledge),
      m_board(board),
      m_observer(observer),
      m_progress(plan.steps.size()),
      m_asker(observer.ask, [&board] { board.wake(); }),
      m_leavings(leavings),
      m_watch(knowledge, board, observer.watching,
              [this](Index step, Outcome outcome, const std::string& message, std::optional<Code> read) {
                  end(step, outcome, message, read);
              }) {
    (void)m_leavings.take();  // of an earlier recall
    for (std::size_t unit = 0; unit < knowledge.units().size(); ++unit) m_wasOpen.push_back(board.isOpen(unit));
}

RecallReport Recalling::run() {
    const auto began = m_board.time();
    RecallReport report;
    std::vector<ControlOutcome> settled;
    for (const ControlOutcome& outcome : m_plan.settled) settled.push_back(reviewed(outcome));
    m_board.takeIdleMs();
    m_board.takeLeastMs();
    if (!m_plan.steps.empty()) {
        const EngineMute muted(m_observer.mute);
        const auto lockable = onlyDriven();
        m_board.lockPanels(lockable, true);
        report.wireSeconds += m_board.takeLeastMs() / 1000;
        for (const Phase phase : kPhases) {
            runPhase(phase);
            report.wireSeconds += m_board.takeLeastMs() / 1000;
        }
        lookAgain(settled);
        report.wireSeconds += m_board.takeLeastMs() / 1000;
        m_board.lockPanels(lockable, false);
        report.wireSeconds += m_board.takeLeastMs() / 1000;
    }
    report.cancelled = m_cancelled || m_board.cancelled();
    report.outcomes = collected(std::move(settled));
    const std::chrono::duration<double> took = m_board.time() - began;
    report.seconds = took.count() - m_board.takeIdleMs() / 1000;
    return report;
}

/// The units on which nobody has to turn anything meanwhile.
std::vector<std::size_t> Recalling::onlyDriven() const {
    std::set<std::size_t> driven, turned;
    for (const Step& step : m_plan.steps) {
        if (const auto unit = m_knowledge.indexOf(step.unit)) (step.how == Step::How::Hand ? turned : driven).insert(*unit);
    }
    std::vector<std::size_t> units;
    std::set_difference(driven.begin(), driven.end(), turned.begin(), turned.end(), std::back_inserter(units));
    return units;
}

void Recalling::runPhase(Phase phase) {
    std::vector<Index> steps;
    for (Index i = 0; i < m_plan.steps.size(); ++i) {
        if (m_plan.steps[i].phase == phase) steps.push_back(i);
    }
    if (steps.empty()) return;
    m_cancelled = m_cancelled || m_board.cancelled();
    if (m_observer.phaseStarted && !m_cancelled) m_observer.phaseStarted(phase);
    std::erase_if(steps, [&](Index step) { return !mayMove(step); });
    // A unit muted for the recall is opened again, whatever has become of the rest.
    m_board.heedCancel(std::none_of(steps.begin(), steps.end(), [&](Index step) { return restores(step); }));
    beginWires(steps);
    m_board.run([this] { return goOn(); });
    m_board.heedCancel(true);
    m_knowledge.tell();
}

/// Ends the steps that cannot be tried.
bool Recalling::mayMove(Index index) {
    const Step& step = m_plan.steps[index];
    const auto unit = m_knowledge.indexOf(step.unit);
    const auto wanted = "wanted " + step.toText + "; ";
    if (!unit)
        end(index, Outcome::Missing, wanted + "the unit is not in this rack; set it by its recall sheet");
    else if (m_knowledge.units()[*unit].locked.contains(step.control))
        end(index, Outcome::Locked, wanted + "it is locked against recall; unlock it to recall it");
    else if (m_cancelled && !restores(index))
        end(index, Outcome::Skipped, "cancelled before its turn");
    else if (step.how == Step::How::Hand || m_board.isOpen(*unit))
        return true;
    else if (m_wasOpen[*unit])
        end(index, Outcome::Uncertain, wanted + m_board.whyClosed(*unit) + " and recall once more");
    else
        end(index, Outcome::Missing, wanted + m_board.whyClosed(*unit) + ", or set it at the unit");
    return false;
}

/// Does this step open what an earlier one muted for the time of the recall?
bool Recalling::restores(Index index) const {
    const Step& step = m_plan.steps[index];
    for (Index i = 0; i < index; ++i) {
        const Step& mute = m_plan.steps[i];
        if (mute.transient && m_progress[i].sent && mute.unit == step.unit && mute.control == step.control) return true;
    }
    return false;
}

// --- By wire ---

void Recalling::beginWires(const std::vector<Index>& steps) {
    std::map<std::size_t, std::vector<Index>> byUnit;
    for (const Index index : steps) {
        const Step& step = m_plan.steps[index];
        const bool asks = step.asksFirst || step.how == Step::How::Hand;
        const std::size_t unit = *m_knowledge.indexOf(step.unit);
        if (!m_cancelled && m_watch.takes(step, unit))
            begin(index), m_watch.add(index, step, unit);
        else if (asks && !m_cancelled)
            m_questions.push_back(index);
        else
            byUnit[unit].push_back(index);
    }
    for (const auto& [unit, some] : byUnit) runOnWire(unit, some);
}

void Recalling::runOnWire(std::size_t unit, const std::vector<Index>& steps) {
    std::vector<Task> tasks;
    for (const Index index : steps)
        tasks.push_back(taskOf(m_plan.steps[index]));
    const KnownUnit& known = m_knowledge.units()[unit];
    const auto run = std::make_shared<Run>(known.profile, known.unit.params, tasks, standing(known));
    m_board.call(unit, run, [this, unit, steps, tasks, talk = run.get()] { moved(unit, steps, tasks, *talk); });
}

void Recalling::moved(std::size_t unit, const std::vector<Index>& steps, const std::vector<Task>& tasks, Run& run) {
    if (run.stumbled()) m_stumbled.insert(unit);
    for (const std::size_t i : run.takeStarted()) begin(steps[i]);
    for (const std::size_t i : run.takeEnded()) {
        const TaskResult& result = run.results()[i];
        m_progress[steps[i]].sent = result.sent;
        m_knowledge.conclude(unit, tasks[i], result);
        m_knowledge.tell();
        end(steps[i], result.outcome, result.message, result.read);
    }
}

// --- By hand ---

/// True while a person has something to do.
bool Recalling::goOn() {
    askOn();
    for (const auto& [unit, control] : m_leavings.take()) m_watch.leave(unit, control);
    if (m_cancelled) m_watch.leaveAll("cancelled before it stood there");
    const bool watches = m_watch.goOn();
    return watches || m_asker.isAsking();
}

/// Puts the next question.
void Recalling::askOn() {
    if (const auto answer = m_asker.take()) {
        answered(*std::exchange(m_question, std::nullopt), *answer);
    }
    m_cancelled = m_cancelled || m_board.cancelled();
    while (!m_asker.isAsking() && !m_questions.empty()) {
        const Index next = m_questions.front();
        m_questions.pop_front();
        if (m_cancelled) {
            end(next, Outcome::Skipped, "cancelled before its turn");
            continue;
        }
        begin(next);
        m_question = next;
        m_asker.put(m_plan.steps[next]);
    }
}

void Recalling::answered(Index index, Answer answer) {
    const Step& step = m_plan.steps[index];
    if (answer == Answer::Cancel) m_board.cancel();
    const bool byHand = step.how == Step::How::Hand;
    if (answer == Answer::Skip) return end(index, Outcome::Skipped, "wanted " + step.toText + "; left as it is");
    if (answer == Answer::Cancel || (!byHand && m_board.cancelled()))
        return end(index, Outcome::Skipped, "wanted " + step.toText + "; cancelled before its turn");
    if (!byHand && mayMove(index)) runOnWire(*m_knowledge.indexOf(step.unit), {index});
    if (byHand) confirmed(index, answer == Answer::BySound ? Outcome::ConfirmedBySound : Outcome::ConfirmedByHand);
}

/// A panel that can be read has the last word.
void Recalling::confirmed(Index index, Outcome word) {
    const Step& step = m_plan.steps[index];
    const std::size_t unit = *m_knowledge.indexOf(step.unit);
    const profiles::Control* control = m_knowledge.units()[unit].profile->control(step.control);
    if (control && control->readable() && m_board.isOpen(unit) && !m_board.cancelled()) return readPanel(unit, index, word);
    m_knowledge.learn(unit, step.control, step.to, qualityAfter(word));
    m_knowledge.tell();
    end(index, word);
}

void Recalling::readPanel(std::size_t unit, Index index, Outcome word) {
    const Step& step = m_plan.steps[index];
    const KnownUnit& known = m_knowledge.units()[unit];
    const Task task{.control = step.control, .ruling = step.ruling};
    const auto run = std::make_shared<Run>(known.profile, known.unit.params, std::vector{task});
    m_board.call(unit, run, [this, unit, index, word, task, talk = run.get()] {
        if (talk->takeEnded().empty()) return;
        const Step& done = m_plan.steps[index];
        const TaskResult& result = talk->results().front();
        if (result.read)
            m_knowledge.conclude(unit, task, result);
        else
            m_knowledge.learn(unit, done.control, done.to, qualityAfter(word));
        m_knowledge.tell();
        if (!result.read) return end(index, word);
        const profiles::Control& control = *m_knowledge.units()[unit].profile->control(done.control);
        if (agrees(control, done.to, *result.read)) return end(index, Outcome::Verified, {}, result.read);
        end(index, Outcome::Mismatch,
            "wanted " + done.toText + ", its panel reads " + control.scaleWhen(done.ruling).textOf(*result.read) +
                "; turn it and recall once more",
            result.read);
    });
}

}  // namespace detent::recall
