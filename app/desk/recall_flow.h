// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/book.h"
#include "app/desk/rack.h"

#include <QObject>

namespace detent::desk {

/// One line of the recall list.
struct RecallLine {
    /// Watched: its panel is read until it stands as wanted.
    enum class State { Waiting, UnderWay, Asked, Watched, Ended };
    recall::Step step;
    State state = State::Waiting;
    recall::ControlOutcome outcome;
    std::optional<recall::Answer> given;     ///< by the person before it was asked
    std::optional<recall::Code> reads;       ///< Watched: where the panel stands
    std::string readsText;

    bool byHand() const { return step.how == recall::Step::How::Hand; }
    bool open() const { return state != State::Ended && !given; }  ///< still to be done
};

/// A recall from its plan to its record: read back, show, save the state before, move, keep what became of it. [main-thread]
class RecallFlow : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Reading, Shown, Running, Done };

    RecallFlow(const Services& services, Book& book, Rack& rack, Messages& messages, QObject* parent = nullptr);

    void propose(const recall::Snapshot& wanted);
    void proposeUndo();  ///< of the last recall of this library
    void start();
    void answer(recall::Answer answer);  ///< to the line that is asked
    /// A step by hand, whether it is asked already or not: the answer is given when its turn comes. Skip gives up one that is
    /// watched; nothing else can be said of those.
    void answer(const recall::UnitId& unit, const std::string& control, recall::Answer answer);
    void takeBack(const recall::UnitId& unit, const std::string& control);  ///< an answer that was not asked for yet
    void confirmUnit(const recall::UnitId& unit);  ///< all that is left to do by hand on it is done
    int handLeft(const recall::UnitId& unit) const;
    void cancel();                       ///< of a shown plan: puts it away; of a running one: ends it soon
    void dismiss();

    State state() const { return m_state; }
    const recall::Snapshot& wanted() const { return m_wanted; }
    QString title() const;  ///< "Recall of v4"
    const recall::Plan& plan() const { return m_plan; }
    const std::vector<RecallLine>& lines() const { return m_lines; }
    const RecallLine* asked() const;
    int ended() const;
    const std::optional<recall::RecallReport>& report() const { return m_report; }
    bool canUndo() const { return m_state == State::Done && !m_before.id.empty(); }

signals:
    void changed();
    void finished();  ///< a recall was made, whole or not

private:
    void setState(State state);
    void show();
    void run(const recall::Snapshot& before);
    RecallLine* lineOf(const recall::Step& step);
    RecallLine* handLine(const recall::UnitId& unit, const std::string& control);
    void asked(const recall::Step& step);
    void watching(const std::vector<recall::Watched>& wrong);
    void ended(const recall::RecallReport& report);

    const Services m_services;
    Book& m_book;
    Rack& m_rack;
    Messages& m_messages;
    State m_state = State::Idle;
    recall::Snapshot m_wanted, m_before;
    recall::Plan m_plan;
    std::vector<RecallLine> m_lines;
    std::optional<recall::RecallReport> m_report;
    recall::UtcMs m_startedMs = 0;
};

}  // namespace detent::desk
