// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/faceplate.h"

namespace detent::desk {

/// Read back, change, lock, default, and where the fact comes from.
void showControlMenu(Desk& desk, Faceplate& plate, ControlItem& item, const QPoint& at);
/// Read back, its link, rename, retire.
void showUnitMenu(Desk& desk, const recall::UnitId& unit, const QPoint& at, QWidget* parent);

}  // namespace detent::desk
