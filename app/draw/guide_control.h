// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/faceplate.h"

namespace detent::draw {

/// What stands around a knob that is set by hand.
struct DialFigure {
    double angleDeg = 0;  ///< clockwise from 12 o'clock
    QString text;
};

/// The printed positions, thinned evenly where they would be nearer than `leastArc` pixels at this radius; of a knob without
/// positions the hours of a clock within its sweep.
std::vector<DialFigure> dialFigures(const profiles::Scale& scale, double radius, double leastArc);
/// Is it told by the hours of a clock?
bool isUnmarked(const profiles::Scale& scale);

/// One control large enough to be set by: a knob amid its figures, a switch or buttons enlarged. `place` says how it is drawn
/// on the plate. Paints inside `rect`, the plate's colour under it.
void paintGuideControl(QPainter& painter, const QRectF& rect, const profiles::Profile& profile, const FaceplatePlace& place,
                       const ControlState& state);

}  // namespace detent::draw
