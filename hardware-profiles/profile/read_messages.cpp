// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>

namespace detent::profiles {
namespace {

class MessageReader {
public:
    MessageReader(Profile& profile, JsonText& text) : m_profile(profile), m_text(text) {
        const bool bytes = profile.transport == Transport::Midi;
        m_coding = bytes ? MessageTemplate::Coding::Bytes : MessageTemplate::Coding::Text;
    }

    Message read(const JsonNode& node, const std::vector<Refusal>& common) {
        Message message;
        message.id = node["id"].text();
        message.send = templates(node["send"]);
        message.replies = templates(node["replies"]);
        message.unasked = templates(node["unasked"]);
        message.errors = refusals(node["errors"]);
        message.errors.insert(message.errors.end(), common.begin(), common.end());
        message.batch = node["batch"].small(1);
        message.replyMs = node["replyMs"].small(m_profile.timing.replyMs);
        message.gapMs = node["gapMs"].small(m_profile.timing.gapMs);
        message.replyIsProtected = node["replyIsProtected"].flag(false);
        const bool grouped =
            std::any_of(message.send.begin(), message.send.end(), [](const auto& one) { return one.hasGroup(); });
        if (message.batch > 1 && !grouped)
            m_text.fault(node["batch"].pointer(), "a batch needs a group; put what repeats between ( and ) in \"send\"");
        return message;
    }

    std::vector<Refusal> refusals(const JsonNode& node) {
        std::vector<Refusal> out;
        for (const JsonNode& item : node.items()) {
            if (auto pattern = one(item["pattern"])) out.push_back({std::move(*pattern), item["means"].text()});
        }
        return out;
    }

private:
    std::vector<MessageTemplate> templates(const JsonNode& node) {
        std::vector<MessageTemplate> out;
        for (const JsonNode& item : node.items()) {
            if (auto made = one(item)) out.push_back(std::move(*made));
        }
        return out;
    }

    std::optional<MessageTemplate> one(const JsonNode& node) {
        if (!node.isText() || m_text.hasFaults(node.pointer())) return std::nullopt;
        auto made = MessageTemplate::parse(m_coding, node.text());
        if (made) return std::move(*made);
        m_text.fault(node.pointer(), made.problem().text());
        return std::nullopt;
    }

    Profile& m_profile;
    JsonText& m_text;
    MessageTemplate::Coding m_coding;
};

}  // namespace

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
