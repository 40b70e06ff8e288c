// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/waveform.h"

#include "app/draw/text.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace detent::draw {
namespace {

constexpr double kNameHeight = 18;

double bounded(float sample) { return std::clamp(double(sample), -1.0, 1.0); }

QPainterPath outlineOf(const std::vector<WaveColumn>& columns, const QRectF& rect) {
    QPolygonF outline;
    outline.reserve(qsizetype(columns.size() * 2));
    const double step = columns.size() > 1 ? rect.width() / double(columns.size() - 1) : 0;
    const double middle = rect.center().y(), half = rect.height() / 2;
    const double least = 0.5;  // silence is a thin line, not nothing
    for (std::size_t i = 0; i < columns.size(); ++i)
        outline << QPointF(rect.left() + step * double(i), middle - std::max(least, bounded(columns[i].high) * half));
    for (std::size_t i = columns.size(); i-- > 0;)
        outline << QPointF(rect.left() + step * double(i), middle + std::max(least, -bounded(columns[i].low) * half));
    QPainterPath path;
    path.addPolygon(outline);
    path.closeSubpath();
    return path;
}

/// On a screen with a column for each pixel bars are as true as an outline and ten times as quick.
void paintBars(QPainter& painter, const std::vector<WaveColumn>& columns, const QRectF& rect) {
    std::vector<QRectF> bars;
    bars.reserve(columns.size());
    const double step = rect.width() / double(columns.size()), middle = rect.center().y(), half = rect.height() / 2, least = 0.5;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double up = std::max(least, bounded(columns[i].high) * half), down = std::max(least, -bounded(columns[i].low) * half);
        bars.emplace_back(rect.left() + step * double(i), middle - up, step, up + down);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawRects(bars.data(), int(bars.size()));
    painter.setRenderHint(QPainter::Antialiasing, true);
}

bool isDense(const QPainter& painter, const std::vector<WaveColumn>& columns, const QRectF& rect) {
    return painter.paintEngine()->type() == QPaintEngine::Raster && double(columns.size()) >= 0.9 * rect.width();
}

void paintLane(QPainter& painter, const QRectF& rect, const WaveLane& lane, const Palette& colours) {
    const double top = lane.name.isEmpty() ? 2 : kNameHeight;
    painter.setPen(Qt::NoPen);
    painter.setBrush(lane.chosen ? colours.wave : colours.waveQuiet);
    const QRectF wave = rect.adjusted(0, top, 0, -2);
    if (isDense(painter, lane.columns, wave)) paintBars(painter, lane.columns, wave);
    else if (!lane.columns.empty()) painter.drawPath(outlineOf(lane.columns, wave));
    TextStyle style;
    style.pixels = 11, style.colour = lane.chosen ? colours.text : colours.dim;
    if (!lane.name.isEmpty())
        drawFitted(painter, QRectF(rect.left() + 8, rect.top() + 2, rect.width() - 16, kNameHeight - 4), lane.name, style);
}

void paintLoop(QPainter& painter, const QRectF& rect, std::pair<double, double> loop, const Palette& colours) {
    const double from = rect.left() + rect.width() * std::clamp(std::min(loop.first, loop.second), 0.0, 1.0);
    const double to = rect.left() + rect.width() * std::clamp(std::max(loop.first, loop.second), 0.0, 1.0);
    QColor tint = colours.accent;
    tint.setAlphaF(0.14f);
    painter.fillRect(QRectF(from, rect.top(), to - from, rect.height()), tint);
    for (const double edge : {from, to})
        painter.fillRect(QRectF(std::clamp(edge - 0.75, rect.left(), rect.right() - 1.5), rect.top(), 1.5, rect.height()), colours.accent);
}

}  // namespace

void paintWaveform(QPainter& painter, const QRectF& rect, const WaveformLook& look, const Palette& colours) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath well;
    well.addRoundedRect(rect, metrics::radius, metrics::radius);
    painter.fillPath(well, colours.well);
    painter.setClipPath(well, Qt::IntersectClip);
    const double height = rect.height() / double(std::max<std::size_t>(1, look.lanes.size()));
    if (look.loop) paintLoop(painter, rect, *look.loop, colours);
    for (std::size_t i = 0; i < look.lanes.size(); ++i)
        paintLane(painter, QRectF(rect.left(), rect.top() + double(i) * height, rect.width(), height), look.lanes[i], colours);
    if (look.loop) {
        const auto [from, to] = *look.loop;  // the ends again, over the waves
        for (const double end : {from, to})
            painter.fillRect(QRectF(std::clamp(rect.left() + rect.width() * end - 0.75, rect.left(), rect.right() - 1.5), rect.top(), 1.5,
                                    rect.height()), colours.accent);
    }
    if (look.playhead) {
        const double x = rect.left() + rect.width() * std::clamp(*look.playhead, 0.0, 1.0);
        painter.fillRect(QRectF(std::clamp(x - 1, rect.left(), rect.right() - 2), rect.top(), 2, rect.height()), colours.text);
    }
    painter.restore();
}

}  // namespace detent::draw
