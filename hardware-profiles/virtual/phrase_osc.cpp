// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// OSC 1.0 messages (M. Wright, "The Open Sound Control 1.0 Specification", 2002).
#include "hardware-profiles/virtual/phrase.h"

#include <bit>
#include <cmath>
#include <cstdlib>

namespace detent::virt {
namespace {

using profiles::FieldValue;

std::string oscPadded(std::string text) {
    text += '\0';
    while (text.size() % 4) text += '\0';
    return text;
}

std::string bigEndian(std::uint64_t number, int bytes) {
    std::string out;
    for (int at = bytes - 1; at >= 0; --at) out += static_cast<char>(number >> (8 * at) & 0xFF);
    return out;
}

/// Takes strings and numbers off the front of a packet.
class OscCursor {
public:
    explicit OscCursor(std::string_view rest) : m_rest(rest) {}
    bool isEmpty() const { return m_rest.empty(); }

    std::optional<std::string> string() {
        const auto end = m_rest.find('\0');
        if (end == std::string_view::npos) return std::nullopt;
        const std::size_t size = (end / 4 + 1) * 4;
        if (size > m_rest.size()) return std::nullopt;
        std::string text(m_rest.substr(0, end));
        if (m_rest.substr(end, size - end).find_first_not_of('\0') != std::string_view::npos) return std::nullopt;
        m_rest.remove_prefix(size);
        return text;
    }
    std::optional<std::uint64_t> number(std::size_t bytes) {
        if (m_rest.size() < bytes) return std::nullopt;
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < bytes; ++i) number = number << 8 | static_cast<unsigned char>(m_rest[i]);
        m_rest.remove_prefix(bytes);
        return number;
    }

private:
    std::string_view m_rest;
};

std::optional<FieldValue> oscValue(char type, OscCursor& cursor) {
    switch (type) {
        case 'T':
            return FieldValue(std::int64_t{1});
        case 'F':
            return FieldValue(std::int64_t{0});
        case 'i':
            if (const auto raw = cursor.number(4)) return FieldValue(std::int64_t{static_cast<std::int32_t>(*raw)});
            return std::nullopt;
        case 'h':
            if (const auto raw = cursor.number(8)) return FieldValue(static_cast<std::int64_t>(*raw));
            return std::nullopt;
        case 'f':
            if (const auto raw = cursor.number(4))
                return FieldValue(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(*raw))));
            return std::nullopt;
        case 'd':
            if (const auto raw = cursor.number(8)) return FieldValue(std::bit_cast<double>(*raw));
            return std::nullopt;
        case 's':
            if (auto text = cursor.string()) return FieldValue(std::move(*text));
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

bool isLiteral(const Token& token, char type, const FieldValue& value) {
    if (token.shape.osc == 's') return value == FieldValue(token.text);
    if (type == 'T' || type == 'F') return token.text == std::string(1, type);
    const auto number = numberIn(value);
    return number && std::abs(*number - std::strtod(token.text.c_str(), nullptr)) < 1e-6 * std::max(1.0, std::abs(*number));
}

void putOsc(char type, const FieldValue& value, std::string& types, std::string& data) {
    const double number = numberIn(value).value_or(0);
    switch (type) {
        case 'b':
            types += number != 0 ? 'T' : 'F';
            return;
        case 's':
            data += oscPadded(std::get<std::string>(value));
            break;
        case 'f':
            data += bigEndian(std::bit_cast<std::uint32_t>(static_cast<float>(number)), 4);
            break;
        case 'd':
            data += bigEndian(std::bit_cast<std::uint64_t>(number), 8);
            break;
        case 'h':
            data += bigEndian(static_cast<std::uint64_t>(std::llround(number)), 8);
            break;
        case 'i':
            data += bigEndian(static_cast<std::uint64_t>(std::llround(number)), 4);
            break;
        default:
            break;  // T, F, N and I are their own types
    }
    types += type;
}

}  // namespace

std::optional<Found> heardOsc(const Tokens& address, const Tokens& arguments, std::string_view packet) {
    OscCursor cursor(packet);
    const auto path = cursor.string();
    auto found = path ? heardText(address, *path) : std::nullopt;
    if (!found) return std::nullopt;
    const std::string types = cursor.isEmpty() ? "," : cursor.string().value_or("");
    if (types.size() != arguments.size() + 1 || types[0] != ',') return std::nullopt;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Token& token = arguments[i];
        const char type = types[i + 1];
        if (type == 'N' || type == 'I') {
            if (token.kind != Token::Kind::Literal || token.text != std::string(1, type)) return std::nullopt;
            continue;
        }
        const auto value = oscValue(type, cursor);
        if (!value) return std::nullopt;
        const bool isWord = std::holds_alternative<std::string>(*value);
        if (token.kind == Token::Kind::Literal) {
            if (!isLiteral(token, type, *value)) return std::nullopt;
        } else if (isWord != (token.shape.osc == 's') || !found->put(token.text, unscaledBy(token, *value))) {
            return std::nullopt;
        }
    }
    return cursor.isEmpty() ? found : std::nullopt;
}

std::optional<std::string> saidOsc(const Tokens& address, const Tokens& arguments, const Fields& fields) {
    const auto path = saidText(address, fields);
    if (!path) return std::nullopt;
    std::string types = ",", data;
    for (const Token& token : arguments) {
        if (token.kind == Token::Kind::Literal) {
            const bool isWord = token.shape.osc == 's';
            putOsc(token.shape.osc, isWord ? FieldValue(token.text) : FieldValue(std::strtod(token.text.c_str(), nullptr)),
                   types, data);
            continue;
        }
        const auto value = fillerOf(token, fields);
        if (!value || std::holds_alternative<std::string>(*value) != (token.shape.osc == 's')) return std::nullopt;
        putOsc(token.shape.osc, *value, types, data);
    }
    return oscPadded(*path) + oscPadded(types) + data;
}

}  // namespace detent::virt
