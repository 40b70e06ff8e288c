// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/text_message.h"

#include "hardware-profiles/codec/checksum.h"
#include "hardware-profiles/codec/field_wire.h"
#include "hardware-profiles/codec/packing.h"

#include <algorithm>

namespace detent::profiles {
namespace {

using TextPart = MessageTemplate::Part;
using TextKind = TextPart::Kind;

/// In text a checksum is hex digits.
std::string textChecksum(const TextPart& part, std::string_view before) {
    const std::size_t from = std::min(before.size(), static_cast<std::size_t>(part.from));
    return packed(Packing::Hex, 0, checksumOf(part.text, before.substr(from)));
}

}  // namespace

Result<std::string> encodeText(const std::vector<TextPart>& parts, const FieldValues& fields, const std::string& source) {
    std::string out;
    for (const TextPart& part : parts) {
        if (part.kind == TextKind::Literal) {
            out += part.text;
        } else if (part.kind == TextKind::Checksum) {
            out += textChecksum(part, out);
        } else {
            const auto at = fields.find(part.text);
            if (at == fields.end())
                return Problem{Fault::Usage, "message \"" + source + "\" has no value for its field \"" + part.text + "\"",
                               "give it among the control's args or the params"};
            const auto written = TextWire::encode(part, at->second);
            if (!written) return written;
            out += *written;
        }
    }
    return out;
}

bool decodeText(const std::vector<TextPart>& parts, std::string_view message, FieldValues& found) {
    const std::string_view whole = message;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const TextPart& part = parts[i];
        const std::string expected = part.kind == TextKind::Literal    ? part.text
                                     : part.kind == TextKind::Checksum ? textChecksum(part, whole.substr(0, whole.size() - message.size()))
                                                                       : std::string();
        if (part.kind != TextKind::Field) {
            if (!message.starts_with(expected)) return false;
            message.remove_prefix(expected.size());
            continue;
        }
        const char stop = i + 1 < parts.size() && parts[i + 1].kind == TextKind::Literal ? parts[i + 1].text.front() : '\0';
        auto value = TextWire::take(part, message, stop);
        if (!value) return false;
        const auto [at, isNew] = found.emplace(part.text, *value);
        if (!isNew && !sameValue(at->second, *value)) return false;
    }
    return message.empty();
}

}  // namespace detent::profiles
