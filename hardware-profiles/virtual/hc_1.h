// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/talking_unit.h"

namespace detent::virt {

struct Hc1Dial {
    enum : std::size_t { Drive, Odd, Even, Mix, Output, In, Count };
};

/// docs/protocols/hc-1.md: no wire; hands turn it.
Result<std::unique_ptr<VirtualUnit>> makeHc1(const profiles::ProfilePtr& profile,
                                             const std::map<std::string, Code>& settings);

}  // namespace detent::virt
