// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/book_column.h"

#include "app/desk/parts.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace detent::desk {

BookColumn::BookColumn(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_songs(new SongList(desk, nullptr)),
      m_take(makeButton(tr("Take snapshot"), "main",
                        tr("Reads back what can be read and keeps the state of every control (S)"))),
      m_recall(makeButton(tr("Recall"), "", tr("Shows how the rack gets to the chosen snapshot, then moves it (R)"))),
      m_compare(makeButton(tr("Compare"), "", tr("Hear the chosen snapshot's print against the source"))) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    auto* inside = new QWidget;
    inside->setObjectName("inside");
    auto* list = new QVBoxLayout(inside);
    list->setContentsMargins(10, 14, 10, 8);
    list->setSpacing(20);
    list->addWidget(m_songs);
    auto* timeline = new Timeline(desk, nullptr);
    list->addWidget(timeline);
    list->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* pair = new QHBoxLayout;
    pair->setSpacing(8);
    pair->addWidget(m_recall);
    pair->addWidget(m_compare);
    auto* buttons = new QVBoxLayout;
    buttons->setContentsMargins(20, 8, 20, 20);
    buttons->setSpacing(10);
    buttons->addWidget(m_take);
    buttons->addLayout(pair);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    connect(timeline, &Timeline::cardChosen, this, [scroll](QWidget* card) {
        QTimer::singleShot(0, card, [scroll, card] { scroll->ensureWidgetVisible(card, 0, 0); });  // when it has its place
    });
    connect(m_take, &QPushButton::clicked, this, [this] { m_desk.prints.takeSnapshot(); });
    connect(m_recall, &QPushButton::clicked, &desk, &Desk::recallChosen);
    connect(m_compare, &QPushButton::clicked, &desk, &Desk::compareChosen);
    connect(&desk.book, &Book::snapshotsChanged, this, [this] { showState(); });
    connect(&desk.recalls, &RecallFlow::changed, this, [this] { showState(); });
    connect(&desk.rack, &Rack::unitsReset, this, [this] { showState(); });
    showState();
}

void BookColumn::showState() {
    const auto state = m_desk.recalls.state();
    const bool moving = state == RecallFlow::State::Reading || state == RecallFlow::State::Running;
    m_take->setEnabled(m_desk.book.song() && !m_desk.rack.units().empty() && !moving);
    m_recall->setEnabled(m_desk.chosenSnapshot() && !moving);
    m_compare->setEnabled(m_desk.book.song());
}

}  // namespace detent::desk
