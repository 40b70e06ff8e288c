// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/link.h"

#include <algorithm>
#include <cassert>

namespace detent::profiles {
namespace {

constexpr const char* kForms = "write serial:PORT[,baud=N], midi:OUT[,in=IN], tcp:HOST:PORT, udp:HOST:PORT[,listen=PORT], virtual or none";

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

bool isPortNumber(std::string_view text) {
    return isWhole(text) && text.size() <= 5 && std::stoi(std::string(text)) >= 1 && std::stoi(std::string(text)) <= 65535;
}

/// Why an option of a network link cannot be.
std::string udpFault(const std::string& key, const std::string& value) {
    if (key != "listen") return "has an unknown option \"" + key + "\" (known: listen)";
    return isPortNumber(value) ? "" : "cannot listen at port " + value + ", only at 1 to 65535";
}

std::string tcpFault(const std::string& key, const std::string&) { return "has an unknown option \"" + key + "\" (it takes none)"; }

/// Why HOST:PORT cannot be.
std::string endpointFault(std::string_view target) {
    const std::size_t colon = target.rfind(':');
    const std::string_view host = target.substr(0, colon);
    if (colon == std::string_view::npos || host.empty()) return "needs a host and a port";
    if (!isPortNumber(target.substr(colon + 1))) return "has no port number from 1 to 65535 after its host";
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (!bracketed && host.find_first_of(":[] ") != std::string_view::npos) return "has a host that cannot be; an IPv6 one stands in brackets";
    return {};
}

using OptionFault = std::string (*)(const std::string& key, const std::string& value);

Result<LinkAddress> parseOptions(LinkAddress::Kind kind, std::string_view text, std::string_view rest, OptionFault optionFault) {
    LinkAddress address{kind, std::string(rest.substr(0, rest.find(','))), {}};
    rest.remove_prefix(std::min(rest.size(), address.target.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::string_view option = rest.substr(0, rest.find(','));
        const std::size_t equals = option.find('=');
        if (equals == std::string_view::npos) return misread(text, "has an option without a value");
        const std::string key(option.substr(0, equals)), value(option.substr(equals + 1));
        if (const std::string why = optionFault(key, value); !why.empty()) return misread(text, why);
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
    const std::string_view scheme = text.substr(0, text.find(':')), rest = text.substr(std::min(text.size(), scheme.size() + 1));
    Result<LinkAddress> address = misread(text, "is not understood");
    if (scheme.size() == text.size()) return address;
    if (scheme == "serial") address = parseOptions(Kind::Serial, text, rest, serialFault);
    if (scheme == "midi") address = parseMidi(rest);
    if (scheme == "tcp") address = parseOptions(Kind::Tcp, text, rest, tcpFault);
    if (scheme == "udp") address = parseOptions(Kind::Udp, text, rest, udpFault);
    if (!address) return address;
    if (address->target.empty()) return misread(text, "names no port");
    if (address->options.contains("in") && address->options["in"].empty()) return misread(text, "names no input");
    const bool network = address->kind == Kind::Tcp || address->kind == Kind::Udp;
    if (const std::string why = network ? endpointFault(address->target) : ""; !why.empty()) return misread(text, why);
    return address;
}

std::string LinkAddress::text() const {
    const char* scheme = "";
    switch (kind) {
        case Kind::None: return "none";
        case Kind::Virtual: return "virtual";
        case Kind::Serial: scheme = "serial:"; break;
        case Kind::Midi: scheme = "midi:"; break;
        case Kind::Tcp: scheme = "tcp:"; break;
        case Kind::Udp: scheme = "udp:"; break;
    }
    std::string text = scheme + target;
    for (const auto& [key, value] : options) text += "," + key + "=" + value;
    return text;
}

LinkAddress::Endpoint LinkAddress::endpoint() const {
    assert(endpointFault(target).empty());
    const std::size_t colon = target.rfind(':');
    const bool bracketed = target.front() == '[';
    return {bracketed ? target.substr(1, colon - 2) : target.substr(0, colon), std::stoi(target.substr(colon + 1))};
}

std::string LinkAddress::Endpoint::text() const {
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
}

}  // namespace detent::profiles
