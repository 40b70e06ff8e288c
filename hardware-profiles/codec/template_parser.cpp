// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/byte_message.h"
#include "hardware-profiles/codec/field_form.h"
#include "hardware-profiles/codec/field_wire.h"
#include "hardware-profiles/codec/message_template.h"
#include "hardware-profiles/codec/osc_message.h"
#include "hardware-profiles/profile/number_text.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace detent::profiles {
namespace {

constexpr const char* kTextFormats = "use none, d, .1f, 03d, g, 02X, w, rest or a checksum; docs/formats/profile.md lists them";
constexpr const char* kByteFormats = "use none, n, u8, u14, s16le, nib2, 13..7, f32, 03d, bytes or a checksum such as xor8(1); docs/formats/profile.md lists them";
constexpr const char* kBitFormats = "use a number of bits (4) or which of them (13..7)";
constexpr const char* kOpenGroup = "the group's \"(\" is never closed";
constexpr const char* kFreeGroup = "a group beside a field of any number of bytes";
constexpr const char* kOscFormats = "use i, h, f, d, s or b";

std::string asSeen(char c) { return static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : std::string("?"); }

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
        if (m_made.m_coding == Coding::Bytes) bytes();
        else if (m_made.m_coding == Coding::Text) text();
        else osc();
        if (m_problem) return *m_problem;
        return std::move(m_made);
    }

