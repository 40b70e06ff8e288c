// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/field_wire.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace detent::profiles {
namespace {

using Kind = FieldForm::Kind;
using Sign = FieldForm::Sign;

struct WholeRange {
    std::int64_t least, most;
};

WholeRange rangeOf(const FieldForm& form) {
    const std::int64_t span = std::int64_t{1} << (form.width * form.unitBits);
    if (form.sign == Sign::None) return {0, span - 1};
    return {form.sign == Sign::TwosComplement ? -span / 2 : 1 - span / 2, span / 2 - 1};
}

std::string unitsOf(const FieldForm& form, std::uint64_t bits) {
    std::string out;
    for (int i = form.width - 1; i >= 0; --i)
        out += static_cast<char>(((bits >> (i * form.unitBits)) & ((1u << form.unitBits) - 1)) + form.base);
    if (form.lowFirst) std::reverse(out.begin(), out.end());
    return out;
}

std::string integerBytes(const FieldForm& form, std::int64_t value) {
    const int bits = form.width * form.unitBits;
    const bool magnitude = form.sign == Sign::Magnitude && value < 0;
    return unitsOf(form, static_cast<std::uint64_t>(magnitude ? -value | (std::int64_t{1} << (bits - 1)) : value));
}

std::optional<std::int64_t> integerFrom(const FieldForm& form, std::string_view bytes) {
    std::string units(bytes);
    if (form.lowFirst) std::reverse(units.begin(), units.end());
    std::int64_t value = 0;
    for (const char c : units) {
        const int unit = static_cast<std::uint8_t>(c) - form.base;
        if (unit < 0 || unit >= 1 << form.unitBits) return std::nullopt;
        value = (value << form.unitBits) | unit;
    }
    const std::int64_t sign = std::int64_t{1} << (form.width * form.unitBits - 1);
    if (form.sign == Sign::None || value < sign) return value;
    if (form.sign == Sign::TwosComplement) return value - 2 * sign;
    return value == sign ? std::nullopt : std::optional(sign - value);  // there is but one zero
}

std::string floatBytes(const FieldForm& form, double value) {
    const std::uint64_t bits = form.width == 4 ? std::bit_cast<std::uint32_t>(static_cast<float>(value)) : std::bit_cast<std::uint64_t>(value);
    std::string out;
    for (int shift = 8 * (form.width - 1); shift >= 0; shift -= 8) out += static_cast<char>((bits >> shift) & 0xFF);
    if (form.lowFirst) std::reverse(out.begin(), out.end());
    return out;
}

std::optional<FieldValue> floatFrom(const FieldForm& form, std::string_view bytes) {
    std::string ordered(bytes);
    if (form.lowFirst) std::reverse(ordered.begin(), ordered.end());
    std::uint64_t bits = 0;
    for (const char c : ordered) bits = bits << 8 | static_cast<std::uint8_t>(c);
    const double value = form.width == 4 ? std::bit_cast<float>(static_cast<std::uint32_t>(bits)) : std::bit_cast<double>(bits);
    return std::isfinite(value) ? std::optional(FieldValue(value)) : std::nullopt;
}

std::optional<FieldValue> bcdFrom(const FieldForm& form, std::string_view bytes) {
    std::string ordered(bytes);
    if (form.lowFirst) std::reverse(ordered.begin(), ordered.end());
    std::int64_t value = 0;
    for (const char c : ordered) {
        const int byte = static_cast<std::uint8_t>(c);
        if (byte >> 4 > 9 || (byte & 15) > 9) return std::nullopt;
        value = value * 100 + (byte >> 4) * 10 + (byte & 15);
    }
    return FieldValue(value);
}

std::string bcdBytes(const FieldForm& form, std::int64_t value) {
    std::string out;
    for (int i = 0; i < form.width; ++i, value /= 100) out += static_cast<char>(value / 10 % 10 * 16 + value % 10);
    if (!form.lowFirst) std::reverse(out.begin(), out.end());
    return out;
}

std::int64_t sliceMask(const FieldForm& form) { return (std::int64_t{1} << (form.high - form.low + 1)) - 1; }

std::string sliceByte(const FieldForm& form, std::int64_t value) {
    std::int64_t slice = (value >> form.low) & sliceMask(form);
    if (form.isNegated) slice = -slice;
    return std::string(1, static_cast<char>((slice ^ form.flip) & 0xFF));
}

std::optional<FieldValue> sliceFrom(const FieldForm& form, char byte) {
    std::int64_t slice = static_cast<std::uint8_t>(byte) ^ form.flip;
    if (form.isNegated) slice = -slice & 0xFF;
    return slice <= sliceMask(form) ? std::optional(FieldValue(slice)) : std::nullopt;
}

Result<std::string> encodeWhole(const std::string& name, const FieldForm& form, const FieldValue& given, const FieldValue& value) {
    const auto whole = wholeOf(value);
    WholeRange range = form.kind == Kind::Integer ? rangeOf(form) : WholeRange{0, (std::int64_t{1} << 35) - 1};
    if (form.kind == Kind::Bcd) range.most = static_cast<std::int64_t>(std::pow(100, form.width)) - 1;
    if (form.kind == Kind::Slice && form.width > 0) range.most = (std::int64_t{1} << form.width) - 1;
    if (form.kind == Kind::Slice && form.isExact) range.most = sliceMask(form);
    if (!whole || *whole < range.least || *whole > range.most)
        return unfit(name, given, std::to_string(range.least) + " to " + std::to_string(range.most));
    if (form.kind == Kind::Integer) return integerBytes(form, *whole);
    return form.kind == Kind::Bcd ? bcdBytes(form, *whole) : sliceByte(form, *whole);
}

std::optional<FieldValue> decodePlain(const MessageTemplate::Part& part, std::string_view bytes) {
    switch (part.form.kind) {
        case Kind::Integer: {
            const auto value = integerFrom(part.form, bytes);
            return value ? std::optional(FieldValue(*value)) : std::nullopt;
        }
        case Kind::Float: return floatFrom(part.form, bytes);
        case Kind::Bcd: return bcdFrom(part.form, bytes);
        case Kind::Slice: return sliceFrom(part.form, bytes[0]);
        default: return FieldValue(std::string(bytes));
    }
}

}  // namespace

