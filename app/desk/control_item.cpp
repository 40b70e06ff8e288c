// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/control_item.h"

#include "app/desk/control_motion.h"
#include "app/desk/faceplate.h"
#include "app/desk/value_field.h"
#include "app/draw/switches.h"

#include <QAccessible>
#include <QDateTime>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace detent::desk {

using profiles::Code;
using profiles::ControlKind;

namespace {
constexpr qint64 kSameGestureMs = 700;
constexpr double kNotch = 120;

/// All of a control's state that is painted.
ControlItem::Shown paintedOf(const draw::FaceplateState& state, const std::string& control) {
    const auto it = state.controls.find(control);
    if (it == state.controls.end()) return {};
    return {it->second.code, it->second.wanted, it->second.knowledge, it->second.mismatch};
}
}  // namespace

ControlItem::ControlItem(Faceplate& plate, int control) : QWidget(&plate), m_plate(plate), m_control(control) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(isKnob() ? Qt::SizeVerCursor : Qt::PointingHandCursor);
    setObjectName(QString::fromStdString(this->control().id));
    setAccessibleName(QString::fromStdString(plate.unit().unit.name + " " + this->control().label));
    setAccessibleDescription(QString::fromStdString(this->control().scale.rangeText()));
}

const profiles::Control& ControlItem::control() const {
    return m_plate.profile().controls[static_cast<std::size_t>(m_control)];
}

const draw::FaceplatePlace* ControlItem::place() const {
    return m_plate.layout().of(m_control);
}

bool ControlItem::isKnob() const {
    return control().kind == ControlKind::Knob || (place() && place()->shape == profiles::PanelItem::Shape::Knob);
}

Code ControlItem::target() const {
    const auto& controls = m_plate.state().controls;
    const auto it = controls.find(control().id);
    if (it == controls.end()) return control().defaultCode;
    const draw::ControlState& state = it->second;
    if (state.wanted && !state.mismatch) return *state.wanted;
    return state.code.value_or(control().defaultCode);
}

void ControlItem::turnTo(Code code) {
    m_plate.turn(control(), code, gesture(false));
}

void ControlItem::toDefault() {
    m_plate.turn(control(), control().defaultCode, gesture(false));
}

/// What follows within a moment belongs to the same gesture, so that one undo takes it all back.
int ControlItem::gesture(bool keepOn) {
    static int last = 0;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!keepOn || now - m_gestureMs > kSameGestureMs) m_gesture = ++last;
    m_gestureMs = now;
    return m_gesture;
}

void ControlItem::type() {
    ValueField::open(*this);
}

QString ControlItem::spoken() const {
    return m_plate.spoken(control());
}

void ControlItem::stateChanged() {
    const QString now = spoken();
    const std::string& other = control().depends.on;
    const bool locked = m_plate.unit().locked.contains(control().id);
    const auto shown = std::tuple(paintedOf(m_plate.state(), control().id), paintedOf(m_plate.state(), other), locked);
    if (std::exchange(m_shown, shown) != shown) update();
    if (now == m_spoken) return;
    m_spoken = now;
    setToolTip(accessibleName() + "\n" + now + "\n" + accessibleDescription());
    QAccessibleValueChangeEvent event(this, motion::numberOf(control().scale, target()));
    QAccessible::updateAccessibility(&event);
}

bool ControlItem::event(QEvent* event) {
    switch (event->type()) {
        case QEvent::HoverEnter:
        case QEvent::HoverLeave:
        case QEvent::FocusIn:
        case QEvent::FocusOut:
            update();
            break;
        default:
            break;
    }
    return QWidget::event(event);
}

