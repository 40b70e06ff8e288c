// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/recall_row.h"

#include <QPainter>

namespace detent::desk {

namespace {
constexpr int kLine = 29, kMark = 18, kText = 29;
}

RecallRow::RecallRow(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void RecallRow::setLine(const RecallLine& line) {
    const QString text = stepText(line.step), state = lineState(line), note = lineNote(line);
    const LineMark mark = lineMark(line);
    if (text == m_text && state == m_state && note == m_note && mark == m_mark) return;
    const bool other = note != m_note;
    m_text = text, m_state = state, m_note = note, m_mark = mark;
    setAccessibleName(QStringList{text, state, note}.join(", "));
    if (other) updateGeometry();
    update();
}

QSize RecallRow::sizeHint() const {
    return {m_look.px(240), heightForWidth(m_look.px(240))};
}

QRect RecallRow::noteRect(int width) const {
    const QRect room(m_look.px(kText), m_look.px(kLine - 4), width - m_look.px(kText), 1000);
    return QFontMetrics(m_look.font(12)).boundingRect(room, Qt::TextWordWrap, m_note);
}

int RecallRow::heightForWidth(int width) const {
    return m_note.isEmpty() ? m_look.px(kLine) : noteRect(width).bottom() + m_look.px(6);
}

void RecallRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const draw::Palette& p = m_look.palette();
    paintMark(painter);
    const QRect line(m_look.px(kText), 0, width() - m_look.px(kText), m_look.px(kLine));
    painter.setFont(m_look.font(12));
    const bool bad = m_mark == LineMark::Bad, hand = m_mark == LineMark::Hand;
    painter.setPen(bad ? p.bad : hand ? p.hand : p.dim);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_state);
    const int right = painter.fontMetrics().horizontalAdvance(m_state) + m_look.px(8);
    painter.setFont(m_look.font(13));
    painter.setPen(m_mark == LineMark::Waiting || m_mark == LineMark::Skipped ? p.dim : p.text);
    const QString shown = painter.fontMetrics().elidedText(m_text, Qt::ElideRight, line.width() - right);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, shown);
    setToolTip(shown == m_text ? QString() : m_text);
    if (m_note.isEmpty()) return;
    painter.setFont(m_look.font(12));
    painter.setPen(bad ? p.bad : p.dim);
    painter.drawText(QRect(m_look.px(kText), m_look.px(kLine - 4), width() - m_look.px(kText), height()), Qt::TextWordWrap,
                     m_note);
}

void RecallRow::paintMark(QPainter& painter) const {
    const draw::Palette& p = m_look.palette();
    const double side = m_look.px(kMark), top = (m_look.px(kLine) - side) / 2;
    const QRectF circle = QRectF(1, top, side, side).adjusted(1, 1, -1, -1);
    const QColor colour = m_mark == LineMark::Good       ? p.good
                          : m_mark == LineMark::Bad      ? p.bad
                          : m_mark == LineMark::Hand     ? p.hand
                          : m_mark == LineMark::UnderWay ? p.accent
                                                         : p.faint;
    painter.setPen(QPen(colour, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(circle);
    const QRectF inner = circle.adjusted(side * 0.16, side * 0.16, -side * 0.16, -side * 0.16);
    switch (m_mark) {
        case LineMark::Good:
            draw::paintSign(painter, inner, draw::Sign::Tick, colour);
            break;
        case LineMark::Bad:
            draw::paintSign(painter, inner, draw::Sign::Unequal, colour);
            break;
        case LineMark::Hand:
            draw::paintSign(painter, inner, draw::Sign::Hand, colour);
            break;
        case LineMark::Sent:
            draw::paintSign(painter, inner, draw::Sign::Question, p.dim);
            break;
        case LineMark::UnderWay:
            painter.setBrush(colour);
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(inner);
            break;
        default:
            break;
    }
}

}  // namespace detent::desk
