// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/tokens.h"

#include <algorithm>
#include <cmath>

namespace detent::draw {
namespace {

QColor hex(const char* text) { return QColor(QLatin1String(text)); }

Palette makeDark() {
    Palette p;
    p.theme = Theme::Dark;
    p.background = hex("#17191c"), p.panel = hex("#1f2226"), p.raised = hex("#272b30"), p.well = hex("#121416");
    p.line = hex("#353a41");
    p.text = hex("#e8e9eb"), p.dim = hex("#a3aab4"), p.faint = hex("#646b75");
    p.accent = hex("#e0a33e"), p.onAccent = hex("#1a1408");
    p.good = hex("#5fbf90"), p.hand = hex("#78b0e4"), p.onHand = hex("#0d1a28"), p.bad = hex("#ef7d75");
    p.wave = hex("#c69138"), p.waveQuiet = hex("#505a65");
    return p;
}

Palette makeLight() {
    Palette p;
    p.theme = Theme::Light;
    p.background = hex("#eceef0"), p.panel = hex("#f7f8f9"), p.raised = hex("#ffffff"), p.well = hex("#e2e5e9");
    p.line = hex("#d3d7dc");
    p.text = hex("#1d2126"), p.dim = hex("#525a64"), p.faint = hex("#8d95a0");
    p.accent = hex("#855300"), p.onAccent = hex("#ffffff");
    p.good = hex("#17663f"), p.hand = hex("#24578c"), p.onHand = hex("#ffffff"), p.bad = hex("#a62d26");
    p.wave = hex("#b8842f"), p.waveQuiet = hex("#a3abb5");
    return p;
}

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

}  // namespace

const Palette& palette(Theme theme) {
    static const Palette dark = makeDark(), light = makeLight();
    return theme == Theme::Dark ? dark : light;
}

double luminance(const QColor& colour) {
    return 0.2126 * linear(double(colour.redF())) + 0.7152 * linear(double(colour.greenF())) +
           0.0722 * linear(double(colour.blueF()));
}

double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor over(const QColor& top, const QColor& under) {
    return mixed(under, QColor(top.red(), top.green(), top.blue()), double(top.alphaF()));
}

QColor mixed(const QColor& a, const QColor& b, double amount) {
    const auto mix = [amount](int from, int to) { return int(std::lround(from + (to - from) * amount)); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

QColor legible(const QColor& ink, const QColor& first, const QColor& second, double ratio) {
    const auto worst = [&](const QColor& c) { return std::min(contrast(c, first), contrast(c, second)); };
    const QColor end = worst(Qt::white) > worst(Qt::black) ? Qt::white : Qt::black;
    for (int step = 0; step < 20; ++step) {
        const QColor tried = mixed(ink, end, step / 20.0);
        if (worst(tried) >= ratio) return tried;
    }
    return end;
}

QColor signalOn(const QColor& under, QColor Palette::*token) {
    const QColor dark = palette(Theme::Dark).*token, light = palette(Theme::Light).*token;
    return contrast(dark, under) >= contrast(light, under) ? dark : light;
}

}  // namespace detent::draw
