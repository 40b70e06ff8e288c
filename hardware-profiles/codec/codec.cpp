// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/codec.h"

#include "hardware-profiles/codec/field_wire.h"

#include <algorithm>
#include <cassert>

namespace detent::profiles {
namespace {

bool saysValue(const FieldValues& found) { return found.contains("code") || found.contains("value") || found.contains("text"); }

std::string printable(std::string_view frame) {
    std::string text;
    for (const char c : frame) text += c >= ' ' && c < 0x7F ? c : '?';
    return text;
}

/// The unit's own word, else what the profile says it means, else the message itself.
std::string wordOf(const Refusal& refusal, const FieldValues& found, std::string_view frame) {
    const auto text = found.find("text");
    if (text != found.end() && std::holds_alternative<std::string>(text->second)) return printable(std::get<std::string>(text->second));
    return refusal.means.empty() ? printable(frame) : refusal.means;
}

}  // namespace

Codec::Codec(ProfilePtr profile, ParamValues params) : m_profile(std::move(profile)), m_params(m_profile->defaultParams()) {
    for (const auto& [id, value] : params) m_params[id] = value;
}

std::int64_t Codec::wireValue(const Param& param) const {
    const auto at = m_params.find(param.id);
    return (at == m_params.end() ? param.defaultValue : at->second) + param.wireOffset;
}

FieldValues Codec::fieldsFor(const Control* control, std::optional<Code> code) const {
    FieldValues fields;
    for (const Param& param : m_profile->params) fields[param.id] = wireValue(param);
    if (!control) return fields;
    for (const auto& [name, value] : control->args) fields[name] = value;
    if (!code) return fields;
    fields["code"] = *code;
    if (const auto value = control->scale.valueOf(*code)) fields["value"] = *value;
    fields["text"] = control->scale.legendOf(*code);
    return fields;
}

Result<Codec::Driven> Codec::driven(std::string_view controlId, Code code) const {
    const std::string unit = m_profile->model, name(controlId);
    const Control* control = m_profile->control(controlId);
    if (!control) return Problem{Fault::Usage, unit + " has no control \"" + name + "\"", "list its controls with: detent profile show " + m_profile->id};
    if (!control->driven()) return Problem{Fault::Usage, unit + " " + control->label + " is set by hand", "turn it at the unit"};
    if (!control->scale.contains(code))
        return Problem{Fault::Usage, unit + " " + control->label + " has no code " + std::to_string(code), "give " + control->scale.rangeText()};
    const Message* message = m_profile->message(control->setMessage);
    assert(message);
    return Driven{control, message, fieldsFor(control, code)};
}

Result<std::vector<WireMessage>> Codec::written(const Message& message, const std::vector<FieldValues>& groups) const {
    std::vector<WireMessage> out;
    for (const MessageTemplate& pattern : message.send) {
        auto bytes = pattern.hasGroup() ? pattern.encodeTogether(groups) : pattern.encode(groups.front());
        if (!bytes) return Problem{Fault::Usage, m_profile->model + ": " + bytes.problem().what, bytes.problem().remedy};
        if (pattern.coding() == MessageTemplate::Coding::Text) *bytes += m_profile->framing.sendEnd;
        out.push_back({std::move(*bytes), m_profile->timing.gapMs});
    }
    if (!out.empty()) out.back().gapMs = std::max(out.back().gapMs, message.gapMs);
    return out;
}

Result<std::vector<WireMessage>> Codec::set(std::string_view control, Code code) const {
    auto one = driven(control, code);
    if (!one) return one.problem();
    return written(*one->message, {one->fields});
}

Result<std::vector<WireMessage>> Codec::setTogether(const std::vector<std::pair<std::string, Code>>& settings) const {
    std::vector<WireMessage> out;
    std::vector<FieldValues> groups;
    const Message* open = nullptr;
    const auto flush = [&]() -> Result<void> {
        if (groups.empty()) return {};
        auto messages = written(*open, groups);
        if (!messages) return messages.problem();
        out.insert(out.end(), messages->begin(), messages->end());
        groups.clear();
        return {};
    };
    for (const auto& [control, code] : settings) {
        auto one = driven(control, code);
        if (!one) return one.problem();
        const bool joins = open == one->message && groups.size() < static_cast<std::size_t>(open->batch);
        if (const auto done = joins ? Result<void>() : flush(); !done) return done.problem();
        open = one->message;
        groups.push_back(std::move(one->fields));
    }
    if (const auto done = flush(); !done) return done.problem();
    return out;
}

Result<std::vector<WireMessage>> Codec::get(std::string_view controlId) const {
    const Control* control = m_profile->control(controlId);
    if (!control) return Problem{Fault::Usage, m_profile->model + " has no control \"" + std::string(controlId) + "\"", "list its controls with: detent profile show " + m_profile->id};
    if (!control->readable()) return Problem{Fault::Usage, m_profile->model + " " + control->label + " cannot be read", "read it at the unit"};
    return written(*m_profile->message(control->getMessage), {fieldsFor(control, std::nullopt)});
}

Result<std::vector<WireMessage>> Codec::request(std::string_view messageId) const {
    const Message* message = m_profile->message(messageId);
    if (!message || message->send.empty())
        return Problem{Fault::Usage, m_profile->model + " has no message \"" + std::string(messageId) + "\"", "see the messages of its profile"};
    return written(*message, {fieldsFor(nullptr, std::nullopt)});
}

bool Codec::agrees(const FieldValues& found, const Control* control) const {
    const auto fits = [&](const std::string& name, std::int64_t known) {
        const auto at = found.find(name);
        return at == found.end() || numberOf(at->second) == static_cast<double>(known);
    };
    const auto& params = m_profile->params;
    if (!std::all_of(params.begin(), params.end(), [&](const Param& param) { return fits(param.id, wireValue(param)); })) return false;
    return !control || std::all_of(control->args.begin(), control->args.end(), [&](const auto& arg) { return fits(arg.first, arg.second); });
}

std::optional<Code> Codec::codeIn(const FieldValues& found, const Control& control) const {
    std::optional<Code> code;
    const auto say = [&](std::optional<Code> said) {
        if (!said || (code && *code != *said)) return false;
        code = said;
        return true;
    };
    for (const char* name : {"code", "value", "text"}) {
        const auto at = found.find(name);
        if (at == found.end()) continue;
        const auto number = numberOf(at->second);
        std::optional<Code> said;
        if (std::string_view(name) == "value") {
            if (number) said = control.scale.exactCodeOf(*number);
        } else if (std::string_view(name) == "code") {
            if (const auto* whole = std::get_if<Code>(&at->second); whole && control.scale.contains(*whole)) said = *whole;
        } else {
            const auto parsed = control.scale.parse(number ? std::to_string(std::get<Code>(at->second)) : std::get<std::string>(at->second));
            if (parsed) said = *parsed;
        }
        if (!say(said)) return std::nullopt;
    }
    return code;
}

/// The one control that `found` speaks of; null where none or several would fit.
const Control* Codec::saidOf(const Message& message, const FieldValues& found) const {
    const Control* only = nullptr;
    for (const Control& control : m_profile->controls) {
        const bool uses = control.setMessage == message.id || control.getMessage == message.id || m_profile->dumpMessage == message.id;
        if (!uses || !agrees(found, &control) || !codeIn(found, control)) continue;
        if (only) return nullptr;
        only = &control;
    }
    return only;
}

Reply Codec::reply(std::string_view frame, std::string_view messageId, std::string_view controlId) const {
    const Message* message = m_profile->message(messageId);
    const Control* control = m_profile->control(controlId);
    if (!message || (!control && !controlId.empty())) return {};
    for (const MessageTemplate& pattern : message->replies) {
        Reply reply;
        bool answers = false;
        for (const FieldValues& found : pattern.decodeTogether(frame)) {
            const bool own = agrees(found, control);
            const bool value = saysValue(found);
            const Control* said = own && control && (!value || codeIn(found, *control)) ? control : value ? saidOf(*message, found) : nullptr;
            answers = answers || (control ? said == control : own);
            if (said && value) reply.readings.push_back({said->id, *codeIn(found, *said), message->replyIsProtected || pattern.hasChecksum()});
        }
        if (answers) return reply.kind = Reply::Kind::Answer, reply;
    }
    for (const Refusal& refusal : message->errors) {
        const auto found = refusal.pattern.decode(frame);
        if (found && agrees(*found, control)) return {Reply::Kind::Refused, {}, wordOf(refusal, *found, frame)};
    }
    return {};
}

std::vector<Reading> Codec::decode(std::string_view frame) const {
    std::vector<Reading> readings;
    const auto add = [&](const Message& message, const MessageTemplate& pattern) {
        for (const FieldValues& found : pattern.decodeTogether(frame)) {
            const Control* said = saysValue(found) ? saidOf(message, found) : nullptr;
            const bool isKnown = said && std::any_of(readings.begin(), readings.end(), [&](const Reading& r) { return r.control == said->id; });
            if (said && !isKnown) readings.push_back({said->id, *codeIn(found, *said), message.replyIsProtected || pattern.hasChecksum()});
        }
    };
    for (const Message& message : m_profile->messages) {
        for (const MessageTemplate& pattern : message.replies) add(message, pattern);
        for (const MessageTemplate& pattern : message.unasked) add(message, pattern);
    }
    return readings;
}

}  // namespace detent::profiles
