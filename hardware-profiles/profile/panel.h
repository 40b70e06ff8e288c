// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace detent::profiles {

/// Where one control sits on the drawn panel. Millimetres from the panel's upper left corner to the control's centre.
struct PanelItem {
    enum class Shape { Knob, Toggle, Buttons, Lamp, Meter };
    Shape shape = Shape::Knob;
    std::string control;      ///< control id; empty for a lamp or meter that only decorates
    std::string legend;       ///< printed above; empty: the control's label
    double xMm = 0, yMm = 0;
    double sizeMm = 20;       ///< knob diameter, or width
    std::string cap;          ///< cap colour "#rrggbb"; empty: dark
};

/// A drawn faceplate. Colours are "#rrggbb".
struct Panel {
    double widthMm = 482.6;   ///< 19 inch
    double heightMm = 88.9;   ///< 2 rack units (44.45 mm each)
    std::string plate = "#3a3d42";
    std::string ink = "#ffffff";
    std::vector<PanelItem> items;  ///< empty: the painter lays the controls out in a row
};

}  // namespace detent::profiles
