// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detent::virt {

using Fields = profiles::FieldValues;

/// How one field stands on the wire.
struct Shape {
    enum class Kind { Whole, Fixed, General, Hex, PseudoHex, Plain, Word, Rest, Units, Float, Bcd, Slice, Raw };
    Kind kind = Kind::Units;
    bool isText = false;   ///< characters, also within bytes
    int width = 1;         ///< characters, units, bytes or bits; 0: as many as there are
    int decimals = 0;      ///< of Fixed
    bool isExact = false;  ///< just `width` characters, padded with zeros
    bool showsPlus = false, isSmall = false;
    int unitBits = 7;  ///< of Units
    char sign = 'u';   ///< u: none, s: two's complement, m: the highest bit
    bool lowFirst = false;
    int base = 0;           ///< added to each unit
    int high = 0, low = 0;  ///< of Slice
    bool isNegated = false;
    int flip = 0;
    char osc = 0;  ///< type of an OSC argument
};

/// A piece of a phrase.
struct Token {
    enum class Kind { Literal, Field, Size, Check, Bits, Group, Packed };
    Kind kind = Kind::Literal;
    std::string text;  ///< bytes, bits as '0' and '1', the field's name, or the name of the check or packing
    Shape shape;
    double factor = 1, offset = 0;
    std::size_t from = 0;  ///< of Check: the first byte it is over
    std::vector<Token> inner;
};
using Tokens = std::vector<Token>;

/// What was found in the fields of a message, or of several that belong together.
class Found {
public:
    bool put(const std::string& name, profiles::FieldValue value);
    /// Of the number as it is written.
    bool putSlice(const Token& slice, std::int64_t bits);
    /// False where the two contradict each other.
    bool add(const Found& other);
    /// With the numbers that came in slices; those that are not whole left out.
    std::optional<Fields> fields() const;

private:
    struct Slice {
        Token token;
        std::int64_t bits = 0;
    };
    Fields m_fields;
    std::map<std::string, std::vector<Slice>> m_slices;
};

/// One message as the unit's side hears and says it: the grammar "Templates" of docs/formats/profile.md read once more,
/// apart from the codec's reading of it. Immutable.
class Phrase {
public:
    enum class Coding { Text, Bytes, Osc };

    /// nullopt where it is not in the grammar.
    static std::optional<Phrase> read(Coding coding, std::string_view source);
    /// As a template has it; one that the codec takes and this does not is a mistake of either.
    static Phrase of(Coding coding, const profiles::MessageTemplate& pattern);

    bool has(std::string_view field) const;
    bool hasGroup() const;
    bool isEmpty() const { return m_tokens.empty() && m_arguments.empty(); }
    /// The literal bytes at its ends.
    std::string opening() const;
    std::string ending() const;

    /// What a whole message says, for each of its groups; empty where it is another message.
    std::vector<Found> heard(std::string_view message) const;
    /// The message; fields named any... that are not given get something. nullopt where a field lacks or does not fit.
    std::optional<std::string> said(const std::vector<Fields>& groups) const;
    std::optional<std::string> said(const Fields& fields) const { return said(std::vector{fields}); }
    /// Bytes of the whole message that begins so, as its field `size` says; nullopt until that is there.
    std::optional<std::size_t> wholeSize(std::string_view beginning) const;

private:
    Coding m_coding = Coding::Text;
    Tokens m_tokens;     // of Osc: the address
    Tokens m_arguments;  // of Osc
};

// --- The parts of it ---

std::optional<Tokens> textTokens(std::string_view source);
std::optional<Tokens> byteTokens(std::string_view source);
std::optional<std::pair<Tokens, Tokens>> oscTokens(std::string_view source);

std::optional<Found> heardText(const Tokens& tokens, std::string_view line);
std::optional<std::string> saidText(const Tokens& tokens, const Fields& fields);
std::vector<Found> heardBytes(const Tokens& tokens, std::string_view bytes);
std::optional<std::string> saidBytes(const Tokens& tokens, const std::vector<Fields>& groups);
std::optional<std::size_t> wholeSizeOf(const Tokens& tokens, std::string_view beginning);
std::optional<Found> heardOsc(const Tokens& address, const Tokens& arguments, std::string_view packet);
std::optional<std::string> saidOsc(const Tokens& address, const Tokens& arguments, const Fields& fields);

/// A field of bytes, and a slice of a number: bits turned to their two's complement where it says so, then flipped.
std::optional<profiles::FieldValue> byteFieldIn(const Token& token, std::string_view bytes);
std::optional<std::string> byteFieldOf(const Token& token, const Fields& fields);
std::optional<std::int64_t> sliceIn(const Shape& shape, std::int64_t bits);
std::int64_t sliceOf(const Shape& shape, std::int64_t number);
/// The whole number as it is written, factor and offset applied.
std::optional<std::int64_t> wireNumber(const Token& token, const Fields& fields);
/// A field of characters.
std::optional<profiles::FieldValue> readCharacters(const Shape& shape, std::string_view piece);
std::optional<std::string> writeCharacters(const Shape& shape, const profiles::FieldValue& value);
/// What the wire has of a number, and the number behind what the wire has.
double scaledBy(const Token& token, double number);
profiles::FieldValue unscaledBy(const Token& token, const profiles::FieldValue& wire);
std::optional<double> numberIn(const profiles::FieldValue& value);
/// What fills the field; of one named any... something that fits.
std::optional<profiles::FieldValue> fillerOf(const Token& token, const Fields& fields);

/// The bytes of a check, high first; nullopt where there is none of that name.
std::optional<std::string> checkOf(const std::string& name, std::string_view bytes);
std::optional<std::string> packed(const std::string& packing, int base, std::string_view plain);
std::optional<std::string> unpacked(const std::string& packing, int base, std::string_view wire);
std::size_t packedSize(const std::string& packing, std::size_t plain);

}  // namespace detent::virt
