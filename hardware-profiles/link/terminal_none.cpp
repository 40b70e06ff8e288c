// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/serial_device.h"
#include "hardware-profiles/link/virtual_ports.h"

// Systems without pseudo-terminals.
namespace detent::links {

bool isPseudoTerminal(const std::string&) { return false; }

Result<std::unique_ptr<SerialDevice>> openPseudoTerminal(const std::string& path) {
    return Problem{Fault::Link, path + " cannot be opened: this system has no pseudo-terminals", "use a serial port"};
}

Result<std::unique_ptr<profiles::Link>> openPtyServer(const std::string& path, double) {
    return Problem{Fault::Link, "cannot serve at " + path + ": this system has no pseudo-terminals", "serve the unit as MIDI, or run it on Linux or macOS"};
}

}  // namespace detent::links
