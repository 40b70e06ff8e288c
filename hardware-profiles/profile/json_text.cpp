// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/json_text.h"

#include <algorithm>
#include <set>

namespace detent::profiles {
namespace {

using nlohmann::json;

constexpr std::size_t kMostBytes = 1u << 20, kMostValues = 50'000, kLongestText = 2000, kMostFaults = 100;
constexpr int kMostDepth = 32;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Hears only where the text stops being JSON.
struct Syntax : json::json_sax_t {
    std::size_t offset = 0;
    std::string message;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&, const json::exception& error) override {
        offset = position > 0 ? position - 1 : 0;
        message = error.what();
        return false;
    }
};

/// What the library says after "[id] parse error at line 1, column 2: ", without its copy of the text.
std::string plainSyntaxMessage(std::string what) {
    const std::size_t column = what.find(", column ");
    const std::size_t cut = column == std::string::npos ? what.find("] ") : what.find(": ", column);
    if (cut != std::string::npos) what.erase(0, cut + 2);
    const std::size_t copy = what.find("; last read: '"), goesOn = what.rfind("'; expected");
    if (copy != std::string::npos)
        what.erase(copy, goesOn == std::string::npos || goesOn < copy ? goesOn : goesOn + 1 - copy);
    return what;
}

std::string syntaxRemedy(std::string_view text, std::size_t offset, const std::string& message) {
    if (message.find("UTF-8") != std::string::npos) return "save the file as UTF-8";
    if (message.find("number overflow") != std::string::npos) return "give a number that a computer can hold";
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "the file is empty";
    if (offset >= text.size()) return "a bracket or a quote is never closed";
    const char here = text[offset];
    const std::size_t before = offset == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", offset - 1);
    const char previous = before == std::string_view::npos ? '\0' : text[before];
    if ((here == '}' || here == ']') && previous == ',') return "remove the comma before it";
    if (here == '/' || here == '#') return "JSON has no comments; put the words into \"notes\"";
    if (here == '\'') return "write texts in double quotes";
    if (here == 'N' || here == 'I' || message.find("after '-'") != std::string::npos)
        return "numbers are digits; JSON has no NaN or Infinity";
    if (here == '"' || here == '{' || here == '[') return "a comma is missing before it, or it does not belong here";
    return "mend the JSON here";
}

std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key) out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return out;
}

}  // namespace

std::string childPointer(const std::string& pointer, std::string_view key) {
    return pointer + "/" + escaped(key);
}
std::string childPointer(const std::string& pointer, std::size_t index) {
    return pointer + "/" + std::to_string(index);
}

/// Walks text that is known to be JSON. Most documents have no fault, so it walks once to see whether there is anything to say,
/// and only then again to note where each value begins.
class JsonScanner {
public:
    JsonScanner(JsonText& into, bool isNoting) : m_into(into), m_text(into.m_text), m_isNoting(isNoting) {
        if (m_text.starts_with(kByteOrderMark)) m_at = kByteOrderMark.size();
    }

