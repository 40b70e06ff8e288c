// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>

namespace detent::profiles {
namespace {

class ProofReader {
public:
    ProofReader(const Profile& profile, JsonText& text) : m_profile(profile), m_text(text) {}

    Proof read(const JsonNode& node) {
        Proof proof;
        for (const JsonNode& item : node["settings"].items()) setting(item, proof.settings);
        for (const JsonNode& item : node["known"].items()) setting(item, proof.known);
        proof.message = node["message"].text();
        for (const auto& [name, value] : node["params"].members()) param(name, value, proof.params);
        proof.sent = bytes(node["sent"]);
        proof.received = bytes(node["received"]);
        whole(node, proof);
        return proof;
    }

private:
    void setting(const JsonNode& node, std::vector<std::pair<std::string, Code>>& settings) {
        const std::string text = node.text();
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos)
            return m_text.fault(node.pointer(), "\"" + text + "\" is no setting; write CONTROL=VALUE");
        const std::string id = text.substr(0, equals);
        const Control* control = m_profile.control(id);
        std::vector<std::string> ids;
        for (const Control& known : m_profile.controls) ids.push_back(known.id);
        if (!control) return m_text.fault(node.pointer(), "there is no control \"" + id + "\"; " + wordRemedy(id, ids));
        const auto code = control->scale.parse(text.substr(equals + 1));
        if (!code) return m_text.fault(node.pointer(), code.problem().text());
        settings.emplace_back(id, *code);
    }

    void param(const std::string& name, const JsonNode& node, ParamValues& values) {
        std::vector<std::string> names;
        for (const Param& known : m_profile.params) {
            names.push_back(known.id);
            if (known.id != name) continue;
            if (known.isText != node.isText())
                return m_text.fault(node.pointer(), name + (known.isText ? " is a word; put it in quotes" : " is a number; write it without quotes"));
            if (known.isText) values.texts[name] = node.text();
            else values[name] = node.whole();
            if (known.isText) return;
            if (node.whole() < known.min || node.whole() > known.max)
                m_text.fault(node.pointer(), name + " goes from " + std::to_string(known.min) + " to " +
                                                 std::to_string(known.max) + "; give one of these");
            return;
        }
        m_text.fault(node.pointer(), "there is no param \"" + name + "\"; " + wordRemedy(name, names));
    }

    std::vector<std::string> bytes(const JsonNode& node) {
        std::vector<std::string> out;
        for (const JsonNode& item : node.items()) {
            if (m_profile.framing.kind == Framing::Kind::Lines) {
                out.push_back(item.text());
            } else if (const auto found = bytesFromHexText(item.text())) {
                out.push_back(*found);
            } else {
                m_text.fault(item.pointer(), "these are not bytes; write two hex digits each: \"F0 7E 00 06 01 F7\"");
            }
        }
        return out;
    }

    void whole(const JsonNode& node, const Proof& proof) {
        if (m_text.hasFaults(node.pointer())) return;
        if (proof.sent.empty() && proof.received.empty())
            return m_text.fault(node.pointer(), "it proves nothing; give what is sent or received");
        if (proof.settings.empty() && proof.message.empty())
            return m_text.fault(node.pointer(), "it names neither settings nor a message; name one of them");
        if (proof.message.empty()) return;
        if (!m_profile.message(proof.message)) {
            std::vector<std::string> ids;
            for (const Message& message : m_profile.messages) ids.push_back(message.id);
            m_text.fault(node["message"].pointer(),
                         "there is no message \"" + proof.message + "\"; " + wordRemedy(proof.message, ids));
        } else if (!proof.settings.empty() && m_profile.control(proof.settings.front().first)->getMessage != proof.message) {
            m_text.fault(node["message"].pointer(),
                         "control \"" + proof.settings.front().first +
                             "\" is not asked by it; name the control's \"get\", or leave it out for a set");
        }
    }

    const Profile& m_profile;
    JsonText& m_text;
};

std::string shown(std::string_view bytes, bool hex) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (hex)
            out += (out.empty() ? "" : " ") + std::string{"0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
        else
            out += c == '\n' ? std::string("\\n") : c == '\r' ? std::string("\\r") : std::string(1, c);
    }
    return out;
}

Result<std::vector<WireMessage>> said(const Codec& codec, const Proof& proof) {
    if (proof.settings.empty()) return codec.request(proof.message);
    if (!proof.message.empty()) return codec.get(proof.settings.front().first);
    return codec.setTogether(proof.settings, KnownCodes(proof.known.begin(), proof.known.end()));
}

class ProofCheck {
public:
    ProofCheck(const JsonNode& node, const ProfilePtr& profile, const Proof& proof, JsonText& text)
        : m_node(node),
          m_proof(proof),
          m_text(text),
          m_codec(profile, proof.params),
          m_hex(profile->framing.kind != Framing::Kind::Lines) {}

    void run() {
        if (!m_proof.sent.empty()) sent();
        if (!m_proof.received.empty()) m_proof.settings.empty() ? answered() : heard();
    }

private:
    void sent() {
        const auto wire = said(m_codec, m_proof);
        if (!wire) return m_text.fault(m_node["sent"].pointer(), wire.problem().text());
        std::string all;
        std::vector<std::string> bytes;
        for (const WireMessage& message : *wire) {
            bytes.push_back(message.bytes);
            all += (all.empty() ? "\"" : ", \"") + shown(message.bytes, m_hex) + "\"";
        }
        if (bytes != m_proof.sent)
            m_text.fault(m_node["sent"].pointer(),
                         "the profile sends " + all + "; mend the profile, or the proof where its source says so");
    }

    void answered() {
        for (const std::string& frame : m_proof.received) {
            if (m_codec.reply(frame, m_proof.message, "").kind == Reply::Kind::Answer) continue;
            m_text.fault(m_node["received"].pointer(), "\"" + shown(frame, m_hex) +
                                                           "\" is not understood as an answer to \"" + m_proof.message +
                                                           "\"; mend its replies");
        }
    }

    void heard() {
        std::map<std::string, Code> readings;
        for (const std::string& frame : m_proof.received) {
            for (const Reading& reading : m_codec.decode(frame)) readings[reading.control] = reading.code;
        }
        for (const auto& [id, code] : m_proof.settings) {
            const auto found = readings.find(id);
            if (found != readings.end() && found->second == code) continue;
            const std::string what = found == readings.end()
                                         ? "nothing"
                                         : "\"" + m_codec.profile().control(id)->scale.textOf(found->second) + "\"";
            m_text.fault(m_node["received"].pointer(),
                         "the profile hears " + what + " of \"" + id +
                             "\" in it; mend the replies, or the proof where its source says so");
        }
    }

    JsonNode m_node;
    const Proof& m_proof;
    JsonText& m_text;
    Codec m_codec;
    bool m_hex;
};

}  // namespace

void readProofs(const JsonNode& node, Profile& profile, JsonText& text) {
    if (text.hasFaults("/controls") || text.hasFaults("/params") || text.hasFaults("/messages") || text.hasFaults("/framing")) return;
    ProofReader reader(profile, text);
    for (const JsonNode& item : node.items()) profile.proofs.push_back(reader.read(item));
}

void checkProofs(const JsonNode& node, const ProfilePtr& profile, JsonText& text) {
    if (text.hasFaults()) return;
    const auto items = node.items();
    for (std::size_t i = 0; i < items.size(); ++i) ProofCheck(items[i], profile, profile->proofs[i], text).run();
}

}  // namespace detent::profiles
