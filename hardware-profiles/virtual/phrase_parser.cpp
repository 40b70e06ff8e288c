// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of templates, read a second time.
#include "hardware-profiles/virtual/phrase_scan.h"

#include <algorithm>
#include <cctype>

namespace detent::virt {
namespace {

std::optional<double> takeDecimal(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && (isDigit(text[end]) || text[end] == '.')) ++end;
    if (end == 0) return std::nullopt;
    const double number = std::strtod(std::string(text.substr(0, end)).c_str(), nullptr);
    text.remove_prefix(end);
    return number;
}

class Reader {
public:
    enum class Where { Text, Bytes, Bits, Osc };
    explicit Reader(std::string_view source) : m_rest(source) {}

    std::optional<Tokens> text() {
        Tokens tokens;
        std::string literal;
        const auto flush = [&] {
            if (!literal.empty()) tokens.push_back(literalOf(std::exchange(literal, {})));
        };
        while (!m_rest.empty()) {
            if (takeOff(m_rest, "{{"))
                literal += '{';
            else if (takeOff(m_rest, "}}"))
                literal += '}';
            else if (m_rest[0] == '{') {
                flush();
                auto token = field(Where::Text);
                if (!token) return std::nullopt;
                tokens.push_back(*token);
            } else {
                literal += m_rest[0];
                m_rest.remove_prefix(1);
            }
        }
        flush();
        return tokens;
    }

    /// Up to `end`, which is taken; NUL: up to the end.
    std::optional<Tokens> bytes(char end) {
        Tokens tokens;
        for (;;) {
            while (takeOff(m_rest, " ")) {
            }
            if (m_rest.empty()) return end == 0 ? std::optional(tokens) : std::nullopt;
            if (end != 0 && m_rest[0] == end) {
                m_rest.remove_prefix(1);
                return tokens;
            }
            if (!bytePart(tokens)) return std::nullopt;
        }
    }

    std::optional<std::pair<Tokens, Tokens>> osc() {
        const auto space = m_rest.find(' ');
        std::string_view arguments = space == std::string_view::npos ? std::string_view() : m_rest.substr(space);
        auto address = Reader(m_rest.substr(0, space)).text();
        auto rest = Reader(arguments).arguments();
        if (!address || !rest) return std::nullopt;
        return std::pair(*address, *rest);
    }

private:
    static Token literalOf(std::string text) {
        Token token;
        token.text = std::move(text);
        return token;
    }

    bool bytePart(Tokens& tokens) {
        if (takeOff(m_rest, "'")) {
            const auto end = m_rest.find('\'');
            if (end == std::string_view::npos) return false;
            tokens.push_back(literalOf(std::string(m_rest.substr(0, end))));
            m_rest.remove_prefix(end + 1);
            return true;
        }
        if (m_rest[0] == '{') return add(tokens, field(Where::Bytes));
        if (takeOff(m_rest, "[")) return add(tokens, bits());
        if (takeOff(m_rest, "(")) return add(tokens, nested(Token::Kind::Group, ')'));
        if (takeOff(m_rest, "<")) return add(tokens, packing());
        if (m_rest.size() < 2 || hexValue(m_rest[0]) < 0) return false;
        const int high = hexValue(m_rest[0]);
        m_rest.remove_prefix(1);
        if (m_rest[0] == '{') return add(tokens, halfByte(high));
        const int low = hexValue(m_rest[0]);
        if (low < 0) return false;
        m_rest.remove_prefix(1);
        const char byte = static_cast<char>(high * 16 + low);
        if (!tokens.empty() && tokens.back().kind == Token::Kind::Literal)
            tokens.back().text += byte;
        else
            tokens.push_back(literalOf(std::string(1, byte)));
        return true;
    }

    static bool add(Tokens& tokens, std::optional<Token> token) {
        if (token) tokens.push_back(std::move(*token));
        return token.has_value();
    }

    std::optional<Token> nested(Token::Kind kind, char end) {
        Token token;
        token.kind = kind;
        auto inner = bytes(end);
        if (!inner) return std::nullopt;
        token.inner = std::move(*inner);
        return token;
    }

    std::optional<Token> packing() {
        const auto end = m_rest.find_first_of(" +{('<[");
        if (end == std::string_view::npos) return std::nullopt;
        const std::string name(m_rest.substr(0, end));
        m_rest.remove_prefix(end);
        int base = 0;
        if (takeOff(m_rest, "+")) {
            if (m_rest.size() < 2) return std::nullopt;
            base = hexValue(m_rest[0]) * 16 + hexValue(m_rest[1]);
            m_rest.remove_prefix(2);
        }
        auto token = nested(Token::Kind::Packed, '>');
        if (!token || !packed(name, base, {})) return std::nullopt;
        token->text = name;
        token->shape.base = base;
        return token;
    }

