// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace detent::profiles {

/// What fills or was found in a template's fields: whole numbers, decimal numbers, words.
using FieldValue = std::variant<std::int64_t, double, std::string>;
using FieldValues = std::map<std::string, FieldValue, std::less<>>;

/// One message of a closed grammar, the same for sending and for recognising. No regular expressions, no script.
///
///   text   "SET GAIN {band} {value:.1f}"   literal characters and fields {name[:format]}
///   bytes  "F0 7D 44 {dev} 02 {param} {code:u14} {sum:xor(1)} F7"   hex bytes, or a digit and a nibble field: "B{channel:n}"
///
/// Text formats: (none) whole number or word · d whole · .Nf fixed · 0Nd zero-padded · 0NX hex · w word · rest (to the end)
/// Byte formats: (none) one byte 0..127 · n nibble · u8 · u14 (7-bit pair, high first) · u14le · msb, lsb (the halves of a
/// 14-bit number) · nib2 (two nibbles, high first) · u16 · u16le · xor(FROM), sum7(FROM) checksum over bytes FROM.. up to here
/// `{{` and `}}` are literal braces. A repeated field must agree with itself.
class MessageTemplate {
public:
    enum class Coding { Text, Bytes };

    MessageTemplate() = default;
    /// Errors: Fault::NotSo, `what` says what is wrong and at which character (1-based).
    static Result<MessageTemplate> parse(Coding coding, std::string_view source);

    Coding coding() const { return m_coding; }
    const std::string& source() const { return m_source; }
    std::vector<std::string> fieldNames() const;
    bool hasField(std::string_view name) const;
    bool hasChecksum() const;

    /// Errors: Fault::Usage where a field is missing or its value does not fit its width.
    Result<std::string> encode(const FieldValues& fields) const;
    /// The fields found in one whole message (line end already cut), or nullopt where it is not this message, a literal
    /// differs, a number is malformed or a checksum is wrong. Never throws; linear in the message's length.
    std::optional<FieldValues> decode(std::string_view message) const;

private:
    struct Part {
        enum class Kind { Literal, Field, Checksum };
        enum class Format { Plain, Fixed, Padded, Hex, Word, Rest, Nibble, U7, U8, U14, U14le, Msb, Lsb, Nib2, U16, U16le, Xor, Sum7 };
        Kind kind = Kind::Literal;
        std::string text;          ///< literal bytes, or the field's name
        Format format = Format::Plain;
        int digits = 0;            ///< of Fixed, Padded, Hex; first byte of a checksum
        std::uint8_t highNibble = 0;  ///< of Nibble
    };
    friend class TemplateParser;

    Coding m_coding = Coding::Text;
    std::string m_source;
    std::vector<Part> m_parts;
};

}  // namespace detent::profiles
