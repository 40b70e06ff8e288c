// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/field_wire.h"

#include "hardware-profiles/profile/number_text.h"

#include <algorithm>
#include <cmath>

namespace detent::profiles {
namespace {

using Kind = FieldForm::Kind;

constexpr double kMostWhole = 1e15;  // beyond it a double no longer holds every whole number a text of 15 digits can say

bool isDecimal(char c) { return c >= '0' && c <= '9'; }

std::string shownValue(const FieldValue& value) {
    if (const auto* word = std::get_if<std::string>(&value)) return "\"" + *word + "\"";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    return shortestText(*numberOf(value));
}

/// Digits of a sign and digits at the front, 15 at most.
std::string_view leadingWhole(std::string_view message) {
    std::size_t at = !message.empty() && (message[0] == '-' || message[0] == '+') ? 1 : 0;
    const std::size_t first = at;
    while (at < message.size() && isDecimal(message[at])) ++at;
    return at == first || at - first > 15 ? std::string_view() : message.substr(0, at);
}

std::int64_t wholeFrom(std::string_view digits) {
    const bool negative = digits.front() == '-';
    std::int64_t value = 0;
    for (const char c : digits) value = isDecimal(c) ? value * 10 + (c - '0') : value;
    return negative ? -value : value;
}

std::optional<FieldValue> takeFixed(std::string_view& message, int decimals) {
    const std::string_view whole = leadingWhole(message);
    const std::size_t size = whole.size() + (decimals > 0 ? 1 + static_cast<std::size_t>(decimals) : 0);
    if (whole.empty() || whole.size() > 10 || message.size() < size) return std::nullopt;
    const std::string_view fraction = message.substr(whole.size(), size - whole.size());
    if (decimals > 0 && (fraction.front() != '.' || !std::all_of(fraction.begin() + 1, fraction.end(), isDecimal))) return std::nullopt;
    // sixteen digits at most over a power of ten: one rounding, so the nearest double
    double scale = 1;
    std::string digits(whole);
    for (const char c : fraction) digits += isDecimal(c) ? std::string(1, c) : std::string();
    for (int i = 0; i < decimals; ++i) scale *= 10;
    const double value = static_cast<double>(wholeFrom(digits)) / scale;
    message.remove_prefix(size);
    return FieldValue(value == 0 ? 0.0 : value);
}

int digitOf(const FieldForm& form, char c) {
    if (isDecimal(c)) return c - '0';
    if (form.kind != Kind::Hex) return -1;
    if (form.isPseudo) return c >= ':' && c <= '?' ? c - ':' + 10 : -1;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Just `width` digits, or as many as there are where it is 0.
std::optional<FieldValue> takeDigits(const FieldForm& form, std::string_view& message) {
    const std::size_t most = form.width > 0 ? static_cast<std::size_t>(form.width) : 12;
    std::int64_t value = 0;
    std::size_t at = 0;
    for (; at < message.size() && at < most; ++at) {
        const int digit = digitOf(form, message[at]);
        if (digit < 0) break;
        value = value * (form.kind == Kind::Hex ? 16 : 10) + digit;
    }
    if (at == 0 || (form.width > 0 && at < most)) return std::nullopt;
    message.remove_prefix(at);
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

Result<std::string> encodeDigits(const std::string& name, const FieldForm& form, const FieldValue& value) {
    const auto whole = wholeOf(value);
    const int base = form.kind == Kind::Hex ? 16 : 10, width = form.width > 0 ? form.width : 12;
    if (!whole || *whole < 0 || static_cast<double>(*whole) >= std::pow(base, width))
        return unfit(name, value, "whole numbers of " + std::to_string(width) + (base == 16 ? " hex digits" : " digits"));
    const char* digits = form.isPseudo ? "0123456789:;<=>?" : form.isLower ? "0123456789abcdef" : "0123456789ABCDEF";
    std::string text;
    std::int64_t rest = *whole;
    for (int i = 0; i < width && (form.width > 0 || i == 0 || rest > 0); ++i, rest /= base) text.insert(text.begin(), digits[rest % base]);
    return text;
}

Result<std::string> encodeWord(const std::string& name, const FieldForm& form, const FieldValue& value) {
    if (const auto whole = wholeOf(value)) return std::to_string(*whole);
    const auto* word = std::get_if<std::string>(&value);
    const auto fits = [&](unsigned char c) { return c > ' ' || (c == ' ' && form.kind == Kind::Rest); };
    if (!word || word->empty() || !std::all_of(word->begin(), word->end(), fits)) return unfit(name, value, "a whole number or a word without spaces");
    return *word;
}

std::string padded(const FieldForm& form, std::string number) {
    if (form.showPlus && number.front() != '-') number.insert(number.begin(), '+');
    const auto width = static_cast<std::size_t>(form.width);
    return number.size() < width ? std::string(width - number.size(), ' ') + number : number;
}

void skipPadding(const FieldForm& form, std::string_view& message) {
    for (int i = 1; i < form.width && message.starts_with(' '); ++i) message.remove_prefix(1);
}

}  // namespace

std::optional<double> numberOf(const FieldValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
}

std::optional<std::int64_t> wholeOf(const FieldValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    const auto number = numberOf(value);
    if (!number || std::abs(*number) > kMostWhole || *number != std::floor(*number)) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

bool sameValue(const FieldValue& a, const FieldValue& b) {
    const auto x = numberOf(a), y = numberOf(b);
    return x && y ? *x == *y : a == b;
}

Problem unfit(const std::string& name, const FieldValue& value, const std::string& wanted) {
    return {Fault::Usage, "field \"" + name + "\" cannot be " + shownValue(value), "it takes " + wanted};
}

FieldValue scaledBy(const FieldForm& form, const FieldValue& value) {
    const auto number = numberOf(value);
    if (!form.isScaled || !number) return value;
    const double scaled = *number * form.factor + form.offset;
    const bool keepsFraction = form.kind == Kind::Fixed || form.kind == Kind::General || form.kind == Kind::Float;
    return keepsFraction || !std::isfinite(scaled) ? scaled : std::round(scaled);
}

FieldValue unscaledBy(const FieldForm& form, const FieldValue& written) {
    const auto number = numberOf(written);
    if (!form.isScaled || !number) return written;
    const double value = (*number - form.offset) / form.factor;
    // a quotient that is whole but for the last bits is meant whole
    const double nearest = std::round(value);
    if (std::abs(value - nearest) <= 1e-12 * std::max(1.0, std::abs(value)) && std::abs(nearest) < kMostWhole)
        return static_cast<std::int64_t>(nearest);
    return value;
}

Result<std::string> TextWire::encode(const Part& part, const FieldValue& given) {
    const FieldForm& form = part.form;
    const FieldValue value = scaledBy(form, given);
    switch (form.kind) {
        case Kind::Whole:
            if (form.isExact) return encodeDigits(part.text, form, value);
            if (const auto whole = wholeOf(value)) return padded(form, std::to_string(*whole));
            return unfit(part.text, given, "whole numbers");
        case Kind::Fixed:
            if (const auto number = numberOf(value); number && std::abs(*number) < 1e9) return padded(form, fixedText(*number, form.decimals));
            return unfit(part.text, given, "numbers");
        case Kind::General:
            if (const auto number = numberOf(value); number && std::abs(*number) < 1e9 && shortestText(*number).size() <= 16) return shortestText(*number);
            if (const auto number = numberOf(value); number && std::abs(*number) < 1e9) return withoutTrailingZeros(fixedText(*number, 6));
            return unfit(part.text, given, "numbers");
        case Kind::Hex: return encodeDigits(part.text, form, value);
        default: return encodeWord(part.text, form, value);
    }
}

std::optional<FieldValue> TextWire::take(const Part& part, std::string_view& message, char stop) {
    const FieldForm& form = part.form;
    const auto unscaled = [&](std::optional<FieldValue> found) { return found ? std::optional(unscaledBy(form, *found)) : std::nullopt; };
    switch (form.kind) {
        case Kind::Whole: {
            if (form.isExact) return unscaled(takeDigits(form, message));
            skipPadding(form, message);
            const std::string_view digits = leadingWhole(message);
            if (digits.empty()) return std::nullopt;
            message.remove_prefix(digits.size());
            return unscaled(FieldValue(wholeFrom(digits)));
        }
        case Kind::Fixed:
            skipPadding(form, message);
            return unscaled(takeFixed(message, form.decimals));
        case Kind::General: {
            const auto number = takeNumber(message);
            return number && std::abs(*number) < 1e9 ? unscaled(FieldValue(*number)) : std::nullopt;
        }
        case Kind::Hex: return unscaled(takeDigits(form, message));
        case Kind::Rest: {
            std::string all(message);
            message = {};
            return FieldValue(std::move(all));
        }
        default: {
            const std::string_view run = takeRun(message, stop);
            if (run.empty()) return std::nullopt;
            return form.kind == Kind::Plain && isWholeText(run) ? FieldValue(wholeFrom(run)) : FieldValue(std::string(run));
        }
    }
}

}  // namespace detent::profiles
