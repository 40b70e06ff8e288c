// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/link.h"

#include <algorithm>

namespace detent::profiles {
namespace {

constexpr const char* kForms = "write serial:PORT[,baud=N], midi:OUT[,in=IN], virtual or none";

Problem misread(std::string_view text, const std::string& why) {
    return {Fault::Usage, "link \"" + std::string(text.substr(0, 80)) + "\" " + why, kForms};
}

bool isWhole(std::string_view text) {
    return !text.empty() && text.size() <= 8 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Why an option of a serial link cannot be; empty where it can.
std::string serialFault(const std::string& key, const std::string& value) {
    if (key == "baud") return isWhole(value) && value.find_first_not_of('0') != std::string::npos ? "" : "has no baud rate " + value;
    if (key == "bits") return value == "7" || value == "8" ? "" : "has data bits other than 7 or 8";
    if (key == "stop") return value == "1" || value == "2" ? "" : "has stop bits other than 1 or 2";
    if (key == "parity") return value == "N" || value == "E" || value == "O" ? "" : "has a parity other than N, E or O";
    return "has an unknown option \"" + key + "\" (known: baud, bits, parity, stop)";
}

Result<LinkAddress> parseSerial(std::string_view text, std::string_view rest) {
    LinkAddress address{LinkAddress::Kind::Serial, std::string(rest.substr(0, rest.find(','))), {}};
    rest.remove_prefix(std::min(rest.size(), address.target.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::string_view option = rest.substr(0, rest.find(','));
        const std::size_t equals = option.find('=');
        if (equals == std::string_view::npos) return misread(text, "has an option without a value");
        const std::string key(option.substr(0, equals)), value(option.substr(equals + 1));
        if (const std::string why = serialFault(key, value); !why.empty()) return misread(text, why);
        if (!address.options.emplace(key, value).second) return misread(text, "says " + key + " twice");
        rest.remove_prefix(option.size());
    }
    return address;
}

LinkAddress parseMidi(std::string_view rest) {
    // port names have commas and colons of their own, so only ",in=" parts them
    const std::size_t in = rest.find(",in=");
    LinkAddress address{LinkAddress::Kind::Midi, std::string(rest.substr(0, in)), {}};
    if (in != std::string_view::npos) address.options["in"] = std::string(rest.substr(in + 4));
    return address;
}

}  // namespace

Result<LinkAddress> LinkAddress::parse(std::string_view text) {
    if (text == "none") return LinkAddress{Kind::None, {}, {}};
    if (text == "virtual") return LinkAddress{Kind::Virtual, {}, {}};
    const bool serial = text.starts_with("serial:"), midi = text.starts_with("midi:");
    if (!serial && !midi) return misread(text, "is not understood");
    Result<LinkAddress> address = serial ? parseSerial(text, text.substr(7)) : parseMidi(text.substr(5));
    if (!address) return address;
    if (address->target.empty()) return misread(text, "names no port");
    if (address->options.contains("in") && address->options["in"].empty()) return misread(text, "names no input");
    return address;
}

std::string LinkAddress::text() const {
    if (kind == Kind::None) return "none";
    if (kind == Kind::Virtual) return "virtual";
    std::string text = (kind == Kind::Serial ? "serial:" : "midi:") + target;
    for (const auto& [key, value] : options) text += "," + key + "=" + value;
    return text;
}

}  // namespace detent::profiles