void ControlItem::paintEvent(QPaintEvent*) {
    const draw::FaceplatePlace* here = place();
    if (!here) return;
    draw::FaceplateState state;  // of this control, and of the one that it depends on
    for (const std::string& id : {control().id, control().depends.on})
        if (const auto it = m_plate.state().controls.find(id); it != m_plate.state().controls.end()) state.controls.insert(*it);
    draw::ControlState& own = state.controls[control().id];
    own.focused = hasFocus(), own.hovered = underMouse();
    QPainter painter(this);
    painter.translate(m_plate.origin() - pos());
    painter.scale(m_plate.scale(), m_plate.scale());
    draw::paintControl(painter, m_plate.profile(), *here, state);
    if (m_plate.unit().locked.contains(control().id)) m_plate.paintLock(painter, *here);
}

void ControlItem::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (event->modifiers() & Qt::AltModifier) return toDefault();
    m_pressed = true, m_dragged = false;
    m_before = target();
    m_dragY = event->position().y();
    m_dragFraction = control().scale.fractionOf(m_before);
}

void ControlItem::mouseMoveEvent(QMouseEvent* event) {
    if (!m_pressed || !isKnob()) return;
    const double up = m_dragY - event->position().y();
    if (!m_dragged && std::abs(up) < 3) return;
    const bool first = !std::exchange(m_dragged, true);
    m_dragY = event->position().y();
    m_dragFraction = std::clamp(m_dragFraction + motion::travelOf(up, event->modifiers() & Qt::ShiftModifier), 0.0, 1.0);
    const Code code = control().scale.codeAt(m_dragFraction);
    m_gestureMs = first ? 0 : QDateTime::currentMSecsSinceEpoch();
    if (code != target()) m_plate.turn(control(), code, gesture(true));
}

void ControlItem::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !std::exchange(m_pressed, false)) return;
    if (!m_dragged && rect().contains(event->pos())) click(event->position());
}

void ControlItem::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (isKnob()) return toDefault();
    mousePressEvent(event);
}

/// Of a switch or a row of buttons; a knob is only turned.
void ControlItem::click(const QPointF& at) {
    const draw::FaceplatePlace* here = place();
    if (!here || isKnob()) return;
    const auto& scale = control().scale;
    if (here->shape == profiles::PanelItem::Shape::Buttons && control().kind != ControlKind::Action) {
        const int button = draw::buttonAt(here->body, draw::buttonCount(control()), (at + pos() - m_plate.origin()) / m_plate.scale());
        if (button < 0) return;
        if (control().kind != ControlKind::Set) return turnTo(scale.stepped(scale.codeAt(0), button));
        if (const Code toggled = target() ^ (Code{1} << button); scale.contains(toggled)) turnTo(toggled);
        return;
    }
    const Code next = scale.stepped(target(), 1);
    turnTo(next == target() ? scale.codeAt(0) : next);
}

void ControlItem::wheelEvent(QWheelEvent* event) {
    event->accept();
    const QPoint delta = event->angleDelta();
    m_wheel += delta.y() != 0 ? delta.y() : delta.x();
    const auto notches = static_cast<std::int64_t>(m_wheel / kNotch);
    if (notches == 0) return;
    m_wheel -= static_cast<double>(notches) * kNotch;
    const auto& scale = control().scale;
    const Code to = scale.stepped(target(), notches * motion::stepsOfNotch(scale, event->modifiers() & Qt::ShiftModifier));
    if (to != target()) m_plate.turn(control(), to, gesture(true));
}

void ControlItem::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) return QWidget::keyPressEvent(event);
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !isKnob()) return click(QPointF(-1, -1));
    if (enter) return type();
    if (event->key() == Qt::Key_Escape && m_pressed && m_dragged) {
        m_pressed = false;
        return m_plate.turn(control(), m_before, gesture(true));
    }
    const auto code = motion::keyed(control(), target(), event->key(), event->modifiers() & Qt::ShiftModifier);
    if (!code) return QWidget::keyPressEvent(event);
    if (*code != target()) m_plate.turn(control(), *code, gesture(true));
}

void ControlItem::contextMenuEvent(QContextMenuEvent* event) {
    m_plate.showMenu(*this, event->globalPos());
}

}  // namespace detent::desk
