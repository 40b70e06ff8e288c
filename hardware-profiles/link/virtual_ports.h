// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"

#include <memory>

namespace detent::links {

/// The unit's end of a fresh pseudo-terminal that others open as the serial port `path`, a symbolic link removed when the
/// link goes. One that a crashed program left is replaced. What nobody reads is dropped, as on a wire. Pseudo-terminals have
/// no speed of their own: `msPerByte` gives them one, both ways (10 bits at 9,600 baud are 1.0417); 0 for none.
/// Errors: Fault::Link: something else lies at `path`, another process serves it, or the system has no pseudo-terminals.
Result<std::unique_ptr<profiles::Link>> openPtyServer(const std::string& path, double msPerByte = 0);

/// The unit's end of a pair of MIDI ports that others see as `name` (JACK: "NAME:in" to send to and "NAME-out:out" to listen
/// to; ALSA: a port of each kind). JACK where its server runs, else the system's own MIDI.
/// Errors, at open: Fault::Link where neither is there.
Result<std::unique_ptr<profiles::Link>> openMidiServer(const std::string& name);

/// Heard by programs of this computer alone.
constexpr const char* kThisComputer = "127.0.0.1";

/// The unit's end of TCP port `port` (1 to 65535) at `host`, an address of this computer; 0.0.0.0 is all of them, for whoever
/// reaches its network. One client at a time, told of as Joined; another is turned away meanwhile, and the unit stays when one
/// goes. What is sent while none is there, or far more than it reads, is dropped.
/// Errors: Fault::Usage; at open Fault::Link where another program has the port, or the address is not this computer's.
Result<std::unique_ptr<profiles::Link>> openTcpServer(int port, const std::string& host = kThisComputer);

/// The same over UDP: one datagram a message; it answers whoever spoke last.
Result<std::unique_ptr<profiles::Link>> openUdpServer(int port, const std::string& host = kThisComputer);

}  // namespace detent::links
