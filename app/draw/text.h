// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>
#include <QStringList>

class QPainter;

namespace detent::draw {

/// Loads the built-in Inter (Regular, Medium, SemiBold, Bold) into QFontDatabase; once per process, after QGuiApplication.
/// False where a font is missing from the program. [main-thread]
bool installFonts();

enum class Weight { Regular, Medium, SemiBold, Bold };

/// Inter at a size in logical pixels, unhinted, so that a text has the same proportions on screen and on paper.
QFont font(int pixels, Weight weight = Weight::Regular, double letterSpacing = 0);

/// `font` as this painter should use it. A PDF's text must map back to characters, which Inter's contextual forms of "-", "+"
/// and ":" do not: there it goes unshaped.
QFont fontOn(const QPainter& painter, QFont font);

struct TextStyle {
    int pixels = 12;
    int leastPixels = 11;    ///< may shrink to this before it is elided
    Weight weight = Weight::Regular;
    QColor colour;
    Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter;
    double letterSpacing = 0;
    bool tabular = false;    ///< every digit takes the same width
};

/// Width with every digit as wide as the widest one. Qt 6.4 cannot ask a font for its tabular figures.
double tabularWidth(const QString& text, const QFont& font);
double textWidth(const QString& text, const TextStyle& style);

/// Draws on the baseline from `left`, digits centred in cells of equal width. Returns where the text ends.
double drawTabular(QPainter& painter, double left, double baseline, const QString& text);
/// As drawTabular, aligned in a rectangle with the painter's font and pen.
void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment align, const QString& text);

/// What was drawn and where; `box` lies inside the rectangle that was given.
struct DrawnText {
    QString text;
    int pixels = 0;
    QRectF box;
    bool elided = false;
};

/// The first of `texts` (fullest first) that fits at full size, then the first that fits smaller, else the last one elided.
DrawnText fitted(const QRectF& rect, const QStringList& texts, const TextStyle& style);
/// Fits and draws on one line, never outside `rect`.
DrawnText drawFitted(QPainter& painter, const QRectF& rect, const QStringList& texts, const TextStyle& style);
inline DrawnText drawFitted(QPainter& painter, const QRectF& rect, const QString& text, const TextStyle& style) {
    return drawFitted(painter, rect, QStringList{text}, style);
}

}  // namespace detent::draw
