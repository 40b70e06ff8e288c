// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/guide_plate.h"

#include "app/desk/plate_state.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace detent::desk {

GuidePlate::GuidePlate(Desk& desk, QWidget* parent) : QWidget(parent), m_desk(desk) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleDescription(tr("Arrows choose a control, Enter says that it is set"));
}

void GuidePlate::setUnit(const recall::UnitId& unit) {
    if (m_id == unit) return;
    m_id = unit;
    if (this->unit()) m_layout = draw::layout(*this->unit()->profile, QSizeF(width(), height()) / m_desk.look.scale());
    refresh();
}

void GuidePlate::setCurrent(const std::string& control) {
    m_current = control;
    update();
}

const RecallLine* GuidePlate::lineOf(const std::string& control) const {
    for (const RecallLine& line : m_desk.recalls.lines())
        if (line.byHand() && line.step.unit == m_id && line.step.control == control) return &line;
    return nullptr;
}

const draw::FaceplatePlace* GuidePlate::placeOf(const std::string& control) const {
    if (!unit()) return nullptr;
    const auto& controls = unit()->profile->controls;
    for (std::size_t i = 0; i < controls.size(); ++i)
        if (controls[i].id == control) return m_layout.of(static_cast<int>(i));
    return nullptr;
}

QRect GuidePlate::cellOf(const std::string& control) const {
    const draw::FaceplatePlace* place = placeOf(control);
    const double scale = m_desk.look.scale();
    return place ? QRectF(place->cell.topLeft() * scale, place->cell.size() * scale).toAlignedRect() : QRect();
}

int GuidePlate::heightWithin(int width, int room) const {
    if (!unit()) return room;
    const double scale = m_desk.look.scale();
    const double best = draw::preferredHeight(*unit()->profile, width / scale) * scale;
    const double least = draw::leastHeight(*unit()->profile, width / scale) * scale;
    return static_cast<int>(std::ceil(std::max(least, std::min<double>(best, room))));
}

void GuidePlate::refresh() {
    if (!unit()) return;
    m_state = plateState(m_desk.rack, *unit(), m_desk.services.clock());
    for (const RecallLine& line : m_desk.recalls.lines()) {
        if (!line.byHand() || line.step.unit != m_id) continue;
        draw::ControlState& shown = m_state.controls[line.step.control];
        if (line.open() && line.reads) shown.code = line.reads, shown.knowledge = draw::Knowledge::Known;
        if (line.given == recall::Answer::Done || line.given == recall::Answer::BySound)
            shown.code = line.step.to, shown.knowledge = draw::Knowledge::Known, shown.wanted.reset();
    }
    setAccessibleName(tr("Panel of %1").arg(m_state.name));
    update();
}

void GuidePlate::resizeEvent(QResizeEvent*) {
    if (unit()) m_layout = draw::layout(*unit()->profile, QSizeF(width(), height()) / m_desk.look.scale());
}

void GuidePlate::paintEvent(QPaintEvent*) {
    if (!unit()) return;
    QPainter painter(this);
    painter.scale(m_desk.look.scale(), m_desk.look.scale());
    draw::paintFaceplate(painter, *unit()->profile, m_layout, m_state, m_desk.look.palette());
    paintMarks(painter);
}

/// A frame around the control at hand, a tick at what is set.
void GuidePlate::paintMarks(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    const draw::PlateColours plate = draw::plateColours(unit()->profile->panel);
    for (const RecallLine& line : m_desk.recalls.lines()) {
        if (!line.byHand() || line.step.unit != m_id || line.open()) continue;
        const draw::FaceplatePlace* place = placeOf(line.step.control);
        if (!place || line.given == recall::Answer::Skip || line.outcome.outcome == recall::Outcome::Skipped) continue;
        const QRectF disc(place->body.right() - 14, place->body.top(), 14, 14);
        painter.setPen(Qt::NoPen);
        painter.setBrush(draw::badgeColour(draw::Badge::State::Verified));
        painter.drawEllipse(disc);
        draw::paintSign(painter, disc.adjusted(2, 2, -2, -2), draw::Sign::Tick, draw::badgeGround(plate.lower));
    }
    const draw::FaceplatePlace* here = placeOf(m_current);
    if (!here) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(draw::signalOn(plate.lower, &draw::Palette::hand), hasFocus() ? 3 : 2));
    painter.drawRoundedRect(here->cell.adjusted(1, -2, -1, 2), draw::metrics::radius, draw::metrics::radius);
}

void GuidePlate::mousePressEvent(QMouseEvent* event) {
    const draw::FaceplatePlace* place = m_layout.at(event->position() / m_desk.look.scale());
    if (!place || !unit()) return;
    const std::string& id = unit()->profile->controls[static_cast<std::size_t>(place->control)].id;
    if (lineOf(id)) emit chosen(QString::fromStdString(id));
}

/// To the next or the one before that is by hand, as the plan goes.
void GuidePlate::step(int by) {
    std::vector<std::string> all;
    for (const RecallLine& line : m_desk.recalls.lines())
        if (line.byHand() && line.step.unit == m_id) all.push_back(line.step.control);
    if (all.empty()) return;
    const auto here = std::find(all.begin(), all.end(), m_current);
    const auto count = static_cast<std::ptrdiff_t>(all.size());
    const std::ptrdiff_t at = here == all.end() ? 0 : (here - all.begin() + by + count) % count;
    emit chosen(QString::fromStdString(all[static_cast<std::size_t>(at)]));
}

void GuidePlate::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Up:
            return step(-1);
        case Qt::Key_Right:
        case Qt::Key_Down:
            return step(1);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            emit confirmed();
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

bool GuidePlate::event(QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    return QWidget::event(event);
}

}  // namespace detent::desk
