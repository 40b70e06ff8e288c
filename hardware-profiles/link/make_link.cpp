// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/make_link.h"

#include "hardware-profiles/link/midi_link.h"
#include "hardware-profiles/link/network_link.h"
#include "hardware-profiles/link/serial_link.h"

namespace detent::links {
using profiles::LinkAddress;

Result<std::unique_ptr<profiles::Link>> makeLink(const LinkAddress& address, const profiles::Profile& profile) {
    switch (address.kind) {
        case LinkAddress::Kind::Serial: {
            const auto settings = serialSettings(address, profile.serial);
            if (!settings) return settings.problem();
            return std::unique_ptr<profiles::Link>(std::make_unique<SerialLink>(address.target, *settings));
        }
        case LinkAddress::Kind::Midi: {
            const auto in = address.options.find("in");
            return makeMidiLink(address.target, in == address.options.end() ? "" : in->second);
        }
        case LinkAddress::Kind::Tcp:
        case LinkAddress::Kind::Udp: return makeNetworkLink(address, profile.network.listenPort);
        case LinkAddress::Kind::None:
        case LinkAddress::Kind::Virtual: break;
    }
    return Problem{Fault::Usage, address.text() + " names no port", "give serial:PATH-or-usb-serial, midi:OUT, tcp:HOST:PORT or udp:HOST:PORT"};
}

}  // namespace detent::links