std::optional<std::size_t> ByteWire::width(const FieldForm& form) {
    if (form.kind == Kind::Bytes && form.width == 0) return std::nullopt;
    return form.kind == Kind::Slice ? 1 : static_cast<std::size_t>(form.width);
}

Result<std::string> ByteWire::encode(const Part& part, const FieldValue& given) {
    const FieldForm& form = part.form;
    const FieldValue value = scaledBy(form, given);
    if (form.kind == Kind::Whole || form.kind == Kind::Hex) return TextWire::encode(part, given);
    if (form.kind == Kind::Bytes) {
        const auto* bytes = std::get_if<std::string>(&value);
        const std::size_t size = bytes ? bytes->size() : 0;
        if (!bytes || (form.width > 0 && size != static_cast<std::size_t>(form.width)))
            return unfit(part.text, given, form.width > 0 ? std::to_string(form.width) + " bytes" : "bytes");
        return *bytes;
    }
    if (form.kind != Kind::Float) return encodeWhole(part.text, form, given, value);
    const auto number = numberOf(value);
    if (!number || !std::isfinite(*number) || (form.width == 4 && std::abs(*number) > 3e38)) return unfit(part.text, given, "numbers");
    return floatBytes(form, *number);
}

std::optional<FieldValue> ByteWire::decode(const Part& part, std::string_view bytes) {
    const FieldForm& form = part.form;
    if (const auto size = width(form); size && bytes.size() != *size) return std::nullopt;
    if (form.kind == Kind::Whole || form.kind == Kind::Hex) {
        std::string_view rest = bytes;
        auto value = TextWire::take(part, rest, '\0');
        if (!value || !rest.empty()) return std::nullopt;
        const auto again = TextWire::encode(part, *value);  // one way to say each value
        return again && *again == bytes ? value : std::nullopt;
    }
    auto value = decodePlain(part, bytes);
    if (!value || !form.isScaled || form.kind == Kind::Slice) return value;
    value = unscaledBy(form, *value);
    const auto again = encode(part, *value);
    return again && *again == bytes ? value : std::nullopt;
}

}  // namespace detent::profiles
