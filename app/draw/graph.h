// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/tokens.h"

#include <QRectF>
#include <QString>
#include <QStringList>
#include <vector>

class QPainter;

namespace detent::draw {

struct GraphLine {
    std::vector<double> x, y;               ///< same length; y is not finite where there is a gap
    QColor Palette::*colour = &Palette::good;
    bool dashed = false;                    ///< the second sign beside colour
    QString name;                           ///< named in the upper right corner
};

/// A response over frequency or a curve over level.
struct GraphLook {
    std::vector<GraphLine> lines;
    double fromX = 20, toX = 20000;
    bool logarithmic = true;                ///< of x; fromX > 0
    double fromY = -1, toY = 1;
    QString unitX = QStringLiteral("Hz"), unitY = QStringLiteral("dB");
    int decimalsY = 1;
    bool plusY = true;                      ///< "+0.1"
};

/// A well with grid, figures and lines. Lines are clipped to the grid.
void paintGraph(QPainter& painter, const QRectF& rect, const GraphLook& look, const Palette& palette);
/// Where the lines run: the rectangle without its figures.
QRectF graphArea(const QRectF& rect, const GraphLook& look);
QPointF graphPoint(const QRectF& rect, const GraphLook& look, double x, double y);

}  // namespace detent::draw
