// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"

#include <optional>
#include <string>
#include <string_view>

namespace detent::profiles {

std::optional<double> numberOf(const FieldValue& value);

/// One field of a text message.
struct TextWire {
    using Part = MessageTemplate::Part;
    static Result<std::string> encode(const Part& part, const FieldValue& value);
    /// Cuts the field from the front of `message`; `stop` is the literal character behind it, NUL at the end.
    static std::optional<FieldValue> take(const Part& part, std::string_view& message, char stop);
};

/// One field of a byte message. All have a fixed width.
struct ByteWire {
    using Part = MessageTemplate::Part;
    static std::size_t width(const Part& part);
    static Result<std::string> encode(const Part& part, const FieldValue& value);
    static std::optional<std::int64_t> decode(const Part& part, std::string_view bytes);
    static std::string checksum(const Part& part, std::string_view before);
    /// Makes "x" of "x:msb" and "x:lsb"; drops a half that is alone. False where "x" is known and a half differs.
    static bool joinHalves(FieldValues& fields);
};

}  // namespace detent::profiles
