// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"

#include <optional>
#include <string>
#include <string_view>

namespace detent::profiles {

std::optional<double> numberOf(const FieldValue& value);
/// The number where it is whole and a double holds it exactly.
std::optional<std::int64_t> wholeOf(const FieldValue& value);
/// The same number, or the same word.
bool sameValue(const FieldValue& a, const FieldValue& b);
/// "field "x" cannot be 200; it takes 0 to 127"
Problem unfit(const std::string& name, const FieldValue& value, const std::string& wanted);

/// The number that is written for `value`, and the value of one that was read: factor and offset of the form applied.
FieldValue scaledBy(const FieldForm& form, const FieldValue& value);
FieldValue unscaledBy(const FieldForm& form, const FieldValue& written);

/// One field of a text message.
struct TextWire {
    using Part = MessageTemplate::Part;
    static Result<std::string> encode(const Part& part, const FieldValue& value);
    /// Cuts the field from the front of `message`; `stop` is the literal character behind it, NUL at the end.
    static std::optional<FieldValue> take(const Part& part, std::string_view& message, char stop);
};

/// One field of a byte message.
struct ByteWire {
    using Part = MessageTemplate::Part;
    /// Bytes it has; nullopt where there may be any number.
    static std::optional<std::size_t> width(const FieldForm& form);
    static Result<std::string> encode(const Part& part, const FieldValue& value);
    /// Of a slice: the slice alone.
    static std::optional<FieldValue> decode(const Part& part, std::string_view bytes);
};

}  // namespace detent::profiles