    void walk() { value("", 0); }
    bool foundAnything() const { return m_found; }
    /// False where the document, or a text in it, is too deep or too large to be a profile.
    bool isReadable() const { return !m_stop && !m_tooLong; }  // the schema's patterns take stack for each byte

private:
    void space() { m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size()); }

    void found(std::size_t at, const std::string& pointer, const std::string& message) {
        m_found = true;
        if (m_isNoting) m_into.faultAt(at, pointer, message);
    }

    void stop(const std::string& pointer, const std::string& message) {
        found(m_at, pointer, message);
        m_stop = true;
    }

    std::string string() {
        const std::size_t start = m_at++;
        while (m_text[m_at] != '"') m_at += m_text[m_at] == '\\' ? 2 : 1;
        ++m_at;
        const std::string_view quoted = m_text.substr(start, m_at - start);
        if (quoted.find('\\') == std::string_view::npos) return std::string(quoted.substr(1, quoted.size() - 2));
        return json::parse(quoted, nullptr, false).get<std::string>();
    }

    template <typename Key>
    std::string child(const std::string& pointer, const Key& key) const {
        return m_isNoting ? childPointer(pointer, key) : std::string();
    }

    void value(const std::string& pointer, int depth) {
        space();
        if (depth > kMostDepth) return stop(pointer, "values are nested more than 32 deep; no profile needs that");
        if (++m_values > kMostValues)
            return stop(pointer, "the file has more than 50000 values; no profile needs that");
        if (m_isNoting) m_into.m_offsets.emplace(pointer, m_at);
        const char opens = m_text[m_at];
        if (opens == '{') return object(pointer, depth);
        if (opens == '[') return array(pointer, depth);
        if (opens != '"') {
            m_at = std::min(m_text.find_first_of(",]} \t\r\n", m_at), m_text.size());
            return;
        }
        const std::size_t start = m_at;
        if (string().size() <= kLongestText) return;
        found(start, pointer, "the text is longer than 2000 bytes; shorten it or move it to the documents");
        m_tooLong = true;
    }

    void object(const std::string& pointer, int depth) {
        std::set<std::string> keys;
        for (++m_at, space(); m_text[m_at] != '}' && !m_stop; space()) {
            if (m_text[m_at] == ',') ++m_at, space();
            std::string key = string();
            const std::string member = child(pointer, key);
            space();
            ++m_at;  // the colon
            space();
            const std::string opening = m_isNoting ? key.substr(0, 40) : std::string();
            if (!keys.insert(std::move(key)).second) found(m_at, member, "\"" + opening + "\" is said twice; keep one of them");
            value(member, depth + 1);
        }
        ++m_at;
    }

    void array(const std::string& pointer, int depth) {
        std::size_t index = 0;
        for (++m_at, space(); m_text[m_at] != ']' && !m_stop; space()) {
            if (m_text[m_at] == ',') ++m_at;
            value(child(pointer, index++), depth + 1);
        }
        ++m_at;
    }

    JsonText& m_into;
    std::string_view m_text;
    bool m_isNoting;
    std::size_t m_at = 0, m_values = 0;
    bool m_stop = false, m_tooLong = false, m_found = false;
};

JsonText::JsonText(std::string_view text) : m_text(text) {
    Syntax syntax;
    if (text.size() > kMostBytes) {
        faultAt(0, "", "the file is larger than 1 MiB; no profile needs that");
    } else if (!json::sax_parse(text, &syntax)) {
        const std::string message = plainSyntaxMessage(syntax.message);
        faultAt(syntax.offset, "", message + "; " + syntaxRemedy(text, syntax.offset, message));
    } else {
        m_isJson = true;
        JsonScanner scanner(*this, false);
        scanner.walk();
        if (scanner.foundAnything()) noteOffsets();
        if (scanner.isReadable()) m_root = json::parse(text, nullptr, false);
    }
}

/// Once; what it finds of faults it finds again.
void JsonText::noteOffsets() {
    if (!m_isJson || !m_offsets.empty()) return;
    JsonScanner(*this, true).walk();
}

void JsonText::faultAt(std::size_t offset, const std::string& pointer, const std::string& message) {
    m_faults.emplace(std::pair(pointer, message), std::min(offset, m_text.size()));
}

void JsonText::fault(const std::string& pointer, const std::string& message) {
    faultAt(offsetOf(pointer), pointer, message);
}

std::size_t JsonText::offsetOf(std::string pointer) {
    noteOffsets();
    for (;; pointer.erase(pointer.rfind('/'))) {
        if (const auto at = m_offsets.find(pointer); at != m_offsets.end()) return at->second;
        if (pointer.empty()) return 0;
    }
}

bool JsonText::hasFaults(const std::string& pointer) const {
    const auto at = m_faults.lower_bound({pointer, ""}), inside = m_faults.lower_bound({pointer + "/", ""});
    return (at != m_faults.end() && at->first.first == pointer) ||
           (inside != m_faults.end() && inside->first.first.starts_with(pointer + "/"));
}

std::vector<ProfileFault> JsonText::faults() const {
    struct Found {
        std::size_t offset;
        std::string pointer, message;
    };
    std::vector<Found> ordered;
    for (const auto& [words, offset] : m_faults) ordered.push_back({offset, words.first, words.second});
    std::stable_sort(ordered.begin(), ordered.end(), [](const Found& a, const Found& b) { return a.offset < b.offset; });
    if (ordered.size() > kMostFaults) ordered.resize(kMostFaults);
    std::vector<ProfileFault> out;
    int line = 1, column = 1;
    std::size_t at = m_text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    for (const Found& found : ordered) {
        for (; at < found.offset; ++at) {
            const bool ends = m_text[at] == '\n';
            const bool continues = (static_cast<unsigned char>(m_text[at]) & 0xC0) == 0x80;  // within one UTF-8 character
            line += ends ? 1 : 0;
            column = ends ? 1 : continues ? column : column + 1;
        }
        out.push_back({line, column, found.pointer, found.message});
    }
    return out;
}

}  // namespace detent::profiles
