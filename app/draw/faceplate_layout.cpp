// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/faceplate_layout.h"

#include "app/draw/faceplate.h"
#include "app/draw/faceplate_rows.h"
#include "app/draw/knob.h"
#include "app/draw/text.h"

#include <algorithm>
#include <cmath>

namespace detent::draw {
namespace {

constexpr double kBestKnob = 40;
constexpr double kRowKnobs[] = {40, 36, 32, 28, 26};

void layHeader(FaceplateLayout& made, const profiles::Profile& profile) {
    const bool strip = made.mode == FaceplateLayout::Mode::Strip;
    const double w = made.size.width(), inset = strip ? 24 : 34, top = strip ? 4 : 10;
    const double badgeWidth = std::min(230.0, w * 0.4);
    made.badge = QRectF(w - inset - badgeWidth, top, badgeWidth, strip ? 20 : 22);
    made.name = QRectF(inset, top + (strip ? 1 : 3), made.badge.left() - 12 - inset, 18);
    const double subtitleWidth = std::min(made.name.width(), textWidth(faceplateSubtitle(profile), subtitleStyle()) + 4);
    made.subtitle = QRectF(inset, made.name.bottom() + 1, subtitleWidth, 15);
    made.subtitleBeside = strip;
    for (const FaceplatePlace& place : made.places) made.subtitleBeside |= place.cell.intersects(made.subtitle);
    for (const SectionMark& section : made.sections) made.subtitleBeside |= section.rect.intersects(made.subtitle);
    if (made.subtitleBeside) {
        const double after = textWidth(QString::fromStdString(profile.model), nameStyle()) + 10;
        made.subtitle = QRectF(inset + after, made.name.top() + 1, std::max(0.0, made.name.width() - after), 17);
    }
}

void layScrews(FaceplateLayout& made) {
    const bool small = made.mode == FaceplateLayout::Mode::Strip || made.size.height() < 110;
    made.screwRadius = small ? 3.5 : 5;
    const double x = small ? 10 : 13, y = small ? 11 : 14, w = made.size.width(), h = made.size.height();
    made.screws = {{x, y}, {w - x, y}, {x, h - y}, {w - x, h - y}};
}

bool tryModes(const profiles::Profile& profile, const rows::Measured& items, FaceplateLayout& made) {
    if (!profile.panel.items.empty())
        for (const double shrink : rows::kPanelShrinks)
            if (rows::panelLayout(profile, items.panel, shrink, made)) return true;
    for (const double diameter : kRowKnobs)
        if (rows::rowsLayout(items.loose, diameter, made)) return true;
    return false;
}

}  // namespace

FaceplateLayout layout(const profiles::Profile& profile, const QSizeF& size) {
    const auto measured = rows::measuredItems(profile);
    FaceplateLayout made;
    made.size = size;
    if (!tryModes(profile, *measured, made)) rows::stripLayout(measured->loose, made);
    layHeader(made, profile);
    layScrews(made);
    return made;
}

double preferredHeight(const profiles::Profile& profile, double width) {
    const auto measured = rows::measuredItems(profile);
    if (!profile.panel.items.empty())
        if (const double height = rows::panelHeight(profile, measured->panel, width); height > 0) return height;
    return std::ceil(rows::rowsHeight(measured->loose, kBestKnob, width));
}

double leastHeight(const profiles::Profile& profile, double width) {
    return std::min(std::ceil(rows::stripHeight(rows::measuredItems(profile)->loose, width)), preferredHeight(profile, width));
}

const FaceplatePlace* FaceplateLayout::at(const QPointF& point) const {
    for (const FaceplatePlace& place : places)
        if (place.control >= 0 && place.cell.contains(point)) return &place;
    return nullptr;
}

const FaceplatePlace* FaceplateLayout::of(int control) const {
    for (const FaceplatePlace& place : places)
        if (place.control == control) return &place;
    return nullptr;
}

QString faceplateSubtitle(const profiles::Profile& profile) {
    QString how = QStringLiteral("by hand");
    if (profile.transport == profiles::Transport::Serial) how = QStringLiteral("serial");
    if (profile.transport == profiles::Transport::Midi) how = QStringLiteral("MIDI");
    if (profile.transport == profiles::Transport::Osc) how = QStringLiteral("OSC");
    if (profile.transport == profiles::Transport::Tcp) how = QStringLiteral("network");
    return QString::fromStdString(profile.maker) + QStringLiteral(", ") + how;
}

}  // namespace detent::draw
