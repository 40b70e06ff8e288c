// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/faceplate_layout.h"

namespace detent::desk {

/// Some of a unit's controls, drawn as a plate of their own.
struct PlatePage {
    QString name;
    std::vector<int> controls;   ///< their indices in the unit's profile
    profiles::ProfilePtr shown;  ///< a profile of these alone, for the layout

    bool has(int control) const;
    /// Its places name controls by their index in the unit's profile.
    draw::FaceplateLayout layout(const QSizeF& size) const;
};

/// More than so many controls are too many for one plate.
inline constexpr std::size_t kMostOnPlate = 48;

/// The whole plate where its controls are few, or the drawn panel shows them all; else the panel, then section by section,
/// large ones in parts. Every control is on one of them.
std::vector<PlatePage> pagesOf(const profiles::ProfilePtr& profile);
/// The first controls whose label, section or id bear all these words.
PlatePage foundPage(const profiles::Profile& profile, const QString& typed);

}  // namespace detent::desk
