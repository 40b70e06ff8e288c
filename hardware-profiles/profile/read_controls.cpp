// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>

namespace detent::profiles {
namespace {

constexpr std::size_t kMostControls = 1000;
constexpr Code kMostArg = 1'000'000'000;
const nlohmann::json kNoNode;

/// One axis along which a control is copied.
struct Axis {
    std::string arg;
    struct Copy {
        std::string number, name;  ///< as people count, and as they call it
        Code wire = 0;
    };
    std::vector<Copy> copies;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

class ControlReader {
public:
    ControlReader(Profile& profile, std::vector<std::string>& pointers, JsonText& text)
        : m_profile(profile), m_pointers(pointers), m_text(text) {}

    void read(const JsonNode& node) {
        Control control;
        control.id = node["id"].text();
        control.label = node["label"].text();
        control.section = node["section"].text();
        control.kind = node["kind"].oneOf<ControlKind>({"knob", "switch", "buttons", "action", "set"});
        control.role = node["role"].oneOf<Role>({"plain", "mute", "relay", "level"});
        control.hazard = node["hazard"].oneOf<Hazard>({"none", "loud", "click", "phantom", "memory"});
        control.recalled = node["recalled"].flag(control.kind != ControlKind::Action);
        control.toleranceCodes = node["toleranceCodes"].whole(0);
        control.settleMs = node["settleMs"].small(0);
        control.setMessage = node["set"].text();
        control.getMessage = node["get"].text();
        control.source = node["source"].text();
        control.subscribeMessage = node["subscribe"].text();
        control.order = node["order"].small(0);
        control.mutedBy = node["mutedBy"].text();
        for (const auto& [name, value] : node["args"].members()) {
            if (value.isText() && !value.text().starts_with('=')) control.words[name] = value.text();
            else control.args[name] = value.whole();
        }
        place(node["place"], control);
        const auto scale = readScale(node["scale"], m_text);
        if (scale) control.scale = *scale, stands(node, control);
        if (node.has("depends")) depends(node["depends"], control);
        whole(node, control);
        copies(node, control);
    }

private:
    void fault(const JsonNode& node, const std::string& message) { m_text.fault(node.pointer(), message); }

    std::optional<Code> positionOf(const JsonNode& node, const Scale& scale) {
        const auto code = scale.parse(node.text());
        if (code) return *code;
        fault(node, code.problem().text());
        return std::nullopt;
    }

    /// Where it stands by itself and when muted.
    void stands(const JsonNode& node, Control& control) {
        const Scale& scale = control.scale;
        control.defaultCode = scale.isListed() ? scale.spec().positions.front().code : scale.minCode();
        if (node["default"].isText()) control.defaultCode = positionOf(node["default"], scale).value_or(control.defaultCode);
        if (node["muted"].isText()) control.mutedCode = positionOf(node["muted"], scale);
        if (control.kind == ControlKind::Switch && scale.count() != 2)
            fault(node["kind"], "a switch has two positions, this scale has " + std::to_string(scale.count()) +
                                    "; make it a knob or buttons");
        if ((control.kind == ControlKind::Set) != !scale.spec().buttons.empty())
            fault(node["kind"], "a set has a scale of the law set, and no other control has; make both sets or neither");
        if (control.kind == ControlKind::Buttons && !scale.isListed())
            fault(node["kind"], "buttons stand for listed positions; make the law stepped or table, or the kind knob");
        if (control.toleranceCodes >= scale.count())
            fault(node["toleranceCodes"],
                  "the tolerance covers the whole scale; give less than " + std::to_string(scale.count()) + " codes");
    }

