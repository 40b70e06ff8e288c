// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/parts.h"

#include <QPainter>
#include <QStyle>

#include <cmath>

namespace detent::desk {

QLabel* makeLabel(const QString& text, const char* tone, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("tone", QString(tone));
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setTone(QLabel* label, const char* tone) {
    if (label->property("tone").toString() == QLatin1String(tone)) return;
    label->setProperty("tone", QString(tone));
    label->style()->unpolish(label);
    label->style()->polish(label);
}

QPushButton* makeButton(const QString& text, const char* role, const QString& tip, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setProperty("role", QString(role));
    button->setAutoDefault(true);  // Enter presses it; Space is the transport's
    button->setToolTip(tip);
    button->setAccessibleName(text.isEmpty() ? tip : text);
    button->setAccessibleDescription(tip);
    return button;
}

ElidedLabel::ElidedLabel(const QString& text, const char* tone, QWidget* parent) : QLabel(text, parent) {
    setProperty("tone", QString(tone));
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedLabel::minimumSizeHint() const { return {fontMetrics().horizontalAdvance("mm…"), sizeHint().height()}; }

QSize ElidedLabel::sizeHint() const {
    const QMargins margins = contentsMargins();
    return {fontMetrics().horizontalAdvance(text()) + 2 + margins.left() + margins.right(), fontMetrics().height() + 2};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect room = contentsRect();
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, room.width());
    setToolTip(shown == text() ? QString() : text());
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(room, static_cast<int>((alignment() & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter), shown);
}

Choice::Choice(const QString& name, QWidget* parent) : QComboBox(parent) { setAccessibleName(name); }

void Choice::paintEvent(QPaintEvent* event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::ButtonText), 1.5, Qt::SolidLine, Qt::RoundCap));
    const double half = fontMetrics().height() / 5.0, x = width() - 3.4 * half, y = height() / 2.0 + half / 2;
    painter.drawPolyline(QPolygonF{{x - half, y - half}, {x, y}, {x + half, y - half}});
}

NumberLabel::NumberLabel(const QString& widest, int pixels, const Look& look, QWidget* parent)
    : QLabel(parent), m_widest(widest), m_pixels(pixels), m_look(look) {
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void NumberLabel::setNumber(const QString& text) {
    if (text != this->text()) setText(text);
}

QSize NumberLabel::sizeHint() const {
    const QFont font = m_look.font(m_pixels, draw::Weight::SemiBold);
    return {static_cast<int>(std::ceil(draw::tabularWidth(m_widest, font))) + 2, QFontMetrics(font).height() + 2};
}

void NumberLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(m_look.font(m_pixels, draw::Weight::SemiBold));
    painter.setPen(isEnabled() ? m_look.palette().text : m_look.palette().dim);
    draw::drawTabular(painter, QRectF(rect()), alignment() | Qt::AlignVCenter, text());
}

QString timeText(double seconds, bool millis) {
    const auto ms = static_cast<qint64>(std::llround(std::max(0.0, seconds) * 1000));
    const QString whole = QString("%1:%2").arg(ms / 60000).arg(ms / 1000 % 60, 2, 10, QChar('0'));
    return millis ? whole + QString(".%1").arg(ms % 1000, 3, 10, QChar('0')) : whole;
}

QString dbText(double db, int decimals, bool plus) {
    QString text = QString::number(db, 'f', decimals);
    if (text.toDouble() == 0.0 && text.startsWith('-')) text.remove(0, 1);
    if (plus && text.toDouble() > 0) text.prepend('+');
    return text + " dB";
}

}  // namespace detent::desk
