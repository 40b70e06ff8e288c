// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/knob.h"

#include "app/draw/tokens.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::draw {
namespace {

constexpr double kSideOverDiameter = 1.75;  // room for the ghost arc and its dot
constexpr double kMostDetents = 49;

struct Strokes {
    double pointer, tick, arc, ring;
    explicit Strokes(double radius)
        : pointer(std::max(1.6, radius * 0.109)), tick(std::clamp(radius * 0.05, 0.8, 1.8)),
          arc(std::max(1.6, radius * 0.118)), ring(std::max(1.6, radius * 0.1)) {}
};

void paintTicks(QPainter& painter, const KnobGeometry& g, const KnobLook& look) {
    painter.setPen(QPen(look.ink, Strokes(g.radius).tick, Qt::SolidLine, Qt::RoundCap));
    for (const double tick : look.ticks) painter.drawLine(g.at(tick, g.tickFrom), g.at(tick, g.tickTo));
}

void paintBody(QPainter& painter, const KnobGeometry& g, const QColor& cap, const KnobLook& look) {
    painter.setPen(Qt::NoPen);
    const double drop = g.radius * 0.07;
    for (const auto& [grow, alpha] : {std::pair(0.06, 26), std::pair(0.0, 64)}) {
        painter.setBrush(QColor(0, 0, 0, alpha));
        painter.drawEllipse(g.centre + QPointF(0, drop), g.radius * (1 + grow), g.radius * (1 + grow));
    }
    const bool darkPlate = contrast(cap, look.plate) < 1.5;
    painter.setPen(QPen(darkPlate ? QColor(255, 255, 255, 60) : QColor(0, 0, 0, 85), 1));
    painter.setBrush(look.hovered ? mixed(cap, Qt::white, 0.07) : cap);
    painter.drawEllipse(g.centre, g.radius - 0.5, g.radius - 0.5);
    const bool lightCap = luminance(cap) > 0.3;
    painter.setPen(QPen(lightCap ? QColor(0, 0, 0, 40) : QColor(255, 255, 255, look.hovered ? 70 : 34), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(g.centre, g.radius * 0.72, g.radius * 0.72);
}

void paintPointer(QPainter& painter, const KnobGeometry& g, const QColor& cap, const KnobLook& look) {
    if (!look.angle) return;
    QColor ink = luminance(cap) > 0.3 ? QColor(0x1a, 0x17, 0x12) : QColor(0xf4, 0xf1, 0xe8);
    if (look.knowledge != Knowledge::Known) ink = mixed(cap, ink, 0.45);
    painter.setPen(QPen(ink, Strokes(g.radius).pointer, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(g.at(*look.angle, g.radius * 0.35), g.at(*look.angle, g.radius * 0.9));
}

void paintGhost(QPainter& painter, const KnobGeometry& g, const KnobLook& look) {
    if (!look.wantedAngle) return;
    const QColor hand = signalOn(look.plate, &Palette::hand);
    if (look.angle && std::abs(*look.angle - *look.wantedAngle) > 0.5) {
        const QRectF circle(g.centre - QPointF(g.arc, g.arc), QSizeF(2 * g.arc, 2 * g.arc));
        QPainterPath path;  // Qt counts counter-clockwise from 3 o'clock
        path.arcMoveTo(circle, 90 - *look.wantedAngle);
        path.arcTo(circle, 90 - *look.wantedAngle, *look.wantedAngle - *look.angle);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(hand, Strokes(g.radius).arc, Qt::SolidLine, Qt::RoundCap));
        painter.drawPath(path);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(hand);
    painter.drawEllipse(g.at(*look.wantedAngle, g.arc), g.dot, g.dot);
}

void paintRing(QPainter& painter, const KnobGeometry& g, const QColor& plate) {
    const double width = Strokes(g.radius).ring;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(signalOn(plate, &Palette::bad), width));
    painter.drawEllipse(g.centre, g.radius * 1.12, g.radius * 1.12);
}

}  // namespace

KnobGeometry KnobGeometry::in(const QRectF& square) {
    KnobGeometry g;
    g.centre = square.center();
    g.radius = std::min(square.width(), square.height()) / kSideOverDiameter / 2;
    g.tickFrom = g.radius * 1.23, g.tickTo = g.radius * 1.39;
    g.arc = g.radius * 1.54, g.dot = g.radius * 0.18;
    return g;
}

double KnobGeometry::sideFor(double diameter) { return diameter * kSideOverDiameter; }

QPointF KnobGeometry::at(double angleDeg, double distance) const {
    const double rad = angleDeg * std::numbers::pi / 180;
    return centre + QPointF(std::sin(rad), -std::cos(rad)) * distance;
}

std::vector<double> tickAngles(const profiles::Scale& scale, double tickRadius) {
    std::vector<double> angles;
    const std::int64_t count = scale.count();
    if (count < 2) return angles;
    const double sweep = std::abs(scale.angleOf(scale.maxCode()) - scale.angleOf(scale.minCode()));
    if (count > std::int64_t(kMostDetents)) {
        for (int i = 0; i <= 10; ++i) angles.push_back(scale.spec().minAngleDeg +
                                                       (scale.spec().maxAngleDeg - scale.spec().minAngleDeg) * i / 10.0);
        return angles;
    }
    const double pixelsEach = sweep * std::numbers::pi / 180 * tickRadius / double(count - 1);
    std::int64_t stride = 1;
    while (stride < count - 1 && (pixelsEach * double(stride) < 2.5 || (count - 1) % stride != 0)) ++stride;
    for (std::int64_t i = 0; i < count; i += stride) {
        const profiles::Code code = scale.isListed() ? scale.spec().positions[std::size_t(i)].code : scale.minCode() + i;
        angles.push_back(scale.angleOf(code));
    }
    return angles;
}

void paintKnob(QPainter& painter, const QRectF& rect, const KnobLook& look) {
    const double side = std::min(rect.width(), rect.height());
    const QRectF square(rect.center() - QPointF(side, side) / 2, QSizeF(side, side));
    const KnobGeometry g = KnobGeometry::in(square);
    const QColor cap = look.cap.isValid() ? look.cap : bodyColour(look.plate);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintTicks(painter, g, look);
    paintBody(painter, g, cap, look);
    paintPointer(painter, g, cap, look);
    paintGhost(painter, g, look);
    if (look.mismatch) paintRing(painter, g, look.plate);
    if (look.focused) paintFocus(painter, square, look.plate);
    painter.restore();
}

QColor bodyColour(const QColor& plate) { return mixed(QColor(0x17, 0x17, 0x18), plate, 0.13); }

void paintFocus(QPainter& painter, const QRectF& rect, const QColor& plate) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(signalOn(plate, &Palette::accent), 1.5));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), metrics::radius, metrics::radius);
}

}  // namespace detent::draw
