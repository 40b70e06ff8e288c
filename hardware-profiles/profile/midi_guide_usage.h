// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace detent::profiles {

/// One part of a midi.guide usage: `values: meaning`.
struct UsagePart {
    int low = 0, high = 0;  ///< low <= high
    bool differs = false;   ///< a~b: every value does something else; N and a-b: all do the same
    std::string meaning;    ///< one line; may be empty
};

struct Usage {
    std::vector<UsagePart> parts;      ///< in their order: of two that name one value the first is meant
    std::vector<std::string> remarks;  ///< what could not be taken as it stands, for people
};

/// `N`, `a-b` and `a~b`, each with a meaning behind the first colon, parted by semicolons. Empty parts say nothing; a part
/// that is not understood is left out with a remark. Takes any text. Any thread.
Usage readUsage(std::string_view text);

}  // namespace detent::profiles
