// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines, and numbers as characters.
#include "hardware-profiles/virtual/phrase.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace detent::virt {
namespace {

using Kind = Shape::Kind;
using profiles::FieldValue;

constexpr std::string_view kDigits = "0123456789ABCDEF", kSmallDigits = "0123456789abcdef",
                           kPseudoDigits = "0123456789:;<=>?";

std::string_view digitsFor(const Shape& shape) {
    return shape.kind == Kind::PseudoHex ? kPseudoDigits : shape.isSmall ? kSmallDigits : kDigits;
}

bool allOf(std::string_view piece, std::string_view among) {
    return !piece.empty() && piece.find_first_not_of(among) == std::string_view::npos;
}

std::optional<std::int64_t> wholeIn(std::string_view digits) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// Digits, and behind the point just so many.
bool isDecimal(std::string_view piece, int decimals) {
    const auto point = piece.find('.');
    if (decimals == 0) return allOf(piece, kDigits.substr(0, 10));
    return point != std::string_view::npos && allOf(piece.substr(0, point), kDigits.substr(0, 10)) &&
           allOf(piece.substr(point + 1), kDigits.substr(0, 10)) &&
           piece.size() - point - 1 == static_cast<std::size_t>(decimals);
}

double decimalIn(std::string_view piece) {
    return std::strtod(std::string(piece).c_str(), nullptr);  // of digits and a point only
}

/// Takes off the sign; nullopt where there is none that belongs.
std::optional<bool> takeSign(std::string_view& piece, bool needsOne) {
    const bool minus = piece.starts_with('-'), plus = piece.starts_with('+');
    if (!minus && plus != needsOne) return std::nullopt;
    if (minus || plus) piece.remove_prefix(1);
    return minus;
}

std::optional<FieldValue> readNumber(const Shape& shape, std::string_view piece) {
    if (!shape.isExact && shape.width > 0) {
        while (piece.starts_with(' ')) piece.remove_prefix(1);
    }
    const auto minus = takeSign(piece, shape.showsPlus);
    if (!minus) return std::nullopt;
    if (shape.kind == Kind::Whole) {
        if (!isDecimal(piece, 0)) return std::nullopt;
        const auto number = wholeIn(piece);
        if (!number) return std::nullopt;
        return FieldValue(*minus ? -*number : *number);
    }
    if (!isDecimal(piece, shape.decimals)) return std::nullopt;
    return FieldValue(*minus ? -decimalIn(piece) : decimalIn(piece));
}

std::optional<FieldValue> readGeneral(std::string_view piece) {
    const bool minus = piece.starts_with('-');
    if (minus || piece.starts_with('+')) piece.remove_prefix(1);
    const auto point = piece.find('.');
    const int decimals = point == std::string_view::npos ? 0 : static_cast<int>(piece.size() - point - 1);
    if (piece.size() > 18 || !isDecimal(piece, decimals)) return std::nullopt;
    if (decimals == 0) return FieldValue(minus ? -*wholeIn(piece) : *wholeIn(piece));
    return FieldValue(minus ? -decimalIn(piece) : decimalIn(piece));
}

std::optional<FieldValue> readHexDigits(const Shape& shape, std::string_view piece) {
    if (piece.size() > 15 || !allOf(piece, digitsFor(shape))) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : piece) number = number * 16 + static_cast<std::int64_t>(digitsFor(shape).find(c));
    return FieldValue(number);
}

std::optional<std::int64_t> wholeOf(const FieldValue& value) {
    const auto number = numberIn(value);
    if (!number || !std::isfinite(*number) || std::abs(*number) > 1e15) return std::nullopt;
    return static_cast<std::int64_t>(std::llround(*number));
}

std::string padTo(const Shape& shape, std::string digits, bool minus) {
    const std::string sign = minus ? "-" : shape.showsPlus ? "+" : "";
    const auto width = static_cast<std::size_t>(shape.width);
    const auto lacks = [&] { return digits.size() + (shape.isExact ? 0 : sign.size()) < width; };
    if (shape.isExact)
        while (lacks()) digits.insert(0, 1, '0');
    digits = sign + digits;
    while (!shape.isExact && digits.size() < width) digits.insert(0, 1, ' ');
    return digits;
}

/// Halves away from zero.
std::string fixedDigits(double number, int decimals) {
    const double scaled = std::abs(number) * std::pow(10, decimals);
    auto whole = static_cast<std::int64_t>(std::floor(scaled + 0.5 + 1e-9 * std::max(1.0, scaled)));
    std::string digits = std::to_string(whole);
    if (decimals == 0) return digits;
    while (digits.size() <= static_cast<std::size_t>(decimals)) digits.insert(0, 1, '0');
    digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
    return digits;
}

std::optional<std::string> writeNumber(const Shape& shape, const FieldValue& value) {
    const auto number = numberIn(value);
    if (!number || !std::isfinite(*number) || std::abs(*number) > 1e12) return std::nullopt;
    const std::string digits = fixedDigits(*number, shape.kind == Kind::Fixed ? shape.decimals : 0);
    const bool minus = *number < 0 && digits.find_first_of("123456789") != std::string::npos;
    std::string out = padTo(shape, digits, minus);
    if (shape.isExact && out.size() > static_cast<std::size_t>(shape.width) + (minus || shape.showsPlus ? 1 : 0))
        return std::nullopt;
    return out;
}

std::string generalDigits(double number) {
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, std::round(number * 1e9) / 1e9, std::chars_format::fixed).ptr;
    std::string out(text, end);
    return out == "-0" ? "0" : out;
}

