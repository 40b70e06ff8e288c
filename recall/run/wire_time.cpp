// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/wire_time.h"

#include "hardware-profiles/codec/link.h"

namespace detent::recall {

namespace {

constexpr double kMidiBaud = 31250, kMidiBits = 10;

double serialMs(const profiles::SerialSettings& serial, const std::map<std::string, std::string>& options) {
    const auto number = [&](const char* name, int otherwise) {
        const auto found = options.find(name);
        return found == options.end() ? otherwise : std::stoi(found->second);
    };
    const auto parity = options.find("parity");
    const bool hasParity = parity == options.end() ? serial.parity != 'N' : parity->second != "N";
    const int bits = 1 + number("bits", serial.dataBits) + (hasParity ? 1 : 0) + number("stop", serial.stopBits);
    return 1000.0 * bits / number("baud", serial.baud);
}

}  // namespace

double msPerByte(const Unit& unit, const profiles::Profile& profile) {
    const auto address = profiles::LinkAddress::parse(unit.link);
    if (!address) return 0;
    switch (address->kind) {
        case profiles::LinkAddress::Kind::Serial:
            return serialMs(profile.serial, address->options);
        case profiles::LinkAddress::Kind::Midi:
            return 1000.0 * kMidiBits / kMidiBaud;
        case profiles::LinkAddress::Kind::Tcp:
        case profiles::LinkAddress::Kind::Udp:
        case profiles::LinkAddress::Kind::Virtual:
        case profiles::LinkAddress::Kind::None:
            break;
    }
    return 0;
}

}  // namespace detent::recall
