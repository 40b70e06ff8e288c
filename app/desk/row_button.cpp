// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/row_button.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace detent::desk {

RowButton::RowButton(const Look& look, QWidget* parent) : QAbstractButton(parent), m_look(look) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RowButton::setTexts(const QString& text, const QString& right) {
    setText(text);
    m_right = right;
    setAccessibleName(right.isEmpty() ? text : text + ", " + right);
    update();
}

QSize RowButton::sizeHint() const {
    return {m_look.px(160), m_look.px(34)};
}
QSize RowButton::minimumSizeHint() const {
    return {m_look.px(90), m_look.px(34)};
}

bool RowButton::event(QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    return QAbstractButton::event(event);
}

void RowButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    QAbstractButton::keyPressEvent(event);
}

void RowButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const draw::Palette& p = m_look.palette();
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (isChecked() || underMouse() || hasFocus()) {
        painter.setPen(QPen(hasFocus() ? p.hand : isChecked() ? p.line : QColor(Qt::transparent), hasFocus() ? 2 : 1));
        painter.setBrush(isChecked() ? p.raised : QColor(Qt::transparent));
        painter.drawRoundedRect(hasFocus() ? card.adjusted(0.5, 0.5, -0.5, -0.5) : card, 6, 6);
    }
    QRectF room = QRectF(rect()).adjusted(m_look.px(12), 0, -m_look.px(12), 0);
    painter.setFont(m_look.font(12));
    painter.setPen(p.dim);
    draw::drawTabular(painter, room, Qt::AlignRight | Qt::AlignVCenter, m_right);
    room.setRight(room.right() - draw::tabularWidth(m_right, painter.font()) - m_look.px(8));
    painter.setFont(m_look.font(13, isChecked() ? draw::Weight::SemiBold : draw::Weight::Regular));
    painter.setPen(isChecked() ? p.text : p.dim);
    const QString shown = painter.fontMetrics().elidedText(text(), Qt::ElideRight, static_cast<int>(room.width()));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, shown);
    setToolTip(shown == text() ? QString() : text());
}

}  // namespace detent::desk
