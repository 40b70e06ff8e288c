// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/message_template.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detent::profiles {

/// What was read of one message or group: whole fields, and slices of numbers until all of them are there.
struct FoundFields {
    struct Slices {
        std::uint64_t bits = 0, mask = 0;
        int count = 0;
        FieldForm form;  ///< its scaling alone: the slices are of the number as it is written
    };
    FieldValues values;
    std::map<std::string, Slices> slices;

    /// False where it contradicts what was found.
    bool add(const std::string& name, const FieldValue& value);
    bool addSlice(const std::string& name, const FieldForm& form, std::uint64_t slice);
    bool add(const FoundFields& other);
    /// The whole fields, with the numbers whose slices cover them from bit 0. nullopt where slices and whole differ.
    std::optional<FieldValues> whole() const;
};

/// Messages of bytes: parts one behind the other, sizes and checksums once the rest is there. Pure; any thread.
class ByteMessage {
public:
    using Part = MessageTemplate::Part;
    using Parts = std::vector<Part>;

    explicit ByteMessage(const MessageTemplate& pattern) : m_pattern(pattern) {}
    Result<std::string> encode(const std::vector<FieldValues>& groups) const;
    std::vector<FieldValues> decode(std::string_view message) const;

    /// Bytes of one part; nullopt where there may be any number.
    static std::optional<std::size_t> width(const Part& part);
    static std::optional<std::size_t> width(const Parts& parts, std::size_t from, std::size_t to);

private:
    /// The parts that repeat, outermost.
    struct Group {
        std::size_t begin, end;
    };
    Group group() const;

    const MessageTemplate& m_pattern;
};

}  // namespace detent::profiles
