// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/profile.h"

#include <algorithm>

namespace detent::profiles {
namespace {

template <typename List>
auto findById(const List& list, std::string_view id) -> decltype(list.data()) {
    const auto at = std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.id == id; });
    return at == list.end() ? nullptr : &*at;
}

const Dependency::Case* caseOf(const Dependency& depends, std::optional<Code> other) {
    if (!other) return nullptr;
    const auto holds = [&](const Dependency::Case& one) { return std::find(one.when.begin(), one.when.end(), *other) != one.when.end(); };
    const auto at = std::find_if(depends.cases.begin(), depends.cases.end(), holds);
    return at == depends.cases.end() ? nullptr : &*at;
}

}  // namespace

const Control* Profile::control(std::string_view controlId) const { return findById(controls, controlId); }

const Message* Profile::message(std::string_view messageId) const { return findById(messages, messageId); }

ParamValues Profile::defaultParams() const {
    ParamValues values;
    for (const Param& param : params) {
        if (param.isText) values.texts[param.id] = param.defaultText;
        else values[param.id] = param.defaultValue;
    }
    return values;
}

const Scale& Control::scaleWhen(std::optional<Code> other) const {
    const auto* found = caseOf(depends, other);
    return found && found->scale ? *found->scale : scale;
}

const std::string& Control::labelWhen(std::optional<Code> other) const {
    const auto* found = caseOf(depends, other);
    return found && !found->label.empty() ? found->label : label;
}

bool Control::isUnusedWhen(std::optional<Code> other) const {
    const auto* found = caseOf(depends, other);
    return found && found->unused;
}

MessageTemplate::Coding Framing::coding() const {
    if (kind == Kind::Osc) return MessageTemplate::Coding::Osc;
    return kind == Kind::Lines ? MessageTemplate::Coding::Text : MessageTemplate::Coding::Bytes;
}

Confidence Profile::confidence() const {
    if (sources.empty()) return Confidence::Low;
    Confidence least = sources.front().confidence;
    for (const Source& source : sources) {
        const auto restsOn = [&](const Control& control) { return control.source == source.what; };
        if (std::any_of(controls.begin(), controls.end(), restsOn)) least = std::min(least, source.confidence);
    }
    return least;
}

const char* name(Confidence confidence) {
    switch (confidence) {
        case Confidence::Low: return "low";
        case Confidence::Medium: return "medium";
        case Confidence::High: break;
    }
    return "high";
}

const char* name(Transport transport) {
    switch (transport) {
        case Transport::None: return "none";
        case Transport::Serial: return "serial";
        case Transport::Midi: return "midi";
        case Transport::Osc: return "osc";
        case Transport::Tcp: break;
    }
    return "tcp";
}

const char* name(ControlKind kind) {
    switch (kind) {
        case ControlKind::Knob: return "knob";
        case ControlKind::Switch: return "switch";
        case ControlKind::Buttons: return "buttons";
        case ControlKind::Action: return "action";
        case ControlKind::Set: break;
    }
    return "set";
}

}  // namespace detent::profiles
