// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/meters.h"

#include "app/draw/text.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::draw {
namespace {

constexpr double kGrSweepDeg = 46;  // to either side of 12 o'clock
const QColor kPaper(0xef, 0xe3, 0xc0), kMeterInk(0x3a, 0x2d, 0x12), kNeedle(0xa8, 0x24, 0x1c);

QPointF polar(const QPointF& pivot, double angleDeg, double distance) {
    const double rad = angleDeg * std::numbers::pi / 180;
    return pivot + QPointF(std::sin(rad), -std::cos(rad)) * distance;
}

struct MeterFace {
    QRectF face;
    QPointF pivot;
    double radius;
    explicit MeterFace(const QRectF& rect) {
        const double width = std::min(rect.width(), rect.height() / kGrMeterAspect);
        face = QRectF(0, 0, width, width * kGrMeterAspect);
        face.moveCenter(rect.center());
        pivot = QPointF(face.center().x(), face.bottom() - face.height() * 0.05);
        radius = face.height() * 0.76;
    }
};

void paintGrScale(QPainter& painter, const MeterFace& m) {
    struct Mark { int db; bool figure; };
    static constexpr Mark marks[] = {{0, true}, {1, false}, {3, true}, {5, true}, {7, false}, {10, true}, {20, true}};
    const bool figures = m.face.width() >= 96;
    TextStyle style;
    style.pixels = 11, style.colour = kMeterInk, style.weight = Weight::Medium, style.align = Qt::AlignCenter;
    for (const Mark& mark : marks) {
        const double angle = grNeedleAngle(mark.db);
        const double length = mark.figure ? 0.1 : 0.06;
        painter.setPen(QPen(kMeterInk, 1.4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(polar(m.pivot, angle, m.radius * 0.96), polar(m.pivot, angle, m.radius * (0.96 + length)));
        if (!figures || !mark.figure) continue;
        const QPointF at = polar(m.pivot, angle, m.radius * 0.96 - 9);
        drawFitted(painter, QRectF(at.x() - 10, at.y() - 7, 20, 14), QString::number(mark.db), style);
    }
}

}  // namespace

double grNeedleAngle(double gainReductionDb) {
    const double fraction = std::pow(10.0, -std::clamp(gainReductionDb, 0.0, 40.0) / 20);
    return -kGrSweepDeg + 2 * kGrSweepDeg * fraction;
}

void paintGrMeter(QPainter& painter, const QRectF& rect, std::optional<double> gainReductionDb, const QString& label) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const MeterFace m(rect);
    painter.setPen(QPen(QColor(0, 0, 0, 136), 1));
    painter.setBrush(kPaper);
    painter.drawRoundedRect(m.face.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    paintGrScale(painter, m);
    TextStyle style;
    style.pixels = 11, style.weight = Weight::SemiBold, style.colour = kMeterInk, style.align = Qt::AlignCenter;
    const double labelAt = m.pivot.y() - m.radius * 0.36;
    const QRectF labelRect(m.face.left() + 6, labelAt - 7, m.face.width() - 12, 14);
    if (m.face.height() >= 48) drawFitted(painter, labelRect, label, style);
    painter.setPen(QPen(gainReductionDb ? kNeedle : mixed(kPaper, kNeedle, 0.4), std::max(1.4, m.radius * 0.026),
                        Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(m.pivot, polar(m.pivot, grNeedleAngle(gainReductionDb.value_or(0)), m.radius * 1.02));
    painter.restore();
}

double levelFraction(double levelDb, double bottomDb, double topDb) {
    const double knee = topDb - 20;
    const double level = std::clamp(levelDb, bottomDb, topDb);
    if (bottomDb >= knee) return (level - bottomDb) / (topDb - bottomDb);
    if (level >= knee) return 1.0 / 3 + (level - knee) / 20 * 2 / 3;
    return (level - bottomDb) / (knee - bottomDb) / 3;
}

namespace {

constexpr double kClipHeight = 12;

void paintClip(QPainter& painter, const QRectF& lamp, bool clipped, const Palette& colours) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(clipped ? colours.bad : colours.well);
    painter.drawRoundedRect(lamp, 3, 3);
    if (!clipped) return;
    painter.setPen(QPen(colours.theme == Theme::Dark ? QColor(0x2a, 0x08, 0x05) : QColor(Qt::white), 1.6, Qt::SolidLine, Qt::RoundCap));
    const QPointF c = lamp.center();
    painter.drawLine(c + QPointF(0, -3.2), c + QPointF(0, 0.6));
    painter.drawLine(c + QPointF(0, 3.1), c + QPointF(0, 3.2));
}

void paintBar(QPainter& painter, const QRectF& bar, const ChannelLevel& level, const LevelMeterLook& look, const Palette& colours) {
    const auto yOf = [&](double db) { return bar.bottom() - bar.height() * levelFraction(db, look.bottomDb, look.topDb); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.well);
    painter.drawRoundedRect(bar, 3, 3);
    const double peakY = yOf(level.peakDb), rmsY = std::max(peakY, yOf(level.rmsDb));
    if (level.peakDb > look.bottomDb) {
        painter.setBrush(mixed(colours.well, colours.good, 0.5));
        painter.drawRoundedRect(QRectF(bar.left(), peakY, bar.width(), bar.bottom() - peakY), 3, 3);
    }
    if (level.rmsDb > look.bottomDb) {
        painter.setBrush(colours.good);
        painter.drawRoundedRect(QRectF(bar.left(), rmsY, bar.width(), bar.bottom() - rmsY), 3, 3);
    }
    if (level.holdDb <= look.bottomDb) return;
    painter.setBrush(colours.accent);
    painter.drawRect(QRectF(bar.left(), std::clamp(yOf(level.holdDb) - 1.25, bar.top(), bar.bottom() - 2.5), bar.width(), 2.5));
}

void paintMarks(QPainter& painter, const QRectF& column, const LevelMeterLook& look, const Palette& colours) {
    TextStyle style;
    style.pixels = 11, style.colour = colours.dim, style.align = Qt::AlignRight | Qt::AlignVCenter, style.tabular = true;
    double lastY = -1e9;
    for (const int db : {0, -6, -12, -20, -30, -40, -60}) {
        if (db > look.topDb || db < look.bottomDb) continue;
        const double y = column.bottom() - column.height() * levelFraction(db, look.bottomDb, look.topDb);
        const QRectF box(column.left(), std::clamp(y - 7, column.top(), column.bottom() - 14), column.width(), 14);
        if (box.top() < lastY + 14) continue;
        drawFitted(painter, box, QString::number(db), style);
        lastY = box.top();
    }
}

}  // namespace

void paintLevelMeter(QPainter& painter, const QRectF& rect, const LevelMeterLook& look, const Palette& colours) {
    if (look.channels.empty()) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double count = double(look.channels.size());
    const double marksWidth = look.marks ? 28 : 0, gap = std::min(6.0, rect.width() / (4 * count));
    const double width = (rect.width() - marksWidth - gap * (count - 1)) / count;
    const QRectF bars = rect.adjusted(0, kClipHeight + 3, -marksWidth, 0);
    for (std::size_t i = 0; i < look.channels.size(); ++i) {
        const double left = rect.left() + double(i) * (width + gap);
        paintClip(painter, QRectF(left, rect.top(), width, kClipHeight), look.channels[i].clipped, colours);
        paintBar(painter, QRectF(left, bars.top(), width, bars.height()), look.channels[i], look, colours);
    }
    if (look.marks) paintMarks(painter, QRectF(bars.right() + 4, bars.top(), marksWidth - 4, bars.height()), look, colours);
    painter.restore();
}

}  // namespace detent::draw
