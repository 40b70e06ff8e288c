// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/virtual/dials.h"
#include "hardware-profiles/virtual/phrase.h"

namespace detent::virt {

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
