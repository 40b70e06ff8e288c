// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/json_node.h"

namespace detent::profiles {
namespace {

const nlohmann::json kNothing;

}  // namespace

bool JsonNode::has(const char* key) const {
    return m_value->is_object() && m_value->contains(key);
}

JsonNode JsonNode::operator[](const char* key) const {
    return {has(key) ? m_value->at(key) : kNothing, childPointer(m_pointer, key)};
}

std::vector<JsonNode> JsonNode::items() const {
    std::vector<JsonNode> nodes;
    if (!m_value->is_array()) return nodes;
    for (std::size_t i = 0; i < m_value->size(); ++i) nodes.emplace_back(m_value->at(i), childPointer(m_pointer, i));
    return nodes;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::members() const {
    std::vector<std::pair<std::string, JsonNode>> nodes;
    if (!m_value->is_object()) return nodes;
    for (const auto& member : m_value->items())
        nodes.emplace_back(member.key(), JsonNode(member.value(), childPointer(m_pointer, member.key())));
    return nodes;
}

std::string JsonNode::text(std::string fallback) const {
    return m_value->is_string() ? m_value->get<std::string>() : fallback;
}
double JsonNode::number(double fallback) const {
    return m_value->is_number() ? m_value->get<double>() : fallback;
}
std::int64_t JsonNode::whole(std::int64_t fallback) const {
    return m_value->is_number_integer() ? m_value->get<std::int64_t>() : fallback;
}
bool JsonNode::flag(bool fallback) const {
    return m_value->is_boolean() ? m_value->get<bool>() : fallback;
}

std::vector<double> JsonNode::numbers() const {
    std::vector<double> out;
    for (const JsonNode& item : items()) out.push_back(item.number());
    return out;
}

}  // namespace detent::profiles
