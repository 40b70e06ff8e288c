// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/byte_message.h"

#include "hardware-profiles/codec/checksum.h"
#include "hardware-profiles/codec/field_wire.h"
#include "hardware-profiles/codec/packing.h"

#include <algorithm>

namespace detent::profiles {
namespace {

using Part = MessageTemplate::Part;
using Parts = std::vector<Part>;
using PartKind = Part::Kind;

constexpr const char* kPayload = "payload";

std::uint64_t pieceMask(const FieldForm& form) { return (std::uint64_t{1} << (form.high - form.low + 1)) - 1; }

bool saysSizeIn(const Part& part) {
    return part.kind == PartKind::Size || std::any_of(part.inner.begin(), part.inner.end(), [](const Part& piece) { return piece.kind == PartKind::Size; });
}

/// The parts as they follow each other when those from `begin` to `end` come so often: `see(part, group)`, with `count` for
/// what stands outside the group.
template <typename See>
void eachPart(const Parts& parts, std::size_t begin, std::size_t end, std::size_t count, const See& see) {
    for (std::size_t i = 0; i < begin; ++i) see(parts[i], count);
    for (std::size_t group = 0; group < count; ++group) {
        for (std::size_t i = begin; i < end; ++i) see(parts[i], group);
    }
    for (std::size_t i = end; i < parts.size(); ++i) see(parts[i], count);
}

/// How often the group came in so many bytes; nullopt where they make no whole groups.
std::optional<std::size_t> groupsIn(const Parts& parts, std::size_t begin, std::size_t end, std::size_t size) {
    const std::size_t group = *ByteMessage::width(parts, begin, end);
    const std::size_t outside = *ByteMessage::width(parts, 0, begin) + *ByteMessage::width(parts, end, parts.size());
    if (size < outside + group || (size - outside) % group != 0) return std::nullopt;
    return (size - outside) / group;
}

/// One part of a message and what fills it.
struct Filled {
    const Part* part;
    const FieldValues* fields;
};

class Writer {
public:
    Writer(std::string source, const std::vector<FieldValues>& groups) : m_source(std::move(source)), m_groups(groups) {}

    Result<std::string> write(const Parts& parts, std::size_t begin, std::size_t end) {
        std::vector<Filled> items;
        eachPart(parts, begin, end, begin < end ? m_groups.size() : 0,
                 [&](const Part& part, std::size_t group) { items.push_back({&part, &m_groups[group < m_groups.size() ? group : 0]}); });
        return write(items);
    }

private:
    Result<std::string> write(const std::vector<Filled>& items) {
        for (const Filled& item : items) {
            const auto bytes = partOf(item);
            if (!bytes) return bytes.problem();
            if (item.part->text == kPayload && item.part->kind == PartKind::Field) m_payload = bytes->size();
            m_begins.push_back(m_out.size());
            m_out += *bytes;
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!saysSizeIn(*items[i].part)) continue;
            const std::size_t width = *ByteMessage::width(*items[i].part), behind = m_out.size() - m_begins[i] - width;
            const auto bytes = sizeOf(items[i], m_payload.value_or(behind));
            if (!bytes) return bytes.problem();
            m_out.replace(m_begins[i], width, *bytes);
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Part& part = *items[i].part;
            if (part.kind != PartKind::Checksum) continue;
            const std::size_t from = std::min(m_begins[i], static_cast<std::size_t>(part.from));
            const std::string sum = checksumOf(part.text, std::string_view(m_out).substr(from, m_begins[i] - from));
            m_out.replace(m_begins[i], sum.size(), sum);
        }
        return std::move(m_out);
    }

    Result<FieldValue> valueOf(const Part& part, const FieldValues& fields) const {
        const auto at = fields.find(part.text);
        if (at != fields.end()) return at->second;
        return Problem{Fault::Usage, "message \"" + m_source + "\" has no value for its field \"" + part.text + "\"",
                       "give it among the control's args or the params"};
    }

    Result<std::string> partOf(const Filled& item) const {
        const Part& part = *item.part;
        if (part.kind == PartKind::Literal) return part.text;
        if (part.kind == PartKind::Packed) return packedOf(item);
        if (saysSizeIn(part) || part.kind == PartKind::Checksum) return std::string(*ByteMessage::width(part), '\0');
        if (part.kind == PartKind::Bits) return bitsOf(item, 0);
        const auto value = valueOf(part, *item.fields);
        return value ? ByteWire::encode(part, *value) : value.problem();
    }

    Result<std::string> packedOf(const Filled& item) const {
        const std::vector<FieldValues> own = {*item.fields};
        const auto plain = Writer(m_source, item.part->hasGroup() ? m_groups : own).write(item.part->inner, item.part->groupBegin, item.part->groupEnd);
        if (!plain) return plain;
        return packed(item.part->packing, item.part->base, *plain);
    }

    Result<std::string> sizeOf(const Filled& item, std::size_t size) const {
        const auto number = static_cast<std::int64_t>(size);
        return item.part->kind == PartKind::Bits ? bitsOf(item, number) : ByteWire::encode(*item.part, number);
    }