    /// "B{channel:n}" is a byte of four literal bits and four of the field.
    std::optional<Token> halfByte(int high) {
        std::string literal;
        for (int bit = 3; bit >= 0; --bit) literal += (high >> bit) & 1 ? '1' : '0';
        const auto close = m_rest.find('}');
        if (close == std::string_view::npos || !m_rest.substr(0, close).ends_with(":n")) return std::nullopt;
        const std::string source = std::string(m_rest.substr(0, close - 2)) + ":4}";
        m_rest.remove_prefix(close + 1);
        auto low = Reader(source).field(Where::Bits);
        if (!low) return std::nullopt;
        Token token;
        token.kind = Token::Kind::Bits;
        token.inner = {literalOf(literal), *low};
        return token;
    }

    std::optional<Token> bits() {
        Token token;
        token.kind = Token::Kind::Bits;
        while (!m_rest.empty() && !takeOff(m_rest, "]")) {
            if (takeOff(m_rest, " ")) continue;
            if (m_rest[0] == '{') {
                if (!add(token.inner, field(Where::Bits))) return std::nullopt;
            } else if (m_rest[0] == '0' || m_rest[0] == '1') {
                token.inner.push_back(literalOf(std::string(1, m_rest[0])));
                m_rest.remove_prefix(1);
            } else {
                return std::nullopt;
            }
        }
        return token;
    }

    std::optional<Tokens> arguments() {
        Tokens tokens;
        while (!m_rest.empty()) {
            if (takeOff(m_rest, " ")) continue;
            if (m_rest[0] == '{') {
                if (!add(tokens, field(Where::Osc))) return std::nullopt;
                continue;
            }
            const bool isWord = takeOff(m_rest, "'");
            const auto end = std::min(m_rest.find(isWord ? '\'' : ' '), m_rest.size());
            Token token = literalOf(std::string(m_rest.substr(0, end)));
            m_rest.remove_prefix(std::min(m_rest.size(), end + (isWord ? 1 : 0)));
            const bool isTag =
                token.text.size() == 1 && std::string_view("TFNI").find(token.text[0]) != std::string_view::npos;
            token.shape.osc = isWord ? 's' : isTag ? token.text[0] : token.text.find('.') != std::string::npos ? 'f' : 'i';
            tokens.push_back(token);
        }
        return tokens;
    }

    std::optional<Token> field(Where where) {
        const auto close = m_rest.find('}');
        if (!takeOff(m_rest, "{") || close == std::string_view::npos) return std::nullopt;
        std::string_view inside = m_rest.substr(0, close - 1);
        m_rest.remove_prefix(close);
        std::size_t end = 0;
        while (end < inside.size() && (std::isalnum(static_cast<unsigned char>(inside[end])) || inside[end] == '_')) ++end;
        Token token;
        token.kind = Token::Kind::Field;
        token.text = inside.substr(0, end);
        inside.remove_prefix(end);
        if (token.text.empty() || !scaling(inside, token)) return std::nullopt;
        const bool hasFormat = takeOff(inside, ":");
        if (!hasFormat && !inside.empty()) return std::nullopt;
        if (const auto bracket = inside.find('('); bracket != std::string_view::npos && !inside.starts_with("bytes"))
            return check(token, inside, bracket, where);
        if (token.text == "size") token.kind = Token::Kind::Size;
        const bool isAllBytes =
            where == Where::Bytes && inside.empty() && (token.text == "payload" || token.text == "block");
        if (isAllBytes) inside = "bytes";
        const auto shape = where == Where::Text    ? characterShape(inside)
                           : where == Where::Bytes ? byteShape(inside)
                           : where == Where::Bits  ? bitShape(inside)
                                                   : oscShape(inside);
        if (!shape) return std::nullopt;
        token.shape = *shape;
        return token;
    }

    static std::optional<Token> check(Token token, std::string_view inside, std::size_t bracket, Where where) {
        token.kind = Token::Kind::Check;
        token.text = inside.substr(0, bracket);
        inside.remove_prefix(bracket + 1);
        const auto from = takeNumber(inside);
        if (!from || inside != ")" || !checkOf(token.text, {})) return std::nullopt;
        token.from = static_cast<std::size_t>(*from);
        token.shape.isText = where == Where::Text;
        return token;
    }

    static bool scaling(std::string_view& inside, Token& token) {
        const bool times = inside.starts_with('*'), by = inside.starts_with('/');
        if (times || by) {
            inside.remove_prefix(1);
            const auto number = takeDecimal(inside);
            if (!number || *number == 0) return false;
            token.factor = times ? *number : 1 / *number;
        }
        const bool plus = inside.starts_with('+'), minus = inside.starts_with('-');
        if (plus || minus) {
            inside.remove_prefix(1);
            const auto number = takeDecimal(inside);
            if (!number) return false;
            token.offset = plus ? *number : -*number;
        }
        return true;
    }

    std::string_view m_rest;
};

}  // namespace

std::optional<Tokens> textTokens(std::string_view source) {
    return Reader(source).text();
}

std::optional<Tokens> byteTokens(std::string_view source) {
    return Reader(source).bytes(0);
}

std::optional<std::pair<Tokens, Tokens>> oscTokens(std::string_view source) {
    return Reader(source).osc();
}

}  // namespace detent::virt
