// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/faceplate.h"

#include "app/desk/control_item.h"
#include "app/desk/plate_state.h"
#include "app/desk/unit_menu.h"
#include "app/draw/meters.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace detent::desk {

namespace {
constexpr double kLeastNeedleDeg = 0.2;  // a third of a pixel
constexpr int kBarHeight = 38;
}

Faceplate::Faceplate(Desk& desk, const recall::UnitId& unit, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_id(unit), m_profile(desk.rack.find(unit)->profile) {
    setAccessibleName(QString::fromStdString(this->unit().unit.name));
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    auto pages = pagesOf(m_profile);
    m_whole = pages.front();
    if (pages.size() > 1) {
        m_bar = new PageBar(accessibleName(), m_profile, std::move(pages), this);
        connect(m_bar, &PageBar::turned, this, [this] { showPage(); });
        connect(m_bar, &PageBar::entered, this, [this] {
            if (!m_order.empty()) m_order.front()->setFocus(Qt::TabFocusReason);
        });
    }
    m_layout = page().layout({800, 160});
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

void Faceplate::bring(const std::string& control) {
    for (const auto& [index, item] : m_items)
        if (m_bar && item->control().id == control) m_bar->bring(index);
}

QPoint Faceplate::origin() const {
    return {0, m_bar ? m_desk.look.px(kBarHeight) : 0};
}

QRect Faceplate::onWidget(const QRectF& rect) const {
    return QRectF(rect.topLeft() * scale() + origin(), rect.size() * scale()).toAlignedRect();
}

double Faceplate::preferredHeight(double width) const {
    return origin().y() + std::ceil(draw::preferredHeight(shown(), width / scale()) * scale());
}

double Faceplate::leastHeight(double width) const {
    return origin().y() + std::ceil(draw::leastHeight(shown(), width / scale()) * scale());
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
    if (!sameHead) update(onWidget(QRectF(0, 0, m_layout.size.width(), m_layout.badge.bottom() + 2)));
}

void Faceplate::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.translate(origin());
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
            update(onWidget(place.body));
}

void Faceplate::placeItems() {
    if (m_bar) m_bar->setGeometry(0, 0, width(), origin().y());
    m_layout = page().layout(QSizeF(width() / scale(), (height() - origin().y()) / scale()));
    m_plate = m_layout;
    std::erase_if(m_plate.places, [](const auto& place) { return place.control >= 0; });
    m_order.clear();
    for (const auto& [index, item] : m_items) {
        const draw::FaceplatePlace* place = m_layout.of(index);
        item->setVisible(place != nullptr);
        if (!place) continue;
        item->setGeometry(onWidget(place->cell));
        m_order.push_back(item);
    }
    // Tab goes as the eye does: row by row.
    std::stable_sort(m_order.begin(), m_order.end(), [](const ControlItem* a, const ControlItem* b) {
        const bool sameRow = std::abs(a->geometry().center().y() - b->geometry().center().y()) < 20;
        return sameRow ? a->x() < b->x() : a->y() < b->y();
    });
    for (std::size_t i = 1; i < m_order.size(); ++i) setTabOrder(m_order[i - 1], m_order[i]);
}

void Faceplate::showPage() {
    const bool hadFocus = std::any_of(m_order.begin(), m_order.end(), [](const ControlItem* item) { return item->hasFocus(); });
    if (hadFocus) m_bar->setFocus();  // not to whatever comes next once its holder is hidden
    placeItems();
    emit turnedPage();
    update();
    if (hadFocus && !m_order.empty()) m_order.front()->setFocus(Qt::TabFocusReason);
}

void Faceplate::keyPressEvent(QKeyEvent* event) {
    const bool turns = event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    if (!m_bar || !turns || !(event->modifiers() & Qt::ControlModifier)) return QWidget::keyPressEvent(event);
    m_bar->step(event->key() == Qt::Key_PageDown ? 1 : -1);
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
