// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/graph.h"

#include "app/draw/text.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace detent::draw {
namespace {

TextStyle figureStyle(const Palette& colours, Qt::Alignment align) {
    TextStyle style;
    style.pixels = 11, style.colour = colours.dim, style.align = align, style.tabular = true;
    return style;
}

/// 1, 2 or 5 times a power of ten, so that about `most` steps fill the span.
double niceStep(double span, int most) {
    const double raw = span / most, power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double times : {1.0, 2.0, 5.0})
        if (times * power >= raw * 0.999) return times * power;
    return 10 * power;
}

QString figureY(double y, const GraphLook& look, double step) {
    const double shown = std::abs(y) < step / 1000 ? 0 : y;
    const int decimals = std::max(look.decimalsY, step < 1 ? int(std::ceil(-std::log10(step) - 1e-9)) : 0);
    const QString figure = shown == 0 ? QStringLiteral("0") : QString::number(shown, 'f', decimals);
    return look.plusY && shown > 0 ? QStringLiteral("+") + figure : figure;
}

QString figureX(double x) {
    return x >= 1000 ? QString::number(x / 1000, 'g', 3) + QStringLiteral("k") : QString::number(x, 'g', 3);
}

std::vector<double> stepsOf(double from, double to, double step) {
    std::vector<double> steps;
    for (double v = std::ceil(from / step - 1e-9) * step; v <= to + step * 1e-9; v += step) steps.push_back(v);
    return steps;
}

/// From the finest of three grids whose figures have room.
std::vector<double> figuresX(const GraphLook& look, double width) {
    if (!look.logarithmic) return stepsOf(look.fromX, look.toX, niceStep(look.toX - look.fromX, std::max(2, int(width / 60))));
    const double decades = std::log10(look.toX / look.fromX);
    const double each = width / std::max(decades, 0.1);
    const std::vector<double> marks = each > 130 ? std::vector<double>{1, 2, 5} : std::vector<double>{look.fromX < 100 && each < 95 ? 2.0 : 1.0};
    std::vector<double> figures;
    for (double power = std::pow(10.0, std::floor(std::log10(look.fromX))); power <= look.toX; power *= 10)
        for (const double mark : marks)
            if (mark * power >= look.fromX * 0.999 && mark * power <= look.toX * 1.001) figures.push_back(mark * power);
    return figures;
}

std::vector<double> figuresY(const GraphLook& look, double height) {
    const double span = look.toY - look.fromY;
    return stepsOf(look.fromY, look.toY, niceStep(span, std::max(2, int(height / 26))));
}

double leftWidth(const GraphLook& look, double height) {
    const auto ys = figuresY(look, height);
    const double step = ys.size() > 1 ? ys[1] - ys[0] : 1;
    double width = 12;
    for (const double y : ys) width = std::max(width, textWidth(figureY(y, look, step), figureStyle(palette(Theme::Dark), {})));
    return width + 14;
}

void paintGrid(QPainter& painter, const QRectF& rect, const QRectF& area, const GraphLook& look, const Palette& colours) {
    const auto ys = figuresY(look, area.height());
    const double step = ys.size() > 1 ? ys[1] - ys[0] : 1;
    for (const double y : ys) {
        const double at = graphPoint(rect, look, look.fromX, y).y();
        painter.setPen(QPen(colours.line, 1));
        painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
        const double top = std::clamp(at - 7, rect.top(), rect.bottom() - 14);
        drawFitted(painter, QRectF(rect.left() + 4, top, area.left() - rect.left() - 10, 14), figureY(y, look, step),
                   figureStyle(colours, Qt::AlignRight | Qt::AlignVCenter));
    }
    double lastRight = rect.left();
    const auto xs = figuresX(look, area.width());
    for (std::size_t i = 0; i < xs.size(); ++i) {
        const double at = graphPoint(rect, look, xs[i], look.fromY).x();
        painter.setPen(QPen(colours.line, 1));
        painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
        const QString figure = i + 1 == xs.size() ? figureX(xs[i]) + QStringLiteral(" ") + look.unitX : figureX(xs[i]);
        const auto style = figureStyle(colours, Qt::AlignHCenter | Qt::AlignVCenter);
        const double width = textWidth(figure, style) + 1;
        const double left = std::clamp(at - width / 2, rect.left() + 4, rect.right() - width - 4);
        if (left < lastRight + 4) continue;
        drawFitted(painter, QRectF(left, area.bottom() + 3, width, 14), figure, style);
        lastRight = left + width;
    }
}

void paintLine(QPainter& painter, const QRectF& rect, const GraphLook& look, const GraphLine& line, const Palette& colours) {
    QPainterPath path;
    bool drawing = false;
    for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
        const bool shown = std::isfinite(line.y[i]) && (!look.logarithmic || line.x[i] > 0);
        if (shown) {
            QPointF at = graphPoint(rect, look, line.x[i], line.y[i]);
            at.setY(std::clamp(at.y(), rect.top() - 1e4, rect.bottom() + 1e4));
            drawing ? path.lineTo(at) : path.moveTo(at);
        }
        drawing = shown;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.*line.colour, 1.8, line.dashed ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

void paintNames(QPainter& painter, const QRectF& area, const GraphLook& look, const Palette& colours) {
    double y = area.top() + 2;
    for (const GraphLine& line : look.lines) {
        if (line.name.isEmpty() || y + 14 > area.bottom()) continue;
        TextStyle style = figureStyle(colours, Qt::AlignRight | Qt::AlignVCenter);
        style.colour = colours.*line.colour;
        const DrawnText drawn = drawFitted(painter, QRectF(area.left() + 30, y, area.width() - 34, 14), line.name, style);
        painter.setPen(QPen(colours.*line.colour, 1.8, line.dashed ? Qt::DashLine : Qt::SolidLine));
        painter.drawLine(QPointF(drawn.box.left() - 22, y + 7.5), QPointF(drawn.box.left() - 5, y + 7.5));
        y += 15;
    }
}

}  // namespace

QRectF graphArea(const QRectF& rect, const GraphLook& look) {
    return rect.adjusted(leftWidth(look, rect.height() - 30), 10, -10, -20);
}

QPointF graphPoint(const QRectF& rect, const GraphLook& look, double x, double y) {
    const QRectF area = graphArea(rect, look);
    const double along = look.logarithmic ? std::log(x / look.fromX) / std::log(look.toX / look.fromX)
                                          : (x - look.fromX) / (look.toX - look.fromX);
    const double up = (y - look.fromY) / (look.toY - look.fromY);
    return {area.left() + along * area.width(), area.bottom() - up * area.height()};
}

void paintGraph(QPainter& painter, const QRectF& rect, const GraphLook& look, const Palette& colours) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = graphArea(rect, look);
    painter.setPen(QPen(colours.line, 1));
    painter.setBrush(colours.well);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius, metrics::radius);
    if (area.width() > 40 && area.height() > 20 && look.toY > look.fromY && look.toX > look.fromX) {
        paintGrid(painter, rect, area, look, colours);
        painter.save();
        painter.setClipRect(area, Qt::IntersectClip);
        for (const GraphLine& line : look.lines) paintLine(painter, rect, look, line, colours);
        painter.restore();
        paintNames(painter, area, look, colours);
    }
    painter.restore();
}

}  // namespace detent::draw
