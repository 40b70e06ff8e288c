// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/phrase.h"

#include <cstdlib>

namespace detent::virt {

// What the parsers of templates and of formats share.

inline bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

inline int hexValue(char c) {
    return isDigit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

inline bool takeOff(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start)) return false;
    text.remove_prefix(start.size());
    return true;
}

inline bool takeEnd(std::string_view& text, std::string_view end) {
    if (!text.ends_with(end)) return false;
    text.remove_suffix(end.size());
    return true;
}

inline std::optional<int> takeNumber(std::string_view& text) {
    if (text.empty() || !isDigit(text[0])) return std::nullopt;
    int number = 0;
    while (!text.empty() && isDigit(text[0]) && number < 100000) {
        number = number * 10 + (text[0] - '0');
        text.remove_prefix(1);
    }
    return number;
}

/// Of fields in text, in bytes, within bits, of OSC.
std::optional<Shape> characterShape(std::string_view text);
std::optional<Shape> byteShape(std::string_view text);
std::optional<Shape> bitShape(std::string_view text);
std::optional<Shape> oscShape(std::string_view text);

}  // namespace detent::virt
