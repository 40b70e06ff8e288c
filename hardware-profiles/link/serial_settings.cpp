// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/serial_link.h"

#include <array>
#include <charconv>

namespace detent::links {
namespace {

using profiles::LinkAddress;
using profiles::SerialSettings;

Problem badOption(const LinkAddress& address, const std::string& key, const std::string& forms) {
    return {Fault::Usage, address.text() + ": " + key + " cannot be " + address.options.at(key), "give " + forms};
}

Result<void> readNumber(const LinkAddress& address, const std::string& key, int min, int max, int& into) {
    const auto at = address.options.find(key);
    if (at == address.options.end()) return {};
    int number = 0;
    const auto [end, error] = std::from_chars(at->second.data(), at->second.data() + at->second.size(), number);
    if (error != std::errc() || end != at->second.data() + at->second.size() || number < min || number > max) {
        return badOption(address, key, std::to_string(min) + " to " + std::to_string(max));
    }
    into = number;
    return {};
}

Result<void> readParity(const LinkAddress& address, char& into) {
    const auto at = address.options.find("parity");
    if (at == address.options.end()) return {};
    if (at->second.size() != 1 || std::string("NEO").find(at->second[0]) == std::string::npos)
        return badOption(address, "parity", "N, E or O");
    into = at->second[0];
    return {};
}

}  // namespace

Result<SerialSettings> serialSettings(const LinkAddress& address, SerialSettings settings) {
    for (const auto& [key, value] : address.options) {
        static const std::array<std::string, 4> kKnown = {"baud", "bits", "parity", "stop"};
        if (std::find(kKnown.begin(), kKnown.end(), key) == kKnown.end()) {
            return Problem{Fault::Usage, address.text() + ": " + key + " is no option of a serial link",
                           "give baud, bits, parity or stop"};
        }
    }
    for (const auto& done :
         {readNumber(address, "baud", 50, 4'000'000, settings.baud), readNumber(address, "bits", 5, 8, settings.dataBits),
          readNumber(address, "stop", 1, 2, settings.stopBits), readParity(address, settings.parity)}) {
        if (!done) return done.problem();
    }
    return settings;
}

}  // namespace detent::links
