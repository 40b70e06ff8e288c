// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/document/sheet_page.h"
#include "hardware-profiles/profile/profile.h"
#include "recall/model/records.h"

namespace detent::document {

enum class PlateSize { Panel, Strip };

/// The unit's faceplate as it stood. Without its profile: its name alone.
Block plateBlock(const recall::SnapshotUnit& unit, const profiles::ProfilePtr& profile, double width, PlateSize size);
/// Every control with its value, where its knob points, and how well that is known, in columns.
Block tableBlock(const recall::SnapshotUnit& unit, const profiles::ProfilePtr& profile, double width);

}  // namespace detent::document
