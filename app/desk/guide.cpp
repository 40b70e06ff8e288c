// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/guide.h"

#include "app/desk/guide_card.h"
#include "app/desk/guide_plate.h"
#include "app/desk/parts.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace detent::desk {

using recall::UnitId;

Guide::Guide(Desk& desk, QWidget* parent)
    : QWidget(parent),
      m_desk(desk),
      m_title(new ElidedLabel({}, "title")),
      m_count(makeLabel({}, "dim")),
      m_units(new QHBoxLayout),
      m_scroll(new QScrollArea),
      m_plate(new GuidePlate(desk)),
      m_card(new GuideCard(desk)),
      m_all(makeButton({}, "", tr("Every control of this unit stands as drawn"))) {
    auto* back = makeButton(tr("Back to the rack"), "small");
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_title);
    head->addWidget(m_count);
    head->addStretch(1);
    head->addLayout(m_units);
    head->addWidget(back);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_all);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_scroll, 100);
    column->addWidget(m_card);
    column->addLayout(foot);
    column->addStretch();
    m_units->setSpacing(6);
    m_scroll->setWidget(m_plate);
    m_plate->setAutoFillBackground(false);  // its corners are round
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setMinimumHeight(desk.look.px(96));
    connect(back, &QPushButton::clicked, this, &Guide::leaveWanted);
    connect(m_all, &QPushButton::clicked, this, [this] { m_desk.recalls.confirmUnit(m_unit); });
    connect(m_plate, &GuidePlate::confirmed, m_card, &GuideCard::confirm);
    connect(m_plate, &GuidePlate::chosen, this, [this](const QString& control) {
        m_control = control.toStdString();
        show();
    });
    connect(&desk.recalls, &RecallFlow::changed, this, [this] { show(); });
    connect(&desk.look, &Look::changed, this, [this] { stand(); });
    show();
}

std::vector<UnitId> Guide::units() const {
    std::vector<UnitId> units;
    for (const RecallLine& line : m_desk.recalls.lines())
        if (line.byHand() && std::find(units.begin(), units.end(), line.step.unit) == units.end()) units.push_back(line.step.unit);
    return units;
}

int Guide::left() const {
    int left = 0;
    for (const UnitId& unit : units()) left += m_desk.recalls.handLeft(unit);
    return left;
}

bool Guide::isNeeded() const {
    return m_desk.recalls.state() == RecallFlow::State::Running && left() > 0;
}

const RecallLine* Guide::lineOf(const std::string& control) const {
    for (const RecallLine& line : m_desk.recalls.lines())
        if (line.byHand() && line.step.unit == m_unit && line.step.control == control) return &line;
    return nullptr;
}

void Guide::setUnit(const UnitId& unit) {
    m_unit = unit;
    m_control.clear();
    show();
}

/// It stays where it is while there is something to do, else goes where the question is.
void Guide::chooseUnit() {
    if (m_desk.recalls.handLeft(m_unit) > 0) return;
    const RecallLine* asked = m_desk.recalls.asked();
    if (asked && asked->byHand()) {
        m_unit = asked->step.unit;
        return;
    }
    for (const UnitId& unit : units())
        if (m_desk.recalls.handLeft(unit) > 0) {
            m_unit = unit;
            return;
        }
}

void Guide::chooseControl() {
    const RecallLine* here = lineOf(m_control);
    if (here && here->open()) return;
    const RecallLine* asked = m_desk.recalls.asked();
    if (asked && asked->byHand() && asked->step.unit == m_unit) {
        m_control = asked->step.control;
        return;
    }
    for (const RecallLine& line : m_desk.recalls.lines())
        if (line.byHand() && line.step.unit == m_unit && line.open()) {
            m_control = line.step.control;
            return;
        }
}

void Guide::showUnits() {
    const std::vector<UnitId> all = units();
    const bool same = all.size() == m_unitButtons.size() &&
                      std::equal(all.begin(), all.end(), m_unitButtons.begin(), [](const auto& id, const auto& b) { return id == b.first; });
    if (!same) {
        for (const auto& [id, button] : m_unitButtons) button->hide(), button->deleteLater();
        m_unitButtons.clear();
        for (const UnitId& id : all) {
            auto* button = makeButton({}, "page");
            button->setCheckable(true);
            connect(button, &QPushButton::clicked, this, [this, id] { setUnit(id); });
            m_units->addWidget(button);
            m_unitButtons.emplace_back(id, button);
        }
    }
    for (const auto& [id, button] : m_unitButtons) {
        const recall::KnownUnit* known = m_desk.rack.find(id);
        const int left = m_desk.recalls.handLeft(id);
        const QString name = known ? QString::fromStdString(known->unit.name) : QString();
        button->setText(left > 0 ? tr("%1, %2 to go").arg(name).arg(left) : tr("%1, set").arg(name));
        button->setAccessibleName(button->text());
        button->setChecked(id == m_unit);
        button->setVisible(all.size() > 1);
    }
}

void Guide::show() {
    if (m_desk.recalls.state() != RecallFlow::State::Running) {
        m_unit = {}, m_control.clear();
        return;
    }
    const std::string before = m_control;
    chooseUnit();
    chooseControl();
    const recall::KnownUnit* known = m_desk.rack.find(m_unit);
    if (!known) return;
    showUnits();
    const auto& lines = m_desk.recalls.lines();
    const auto all = std::count_if(lines.begin(), lines.end(), [this](const RecallLine& l) { return l.byHand() && l.step.unit == m_unit; });
    const int left = m_desk.recalls.handLeft(m_unit);
    m_title->setText(tr("%1 by hand").arg(QString::fromStdString(known->unit.name)));
    m_count->setText(tr("%1 of %2 set").arg(all - left).arg(all));
    m_all->setText(tr("All %1 left of %2 are set").arg(left).arg(QString::fromStdString(known->unit.name)));
    m_all->setAccessibleName(m_all->text());
    const bool told = std::any_of(lines.begin(), lines.end(), [this](const RecallLine& l) {
        return l.byHand() && l.step.unit == m_unit && l.open() && !l.step.watched;
    });
    m_all->setVisible(left > 1 && told);
    m_plate->setUnit(m_unit);
    m_plate->refresh();
    m_plate->setCurrent(m_control);
    stand();
    const auto state = m_plate->state().controls.find(m_control);
    m_card->show(lineOf(m_control), m_plate->placeOf(m_control),
                 state == m_plate->state().controls.end() ? draw::ControlState{} : state->second);
    if (before != m_control)
        QTimer::singleShot(0, this, [this] {  // when it has its place
            const QRect cell = m_plate->cellOf(m_control);
            m_scroll->ensureVisible(cell.center().x(), cell.center().y(), cell.width() / 2, cell.height() / 2 + 8);
        });
}

/// The plate as tall as it likes where the card has its room, too; the rest is left at the bottom.
void Guide::stand() {
    const int others = m_card->sizeHint().height() + m_all->sizeHint().height() + m_title->sizeHint().height() + m_desk.look.px(60);
    const int width = m_scroll->width(), room = std::max(m_scroll->minimumHeight(), height() - others);
    const int tall = m_plate->heightWithin(width, room);
    m_scroll->setMaximumHeight(std::min(tall, room));
    m_plate->resize(tall > room ? m_scroll->viewport()->width() : width, tall);
}

void Guide::resizeEvent(QResizeEvent*) {
    QTimer::singleShot(0, this, [this] { show(); });  // when the parts have their places
}

}  // namespace detent::desk
