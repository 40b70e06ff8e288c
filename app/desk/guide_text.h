// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/recall_flow.h"

namespace detent::desk {

/// What a hand does to get there: "Turn left to half past 10", "Press 2.4 kHz", "Make sure that it stands at 12 o'clock".
QString handText(const profiles::Control& control, const recall::Step& step, std::optional<recall::Code> stands);
/// "3.0 to 2.5"; only where it must go where it is not known where it stands.
QString movesText(const profiles::Control& control, const RecallLine& line);

}  // namespace detent::desk
