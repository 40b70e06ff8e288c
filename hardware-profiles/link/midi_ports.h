// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace detent::links {

/// The port of `names` that `wanted` means: its exact name, else the only one that begins with it, else the only one that
/// contains it, upper and lower case alike. ALSA's trailing numbers ("VC-2 28:0"), which change, need not be given.
/// Errors: Fault::Link with the names there are.
Result<std::size_t> matchPort(const std::vector<std::string>& names, const std::string& wanted, const std::string& kind);

/// `bytes` cut into whole MIDI messages, as drivers want them; running status is written out.
std::vector<std::string> splitMidi(const std::string& bytes);

/// An open pair of MIDI ports, in and out.
class MidiPair {
public:
    using Receive = std::function<void(std::string, std::chrono::steady_clock::time_point)>;

    virtual ~MidiPair() = default;
    virtual Result<void> send(const std::string& message) = 0;
    /// Errors: Fault::Link: a port is gone.
    virtual Result<void> check() = 0;
};

/// `in` empty: the input that `out` means, or none where there is none. `receive` is called on the driver's thread.
Result<std::unique_ptr<MidiPair>> openMidiPair(const std::string& out, const std::string& in, MidiPair::Receive receive);
/// Ports of our own for others to connect to.
Result<std::unique_ptr<MidiPair>> openVirtualMidiPair(const std::string& name, MidiPair::Receive receive);

}  // namespace detent::links
