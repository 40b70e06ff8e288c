// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/match_graph.h"

#include "app/draw/graph.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace detent::desk {

namespace {

draw::GraphLine lineOf(const dsp::Difference& difference, std::optional<double> dsp::BandDifference::*what, double less) {
    draw::GraphLine line;
    for (const auto& band : difference.bands) {
        line.x.push_back(band.hz);
        line.y.push_back((band.*what) ? *(band.*what) - less : std::nan(""));
    }
    return line;
}

/// A round end that holds all of the line.
double roundEnd(const draw::GraphLine& line) {
    double most = 0.1;
    for (const double y : line.y)
        if (std::isfinite(y)) most = std::max(most, std::abs(y));
    for (const double end : {0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0})
        if (most <= end) return end;
    return 60;
}

}  // namespace

MatchGraph::MatchGraph(const Look& look, bool withResidual, QWidget* parent)
    : QWidget(parent), m_look(look), m_withResidual(withResidual) {
    setSizePolicy(QSizePolicy::Expanding, withResidual ? QSizePolicy::Expanding : QSizePolicy::Fixed);
}

void MatchGraph::show(const dsp::Difference& difference) {
    m_difference = difference;
    setAccessibleName(m_withResidual ? tr("What is left of the difference, by thirds of an octave")
                                     : tr("Gain of B over A, by thirds of an octave"));
    update();
}

QSize MatchGraph::sizeHint() const {
    return {m_look.px(240), m_look.px(m_withResidual ? 160 : 128)};
}

void MatchGraph::paintEvent(QPaintEvent*) {
    draw::GraphLook look;
    if (m_withResidual) {
        look.lines = {lineOf(m_difference, &dsp::BandDifference::residualDb, 0)};
        look.lines[0].name = tr("residual");
        look.lines[0].colour = &draw::Palette::hand;
        double lowest = -40, highest = 0;
        for (const double y : look.lines[0].y)
            if (std::isfinite(y)) lowest = std::min(lowest, y), highest = std::max(highest, y);
        look.fromY = std::max(-200.0, std::floor(lowest / 20) * 20), look.toY = std::ceil(highest / 10) * 10;
        look.decimalsY = 0, look.plusY = false;
    } else {
        look.lines = {lineOf(m_difference, &dsp::BandDifference::gainDb, m_difference.gainDb)};
        look.lines[0].name = tr("B over A");
        look.toY = roundEnd(look.lines[0]), look.fromY = -look.toY;
        look.decimalsY = look.toY < 1 ? 1 : 0;
    }
    QPainter painter(this);
    painter.scale(m_look.scale(), m_look.scale());
    draw::paintGraph(painter, QRectF(0, 0, width() / m_look.scale(), height() / m_look.scale()), look, m_look.palette());
}

}  // namespace detent::desk
