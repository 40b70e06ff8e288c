// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/knob.h"

#include <QString>
#include <QStringList>

namespace detent::draw {

/// What a two-position switch, a row of buttons or a lamp shows.
struct SwitchLook {
    int count = 2;                          ///< positions; a toggle's first is down
    std::optional<int> at;                  ///< none: not known where it stands
    std::optional<int> wanted;              ///< outlined in hand blue
    bool several = false;                   ///< buttons of which several may be down: bits of `at` and `wanted`
    QStringList captions;                   ///< of buttons; drawn where there is room
    Knowledge knowledge = Knowledge::Known;
    bool mismatch = false, focused = false, hovered = false;
    QColor cap;
    QColor plate = QColor(0x3a, 0x3c, 0x40), ink = Qt::white;
};

void paintToggle(QPainter& painter, const QRectF& rect, const SwitchLook& look);

/// Side by side, all the same size; what is chosen is lit.
void paintButtons(QPainter& painter, const QRectF& rect, const SwitchLook& look);
QRectF buttonRect(const QRectF& rect, int count, int index);
/// Which button lies under a point; -1 where none does.
int buttonAt(const QRectF& rect, int count, const QPointF& point);
/// Width that shows every caption.
double buttonsWidth(const QStringList& captions);

void paintLamp(QPainter& painter, const QRectF& rect, bool lit, const QColor& colour, const QColor& plate);

}  // namespace detent::draw
