// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/scale.h"

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <optional>
#include <vector>

class QPainter;

namespace detent::draw {

/// How well a shown position is known: never read back and never set · sent, or read too long ago · read back or seen.
enum class Knowledge { Unknown, Assumed, Known };

/// The measures of a knob that fills a square, ghost arc and its dot included.
struct KnobGeometry {
    QPointF centre;
    double radius = 0;      ///< of the body
    double tickFrom = 0, tickTo = 0, arc = 0, dot = 0;

    static KnobGeometry in(const QRectF& square);
    /// Side of the square whose knob has this body diameter.
    static double sideFor(double diameter);
    /// Degrees clockwise from 12 o'clock.
    QPointF at(double angleDeg, double distance) const;
};

/// Everything a knob shows. Angles are degrees clockwise from 12 o'clock.
struct KnobLook {
    std::vector<double> ticks;              ///< see tickAngles
    std::optional<double> angle;            ///< none: no pointer
    Knowledge knowledge = Knowledge::Known; ///< below Known the pointer is dimmed
    std::optional<double> wantedAngle;      ///< ghost arc and dot
    bool mismatch = false, focused = false, hovered = false;
    QColor cap;                             ///< invalid: dark
    QColor plate = QColor(0x3a, 0x3c, 0x40), ink = Qt::white;
};

/// One per detent where the control has no more than 49 (thinned evenly where a knob of this radius has no room for all);
/// eleven plain ones where it is continuous.
std::vector<double> tickAngles(const profiles::Scale& scale, double tickRadius);

/// Paints inside the centred square of `rect`.
void paintKnob(QPainter& painter, const QRectF& rect, const KnobLook& look);

/// Shared by all controls: the dark of knob bodies over a plate, the ring of a mismatch, the frame of the focus.
QColor bodyColour(const QColor& plate);
void paintFocus(QPainter& painter, const QRectF& rect, const QColor& plate);

}  // namespace detent::draw
