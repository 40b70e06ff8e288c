// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/faceplate_layout.h"

#include <QSizeF>
#include <memory>

/// What the layouts of a faceplate are made of; private to draw.
namespace detent::draw::rows {

inline constexpr double kHeader = 34, kBottom = 12, kMargin = 26, kLegend = 15, kValue = 16;
inline constexpr double kPanelShrinks[] = {1, 0.9, 0.8, 0.7, 0.6};  ///< of the knobs, until all have room

/// One thing on the plate with what its texts need.
struct Item {
    FaceplatePlace place;
    QString section;
    double xMm = 0, yMm = 0, sizeMm = 25;
    double legendWidth = 0, valueWidth = 0, bothWidth = 0;  ///< both: "3.0 to 2.5 dB"
    double captionsWidth = 0;
    int positions = 0;
    bool hasValue = true;

    QSizeF body(double knobDiameter) const;
    double leastWidth(double knobDiameter) const;
    double bestWidth(double knobDiameter) const;
};

/// Panel items in their order, then the controls that are on no panel item.
std::vector<Item> itemsOf(const profiles::Profile& profile);
/// "FILTER RESONANCE" of the section Filter: "RESONANCE", "RESO."; "CONTROLLER 12": "CONT. 12". Ends tell things apart.
QStringList inFewerLetters(const QString& legend, const QString& section);

/// As on the panel; and for where they stand in an order of our own, so that a legend which only its place tells from another
/// gives way to the control's label.
struct Measured {
    std::vector<Item> panel, loose;
};
/// Measured once for each profile and thread: texts take their time.
std::shared_ptr<const Measured> measuredItems(const profiles::Profile& profile);

/// Centres as near as may be to the desired ones (which ascend) such that intervals of these widths neither overlap nor leave
/// [low, high]. Empty where they cannot.
std::vector<double> packed(const std::vector<double>& desired, const std::vector<double>& widths, double low, double high);

/// Items with nearly the same yMm, from top to bottom; each row from left to right.
std::vector<std::vector<const Item*>> rowsOf(const std::vector<const Item*>& items);

/// The place of an item whose body is centred in a band of `bodyHeight` under its legend.
FaceplatePlace placed(const Item& item, double centreX, double halfWidth, double top, double bodyHeight, double diameter);

/// Each returns false, or hides, where `size` has no room.
bool panelLayout(const profiles::Profile& profile, const std::vector<Item>& items, double shrink, FaceplateLayout& made);
bool rowsLayout(const std::vector<Item>& items, double diameter, FaceplateLayout& made);
void stripLayout(const std::vector<Item>& items, FaceplateLayout& made);

/// Height each needs at a width, header and bottom included.
double panelHeight(const profiles::Profile& profile, const std::vector<Item>& items, double width);
double rowsHeight(const std::vector<Item>& items, double diameter, double width);
double stripHeight(const std::vector<Item>& items, double width);

}  // namespace detent::draw::rows
