// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/message_template.h"

#include "hardware-profiles/codec/field_wire.h"

#include <cassert>

namespace detent::profiles {
namespace {

Problem missing(const std::string& name, const std::string& source) {
    return {Fault::Usage, "message \"" + source + "\" has no value for its field \"" + name + "\"", "give it among the control's args or the params"};
}

bool agree(const FieldValue& a, const FieldValue& b) {
    const auto x = numberOf(a), y = numberOf(b);
    return x && y ? *x == *y : a == b;
}

}  // namespace

Result<std::string> MessageTemplate::encode(const FieldValues& fields) const { return encodeTogether({fields}); }

Result<std::string> MessageTemplate::encodeTogether(const std::vector<FieldValues>& groups) const {
    assert(!groups.empty() && (hasGroup() || groups.size() == 1));
    std::string out;
    std::size_t group = 0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part& part = m_parts[i];
        const bool inGroup = i >= m_groupBegin && i < m_groupEnd;
        if (part.kind == Part::Kind::Literal) {
            out += part.text;
        } else if (part.kind == Part::Kind::Checksum) {
            out += ByteWire::checksum(part, out);
        } else {
            const FieldValues& fields = groups[inGroup ? group : 0];
            const auto at = fields.find(part.text);
            if (at == fields.end()) return missing(part.text, m_source);
            const auto written = m_coding == Coding::Text ? TextWire::encode(part, at->second) : ByteWire::encode(part, at->second);
            if (!written) return written.problem();
            out += *written;
        }
        if (inGroup && i + 1 == m_groupEnd && group + 1 < groups.size()) {
            ++group;
            i = m_groupBegin - 1;  // the loop's step makes it the group's first part
        }
    }
    return out;
}

std::optional<FieldValues> MessageTemplate::decode(std::string_view message) const {
    auto all = decodeTogether(message);
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
}

std::optional<FieldValues> MessageTemplate::decodeText(std::string_view message) const {
    FieldValues found;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part& part = m_parts[i];
        if (part.kind == Part::Kind::Literal) {
            if (!message.starts_with(part.text)) return std::nullopt;
            message.remove_prefix(part.text.size());
            continue;
        }
        const char stop = i + 1 < m_parts.size() && m_parts[i + 1].kind == Part::Kind::Literal ? m_parts[i + 1].text.front() : '\0';
        auto value = TextWire::take(part, message, stop);
        if (!value) return std::nullopt;
        const auto [at, isNew] = found.emplace(part.text, *value);
        if (!isNew && !agree(at->second, *value)) return std::nullopt;
    }
    return message.empty() ? std::optional(found) : std::nullopt;
}

std::size_t MessageTemplate::bytesOf(std::size_t from, std::size_t to) const {
    std::size_t sum = 0;
    for (std::size_t i = from; i < to; ++i) sum += m_parts[i].kind == Part::Kind::Literal ? m_parts[i].text.size() : ByteWire::width(m_parts[i]);
    return sum;
}

bool MessageTemplate::decodeBytes(std::size_t from, std::size_t to, std::string_view message, std::size_t& at, FieldValues& found) const {
    for (std::size_t i = from; i < to; ++i) {
        const Part& part = m_parts[i];
        const std::size_t width = bytesOf(i, i + 1);
        const std::string_view here = message.substr(at, width);
        if (part.kind == Part::Kind::Literal && here != part.text) return false;
        if (part.kind == Part::Kind::Checksum && here != ByteWire::checksum(part, message.substr(0, at))) return false;
        if (part.kind == Part::Kind::Field) {
            const auto value = ByteWire::decode(part, here);
            if (!value) return false;
            // the halves of a 14-bit number carry a mark until both are there
            const bool half = part.format == Part::Format::Msb || part.format == Part::Format::Lsb;
            const std::string name = half ? part.text + (part.format == Part::Format::Msb ? ":msb" : ":lsb") : part.text;
            const auto [known, isNew] = found.emplace(name, FieldValue(*value));
            if (!isNew && !agree(known->second, FieldValue(*value))) return false;
        }
        at += width;
    }
    return true;
}

std::vector<FieldValues> MessageTemplate::decodeTogether(std::string_view message) const {
    if (m_parts.empty()) return {};
    if (m_coding == Coding::Text) {
        auto found = decodeText(message);
        return found ? std::vector{std::move(*found)} : std::vector<FieldValues>{};
    }
    const std::size_t head = hasGroup() ? m_groupBegin : m_parts.size();
    const std::size_t tailBegin = hasGroup() ? m_groupEnd : m_parts.size();
    const std::size_t group = bytesOf(head, tailBegin), outside = bytesOf(0, head) + bytesOf(tailBegin, m_parts.size());
    const bool fits = hasGroup() ? message.size() >= outside + group && (message.size() - outside) % group == 0 : message.size() == outside;
    if (!fits) return {};

    const std::size_t count = hasGroup() ? (message.size() - outside) / group : 1;
    FieldValues shared;
    std::size_t at = 0;
    if (!decodeBytes(0, head, message, at, shared)) return {};
    std::vector<FieldValues> found(count);
    for (FieldValues& fields : found) {
        if (!decodeBytes(head, tailBegin, message, at, fields)) return {};
    }
    if (!decodeBytes(tailBegin, m_parts.size(), message, at, shared)) return {};
    for (FieldValues& fields : found) {
        for (const auto& [name, value] : shared) {
            const auto [known, isNew] = fields.emplace(name, value);
            if (!isNew && !agree(known->second, value)) return {};
        }
        if (!ByteWire::joinHalves(fields)) return {};
    }
    return found;
}

}  // namespace detent::profiles
