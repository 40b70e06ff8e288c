// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"
#include "hardware-profiles/profile/profile.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace detent::links {

/// A serial, MIDI, TCP or UDP link to `address` with the profile's serial settings; options of the address win.
/// Errors: Fault::Usage for kinds that need no link (virtual, none).
Result<std::unique_ptr<profiles::Link>> makeLink(const profiles::LinkAddress& address, const profiles::Profile& profile);

/// Two ends of an in-memory wire; what one sends the other receives, with the same gaps, order and time stamps as a real
/// port. Closing one end makes the other report Lost. For virtual units inside Detent and for tests. `msPerByte` is the pace
/// of the wire it stands for, 0 for one without; 10 bits at 9,600 baud are 1.0417.
std::pair<std::unique_ptr<profiles::Link>, std::unique_ptr<profiles::Link>> makeMemoryWire(const std::string& name,
                                                                                          double msPerByte = 0);

struct SerialPort {
    std::string path, usbSerial, description;
    /// The link to what is plugged in there: by its USB serial number, which stays when the path changes, else by path.
    std::string link() const { return "serial:" + (usbSerial.empty() ? path : usbSerial); }
};
struct MidiPorts {
    std::vector<std::string> in, out;
};
/// What is plugged in now. A driver that is missing lists nothing.
std::vector<SerialPort> serialPorts();
MidiPorts midiPorts();

}  // namespace detent::links
