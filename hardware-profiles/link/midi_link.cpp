// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/midi_link.h"

#include "hardware-profiles/link/virtual_ports.h"

namespace detent::links {

MidiLink::MidiLink(const std::string& name, std::string ownerKey, Opener opener)
    : LinkThread(name), m_ownerKey(std::move(ownerKey)), m_opener(std::move(opener)) {}

MidiLink::~MidiLink() { closeNow(); }

Result<void> MidiLink::takePort() {
    auto owner = PortOwner::take(m_ownerKey, name());
    if (!owner) return owner.problem();
    auto pair = m_opener([this](std::string message, Clock::time_point at) { arrived(std::move(message), at); });
    if (!pair) return pair.problem();
    m_owner.emplace(std::move(*owner));
    m_pair = std::move(*pair);
    m_checked = Clock::now();
    return {};
}

Result<void> MidiLink::transmit(const std::string& bytes) {
    // Drivers swallow what is sent to a port that is gone, so a link long idle looks first.
    if (Clock::now() - m_checked > std::chrono::milliseconds(100)) {
        if (auto there = checkPort(); !there) return there;
    }
    for (const std::string& message : splitMidi(bytes)) {
        if (auto sent = m_pair->send(message); !sent) return sent;
    }
    return {};
}

Result<void> MidiLink::checkPort() {
    m_checked = Clock::now();
    return m_pair->check();
}

void MidiLink::releasePort() {
    m_pair.reset();
    m_owner.reset();
}

std::unique_ptr<profiles::Link> makeMidiLink(const std::string& out, const std::string& in) {
    return std::make_unique<MidiLink>("MIDI " + out, "midi:" + out,
                                      [out, in](MidiPair::Receive receive) { return openMidiPair(out, in, std::move(receive)); });
}

Result<std::unique_ptr<profiles::Link>> openMidiServer(const std::string& name) {
    if (name.empty()) return Problem{Fault::Usage, "a MIDI port needs a name", "give one, e.g. VC-2"};
    return std::unique_ptr<profiles::Link>(std::make_unique<MidiLink>("MIDI port " + name, "midi-server:" + name,
        [name](MidiPair::Receive receive) { return openVirtualMidiPair(name, std::move(receive)); }));
}

}  // namespace detent::links
