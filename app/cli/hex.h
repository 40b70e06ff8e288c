// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "dsp/base/result.h"
#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/profile.h"

#include <string>

namespace detent::cli {

/// "B0 0C 40"
inline std::string hexText(const std::string& bytes) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (!text.empty()) text += ' ';
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

/// Hex digits in pairs, blanks ignored. Errors: Fault::Usage.
inline Result<std::string> bytesFromHex(const std::string& text) {
    std::string digits;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\n') continue;
        if (!std::isxdigit(static_cast<unsigned char>(c)))
            return Problem{Fault::Usage, std::string("\"") + c + "\" is not a hex digit", "write bytes such as B0 0C 40"};
        digits += c;
    }
    if (digits.empty() || digits.size() % 2)
        return Problem{Fault::Usage, "an odd number of hex digits", "write two for each byte"};
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return bytes;
}

/// A control's code from what a person typed. Errors: Fault::Usage naming the control and its range.
inline Result<profiles::Code> codeFor(const profiles::Profile& profile, const std::string& control,
                                      const std::string& text) {
    const profiles::Control* found = profile.control(control);
    if (!found) {
        std::vector<std::string> known;
        for (const auto& c : profile.controls) known.push_back(c.id);
        return Problem{Fault::Usage, profile.maker + " " + profile.model + " has no control " + control,
                       profiles::wordRemedy(control, known) + " (detent profile show " + profile.id + " lists them)"};
    }
    auto code = found->scale.parse(text);
    if (!code) return Problem{Fault::Usage, found->label + ": " + code.problem().what, code.problem().remedy};
    return code;
}

}  // namespace detent::cli
