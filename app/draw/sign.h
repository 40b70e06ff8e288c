// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace detent::draw {

/// The shapes that stand beside a colour, so that no colour speaks alone.
enum class Sign { None, Tick, Hand, Unequal, Question };

/// Strokes only, inside the square `rect`.
void paintSign(QPainter& painter, const QRectF& rect, Sign sign, const QColor& colour);

/// How a unit stands: a disc in `colour` bearing the sign, then the text.
struct Badge {
    enum class State { None, Verified, Sent, Hand, Mismatch, Lost };
    State state = State::None;
    QString text;  ///< "Verified, 9 of 9"; empty: no badge
};
Sign signOf(Badge::State state);

/// The ground a badge stands on over a plate: dark enough for white text (AA) and for its disc.
QColor badgeGround(const QColor& plate);
QColor badgeColour(Badge::State state);
/// Width the badge would like, at most `most`.
double badgeWidth(const Badge& badge, double most);
void paintBadge(QPainter& painter, const QRectF& rect, const Badge& badge, const QColor& plate);

}  // namespace detent::draw