    /// What its parts say of each other.
    void whole(const JsonNode& node, const Control& control) {
        const bool mutes = control.role == Role::Mute;
        if (mutes && !node.has("muted"))
            fault(node, "a control of role mute needs \"muted\"; name the position that silences");
        if (!mutes && node.has("muted")) fault(node["muted"], "\"muted\" belongs to role mute; set the role or take it out");
        if (control.kind == ControlKind::Action && control.recalled)
            fault(node["recalled"], "an action is never recalled; take \"recalled\" out");
        if (!control.getMessage.empty() && control.setMessage.empty() && control.kind == ControlKind::Action)
            fault(node["get"], "an action cannot be read; take \"get\" out");
        for (const auto& [name, value] : node["args"].members()) argName(name, value);
        std::vector<std::string> sources;
        for (const Source& source : m_profile.sources) sources.push_back(source.what);
        if (!control.source.empty() && std::find(sources.begin(), sources.end(), control.source) == sources.end())
            fault(node["source"],
                  "no source has the \"what\" \"" + control.source + "\"; " + wordRemedy(control.source, sources));
    }

    void argName(const std::string& name, const JsonNode& node) {
        if (isReservedField(name))
            fault(node, "\"" + name + "\" is what the control's position fills; give the arg another name");
        const auto isParam = [&](const Param& param) { return param.id == name; };
        if (std::any_of(m_profile.params.begin(), m_profile.params.end(), isParam))
            fault(node, "\"" + name + "\" is an installation parameter; give the arg another name");
    }

    void place(const JsonNode& node, Control& control) {
        const auto bits = node["bits"].items();
        if (bits.size() == 2) control.place.lowBit = bits[0].small(0), control.place.bits = bits[1].small(0);
        if (bits.size() == 2 && (control.place.bits < 1 || control.place.lowBit + control.place.bits > 35))
            fault(node["bits"], "these are no bits of a word; give the lowest, counted from 0, and how many, 1 or more");
        if (!node.has("at")) {
            if (node.has("format")) fault(node["format"], "a format is of a place in the block; add \"at\", or take it out");
            return;
        }
        control.place.at = node["at"].small(0);
        auto format = MessageTemplate::parse(MessageTemplate::Coding::Bytes, "{code:" + node["format"].text("u8") + "}");
        if (format && format->fixedSize() && !format->hasChecksum()) control.place.format = std::move(*format);
        else fault(node["format"], format ? "it has no fixed size; use one such as u8, u14 or nib2" : format.problem().what + "; " + format.problem().remedy);
    }

    /// The other control may stand further down: its positions are read once all are there.
    void depends(const JsonNode& node, Control& control) {
        control.depends.on = node["on"].text();
        for (const JsonNode& item : node["cases"].items()) {
            Dependency::Case one;
            one.label = item["label"].text();
            one.unused = item["unused"].flag(false);
            if (item.has("scale")) one.scale = readScale(item["scale"], m_text);
            if (one.scale && !sameCodes(*one.scale, control.scale))
                fault(item["scale"], "it has other codes than the control's own scale; let it have the same, and only read otherwise");
            if (!item.has("scale") && !item.has("label") && !item.has("unused")) fault(item, "the case changes nothing; give it a scale, a label or unused");
            control.depends.cases.push_back(std::move(one));
        }
    }

    static bool sameCodes(const Scale& a, const Scale& b) {
        if (a.count() != b.count() || a.minCode() != b.minCode() || a.maxCode() != b.maxCode()) return false;
        const auto& positions = a.isListed() ? a.spec().positions : a.spec().words;
        return std::all_of(positions.begin(), positions.end(), [&](const Position& position) { return b.contains(position.code); });
    }

    /// A number, or a sum over the numbers of the copies: "=band*8+channel-1".
    std::optional<Code> sum(const JsonNode& node, const std::map<std::string, Code>& numbers) {
        if (!node.isText()) return node.whole();
        std::string_view rest = std::string_view(m_sumText = node.text()).substr(1);
        Code total = 0;
        int sign = 1;
        while (true) {
            Code term = sign;
            while (true) {
                const std::size_t end = std::min(rest.find_first_of("*+- "), rest.size());
                const std::string word(rest.substr(0, end));
                const auto known = numbers.find(word);
                const bool digits = !word.empty() && word.size() < 10 && word.find_first_not_of("0123456789") == std::string::npos;
                if (known == numbers.end() && !digits) {
                    fault(node, "\"" + word + "\" is no number and no arg of repeat; write a sum such as \"=band*8+16\"");
                    return std::nullopt;
                }
                term = std::clamp<Code>(term * (digits ? std::stoll(word) : known->second), -kMostArg, kMostArg);
                rest.remove_prefix(end);
                if (!rest.starts_with('*')) break;
                rest.remove_prefix(1);
            }
            total += term;
            if (rest.empty()) return total;
            if (rest.front() == ' ') {
                fault(node, "a space stands in the sum; write it without: \"=band*8+16\"");
                return std::nullopt;
            }
            sign = rest.front() == '-' ? -1 : 1;
            rest.remove_prefix(1);
        }
    }