    Result<std::string> bitsOf(const Filled& item, std::int64_t size) const {
        std::string bits, out;
        for (const Part& piece : item.part->inner) {
            if (piece.kind == PartKind::Literal) {
                bits += piece.text;
                continue;
            }
            const auto given = piece.kind == PartKind::Size ? Result<FieldValue>(size) : valueOf(piece, *item.fields);
            if (!given) return given.problem();
            const auto whole = wholeOf(scaledBy(piece.form, *given));
            const auto mask = static_cast<std::int64_t>(pieceMask(piece.form));
            if (!whole || *whole < 0 || (piece.form.isExact && *whole > mask)) return unfit(piece.text, *given, "0 to " + std::to_string(mask));
            for (int bit = piece.form.high; bit >= piece.form.low; --bit) bits += (*whole >> bit) & 1 ? '1' : '0';
        }
        for (std::size_t i = 0; i + 8 <= bits.size(); i += 8) {
            unsigned byte = 0;
            for (std::size_t bit = 0; bit < 8; ++bit) byte = byte * 2 + (bits[i + bit] == '1' ? 1 : 0);
            out += static_cast<char>(byte);
        }
        return out;
    }

    std::string m_source, m_out;
    const std::vector<FieldValues>& m_groups;
    std::vector<std::size_t> m_begins;
    std::optional<std::size_t> m_payload;
};

/// One part of a message and where what it says goes.
struct Taken {
    const Part* part;
    FoundFields* found;
};

class Taker {
public:
    /// `groups`: where what stands within a group goes.
    Taker(std::string_view message, std::vector<FoundFields>& groups) : m_message(message), m_groups(groups) {}

    bool take(const Parts& parts, std::size_t begin, std::size_t end, FoundFields& outside) {
        if (begin < end) {
            const auto count = groupsIn(parts, begin, end, m_message.size());
            if (!count) return false;
            m_groups.resize(*count);
        }
        std::vector<Taken> items;
        const std::size_t count = begin < end ? m_groups.size() : 0;
        eachPart(parts, begin, end, count, [&](const Part& part, std::size_t group) { items.push_back({&part, group < count ? &m_groups[group] : &outside}); });
        return take(items);
    }

private:
    bool take(const std::vector<Taken>& items) {
        std::size_t fixed = 0;
        for (const Taken& item : items) fixed += ByteMessage::width(*item.part).value_or(0);
        if (fixed > m_message.size()) return false;
        m_free = m_message.size() - fixed;
        const auto isFree = [](const Taken& item) { return !ByteMessage::width(*item.part); };
        if (m_free > 0 && std::none_of(items.begin(), items.end(), isFree)) return false;
        const auto isPayload = [](const Taken& item) { return item.part->kind == PartKind::Field && item.part->text == kPayload; };
        const auto payload = std::find_if(items.begin(), items.end(), isPayload);
        if (payload != items.end()) m_payload = ByteMessage::width(*payload->part).value_or(m_free);
        return std::all_of(items.begin(), items.end(), [this](const Taken& item) { return one(item); });
    }

    bool one(const Taken& item) {
        const Part& part = *item.part;
        const std::size_t width = ByteMessage::width(part).value_or(m_free);
        const std::string_view here = m_message.substr(m_at, width), before = m_message.substr(0, m_at);
        m_at += width;
        const auto size = static_cast<std::int64_t>(m_payload.value_or(m_message.size() - m_at));
        switch (part.kind) {
            case PartKind::Literal: return here == part.text;
            case PartKind::Checksum: return here == checksumOf(part.text, before.substr(std::min(before.size(), static_cast<std::size_t>(part.from))));
            case PartKind::Packed: return unpack(part, here, *item.found);
            case PartKind::Bits: return bits(part, here, *item.found, size);
            case PartKind::Size: {
                const auto expected = ByteWire::encode(part, size);
                return expected && *expected == here;
            }
            case PartKind::Field: break;
        }
        const auto value = ByteWire::decode(part, here);
        if (!value) return false;
        if (part.form.kind != FieldForm::Kind::Slice) return item.found->add(part.text, *value);
        return item.found->addSlice(part.text, part.form, static_cast<std::uint64_t>(std::get<std::int64_t>(*value)));
    }

    bool unpack(const Part& part, std::string_view here, FoundFields& found) {
        const auto plain = unpacked(part.packing, part.base, here);
        if (!plain || packed(part.packing, part.base, *plain) != here) return false;
        return Taker(*plain, m_groups).take(part.inner, part.groupBegin, part.groupEnd, found);
    }

    static bool bits(const Part& part, std::string_view here, FoundFields& found, std::int64_t size) {
        std::string bits;
        for (const char c : here) {
            for (int bit = 7; bit >= 0; --bit) bits += (static_cast<std::uint8_t>(c) >> bit) & 1 ? '1' : '0';
        }
        std::size_t at = 0;
        for (const Part& piece : part.inner) {
            const std::size_t count = piece.kind == PartKind::Literal ? piece.text.size() : static_cast<std::size_t>(piece.form.high - piece.form.low + 1);
            const std::string here2 = bits.substr(at, count);
            at += count;
            if (piece.kind == PartKind::Literal) {
                if (here2 != piece.text) return false;
                continue;
            }
            std::uint64_t value = 0;
            for (const char bit : here2) value = value * 2 + (bit == '1' ? 1 : 0);
            if (!bitField(piece, value, found, size)) return false;
        }
        return true;
    }

