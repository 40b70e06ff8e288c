// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace detent::profiles {

/// What fills or was found in a template's fields: whole numbers, decimal numbers, words. A field of bytes is a string of them.
using FieldValue = std::variant<std::int64_t, double, std::string>;
using FieldValues = std::map<std::string, FieldValue, std::less<>>;

/// How one field stands in a message; docs/formats/profile.md tells every form.
struct FieldForm {
    enum class Kind {
        Plain,    ///< text: a whole number or a word without spaces
        Whole,    ///< text: a whole number; `width` digits at least, padded with blanks, or with zeros where `isExact`
        Fixed,    ///< text: a number with `decimals`; width as of Whole
        General,  ///< text: a number, as few digits as say it
        Hex,      ///< text: hex digits; width as of Whole
        Word,     ///< text: a word without spaces
        Rest,     ///< text: everything to the end
        Integer,  ///< bytes: `width` units of `unitBits` bits
        Float,    ///< bytes: IEEE 754 of `width` bytes
        Bcd,      ///< bytes: two decimal digits each, `width` bytes
        Slice,    ///< one byte, or a piece of one: bits high to low of the number
        Bytes,    ///< bytes as they are: `width` of them, or as many as there are where it is 0
    };
    enum class Sign { None, TwosComplement, Magnitude };

    Kind kind = Kind::Plain;
    int width = 0;
    int decimals = 0;
    bool isExact = false;         ///< just `width` digits
    bool showPlus = false;        ///< +1.5
    bool isLower = false;         ///< hex digits a to f
    bool isPseudo = false;        ///< hex digits 9 : ; < = > ? for 9 to 15
    int unitBits = 8;             ///< of Integer: 8, 7 or 4
    Sign sign = Sign::None;
    bool lowFirst = false;        ///< of Integer and Float: the least unit first
    std::uint8_t base = 0;        ///< of Integer: added to each unit
    int high = 0, low = 0;        ///< of Slice
    bool isNegated = false;       ///< of Slice: two's complement of the byte, before it is flipped
    std::uint8_t flip = 0;        ///< of Slice: bits of the byte that are inverted
    bool isScaled = false;        ///< what is written is the number times `factor` plus `offset`, rounded where it must be whole
    double factor = 1, offset = 0;
    char oscType = '\0';          ///< of an OSC argument
};

/// One message of a closed grammar, the same for sending and for recognising. No regular expressions, no script.
///
///   text   "SET GAIN {band} {value:.1f}"   literal characters and fields {name[*factor][+offset][:format]}
///   bytes  "F0 7D 44 {dev} 02 {param} {code:u14} {sum:xor(1)} F7"   hex bytes, 'characters', fields, [bits], (groups), <packed ...>
///   osc    "/output/{n}/faderlin {code/1000000:f}"   an address with fields, then arguments
///
/// docs/formats/profile.md has the grammar, the formats and the checksums. A repeated field must agree with itself.
class MessageTemplate {
public:
    enum class Coding { Text, Bytes, Osc };

    MessageTemplate() = default;
    /// Errors: Fault::NotSo, `what` says what is wrong and at which character (1-based).
    static Result<MessageTemplate> parse(Coding coding, std::string_view source);

    bool isEmpty() const { return m_parts.empty(); }
    Coding coding() const { return m_coding; }
    const std::string& source() const { return m_source; }
    std::vector<std::string> fieldNames() const;
    bool hasField(std::string_view name) const;
    bool hasChecksum() const;
    /// Does a part of it repeat, outermost or within a packing?
    bool hasGroup() const;
    /// Bytes of every message of it, where they are always as many; bytes and not text.
    std::optional<std::size_t> fixedSize() const;
    /// Something that fills this field, for messages whose other fields are of interest; nullopt where there is no such field.
    std::optional<FieldValue> filler(std::string_view field) const;
    /// Bytes before this field; nullopt where there may be any number, or no such field.
    std::optional<std::size_t> sizeBefore(std::string_view field) const;
    /// Of bytes: what stands literally at its beginning, and last behind its part of any number of bytes, and the number of
    /// bytes behind that.
    std::string opening() const;
    std::string ending() const;
    std::size_t behindEnding() const;
    /// What the `size` fields at the beginning of a message say, as soon as `start` has them all; nullopt until then, or where
    /// they contradict each other.
    std::optional<std::int64_t> sizeSaid(std::string_view start) const;
    /// Has it `size` fields before anything of no fixed size?
    bool saysSize() const;

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

    /// How a template is kept, in order.
    struct Part {
        enum class Kind {
            Literal,
            Field,
            Size,      ///< the number of bytes of the field `payload`, or behind it where there is none
            Checksum,  ///< of the bytes from `from` up to here
            Bits,      ///< whole bytes made of `inner`: literal bits and fields, highest first
            Packed,    ///< `inner` written otherwise
        };
        enum class Packing { None, Nibbles, NibblesLowFirst, Pack7, Pack7HighFirst, Hex, LowerHex, PseudoHex };
        Kind kind = Kind::Literal;
        std::string text;          ///< literal bytes, literal bits as '0' and '1', the field's name, or the checksum's algorithm
        FieldForm form;
        std::vector<Part> inner;
        Packing packing = Packing::None;
        std::uint8_t base = 0;     ///< added to each nibble
        int from = 0;              ///< of Checksum: first byte, counted from 0
        std::size_t groupBegin = 0, groupEnd = 0;  ///< of Packed: inner [begin, end) repeats; equal: none does

        bool hasGroup() const { return groupEnd > groupBegin; }
    };

private:
    friend class TemplateParser;
    friend class ByteMessage;
    friend class OscMessage;
    const Part* endingPart() const;
    Coding m_coding = Coding::Text;
    std::string m_source;
    std::vector<Part> m_parts;                     ///< of Osc: the address
    std::vector<Part> m_arguments;                 ///< of Osc
    std::size_t m_groupBegin = 0, m_groupEnd = 0;  ///< parts [begin, end) repeat; equal: no group
};

}  // namespace detent::profiles
