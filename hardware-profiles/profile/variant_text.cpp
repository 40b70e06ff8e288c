// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>
#include <set>

namespace detent::profiles {
namespace {

using nlohmann::json;

bool isMergedById(const std::string& key) { return key == "controls" || key == "messages" || key == "params"; }

std::string idOf(const json& entry) { return entry.is_object() ? entry.value("id", std::string()) : std::string(); }

void mergeById(json& list, const json& patches) {
    for (const json& patch : patches) {
        const auto same = [&](const json& entry) { return idOf(entry) == idOf(patch); };
        const auto at = std::find_if(list.begin(), list.end(), same);
        if (at != list.end()) at->merge_patch(patch);
        else list.push_back(patch);
    }
}

/// Does a control with this id as the file has it, such as "gain.{mic}", become `id`?
bool becomes(std::string_view written, std::string_view id) {
    const std::size_t open = written.find('{'), close = written.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos) return written == id;
    if (!id.starts_with(written.substr(0, open))) return false;
    id.remove_prefix(open);
    const std::size_t digits = std::min(id.find_first_not_of("0123456789"), id.size());
    return digits > 0 && becomes(written.substr(close + 1), id.substr(digits));
}

class VariantMaker {
public:
    VariantMaker(const json& base, const json& patch, std::string pointer, JsonText& text)
        : m_made(base), m_patch(patch), m_pointer(std::move(pointer)), m_text(text) {}

    json make() {
        m_made.erase("variants");
        m_made["id"] = m_made["id"].get<std::string>() + "." + m_patch["id"].get<std::string>();
        remove();
        for (const auto& member : m_patch.items()) {
            const std::string& key = member.key();
            if (key == "id" || key == "removes") continue;
            if (key == "format" || key == "maker" || key == "variants") fault(key, "a variant has the same \"" + key + "\" as its model; take it out");
            else if (member.value().is_null()) leaveOut(key);
            else if (isMergedById(key) && m_made.contains(key)) mergeById(m_made[key], member.value());
            else if (member.value().is_object() && m_made.contains(key)) m_made[key].merge_patch(member.value());
            else m_made[key] = member.value();
        }
        return std::move(m_made);
    }

private:
    void fault(const std::string& key, const std::string& message) { m_text.fault(childPointer(m_pointer, key), message); }

    void leaveOut(const std::string& key) {
        if (m_made.erase(key) == 0) fault(key, "the model has no \"" + key + "\" that could be left out; take it out");
    }

    void remove() {
        if (!m_patch.contains("removes")) return;
        for (std::size_t i = 0; i < m_patch["removes"].size(); ++i) {
            const std::string id = m_patch["removes"][i].get<std::string>();
            std::size_t gone = 0;
            for (const char* key : {"controls", "messages"}) {
                if (m_made.contains(key)) gone += erase(m_made[key], [&](const json& entry) { return idOf(entry) == id; });
            }
            if (gone == 0)
                m_text.fault(childPointer(childPointer(m_pointer, "removes"), i), "there is no control or message \"" + id + "\"; write its id as the file has it");
            forget(id);
        }
    }

    template <typename Which>
    static std::size_t erase(json& list, const Which& which) {
        json kept = json::array();
        for (const json& entry : list) {
            if (!which(entry)) kept.push_back(entry);
        }
        const std::size_t gone = list.size() - kept.size();
        list = std::move(kept);
        return gone;
    }

    /// Panel items and proofs of a control that is gone.
    void forget(const std::string& id) {
        const auto names = [&](const json& text) { return becomes(id, text.get<std::string>().substr(0, text.get<std::string>().find('='))); };
        if (m_made.contains("panel") && m_made["panel"].contains("items") && !m_patch.contains("panel"))
            erase(m_made["panel"]["items"], [&](const json& item) { return item.contains("control") && names(item["control"]); });
        if (!m_made.contains("proofs")) return;
        erase(m_made["proofs"], [&](const json& proof) {
            const json settings = proof.value("settings", json::array());
            return std::any_of(settings.begin(), settings.end(), names) || proof.value("message", std::string()) == id;
        });
    }

    json m_made;
    const json& m_patch;
    std::string m_pointer;
    JsonText& m_text;
};

}  // namespace

std::vector<VariantText> variantTexts(JsonText& text) {
    std::vector<VariantText> out;
    std::set<std::string> ids;
    if (!text.root().contains("variants")) return out;
    const json& variants = text.root()["variants"];
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const std::string pointer = childPointer("/variants", i), id = variants[i]["id"].get<std::string>();
        if (!ids.insert(id).second) text.fault(pointer, "variant \"" + id + "\" is there already; give it another id");
        const std::string json = VariantMaker(text.root(), variants[i], pointer, text).make().dump(1);
        if (!text.hasFaults(pointer)) out.push_back({pointer, id, json});
    }
    return out;
}

}  // namespace detent::profiles
