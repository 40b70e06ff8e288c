// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/codec.h"

#include "hardware-profiles/codec/field_wire.h"

#include <algorithm>
#include <cassert>

namespace detent::profiles {
namespace {

std::string wireWordOf(const Scale& scale, Code code) {
    for (const Position& position : scale.spec().positions) {
        if (position.code == code && !position.wire.empty()) return position.wire;
    }
    return scale.legendOf(code);
}

bool sendsField(const Message& message, const char* name) {
    return std::any_of(message.send.begin(), message.send.end(), [&](const MessageTemplate& one) { return one.hasField(name); });
}

Problem noControl(const Profile& profile, std::string_view id) {
    return {Fault::Usage, profile.model + " has no control \"" + std::string(id) + "\"", "list its controls with: detent profile show " + profile.id};
}

}  // namespace

Codec::Codec(ProfilePtr profile, ParamValues params) : m_profile(std::move(profile)), m_params(m_profile->defaultParams()) {
    for (const auto& [id, value] : params) m_params[id] = value;
    for (const auto& [id, word] : params.texts) m_params.texts[id] = word;
}

std::int64_t Codec::wireValue(const Param& param) const {
    const auto at = m_params.find(param.id);
    return (at == m_params.end() ? param.defaultValue : at->second) + param.wireOffset;
}

FieldValues Codec::fieldsFor(const Control* control, std::optional<Code> code) const {
    FieldValues fields;
    for (const Param& param : m_profile->params) {
        const auto word = m_params.texts.find(param.id);
        if (param.isText) fields[param.id] = word == m_params.texts.end() ? param.defaultText : word->second;
        else fields[param.id] = wireValue(param);
    }
    if (!control) return fields;
    for (const auto& [name, value] : control->args) fields[name] = value;
    for (const auto& [name, word] : control->words) fields[name] = word;
    if (!code) return fields;
    fields["code"] = *code;
    if (const auto value = control->scale.valueOf(*code)) fields["value"] = *value;
    fields["text"] = control->scale.legendOf(*code);
    fields["wire"] = wireWordOf(control->scale, *code);
    return fields;
}

FieldValues Codec::address(const Control& control) const {
    FieldValues fields;
    const Message* message = m_profile->message(control.setMessage);
    std::vector<MessageTemplate> patterns = message ? message->send : std::vector<MessageTemplate>();
    if (message && !message->up.isEmpty()) patterns.push_back(message->up);
    for (const MessageTemplate& pattern : patterns) {
        for (const std::string& name : pattern.fieldNames()) {
            if (const auto number = control.args.find(name); number != control.args.end()) fields[name] = number->second;
            if (const auto word = control.words.find(name); word != control.words.end()) fields[name] = word->second;
        }
    }
    return fields;
}

// --- What is sent ---

std::vector<std::string> Codec::needs(std::string_view controlId) const {
    const Control* control = m_profile->control(controlId);
    const Message* message = control && control->driven() ? m_profile->message(control->setMessage) : nullptr;
    if (!message) return {};
    const bool word = control->place.bits > 0 && sendsField(*message, "word") && !sendsField(*message, "mask");
    const bool block = control->place.at >= 0 && sendsField(*message, "block");
    std::vector<std::string> ids;
    if (!word && !block) return ids;
    for (const Control& other : m_profile->controls) {
        if (&other == control || other.setMessage != control->setMessage || address(other) != address(*control)) continue;
        if ((word && other.place.bits > 0) || (block && other.place.at >= 0)) ids.push_back(other.id);
    }
    return ids;
}

/// Fills word, mask and block from this control and those that share them.
Result<void> Codec::addShared(const Control& control, Code code, const KnownCodes& known, FieldValues& fields) const {
    if (control.place.bits == 0 && control.place.at < 0) return {};
    const Message& message = *m_profile->message(control.setMessage);
    std::vector<std::pair<const Control*, Code>> all = {{&control, code}};
    for (const std::string& id : needs(control.id)) {
        const auto at = known.find(id);
        const Control* other = m_profile->control(id);
        if (at == known.end())
            return Problem{Fault::Usage, m_profile->model + " sets " + control.label + " and " + other->label + " together, and where " +
                                             other->label + " stands is not known", "read it or set it first"};
        all.emplace_back(other, at->second);
    }
    if (control.place.bits > 0) {
        std::int64_t word = 0;
        for (const auto& [one, at] : all) word |= (at << one->place.lowBit) & one->place.mask();
        fields["word"] = word;
        fields["mask"] = control.place.mask();
    }
    if (control.place.at >= 0 && sendsField(message, "block")) {
        auto block = blockOf(all, static_cast<std::size_t>(message.blockSize));
        if (!block) return block.problem();
        fields["block"] = std::move(*block);
    }
    return {};
}

Result<Codec::Driven> Codec::driven(std::string_view controlId, Code code, const KnownCodes& known) const {
    const std::string unit = m_profile->model;
    const Control* control = m_profile->control(controlId);
    if (!control) return noControl(*m_profile, controlId);
    if (!control->driven()) return Problem{Fault::Usage, unit + " " + control->label + " is set by hand", "turn it at the unit"};
    if (!control->scale.contains(code))
        return Problem{Fault::Usage, unit + " " + control->label + " has no code " + std::to_string(code), "give " + control->scale.rangeText()};
    const Message* message = m_profile->message(control->setMessage);
    assert(message);
    FieldValues fields = fieldsFor(control, code);
    if (const auto shared = addShared(*control, code, known, fields); !shared) return shared.problem();
    return Driven{control, message, std::move(fields)};
}

Result<std::vector<WireMessage>> Codec::written(const Message& message, const std::vector<FieldValues>& groups) const {
    std::vector<WireMessage> out;
    for (const MessageTemplate& pattern : message.send) {
        auto bytes = writtenAs(pattern, groups);
        if (!bytes) return bytes.problem();
        out.push_back({std::move(*bytes), m_profile->timing.gapMs});
    }
    if (!out.empty()) out.back().gapMs = std::max(out.back().gapMs, message.gapMs);
    return out;
}

Result<std::string> Codec::writtenAs(const MessageTemplate& pattern, const std::vector<FieldValues>& groups) const {
    auto bytes = pattern.hasGroup() ? pattern.encodeTogether(groups) : pattern.encode(groups.front());
    if (bytes && pattern.coding() == MessageTemplate::Coding::Bytes) bytes = framed(m_profile->framing, *bytes);
    if (!bytes) return Problem{Fault::Usage, m_profile->model + ": " + bytes.problem().what, bytes.problem().remedy};
    if (pattern.coding() == MessageTemplate::Coding::Text) *bytes += m_profile->framing.sendEnd;
    return bytes;
}

Result<std::vector<WireMessage>> Codec::set(std::string_view control, Code code, const KnownCodes& known) const {
    auto one = driven(control, code, known);
    if (!one) return one.problem();
    auto messages = written(*one->message, {one->fields});
    auto steps = bySteps(*one->control, code);
    if (!messages || !steps) return messages ? steps : messages;
    messages->insert(messages->end(), steps->begin(), steps->end());
    return messages;
}

Result<std::vector<WireMessage>> Codec::setTogether(const std::vector<std::pair<std::string, Code>>& settings, const KnownCodes& known) const {
    std::vector<WireMessage> out;
    std::vector<FieldValues> groups;
    KnownCodes now = known;
    for (const auto& [control, code] : settings) now.emplace(control, code);
    const Message* open = nullptr;
    const Control* last = nullptr;
    const auto flush = [&]() -> Result<void> {
        if (groups.empty()) return {};
        auto messages = written(*open, groups);
        if (!messages) return messages.problem();
        out.insert(out.end(), messages->begin(), messages->end());
        groups.clear();
        auto steps = bySteps(*last, now.find(last->id)->second);
        if (!steps) return steps.problem();
        out.insert(out.end(), steps->begin(), steps->end());
        return {};
    };
    for (const auto& [control, code] : settings) {
        now[control] = code;
        auto one = driven(control, code, now);
        if (!one) return one.problem();
        const auto shared = needs(control);
        const bool sameWord = last && std::find(shared.begin(), shared.end(), last->id) != shared.end();
        if (sameWord && !groups.empty()) groups.pop_back();  // this one says the last one too
        const bool joins = open == one->message && groups.size() < static_cast<std::size_t>(open->batch);
        if (const auto done = joins ? Result<void>() : flush(); !done) return done.problem();
        open = one->message;
        last = one->control;
        groups.push_back(std::move(one->fields));
    }
    if (const auto done = flush(); !done) return done.problem();
    return out;
}

Result<std::vector<WireMessage>> Codec::get(std::string_view controlId) const {
    const Control* control = m_profile->control(controlId);
    if (!control) return noControl(*m_profile, controlId);
    if (!control->readable()) return Problem{Fault::Usage, m_profile->model + " " + control->label + " cannot be read", "read it at the unit"};
    return written(*m_profile->message(control->getMessage), {fieldsFor(control, std::nullopt)});
}

Result<std::vector<WireMessage>> Codec::subscribe(std::string_view controlId) const {
    const Control* control = m_profile->control(controlId);
    if (!control) return noControl(*m_profile, controlId);
    if (control->subscribeMessage.empty()) return std::vector<WireMessage>();
    return written(*m_profile->message(control->subscribeMessage), {fieldsFor(control, std::nullopt)});
}

Result<std::vector<WireMessage>> Codec::request(std::string_view messageId) const {
    const Message* message = m_profile->message(messageId);
    if (!message || message->send.empty())
        return Problem{Fault::Usage, m_profile->model + " has no message \"" + std::string(messageId) + "\"", "see the messages of its profile"};
    return written(*message, {fieldsFor(nullptr, std::nullopt)});
}

}  // namespace detent::profiles