    Axis axisFrom(const JsonNode& node, const Control& model) {
        Axis axis{node["arg"].text(), {}};
        const Code from = node["from"].whole(), to = node["to"].whole();
        argName(axis.arg, node["arg"]);
        if (model.args.contains(axis.arg) || model.words.contains(axis.arg))
            fault(node["arg"], "\"" + axis.arg + "\" is among the args too; say it once");
        if (from > to) fault(node, "it ends before it begins; give the smaller number as \"from\"");
        if (from < to && model.id.find("{" + axis.arg + "}") == std::string::npos)
            fault(m_node["id"], "the copies would share one id; write {" + axis.arg + "} into it");
        const auto values = node["values"].items(), names = node["names"].items();
        const auto count = static_cast<std::size_t>(std::max<Code>(0, to - from + 1));
        for (const auto& [key, list] : {std::pair("values", &values), std::pair("names", &names)}) {
            if (node.has(key) && list->size() != count)
                fault(node[key], "there are " + std::to_string(list->size()) + " for " + std::to_string(count) + " copies; give one for each");
        }
        if (node.has("values") && node.has("wireOffset")) fault(node["wireOffset"], "the values say the numbers on the wire already; leave out one of them");
        if (m_text.hasFaults(node.pointer())) return axis;
        for (std::size_t i = 0; i < count; ++i) {
            const Code number = from + static_cast<Code>(i);
            axis.copies.push_back({std::to_string(number), names.empty() ? std::to_string(number) : names[i].text(),
                                   values.empty() ? number + node["wireOffset"].whole(0) : values[i].whole()});
        }
        return axis;
    }

    void copies(const JsonNode& node, const Control& model) {
        m_node = node;
        std::vector<Axis> axes;
        const auto list = node["repeat"].items();
        for (const JsonNode& item : list) axes.push_back(axisFrom(item, model));
        if (list.empty() && node.has("repeat")) axes.push_back(axisFrom(node["repeat"], model));
        if (axes.size() == 2 && axes[0].arg == axes[1].arg) fault(node["repeat"], "both axes have one arg; give each its own");
        if (m_text.hasFaults(node.pointer())) return add(node, model);
        copyAlong(node, axes, 0, model, {});
    }

    void copyAlong(const JsonNode& node, const std::vector<Axis>& axes, std::size_t depth, const Control& model, std::map<std::string, Code> numbers) {
        if (depth == axes.size()) return finish(node, model, numbers);
        const Axis& axis = axes[depth];
        const std::string mark = "{" + axis.arg + "}";
        for (const Axis::Copy& one : axis.copies) {
            if (m_profile.controls.size() >= kMostControls) return add(node, model);
            Control copy = model;
            for (std::string* id : {&copy.id, &copy.mutedBy, &copy.depends.on}) *id = replaced(*id, mark, one.number);
            copy.label = replaced(model.label, mark, one.name);
            copy.section = replaced(model.section, mark, one.name);
            for (auto& label : copy.depends.cases) label.label = replaced(label.label, mark, one.name);
            for (auto& [name, word] : copy.words) word = replaced(word, mark, std::to_string(one.wire));
            copy.args[axis.arg] = numbers[axis.arg] = one.wire;
            copyAlong(node, axes, depth + 1, copy, numbers);
        }
    }

    /// The sums, now that the numbers of the copy are known.
    void finish(const JsonNode& node, Control control, const std::map<std::string, Code>& numbers) {
        for (const auto& [name, value] : node["args"].members()) {
            if (value.isText() && value.text().starts_with('=')) control.args[name] = sum(value, numbers).value_or(0);
        }
        if (const JsonNode at = node["place"]["at"]; at.isText()) {
            const Code place = at.text().starts_with('=') ? sum(at, numbers).value_or(0) : -1;
            if (place < 0 || place > 65535) fault(at, "this is no byte of a block; give a number from 0, or a sum such as \"=band*2+4\"");
            control.place.at = static_cast<int>(std::clamp<Code>(place, 0, 65535));
        }
        add(node, control);
    }

