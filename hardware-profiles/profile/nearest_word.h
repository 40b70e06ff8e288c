// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace detent::profiles {

/// The one of `known` that `typed` was likely meant to be; empty where none is near. Any thread.
std::string nearestWord(std::string_view typed, const std::vector<std::string>& known);

/// "did you mean \"gain\"?", or "known are \"a\", \"b\"" (eight at most, those that hold it first), or "there are none".
std::string wordRemedy(std::string_view typed, const std::vector<std::string>& known);

}  // namespace detent::profiles
