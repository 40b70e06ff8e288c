// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/message_template.h"

#include "hardware-profiles/codec/byte_message.h"
#include "hardware-profiles/codec/field_wire.h"
#include "hardware-profiles/codec/osc_message.h"
#include "hardware-profiles/codec/text_message.h"

#include <algorithm>
#include <cassert>

namespace detent::profiles {
namespace {

template <typename Visit>
bool anyPart(const std::vector<MessageTemplate::Part>& parts, const Visit& visit) {
    return std::any_of(parts.begin(), parts.end(), [&](const MessageTemplate::Part& part) { return visit(part) || anyPart(part.inner, visit); });
}

}  // namespace

Result<std::string> MessageTemplate::encode(const FieldValues& fields) const { return encodeTogether({fields}); }

Result<std::string> MessageTemplate::encodeTogether(const std::vector<FieldValues>& groups) const {
    assert(!groups.empty() && (hasGroup() || groups.size() == 1));
    if (m_coding == Coding::Bytes) return ByteMessage(*this).encode(groups);
    if (m_coding == Coding::Osc) return OscMessage(*this).encode(groups.front());
    return encodeText(m_parts, groups.front(), m_source);
}

std::optional<FieldValues> MessageTemplate::decode(std::string_view message) const {
    auto all = decodeTogether(message);
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
}

std::vector<FieldValues> MessageTemplate::decodeTogether(std::string_view message) const {
    if (m_parts.empty()) return {};
    if (m_coding == Coding::Bytes) return ByteMessage(*this).decode(message);
    FieldValues found;
    const bool fits = m_coding == Coding::Osc ? OscMessage(*this).decode(message, found) : decodeText(m_parts, message, found);
    return fits ? std::vector{std::move(found)} : std::vector<FieldValues>{};
}

bool MessageTemplate::hasGroup() const {
    return m_groupEnd > m_groupBegin || anyPart(m_parts, [](const Part& part) { return part.hasGroup(); });
}

std::optional<std::size_t> MessageTemplate::fixedSize() const {
    return hasGroup() || m_coding != Coding::Bytes ? std::nullopt : ByteMessage::width(m_parts, 0, m_parts.size());
}

std::optional<FieldValue> MessageTemplate::filler(std::string_view field) const {
    std::optional<FieldValue> found;
    const auto fill = [&](const Part& part) {
        if (part.kind != Part::Kind::Field || part.text != field) return false;
        const bool bytes = part.form.kind == FieldForm::Kind::Bytes, rest = part.form.kind == FieldForm::Kind::Rest;
        if (bytes || rest) found = std::string(bytes ? static_cast<std::size_t>(part.form.width) : 1, bytes ? '\0' : '0');
        else found = unscaledBy(part.form, std::int64_t{0});
        return true;
    };
    if (!anyPart(m_parts, fill)) anyPart(m_arguments, fill);
    return found;
}

std::optional<std::size_t> MessageTemplate::sizeBefore(std::string_view field) const {
    const auto isIt = [&](const Part& part) { return part.kind == Part::Kind::Field && part.text == field; };
    const auto at = std::find_if(m_parts.begin(), m_parts.end(), isIt);
    return at == m_parts.end() ? std::nullopt : ByteMessage::width(m_parts, 0, static_cast<std::size_t>(at - m_parts.begin()));
}

std::string MessageTemplate::opening() const {
    return m_parts.empty() || m_parts.front().kind != Part::Kind::Literal ? std::string() : m_parts.front().text;
}

const MessageTemplate::Part* MessageTemplate::endingPart() const {
    for (auto part = m_parts.rbegin(); part != m_parts.rend(); ++part) {
        if (part->kind == Part::Kind::Literal) return &*part;
        if (!ByteMessage::width(*part)) break;
    }
    return nullptr;
}

std::string MessageTemplate::ending() const {
    const Part* part = endingPart();
    return part && !fixedSize() ? part->text : std::string();
}

std::size_t MessageTemplate::behindEnding() const {
    const Part* part = endingPart();
    if (!part || fixedSize()) return 0;
    return *ByteMessage::width(m_parts, static_cast<std::size_t>(part - m_parts.data()) + 1, m_parts.size());
}

std::optional<std::int64_t> MessageTemplate::sizeSaid(std::string_view start) const {
    FoundFields found;
    std::size_t at = 0;
    const auto scale = [](const Part& part, std::int64_t value) { return unscaledBy(part.form, value); };
    for (const Part& part : m_parts) {
        const auto width = ByteMessage::width(part);
        if (!width) break;
        if (start.size() < at + *width) return std::nullopt;
        const std::string_view here = start.substr(at, *width);
        at += *width;
        if (part.kind == Part::Kind::Size) {
            const auto value = ByteWire::decode(part, here);
            const bool slice = part.form.kind == FieldForm::Kind::Slice;
            if (!value || !(slice ? found.addSlice("size", part.form, static_cast<std::uint64_t>(std::get<std::int64_t>(*value))) : found.add("size", *value)))
                return std::nullopt;
        } else if (part.kind == Part::Kind::Bits) {
            std::uint64_t bits = 0;
            for (const char c : here) bits = bits << 8 | static_cast<std::uint8_t>(c);
            std::size_t left = *width * 8;
            for (const Part& piece : part.inner) {
                left -= piece.kind == Part::Kind::Literal ? piece.text.size() : static_cast<std::size_t>(piece.form.high - piece.form.low + 1);
                if (piece.kind != Part::Kind::Size) continue;
                const std::uint64_t value = (bits >> left) & ((std::uint64_t{1} << (piece.form.high - piece.form.low + 1)) - 1);
                if (!(piece.form.isExact ? found.add("size", scale(piece, static_cast<std::int64_t>(value))) : found.addSlice("size", piece.form, value)))
                    return std::nullopt;
            }
        }
    }
    const auto whole = found.whole();
    if (!whole || !whole->contains("size")) return std::nullopt;
    return wholeOf(whole->at("size"));
}

bool MessageTemplate::saysSize() const {
    for (const Part& part : m_parts) {
        if (!ByteMessage::width(part)) return false;
        if (part.kind == Part::Kind::Size || anyPart(part.inner, [](const Part& piece) { return piece.kind == Part::Kind::Size; })) return true;
    }
    return false;
}

std::vector<std::string> MessageTemplate::fieldNames() const {
    std::vector<std::string> names;
    const auto collect = [&](const Part& part) {
        if (part.kind == Part::Kind::Field && std::find(names.begin(), names.end(), part.text) == names.end()) names.push_back(part.text);
        return false;
    };
    anyPart(m_parts, collect);
    anyPart(m_arguments, collect);
    return names;
}

bool MessageTemplate::hasField(std::string_view name) const {
    const auto isIt = [&](const Part& part) { return part.kind == Part::Kind::Field && part.text == name; };
    return anyPart(m_parts, isIt) || anyPart(m_arguments, isIt);
}

bool MessageTemplate::hasChecksum() const {
    return anyPart(m_parts, [](const Part& part) { return part.kind == Part::Kind::Checksum; });
}

}  // namespace detent::profiles