    void add(const JsonNode& node, const Control& control) {
        if (m_profile.control(control.id) && !control.id.empty())
            return fault(node["id"], "control \"" + control.id + "\" is there already; give it another id");
        if (control.id.find('{') != std::string::npos && !m_text.hasFaults(node.pointer()))
            fault(node["id"], "\"" + control.id + "\" has a {} that no repeat fills; add \"repeat\" or take it out");
        if (m_profile.controls.size() >= kMostControls)
            return fault(node, "the profile has more than 1000 controls; leave some out");
        m_profile.controls.push_back(control);
        m_pointers.push_back(node.pointer());
    }

    Profile& m_profile;
    std::vector<std::string>& m_pointers;
    JsonText& m_text;
    JsonNode m_node{kNoNode, ""};  ///< the control that is being copied
    std::string m_sumText;
};

/// What controls say of each other, once all are there.
class ControlLinks {
public:
    ControlLinks(Profile& profile, const std::vector<std::string>& pointers, JsonText& text) : m_profile(profile), m_pointers(pointers), m_text(text) {
        for (const Control& control : profile.controls) m_ids.push_back(control.id);
    }

    void check(const JsonNode& root) {
        if (m_text.hasFaults("/controls")) return;
        std::map<std::string, JsonNode> nodes;
        for (const JsonNode& node : root["controls"].items()) nodes.emplace(node.pointer(), node);
        for (std::size_t i = 0; i < m_profile.controls.size(); ++i) {
            const JsonNode& node = nodes.at(m_pointers[i]);
            mutedBy(m_profile.controls[i], node);
            depends(m_profile.controls[i], node["depends"]);
        }
    }

private:
    void mutedBy(const Control& control, const JsonNode& node) {
        if (control.mutedBy.empty()) return;
        const Control* mute = m_profile.control(control.mutedBy);
        if (!mute) m_text.fault(node["mutedBy"].pointer(), "there is no control \"" + control.mutedBy + "\"; " + wordRemedy(control.mutedBy, m_ids));
        else if (mute->role != Role::Mute || mute == &control) m_text.fault(node["mutedBy"].pointer(), "\"" + mute->id + "\" silences nothing; name another control of role mute");
    }

    void depends(Control& control, const JsonNode& node) {
        if (control.depends.on.empty()) return;
        const Control* other = m_profile.control(control.depends.on);
        if (!other || other == &control)
            return m_text.fault(node["on"].pointer(), "there is no other control \"" + control.depends.on + "\"; " + wordRemedy(control.depends.on, m_ids));
        if (!other->depends.on.empty()) return m_text.fault(node["on"].pointer(), "\"" + other->id + "\" depends on another itself; let one step be enough");
        std::map<Code, std::string> seen;
        const auto cases = node["cases"].items();
        for (std::size_t i = 0; i < cases.size(); ++i) {
            for (const JsonNode& item : cases[i]["when"].items()) {
                const auto code = other->scale.parse(item.text());
                if (!code) {
                    m_text.fault(item.pointer(), code.problem().text());
                } else if (!seen.emplace(*code, item.pointer()).second) {
                    m_text.fault(item.pointer(), "an earlier case is for this position already; say it once");
                } else {
                    control.depends.cases[i].when.push_back(*code);
                }
            }
        }
    }

    Profile& m_profile;
    const std::vector<std::string>& m_pointers;
    JsonText& m_text;
    std::vector<std::string> m_ids;
};

}  // namespace

void readControls(const JsonNode& root, Profile& profile, std::vector<std::string>& pointers, JsonText& text) {
    ControlReader reader(profile, pointers, text);
    for (const JsonNode& node : root["controls"].items()) reader.read(node);
    ControlLinks(profile, pointers, text).check(root);
}

}  // namespace detent::profiles
