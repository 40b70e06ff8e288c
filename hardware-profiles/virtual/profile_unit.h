// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/dials.h"
#include "hardware-profiles/virtual/virtual_unit.h"

#include <chrono>
#include <functional>

namespace detent::virt {

/// Time as a unit has it, for sessions that end by silence and frames that are cut short.
using UnitClock = std::function<std::chrono::steady_clock::time_point()>;

/// The unit of any profile with a protocol. It does what docs/formats/profile.md says that a unit does, read from that page
/// and not through the codec: it keeps its settings, answers what it is asked, acknowledges and refuses in the profile's
/// words, says what a hand turns, and wants the session's hello where there is one. It has no model of the sound. Errors:
/// Fault::Usage for a profile without a wire.
Result<std::unique_ptr<VirtualUnit>> makeProfileUnit(profiles::ProfilePtr profile, const profiles::ParamValues& params,
                                                     const std::map<std::string, Code>& settings, UnitClock clock = {});

}  // namespace detent::virt
