// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/message_template.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace detent::profiles {
namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool isFieldName(std::string_view name) {
    const auto lowerCase = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto inside = [&](char c) { return lowerCase(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= 32 && lowerCase(name[0]) && std::all_of(name.begin(), name.end(), inside);
}

std::optional<int> wholeNumber(std::string_view digits, int least, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value < least || value > most) return std::nullopt;
    return value;
}

constexpr const char* kTextFormats = "use none, d, .1f, 03d, 02X, w or rest";
constexpr const char* kByteFormats = "use none, n, u8, u14, u14le, msb, lsb, nib2, u16, u16le, xor(1) or sum7(5)";

}  // namespace

/// Reads a template's source left to right; the first mistake ends it.
class TemplateParser {
public:
    TemplateParser(MessageTemplate::Coding coding, std::string_view source) : m_source(source) {
        m_made.m_coding = coding;
        m_made.m_source = std::string(source);
    }

    Result<MessageTemplate> parse() {
        if (m_source.empty()) return fault("the message is empty", "write at least one character or byte");
        if (m_source.size() > 4096) return fault("the message is longer than 4096 characters", "shorten it");
        const bool text = m_made.m_coding == MessageTemplate::Coding::Text;
        while (!m_problem && m_at < m_source.size()) text ? textPart() : bytePart();
        if (!m_problem && m_inGroup) fail("the group's \"(\" is never closed", "end it with \")\"");
        if (!m_problem) checkWhole();
        if (m_problem) return *m_problem;
        return std::move(m_made);
    }

private:
    using Part = MessageTemplate::Part;
    using Format = Part::Format;

    Problem fault(const std::string& what, const std::string& remedy) const {
        return {Fault::NotSo, what + " (character " + std::to_string(m_at + 1) + ")", remedy};
    }
    void fail(const std::string& what, const std::string& remedy) { m_problem = fault(what, remedy); }
    std::string_view rest() const { return m_source.substr(m_at); }

    void literal(char byte) {
        auto& parts = m_made.m_parts;
        const bool joins = !parts.empty() && parts.back().kind == Part::Kind::Literal && parts.size() != m_boundary;
        if (!joins) parts.push_back(Part{}), m_begins.push_back(m_at);
        parts.back().text += byte;
    }

    void textPart() {
        const char c = m_source[m_at];
        if (rest().starts_with("{{") || rest().starts_with("}}")) {
            literal(c);
            m_at += 2;
        } else if (c == '{') {
            field(std::nullopt);
        } else if (c == '}') {
            fail("a \"}\" without its \"{\"", "write }} for a literal brace");
        } else if (c == '\n' || c == '\r' || c == '\0') {
            fail("a line end within a message", "leave line ends to framing");
        } else {
            literal(c);
            ++m_at;
        }
    }

    void bytePart() {
        const char c = m_source[m_at];
        if (c == ' ') {
            ++m_at;
        } else if (c == '{') {
            field(std::nullopt);
        } else if (c == '(' || c == ')') {
            group(c == '(');
        } else if (const int high = hexDigit(c); high >= 0 && m_at + 1 < m_source.size() && m_source[m_at + 1] == '{') {
            ++m_at;
            field(high);
        } else if (const int low = m_at + 1 < m_source.size() ? hexDigit(m_source[m_at + 1]) : -1; high >= 0 && low >= 0) {
            literal(static_cast<char>(high * 16 + low));
            m_at += 2;
        } else {
            fail(std::string("\"") + (static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : "?") + "\" is not a byte",
                 "write bytes as two hex digits (F0) and fields in braces");
        }
    }

    void group(bool opens) {
        if (opens && (m_inGroup || m_made.hasGroup())) return fail("a second group", "a message has one group at most");
        if (!opens && !m_inGroup) return fail("a \")\" without its \"(\"", "open the group first");
        if (opens) m_made.m_groupBegin = m_made.m_parts.size();
        else m_made.m_groupEnd = m_made.m_parts.size();
        m_boundary = m_made.m_parts.size();
        m_inGroup = opens;
        if (!opens && !m_made.hasGroup()) return fail("an empty group", "put the repeated fields between ( and )");
        ++m_at;
    }

    void field(std::optional<int> highNibble) {
        const std::size_t close = m_source.find('}', m_at);
        if (close == std::string_view::npos) return fail("a \"{\" that is never closed", "end the field with \"}\"");
        const std::string_view body = m_source.substr(m_at + 1, close - m_at - 1);
        const std::string_view name = body.substr(0, body.find(':'));
        const std::string_view format = name.size() == body.size() ? std::string_view() : body.substr(name.size() + 1);
        if (!isFieldName(name))
            return fail("\"{" + std::string(body) + "}\" is not a field", "name it with a lower-case letter first, then letters and digits");
        Part part;
        part.kind = Part::Kind::Field;
        part.text = std::string(name);
        const bool text = m_made.m_coding == MessageTemplate::Coding::Text;
        if (!(text ? textFormat(format, part) : byteFormat(format, part)))
            return fail("field \"" + part.text + "\" has an unknown format \"" + std::string(format) + "\"", text ? kTextFormats : kByteFormats);
        if (highNibble.has_value() != (part.format == Format::Nibble))
            return fail("field \"" + part.text + "\" is " + (highNibble ? "half a byte but lacks the format n" : "a nibble without its first digit"),
                        "write a hex digit and the field: B{channel:n}");
        part.highNibble = static_cast<std::uint8_t>(highNibble.value_or(0) << 4);
        m_made.m_parts.push_back(part);
        m_begins.push_back(m_at);
        m_at = close + 1;
    }

