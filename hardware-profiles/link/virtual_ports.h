// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"

#include <memory>

namespace detent::links {

/// The unit's end of a fresh pseudo-terminal that others open as the serial port `path`, a symbolic link removed when the
/// link goes. One that a crashed program left is replaced. What nobody reads is dropped, as on a wire.
/// Errors: Fault::Link: something else lies at `path`, another process serves it, or the system has no pseudo-terminals.
Result<std::unique_ptr<profiles::Link>> openPtyServer(const std::string& path);

/// The unit's end of a pair of MIDI ports that others see as `name` (JACK: "NAME:in" to send to and "NAME-out:out" to listen
/// to; ALSA: a port of each kind). JACK where its server runs, else the system's own MIDI.
/// Errors, at open: Fault::Link where neither is there.
Result<std::unique_ptr<profiles::Link>> openMidiServer(const std::string& name);

}  // namespace detent::links
