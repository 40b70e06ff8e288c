// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/link/link_thread.h"
#include "hardware-profiles/link/midi_ports.h"
#include "hardware-profiles/link/port_owner.h"

namespace detent::links {

/// A pair of MIDI ports as a Link: every Received holds one message.
class MidiLink final : public LinkThread {
public:
    using Opener = std::function<Result<std::unique_ptr<MidiPair>>(MidiPair::Receive)>;

    /// `ownerKey` is what one process owns.
    MidiLink(const std::string& name, std::string ownerKey, Opener opener);
    ~MidiLink() override;

private:
    Result<void> takePort() override;
    Result<void> transmit(const std::string& bytes) override;
    Result<void> checkPort() override;
    void releasePort() override;

    std::string m_ownerKey;
    Opener m_opener;
    std::optional<PortOwner> m_owner;
    std::unique_ptr<MidiPair> m_pair;
    Clock::time_point m_checked;
};

std::unique_ptr<profiles::Link> makeMidiLink(const std::string& out, const std::string& in);

}  // namespace detent::links
