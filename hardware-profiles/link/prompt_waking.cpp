// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/prompt_waking.h"

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace detent::links {

void wakePromptly() {
#ifdef __linux__
    constexpr unsigned long kLeastSlackNs = 1;
    (void)::prctl(PR_SET_TIMERSLACK, kLeastSlackNs);
#endif
}

}  // namespace detent::links
