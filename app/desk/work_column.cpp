// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/work_column.h"

#include "app/desk/job_list.h"
#include "app/desk/match_card.h"
#include "app/desk/message_list.h"
#include "app/desk/parts.h"
#include "app/desk/recall_list.h"

#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace detent::desk {

WorkColumn::WorkColumn(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_scroll(new QScrollArea),
      m_empty(makeLabel(
          tr("Nothing is under way. Recalls, prints and messages stand here with their progress and their outcome."),
          "dim")) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    auto* inside = new QWidget(this);  // what may be shown must have its place first
    auto* recalls = new RecallList(desk, inside);
    inside->setObjectName("inside");
    auto* list = new QVBoxLayout(inside);
    list->setContentsMargins(18, 16, 18, 16);
    list->setSpacing(18);
    m_empty->setWordWrap(true);
    list->addWidget(recalls);
    list->addWidget(new JobList(desk, inside));
    list->addWidget(new MessageList(desk, inside));
    list->addWidget(new MatchCard(desk, inside));
    list->addWidget(m_empty);
    list->addStretch();
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scroll);
    connect(recalls, &RecallList::rowAtHand, this, [this](QWidget* row) {
        QTimer::singleShot(0, row, [this, row] { m_scroll->ensureWidgetVisible(row); });  // when it has its place
    });
    connect(&desk.recalls, &RecallFlow::changed, this, [this] { showEmpty(); });
    connect(&desk.jobs, &Jobs::changed, this, [this] { showEmpty(); });
    connect(&desk.messages, &Messages::changed, this, [this] { showEmpty(); });
    connect(&desk.listening, &Listening::changed, this, [this] { showEmpty(); });
    showEmpty();
}

void WorkColumn::showEmpty() {
    const bool something = m_desk.recalls.state() != RecallFlow::State::Idle || m_desk.jobs.busy() ||
                           !m_desk.messages.all().empty() || m_desk.listening.match();
    m_empty->setVisible(!something);
}

}  // namespace detent::desk