std::optional<std::string> writeHexDigits(const Shape& shape, const FieldValue& value) {
    auto number = wholeOf(value);
    if (!number || *number < 0) return std::nullopt;
    std::string out;
    do out.insert(0, 1, digitsFor(shape)[static_cast<std::size_t>(*number % 16)]);
    while ((*number /= 16) > 0);
    while (out.size() < static_cast<std::size_t>(shape.width)) out.insert(0, 1, '0');
    return shape.width > 0 && out.size() > static_cast<std::size_t>(shape.width) ? std::nullopt : std::optional(out);
}

}  // namespace

std::optional<FieldValue> readCharacters(const Shape& shape, std::string_view piece) {
    switch (shape.kind) {
        case Kind::Rest:
            return FieldValue(std::string(piece));
        case Kind::Word:
            if (piece.empty() || piece.find(' ') != std::string_view::npos) return std::nullopt;
            return FieldValue(std::string(piece));
        case Kind::Plain:
            if (piece.empty() || piece.find(' ') != std::string_view::npos) return std::nullopt;
            if (const auto digits = piece.starts_with('-') ? piece.substr(1) : piece; allOf(digits, kDigits.substr(0, 10)))
                if (const auto number = wholeIn(piece)) return FieldValue(*number);
            return FieldValue(std::string(piece));
        case Kind::General:
            return readGeneral(piece);
        case Kind::Hex:
        case Kind::PseudoHex:
            return readHexDigits(shape, piece);
        default:
            return readNumber(shape, piece);
    }
}

std::optional<std::string> writeCharacters(const Shape& shape, const FieldValue& value) {
    switch (shape.kind) {
        case Kind::Rest:
        case Kind::Word:
        case Kind::Plain:
            if (const auto* word = std::get_if<std::string>(&value)) return *word;
            if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
            return generalDigits(std::get<double>(value));
        case Kind::General:
            if (const auto number = numberIn(value)) return generalDigits(*number);
            return std::nullopt;
        case Kind::Hex:
        case Kind::PseudoHex:
            return writeHexDigits(shape, value);
        default:
            return writeNumber(shape, value);
    }
}

namespace {

/// Characters a line has for this field: every length it could have is tried, the longest first.
class LineMatch {
public:
    LineMatch(const Tokens& tokens, std::string_view line) : m_tokens(tokens), m_line(line) {}

    bool from(std::size_t token, std::size_t at, const Found& found) {
        if (++m_steps > kMostSteps) return false;
        if (token == m_tokens.size()) {
            if (at == m_line.size()) m_result = found;
            return at == m_line.size();
        }
        const Token& next = m_tokens[token];
        if (next.kind == Token::Kind::Literal)
            return m_line.substr(at).starts_with(next.text) && from(token + 1, at + next.text.size(), found);
        if (next.kind == Token::Kind::Check) return check(next, token, at, found);
        const std::size_t most = m_line.size() - at;
        const bool isExact = next.shape.isExact && !next.shape.showsPlus && next.shape.width > 0;
        for (std::size_t length = most + 1; length-- > 0;) {
            if (isExact && length > static_cast<std::size_t>(next.shape.width) + 1) continue;
            if (!isWidth(next.shape, at, length)) continue;
            const auto value = readCharacters(next.shape, m_line.substr(at, length));
            const bool isScaled = next.factor != 1 || next.offset != 0;
            if (!value || (isScaled && !numberIn(*value))) continue;
            Found more = found;
            if (more.put(next.text, unscaledBy(next, *value)) && from(token + 1, at + length, more)) return true;
        }
        return false;
    }
    const Found& result() const { return m_result; }

private:
    bool isWidth(const Shape& shape, std::size_t at, std::size_t length) const {
        if (shape.width == 0 || shape.kind == Kind::Rest) return true;
        const auto width = static_cast<std::size_t>(shape.width);
        const bool isSigned = shape.isExact && (m_line.substr(at).starts_with('-') || m_line.substr(at).starts_with('+'));
        return shape.isExact ? length == width + (isSigned ? 1 : 0) : length >= width;
    }

    bool check(const Token& next, std::size_t token, std::size_t at, const Found& found) {
        if (next.from > at) return false;
        const auto sum = checkOf(next.text, m_line.substr(next.from, at - next.from));
        const auto digits = sum ? packed("hex", 0, *sum) : std::nullopt;
        return digits && m_line.substr(at).starts_with(*digits) && from(token + 1, at + digits->size(), found);
    }

    static constexpr int kMostSteps = 20000;
    const Tokens& m_tokens;
    std::string_view m_line;
    Found m_result;
    int m_steps = 0;
};

}  // namespace

std::optional<Found> heardText(const Tokens& tokens, std::string_view line) {
    LineMatch match(tokens, line);
    return match.from(0, 0, {}) ? std::optional(match.result()) : std::nullopt;
}

std::optional<std::string> saidText(const Tokens& tokens, const Fields& fields) {
    std::string line;
    for (const Token& token : tokens) {
        if (token.kind == Token::Kind::Literal) {
            line += token.text;
        } else if (token.kind == Token::Kind::Check) {
            const auto sum = checkOf(token.text, std::string_view(line).substr(std::min(token.from, line.size())));
            if (!sum) return std::nullopt;
            line += *packed("hex", 0, *sum);
        } else {
            const auto value = fillerOf(token, fields);
            const auto piece = value ? writeCharacters(token.shape, *value) : std::nullopt;
            if (!piece) return std::nullopt;
            line += *piece;
        }
    }
    return line;
}

}  // namespace detent::virt
