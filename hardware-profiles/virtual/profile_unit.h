// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/dialled_unit.h"
#include "hardware-profiles/virtual/ear.h"

#include <atomic>
#include <chrono>

namespace detent::virt {

/// Time as a unit has it, for sessions that end by silence and frames that are cut short.
using UnitClock = std::function<std::chrono::steady_clock::time_point()>;

/// The unit of any profile with a protocol. It does what docs/formats/profile.md says that a unit does, read from that page
/// and not through the codec: it keeps its settings, answers what it is asked, acknowledges and refuses in the profile's
/// words, says what a hand turns, and wants the session's hello where there is one. It has no model of the sound. Errors:
/// Fault::Usage for a profile without a wire.
Result<std::unique_ptr<VirtualUnit>> makeProfileUnit(profiles::ProfilePtr profile, const profiles::ParamValues& params,
                                                     const std::map<std::string, Code>& settings, UnitClock clock = {});

/// What a unit knows of one of its profile's messages.
struct Speech {
    const profiles::Message* message = nullptr;
    std::vector<Phrase> send, replies, unasked, errors, until;
    Phrase down, up;                      ///< of what is set by steps
    std::vector<std::size_t> sets, gets;  ///< dials it sets, and those it asks for
    std::size_t heard = 0;                ///< of several wire messages: how many have come
    Found found;                          ///< and what they said
};

/// What the unit's dials are on the wire: fields from positions and positions from fields.
class DialFields {
public:
    DialFields(const profiles::Profile& profile, const profiles::ParamValues& params, std::shared_ptr<const Dials> dials);

    /// Everything that a message about this dial may bear; `sharing` are those whose bits or bytes stand in it too.
    Fields of(std::size_t dial, const std::vector<std::size_t>& sharing, int blockSize) const;
    /// Of a message about none.
    const Fields& params() const { return m_params; }
    /// Nothing contradicts the installation.
    bool isForUs(const Fields& fields) const;
    bool isAbout(std::size_t dial, const Fields& fields) const;
    /// Where it says that the dial stands; nullopt where it says no position, or none that the dial has.
    std::optional<Code> codeIn(std::size_t dial, const Fields& fields) const;
    static bool saysPosition(const Fields& fields);
    /// A message in this phrase about the one is about the other too.
    bool sharesWith(std::size_t dial, std::size_t other, const Phrase& phrase) const;

private:
    std::optional<Code> codeInWord(const profiles::Control& control, const Fields& fields) const;
    std::optional<Code> codeInBlock(const profiles::Control& control, const Fields& fields) const;
    std::optional<Code> codeInText(const profiles::Scale& scale, const profiles::FieldValue& text, bool isWire) const;

    std::shared_ptr<const Dials> m_dials;
    Fields m_params;
    std::vector<Phrase> m_places;  // how each dial stands in a block
};

}  // namespace detent::virt
