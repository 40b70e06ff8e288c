// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/text.h"

#include <QRectF>
#include <QString>
#include <functional>
#include <vector>

class QPainter;

namespace detent::document {

/// Ink on white paper.
namespace paper {
inline const QColor text{0x1d, 0x21, 0x26}, dim{0x52, 0x5a, 0x64}, line{0xc9, 0xce, 0xd4};
}

/// One piece of a page that reaches over its whole width.
struct Block {
    double height = 0;
    std::function<void(QPainter&, const QRectF&)> paint;
    double spaceAbove = 0;
};

/// Text in paper's inks; lengths in logical pixels (1/96 inch at scale 1).
draw::TextStyle textStyle(int pixels, const QColor& colour = paper::text, draw::Weight weight = draw::Weight::Regular);
/// One line, elided where the page is too narrow; `right` may be empty.
Block lineBlock(const QString& left, const draw::TextStyle& leftStyle, const QString& right = {}, const draw::TextStyle& rightStyle = {});
/// Wrapped text.
Block paragraphBlock(const QString& text, const draw::TextStyle& style, double width);
/// A heading over a hairline.
Block headingBlock(const QString& text, const QString& right = {});

double heightOf(const std::vector<Block>& blocks);
void paintBlocks(QPainter& painter, const std::vector<Block>& blocks, double width);

}  // namespace detent::document
