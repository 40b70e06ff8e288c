// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document/sheet_page.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

namespace detent::document {

draw::TextStyle textStyle(int pixels, const QColor& colour, draw::Weight weight) {
    draw::TextStyle style;
    style.pixels = style.leastPixels = pixels;
    style.colour = colour;
    style.weight = weight;
    return style;
}

Block lineBlock(const QString& left, const draw::TextStyle& leftStyle, const QString& right, const draw::TextStyle& rightStyle) {
    const double height = std::ceil(1.4 * std::max(leftStyle.pixels, right.isEmpty() ? 0 : rightStyle.pixels));
    return {height, [=](QPainter& painter, const QRectF& rect) {
                draw::TextStyle atRight = rightStyle;
                atRight.align = Qt::AlignRight | Qt::AlignVCenter;
                const double taken = right.isEmpty() ? 0 : std::min(rect.width() / 2, draw::textWidth(right, atRight) + 16);
                draw::drawFitted(painter, rect.adjusted(0, 0, -taken, 0), left, leftStyle);
                if (taken > 0) draw::drawFitted(painter, rect.adjusted(rect.width() - taken, 0, 0, 0), right, atRight);
            }};
}

Block paragraphBlock(const QString& text, const draw::TextStyle& style, double width) {
    const QFont font = draw::font(style.pixels, style.weight);
    constexpr int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    const double height = std::ceil(QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), flags, text).height());
    return {height, [=](QPainter& painter, const QRectF& rect) {
                painter.setFont(draw::fontOn(painter, font));
                painter.setPen(style.colour);
                painter.drawText(rect.adjusted(0, 0, 0, 2), flags, text);
            }};
}

Block headingBlock(const QString& text, const QString& right) {
    Block block = lineBlock(text, textStyle(13, paper::text, draw::Weight::SemiBold), right, textStyle(11, paper::dim));
    block.height += 4;
    block.spaceAbove = 12;
    block.paint = [words = block.paint](QPainter& painter, const QRectF& rect) {
        words(painter, rect.adjusted(0, 0, 0, -4));
        painter.setPen(QPen(paper::line, 1));
        painter.drawLine(rect.bottomLeft() - QPointF(0, 2), rect.bottomRight() - QPointF(0, 2));
    };
    return block;
}

double heightOf(const std::vector<Block>& blocks) {
    double height = 0;
    for (const Block& block : blocks) height += block.spaceAbove + block.height;
    return height;
}

void paintBlocks(QPainter& painter, const std::vector<Block>& blocks, double width) {
    double top = 0;
    for (const Block& block : blocks) {
        top += block.spaceAbove;
        painter.save();
        block.paint(painter, QRectF(0, top, width, block.height));
        painter.restore();
        top += block.height;
    }
}

}  // namespace detent::document
