// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/eq_3.h"
#include "hardware-profiles/virtual/hc_1.h"
#include "hardware-profiles/virtual/profile_unit.h"
#include "hardware-profiles/virtual/vc_2.h"

namespace detent::virt {

Result<std::unique_ptr<VirtualUnit>> makeVirtualUnit(profiles::ProfilePtr profile, const profiles::ParamValues& params,
                                                     const std::map<std::string, profiles::Code>& settings) {
    if (profile->id == "detent.eq3") return makeEq3(profile, settings);
    if (profile->id == "detent.vc2") return makeVc2(profile, params, settings);
    if (profile->id == "detent.hc1") return makeHc1(profile, settings);
    return makeProfileUnit(profile, params, settings);
}

}  // namespace detent::virt
