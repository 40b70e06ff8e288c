// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace detent::links {

/// From now on this thread wakes when it asked to. Linux lets threads oversleep by 50 us (prctl(2), PR_SET_TIMERSLACK), which
/// a recall pays for with every message; elsewhere it does nothing.
void wakePromptly();

}  // namespace detent::links
