// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>
#include <set>

namespace detent::profiles {
namespace {

constexpr std::int64_t kMostSamples = 256;

bool isPosition(const std::string& field) {
    return field == "code" || field == "value" || field == "text";
}

bool saysPosition(const MessageTemplate& pattern) {
    return pattern.hasField("code") || pattern.hasField("value") || pattern.hasField("text");
}

/// All positions of a short scale, else its ends and evenly what lies between.
std::set<Code> samples(const Scale& scale) {
    std::set<Code> codes;
    const std::int64_t count = std::min(scale.count(), kMostSamples);
    for (std::int64_t i = 0; i < count; ++i)
        codes.insert(scale.codeAt(count < 2 ? 0 : static_cast<double>(i) / static_cast<double>(count - 1)));
    if (scale.isListed() && scale.count() <= kMostSamples)
        for (const Position& position : scale.spec().positions) codes.insert(position.code);
    return codes;
}

class WireCheck {
public:
    WireCheck(const JsonNode& root, const ProfilePtr& profile, const std::vector<std::string>& pointers, JsonText& text)
        : m_root(root), m_profile(*profile), m_pointers(pointers), m_text(text), m_codec(profile, {}) {
        for (const Message& message : m_profile.messages) m_messages.push_back(message.id);
        for (const Param& param : m_profile.params) m_params.insert(param.id);
        for (const JsonNode& node : root["messages"].items())
            m_idsAreSure = m_idsAreSure && node["id"].isText() && !text.hasFaults(node["id"].pointer());
    }

    void run() {
        if (!m_root["transport"].isText() || m_text.hasFaults("/transport")) return;
        belongings();
        reference(m_root["identify"], m_profile.identifyMessage);
        reference(m_root["dump"], m_profile.dumpMessage);
        for (std::size_t i = 0; i < m_profile.controls.size(); ++i) {
            reference(control(i)["set"], m_profile.controls[i].setMessage);
            reference(control(i)["get"], m_profile.controls[i].getMessage);
        }
        const auto nodes = m_root["messages"].items();
        for (std::size_t i = 0; i < nodes.size() && !m_text.hasFaults("/params"); ++i) {
            if (!m_text.hasFaults(nodes[i].pointer())) fields(nodes[i], m_profile.messages[i]);
        }
        if (m_text.hasFaults("/messages") || m_text.hasFaults("/params") || m_text.hasFaults("/errors")) return;
        for (std::size_t i = 0; i < m_profile.controls.size(); ++i) {
            if (!m_text.hasFaults(m_pointers[i])) speaks(m_profile.controls[i], control(i));
        }
    }

private:
    using Message = profiles::Message;

    JsonNode control(std::size_t i) const {
        const std::size_t index = std::stoul(m_pointers[i].substr(std::string("/controls/").size()));
        return m_root["controls"].items().at(index);
    }

    /// Keys that only one kind of wire can have.
    void belongings() {
        const auto forbid = [&](const JsonNode& node, const char* key, const char* why) {
            if (node.has(key))
                m_text.fault(node[key].pointer(), std::string("\"") + key + "\" does not belong to " + why +
                                                      "; take it out or change the transport");
        };
        if (m_profile.transport == Transport::None) {
            for (const char* key : {"serial", "framing", "timing", "params", "messages", "errors", "identify", "dump"})
                forbid(m_root, key, "a unit without a wire");
        } else if (m_profile.transport == Transport::Midi) {
            forbid(m_root, "serial", "a MIDI unit");
            for (const char* key : {"sendEnd", "receiveEnds"}) forbid(m_root["framing"], key, "a MIDI unit");
        }
    }

    void reference(const JsonNode& node, const std::string& id) {
        if (id.empty() || m_profile.message(id) || !m_idsAreSure) return;
        m_text.fault(node.pointer(), "there is no message \"" + id + "\"; " + wordRemedy(id, m_messages));
    }

    struct Users {
        std::vector<const Control*> set, get;
        bool request = false;
        bool areSure = true;  ///< no fault elsewhere may be what is missing here
    };
    Users usersOf(const Message& message) const {
        Users users;
        users.request = message.id == m_profile.identifyMessage || message.id == m_profile.dumpMessage;
        for (std::size_t i = 0; i < m_profile.controls.size(); ++i) {
            const Control& control = m_profile.controls[i];
            const bool sets = control.setMessage == message.id;
            const bool gets = control.getMessage == message.id || message.id == m_profile.dumpMessage;
            if (sets) users.set.push_back(&control);
            if (gets) users.get.push_back(&control);
            if ((sets || gets) && m_text.hasFaults(m_pointers[i])) users.areSure = false;
        }
        if (users.set.empty() && users.get.empty() && m_text.hasFaults("/controls")) users.areSure = false;
        return users;
    }

    /// Every field that is sent must be filled, and every one that is heard be known or named as of no interest.
    void fields(const JsonNode& node, const Message& message) {
        const Users users = usersOf(message);
        const auto sends = node["send"].items();
        for (std::size_t i = 0; i < sends.size(); ++i) {
            for (const std::string& name : message.send[i].fieldNames()) sentField(sends[i], name, users);
        }
        for (const char* key : {"replies", "unasked", "errors"}) {
            const auto heard = node[key].items();
            for (std::size_t i = 0; i < heard.size(); ++i) {
                const bool isError = std::string_view(key) == "errors";
                const MessageTemplate& pattern = isError                              ? message.errors[i].pattern
                                                 : std::string_view(key) == "replies" ? message.replies[i]
                                                                                      : message.unasked[i];
                for (const std::string& name : pattern.fieldNames())
                    heardField(isError ? heard[i]["pattern"] : heard[i], name, users);
            }
        }
    }

