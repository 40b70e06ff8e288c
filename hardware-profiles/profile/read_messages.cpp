// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>

namespace detent::profiles {
namespace {

class MessageReader {
public:
    MessageReader(Profile& profile, JsonText& text) : m_profile(profile), m_text(text) {}

    Message read(const JsonNode& node, const std::vector<Refusal>& common) {
        Message message;
        message.id = node["id"].text();
        message.send = templates(node["send"]);
        if (auto down = readTemplate(node["down"], m_profile, m_text)) message.down = std::move(*down);
        if (auto up = readTemplate(node["up"], m_profile, m_text)) message.up = std::move(*up);
        steps(node);
        message.replies = templates(node["replies"]);
        message.unasked = templates(node["unasked"]);
        message.until = templates(node["until"]);
        message.silence = node["silence"].oneOf<Message::Silence>({"unknown", "done", "refused"});
        if (message.replies.empty() && message.until.empty() && !node.has("silence")) message.silence = Message::Silence::Done;
        if (message.replies.empty() && message.until.empty() && message.silence == Message::Silence::Refused)
            m_text.fault(node["silence"].pointer(), "it is always silent, so silence cannot refuse; add its \"replies\", or take \"silence\" out");
        message.blockSize = node["blockSize"].small(0);
        const auto sendsBlock = [](const auto& one) { return one.hasField("block"); };
        if (std::any_of(message.send.begin(), message.send.end(), sendsBlock) != (message.blockSize > 0))
            m_text.fault(message.blockSize > 0 ? node["blockSize"].pointer() : node["send"].pointer(),
                         "a block that is sent has a \"blockSize\", and no other; say how many bytes it has, or take it out");
        message.errors = refusals(node["errors"]);
        message.errors.insert(message.errors.end(), common.begin(), common.end());
        message.batch = node["batch"].small(1);
        message.replyMs = node["replyMs"].small(m_profile.timing.replyMs);
        message.gapMs = node["gapMs"].small(m_profile.timing.gapMs);
        message.replyIsProtected = node["replyIsProtected"].flag(false);
        if (message.replyIsProtected && !isChecked(message))
            m_text.fault(node["replyIsProtected"].pointer(), "no reply of it bears a checksum; take it out, and it is read twice");
        const bool grouped =
            std::any_of(message.send.begin(), message.send.end(), [](const auto& one) { return one.hasGroup(); });
        if (message.batch > 1 && !grouped)
            m_text.fault(node["batch"].pointer(), "a batch needs a group; put what repeats between ( and ) in \"send\"");
        return message;
    }

    std::vector<Refusal> refusals(const JsonNode& node) {
        std::vector<Refusal> out;
        for (const JsonNode& item : node.items()) {
            if (auto pattern = readTemplate(item["pattern"], m_profile, m_text)) out.push_back({std::move(*pattern), item["means"].text()});
        }
        return out;
    }

private:
    void steps(const JsonNode& node) {
        const bool isStepped = node.has("down") || node.has("up");
        if (node.has("down") != node.has("up"))
            return m_text.fault(node.pointer(), "steps lead both ways; give both \"down\" and \"up\"");
        if (isStepped && node.has("replies"))
            m_text.fault(node["replies"].pointer(), "of many steps no answer belongs to one setting; take \"replies\" out, and let \"get\" read it back");
        if (isStepped && node.has("batch")) m_text.fault(node["batch"].pointer(), "steps are of one control; take \"batch\" out");
        if (!isStepped && node["send"].items().empty() && !m_text.hasFaults(node["send"].pointer()))
            m_text.fault(node["send"].pointer(), "nothing is sent; give it a template");
    }

    std::vector<MessageTemplate> templates(const JsonNode& node) {
        std::vector<MessageTemplate> out;
        for (const JsonNode& item : node.items()) {
            if (auto made = readTemplate(item, m_profile, m_text)) out.push_back(std::move(*made));
        }
        return out;
    }

    bool isChecked(const Message& message) const {
        const auto checks = [](const MessageTemplate& pattern) { return pattern.hasChecksum(); };
        return checks(m_profile.framing.frame) || std::any_of(message.replies.begin(), message.replies.end(), checks) ||
               std::any_of(message.until.begin(), message.until.end(), checks);
    }

    Profile& m_profile;
    JsonText& m_text;
};

}  // namespace

std::optional<MessageTemplate> readTemplate(const JsonNode& node, const Profile& profile, JsonText& text) {
    if (!node.isText() || text.hasFaults(node.pointer()) || (text.hasFaults("/framing") && !node.pointer().starts_with("/framing")))
        return std::nullopt;
    auto made = MessageTemplate::parse(profile.framing.coding(), node.text());
    if (made) return std::move(*made);
    text.fault(node.pointer(), made.problem().text());
    return std::nullopt;
}

void checkUnique(const std::vector<JsonNode>& nodes, const char* what, JsonText& text) {
    std::map<std::string, std::string> seen;
    for (const JsonNode& node : nodes) {
        const std::string id = node["id"].text();
        const auto [first, isNew] = seen.emplace(id, node.pointer());
        if (!isNew && !id.empty())
            text.fault(node["id"].pointer(),
                       std::string(what) + " \"" + id + "\" is already at " + first->second + "; give it another id");
    }
}

std::optional<std::string> bytesFromHexText(std::string_view text) {
    std::string bytes;
    const auto made = MessageTemplate::parse(MessageTemplate::Coding::Bytes, text);
    if (!made || !made->fieldNames().empty() || made->hasChecksum() || made->hasGroup()) return std::nullopt;
    const auto encoded = made->encode({});
    return encoded ? std::optional(*encoded) : std::nullopt;
}

void readMessages(const JsonNode& root, Profile& profile, JsonText& text) {
    MessageReader reader(profile, text);
    const std::vector<Refusal> common = reader.refusals(root["errors"]);
    const auto nodes = root["messages"].items();
    checkUnique(nodes, "message", text);
    for (const JsonNode& node : nodes) profile.messages.push_back(reader.read(node, common));
}

}  // namespace detent::profiles
