// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Codec as it hears: what a received message says.
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/codec/field_wire.h"

#include <algorithm>
#include <cmath>

namespace detent::profiles {
namespace {

/// A code that came as a decimal number: a float32 holds no more of it.
constexpr double kNearestCode = 0.45;

bool saysSome(const FieldValues& found) {
    return std::any_of(found.begin(), found.end(), [](const auto& field) {
        const std::string& name = field.first;
        return name == "code" || name == "value" || name == "text" || name == "wire" || name == "word" || name == "block";
    });
}

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

std::string asText(const FieldValue& value) {
    const auto whole = wholeOf(value);
    if (whole) return std::to_string(*whole);
    const auto* word = std::get_if<std::string>(&value);
    return word ? *word : std::string();
}

std::optional<Code> codeFrom(const FieldValue& value, const Scale& scale) {
    const auto number = numberOf(value);
    if (!number || std::abs(*number) > 1e15) return std::nullopt;
    const double nearest = std::round(*number);
    if (std::abs(*number - nearest) > kNearestCode) return std::nullopt;
    return scale.heard(static_cast<Code>(nearest));
}

std::optional<Code> wireCode(const std::string& word, const Scale& scale) {
    for (const Position& position : scale.spec().positions) {
        if (!position.wire.empty() && position.wire == word) return position.code;
    }
    const auto parsed = scale.parse(word);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

/// A control's code in the bytes it shares with others.
std::optional<Code> codeInBlock(const Control& control, std::string_view block) {
    const auto at = static_cast<std::size_t>(control.place.at), size = control.place.format.fixedSize().value_or(0);
    if (size == 0 || at + size > block.size()) return std::nullopt;
    const auto found = control.place.format.decode(block.substr(at, size));
    if (!found || !found->contains("code")) return std::nullopt;
    if (control.place.bits == 0) return codeFrom(found->at("code"), control.scale);
    const auto word = wholeOf(found->at("code"));
    return word ? control.scale.heard((*word & control.place.mask()) >> control.place.lowBit) : std::nullopt;
}

}  // namespace

Result<std::string> Codec::blockOf(const std::vector<std::pair<const Control*, Code>>& all, std::size_t size) const {
    std::string block(size, '\0');
    std::map<int, std::int64_t> words;
    for (const auto& [control, code] : all) {
        const Place& place = control->place;
        std::int64_t number = code;
        if (place.bits > 0) number = words[place.at] |= (code << place.lowBit) & place.mask();
        const auto bytes = place.format.encode({{"code", number}});
        if (!bytes) return bytes;
        const auto at = static_cast<std::size_t>(place.at);
        if (at + bytes->size() > size)
            return Problem{Fault::Usage, m_profile->model + " " + control->label + " lies behind the end of its block", "make blockSize larger in the profile"};
        block.replace(at, bytes->size(), *bytes);
    }
    return block;
}

FieldValues Codec::spoken(const Control& control, Code code) const {
    FieldValues fields = fieldsFor(&control, code);
    if (control.place.bits > 0) {
        fields["word"] = (code << control.place.lowBit) & control.place.mask();
        fields["mask"] = control.place.mask();
    }
    return fields;
}

Result<std::string> Codec::blockWith(const Control& control, Code code, std::size_t size) const { return blockOf({{&control, code}}, size); }

bool Codec::agrees(const FieldValues& found, const Control* control) const {
    const auto fits = [&](const std::string& name, std::int64_t known) {
        const auto at = found.find(name);
        return at == found.end() || numberOf(at->second) == static_cast<double>(known);
    };
    const auto reads = [&](const std::string& name, const std::string& known) {
        const auto at = found.find(name);
        return at == found.end() || asText(at->second) == known;
    };
    for (const Param& param : m_profile->params) {
        const auto word = m_params.texts.find(param.id);
        const bool same = param.isText ? reads(param.id, word == m_params.texts.end() ? param.defaultText : word->second) : fits(param.id, wireValue(param));
        if (!same) return false;
    }
    if (!control) return true;
    return std::all_of(control->args.begin(), control->args.end(), [&](const auto& arg) { return fits(arg.first, arg.second); }) &&
           std::all_of(control->words.begin(), control->words.end(), [&](const auto& word) { return reads(word.first, word.second); });
}

std::optional<Code> Codec::codeIn(const FieldValues& found, const Control& control) const {
    std::optional<Code> code;
    bool isGood = true;
    const auto say = [&](const char* name, const auto& meaning) {
        const auto at = found.find(name);
        if (at == found.end() || !isGood) return;
        const std::optional<Code> said = meaning(at->second);
        isGood = said && (!code || *code == *said);
        code = said;
    };
    say("code", [&](const FieldValue& value) { return codeFrom(value, control.scale); });
    say("value", [&](const FieldValue& value) {
        const auto number = numberOf(value);
        return number ? control.scale.exactCodeOf(*number) : std::nullopt;
    });
    say("text", [&](const FieldValue& value) {
        const auto parsed = control.scale.parse(asText(value));
        return parsed ? std::optional(*parsed) : std::nullopt;
    });
    say("wire", [&](const FieldValue& value) { return wireCode(asText(value), control.scale); });
    say("word", [&](const FieldValue& value) {
        const auto word = wholeOf(value);
        return word && control.place.bits > 0 ? control.scale.heard((*word & control.place.mask()) >> control.place.lowBit) : std::nullopt;
    });
    say("block", [&](const FieldValue& value) {
        const auto* block = std::get_if<std::string>(&value);
        return block && control.place.at >= 0 ? codeInBlock(control, *block) : std::nullopt;
    });
    return isGood ? code : std::nullopt;
}

std::vector<const Control*> Codec::usersOf(const Message& message) const {
    const auto& dumps = m_profile->dumpMessages;
    const bool isDump = m_profile->dumpMessage == message.id || std::find(dumps.begin(), dumps.end(), message.id) != dumps.end();
    std::vector<const Control*> users;
    for (const Control& control : m_profile->controls) {
        if (isDump || control.setMessage == message.id || control.getMessage == message.id || control.subscribeMessage == message.id)
            users.push_back(&control);
    }
    return users;
}

std::vector<Reading> Codec::saidBy(const std::vector<const Control*>& users, const FieldValues& found, bool isProtected) const {
    std::vector<Reading> readings;
    for (const Control* control : users) {
        if (!agrees(found, control)) continue;
        if (const auto code = codeIn(found, *control)) readings.push_back({control->id, *code, isProtected});
    }
    const bool isShared = found.contains("word") || found.contains("block");
    return isShared || readings.size() == 1 ? readings : std::vector<Reading>();
}

bool Codec::isProtected(const Message& message, const MessageTemplate& pattern) const {
    return message.replyIsProtected && (pattern.hasChecksum() || m_profile->framing.frame.hasChecksum());
}

Reply Codec::reply(std::string_view frame, std::string_view messageId, std::string_view controlId) const {
    const Message* message = m_profile->message(messageId);
    const Control* control = m_profile->control(controlId);
    if (!message || (!control && !controlId.empty())) return {};
    const auto answerBy = [&](const MessageTemplate& pattern) {
        Reply reply;
        for (const FieldValues& found : pattern.decodeTogether(frame)) {
            const bool own = agrees(found, control), value = saysSome(found);
            const bool isShared = found.contains("word") || found.contains("block");
            std::vector<Reading> said;
            if (own && control && value && !isShared) {
                if (const auto code = codeIn(found, *control)) said.push_back({control->id, *code, isProtected(*message, pattern)});
            }
            if (value && said.empty()) said = saidBy(usersOf(*message), found, isProtected(*message, pattern));
            const auto isIt = [&](const Reading& reading) { return reading.control == controlId; };
            const bool answers = !control || !value ? own : std::any_of(said.begin(), said.end(), isIt);
            if (answers) reply.kind = Reply::Kind::Answer;
            reply.readings.insert(reply.readings.end(), said.begin(), said.end());
        }
        return reply;
    };
    for (const MessageTemplate& pattern : message->until) {
        if (Reply reply = answerBy(pattern); reply.kind == Reply::Kind::Answer) return reply;
    }
    std::optional<Reply> plain;  // an answer without a value stands back behind one that has it
    for (const MessageTemplate& pattern : message->replies) {
        Reply reply = answerBy(pattern);
        reply.isLast = message->until.empty();
        if (reply.kind != Reply::Kind::Answer) continue;
        if (!reply.readings.empty()) return reply;
        if (!plain) plain = std::move(reply);
    }
    if (plain) return *plain;
    for (const Refusal& refusal : message->errors) {
        const auto found = refusal.pattern.decode(frame);
        if (found && agrees(*found, control)) return {Reply::Kind::Refused, {}, wordOf(refusal, *found, frame)};
    }
    return {};
}

std::vector<Reading> Codec::decode(std::string_view frame) const {
    std::vector<Reading> readings;
    for (const Message& message : m_profile->messages) {
        for (const auto* list : {&message.replies, &message.unasked, &message.until}) {
            for (const MessageTemplate& pattern : *list) {
                for (const FieldValues& found : pattern.decodeTogether(frame)) {
                    if (!saysSome(found)) continue;
                    for (Reading& reading : saidBy(usersOf(message), found, isProtected(message, pattern))) {
                        const bool isKnown = std::any_of(readings.begin(), readings.end(), [&](const Reading& r) { return r.control == reading.control; });
                        if (!isKnown) readings.push_back(std::move(reading));
                    }
                }
            }
        }
    }
    return readings;
}

std::vector<Reading> Codec::meant(std::string_view frame) const {
    std::vector<Reading> readings;
    for (const Message& message : m_profile->messages) {
        std::vector<const Control*> users;
        for (const Control& control : m_profile->controls) {
            if (control.setMessage == message.id) users.push_back(&control);
        }
        if (users.empty()) continue;
        if (!message.up.isEmpty()) {
            for (Reading& reading : meantBySteps(message, users, frame)) readings.push_back(std::move(reading));
            continue;
        }
        std::vector<MessageTemplate> patterns = message.send;
        if (patterns.size() > 1 && patterns.front().coding() == MessageTemplate::Coding::Bytes) {
            std::string source;
            for (const MessageTemplate& one : message.send) source += one.source() + " ";
            if (auto joined = MessageTemplate::parse(MessageTemplate::Coding::Bytes, source)) patterns = {std::move(*joined)};
        }
        for (const MessageTemplate& pattern : patterns) {
            for (const FieldValues& found : pattern.decodeTogether(frame)) {
                if (!saysSome(found)) continue;
                std::vector<const Control*> meantHere = users;
                const auto mask = found.find("mask");
                if (mask != found.end())
                    std::erase_if(meantHere, [&](const Control* control) { return numberOf(mask->second) != static_cast<double>(control->place.mask()); });
                for (Reading& reading : saidBy(meantHere, found, false)) readings.push_back(std::move(reading));
            }
        }
    }
    return readings;
}

bool Codec::isGreeting(std::string_view frame) const {
    const MessageTemplate& greeting = m_profile->session.greeting;
    return !greeting.isEmpty() && greeting.decode(frame).has_value();
}

}  // namespace detent::profiles