    static bool bitField(const Part& piece, std::uint64_t value, FoundFields& found, std::int64_t size) {
        if (piece.kind == PartKind::Size) {
            const auto expected = wholeOf(scaledBy(piece.form, size));
            return expected && *expected >= 0 && ((static_cast<std::uint64_t>(*expected) >> piece.form.low) & pieceMask(piece.form)) == value;
        }
        if (!piece.form.isExact) return found.addSlice(piece.text, piece.form, value);
        return found.add(piece.text, unscaledBy(piece.form, static_cast<std::int64_t>(value)));
    }

    std::string_view m_message;
    std::vector<FoundFields>& m_groups;
    std::size_t m_at = 0, m_free = 0;
    std::optional<std::size_t> m_payload;
};

}  // namespace

bool FoundFields::add(const std::string& name, const FieldValue& value) {
    const auto [known, isNew] = values.emplace(name, value);
    return isNew || sameValue(known->second, value);
}

bool FoundFields::addSlice(const std::string& name, const FieldForm& form, std::uint64_t slice) {
    Slices& all = slices[name];
    const std::uint64_t mask = pieceMask(form) << form.low, bits = slice << form.low;
    if ((all.bits & mask) != (bits & all.mask)) return false;
    all.bits |= bits, all.mask |= mask;
    all.form.isScaled = form.isScaled, all.form.factor = form.factor, all.form.offset = form.offset;
    ++all.count;
    return true;
}

bool FoundFields::add(const FoundFields& other) {
    for (const auto& [name, value] : other.values) {
        if (!add(name, value)) return false;
    }
    for (const auto& [name, more] : other.slices) {
        Slices& all = slices[name];
        if ((all.bits & more.mask) != (more.bits & all.mask)) return false;
        all.bits |= more.bits, all.mask |= more.mask, all.count += more.count;
        all.form = more.form;
    }
    return true;
}

std::optional<FieldValues> FoundFields::whole() const {
    FieldValues out = values;
    for (const auto& [name, some] : slices) {
        const auto known = values.find(name);
        if (known == values.end()) {
            const bool covers = some.count > 1 && (some.mask & (some.mask + 1)) == 0;
            if (covers) out[name] = unscaledBy(some.form, static_cast<std::int64_t>(some.bits));
            continue;
        }
        const auto number = wholeOf(scaledBy(some.form, known->second));
        if (!number || *number < 0 || (static_cast<std::uint64_t>(*number) & some.mask) != some.bits) return std::nullopt;
    }
    return out;
}

std::optional<std::size_t> ByteMessage::width(const Part& part) {
    switch (part.kind) {
        case PartKind::Literal: return part.text.size();
        case PartKind::Checksum: return checksumSize(part.text);
        case PartKind::Bits: {
            std::size_t bits = 0;
            for (const Part& piece : part.inner)
                bits += piece.kind == PartKind::Literal ? piece.text.size() : static_cast<std::size_t>(piece.form.high - piece.form.low + 1);
            return bits / 8;
        }
        case PartKind::Packed: {
            if (part.hasGroup()) return std::nullopt;
            const auto plain = width(part.inner, 0, part.inner.size());
            return plain ? std::optional(packedSize(part.packing, *plain)) : std::nullopt;
        }
        default: return ByteWire::width(part.form);
    }
}

std::optional<std::size_t> ByteMessage::width(const Parts& parts, std::size_t from, std::size_t to) {
    std::size_t sum = 0;
    for (std::size_t i = from; i < to; ++i) {
        const auto one = width(parts[i]);
        if (!one) return std::nullopt;
        sum += *one;
    }
    return sum;
}

ByteMessage::Group ByteMessage::group() const {
    const std::size_t count = m_pattern.m_parts.size();
    return m_pattern.m_groupEnd > m_pattern.m_groupBegin ? Group{m_pattern.m_groupBegin, m_pattern.m_groupEnd} : Group{count, count};
}

Result<std::string> ByteMessage::encode(const std::vector<FieldValues>& groups) const {
    return Writer(m_pattern.m_source, groups).write(m_pattern.m_parts, group().begin, group().end);
}

std::vector<FieldValues> ByteMessage::decode(std::string_view message) const {
    FoundFields outside;
    std::vector<FoundFields> groups;
    if (!Taker(message, groups).take(m_pattern.m_parts, group().begin, group().end, outside)) return {};
    if (!m_pattern.hasGroup()) groups.resize(1);
    std::vector<FieldValues> out;
    for (FoundFields& one : groups) {
        if (!one.add(outside)) return {};
        auto whole = one.whole();
        if (!whole) return {};
        out.push_back(std::move(*whole));
    }
    return out;
}

}  // namespace detent::profiles
