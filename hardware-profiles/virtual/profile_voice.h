// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/dial_fields.h"

namespace detent::virt {

/// What a unit knows of one of its profile's messages.
struct Speech {
    const profiles::Message* message = nullptr;
    std::vector<Phrase> send, replies, unasked, errors, until;
    Phrase down, up;                      ///< of what is set by steps
    std::vector<std::size_t> sets, gets;  ///< dials it sets, and those it asks for
    std::size_t heard = 0;                ///< of several wire messages: how many have come
    Found found;                          ///< and what they said
};

/// What a unit of any profile says: answers about its dials, and refusals in the profile's words. Messages without their framing.
class ProfileVoice {
public:
    using Messages = std::vector<std::string>;
    enum class Why { OutOfRange, Locked, Unknown };

    ProfileVoice(const profiles::Profile& profile, const DialFields& fields, std::shared_ptr<const Dials> dials)
        : m_profile(profile), m_fields(fields), m_dials(std::move(dials)) {}

    /// The answer about these dials; about none where the message names none.
    Messages told(const Speech& speech, const std::vector<std::size_t>& dials) const;
    /// This phrase about the dial, where it can say where the dial stands.
    std::optional<std::string> about(const Speech& speech, const Phrase& phrase, std::size_t dial) const;
    Messages refusal(const Speech& speech, Why why, std::optional<std::size_t> dial = {}) const;

private:
    Fields fieldsOf(const Speech& speech, const Phrase& phrase, std::size_t dial) const;
    void tellOne(const Speech& speech, std::size_t dial, Messages& out) const;
    void tellGroups(const Speech& speech, const std::vector<std::size_t>& dials, Messages& out) const;
    std::size_t groupsIn(const Phrase& phrase, const Fields& group) const;
    bool meansIt(const Phrase& phrase, const std::string& message, std::size_t dial) const;

    const profiles::Profile& m_profile;
    const DialFields& m_fields;
    std::shared_ptr<const Dials> m_dials;
};

/// As the profile's framing has it.
Phrase::Coding codingOf(const profiles::Profile& profile);
/// One of its fields is where a dial stands.
bool saysPosition(const Phrase& phrase);
/// Adds what is there and not in `all` yet.
void addNew(std::vector<std::string>& all, std::optional<std::string> message);

}  // namespace detent::virt
