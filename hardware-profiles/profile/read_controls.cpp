// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>

namespace detent::profiles {
namespace {

constexpr std::size_t kMostControls = 1000;

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
        control.kind = node["kind"].oneOf<ControlKind>({"knob", "switch", "buttons", "action"});
        control.role = node["role"].oneOf<Role>({"plain", "mute", "relay", "level"});
        control.hazard = node["hazard"].oneOf<Hazard>({"none", "loud", "click", "phantom", "memory"});
        control.recalled = node["recalled"].flag(control.kind != ControlKind::Action);
        control.toleranceCodes = node["toleranceCodes"].whole(0);
        control.settleMs = node["settleMs"].small(0);
        control.setMessage = node["set"].text();
        control.getMessage = node["get"].text();
        control.source = node["source"].text();
        for (const auto& [name, value] : node["args"].members()) control.args[name] = value.whole();
        const auto scale = readScale(node["scale"], m_text);
        if (scale) control.scale = *scale, stands(node, control);
        whole(node, control);
        node.has("repeat") ? repeat(node, control) : add(node, control);
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
        if (name == "code" || name == "value" || name == "text")
            fault(node, "\"" + name + "\" is what the control's position fills; give the arg another name");
        const auto isParam = [&](const Param& param) { return param.id == name; };
        if (std::any_of(m_profile.params.begin(), m_profile.params.end(), isParam))
            fault(node, "\"" + name + "\" is an installation parameter; give the arg another name");
    }

    void repeat(const JsonNode& node, const Control& model) {
        const JsonNode copies = node["repeat"];
        const std::string arg = copies["arg"].text(), mark = "{" + arg + "}";
        const Code from = copies["from"].whole(), to = copies["to"].whole();
        argName(arg, copies["arg"]);
        if (model.args.contains(arg)) fault(copies["arg"], "\"" + arg + "\" is among the args too; say it once");
        if (from > to) fault(copies, "it ends before it begins; give the smaller number as \"from\"");
        if (from < to && model.id.find(mark) == std::string::npos)
            fault(node["id"], "the copies would share one id; write " + mark + " into it");
        if (m_text.hasFaults(node.pointer())) return add(node, model);
        for (Code number = from; number <= to && m_profile.controls.size() < kMostControls; ++number) {
            Control copy = model;
            const std::string shown = std::to_string(number);
            copy.id = replaced(model.id, mark, shown);
            copy.label = replaced(model.label, mark, shown);
            copy.section = replaced(model.section, mark, shown);
            copy.args[arg] = number + copies["wireOffset"].whole(0);
            add(node, copy);
        }
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
};

}  // namespace

void readControls(const JsonNode& root, Profile& profile, std::vector<std::string>& pointers, JsonText& text) {
    ControlReader reader(profile, pointers, text);
    for (const JsonNode& node : root["controls"].items()) reader.read(node);
}

}  // namespace detent::profiles
