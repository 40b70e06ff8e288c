// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace detent::profiles {

/// Numbers as text, whatever the system's locale; never "-0.0". Any thread.
std::string fixedText(double value, int decimals);
std::string significantText(double value, int digits);
/// The fewest digits that say the number: "0.03", "1200".
std::string shortestText(double value);
/// "1.200" -> "1.2", "12.000" -> "12".
std::string withoutTrailingZeros(std::string number);

/// A number as people type it, cut from the front of `text`: sign, digits, a point. nullopt leaves `text` as it was.
std::optional<double> takeNumber(std::string_view& text);

}  // namespace detent::profiles
