// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/number_text.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>
#include <set>

namespace detent::profiles {
namespace {

class ScaleReader {
public:
    ScaleReader(const JsonNode& node, JsonText& text) : m_node(node), m_text(text) {}

    std::optional<Scale> read() {
        m_spec.law = m_node["law"].oneOf<Scale::Law>({"linear", "logarithmic", "stepped", "table"});
        m_spec.unit = m_node["unit"].text();
        m_spec.decimals = m_node["decimals"].small(0);
        m_spec.significant = m_node["significant"].small(0);
        m_spec.showPlus = m_node["showPlus"].flag(false);
        m_spec.kilo = m_node["kilo"].flag(false);
        isListed() ? positions() : ends();
        angles();
        if (m_text.hasFaults(m_node.pointer())) return std::nullopt;
        Scale scale(m_spec);
        if (isListed()) tellApart(scale);
        return m_text.hasFaults(m_node.pointer()) ? std::nullopt : std::optional(std::move(scale));
    }

private:
    bool isListed() const { return m_spec.law == Scale::Law::Stepped || m_spec.law == Scale::Law::Table; }
    void fault(const char* key, const std::string& message) { m_text.fault(m_node[key].pointer(), message); }

    void forbid(std::initializer_list<const char*> keys, const char* why) {
        for (const char* key : keys) {
            if (m_node.has(key)) fault(key, std::string("\"") + key + "\" does not belong to " + why);
        }
    }

    void ends() {
        forbid({"positions", "firstCode", "anglesDeg"},
               "a linear or logarithmic scale; take it out, or make the law stepped or table");
        for (const char* key : {"codes", "values"}) {
            if (!m_node.has(key))
                m_text.fault(m_node.pointer(), std::string("a linear or logarithmic scale needs \"") + key +
                                                   "\"; add both its ends: [least, greatest]");
        }
        const auto codes = m_node["codes"].items(), values = m_node["values"].items();
        if (codes.size() != 2 || values.size() != 2) return;
        m_spec.minCode = codes[0].whole(), m_spec.maxCode = codes[1].whole();
        m_spec.minValue = values[0].number(), m_spec.maxValue = values[1].number();
        if (m_spec.minCode >= m_spec.maxCode)
            fault("codes", "the codes do not ascend; give the least first, and turn the values round instead");
        if (m_spec.minValue == m_spec.maxValue)
            fault("values", "both ends have the same value; give the values at the two codes");
        if (m_spec.law == Scale::Law::Logarithmic && (m_spec.minValue <= 0 || m_spec.maxValue <= 0))
            fault("values", "a logarithmic scale has no zero and no sign; give two values above 0");
    }

    void positions() {
        forbid({"codes", "values"}, "a stepped or table scale; list \"positions\" instead");
        if (m_spec.law == Scale::Law::Table) forbid({"firstCode"}, "a table; give the positions codes of their own");
        if (!m_node.has("positions"))
            m_text.fault(m_node.pointer(),
                         "a stepped or table scale needs \"positions\"; list them in the order of the knob");
        Code code = m_node["firstCode"].whole(0);
        for (const JsonNode& node : m_node["positions"].items()) {
            Position position = positionFrom(node, code);
            code = position.code + 1;
            m_spec.positions.push_back(std::move(position));
        }
    }

    Position positionFrom(const JsonNode& node, Code next) {
        Position position{next, std::nullopt, {}};
        if (node.isNumber()) position.value = node.number();
        if (node.isText()) position.text = node.text();
        if (node.has("value")) position.value = node["value"].number();
        if (node.has("text")) position.text = node["text"].text();
        if (node.has("code")) position.code = node["code"].whole();
        const bool stepped = m_spec.law == Scale::Law::Stepped;
        if (!position.value && position.text.empty())
            m_text.fault(node.pointer(), "the position has neither value nor text; give one of them");
        if (stepped && !position.value)
            m_text.fault(node.pointer(), "a word has no place on a stepped scale; make the law table");
        if (stepped && node.has("code"))
            m_text.fault(node["code"].pointer(),
                         "a stepped scale counts its codes from firstCode; make the law table to list them");
        const auto same = [&](const Position& other) { return other.code == position.code; };
        if (std::any_of(m_spec.positions.begin(), m_spec.positions.end(), same))
            m_text.fault(node.pointer(),
                         "code " + std::to_string(position.code) + " is taken by an earlier position; give each its own");
        return position;
    }

    void angles() {
        if (m_node.has("sweepDeg")) {
            const auto sweep = m_node["sweepDeg"].numbers();
            if (sweep.size() == 2) m_spec.minAngleDeg = sweep[0], m_spec.maxAngleDeg = sweep[1];
            if (m_spec.minAngleDeg >= m_spec.maxAngleDeg)
                fault("sweepDeg", "the knob does not turn clockwise; give the smaller angle first");
        }
        if (!m_node.has("anglesDeg")) return;
        m_spec.angles = m_node["anglesDeg"].numbers();
        if (m_node.has("sweepDeg"))
            fault("anglesDeg", "the angles say the sweep already; leave out one of sweepDeg and anglesDeg");
        if (m_spec.angles.size() != m_spec.positions.size())
            fault("anglesDeg", "there are " + std::to_string(m_spec.angles.size()) + " angles for " +
                                   std::to_string(m_spec.positions.size()) + " positions; give one for each");
        if (std::adjacent_find(m_spec.angles.begin(), m_spec.angles.end(), std::greater_equal<>()) != m_spec.angles.end())
            fault("anglesDeg", "the angles do not ascend; list them clockwise");
    }

    /// What is printed must name one position only, and typing it must lead back there.
    void tellApart(const Scale& scale) {
        const auto nodes = m_node["positions"].items();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const Code code = scale.spec().positions[i].code;
            const auto back = scale.parse(scale.textOf(code));
            if (back && *back == code) continue;
            m_text.fault(nodes[i].pointer(),
                         "\"" + scale.textOf(code) +
                             "\" also names another position; give it a text of its own, or the scale more decimals");
        }
    }

    JsonNode m_node;
    JsonText& m_text;
    Scale::Spec m_spec;
};

}  // namespace

std::optional<Scale> readScale(const JsonNode& node, JsonText& text) {
    return ScaleReader(node, text).read();
}

}  // namespace detent::profiles
