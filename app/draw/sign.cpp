// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/sign.h"

#include "app/draw/text.h"
#include "app/draw/tokens.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace detent::draw {
namespace {

/// All signs are drawn in a square of 16 units.
QPainterPath pathOf(Sign sign) {
    QPainterPath path;
    switch (sign) {
        case Sign::None: break;
        case Sign::Tick:
            path.moveTo(3.5, 8.5), path.lineTo(6.8, 11.8), path.lineTo(12.5, 4.8);
            break;
        case Sign::Unequal:
            path.moveTo(3.2, 6), path.lineTo(12.8, 6);
            path.moveTo(3.2, 10), path.lineTo(12.8, 10);
            path.moveTo(10.4, 3), path.lineTo(5.6, 13);
            break;
        case Sign::Question:
            path.moveTo(5.2, 5.8);
            path.cubicTo(5.2, 2.2, 10.8, 2.2, 10.8, 5.6);
            path.cubicTo(10.8, 7.8, 8, 7.8, 8, 10);
            path.moveTo(8, 12.8), path.lineTo(8, 13);
            break;
        case Sign::Hand:  // a palm with four fingers and a thumb
            path.moveTo(6, 8), path.lineTo(6, 3.6);
            path.moveTo(8.2, 7.6), path.lineTo(8.2, 2.6);
            path.moveTo(10.4, 8), path.lineTo(10.4, 3.4);
            path.moveTo(12.5, 8.6), path.lineTo(12.5, 5.2);
            path.moveTo(12.5, 8.6);
            path.cubicTo(12.5, 15.4, 7.4, 15.4, 5.8, 11.8), path.lineTo(3.6, 8.6);
            path.moveTo(6, 8), path.lineTo(6, 9.6);
            break;
    }
    return path;
}

}  // namespace

void paintSign(QPainter& painter, const QRectF& rect, Sign sign, const QColor& colour) {
    painter.save();
    painter.translate(rect.topLeft());
    const double scale = std::min(rect.width(), rect.height()) / 16;
    painter.scale(scale, scale);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, sign == Sign::Hand ? 1.5 : 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(pathOf(sign));
    painter.restore();
}

Sign signOf(Badge::State state) {
    switch (state) {
        case Badge::State::None: return Sign::None;
        case Badge::State::Verified: return Sign::Tick;
        case Badge::State::Hand: return Sign::Hand;
        case Badge::State::Mismatch: return Sign::Unequal;
        case Badge::State::Sent:
        case Badge::State::Lost: return Sign::Question;
    }
    return Sign::None;
}

QColor badgeColour(Badge::State state) {
    const Palette& dark = palette(Theme::Dark);
    switch (state) {
        case Badge::State::Verified: return dark.good;
        case Badge::State::Hand: return dark.hand;
        case Badge::State::Mismatch:
        case Badge::State::Lost: return dark.bad;
        case Badge::State::None:
        case Badge::State::Sent: return dark.dim;
    }
    return dark.dim;
}

QColor badgeGround(const QColor& plate) {
    // 6:1 under white leaves every disc colour at least 3:1, what WCAG asks of shapes.
    for (int step = 8; step < 20; ++step) {
        const QColor ground = mixed(plate, Qt::black, step / 20.0);
        const bool shapes = contrast(badgeColour(Badge::State::Mismatch), ground) >= 3;
        if (shapes && contrast(Qt::white, ground) >= 6) return ground;
    }
    return Qt::black;
}

namespace {
constexpr double kBadgeDisc = 14, kBadgeInset = 5;
TextStyle badgeText() {
    TextStyle style;
    style.pixels = 12, style.colour = Qt::white, style.weight = Weight::Medium;
    return style;
}
}  // namespace

double badgeWidth(const Badge& badge, double most) {
    if (badge.text.isEmpty()) return 0;
    return std::min(most, kBadgeInset + kBadgeDisc + 6 + textWidth(badge.text, badgeText()) + 12);
}

void paintBadge(QPainter& painter, const QRectF& rect, const Badge& badge, const QColor& plate) {
    if (badge.text.isEmpty() || rect.isEmpty()) return;
    const QColor ground = badgeGround(plate);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    const QRectF disc(rect.left() + kBadgeInset, rect.center().y() - kBadgeDisc / 2, kBadgeDisc, kBadgeDisc);
    painter.setBrush(badgeColour(badge.state));
    painter.drawEllipse(disc);
    paintSign(painter, disc.adjusted(2, 2, -2, -2), signOf(badge.state), mixed(ground, Qt::black, 0.6));
    drawFitted(painter, QRectF(disc.right() + 6, rect.top(), rect.right() - 10 - disc.right() - 6, rect.height()), badge.text,
               badgeText());
}

}  // namespace detent::draw
