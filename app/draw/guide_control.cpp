// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/guide_control.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::draw {
namespace {

constexpr std::int64_t kMostPositions = 60;
constexpr double kFigureHalf = 9, kFigureWidth = 44;
constexpr double kDotEnd = 1.78;      // of the radius: where the ghost's dot ends
constexpr double kMostEnlarged = 2.4;  // of a switch

std::vector<DialFigure> hours(const profiles::Scale& scale) {
    const double first = std::min(scale.spec().minAngleDeg, scale.spec().maxAngleDeg);
    const double last = std::max(scale.spec().minAngleDeg, scale.spec().maxAngleDeg);
    std::vector<DialFigure> figures;
    for (int hour = -6; hour <= 6; ++hour) {
        const double angle = hour * 30.0;
        if (angle < first - 15 || angle > last + 15 || (hour == -6 && last >= 165)) continue;
        figures.push_back({angle, QString::number((hour + 11) % 12 + 1)});
    }
    return figures;
}

std::vector<DialFigure> positions(const profiles::Scale& scale) {
    std::vector<DialFigure> figures;
    for (std::int64_t i = 0; i < scale.count(); ++i) {
        const profiles::Code code = scale.stepped(scale.minCode(), i);
        figures.push_back({scale.angleOf(code), QString::fromStdString(scale.legendOf(code))});
    }
    return figures;
}

void paintFigures(QPainter& painter, const KnobGeometry& knob, const std::vector<DialFigure>& figures, const QColor& ink) {
    TextStyle style = subtitleStyle();
    style.colour = ink;
    for (const DialFigure& figure : figures) {
        const double rad = figure.angleDeg * std::numbers::pi / 180;
        const double side = std::sin(rad);
        // A text beside the knob begins where its figure stands; one above or below is centred on it.
        const QPointF at = knob.at(figure.angleDeg, knob.radius * kDotEnd + kFigureHalf);
        const double left = side > 0.35 ? at.x() - kFigureHalf : side < -0.35 ? at.x() - kFigureWidth + kFigureHalf : at.x() - kFigureWidth / 2;
        style.align = (side > 0.35 ? Qt::AlignLeft : side < -0.35 ? Qt::AlignRight : Qt::AlignHCenter) | Qt::AlignVCenter;
        drawFitted(painter, QRectF(left, at.y() - 8, kFigureWidth, 16), figure.text, style);
    }
}

void paintDial(QPainter& painter, const QRectF& rect, const profiles::Profile& profile, FaceplatePlace place, const ControlState& state) {
    const profiles::Control& control = profile.controls[static_cast<std::size_t>(place.control)];
    const double room = std::min(rect.height() / 2 - 2 * kFigureHalf, rect.width() / 2 - kFigureWidth);
    const double radius = std::max(8.0, room / kDotEnd);
    const double side = KnobGeometry::sideFor(2 * radius);
    place.body = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side);
    place.legendRect = place.valueRect = {};
    FaceplateState plate;
    plate.controls[control.id] = state;
    paintControl(painter, profile, place, plate);
    const KnobGeometry knob = KnobGeometry::in(place.body);
    paintFigures(painter, knob, dialFigures(control.scale, knob.radius * kDotEnd + kFigureHalf, 20), plateColours(profile.panel).ink);
}

void paintEnlarged(QPainter& painter, const QRectF& rect, const profiles::Profile& profile, FaceplatePlace place, const ControlState& state) {
    const profiles::Control& control = profile.controls[static_cast<std::size_t>(place.control)];
    const double grow = std::clamp(std::min(rect.width() / place.body.width(), rect.height() / place.body.height()), 0.5, kMostEnlarged);
    place.body = QRectF(-place.body.width() / 2, -place.body.height() / 2, place.body.width(), place.body.height());
    place.legendRect = place.valueRect = {};
    FaceplateState plate;
    plate.controls[control.id] = state;
    painter.save();
    painter.translate(rect.center());
    painter.scale(grow, grow);
    paintControl(painter, profile, place, plate);
    painter.restore();
}

}  // namespace

bool isUnmarked(const profiles::Scale& scale) {
    return scale.spec().isClock || (!scale.isListed() && scale.count() > kMostPositions);
}

std::vector<DialFigure> dialFigures(const profiles::Scale& scale, double radius, double leastArc) {
    if (scale.count() < 2) return {};
    if (isUnmarked(scale)) return hours(scale);
    const std::vector<DialFigure> all = positions(scale);
    const double sweep = std::abs(all.back().angleDeg - all.front().angleDeg) * std::numbers::pi / 180;
    const double each = sweep * radius / static_cast<double>(all.size() - 1);
    std::size_t stride = 1;
    while (stride < all.size() - 1 && (each * static_cast<double>(stride) < leastArc || (all.size() - 1) % stride != 0)) ++stride;
    std::vector<DialFigure> figures;
    for (std::size_t i = 0; i < all.size(); i += stride) figures.push_back(all[i]);
    return figures;
}

void paintGuideControl(QPainter& painter, const QRectF& rect, const profiles::Profile& profile, const FaceplatePlace& place,
                       const ControlState& state) {
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(plateColours(profile.panel).lower);
    painter.drawRoundedRect(rect, metrics::radius, metrics::radius);
    const QRectF inside = rect.adjusted(6, 6, -6, -6);
    place.shape == profiles::PanelItem::Shape::Knob ? paintDial(painter, inside, profile, place, state)
                                                    : paintEnlarged(painter, inside, profile, place, state);
    painter.restore();
}

}  // namespace detent::draw
