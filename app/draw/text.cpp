// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/text.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <algorithm>
#include <cmath>

// The resource lies in a static library: it must be pulled in by name, outside any namespace.
static void pullFonts() { Q_INIT_RESOURCE(detent_fonts); }

namespace detent::draw {

bool installFonts() {
    static const bool installed = [] {
        pullFonts();
        bool all = true;
        for (const char* name : {"Regular", "Medium", "SemiBold", "Bold"})
            all &= QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/Inter-%1.otf").arg(QLatin1String(name))) >= 0;
        return all;
    }();
    return installed;
}

QFont font(int pixels, Weight weight, double letterSpacing) {
    QFont made(QStringLiteral("Inter"));
    made.setPixelSize(pixels);
    constexpr QFont::Weight weights[] = {QFont::Normal, QFont::Medium, QFont::DemiBold, QFont::Bold};
    made.setWeight(weights[int(weight)]);
    made.setHintingPreference(QFont::PreferNoHinting);
    made.setStyleStrategy(QFont::StyleStrategy(QFont::PreferAntialias | QFont::NoSubpixelAntialias));
    // In per cent of an average advance: Qt's PDF engine takes absolute spacing for dots of the paper.
    constexpr double averageAdvance = 0.62;
    if (letterSpacing != 0) made.setLetterSpacing(QFont::PercentageSpacing, 100 + 100 * letterSpacing / (averageAdvance * pixels));
    return made;
}

QFont fontOn(const QPainter& painter, QFont font) {
    if (painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Pdf)
        font.setStyleStrategy(QFont::StyleStrategy(font.styleStrategy() | QFont::PreferNoShaping));
    return font;
}

namespace {

double digitCell(const QFontMetricsF& metrics) {
    double widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit) widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    return widest;
}

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

/// Calls piece(text, advance, isDigit) for every digit and every run between digits.
template <typename Piece>
void eachPiece(const QString& text, const QFontMetricsF& metrics, Piece piece) {
    const double cell = digitCell(metrics);
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = at + 1;
        const bool digit = isDigit(text[at]);
        while (!digit && end < text.size() && !isDigit(text[end])) ++end;
        const QString part = text.mid(at, end - at);
        piece(part, digit ? cell : metrics.horizontalAdvance(part), digit);
        at = end;
    }
}

double widthIn(const QString& text, const QFont& f, bool tabular) {
    return tabular ? tabularWidth(text, f) : QFontMetricsF(f).horizontalAdvance(text);
}

QString elidedTo(double width, QString text, const QFont& f, bool tabular) {
    const QString mark(QChar(0x2026));
    while (!text.isEmpty() && widthIn(text + mark, f, tabular) > width) text.chop(1);
    return widthIn(mark, f, tabular) > width ? QString() : text.trimmed() + mark;
}

QRectF boxOf(const QRectF& rect, const QString& text, const QFont& f, const TextStyle& style) {
    const double width = std::min(rect.width(), widthIn(text, f, style.tabular));
    const double height = std::min(rect.height(), QFontMetricsF(f).height());
    double x = rect.left(), y = rect.top();
    if (style.align & Qt::AlignHCenter) x += (rect.width() - width) / 2;
    if (style.align & Qt::AlignRight) x = rect.right() - width;
    if (style.align & Qt::AlignVCenter) y += (rect.height() - height) / 2;
    if (style.align & Qt::AlignBottom) y = rect.bottom() - height;
    return {x, y, width, height};
}

}  // namespace

double tabularWidth(const QString& text, const QFont& f) {
    double width = 0;
    eachPiece(text, QFontMetricsF(f), [&](const QString&, double advance, bool) { width += advance; });
    return width;
}

double textWidth(const QString& text, const TextStyle& style) {
    return widthIn(text, font(style.pixels, style.weight, style.letterSpacing), style.tabular);
}

double drawTabular(QPainter& painter, double left, double baseline, const QString& text) {
    const QFontMetricsF metrics(painter.font());
    eachPiece(text, metrics, [&](const QString& part, double advance, bool digit) {
        const double inset = digit ? (advance - metrics.horizontalAdvance(part)) / 2 : 0;
        painter.drawText(QPointF(left + inset, baseline), part);
        left += advance;
    });
    return left;
}

void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment align, const QString& text) {
    TextStyle style;
    style.align = align, style.tabular = true;
    const QRectF box = boxOf(rect, text, painter.font(), style);
    drawTabular(painter, box.left(), box.top() + QFontMetricsF(painter.font()).ascent(), text);
}

DrawnText fitted(const QRectF& rect, const QStringList& texts, const TextStyle& style) {
    const int least = std::min(style.leastPixels, style.pixels);
    for (int pixels = style.pixels; pixels >= least; --pixels) {
        const QFont f = font(pixels, style.weight, style.letterSpacing);
        for (const QString& text : texts)
            if (widthIn(text, f, style.tabular) <= rect.width()) return {text, pixels, boxOf(rect, text, f, style), false};
    }
    const QFont f = font(least, style.weight, style.letterSpacing);
    const QString text = texts.isEmpty() ? QString() : elidedTo(rect.width(), texts.last(), f, style.tabular);
    return {text, least, boxOf(rect, text, f, style), true};
}

DrawnText drawFitted(QPainter& painter, const QRectF& rect, const QStringList& texts, const TextStyle& style) {
    const DrawnText drawn = fitted(rect, texts, style);
    if (drawn.text.isEmpty()) return drawn;
    const QFont f = fontOn(painter, font(drawn.pixels, style.weight, style.letterSpacing));
    painter.setFont(f);
    painter.setPen(style.colour);
    const double baseline = drawn.box.top() + QFontMetricsF(f).ascent();
    if (style.tabular)
        drawTabular(painter, drawn.box.left(), baseline, drawn.text);
    else
        painter.drawText(QPointF(drawn.box.left(), baseline), drawn.text);
    return drawn;
}

}  // namespace detent::draw
