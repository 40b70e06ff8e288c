// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/asker.h"
#include "recall/run/panel_watch.h"

namespace detent::recall {

/// The watched controls that are given up. [any-thread]
class Leavings {
public:
    using List = std::vector<std::pair<UnitId, std::string>>;
    void put(const UnitId& unit, const std::string& control) {
        const std::lock_guard lock(m_mutex);
        m_list.emplace_back(unit, control);
    }
    List take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_list, {});
    }

private:
    std::mutex m_mutex;
    List m_list;
};

/// One recall: the phases of a plan one after the other, the units of a phase side by side, the person's steps among them.
class Recalling {
public:
    Recalling(const Plan& plan, Knowledge& knowledge, Switchboard& board, const Observer& observer, Leavings& leavings);
    RecallReport run();

private:
    using Index = std::size_t;  ///< of a step in the plan
    struct Progress {
        std::optional<ControlOutcome> outcome;
        bool sent = false;
    };

    std::vector<std::size_t> onlyDriven() const;
    void runPhase(Phase phase);
    void beginWires(const std::vector<Index>& steps);
    void runOnWire(std::size_t unit, const std::vector<Index>& steps);
    void moved(std::size_t unit, const std::vector<Index>& steps, const std::vector<Task>& tasks, Run& run);

    bool goOn();
    void askOn();
    void answered(Index step, Answer answer);
    void confirmed(Index step, Outcome outcome);
    void readPanel(std::size_t unit, Index step, Outcome word);

    bool mayMove(Index step);
    bool restores(Index step) const;
    void begin(Index step);
    void end(Index step, Outcome outcome, const std::string& message = {}, std::optional<Code> read = {});
    std::string afterwards(Index step, Outcome outcome) const;

    bool isDoubtful(const ControlOutcome& outcome) const;
    void lookAgain(std::vector<ControlOutcome>& settled);
    void seenAgain(ControlOutcome& outcome, std::size_t unit, const TaskResult& result);

    ControlOutcome reviewed(ControlOutcome settled) const;
    void takeLateChanges(std::vector<ControlOutcome>& outcomes) const;
    std::vector<ControlOutcome> collected(std::vector<ControlOutcome> settled) const;

    const Plan& m_plan;
    Knowledge& m_knowledge;
    Switchboard& m_board;
    const Observer& m_observer;
    std::vector<Progress> m_progress;  // one per step
    std::vector<bool> m_wasOpen;       // one per unit, when the recall began
    std::set<std::size_t> m_stumbled;  // units that may have started anew since
    std::deque<Index> m_questions;     // of the present phase
    std::optional<Index> m_question;   // now asked
    bool m_cancelled = false;
    Asker m_asker;
    Leavings& m_leavings;
    PanelWatch m_watch;
};

}  // namespace detent::recall
