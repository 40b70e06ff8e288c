// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/faceplate.h"

#include "app/desk/control_item.h"
#include "app/desk/plate_state.h"
#include "app/desk/unit_menu.h"
#include "app/draw/meters.h"

#include <QContextMenuEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace detent::desk {

namespace {
constexpr double kLeastNeedleDeg = 0.2;  // a third of a pixel
}

Faceplate::Faceplate(Desk& desk, const recall::UnitId& unit, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_id(unit), m_profile(desk.rack.find(unit)->profile) {
    setAccessibleName(QString::fromStdString(this->unit().unit.name));
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    m_layout = draw::layout(*m_profile, {800, 160});
    for (int i = 0; i < static_cast<int>(m_profile->controls.size()); ++i) m_items[i] = new ControlItem(*this, i);
    connect(&desk.rack, &Rack::unitChanged, this, [this](const QString& changed) {
        if (changed == QString::fromStdString(m_id.text)) refresh();
    });
    connect(&desk.player, &Player::heard, this, [this] { showMeters(); });
    refresh();
}

const recall::KnownUnit& Faceplate::unit() const {
    return *m_desk.rack.find(m_id);
}

QString Faceplate::spoken(const profiles::Control& control) const {
    return spokenState(m_desk.rack, unit(), control);
}

const profiles::Scale& Faceplate::scaleOf(const profiles::Control& control) const {
    const auto other = m_state.controls.find(control.depends.on);
    return control.scaleWhen(other == m_state.controls.end() ? std::nullopt : other->second.code);
}

ControlItem* Faceplate::item(const std::string& control) const {
    for (const auto& [index, item] : m_items)
        if (item->control().id == control) return item;
    return nullptr;
}

double Faceplate::preferredHeight(double width) const {
    return std::ceil(draw::preferredHeight(*m_profile, width / scale()) * scale());
}

double Faceplate::leastHeight(double width) const {
    return std::ceil(draw::leastHeight(*m_profile, width / scale()) * scale());
}

void Faceplate::turn(const profiles::Control& control, profiles::Code code, int gesture) {
    m_desk.turn(m_id, control.id, code, gesture);
}

void Faceplate::refresh() {
    if (!m_desk.rack.find(m_id)) return;  // retired; the page will soon let go of it
    const draw::FaceplateState before = std::exchange(m_state, plateState(m_desk.rack, unit(), m_desk.services.clock()));
    m_state.gainReductionDb = before.gainReductionDb;
    setAccessibleDescription(m_state.badge.text);
    for (const auto& [index, item] : m_items) item->stateChanged();
    const bool sameHead = before.name == m_state.name && before.badge.state == m_state.badge.state && before.badge.text == m_state.badge.text;
    const double bottom = (m_layout.badge.bottom() + 2) * scale();
    if (!sameHead) update(QRectF(0, 0, width(), bottom).toAlignedRect());
}

void Faceplate::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.scale(scale(), scale());
    draw::paintFaceplate(painter, *m_profile, m_plate, m_state, m_desk.look.palette());
}

void Faceplate::resizeEvent(QResizeEvent*) {
    placeItems();
}

/// The needle alone is painted anew, and only where it moves.
void Faceplate::showMeters() {
    const std::optional<double> now = m_desk.listening.gainReductionDb(m_id);
    const std::optional<double> before = std::exchange(m_state.gainReductionDb, now);
    if (before == now) return;
    const auto angle = [](std::optional<double> db) { return draw::grNeedleAngle(db.value_or(0)); };
    if (before.has_value() == now.has_value() && std::abs(angle(before) - angle(now)) < kLeastNeedleDeg) {
        m_state.gainReductionDb = before;
        return;
    }
    for (const draw::FaceplatePlace& place : m_plate.places)
        if (place.shape == profiles::PanelItem::Shape::Meter)
            update(QRectF(place.body.topLeft() * scale(), place.body.size() * scale()).toAlignedRect());
}

void Faceplate::placeItems() {
    m_layout = draw::layout(*m_profile, QSizeF(width() / scale(), height() / scale()));
    m_plate = m_layout;
    std::erase_if(m_plate.places, [](const auto& place) { return place.control >= 0; });
    std::vector<ControlItem*> order;
    for (const auto& [index, item] : m_items) {
        const draw::FaceplatePlace* place = m_layout.of(index);
        item->setVisible(place != nullptr);
        if (!place) continue;
        const QRectF cell(place->cell.topLeft() * scale(), place->cell.size() * scale());
        item->setGeometry(cell.toAlignedRect());
        order.push_back(item);
    }
    // Tab goes as the eye does: row by row.
    std::stable_sort(order.begin(), order.end(), [](const ControlItem* a, const ControlItem* b) {
        const bool sameRow = std::abs(a->geometry().center().y() - b->geometry().center().y()) < 20;
        return sameRow ? a->x() < b->x() : a->y() < b->y();
    });
    for (std::size_t i = 1; i < order.size(); ++i) setTabOrder(order[i - 1], order[i]);
}

void Faceplate::paintLock(QPainter& painter, const draw::FaceplatePlace& place) const {
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = draw::plateColours(m_profile->panel).ink;
    const QRectF lock(place.body.right() - 9, place.body.top() + 3, 9, 7);
    painter.setPen(QPen(ink, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(lock.left() + 2, lock.top() - 4, 5, 8), 0, 180 * 16);
    painter.fillRect(lock, ink);
}

void Faceplate::showMenu(ControlItem& item, const QPoint& at) {
    showControlMenu(m_desk, *this, item, at);
}

void Faceplate::contextMenuEvent(QContextMenuEvent* event) {
    showUnitMenu(m_desk, m_id, event->globalPos(), this);
}

}  // namespace detent::desk
