// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/field_wire.h"

#include "hardware-profiles/profile/number_text.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace detent::profiles {
namespace {

using Part = MessageTemplate::Part;
using Format = Part::Format;

constexpr double kMostWhole = 1e15;  // beyond it a double no longer holds every whole number a text of 15 digits can say

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> wholeOf(const FieldValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    const auto number = numberOf(value);
    if (!number || std::abs(*number) > kMostWhole || *number != std::floor(*number)) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

std::string shown(const FieldValue& value) {
    if (const auto* word = std::get_if<std::string>(&value)) return "\"" + *word + "\"";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    return shortestText(*numberOf(value));
}

Problem unfit(const Part& part, const FieldValue& value, const std::string& wanted) {
    return {Fault::Usage, "field \"" + part.text + "\" cannot be " + shown(value), "it takes " + wanted};
}

/// Digits of a sign and digits at the front, 15 at most.
std::string_view leadingWhole(std::string_view message) {
    std::size_t at = !message.empty() && (message[0] == '-' || message[0] == '+') ? 1 : 0;
    const std::size_t first = at;
    while (at < message.size() && isDigit(message[at])) ++at;
    return at == first || at - first > 15 ? std::string_view() : message.substr(0, at);
}

std::int64_t wholeFrom(std::string_view digits) {
    const bool negative = digits.front() == '-';
    std::int64_t value = 0;
    for (const char c : digits) value = isDigit(c) ? value * 10 + (c - '0') : value;
    return negative ? -value : value;
}

std::optional<FieldValue> takeFixed(std::string_view& message, int decimals) {
    const std::string_view whole = leadingWhole(message);
    const std::size_t size = whole.size() + (decimals > 0 ? 1 + static_cast<std::size_t>(decimals) : 0);
    if (whole.empty() || whole.size() > 10 || message.size() < size) return std::nullopt;
    const std::string_view fraction = message.substr(whole.size(), size - whole.size());
    if (decimals > 0 && (fraction.front() != '.' || !std::all_of(fraction.begin() + 1, fraction.end(), isDigit))) return std::nullopt;
    // sixteen digits at most over a power of ten: one rounding, so the nearest double
    double scale = 1;
    std::string digits(whole);
    for (const char c : fraction) digits += isDigit(c) ? std::string(1, c) : std::string();
    for (int i = 0; i < decimals; ++i) scale *= 10;
    const double value = static_cast<double>(wholeFrom(digits)) / scale;
    message.remove_prefix(size);
    return FieldValue(value == 0 ? 0.0 : value);
}

std::optional<FieldValue> takeWidth(std::string_view& message, int width, bool hex) {
    const auto size = static_cast<std::size_t>(width);
    if (message.size() < size) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : message.substr(0, size)) {
        const int digit = isDigit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
        if (digit >= (hex ? 16 : 10)) return std::nullopt;
        value = value * (hex ? 16 : 10) + digit;
    }
    message.remove_prefix(size);
    return FieldValue(value);
}

std::string_view takeRun(std::string_view& message, char stop) {
    std::size_t at = 0;
    while (at < message.size() && static_cast<unsigned char>(message[at]) > ' ' && message[at] != stop) ++at;
    const std::string_view run = message.substr(0, at);
    message.remove_prefix(at);
    return run;
}

bool isWholeText(std::string_view run) { return !run.empty() && run.front() != '+' && leadingWhole(run).size() == run.size(); }

std::string digitsOf(std::int64_t value, int width, int base) {
    std::string text;
    for (int i = 0; i < width; ++i, value /= base) text.insert(text.begin(), "0123456789ABCDEF"[value % base]);
    return text;
}

Result<std::string> encodeWidth(const Part& part, const FieldValue& value, int base) {
    const auto whole = wholeOf(value);
    const double limit = std::pow(base, part.digits);
    if (!whole || *whole < 0 || static_cast<double>(*whole) >= limit)
        return unfit(part, value, "whole numbers of " + std::to_string(part.digits) + (base == 16 ? " hex digits" : " digits"));
    return digitsOf(*whole, part.digits, base);
}

Result<std::string> encodeWord(const Part& part, const FieldValue& value) {
    if (const auto whole = wholeOf(value)) return std::to_string(*whole);
    const auto* word = std::get_if<std::string>(&value);
    const auto fits = [&](unsigned char c) { return c > ' ' || (c == ' ' && part.format == Format::Rest); };
    if (!word || word->empty() || !std::all_of(word->begin(), word->end(), fits)) return unfit(part, value, "a whole number or a word without spaces");
    return *word;
}

std::int64_t most(Format format) {
    switch (format) {
        case Format::Nibble: return 15;
        case Format::U7: return 127;
        case Format::U8:
        case Format::Nib2: return 255;
        case Format::U16:
        case Format::U16le: return 65535;
        default: return 16383;
    }
}

}  // namespace

std::optional<double> numberOf(const FieldValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
}

