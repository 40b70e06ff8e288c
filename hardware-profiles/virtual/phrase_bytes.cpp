// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of bytes. At most one piece of a level has no size of its own, so that what the others leave is that piece's.
#include "hardware-profiles/virtual/phrase.h"

#include <algorithm>
#include <cmath>

namespace detent::virt {
namespace {

using Kind = Token::Kind;
using Form = Shape::Kind;
using profiles::FieldValue;

unsigned byteAt(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

int bitsOf(const Token& token) {
    if (token.kind == Kind::Literal) return static_cast<int>(token.text.size());
    return token.shape.kind == Form::Slice ? token.shape.high - token.shape.low + 1 : token.shape.unitBits;
}

std::optional<std::size_t> sizeOf(const Tokens& tokens);

std::optional<std::size_t> sizeOf(const Token& token) {
    const auto width = static_cast<std::size_t>(token.shape.width);
    switch (token.kind) {
        case Kind::Literal:
            return token.text.size();
        case Kind::Check:
            return checkOf(token.text, {})->size();
        case Kind::Group:
            return std::nullopt;
        case Kind::Bits: {
            int bits = 0;
            for (const Token& bit : token.inner) bits += bitsOf(bit);
            return static_cast<std::size_t>(bits + 7) / 8;
        }
        case Kind::Packed: {
            const auto plain = sizeOf(token.inner);
            return plain ? std::optional(packedSize(token.text, *plain)) : std::nullopt;
        }
        default:
            break;
    }
    if (token.shape.kind == Form::Slice && !token.shape.isText) return 1;
    if (token.shape.kind == Form::Raw && width == 0) return std::nullopt;
    return width;
}

std::optional<std::size_t> sizeOf(const Tokens& tokens) {
    std::size_t sum = 0;
    for (const Token& token : tokens) {
        const auto size = sizeOf(token);
        if (!size) return std::nullopt;
        sum += *size;
    }
    return sum;
}

/// What the pieces that have a size take together.
std::size_t sizedPart(const Tokens& tokens) {
    std::size_t sum = 0;
    for (const Token& token : tokens) sum += sizeOf(token).value_or(0);
    return sum;
}

// --- Hearing ---

class BytesHeard {
public:
    std::vector<Found> groups;
    Found outer;

    bool level(const Tokens& tokens, std::string_view bytes) {
        const std::size_t sized = sizedPart(tokens);
        if (bytes.size() < sized) return false;
        const bool isAll = sizeOf(tokens).has_value();
        if (isAll && bytes.size() != sized) return false;
        std::size_t at = 0;
        std::vector<Said> said;
        Found slices;
        std::swap(said, m_said);
        std::swap(slices, m_sizeSlices);
        const bool fits =
            sequence(tokens, bytes, at, bytes.size() - sized, outer) && at == bytes.size() && sizesAreTrue(bytes.size());
        std::swap(said, m_said);
        std::swap(slices, m_sizeSlices);
        return fits;
    }

private:
    struct Said {
        std::int64_t size = 0;
        std::size_t end = 0;
    };

    bool sizesAreTrue(std::size_t total) const {
        const auto slices = m_sizeSlices.fields();
        if (!slices) return false;
        if (const auto size = slices->find("size"); size != slices->end() && m_payload && numberIn(size->second) != static_cast<double>(*m_payload))
            return false;
        return std::all_of(m_said.begin(), m_said.end(), [&](const Said& said) {
            return said.size == static_cast<std::int64_t>(m_payload ? *m_payload : total - said.end);
        });
    }

    bool sequence(const Tokens& tokens, std::string_view bytes, std::size_t& at, std::size_t spare, Found& found) {
        for (const Token& token : tokens) {
            const std::size_t size = sizeOf(token).value_or(spare);
            if (at + size > bytes.size()) return false;
            if (!piece(token, bytes, at, size, found)) return false;
            at += size;
        }
        return true;
    }

    bool piece(const Token& token, std::string_view bytes, std::size_t at, std::size_t size, Found& found) {
        const auto part = bytes.substr(at, size);
        switch (token.kind) {
            case Kind::Literal:
                return part == token.text;
            case Kind::Check:
                return token.from <= at && checkOf(token.text, bytes.substr(token.from, at - token.from)) == part;
            case Kind::Bits:
                return bits(token, part, at + size, found);
            case Kind::Packed: {
                const auto plain = unpacked(token.text, token.shape.base, part);
                return plain && level(token.inner, *plain);
            }
            case Kind::Group:
                return group(token, bytes, at, size);
            default:
                return field(token, part, at + size, found);
        }
    }

    bool group(const Token& token, std::string_view bytes, std::size_t at, std::size_t size) {
        const auto each = sizeOf(token.inner);
        if (!each || *each == 0 || size == 0 || size % *each) return false;
        for (const std::size_t end = at + size; at < end;) {
            Found one;
            if (!sequence(token.inner, bytes, at, 0, one)) return false;
            groups.push_back(std::move(one));
        }
        return true;
    }

    bool field(const Token& token, std::string_view part, std::size_t end, Found& found) {
        if (token.shape.kind == Form::Slice && !token.shape.isText) {
            const auto bits = sliceIn(token.shape, byteAt(part, 0));
            return bits && (token.kind == Kind::Size ? m_sizeSlices : found).putSlice(token, *bits);
        }
        const auto wire = byteFieldIn(token, part);
        if (!wire) return false;
        if (token.text == "payload") m_payload = part.size();
        return keep(token, *wire, end, found);
    }

    bool keep(const Token& token, const FieldValue& wire, std::size_t end, Found& found) {
        const FieldValue value = unscaledBy(token, wire);
        if (token.kind != Kind::Size) return found.put(token.text, value);
        m_said.push_back({static_cast<std::int64_t>(std::llround(numberIn(value).value_or(-1))), end});
        return true;
    }

    bool bits(const Token& token, std::string_view part, std::size_t end, Found& found) {
        std::size_t bit = 0;
        const auto take = [&](int count) {
            std::int64_t number = 0;
            for (; count > 0; --count, ++bit) number = number << 1 | ((byteAt(part, bit / 8) >> (7 - bit % 8)) & 1);
            return number;
        };
        for (const Token& one : token.inner) {
            const std::int64_t number = take(bitsOf(one));
            if (one.kind == Kind::Literal) {
                if (number != static_cast<std::int64_t>(std::stoll(one.text, nullptr, 2))) return false;
            } else if (one.shape.kind == Form::Slice) {
                const auto slice = sliceIn(one.shape, number);
                if (!slice || !(one.kind == Kind::Size ? m_sizeSlices : found).putSlice(one, *slice)) return false;
            } else if (!keep(one, FieldValue(number), end, found)) {
                return false;
            }
        }
        return true;
    }

    std::vector<Said> m_said;
    Found m_sizeSlices;
    std::optional<std::size_t> m_payload;
};

// --- Saying ---

class BytesSaid {
public:
    explicit BytesSaid(const std::vector<Fields>& groups) : m_groups(groups) {}

    std::optional<std::string> whole(const Tokens& tokens) {
        std::string bytes;
        return level(tokens, bytes) ? std::optional(bytes) : std::nullopt;
    }

private:
    /// What is said twice, because how long it is stands at its beginning.
    struct Level {
        bool isFirst = true;
        std::size_t total = 0, at = 0;
        std::vector<std::size_t> ends;  // of its sizes
        std::optional<std::size_t> payload;
    };

    bool level(const Tokens& tokens, std::string& out) {
        Level outer;
        std::swap(outer, m_level);
        bool fits = pieces(tokens, out);
        if (fits && !m_level.ends.empty()) {
            m_level.total = out.size();
            m_level.isFirst = false;
            out.clear();
            fits = pieces(tokens, out);
        }
        std::swap(outer, m_level);
        return fits;
    }

    bool pieces(const Tokens& tokens, std::string& out) {
        return std::all_of(tokens.begin(), tokens.end(),
                           [&](const Token& token) { return piece(token, m_groups.front(), out); });
    }

    /// Of a size that ends there; the first time 0.
    std::int64_t sizeAt(std::size_t end) {
        if (m_level.isFirst) return m_level.ends.push_back(end), 0;
        const std::size_t from = m_level.ends[m_level.at++];
        return static_cast<std::int64_t>(m_level.payload.value_or(m_level.total - from));
    }

    bool put(std::string& out, const std::optional<std::string>& bytes) {
        if (bytes) out += *bytes;
        return bytes.has_value();
    }

    bool piece(const Token& token, const Fields& fields, std::string& out) {
        switch (token.kind) {
            case Kind::Literal:
                out += token.text;
                return true;
            case Kind::Check:
                return token.from <= out.size() && put(out, checkOf(token.text, std::string_view(out).substr(token.from)));
            case Kind::Bits:
                return bits(token, fields, out);
            case Kind::Packed: {
                std::string plain;
                return level(token.inner, plain) && put(out, packed(token.text, token.shape.base, plain));
            }
            case Kind::Group:
                return std::all_of(m_groups.begin(), m_groups.end(), [&](const Fields& group) {
                    return std::all_of(token.inner.begin(), token.inner.end(),
                                       [&](const Token& inner) { return piece(inner, group, out); });
                });
            case Kind::Size: {
                const std::size_t width = sizeOf(token).value_or(1);
                const std::int64_t size = sizeAt(out.size() + width);
                return put(out, m_level.isFirst ? std::string(width, 0) : byteFieldOf(token, {{"size", size}}));
            }
            default:
                break;
        }
        const auto bytes = byteFieldOf(token, fields);
        if (token.text == "payload" && bytes) m_level.payload = bytes->size();
        return put(out, bytes);
    }

    bool bits(const Token& token, const Fields& fields, std::string& out) {
        std::string row;
        std::optional<std::int64_t> size;
        for (const Token& one : token.inner) {
            if (one.kind == Kind::Literal) {
                row += one.text;
                continue;
            }
            if (one.kind == Kind::Size && !size) size = sizeAt(out.size() + sizeOf(token).value_or(1));
            auto number = one.kind == Kind::Size ? wireNumber(one, {{"size", *size}}) : wireNumber(one, fields);
            if (one.kind == Kind::Size && m_level.isFirst) number = 0;
            if (!number) return false;
            if (one.shape.kind == Form::Slice) number = sliceOf(one.shape, *number);
            const int count = bitsOf(one);
            if (*number < 0 || *number >= std::int64_t{1} << count) return false;
            for (int bit = count - 1; bit >= 0; --bit) row += (*number >> bit) & 1 ? '1' : '0';
        }
        for (std::size_t at = 0; at + 8 <= row.size(); at += 8)
            out += static_cast<char>(std::stoi(row.substr(at, 8), nullptr, 2));
        return row.size() % 8 == 0;
    }

    const std::vector<Fields>& m_groups;
    Level m_level;
};

}  // namespace

std::vector<Found> heardBytes(const Tokens& tokens, std::string_view bytes) {
    BytesHeard heard;
    if (!heard.level(tokens, bytes)) return {};
    if (heard.groups.empty()) return {heard.outer};
    for (Found& group : heard.groups) {
        if (!group.add(heard.outer)) return {};
    }
    return heard.groups;
}

std::optional<std::string> saidBytes(const Tokens& tokens, const std::vector<Fields>& groups) {
    return groups.empty() ? std::nullopt : BytesSaid(groups).whole(tokens);
}

std::optional<std::size_t> wholeSizeOf(const Tokens& tokens, std::string_view beginning) {
    std::size_t end = 0;
    for (const Token& token : tokens) {
        const auto size = sizeOf(token);
        if (!size || end + *size > beginning.size()) return std::nullopt;
        end += *size;
        const bool inBits = token.kind == Kind::Bits && std::any_of(token.inner.begin(), token.inner.end(),
                                                                    [](const Token& bit) { return bit.kind == Kind::Size; });
        if (token.kind != Kind::Size && !inBits) continue;
        std::size_t bit = 0;
        Token number = token;
        std::int64_t wire = 0;
        if (inBits) {
            const auto part = beginning.substr(end - *size, *size);
            for (const Token& one : token.inner) {
                std::int64_t bits = 0;
                for (int count = bitsOf(one); count > 0; --count, ++bit)
                    bits = bits << 1 | ((byteAt(part, bit / 8) >> (7 - bit % 8)) & 1);
                if (one.kind == Kind::Size) wire = bits, number = one;
            }
        } else {
            const auto field = byteFieldIn(token, beginning.substr(end - *size, *size));
            if (!field) return std::nullopt;
            wire = static_cast<std::int64_t>(numberIn(*field).value_or(-1));
        }
        const double said = numberIn(unscaledBy(number, FieldValue(wire))).value_or(-1);
        return said < 0 || said > 1e6 ? std::nullopt : std::optional(static_cast<std::size_t>(said));
    }
    return std::nullopt;
}

}  // namespace detent::virt
