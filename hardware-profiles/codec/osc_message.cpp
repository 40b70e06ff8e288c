// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/osc_message.h"

#include "hardware-profiles/codec/field_wire.h"
#include "hardware-profiles/codec/text_message.h"
#include "hardware-profiles/profile/number_text.h"

#include <bit>
#include <cmath>

namespace detent::profiles {
namespace {

constexpr std::string_view kBundle("#bundle\0", 8);
constexpr int kDeepestBundle = 4;

std::string oscPadded(std::string text) {
    do text += '\0';
    while (text.size() % 4 != 0);
    return text;
}

std::string bigEndian(std::uint64_t bits, int bytes) {
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>((bits >> shift) & 0xFF);
    return out;
}

std::uint64_t fromBigEndian(std::string_view bytes) {
    std::uint64_t bits = 0;
    for (const char c : bytes) bits = bits << 8 | static_cast<std::uint8_t>(c);
    return bits;
}

struct OscArgument {
    char type = ' ';
    FieldValue value;
};

/// An OSC message taken apart.
struct OscParts {
    std::string address;
    std::vector<OscArgument> arguments;
};

class OscReader {
public:
    explicit OscReader(std::string_view message) : m_rest(message) {}

    std::optional<OscParts> read() {
        OscParts parts;
        const auto address = text();
        if (!address || !address->starts_with('/')) return std::nullopt;
        parts.address = *address;
        if (m_rest.empty()) return parts;  // older senders leave the tags out where there are no arguments
        const auto tags = text();
        if (!tags || !tags->starts_with(',')) return std::nullopt;
        for (const char type : tags->substr(1)) {
            auto value = argument(type);
            if (!value) return std::nullopt;
            parts.arguments.push_back({type, std::move(*value)});
        }
        return m_rest.empty() ? std::optional(std::move(parts)) : std::nullopt;
    }

private:
    std::optional<std::string_view> take(std::size_t count) {
        if (m_rest.size() < count) return std::nullopt;
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }

    std::optional<std::string> text() {
        const std::size_t end = m_rest.find('\0');
        if (end == std::string_view::npos) return std::nullopt;
        const auto all = take((end / 4 + 1) * 4);
        return all ? std::optional(std::string(all->substr(0, end))) : std::nullopt;
    }

    std::optional<FieldValue> argument(char type) {
        switch (type) {
            case 'i': return number(4, [](std::uint64_t bits) { return FieldValue(std::int64_t{static_cast<std::int32_t>(bits)}); });
            case 'h': return number(8, [](std::uint64_t bits) { return FieldValue(static_cast<std::int64_t>(bits)); });
            case 'f': return number(4, [](std::uint64_t bits) { return FieldValue(double{std::bit_cast<float>(static_cast<std::uint32_t>(bits))}); });
            case 'd': return number(8, [](std::uint64_t bits) { return FieldValue(std::bit_cast<double>(bits)); });
            case 'T': return FieldValue(std::int64_t{1});
            case 'F': return FieldValue(std::int64_t{0});
            case 'N':
            case 'I': return FieldValue(std::string());
            case 's':
            case 'S': {
                auto word = text();
                return word ? std::optional(FieldValue(std::move(*word))) : std::nullopt;
            }
            case 'b': {
                const auto size = take(4);
                const auto bytes = size ? take((fromBigEndian(*size) + 3) / 4 * 4) : std::nullopt;
                return bytes ? std::optional(FieldValue(std::string(*bytes))) : std::nullopt;
            }
            case 't': return number(8, [](std::uint64_t) { return FieldValue(std::string()); });
            default: return std::nullopt;
        }
    }

    template <typename Make>
    std::optional<FieldValue> number(std::size_t bytes, const Make& make) {
        const auto taken = take(bytes);
        if (!taken) return std::nullopt;
        FieldValue value = make(fromBigEndian(*taken));
        const auto read = numberOf(value);
        return read && !std::isfinite(*read) ? std::nullopt : std::optional(std::move(value));
    }

