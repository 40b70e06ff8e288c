// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>
#include <vector>

namespace detent::draw {

/// Where one control is drawn. All rectangles lie inside the plate; cells never overlap and hold the other three.
struct FaceplatePlace {
    int control = -1;  ///< index into Profile::controls; -1: a lamp or meter that only decorates
    profiles::PanelItem::Shape shape = profiles::PanelItem::Shape::Knob;
    QString legend;
    QStringList shorter;  ///< the legend in fewer and fewer letters, for where it has no room
    QColor cap;        ///< invalid: dark
    QRectF cell, legendRect, body, valueRect;
};

/// A section's name over a hairline, where the painter chose the order itself.
struct SectionMark {
    QString name;
    QRectF rect;
};

/// The geometry of a faceplate, for the painter, for hit tests and for accessibility alike.
struct FaceplateLayout {
    /// Panel: as on the gear · Rows: in rows of our own · Strip: small knobs with their text beside them
    enum class Mode { Panel, Rows, Strip };
    Mode mode = Mode::Panel;
    QSizeF size;
    QRectF name, subtitle, badge;   ///< the badge is drawn at the right end of its rectangle
    bool subtitleBeside = false;    ///< after the name, on its line
    std::vector<FaceplatePlace> places;
    std::vector<SectionMark> sections;
    std::vector<QPointF> screws;
    double screwRadius = 0;
    int hidden = 0;                 ///< controls that found no room; nothing is hidden from leastHeight up
    QRectF more;                    ///< where "12 more" is written

    const FaceplatePlace* at(const QPointF& point) const;  ///< the control under a point; null where there is none
    const FaceplatePlace* of(int control) const;
};

/// Fonts must be installed (installFonts). Sizes in logical pixels; made for widths from 600.
FaceplateLayout layout(const profiles::Profile& profile, const QSizeF& size);
/// The height at which a plate of this width is drawn at its best.
double preferredHeight(const profiles::Profile& profile, double width);
/// The least height at which every control is shown.
double leastHeight(const profiles::Profile& profile, double width);

/// "Detent reference, serial", "Pultec, by hand".
QString faceplateSubtitle(const profiles::Profile& profile);

}  // namespace detent::draw
