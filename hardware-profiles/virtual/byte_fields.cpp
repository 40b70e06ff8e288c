// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One field of bytes.
#include "hardware-profiles/virtual/phrase.h"

#include <bit>
#include <cmath>

namespace detent::virt {
namespace {

using Form = Shape::Kind;
using profiles::FieldValue;

unsigned unitAt(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::optional<std::int64_t> unitsIn(const Shape& shape, std::string_view bytes) {
    std::uint64_t raw = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t at = shape.lowFirst ? bytes.size() - 1 - i : i;
        const int unit = static_cast<int>(unitAt(bytes, at)) - shape.base;
        if (unit < 0 || unit >= 1 << shape.unitBits) return std::nullopt;
        raw = raw << shape.unitBits | static_cast<std::uint64_t>(unit);
    }
    const std::uint64_t top = std::uint64_t{1} << (static_cast<int>(bytes.size()) * shape.unitBits - 1);
    if (shape.sign == 's' && (raw & top)) return static_cast<std::int64_t>(raw & (top - 1)) - static_cast<std::int64_t>(top);
    if (shape.sign == 'm' && (raw & top)) return -static_cast<std::int64_t>(raw & (top - 1));
    return static_cast<std::int64_t>(raw);
}

std::optional<std::string> unitsOf(const Shape& shape, std::int64_t number) {
    const int bits = shape.width * shape.unitBits;
    const std::int64_t top = std::int64_t{1} << (bits - 1);
    const std::int64_t most = shape.sign == 'u' ? (top - 1) * 2 + 1 : top - 1;
    const std::int64_t least = shape.sign == 'u' ? 0 : shape.sign == 's' ? -top : -(top - 1);
    if (number < least || number > most) return std::nullopt;
    std::uint64_t raw = static_cast<std::uint64_t>(number);
    if (shape.sign == 'm' && number < 0) raw = static_cast<std::uint64_t>(top) | static_cast<std::uint64_t>(-number);
    std::string bytes;
    for (int unit = 0; unit < shape.width; ++unit) {
        const auto part = static_cast<unsigned>(raw >> (unit * shape.unitBits)) & ((1U << shape.unitBits) - 1);
        bytes += static_cast<char>(part + static_cast<unsigned>(shape.base));
    }
    return shape.lowFirst ? bytes : std::string(bytes.rbegin(), bytes.rend());
}

std::string turnedIf(bool turned, std::string_view bytes) {
    return turned ? std::string(bytes.rbegin(), bytes.rend()) : std::string(bytes);
}

/// IEEE 754 by way of its bits, whatever the machine's byte order.
double floatIn(const Shape& shape, std::string_view bytes) {
    std::uint64_t raw = 0;
    for (const char c : turnedIf(shape.lowFirst, bytes)) raw = raw << 8 | static_cast<unsigned char>(c);
    if (shape.width == 8) return std::bit_cast<double>(raw);
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(raw)));
}

std::string floatOf(const Shape& shape, double number) {
    const std::uint64_t raw = shape.width == 8 ? std::bit_cast<std::uint64_t>(number)
                                               : std::uint64_t{std::bit_cast<std::uint32_t>(static_cast<float>(number))};
    std::string bytes;
    for (int at = shape.width - 1; at >= 0; --at) bytes += static_cast<char>(raw >> (8 * at) & 0xFF);
    return turnedIf(shape.lowFirst, bytes);
}

std::optional<std::int64_t> decimalsIn(const Shape& shape, std::string_view bytes) {
    std::int64_t number = 0;
    for (const char c : turnedIf(shape.lowFirst, bytes)) {
        const unsigned high = static_cast<unsigned char>(c) >> 4, low = static_cast<unsigned char>(c) & 15;
        if (high > 9 || low > 9) return std::nullopt;
        number = number * 100 + static_cast<std::int64_t>(high * 10 + low);
    }
    return number;
}

std::optional<std::string> decimalsOf(const Shape& shape, std::int64_t number) {
    std::string bytes;
    for (int i = 0; i < shape.width; ++i, number /= 100) bytes += static_cast<char>((number % 100) / 10 * 16 + number % 10);
    return number == 0 ? std::optional(turnedIf(!shape.lowFirst, bytes)) : std::nullopt;
}

}  // namespace

/// The bits of a slice as they stand there: turned to their two's complement, then flipped. Undone by the same steps
/// backwards.
std::int64_t sliceOf(const Shape& shape, std::int64_t number) {
    const std::int64_t mask = (std::int64_t{1} << (shape.high - shape.low + 1)) - 1;
    std::int64_t bits = (number >> shape.low) & mask;
    if (shape.isNegated) bits = -bits & mask;
    return bits ^ shape.flip;
}

std::optional<std::int64_t> sliceIn(const Shape& shape, std::int64_t bits) {
    const std::int64_t mask = (std::int64_t{1} << (shape.high - shape.low + 1)) - 1;
    bits ^= shape.flip;
    if (bits < 0 || bits > mask) return std::nullopt;
    return shape.isNegated ? -bits & mask : bits;
}

std::optional<FieldValue> byteFieldIn(const Token& token, std::string_view bytes) {
    const Shape& shape = token.shape;
    if (shape.isText) return readCharacters(shape, bytes);
    switch (shape.kind) {
        case Form::Raw:
            return FieldValue(std::string(bytes));
        case Form::Float:
            if (const double number = floatIn(shape, bytes); std::isfinite(number)) return FieldValue(number);
            return std::nullopt;
        case Form::Bcd:
            if (const auto number = decimalsIn(shape, bytes)) return FieldValue(*number);
            return std::nullopt;
        default:
            if (const auto number = unitsIn(shape, bytes)) return FieldValue(*number);
            return std::nullopt;
    }
}

/// The number as it is written, factor and offset applied.
std::optional<std::int64_t> wireNumber(const Token& token, const Fields& fields) {
    const auto value = fillerOf(token, fields);
    const auto number = value ? numberIn(*value) : std::nullopt;
    if (!number || std::abs(*number) > 1e15) return std::nullopt;
    return static_cast<std::int64_t>(std::llround(*number));
}

std::optional<std::string> byteFieldOf(const Token& token, const Fields& fields) {
    const Shape& shape = token.shape;
    const auto value = fillerOf(token, fields);
    if (!value) return std::nullopt;
    if (shape.isText) {
        auto characters = writeCharacters(shape, *value);
        return characters && characters->size() == static_cast<std::size_t>(shape.width) ? characters : std::nullopt;
    }
    if (shape.kind == Form::Raw) {
        const auto* bytes = std::get_if<std::string>(&*value);
        const bool fits = bytes && (shape.width == 0 || bytes->size() == static_cast<std::size_t>(shape.width));
        return fits ? std::optional(*bytes) : std::nullopt;
    }
    if (shape.kind == Form::Float) {
        const auto number = numberIn(*value);
        return number ? std::optional(floatOf(shape, *number)) : std::nullopt;
    }
    const auto number = wireNumber(token, fields);
    if (!number) return std::nullopt;
    if (shape.kind == Form::Bcd) return *number < 0 ? std::nullopt : decimalsOf(shape, *number);
    if (shape.kind == Form::Slice) return std::string(1, static_cast<char>(sliceOf(shape, *number)));
    return unitsOf(shape, *number);
}

}  // namespace detent::virt
