// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace detent::draw {

enum class Theme { Dark, Light };

/// The colours of the desk. Text may stand in text, dim, accent, good, hand or bad on background, panel, raised or well, and
/// in onAccent/onHand on accent/hand: each such pair meets WCAG AA (4.5:1). faint, line and the waves are never text.
struct Palette {
    Theme theme = Theme::Dark;
    QColor background, panel, raised, well;
    QColor line;
    QColor text, dim, faint;
    QColor accent, onAccent;
    QColor good, hand, onHand, bad;
    QColor wave, waveQuiet;  ///< the chosen candidate's waveform and the others'
};

const Palette& palette(Theme theme);

/// Lengths in logical pixels.
namespace metrics {
inline constexpr int grid = 4;
inline constexpr int radiusSmall = 3, radius = 6, radiusLarge = 8;
inline constexpr int textSmall = 11, textValue = 12, textBody = 13, textTitle = 15, textTime = 24;
}  // namespace metrics

/// WCAG 2.1 relative luminance, 0..1. The alpha is ignored.
double luminance(const QColor& colour);
/// WCAG 2.1 contrast ratio, 1..21, of opaque colours.
double contrast(const QColor& a, const QColor& b);
/// `top` (with its alpha) laid over opaque `under`.
QColor over(const QColor& top, const QColor& under);
/// a at 0, b at 1.
QColor mixed(const QColor& a, const QColor& b, double amount);
/// `ink`, moved towards black or white only as far as it must be to reach `ratio` on both `first` and `second`.
QColor legible(const QColor& ink, const QColor& first, const QColor& second, double ratio = 4.5);
/// Whichever theme's token stands out more on `under`: signals on a faceplate follow the plate, not the window.
QColor signalOn(const QColor& under, QColor Palette::*token);

}  // namespace detent::draw
