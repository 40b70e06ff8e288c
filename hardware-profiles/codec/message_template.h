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
///   group  "F0 00 ( {cmd} {mic} {code} ) F7"   bytes only: what stands in brackets comes once or more
///
/// Text formats: (none) whole number or word · d whole · .Nf fixed · 0Nd zero-padded · 0NX hex · w word · rest (to the end)
/// Byte formats: (none) one byte 0..127 · n nibble · u8 · u14 (7-bit pair, high first) · u14le · msb, lsb (the halves of a
/// 14-bit number; one half alone is not found again) · nib2 (two nibbles, high first) · u16 · u16le · checksums over bytes
/// FROM.. up to here: xor(FROM) of 7 bits, sum7(FROM) as Roland has it: the sum and it make a multiple of 128
/// `{{` and `}}` are literal braces in text. A repeated field must agree with itself.
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
    bool hasGroup() const { return m_groupEnd > m_groupBegin; }

    /// Errors: Fault::Usage where a field is missing or its value does not fit its width.
    Result<std::string> encode(const FieldValues& fields) const;
    /// One message with a group for each of `groups` (at least one); what stands outside the group is filled from the first.
    /// Without a group in the template there is exactly one.
    Result<std::string> encodeTogether(const std::vector<FieldValues>& groups) const;
    /// The fields found in one whole message (line end already cut), or nullopt where it is not this message, a literal
    /// differs, a number is malformed or a checksum is wrong. Never throws; linear in the message's length.
    /// Of a message with several groups: the first.
    std::optional<FieldValues> decode(std::string_view message) const;
    /// The same, with one entry for each group, each with the fields outside the group too. Empty where it is not this message.
    std::vector<FieldValues> decodeTogether(std::string_view message) const;

    /// How a template is kept: literals, fields and checksums in order.
    struct Part {
        enum class Kind { Literal, Field, Checksum };
        enum class Format { Plain, Whole, Fixed, Padded, Hex, Word, Rest, Nibble, U7, U8, U14, U14le, Msb, Lsb, Nib2, U16, U16le, Xor, Sum7 };
        Kind kind = Kind::Literal;
        std::string text;          ///< literal bytes, or the field's name
        Format format = Format::Plain;
        int digits = 0;            ///< of Fixed, Padded, Hex; first byte of a checksum
        std::uint8_t highNibble = 0;  ///< of Nibble
    };

private:
    friend class TemplateParser;
    std::size_t bytesOf(std::size_t from, std::size_t to) const;
    bool decodeBytes(std::size_t from, std::size_t to, std::string_view message, std::size_t& at, FieldValues& found) const;
    std::optional<FieldValues> decodeText(std::string_view message) const;

    Coding m_coding = Coding::Text;
    std::string m_source;
    std::vector<Part> m_parts;
    std::size_t m_groupBegin = 0, m_groupEnd = 0;  ///< parts [begin, end) repeat; equal: no group
};

}  // namespace detent::profiles
