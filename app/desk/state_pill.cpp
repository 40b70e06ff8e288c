// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/state_pill.h"

#include <QKeyEvent>
#include <QPainter>

namespace detent::desk {

StatePill::StatePill(const Look& look, QWidget* parent) : QAbstractButton(parent), m_look(look) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatePill::set(State state, const QString& text, const QString& tip) {
    m_state = state;
    setText(text);
    setToolTip(tip);
    setAccessibleName(tip.isEmpty() ? text : tip);
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const {
    return {QFontMetrics(m_look.font(12)).horizontalAdvance(text()) + m_look.px(36), m_look.px(26)};
}

bool StatePill::event(QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    return QAbstractButton::event(event);
}

void StatePill::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    QAbstractButton::keyPressEvent(event);
}

void StatePill::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const draw::Palette& p = m_look.palette();
    const QRectF body = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(hasFocus() ? p.hand : underMouse() ? p.faint : p.line, hasFocus() ? 2 : 1));
    painter.setBrush(p.raised);
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2);
    const QColor colour = m_state == State::Good   ? p.good
                          : m_state == State::Bad  ? p.bad
                          : m_state == State::Hand ? p.hand
                                                   : p.faint;
    const double r = m_look.px(m_state == State::Good || m_state == State::Waiting ? 4 : 6);
    const QPointF centre(m_look.px(15), height() / 2.0);
    const QRectF dot(centre - QPointF(r, r), QSizeF(2 * r, 2 * r));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_state == State::Waiting ? QColor(Qt::transparent) : colour);
    if (m_state == State::Waiting) painter.setPen(QPen(colour, 1.6));
    painter.drawEllipse(dot);
    if (m_state == State::Bad) draw::paintSign(painter, dot.adjusted(2, 2, -2, -2), draw::Sign::Unequal, p.raised);
    if (m_state == State::Hand) draw::paintSign(painter, dot.adjusted(2, 2, -2, -2), draw::Sign::Hand, p.raised);
    painter.setFont(m_look.font(12));
    painter.setPen(m_state == State::Bad ? p.bad : p.dim);
    painter.drawText(rect().adjusted(m_look.px(26), 0, -m_look.px(6), 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

}  // namespace detent::desk
