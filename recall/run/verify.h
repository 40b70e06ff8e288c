// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/model/records.h"

#include <string>
#include <vector>

namespace detent::recall {

/// Is `read` what was wanted, within the control's tolerance? A word never is "near" another.
bool agrees(const profiles::Control& control, Code wanted, Code read);

/// How well a control is known after an outcome.
Quality qualityAfter(Outcome outcome);

/// Exit 0 of a recall: every outcome Verified, ConfirmedByHand, ConfirmedBySound or SentOnly.
bool allAsWanted(const std::vector<ControlOutcome>& outcomes);

/// "EQ-3 high gain: wanted -2.0 dB, reads +1.0 dB; turn its LOCAL switch off and recall again"
std::string outcomeText(const ControlOutcome& outcome);

/// "Verified, 9 of 9" · "Sent, cannot be read" · "By hand, 1 to go" · "2 differ": a badge for one unit's outcomes.
std::string badgeText(const std::vector<ControlOutcome>& ofOneUnit);

}  // namespace detent::recall
