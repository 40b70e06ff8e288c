// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/json_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace detent::profiles {

/// One value of a document and its pointer. What is absent or of another kind reads as the fallback: the schema has said so.
class JsonNode {
public:
    JsonNode(const nlohmann::json& value, std::string pointer) : m_value(&value), m_pointer(std::move(pointer)) {}

    const std::string& pointer() const { return m_pointer; }
    bool has(const char* key) const;
    JsonNode operator[](const char* key) const;
    std::vector<JsonNode> items() const;
    std::vector<std::pair<std::string, JsonNode>> members() const;

    bool isText() const { return m_value->is_string(); }
    bool isNumber() const { return m_value->is_number(); }
    std::string text(std::string fallback = {}) const;
    double number(double fallback = 0) const;
    std::int64_t whole(std::int64_t fallback = 0) const;
    int small(int fallback) const { return static_cast<int>(whole(fallback)); }
    bool flag(bool fallback) const;
    std::vector<double> numbers() const;

    /// The place of this word in `words`, as an enumerator; the schema has checked that it is one of them.
    template <typename Enum>
    Enum oneOf(std::initializer_list<const char*> words) const {
        const std::string word = text();
        int index = 0;
        for (const char* known : words) {
            if (word == known) return static_cast<Enum>(index);
            ++index;
        }
        return Enum{};
    }

private:
    const nlohmann::json* m_value;
    std::string m_pointer;
};

}  // namespace detent::profiles
