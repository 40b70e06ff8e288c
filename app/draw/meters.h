// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/tokens.h"

#include <QRectF>
#include <QString>
#include <optional>
#include <vector>

class QPainter;

namespace detent::draw {

/// A moving-coil meter showing gain reduction in dB, 0 at the right, on the scale of a VU meter. Not known: the needle
/// rests dimmed at 0. `label` stands on the paper.
void paintGrMeter(QPainter& painter, const QRectF& rect, std::optional<double> gainReductionDb,
                  const QString& label = QStringLiteral("GR dB"));
/// Degrees clockwise from 12 o'clock; 0 dB and more than 40 dB are the ends.
double grNeedleAngle(double gainReductionDb);
inline constexpr double kGrMeterAspect = 0.7;  ///< height over width

struct ChannelLevel {
    double rmsDb = -200, peakDb = -200, holdDb = -200;  ///< dBFS
    bool clipped = false;
};
struct LevelMeterLook {
    std::vector<ChannelLevel> channels;  ///< left to right
    double topDb = 0, bottomDb = -60;
    bool marks = false;                  ///< figures beside the bars
};
/// Upright bars: rms solid, peak above it lighter, hold as a line, a clip lamp with "!" on top.
void paintLevelMeter(QPainter& painter, const QRectF& rect, const LevelMeterLook& look, const Palette& palette);
/// 0 at the bottom of a bar, 1 at the top; the upper 20 dB take two thirds.
double levelFraction(double levelDb, double bottomDb, double topDb);

}  // namespace detent::draw