    std::string_view m_rest;
};

Result<std::string> argumentBytes(const MessageTemplate::Part& part, const FieldValue& given, char& type) {
    const FieldValue value = scaledBy(part.form, given);
    const auto whole = wholeOf(value);
    const auto number = numberOf(value);
    switch (part.form.oscType) {
        case 'i':
            if (whole && *whole >= INT32_MIN && *whole <= INT32_MAX) return bigEndian(static_cast<std::uint64_t>(*whole), 4);
            return unfit(part.text, given, "whole numbers of 32 bits");
        case 'h':
            if (whole) return bigEndian(static_cast<std::uint64_t>(*whole), 8);
            return unfit(part.text, given, "whole numbers");
        case 'b':
            if (!whole || *whole < 0 || *whole > 1) return unfit(part.text, given, "0 or 1");
            type = *whole == 1 ? 'T' : 'F';
            return std::string();
        case 'f':
            if (number && std::abs(*number) < 3e38) return bigEndian(std::bit_cast<std::uint32_t>(static_cast<float>(*number)), 4);
            return unfit(part.text, given, "numbers");
        case 'd':
            if (number && std::isfinite(*number)) return bigEndian(std::bit_cast<std::uint64_t>(*number), 8);
            return unfit(part.text, given, "numbers");
        default: break;
    }
    const auto* word = std::get_if<std::string>(&value);
    if (!word && !whole) return unfit(part.text, given, "words");
    return oscPadded(word ? *word : std::to_string(*whole));
}

/// What a part without a field stands for: its bytes are in `text`.
bool isLiteral(const MessageTemplate::Part& part) { return part.kind == MessageTemplate::Part::Kind::Literal; }

std::optional<OscArgument> literalOf(const MessageTemplate::Part& part) {
    std::string tags = "/";
    tags = oscPadded(tags) + oscPadded(std::string(",") + part.form.oscType) + part.text;
    auto parts = OscReader(tags).read();
    return parts && parts->arguments.size() == 1 ? std::optional(parts->arguments.front()) : std::nullopt;
}

void collectMessages(std::string_view packet, int depth, std::vector<std::string>& out) {
    if (!packet.starts_with(kBundle)) {
        out.emplace_back(packet);
        return;
    }
    packet.remove_prefix(std::min<std::size_t>(packet.size(), 16));
    while (packet.size() >= 4 && depth < kDeepestBundle) {
        const std::uint64_t size = fromBigEndian(packet.substr(0, 4));
        packet.remove_prefix(4);
        if (size > packet.size()) return;
        collectMessages(packet.substr(0, size), depth + 1, out);
        packet.remove_prefix(size);
    }
}

}  // namespace

Result<std::string> OscMessage::encode(const FieldValues& fields) const {
    const auto address = encodeText(m_pattern.m_parts, fields, m_pattern.m_source);
    if (!address) return address;
    std::string tags = ",", arguments;
    for (const MessageTemplate::Part& part : m_pattern.m_arguments) {
        char type = part.form.oscType;
        if (isLiteral(part)) {
            arguments += part.text;
        } else {
            const auto at = fields.find(part.text);
            if (at == fields.end())
                return Problem{Fault::Usage, "message \"" + m_pattern.m_source + "\" has no value for its field \"" + part.text + "\"",
                               "give it among the control's args or the params"};
            const auto bytes = argumentBytes(part, at->second, type);
            if (!bytes) return bytes;
            arguments += *bytes;
        }
        tags += type;
    }
    return oscPadded(*address) + oscPadded(tags) + arguments;
}

bool OscMessage::decode(std::string_view message, FieldValues& found) const {
    const auto parts = OscReader(message).read();
    if (!parts || parts->arguments.size() != m_pattern.m_arguments.size()) return false;
    if (!decodeText(m_pattern.m_parts, parts->address, found)) return false;
    for (std::size_t i = 0; i < parts->arguments.size(); ++i) {
        const MessageTemplate::Part& part = m_pattern.m_arguments[i];
        const OscArgument& said = parts->arguments[i];
        if (isLiteral(part)) {
            const auto wanted = literalOf(part);
            if (!wanted || !sameValue(wanted->value, said.value)) return false;
            if (!numberOf(said.value) && wanted->type != said.type) return false;
            continue;
        }
        if (!part.text.starts_with("any") && (part.form.oscType == 's') == numberOf(said.value).has_value()) return false;
        const FieldValue value = unscaledBy(part.form, said.value);
        const auto [at, isNew] = found.emplace(part.text, value);
        if (!isNew && !sameValue(at->second, value)) return false;
    }
    return true;
}

std::vector<std::string> oscMessages(std::string_view packet) {
    std::vector<std::string> all, good;
    collectMessages(packet, 0, all);
    for (std::string& message : all) {
        if (OscReader(message).read()) good.push_back(std::move(message));
    }
    return good;
}

std::optional<std::string> oscText(std::string_view message) {
    const auto parts = OscReader(message).read();
    if (!parts) return std::nullopt;
    std::string text = parts->address;
    for (const OscArgument& argument : parts->arguments) {
        const auto* word = std::get_if<std::string>(&argument.value);
        const bool isTag = std::string_view("TFNI").find(argument.type) != std::string_view::npos;
        text += ' ';
        if (isTag) text += argument.type;
        else if (argument.type == 'f') text += withoutTrailingZeros(significantText(*numberOf(argument.value), 7));
        else text += word ? (argument.type == 'b' ? "blob" : *word) : shortestText(*numberOf(argument.value));
    }
    return text;
}

}  // namespace detent::profiles
