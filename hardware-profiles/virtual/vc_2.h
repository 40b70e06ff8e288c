// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/talking_unit.h"

namespace detent::virt {

/// The dials of a VC-2, numbered as its parameters.
struct Vc2Dial {
    enum : std::size_t { Threshold, Ratio, Attack, Release, Makeup, SideChain, In, Count };
};

/// docs/protocols/vc-2.md: NRPN to set, SysEx to read. `params` "channel" (1 to 16) and "device" (0 to 127).
Result<std::unique_ptr<VirtualUnit>> makeVc2(const profiles::ProfilePtr& profile, const profiles::ParamValues& params,
                                             const std::map<std::string, Code>& settings);

}  // namespace detent::virt
