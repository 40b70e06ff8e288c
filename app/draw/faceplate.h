// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/faceplate_layout.h"
#include "app/draw/knob.h"
#include "app/draw/sign.h"
#include "app/draw/text.h"
#include "app/draw/tokens.h"

#include <QStringList>
#include <map>
#include <optional>
#include <string>

class QPainter;

namespace detent::draw {

/// What one control is known to stand at and where it should go.
struct ControlState {
    std::optional<profiles::Code> code;    ///< none: nothing is known, no pointer, "?"
    Knowledge knowledge = Knowledge::Unknown;
    std::optional<profiles::Code> wanted;  ///< a ghost shows it where it differs from code
    bool mismatch = false;                 ///< read back something else than was wanted: red ring, "2.0 ≠ 2.5 dB"
    bool focused = false, hovered = false;
};

struct FaceplateState {
    std::map<std::string, ControlState, std::less<>> controls;  ///< by control id; absent: unknown
    std::optional<double> gainReductionDb;                      ///< of a meter; none: not known
    QString name, subtitle;                                     ///< empty: the profile's
    Badge badge;
};

/// Paints inside (0, 0, layout.size). The layout must be this profile's.
void paintFaceplate(QPainter& painter, const profiles::Profile& profile, const FaceplateLayout& layout,
                    const FaceplateState& state, const Palette& palette);

/// One control, for a widget that repaints only what changed. Does not paint the plate under it.
void paintControl(QPainter& painter, const profiles::Profile& profile, const FaceplatePlace& place, const FaceplateState& state);

/// What stands under a control, fullest first: {"3.0 dB to 2.5 dB", "3.0 to 2.5 dB", "to 2.5 dB"}.
/// `other` is where the control stands that this one depends on.
QStringList valueTexts(const profiles::Control& control, const ControlState& state, std::optional<profiles::Code> other = {});
QString withoutUnit(const QString& text, const profiles::Scale& scale);
QStringList buttonCaptions(const profiles::Control& control);
int buttonCount(const profiles::Control& control);  ///< of a switch or a row of buttons

/// The plate's two tones, upper and lower, and an ink legible on both.
struct PlateColours {
    QColor upper, lower, ink;
};
PlateColours plateColours(const profiles::Panel& panel);

TextStyle nameStyle();
TextStyle subtitleStyle();
TextStyle legendStyle();
TextStyle valueStyle();

}  // namespace detent::draw
