// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detent::profiles {

/// One OSC message: address, type tags, arguments, each padded to a multiple of four bytes (OpenSoundControl 1.0).
class OscMessage {
public:
    explicit OscMessage(const MessageTemplate& pattern) : m_pattern(pattern) {}
    Result<std::string> encode(const FieldValues& fields) const;
    /// Adds what it finds; false where it is not this message. A number is read whatever its type.
    bool decode(std::string_view message, FieldValues& found) const;

private:
    const MessageTemplate& m_pattern;
};

/// The messages of a packet: itself, or those of the bundle it is, bundles within it included. Empty where it is malformed.
std::vector<std::string> oscMessages(std::string_view packet);
/// "/mix/1 0.5": a message as a person reads it; nullopt where it is malformed.
std::optional<std::string> oscText(std::string_view message);

}  // namespace detent::profiles