private:
    using Part = MessageTemplate::Part;
    using Kind = Part::Kind;
    using Form = FieldForm::Kind;
    using Coding = MessageTemplate::Coding;

    Problem fault(const std::string& what, const std::string& remedy) const {
        return {Fault::NotSo, what + " (character " + std::to_string(m_at + 1) + ")", remedy};
    }
    void fail(const std::string& what, const std::string& remedy) {
        if (!m_problem) m_problem = fault(what, remedy);
    }
    void failAt(std::size_t at, const std::string& what, const std::string& remedy) {
        m_at = at;
        fail(what, remedy);
    }
    bool goesOn() const { return !m_problem && m_at < m_source.size(); }
    std::string_view rest() const { return m_source.substr(m_at); }

    void literal(std::vector<Part>& parts, char byte) {
        const bool joins = !parts.empty() && parts.back().kind == Kind::Literal && parts.size() != m_boundary;
        if (!joins) add(parts, Part{}, m_at);
        parts.back().text += byte;
    }

    void add(std::vector<Part>& parts, Part part, std::size_t at) {
        if (&parts == &m_made.m_parts) m_begins.push_back(at);
        parts.push_back(std::move(part));
    }

    // --- Text ---

    void text() {
        while (goesOn()) textPart(m_made.m_parts);
        if (!m_problem) checkText();
    }

    void textPart(std::vector<Part>& parts) {
        const char c = m_source[m_at];
        if (rest().starts_with("{{") || rest().starts_with("}}")) {
            literal(parts, c);
            m_at += 2;
        } else if (c == '{') {
            const std::size_t at = m_at;
            if (auto part = field(readTextForm, kTextFormats)) add(parts, std::move(*part), at);
        } else if (c == '}') {
            fail("a \"}\" without its \"{\"", "write }} for a literal brace");
        } else if (c == '\n' || c == '\r' || c == '\0') {
            fail("a line end within a message", "leave line ends to framing");
        } else {
            literal(parts, c);
            ++m_at;
        }
    }

    /// "{name*factor+offset:format}", read up to its brace.
    std::optional<Part> field(bool (*readForm)(std::string_view, FieldForm&), const char* formats) {
        const std::size_t close = m_source.find('}', m_at);
        if (close == std::string_view::npos) return fail("a \"{\" that is never closed", "end the field with \"}\""), std::nullopt;
        const std::string_view body = m_source.substr(m_at + 1, close - m_at - 1);
        auto read = FieldText::read(body);
        if (!read)
            return fail("\"{" + std::string(body) + "}\" is not a field",
                        "name it with a lower-case letter first, then letters and digits; a factor and an offset may follow: {value*100+5:d}"),
                   std::nullopt;
        Part part;
        part.kind = read->name == "size" ? Kind::Size : Kind::Field;
        part.text = read->name;
        part.form = read->form;
        if (const auto check = ChecksumForm::read(read->format); check && !part.form.isScaled) {
            part.kind = Kind::Checksum;
            part.text = check->algorithm;
            part.from = check->from;
        } else if (!readForm(read->name == "block" || read->name == "payload" ? blockFormat(read->format) : read->format, part.form)) {
            return fail("field \"" + read->name + "\" has an unknown format \"" + read->format + "\"", formats), std::nullopt;
        }
        m_at = close + 1;
        return part;
    }

    std::string_view blockFormat(const std::string& format) const {
        return format.empty() && m_made.m_coding == Coding::Bytes ? std::string_view("bytes") : std::string_view(format);
    }

    /// Fields that run into each other, and what follows the rest.
    void checkText() {
        const auto& parts = m_made.m_parts;
        for (std::size_t i = 0; i < parts.size() && !m_problem; ++i) {
            const FieldForm& form = parts[i].form;
            const bool fixedWidth = (form.kind == Form::Whole || form.kind == Form::Hex) && form.isExact;
            const bool fieldNext = i + 1 < parts.size() && parts[i + 1].kind != Kind::Literal;
            const std::string name = "field \"" + parts[i].text + "\" ";
            if (parts[i].kind == Kind::Size)
                failAt(m_begins[i], name + "counts bytes, and this is text", "give the field another name");
            if (parts[i].kind == Kind::Field && !fixedWidth && fieldNext)
                failAt(m_begins[i], name + "runs into the next", "part them by a character, or give the first a width (03d, 02X)");
            if (form.kind == Form::Rest && i + 1 < parts.size() && parts[i].kind == Kind::Field)
                failAt(m_begins[i], name + "takes the rest, yet something follows", "put it last");
        }
    }

    // --- Bytes ---

    void bytes() {
        while (goesOn()) bytePart(m_made.m_parts, m_made.m_groupBegin, m_made.m_groupEnd);
        if (!m_problem && m_openGroup) fail(kOpenGroup, "end it with \")\"");
        if (!m_problem) checkBytes(m_made.m_parts, m_begins);
        if (!m_problem && m_made.m_groupEnd > m_made.m_groupBegin && !ByteMessage::width(m_made.m_parts, 0, m_made.m_parts.size()))
            failAt(m_begins[m_made.m_groupBegin], kFreeGroup, "give the field a number: bytes(8)");
        if (!m_problem) checkSlices(m_made.m_parts);
    }

    /// `groupBegin` and `groupEnd` are those of what the part stands in.
    void bytePart(std::vector<Part>& parts, std::size_t& groupBegin, std::size_t& groupEnd) {
        const char c = m_source[m_at];
        const std::size_t at = m_at;
        if (c == ' ') {
            ++m_at;
        } else if (c == '{') {
            if (auto part = byteField()) add(parts, std::move(*part), at);
        } else if (c == '\'') {
            quoted(parts);
        } else if (c == '[') {
            bits(parts);
        } else if (c == '<') {
            packedPart(parts);
        } else if (c == '(') {
            openGroup(parts, groupBegin);
        } else if (c == ')') {
            closeGroup(parts, groupBegin, groupEnd);
        } else if (const int high = hexDigit(c); high >= 0 && m_at + 1 < m_source.size() && m_source[m_at + 1] == '{') {
            ++m_at;
            halfByte(parts, high);
        } else if (const int low = m_at + 1 < m_source.size() ? hexDigit(m_source[m_at + 1]) : -1; high >= 0 && low >= 0) {
            literal(parts, static_cast<char>(high * 16 + low));
            m_at += 2;
        } else {
            fail("\"" + asSeen(c) + "\" is not a byte", "write bytes as two hex digits (F0), characters in single quotes, and fields in braces");
        }
    }

    std::optional<Part> byteField() {
        const std::string_view body = rest().substr(1, std::min(rest().find('}'), rest().size()) - 1);
        if (body.ends_with(":n"))
            return fail("field \"" + std::string(body.substr(0, body.size() - 2)) + "\" is a nibble without its first digit",
                        "write a hex digit and the field: B{channel:n}"),
                   std::nullopt;
        return field(readByteForm, kByteFormats);
    }

    /// "B{channel:n}": four literal bits and a field of four.
    void halfByte(std::vector<Part>& parts, int high) {
        const std::size_t at = m_at;
        auto part = field([](std::string_view format, FieldForm& form) { return format == "n" ? readBitForm("4", form) : readByteForm(format, form); },
                          kByteFormats);
        if (!part) return;
        if (part->form.kind != Form::Slice || !part->form.isExact)
            return failAt(at, "field \"" + part->text + "\" is half a byte but lacks the format n", "write a hex digit and the field: B{channel:n}");
        Part byte;
        byte.kind = Kind::Bits;
        Part digit;
        for (int bit = 3; bit >= 0; --bit) digit.text += (high >> bit) & 1 ? '1' : '0';
        byte.inner = {digit, *part};
        add(parts, std::move(byte), at);
    }

    void quoted(std::vector<Part>& parts) {
        const std::size_t end = m_source.find('\'', m_at + 1);
        if (end == std::string_view::npos) return fail("a \"'\" that is never closed", "end the characters with \"'\"");
        if (end == m_at + 1) return fail("no characters between the quotes", "put some there, or take the quotes out");
        for (++m_at; m_at < end; ++m_at) literal(parts, m_source[m_at]);
        m_at = end + 1;
    }

    void bits(std::vector<Part>& parts) {
        const std::size_t begin = m_at++;
        Part byte;
        byte.kind = Kind::Bits;
        std::size_t count = 0;
        while (goesOn() && m_source[m_at] != ']') {
            const char c = m_source[m_at];
            if (c == '0' || c == '1') {
                if (byte.inner.empty() || byte.inner.back().kind != Kind::Literal) byte.inner.push_back(Part{});
                byte.inner.back().text += c;
                ++count, ++m_at;
            } else if (c == '{') {
                auto part = field(readBitForm, kBitFormats);
                if (!part) return;
                count += static_cast<std::size_t>(part->form.high - part->form.low + 1);
                byte.inner.push_back(std::move(*part));
            } else if (c == ' ') {
                ++m_at;
            } else {
                return fail("\"" + asSeen(c) + "\" is not a bit", "write 0, 1 and fields of bits between [ and ]");
            }
        }
        if (m_problem) return;
        if (m_at >= m_source.size()) return failAt(begin, "a \"[\" that is never closed", "end the bits with \"]\"");
        if (count == 0 || count % 8 != 0 || count > 64)
            return failAt(begin, std::to_string(count) + " bits make no whole bytes", "fill up to 8, 16 or more, 64 at most, with 0 where nothing stands");
        ++m_at;
        add(parts, std::move(byte), begin);
    }

    void packedPart(std::vector<Part>& parts) {
        const std::size_t begin = m_at++;
        const std::size_t end = std::min(m_source.find_first_of(" >", m_at), m_source.size());
        Part part;
        part.kind = Kind::Packed;
        if (!readPacking(m_source.substr(m_at, end - m_at), part))
            return fail("\"" + std::string(m_source.substr(m_at, end - m_at)) + "\" is no packing", "use nib, nible, nib+60, pack7, pack7r, hex, lhex or phex");
        if (++m_depth > 4) return fail("packings within packings within packings", "flatten them");
        m_at = end;
        const std::size_t boundary = std::exchange(m_boundary, static_cast<std::size_t>(-1));
        std::vector<std::size_t> begins;
        while (goesOn() && m_source[m_at] != '>') {
            const std::size_t at = m_at, count = part.inner.size();
            bytePart(part.inner, part.groupBegin, part.groupEnd);
            if (part.inner.size() > count) begins.push_back(at);
        }
        m_boundary = boundary;
        --m_depth;
        if (m_problem) return;
        if (m_at >= m_source.size()) return failAt(begin, "a \"<\" that is never closed", "end the packing with \">\"");
        if (m_openGroup == &part.inner) return fail(kOpenGroup, "end it with \")\" before the packing ends");
        if (part.inner.empty()) return failAt(begin, "nothing is packed", "put bytes or fields between the packing and \">\"");
        ++m_at;
        checkBytes(part.inner, begins);
        if (part.hasGroup() && !ByteMessage::width(part.inner, 0, part.inner.size()))
            return failAt(begin, kFreeGroup, "give the field a number: bytes(8)");
        add(parts, std::move(part), begin);
    }

    void openGroup(const std::vector<Part>& parts, std::size_t& begin) {
        if (std::exchange(m_hasGroup, true)) return fail("a second group", "a message has one group at most");
        begin = m_boundary = parts.size();
        m_openGroup = &parts;
        ++m_at;
    }

    void closeGroup(const std::vector<Part>& parts, std::size_t begin, std::size_t& end) {
        if (m_openGroup != &parts) return fail("a \")\" without its \"(\"", "open the group first");
        if (parts.size() == begin) return fail("an empty group", "put the repeated fields between ( and )");
        end = m_boundary = parts.size();
        m_openGroup = nullptr;
        ++m_at;
    }

    /// What is cut into slices is one number, scaled in one way.
    void checkSlices(const std::vector<Part>& parts) {
        for (const Part& part : parts) {
            checkSlices(part.inner);
            const bool isSlice = part.kind == Kind::Field && part.form.kind == Form::Slice && !part.form.isExact;
            if (!isSlice) continue;
            const auto scaling = std::pair(part.form.factor, part.form.offset);
            if (m_scalings.emplace(part.text, scaling).first->second != scaling)
                fail("the slices of field \"" + part.text + "\" are scaled in different ways", "give each the same factor and offset");
        }
    }

    /// One part at most has any number of bytes; checksums start before themselves.
    void checkBytes(const std::vector<Part>& parts, const std::vector<std::size_t>& begins) {
        std::size_t before = 0;
        bool free = false;
        for (std::size_t i = 0; i < parts.size() && !m_problem; ++i) {
            const auto width = ByteMessage::width(parts[i]);
            if (!width && std::exchange(free, true))
                failAt(begins[i], "a second part of any number of bytes", "give one of them a number: bytes(8)");
            if (parts[i].kind == Kind::Checksum && static_cast<std::size_t>(parts[i].from) >= before && !free)
                failAt(begins[i], "checksum \"" + parts[i].text + "\" starts at byte " + std::to_string(parts[i].from) + ", behind itself",
                       "count the first byte as 0");
            if (parts[i].kind == Kind::Size && (!width || parts[i].form.kind == Form::Float))
                failAt(begins[i], "the size has no format of whole numbers", "give it one: {size:u8}");
            before += width.value_or(0);
        }
    }

    // --- OSC ---

    void osc() {
        if (m_source.front() != '/') return fail("an OSC address begins with \"/\"", "write it first: /output/{n}/faderlin {code:f}");
        while (goesOn() && m_source[m_at] != ' ') textPart(m_made.m_parts);
        if (!m_problem) checkText();
        while (goesOn()) {
            if (m_source[m_at] == ' ') ++m_at;
            else argument();
        }
    }

    void argument() {
        if (m_made.m_arguments.size() >= 32) return fail("more than 32 arguments", "leave some out");
        if (m_source[m_at] == '{') {
            if (auto part = field(readOscForm, kOscFormats)) m_made.m_arguments.push_back(std::move(*part));
            if (!m_problem && m_made.m_arguments.back().kind != Kind::Field) fail("an OSC argument is no checksum and no size", kOscFormats);
            return;
        }
        const bool isQuoted = m_source[m_at] == '\'';
        const std::size_t end = isQuoted ? m_source.find('\'', m_at + 1) : std::min(m_source.find(' ', m_at), m_source.size());
        if (end == std::string_view::npos) return fail("a \"'\" that is never closed", "end the word with \"'\"");
        const std::string_view word = isQuoted ? m_source.substr(m_at + 1, end - m_at - 1) : m_source.substr(m_at, end - m_at);
        Part part;
        part.form.oscType = isQuoted ? 's' : literalType(word);
        if (part.form.oscType == ' ')
            return fail("\"" + std::string(word.substr(0, 40)) + "\" is no OSC argument", "write a number, a word in single quotes, T, F, N, I or a field");
        part.text = literalBytes(word, part.form.oscType);
        m_made.m_arguments.push_back(std::move(part));
        m_at = end + (isQuoted ? 1 : 0);
    }

    static char literalType(std::string_view word) {
        if (word.size() == 1 && std::string_view("TFNI").find(word.front()) != std::string_view::npos) return word.front();
        std::string_view number = word;
        const auto value = takeNumber(number);
        if (!value || !number.empty() || std::abs(*value) > 2e9) return ' ';
        return word.find('.') == std::string_view::npos ? 'i' : 'f';
    }

    static std::string literalBytes(std::string_view word, char type) {
        std::string out;
        if (type == 's') {
            out = std::string(word);
            do out += '\0';
            while (out.size() % 4 != 0);
        }
        if (type != 'i' && type != 'f') return out;
        const double value = *takeNumber(word);
        const std::uint32_t bits = type == 'f' ? std::bit_cast<std::uint32_t>(static_cast<float>(value)) : static_cast<std::uint32_t>(static_cast<std::int32_t>(value));
        for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((bits >> shift) & 0xFF);
        return out;
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    std::size_t m_boundary = static_cast<std::size_t>(-1);  ///< a literal here starts a new part: a group begins or ends
    bool m_hasGroup = false;
    const std::vector<Part>* m_openGroup = nullptr;         ///< the parts among which it stands; null: none is open
    int m_depth = 0;
    std::map<std::string, std::pair<double, double>> m_scalings;
    std::vector<std::size_t> m_begins;  ///< where each part begins
    MessageTemplate m_made;
    std::optional<Problem> m_problem;
};

Result<MessageTemplate> MessageTemplate::parse(Coding coding, std::string_view source) { return TemplateParser(coding, source).parse(); }

}  // namespace detent::profiles
