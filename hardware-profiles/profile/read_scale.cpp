// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/number_text.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

namespace detent::profiles {
namespace {

constexpr double kMostNumber = 1e9;

class ScaleReader {
public:
    ScaleReader(const JsonNode& node, JsonText& text) : m_node(node), m_text(text) {}

    std::optional<Scale> read() {
        const std::string law = m_node["law"].text();
        m_isSet = law == "set", m_isClock = law == "clock";
        m_spec.law = m_isSet || m_isClock ? Scale::Law::Table : m_node["law"].oneOf<Scale::Law>({"linear", "logarithmic", "stepped", "table", "points"});
        m_spec.unit = m_node["unit"].text();
        m_spec.decimals = m_node["decimals"].small(0);
        m_spec.significant = m_node["significant"].small(0);
        m_spec.showPlus = m_node["showPlus"].flag(false);
        m_spec.kilo = m_node["kilo"].flag(false);
        belongs();
        if (m_isSet) buttons();
        else if (m_isClock) clock();
        else if (isListed()) positions();
        else if (m_spec.law == Scale::Law::Points) points();
        else ends();
        if (!isListed()) words();
        angles();
        if (m_text.hasFaults(m_node.pointer())) return std::nullopt;
        Scale scale(m_spec);
        if (isListed() && !m_isSet && !m_isClock) tellApart(scale);
        else if (!isListed()) goesRound(scale);
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

    /// Keys of the newer laws stand only there.
    void belongs() {
        if (m_spec.law != Scale::Law::Points) forbid({"points"}, "this law; make it points, or take it out");
        if (!m_isSet) forbid({"least", "most"}, "this law; make it set, or take it out");
        if (!m_isClock) forbid({"hours", "perHour"}, "this law; make it clock, or take it out");
        if (isListed()) forbid({"words"}, "a listed scale; write the words among the positions");
        if (m_isSet || m_isClock) forbid({"codes", "values", "firstCode", "anglesDeg"}, "this law; take it out");
        if (m_isClock) forbid({"positions", "sweepDeg", "unit"}, "a clock, which has its own; take it out");
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

    void points() {
        forbid({"positions", "firstCode", "anglesDeg", "codes", "values"}, "a scale of points, which say all; take it out");
        if (!m_node.has("points"))
            m_text.fault(m_node.pointer(), "a scale of points needs \"points\"; list its corners: [[0, -10], [100, 0]]");
        for (const JsonNode& node : m_node["points"].items()) {
            const auto parts = node.items();
            if (parts.size() < 2 || !parts[0].isNumber() || !parts[1].isNumber() || (parts.size() == 3 && parts[2].text() != "log") ||
                parts[0].number() != std::floor(parts[0].number()) || std::abs(parts[0].number()) > kMostNumber || std::abs(parts[1].number()) > kMostNumber) {
                m_text.fault(node.pointer(), "this is no corner; write [code, value] or [code, value, \"log\"], the code a whole number, none beyond 1e9");
                continue;
            }
            m_spec.points.push_back({static_cast<Code>(parts[0].number()), parts[1].number(), parts.size() == 3});
        }
        const auto nodes = m_node["points"].items();
        if (m_spec.points.size() != nodes.size()) return;
        for (std::size_t i = 1; i < m_spec.points.size(); ++i) {
            const Scale::Point &a = m_spec.points[i - 1], &b = m_spec.points[i];
            if (b.code <= a.code) m_text.fault(nodes[i].pointer(), "the codes do not ascend; list the corners in their order");
            if (a.value == b.value || (b.value > a.value) != (m_spec.points[1].value > m_spec.points[0].value))
                m_text.fault(nodes[i].pointer(), "the values turn or stand still; let them go one way only");
            if (a.logarithmic && a.value * b.value <= 0)
                m_text.fault(nodes[i - 1].pointer(), "a logarithmic piece has no zero and stays on one side of it; part it at another value");
        }
        if (m_spec.points.size() < 2) return;
        m_spec.minCode = m_spec.points.front().code, m_spec.maxCode = m_spec.points.back().code;
    }

    /// Positions beside the numbers of a scale that is not listed.
    void words() {
        Code code = m_spec.minCode - 1;
        for (const JsonNode& node : m_node["words"].items()) {
            Position word = positionFrom(node, code);
            if (word.value || word.text.empty())
                m_text.fault(node.pointer(), "a number stands among the words; give it a text alone");
            if (!node.has("code")) m_text.fault(node.pointer(), "the word has no code; give it one outside the codes of the scale");
            if (word.code >= m_spec.minCode && word.code <= m_spec.maxCode)
                m_text.fault(node.pointer(), "code " + std::to_string(word.code) + " is a number of the scale; give the word one outside");
            if (!m_spec.words.empty() && word.code <= m_spec.words.back().code)
                m_text.fault(node.pointer(), "the words' codes do not ascend; list them in their order");
            m_spec.words.push_back(std::move(word));
        }
    }

    void buttons() {
        for (const JsonNode& node : m_node["positions"].items()) {
            const Position one = positionFrom(node, 0);
            m_spec.buttons.push_back(one.text.empty() && one.value ? shortestText(*one.value) : one.text);
            if (node.has("code") || node.has("wire") || node.has("through"))
                m_text.fault(node.pointer(), "the code of a set has a bit for each button; write the names alone, in the order of the bits");
        }
        if (m_spec.buttons.empty() || m_spec.buttons.size() > 10)
            return m_text.fault(m_node.pointer(), "a set has 1 to 10 buttons; list their names as \"positions\"");
        const int count = static_cast<int>(m_spec.buttons.size());
        const int least = m_node["least"].small(0), most = m_node["most"].small(count);
        if (least > most || most > count)
            return m_text.fault(m_node.pointer(), "so many buttons cannot be down; let least be at most most, and most at most " + std::to_string(count));
        for (Code code = 0; code < Code{1} << count; ++code) {
            const int down = std::popcount(static_cast<std::uint64_t>(code));
            if (down < least || down > most) continue;
            std::string text;
            for (int i = 0; i < count; ++i) {
                if ((code >> i) & 1) text += (text.empty() ? "" : " + ") + m_spec.buttons[static_cast<std::size_t>(i)];
            }
            Position position;
            position.code = code;
            position.text = text.empty() ? "none" : text;
            m_spec.positions.push_back(std::move(position));
        }
        checkUniqueNames();
    }

    void checkUniqueNames() {
        const auto nodes = m_node["positions"].items();
        std::set<std::string> names;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const std::string& name = m_spec.buttons[i];
            if (!names.insert(name).second || name.find_first_of("+,") != std::string::npos || name == "none" || name == "all")
                m_text.fault(nodes[i].pointer(), "\"" + name + "\" cannot be told from others; give each button a name of its own without + and ,");
        }
    }

    void clock() {
        m_spec.isClock = true;
        m_spec.unit = "o'clock";
        const auto ends = m_node["hours"].items();
        const Code from = ends.size() == 2 ? ends[0].whole() : 7, to = ends.size() == 2 ? ends[1].whole() : 5;
        const int perHour = m_node["perHour"].small(2);
        const Code hours = (to - from + 11) % 12 + 1;
        if (60 % perHour != 0) return fault("perHour", "the places do not fall on whole minutes; give 1, 2, 3, 4, 5, 6, 10 or 12");
        if (hours > 11 || from % 12 < 6 || to % 12 > 6)
            return fault("hours", "the pot does not turn clockwise over the top; give both ends as on a clock, such as [7, 5]");
        m_spec.minAngleDeg = static_cast<double>(from % 12 - 12) * 30, m_spec.maxAngleDeg = static_cast<double>(to % 12) * 30;
        for (Code place = 0; place <= hours * perHour; ++place) {
            const Code minutes = from * 60 + place * 60 / perHour;
            const Code hour = (minutes / 60 - 1) % 12 + 1, minute = minutes % 60;
            Position position;
            position.code = place;
            position.value = static_cast<double>(from % 12 - 12) + static_cast<double>(place) / perHour;
            position.text = std::to_string(hour) + (minute < 10 ? ":0" : ":") + std::to_string(minute);
            m_spec.positions.push_back(std::move(position));
        }
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
        Position position;
        position.code = next;
        if (node.isNumber()) position.value = node.number();
        if (node.isText()) position.text = node.text();
        if (node.has("value")) position.value = node["value"].number();
        if (node.has("text")) position.text = node["text"].text();
        if (node.has("code")) position.code = node["code"].whole();
        position.wire = node["wire"].text();
        if (node.has("through")) position.through = node["through"].whole();
        if (position.through && *position.through < position.code)
            m_text.fault(node["through"].pointer(), "it goes down; give a code above " + std::to_string(position.code));
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

    /// Every value must lead back to its code, and what is printed of a word to the word.
    void goesRound(const Scale& scale) {
        for (const Position& word : m_spec.words) {
            const auto back = scale.parse(word.text);
            if (!back || *back != word.code) m_text.fault(m_node["words"].pointer(), "\"" + word.text + "\" also names another position; give it a text of its own");
        }
        if (m_spec.law != Scale::Law::Points) return;
        const Code step = std::max<Code>(1, (m_spec.maxCode - m_spec.minCode) / 4096);
        for (Code code = m_spec.minCode; code <= m_spec.maxCode; code += step) {
            if (scale.codeOf(*scale.valueOf(code)) == code) continue;
            return m_text.fault(m_node["points"].pointer(), "code " + std::to_string(code) + " does not lead back to itself; the curve is too flat there for a computer's numbers");
        }
    }

    JsonNode m_node;
    JsonText& m_text;
    Scale::Spec m_spec;
    bool m_isSet = false, m_isClock = false;
};

}  // namespace

std::optional<Scale> readScale(const JsonNode& node, JsonText& text) {
    return ScaleReader(node, text).read();
}

}  // namespace detent::profiles