Result<std::string> TextWire::encode(const Part& part, const FieldValue& value) {
    switch (part.format) {
        case Format::Whole:
            if (const auto whole = wholeOf(value)) return std::to_string(*whole);
            return unfit(part, value, "whole numbers");
        case Format::Fixed:
            if (const auto number = numberOf(value); number && std::abs(*number) < 1e9) return fixedText(*number, part.digits);
            return unfit(part, value, "numbers");
        case Format::Padded: return encodeWidth(part, value, 10);
        case Format::Hex: return encodeWidth(part, value, 16);
        default: return encodeWord(part, value);
    }
}

std::optional<FieldValue> TextWire::take(const Part& part, std::string_view& message, char stop) {
    switch (part.format) {
        case Format::Whole: {
            const std::string_view digits = leadingWhole(message);
            if (digits.empty()) return std::nullopt;
            message.remove_prefix(digits.size());
            return FieldValue(wholeFrom(digits));
        }
        case Format::Fixed: return takeFixed(message, part.digits);
        case Format::Padded: return takeWidth(message, part.digits, false);
        case Format::Hex: return takeWidth(message, part.digits, true);
        case Format::Rest: {
            std::string all(message);
            message = {};
            return FieldValue(std::move(all));
        }
        default: {
            const std::string_view run = takeRun(message, stop);
            if (run.empty()) return std::nullopt;
            return part.format == Format::Plain && isWholeText(run) ? FieldValue(wholeFrom(run)) : FieldValue(std::string(run));
        }
    }
}

std::size_t ByteWire::width(const Part& part) {
    switch (part.format) {
        case Format::U14:
        case Format::U14le:
        case Format::Nib2:
        case Format::U16:
        case Format::U16le: return 2;
        default: return 1;
    }
}

Result<std::string> ByteWire::encode(const Part& part, const FieldValue& value) {
    const auto whole = wholeOf(value);
    if (!whole || *whole < 0 || *whole > most(part.format)) return unfit(part, value, "0 to " + std::to_string(most(part.format)));
    const auto byte = [](std::int64_t bits) { return std::string(1, static_cast<char>(bits & 0xFF)); };
    const std::int64_t v = *whole;
    switch (part.format) {
        case Format::Nibble: return byte(part.highNibble | v);
        case Format::U14: return byte(v >> 7) + byte(v & 0x7F);
        case Format::U14le: return byte(v & 0x7F) + byte(v >> 7);
        case Format::Msb: return byte(v >> 7);
        case Format::Lsb: return byte(v & 0x7F);
        case Format::Nib2: return byte(v >> 4) + byte(v & 0x0F);
        case Format::U16: return byte(v >> 8) + byte(v);
        case Format::U16le: return byte(v) + byte(v >> 8);
        default: return byte(v);
    }
}

std::optional<std::int64_t> ByteWire::decode(const Part& part, std::string_view bytes) {
    if (bytes.size() != width(part)) return std::nullopt;
    const std::int64_t a = static_cast<std::uint8_t>(bytes[0]);
    const std::int64_t b = bytes.size() > 1 ? static_cast<std::uint8_t>(bytes[1]) : 0;
    const bool seven = a < 0x80 && b < 0x80;
    switch (part.format) {
        case Format::Nibble: return (a & 0xF0) == part.highNibble ? std::optional(a & 0x0F) : std::nullopt;
        case Format::U8: return a;
        case Format::U14: return seven ? std::optional(a * 128 + b) : std::nullopt;
        case Format::U14le: return seven ? std::optional(b * 128 + a) : std::nullopt;
        case Format::Nib2: return a < 16 && b < 16 ? std::optional(a * 16 + b) : std::nullopt;
        case Format::U16: return a * 256 + b;
        case Format::U16le: return b * 256 + a;
        default: return seven ? std::optional(a) : std::nullopt;
    }
}

std::string ByteWire::checksum(const Part& part, std::string_view before) {
    const std::string_view covered = before.substr(std::min(before.size(), static_cast<std::size_t>(part.digits)));
    unsigned sum = 0;
    for (const char c : covered) sum = part.format == Format::Xor ? sum ^ static_cast<std::uint8_t>(c) : sum + static_cast<std::uint8_t>(c);
    const unsigned check = part.format == Format::Xor ? sum : 0u - sum;
    return std::string(1, static_cast<char>(check & 0x7F));
}

bool ByteWire::joinHalves(FieldValues& fields) {
    FieldValues plain;
    std::vector<std::pair<std::string, std::int64_t>> halves;
    for (const auto& [name, value] : fields) {
        if (name.find(':') == std::string::npos) plain[name] = value;
        else halves.emplace_back(name, std::get<std::int64_t>(value));
    }
    for (const auto& [name, half] : halves) {
        const auto low = fields.find(name.substr(0, name.size() - 4) + ":lsb");
        if (name.ends_with(":msb") && low != fields.end()) plain.emplace(name.substr(0, name.size() - 4), half * 128 + std::get<std::int64_t>(low->second));
    }
    fields = std::move(plain);
    return std::all_of(halves.begin(), halves.end(), [&](const auto& found) {
        const auto whole = fields.find(found.first.substr(0, found.first.size() - 4));
        if (whole == fields.end()) return true;
        const std::int64_t value = std::get<std::int64_t>(whole->second);
        return found.second == (found.first.ends_with(":msb") ? value >> 7 : value & 0x7F);
    });
}

}  // namespace detent::profiles
