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

/// Lowest and highest sample of one column of the picture, full scale 1.
struct WaveColumn {
    float low = 0, high = 0;
};

/// One candidate. Columns are spread over the whole width, whatever their number.
struct WaveLane {
    std::vector<WaveColumn> columns;
    QString name;
    bool chosen = false;  ///< the others are drawn dimmed
};

/// Places along the width, 0..1.
struct WaveformLook {
    std::vector<WaveLane> lanes;
    std::optional<double> playhead;
    std::optional<std::pair<double, double>> loop;
};

/// All lanes in step, one under the other, in a well; loop and playhead run through all of them.
void paintWaveform(QPainter& painter, const QRectF& rect, const WaveformLook& look, const Palette& palette);

}  // namespace detent::draw
