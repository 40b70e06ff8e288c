// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"
#include "hardware-profiles/virtual/phrase.h"

namespace detent::virt {

/// Of its framing, or the only one its transport has.
profiles::Framing::Kind framingOf(const profiles::Profile& profile);

/// The unit's end of "Framing" in docs/formats/profile.md: cuts what the host sends into messages and puts around what the
/// unit says what belongs there. Written apart from the codec's Framer. Holds at most maxLength bytes and a few. One thread.
class Ear {
public:
    explicit Ear(const profiles::Profile& profile);

    /// The messages that these bytes end, framing cut off.
    std::vector<std::string> hear(std::string_view bytes);
    /// What was begun is given up.
    void forget() { m_pending.clear(), m_overlong = false; }
    /// As the unit puts it on the wire.
    std::string wrapped(const std::string& message) const;

private:
    void hearLine(char byte, std::vector<std::string>& out);
    void hearMidi(unsigned char byte, std::vector<std::string>& out);
    void hearFrames(std::vector<std::string>& out);
    void hearBeforePause(std::vector<std::string>& out);
    void hearPacket(std::string_view packet, std::vector<std::string>& out, int depth);

    std::optional<std::size_t> frameAtFront(std::optional<std::string>& message) const;
    std::optional<std::size_t> endByEscapes(std::optional<std::string>& message) const;
    std::optional<std::size_t> endBySize(std::optional<std::string>& message) const;
    std::optional<std::string> opened(std::string_view frame) const;
    std::string escaped(std::string_view plain) const;
    std::string plain(std::string_view escaped) const;
    bool isEscape(std::string_view bytes, std::size_t at) const;

    profiles::Framing m_framing;
    Phrase m_frame, m_size;
    std::size_t m_most;
    std::string m_pending;
    bool m_overlong = false;
    unsigned char m_status = 0;  // of MIDI
};

}  // namespace detent::virt
