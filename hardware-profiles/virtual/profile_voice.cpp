// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/profile_voice.h"

#include "hardware-profiles/virtual/ear.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace detent::virt {

Phrase::Coding codingOf(const profiles::Profile& profile) {
    switch (framingOf(profile)) {
        case profiles::Framing::Kind::Lines:
            return Phrase::Coding::Text;
        case profiles::Framing::Kind::Osc:
            return Phrase::Coding::Osc;
        default:
            return Phrase::Coding::Bytes;
    }
}

bool saysPosition(const Phrase& phrase) {
    for (const char* field : {"code", "value", "text", "wire", "word", "block"}) {
        if (phrase.has(field)) return true;
    }
    return false;
}

void addNew(std::vector<std::string>& all, std::optional<std::string> message) {
    if (message && std::find(all.begin(), all.end(), *message) == all.end()) all.push_back(std::move(*message));
}

namespace {

bool tells(const profiles::Refusal& refusal, ProfileVoice::Why why) {
    using Why = ProfileVoice::Why;
    static const std::map<Why, std::vector<std::string>> words = {{Why::OutOfRange, {"range", "value", "limit"}},
                                                                  {Why::Locked, {"local", "lock", "panel"}},
                                                                  {Why::Unknown, {"unknown", "command", "syntax"}}};
    std::string text = refusal.means + " " + refusal.pattern.source();
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto& any = words.at(why);
    return std::any_of(any.begin(), any.end(),
                       [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

}  // namespace

Fields ProfileVoice::fieldsOf(const Speech& speech, const Phrase& phrase, std::size_t dial) const {
    std::vector<std::size_t> sharing;
    for (const auto* list : {&speech.sets, &speech.gets}) {
        for (const std::size_t other : *list) {
            if (m_fields.sharesWith(dial, other, phrase)) sharing.push_back(other);
        }
    }
    return m_fields.of(dial, sharing, speech.message->blockSize);
}

ProfileVoice::Messages ProfileVoice::told(const Speech& speech, const std::vector<std::size_t>& dials) const {
    Messages out;
    if (dials.empty()) {
        for (const Phrase& phrase : speech.replies) {
            if (out.empty()) addNew(out, phrase.said(m_fields.params()));
        }
    } else if (!speech.replies.empty() && speech.replies.front().hasGroup()) {
        tellGroups(speech, dials, out);
    } else {
        for (const std::size_t dial : dials) tellOne(speech, dial, out);
    }
    if (!speech.until.empty()) {
        const Phrase& last = speech.until.front();
        addNew(out, last.said(dials.empty() ? m_fields.params() : fieldsOf(speech, last, dials.back())));
    }
    return out;
}

void ProfileVoice::tellOne(const Speech& speech, std::size_t dial, Messages& out) const {
    const bool mustSay = !speech.gets.empty() && std::any_of(speech.replies.begin(), speech.replies.end(), saysPosition);
    for (const Phrase& phrase : speech.replies) {
        if (mustSay && !saysPosition(phrase)) continue;
        if (auto message = about(speech, phrase, dial)) return addNew(out, std::move(message));
    }
}

std::optional<std::string> ProfileVoice::about(const Speech& speech, const Phrase& phrase, std::size_t dial) const {
    auto message = phrase.said(fieldsOf(speech, phrase, dial));
    return message && meansIt(phrase, *message, dial) ? message : std::nullopt;
}

/// A number may print as another position's; then another phrase has to say it.
bool ProfileVoice::meansIt(const Phrase& phrase, const std::string& message, std::size_t dial) const {
    if (!saysPosition(phrase)) return true;
    const auto found = phrase.heard(message);
    const auto fields = found.empty() ? std::nullopt : found.front().fields();
    return fields && m_fields.codeIn(dial, *fields) == m_dials->code(dial);
}

void ProfileVoice::tellGroups(const Speech& speech, const std::vector<std::size_t>& dials, Messages& out) const {
    const Phrase& phrase = speech.replies.front();
    std::vector<Fields> groups;
    Messages told;  // a group that tells of several dials once
    for (const std::size_t dial : dials) {
        const Fields group = fieldsOf(speech, phrase, dial);
        const std::size_t before = told.size();
        addNew(told, phrase.said(group));
        if (told.size() > before) groups.push_back(group);
    }
    const std::size_t most = groups.empty() ? 1 : groupsIn(phrase, groups.front());
    for (std::size_t at = 0; at < groups.size(); at += most) {
        const auto from = groups.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = static_cast<std::ptrdiff_t>(std::min(most, groups.size() - at));
        addNew(out, phrase.said(std::vector<Fields>(from, from + count)));
    }
}

/// As many as the longest message holds.
std::size_t ProfileVoice::groupsIn(const Phrase& phrase, const Fields& group) const {
    const auto one = phrase.said(std::vector{group}), two = phrase.said(std::vector{group, group});
    const auto most = static_cast<std::size_t>(m_profile.framing.maxLength);
    if (!one || !two || two->size() <= one->size() || one->size() >= most) return 1;
    return 1 + (most - one->size()) / (two->size() - one->size());
}

ProfileVoice::Messages ProfileVoice::refusal(const Speech& speech, Why why, std::optional<std::size_t> dial) const {
    static const std::map<Why, std::string> words = {
        {Why::OutOfRange, "out of range"}, {Why::Locked, "local"}, {Why::Unknown, "unknown command"}};
    const auto& errors = speech.message->errors;
    Messages out;
    for (const bool any : {false, true}) {
        for (std::size_t i = 0; i < errors.size() && out.empty(); ++i) {
            Fields fields = dial ? fieldsOf(speech, speech.errors[i], *dial) : m_fields.params();
            fields["text"] = words.at(why);
            if (any || tells(errors[i], why)) addNew(out, speech.errors[i].said(fields));
        }
    }
    return out;
}

}  // namespace detent::virt
