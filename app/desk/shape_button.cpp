// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/shape_button.h"

#include <QPainter>
#include <QPainterPath>

namespace detent::desk {

namespace {

void paintPlay(QPainter& painter, const QRectF& box, const QColor& colour) {
    QPainterPath path;
    path.moveTo(box.left() + box.width() * 0.14, box.top());
    path.lineTo(box.right(), box.center().y());
    path.lineTo(box.left() + box.width() * 0.14, box.bottom());
    path.closeSubpath();
    painter.fillPath(path, colour);
}

void paintLoop(QPainter& painter, const QRectF& box, const QColor& colour) {
    painter.setPen(QPen(colour, box.width() * 0.12, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    const QRectF ring = box.adjusted(1, 1, -1, -1);
    painter.drawArc(ring, -120 * 16, 300 * 16);  // from the lower left round to the left
    const QPointF end(ring.left(), ring.center().y());
    const double wing = box.width() * 0.24;
    painter.drawLine(end, end + QPointF(-wing * 0.8, -wing));
    painter.drawLine(end, end + QPointF(wing, -wing * 0.7));
}

void paintTheme(QPainter& painter, const QRectF& box, const QColor& colour) {
    painter.setPen(QPen(colour, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(box);
    QPainterPath half;
    half.moveTo(box.center().x(), box.top());
    half.arcTo(box, 90, -180);
    half.closeSubpath();
    painter.fillPath(half, colour);
}

}  // namespace

ShapeButton::ShapeButton(Shape shape, const QString& name, const QString& tip, const Look& look, QWidget* parent)
    : QPushButton(parent), m_shape(shape), m_look(look) {
    const bool transport = shape == Shape::Play || shape == Shape::Stop || shape == Shape::Loop;
    setProperty("role", shape == Shape::Play ? "play" : transport ? "tool" : "round");
    setAutoDefault(true);
    setAccessibleName(name);
    setAccessibleDescription(tip);
    setToolTip(tip);
}

void ShapeButton::paintEvent(QPaintEvent* event) {
    QPushButton::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const draw::Palette& p = m_look.palette();
    const double side = m_look.px(16);
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(rect()).center());
    switch (m_shape) {
        case Shape::Play:
            return paintPlay(painter, box, isChecked() ? p.panel : isEnabled() ? p.good : p.faint);
        case Shape::Stop:
            return painter.fillRect(box.adjusted(1, 1, -1, -1), isEnabled() ? p.dim : p.faint);
        case Shape::Loop:
            return paintLoop(painter, box, isChecked() ? p.onAccent : isEnabled() ? p.accent : p.faint);
        case Shape::Theme:
            return paintTheme(painter, box.adjusted(2, 2, -2, -2), p.dim);
        case Shape::Help:
            painter.setFont(m_look.font(13, draw::Weight::SemiBold));
            painter.setPen(p.dim);
            return painter.drawText(rect(), Qt::AlignCenter, "?");
    }
}

}  // namespace detent::desk
