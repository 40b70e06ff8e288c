// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/recall_list.h"

#include "app/desk/ask_panel.h"
#include "app/desk/parts.h"
#include "app/desk/recall_row.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QTimer>
#include <QVBoxLayout>

namespace detent::desk {

using State = RecallFlow::State;

RecallList::RecallList(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_title(new ElidedLabel({}, "title")),
      m_count(makeLabel({}, "dim")),
      m_summary(makeLabel({}, "dim")),
      m_notes(makeLabel({}, "dim")),
      m_bar(new QProgressBar),
      m_rowsLayout(new QVBoxLayout),
      m_ask(new AskPanel(desk)),
      m_go(makeButton(tr("Move the gear"), "main", tr("Starts the recall (Enter)"))),
      m_cancel(makeButton(tr("Cancel"), "")),
      m_undo(makeButton(tr("Undo recall"), "link", tr("Shows how the rack gets back to where it was before (Ctrl+Z)"))),
      m_clock(new QTimer(this)) {
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_count);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Steps of the recall"));
    for (QLabel* label : {m_summary, m_notes}) label->setWordWrap(true);
    m_rowsLayout->setSpacing(0);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_go, 1);
    buttons->addWidget(m_cancel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_bar);
    column->addWidget(m_summary);
    column->addWidget(m_notes);
    column->addLayout(m_rowsLayout);
    column->addLayout(buttons);
    column->addWidget(m_undo, 0, Qt::AlignLeft);
    m_rowsLayout->addWidget(m_ask);
    m_clock->setInterval(500);
    connect(m_clock, &QTimer::timeout, this, [this] { showHead(); });
    connect(m_go, &QPushButton::clicked, &desk.recalls, &RecallFlow::start);
    connect(m_cancel, &QPushButton::clicked, this, [this] { press(); });
    connect(m_undo, &QPushButton::clicked, &desk.recalls, &RecallFlow::proposeUndo);
    connect(&desk.recalls, &RecallFlow::changed, this, [this] { show(); });
    show();
}

void RecallList::press() {
    m_desk.recalls.state() == State::Done ? m_desk.recalls.dismiss() : m_desk.recalls.cancel();
}

void RecallList::show() {
    const State state = m_desk.recalls.state();
    setVisible(state != State::Idle);
    if (m_rows.size() != m_desk.recalls.lines().size()) makeRows();
    if (state == State::Running && m_state != static_cast<int>(State::Running)) m_since = m_desk.services.clock();
    state == State::Running ? m_clock->start() : m_clock->stop();
    showLines();
    showHead();
    if (std::exchange(m_state, static_cast<int>(state)) != static_cast<int>(state)) showButtons();
}

void RecallList::makeRows() {
    for (RecallRow* row : m_rows) row->hide(), row->deleteLater();
    m_rows.clear();
    m_asked = nullptr;
    m_ask->hide();
    for (std::size_t i = 0; i < m_desk.recalls.lines().size(); ++i) {
        m_rows.push_back(new RecallRow(m_desk.look, this));
        m_rowsLayout->addWidget(m_rows.back());
    }
}

void RecallList::showLines() {
    const auto& lines = m_desk.recalls.lines();
    const recall::Step* asked = nullptr;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setLine(lines[i]);
        const bool here = lines[i].state == RecallLine::State::Asked;
        m_rows[i]->setVisible(!here);
        if (!here) continue;
        asked = &lines[i].step;
        if (asked == m_asked) continue;
        m_rowsLayout->removeWidget(m_ask);
        m_rowsLayout->insertWidget(m_rowsLayout->indexOf(m_rows[i]) + 1, m_ask);
        m_ask->ask(*asked);
        emit rowAtHand(m_ask);
    }
    if (!asked) m_ask->hide();
    m_asked = asked;
}

void RecallList::showHead() {
    const RecallFlow& flow = m_desk.recalls;
    const int all = static_cast<int>(flow.lines().size()), ended = flow.ended();
    m_title->setText(flow.title());
    m_bar->setRange(0, flow.state() == State::Reading ? 0 : std::max(1, all));
    m_bar->setValue(flow.state() == State::Done ? std::max(1, all) : ended);
    m_bar->setVisible(flow.state() == State::Reading || flow.state() == State::Running ||
                      (flow.state() == State::Done && all > 0));
    QString count = all == 1 ? tr("1 step") : tr("%1 steps").arg(all);
    if (flow.state() == State::Running)
        count =
            tr("%1 of %2, %3").arg(ended).arg(all).arg(timeText(double(m_desk.services.clock() - m_since) / 1000, false));
    if (flow.state() == State::Reading || all == 0) count.clear();
    m_count->setText(count);
}

void RecallList::showButtons() {
    const RecallFlow& flow = m_desk.recalls;
    const State state = flow.state();
    m_go->setVisible(state == State::Shown && !flow.lines().empty());
    m_cancel->setText(state == State::Done || (state == State::Shown && flow.lines().empty()) ? tr("Put away")
                                                                                              : tr("Cancel"));
    m_undo->setVisible(flow.canUndo());
    QStringList notes;
    for (const std::string& note : flow.plan().notes) notes << QString::fromStdString(note);
    if (state == State::Shown)
        for (const auto& settled : flow.plan().settled)
            if (!isAsWanted(settled.outcome))
                notes << QString::fromStdString(settled.message.empty() ? recall::name(settled.outcome) : settled.message);
    m_notes->setText(notes.join("\n"));
    m_notes->setVisible(!notes.empty() && (state == State::Shown || state == State::Running));
    QString summary;
    if (state == State::Reading) summary = tr("Reading back how the rack stands…");
    if (state == State::Shown) {
        const auto stand = std::count_if(flow.plan().settled.begin(), flow.plan().settled.end(),
                                         [](const auto& s) { return isAsWanted(s.outcome); });
        summary = flow.lines().empty()
                      ? tr("The rack stands like this already.")
                      : tr("%1 controls stand as wanted and are left alone. Nothing has moved yet.").arg(stand);
    }
    if (state == State::Done && flow.report()) summary = reportText(*flow.report());
    if (state == State::Done && flow.report() && flow.report()->seconds >= 0.05)
        summary += tr(", in %1 s").arg(flow.report()->seconds, 0, 'f', 1);
    m_summary->setText(summary);
    m_summary->setVisible(!summary.isEmpty());
    const bool whole = state == State::Done && flow.report() &&
                       std::all_of(flow.report()->outcomes.begin(), flow.report()->outcomes.end(),
                                   [](const auto& o) { return isAsWanted(o.outcome); });
    setTone(m_summary, state != State::Done ? "dim" : whole ? "good" : "bad");
    if (state == State::Shown) m_go->isVisibleTo(this) ? m_go->setFocus() : m_cancel->setFocus();
}

}  // namespace detent::desk
