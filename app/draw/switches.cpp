// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/switches.h"

#include "app/draw/text.h"
#include "app/draw/tokens.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace detent::draw {
namespace {

constexpr double kGap = 4;
constexpr double kMostButtonHeight = 22;

TextStyle captionStyle() {
    TextStyle style;
    style.pixels = 11, style.weight = Weight::SemiBold, style.align = Qt::AlignCenter;
    return style;
}

double dimming(const SwitchLook& look) { return look.knowledge == Knowledge::Known ? 1 : 0.45; }

void paintSignals(QPainter& painter, const QRectF& around, const SwitchLook& look) {
    painter.setBrush(Qt::NoBrush);
    if (look.mismatch) {
        painter.setPen(QPen(signalOn(look.plate, &Palette::bad), 2));
        painter.drawRoundedRect(around.adjusted(1, 1, -1, -1), 5, 5);
    }
}

/// The slot of a toggle, centred in its rectangle.
QRectF slotOf(const QRectF& rect) {
    const double height = std::min(rect.height() * 0.7, 40.0), width = height * 0.56;
    return {rect.center().x() - width / 2, rect.center().y() - height / 2, width, height};
}

QPointF leverEnd(const QRectF& slot, double place) { return {slot.center().x(), slot.bottom() - slot.height() * place}; }

bool isAt(const SwitchLook& look, int button) {
    if (!look.at) return false;
    return look.several ? (*look.at >> button & 1) != 0 : *look.at == button;
}

/// To be pressed or, of several, to be released.
bool isWanted(const SwitchLook& look, int button) {
    if (!look.wanted) return false;
    return look.several ? (*look.wanted >> button & 1) != (look.at.value_or(0) >> button & 1) : *look.wanted == button;
}

double placeOf(int at, int count) { return count < 2 ? 0.5 : 0.18 + 0.64 * at / (count - 1); }

}  // namespace

void paintToggle(QPainter& painter, const QRectF& rect, const SwitchLook& look) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF slot = slotOf(rect);
    const QColor body = bodyColour(look.plate);
    painter.setPen(QPen(QColor(255, 255, 255, 40), 1));
    painter.setBrush(look.hovered ? mixed(body, Qt::white, 0.07) : body);
    painter.drawRoundedRect(slot, slot.width() / 2, slot.width() / 2);
    if (look.wanted) {
        painter.setPen(QPen(signalOn(body, &Palette::hand), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(leverEnd(slot, placeOf(*look.wanted, look.count)), slot.width() * 0.34, slot.width() * 0.34);
    }
    if (look.at) {
        const QColor steel = mixed(body, QColor(0xd8, 0xd8, 0xd4), dimming(look));
        const QPointF end = leverEnd(slot, placeOf(*look.at, look.count));
        painter.setPen(QPen(mixed(body, steel, 0.6), slot.width() * 0.3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(slot.center(), end);
        painter.setPen(QPen(QColor(0, 0, 0, 110), 1));
        painter.setBrush(steel);
        painter.drawEllipse(end, slot.width() * 0.27, slot.width() * 0.27);
    }
    paintSignals(painter, slot.adjusted(-4, -4, 4, 4).intersected(rect), look);
    if (look.focused) paintFocus(painter, slot.adjusted(-5, -5, 5, 5).intersected(rect), look.plate);
    painter.restore();
}

QRectF buttonRect(const QRectF& rect, int count, int index) {
    const double height = std::min(rect.height(), kMostButtonHeight);
    const double gap = std::min(kGap, rect.width() / (4.0 * count));
    const double width = (rect.width() - gap * (count - 1)) / count;
    return {rect.left() + index * (width + gap), rect.center().y() - height / 2, width, height};
}

int buttonAt(const QRectF& rect, int count, const QPointF& point) {
    for (int i = 0; i < count; ++i)
        if (buttonRect(rect, count, i).contains(point)) return i;
    return -1;
}

double buttonsWidth(const QStringList& captions) {
    double widest = 12;
    for (const QString& caption : captions) widest = std::max(widest, textWidth(caption, captionStyle()) + 10);
    return widest * double(captions.size()) + kGap * double(captions.size() - 1);
}

void paintButtons(QPainter& painter, const QRectF& whole, const SwitchLook& look) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF rect = whole.adjusted(4, 4, -4, -4);
    const QColor body = bodyColour(look.plate);
    const QColor lit = mixed(body, look.cap.isValid() ? look.cap : QColor(0xf0, 0xe2, 0xb8), dimming(look));
    for (int i = 0; i < look.count; ++i) {
        const QRectF button = buttonRect(rect, look.count, i);
        const bool on = isAt(look, i);
        const QColor fill = on ? lit : (look.hovered ? mixed(body, Qt::white, 0.07) : body);
        const bool wanted = isWanted(look, i);
        painter.setPen(wanted ? QPen(signalOn(look.plate, &Palette::hand), 2) : QPen(QColor(255, 255, 255, 40), 1));
        painter.setBrush(fill);
        painter.drawRoundedRect(button.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        if (i >= look.captions.size() || look.captions[i].isEmpty()) continue;
        TextStyle style = captionStyle();
        style.colour = legible(on ? QColor(0x1a, 0x14, 0x08) : QColor(0xe0, 0xe0, 0xde), fill, fill);
        const QRectF inside = button.adjusted(1, 0, -1, 0);
        QStringList texts;  // its first letters where it has no room
        for (qsizetype letters = look.captions[i].size(); letters > 0; --letters) texts << look.captions[i].left(letters);
        if (const DrawnText drawn = fitted(inside, texts, style); !drawn.elided) drawFitted(painter, inside, drawn.text, style);
    }
    const QRectF row = buttonRect(rect, 1, 0).adjusted(-4, -4, 4, 4).intersected(whole);
    paintSignals(painter, row, look);
    if (look.focused) paintFocus(painter, row, look.plate);
    painter.restore();
}

void paintLamp(QPainter& painter, const QRectF& rect, bool lit, const QColor& colour, const QColor& plate) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = std::min({rect.width(), rect.height(), 18.0}) / 2 - 1;
    if (lit) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 60));
        painter.drawEllipse(rect.center(), radius, radius);
    }
    painter.setPen(QPen(QColor(0, 0, 0, 140), 1));
    painter.setBrush(lit ? colour : mixed(bodyColour(plate), colour, 0.25));
    painter.drawEllipse(rect.center(), radius * 0.7, radius * 0.7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 255, 255, lit ? 130 : 50));
    painter.drawEllipse(rect.center() + QPointF(-0.2, -0.25) * radius, radius * 0.2, radius * 0.2);
    painter.restore();
}

}  // namespace detent::draw