    static bool textFormat(std::string_view format, Part& part) {
        const auto numbered = [&](std::size_t cut, Format kind, int least, int most) {
            const auto digits = wholeNumber(format.substr(1, format.size() - cut), least, most);
            part.format = kind;
            part.digits = digits.value_or(0);
            return digits.has_value();
        };
        if (format.empty()) return part.format = Format::Plain, true;
        if (format == "d") return part.format = Format::Whole, true;
        if (format == "w") return part.format = Format::Word, true;
        if (format == "rest") return part.format = Format::Rest, true;
        if (format.size() < 3) return false;
        if (format.front() == '.' && format.back() == 'f') return numbered(2, Format::Fixed, 0, 6);
        if (format.front() == '0' && format.back() == 'd') return numbered(2, Format::Padded, 1, 15);
        if (format.front() == '0' && format.back() == 'X') return numbered(2, Format::Hex, 1, 12);
        return false;
    }

    static bool byteFormat(std::string_view format, Part& part) {
        struct Named {
            std::string_view name;
            Format format;
        };
        static constexpr std::array kNamed = {Named{"", Format::U7}, Named{"n", Format::Nibble}, Named{"u8", Format::U8},
            Named{"u14", Format::U14}, Named{"u14le", Format::U14le}, Named{"msb", Format::Msb}, Named{"lsb", Format::Lsb},
            Named{"nib2", Format::Nib2}, Named{"u16", Format::U16}, Named{"u16le", Format::U16le}};
        for (const Named& named : kNamed) {
            if (named.name == format) return part.format = named.format, true;
        }
        const bool isXor = format.starts_with("xor("), isSum = format.starts_with("sum7(");
        if (!(isXor || isSum) || !format.ends_with(')')) return false;
        const std::size_t open = isXor ? 4 : 5;
        const auto first = wholeNumber(format.substr(open, format.size() - open - 1), 0, 255);
        part.kind = Part::Kind::Checksum;
        part.format = isXor ? Format::Xor : Format::Sum7;
        part.digits = first.value_or(0);
        return first.has_value();
    }

    /// What can only be said of the whole: fields that run into each other, checksums that start behind themselves.
    void checkWhole() {
        const auto& parts = m_made.m_parts;
        const bool text = m_made.m_coding == MessageTemplate::Coding::Text;
        for (std::size_t i = 0; i < parts.size() && !m_problem; ++i) {
            m_at = m_begins[i];
            const bool fixedWidth = parts[i].format == Format::Padded || parts[i].format == Format::Hex;
            const bool fieldNext = i + 1 < parts.size() && parts[i + 1].kind != Part::Kind::Literal;
            if (text && parts[i].kind == Part::Kind::Field && !fixedWidth && fieldNext)
                fail("field \"" + parts[i].text + "\" runs into the next", "part them by a character, or give the first a width (03d, 02X)");
            if (text && parts[i].format == Format::Rest && i + 1 < parts.size())
                fail("field \"" + parts[i].text + "\" takes the rest, yet something follows", "put it last");
            const std::size_t before = text ? 0 : m_made.bytesOf(0, i);
            if (parts[i].kind == Part::Kind::Checksum && static_cast<std::size_t>(parts[i].digits) >= before)
                fail("checksum \"" + parts[i].text + "\" starts at byte " + std::to_string(parts[i].digits) + ", behind itself",
                     "count the first byte as 0");
        }
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    std::size_t m_boundary = static_cast<std::size_t>(-1);  ///< a literal here starts a new part: a group begins or ends
    bool m_inGroup = false;
    std::vector<std::size_t> m_begins;  ///< where each part begins
    MessageTemplate m_made;
    std::optional<Problem> m_problem;
};

Result<MessageTemplate> MessageTemplate::parse(Coding coding, std::string_view source) { return TemplateParser(coding, source).parse(); }

std::vector<std::string> MessageTemplate::fieldNames() const {
    std::vector<std::string> names;
    for (const Part& part : m_parts) {
        if (part.kind == Part::Kind::Field && std::find(names.begin(), names.end(), part.text) == names.end()) names.push_back(part.text);
    }
    return names;
}

bool MessageTemplate::hasField(std::string_view name) const {
    return std::any_of(m_parts.begin(), m_parts.end(), [&](const Part& part) { return part.kind == Part::Kind::Field && part.text == name; });
}

bool MessageTemplate::hasChecksum() const {
    return std::any_of(m_parts.begin(), m_parts.end(), [](const Part& part) { return part.kind == Part::Kind::Checksum; });
}

}  // namespace detent::profiles
