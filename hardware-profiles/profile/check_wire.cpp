// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>
#include <set>

namespace detent::profiles {
namespace {

bool fillsFromPosition(const std::string& field) {
    return field != "size" && field != "payload" && isReservedField(field);
}

class WireCheck {
public:
    WireCheck(const JsonNode& root, const ProfilePtr& profile, const std::vector<std::string>& pointers, JsonText& text)
        : m_root(root), m_profile(*profile), m_pointers(pointers), m_text(text), m_nodes(root["controls"].items()) {
        for (const Message& message : m_profile.messages) m_messages.push_back(message.id);
        for (const Param& param : m_profile.params) m_params.insert(param.id);
        for (const JsonNode& node : root["messages"].items())
            m_idsAreSure = m_idsAreSure && node["id"].isText() && !text.hasFaults(node["id"].pointer());
    }

    void run() {
        if (!m_root["transport"].isText() || m_text.hasFaults("/transport")) return;
        belongings();
        reference(m_root["identify"], m_profile.identifyMessage);
        const auto dumps = m_root["dump"].items();
        for (std::size_t i = 0; i < m_profile.dumpMessages.size(); ++i)
            reference(dumps.empty() ? m_root["dump"] : dumps[i], m_profile.dumpMessages[i]);
        for (std::size_t i = 0; i < m_profile.controls.size(); ++i) {
            reference(control(i)["set"], m_profile.controls[i].setMessage);
            reference(control(i)["get"], m_profile.controls[i].getMessage);
            reference(control(i)["subscribe"], m_profile.controls[i].subscribeMessage);
        }
        const auto nodes = m_root["messages"].items();
        if (m_text.hasFaults("/framing")) return;  // nothing is known of how messages are written
        for (std::size_t i = 0; i < nodes.size() && !m_text.hasFaults("/params"); ++i) {
            if (!m_text.hasFaults(nodes[i].pointer())) fields(nodes[i], m_profile.messages[i]);
        }
    }

private:
    using Message = profiles::Message;

    JsonNode control(std::size_t i) const {
        const std::size_t index = std::stoul(m_pointers[i].substr(std::string("/controls/").size()));
        return m_nodes.at(index);
    }

    /// Keys that only one kind of wire can have.
    void belongings() {
        const auto forbid = [&](const JsonNode& node, const char* key, const char* why) {
            if (node.has(key))
                m_text.fault(node[key].pointer(), std::string("\"") + key + "\" does not belong to " + why +
                                                      "; take it out or change the transport");
        };
        if (m_profile.transport == Transport::None) {
            for (const char* key : {"serial", "framing", "timing", "params", "messages", "errors", "identify", "dump", "session", "network"})
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
        const auto& dumps = m_profile.dumpMessages;
        const bool isDump = std::find(dumps.begin(), dumps.end(), message.id) != dumps.end();
        users.request = message.id == m_profile.identifyMessage || isDump || isOfSession(message.id);
        for (std::size_t i = 0; i < m_profile.controls.size(); ++i) {
            const Control& control = m_profile.controls[i];
            const bool sets = control.setMessage == message.id;
            const bool gets = control.getMessage == message.id || control.subscribeMessage == message.id || isDump;
            if (sets) users.set.push_back(&control);
            if (gets) users.get.push_back(&control);
            if ((sets || gets) && m_text.hasFaults(m_pointers[i])) users.areSure = false;
        }
        if (users.set.empty() && users.get.empty() && m_text.hasFaults("/controls")) users.areSure = false;
        return users;
    }

    bool isOfSession(const std::string& id) const {
        const Session& session = m_profile.session;
        const auto has = [&](const std::vector<std::string>& list) { return std::find(list.begin(), list.end(), id) != list.end(); };
        return has(session.hello) || has(session.subscribe) || has(session.bye) || id == session.keepAlive || id == session.lock || id == session.unlock;
    }

    /// Every field that is sent must be filled, and every one that is heard be known or named as of no interest.
    void fields(const JsonNode& node, const Message& message) {
        const Users users = usersOf(message);
        const auto sends = node["send"].items();
        for (std::size_t i = 0; i < std::min(sends.size(), message.send.size()); ++i) {
            for (const std::string& name : message.send[i].fieldNames()) sentField(sends[i], name, users);
        }
        for (const auto& [key, step] : {std::pair{"down", &message.down}, std::pair{"up", &message.up}}) {
            for (const std::string& name : step->fieldNames()) stepField(node[key], name, users);
        }
        const auto heard = [&](const char* key, const std::vector<MessageTemplate>& patterns) {
            const auto items = node[key].items();
            for (std::size_t i = 0; i < std::min(items.size(), patterns.size()); ++i) {
                for (const std::string& name : patterns[i].fieldNames()) heardField(items[i], name, users);
            }
        };
        heard("replies", message.replies);
        heard("unasked", message.unasked);
        heard("until", message.until);
        const auto errors = node["errors"].items();
        for (std::size_t i = 0; i < std::min(errors.size(), message.errors.size()); ++i) {
            for (const std::string& name : message.errors[i].pattern.fieldNames()) heardField(errors[i]["pattern"], name, users);
        }
    }

    void sentField(const JsonNode& node, const std::string& name, const Users& users) {
        if (m_params.contains(name)) return;
        const std::string field = "field \"" + name + "\" ";
        if (fillsFromPosition(name)) {
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
                if (user->args.contains(name) || user->words.contains(name)) continue;
                return m_text.fault(node.pointer(), field + "is filled by nothing for control \"" + user->id +
                                                        "\"; give it among the control's args, or " +
                                                        wordRemedy(name, namesFor(*user)));
            }
        }
    }

    void stepField(const JsonNode& node, const std::string& name, const Users& users) {
        if (!fillsFromPosition(name)) return sentField(node, name, users);
        m_text.fault(node.pointer(), "field \"" + name + "\" is a position, and a step is the same from each; take it out");
    }

    void heardField(const JsonNode& node, const std::string& name, const Users& users) {
        if (m_params.contains(name) || fillsFromPosition(name) || name.starts_with("any") || !users.areSure) return;
        std::set<std::string> known = m_params;
        for (const auto* list : {&users.set, &users.get}) {
            for (const Control* user : *list) {
                if (user->args.contains(name) || user->words.contains(name)) return;
                for (const auto& [arg, value] : user->args) known.insert(arg);
                for (const auto& [arg, word] : user->words) known.insert(arg);
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

    JsonNode m_root;
    const Profile& m_profile;
    const std::vector<std::string>& m_pointers;
    JsonText& m_text;
    std::vector<JsonNode> m_nodes;
    std::vector<std::string> m_messages;
    std::set<std::string> m_params;
    bool m_idsAreSure = true;
};

}  // namespace

void checkWire(const JsonNode& root, const ProfilePtr& profile, const std::vector<std::string>& pointers, JsonText& text) {
    WireCheck(root, profile, pointers, text).run();
}

}  // namespace detent::profiles