    void sentField(const JsonNode& node, const std::string& name, const Users& users) {
        if (m_params.contains(name)) return;
        const std::string field = "field \"" + name + "\" ";
        if (isPosition(name)) {
            if (users.request || !users.get.empty())
                m_text.fault(node.pointer(),
                             field + "is not known when the unit is asked; take it out, or use this message only to set");
            return;
        }
        if (users.request)
            return m_text.fault(node.pointer(), field + "is filled by nothing in a request; " +
                                                    wordRemedy(name, {m_params.begin(), m_params.end()}));
        if (!users.areSure) return;
        for (const auto* list : {&users.set, &users.get}) {
            for (const Control* user : *list) {
                if (user->args.contains(name)) continue;
                return m_text.fault(node.pointer(), field + "is filled by nothing for control \"" + user->id +
                                                        "\"; give it among the control's args, or " +
                                                        wordRemedy(name, namesFor(*user)));
            }
        }
    }

    void heardField(const JsonNode& node, const std::string& name, const Users& users) {
        if (m_params.contains(name) || isPosition(name) || name.starts_with("any") || !users.areSure) return;
        std::set<std::string> known = m_params;
        for (const auto* list : {&users.set, &users.get}) {
            for (const Control* user : *list) {
                if (user->args.contains(name)) return;
                for (const auto& [arg, value] : user->args) known.insert(arg);
            }
        }
        known.insert({"code", "value", "text"});
        m_text.fault(node.pointer(),
                     "field \"" + name +
                         "\" is nobody's arg; begin its name with \"any\" where its value is of no interest, or " +
                         wordRemedy(name, {known.begin(), known.end()}));
    }

    std::vector<std::string> namesFor(const Control& control) const {
        std::vector<std::string> names = {"code", "value", "text"};
        for (const auto& [arg, value] : control.args) names.push_back(arg);
        names.insert(names.end(), m_params.begin(), m_params.end());
        return names;
    }

    void speaks(const Control& control, const JsonNode& node) {
        for (const Control& other : m_profile.controls) {
            if (&other == &control) break;
            if (control.driven() && other.setMessage == control.setMessage && other.args == control.args)
                return m_text.fault(node["set"].pointer(), "control \"" + control.id + "\" is set by the same bytes as \"" +
                                                               other.id + "\"; tell them apart by args");
        }
        if (control.driven()) encodes(control, node);
        if (control.readable()) {
            const Message& message = *m_profile.message(control.getMessage);
            if (std::none_of(message.replies.begin(), message.replies.end(), saysPosition))
                return m_text.fault(
                    node["get"].pointer(),
                    "no reply of message \"" + message.id + "\" says a value; write {code}, {value:.1f} or {text} into one");
            comesBack(control, message, node["get"]);
        }
        if (control.driven()) comesBack(control, *m_profile.message(control.setMessage), node["set"]);
    }

    void encodes(const Control& control, const JsonNode& node) {
        for (const Code code : samples(control.scale)) {
            const auto bytes = m_codec.set(control.id, code);
            if (bytes) continue;
            return m_text.fault(node["scale"].pointer(),
                                "\"" + control.scale.textOf(code) + "\" cannot be sent: " + bytes.problem().text());
        }
    }

    /// What the unit answers must mean the position it stands at.
    void comesBack(const Control& control, const Message& message, const JsonNode& node) {
        for (const MessageTemplate& pattern : message.replies) {
            if (!saysPosition(pattern)) continue;
            for (const Code code : samples(control.scale)) {
                const auto bytes = pattern.encode(spoken(control, pattern, code));
                if (!bytes)
                    return m_text.fault(node.pointer(), "\"" + control.scale.textOf(code) + "\" cannot come back by \"" +
                                                            pattern.source() + "\": " + bytes.problem().what);
                const Reply reply = m_codec.reply(*bytes, message.id, control.id);
                const bool same =
                    reply.kind == Reply::Kind::Answer && !reply.readings.empty() && reply.readings.front().code == code;
                if (same) continue;
                return m_text.fault(node.pointer(),
                                    "\"" + control.scale.textOf(code) + "\" comes back by \"" + pattern.source() +
                                        "\" as another position; give the field more decimals or digits, or mend the scale");
            }
        }
    }

    FieldValues spoken(const Control& control, const MessageTemplate& pattern, Code code) const {
        FieldValues fields;
        for (const std::string& name : pattern.fieldNames()) fields[name] = std::int64_t{0};
        for (const Param& param : m_profile.params) fields[param.id] = param.defaultValue + param.wireOffset;
        for (const auto& [name, value] : control.args) fields[name] = value;
        fields["code"] = code;
        if (const auto value = control.scale.valueOf(code)) fields["value"] = *value;
        fields["text"] = control.scale.legendOf(code);
        return fields;
    }

    JsonNode m_root;
    const Profile& m_profile;
    const std::vector<std::string>& m_pointers;
    JsonText& m_text;
    Codec m_codec;
    std::vector<std::string> m_messages;
    std::set<std::string> m_params;
    bool m_idsAreSure = true;
};

}  // namespace

void checkWire(const JsonNode& root, const ProfilePtr& profile, const std::vector<std::string>& pointers, JsonText& text) {
    WireCheck(root, profile, pointers, text).run();
}

}  // namespace detent::profiles
