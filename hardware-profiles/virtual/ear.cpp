// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/ear.h"

#include <algorithm>

namespace detent::virt {

using How = profiles::Escape::How;
using FramingKind = profiles::Framing::Kind;

Ear::Ear(const profiles::Profile& profile)
    : m_framing(profile.framing),
      m_frame(Phrase::of(Phrase::Coding::Bytes, profile.framing.frame)),
      m_size(Phrase::of(Phrase::Coding::Bytes, profile.framing.size)),
      m_most(static_cast<std::size_t>(profile.framing.maxLength)) {
    m_framing.kind = framingOf(profile);
}

FramingKind framingOf(const profiles::Profile& profile) {
    if (profile.transport == profiles::Transport::Midi) return FramingKind::Midi;
    return profile.transport == profiles::Transport::Osc ? FramingKind::Osc : profile.framing.kind;
}

std::vector<std::string> Ear::hear(std::string_view bytes) {
    std::vector<std::string> out;
    if (m_framing.kind == FramingKind::Osc) {
        hearPacket(bytes, out, 0);
        return out;
    }
    if (m_framing.kind == FramingKind::Frames && m_framing.silenceMs > 0) {
        m_pending += bytes;
        hearBeforePause(out);
        return out;
    }
    for (const char byte : bytes) {
        if (m_framing.kind == FramingKind::Lines) {
            hearLine(byte, out);
        } else if (m_framing.kind == FramingKind::Midi) {
            hearMidi(static_cast<unsigned char>(byte), out);
        } else {
            m_pending += byte;
            hearFrames(out);
        }
    }
    return out;
}

std::string Ear::wrapped(const std::string& message) const {
    const auto is = [&](const std::string& other) { return message == other; };
    if (m_framing.kind == FramingKind::Lines) {
        if (std::any_of(m_framing.prompts.begin(), m_framing.prompts.end(), is)) return message;
        return message + (m_framing.receiveEnds.empty() ? "" : m_framing.receiveEnds.front());
    }
    if (m_framing.kind != FramingKind::Frames || m_frame.isEmpty()) return message;
    if (std::any_of(m_framing.bare.begin(), m_framing.bare.end(), is)) return message;
    const bool overEscaped = m_framing.checkIsOverEscaped;
    const std::string frame = m_frame.said({{"payload", overEscaped ? escaped(message) : message}}).value_or("");
    const std::size_t head = m_frame.opening().size(), tail = m_frame.ending().size();
    if (overEscaped || frame.size() < head + tail) return frame;
    return frame.substr(0, head) + escaped(std::string_view(frame).substr(head, frame.size() - head - tail)) +
           frame.substr(frame.size() - tail);
}

// --- Lines ---

void Ear::hearLine(char byte, std::vector<std::string>& out) {
    m_pending += byte;
    const std::string& end = m_framing.sendEnd;
    if (m_pending.ends_with(end)) {
        m_pending.resize(m_pending.size() - end.size());
        if (!m_overlong && m_pending.size() <= m_most) out.push_back(m_pending);
        m_pending.clear();
        m_overlong = false;
    } else if (m_pending.size() > m_most + end.size()) {
        m_overlong = true;
        m_pending.erase(0, m_pending.size() - end.size());
    }
}

// --- MIDI ---

namespace {

/// Data bytes behind a status; MIDI 1.0 detailed specification, tables 1 to 5.
std::size_t dataBytesOf(unsigned char status) {
    if (status >= 0xF4) return 0;
    if (status == 0xF2) return 2;
    if (status >= 0xF1) return 1;
    return (status & 0xE0) == 0xC0 ? 1 : 2;
}

}  // namespace

void Ear::hearMidi(unsigned char byte, std::vector<std::string>& out) {
    if (byte >= 0xF8) return;
    const bool isOpen = m_pending.starts_with('\xF0');
    if (byte == 0xF7) {
        m_pending += '\xF7';
        if (isOpen && m_pending.size() <= m_most) out.push_back(m_pending);
        m_pending.clear();
        m_status = 0;
        return;
    }
    if (byte >= 0x80) {
        m_pending.assign(1, static_cast<char>(byte));
        m_status = byte < 0xF0 ? byte : 0;
        if (byte >= 0xF4) m_pending.clear();
        return;
    }
    if (m_pending.empty()) {
        if (m_status == 0) return;
        m_pending.assign(1, static_cast<char>(m_status));
    }
    if (m_pending.size() <= m_most) m_pending += static_cast<char>(byte);
    if (isOpen || m_pending.size() <= dataBytesOf(static_cast<unsigned char>(m_pending[0]))) return;
    out.push_back(m_pending);
    m_pending.clear();
}

// --- Frames ---

/// Takes what is whole off the front; a byte with which nothing can begin is passed over.
void Ear::hearFrames(std::vector<std::string>& out) {
    while (!m_pending.empty()) {
        std::optional<std::string> message;
        const auto end = frameAtFront(message);
        if (!end && m_pending.size() <= m_most + 16) return;
        if (message && message->size() <= m_most) out.push_back(std::move(*message));
        m_pending.erase(0, end.value_or(1));
    }
}

/// What comes in one go is mostly one frame: the longest whose check agrees.
void Ear::hearBeforePause(std::vector<std::string>& out) {
    for (std::size_t size = m_pending.size(); size > 0; --size) {
        auto message = opened(std::string_view(m_pending).substr(0, size));
        if (!message || message->empty() || message->size() > m_most) continue;
        out.push_back(std::move(*message));
        m_pending.erase(0, size);
        size = m_pending.size() + 1;
    }
    if (m_pending.size() > m_most + 16) m_pending.clear();
}

/// Where the frame at the front ends, or how much of it is rubbish; nullopt as long as more must come.
std::optional<std::size_t> Ear::frameAtFront(std::optional<std::string>& message) const {
    for (const std::string& bare : m_framing.bare) {
        if (!m_pending.starts_with(bare)) continue;
        message = bare;
        return bare.size();
    }
    const std::string opening = m_frame.opening();
    if (m_pending.size() < opening.size())
        return opening.starts_with(m_pending) ? std::nullopt : std::optional<std::size_t>(1);
    if (!m_pending.starts_with(opening)) return 1;
    if (m_framing.escape.how != How::None && !m_frame.ending().empty()) return endByEscapes(message);
    return endBySize(message);
}

bool Ear::isEscape(std::string_view bytes, std::size_t at) const {
    const auto& escape = m_framing.escape;
    if (static_cast<std::uint8_t>(bytes[at]) != escape.byte) return false;
    const bool isLast = at + 1 == bytes.size();
    if (escape.how == How::Double) return !isLast && bytes[at + 1] == bytes[at];
    return escape.how != How::Or80 || isLast || (bytes[at + 1] & 0x80);
}

std::optional<std::size_t> Ear::endByEscapes(std::optional<std::string>& message) const {
    const std::string ending = m_frame.ending(), opening = m_frame.opening();
    const std::string_view bytes = m_pending;
    for (std::size_t at = opening.size(); at < bytes.size(); ++at) {
        if (isEscape(bytes, at)) {
            ++at;
        } else if (bytes.substr(at).starts_with(ending)) {
            message = opened(bytes.substr(0, at + ending.size()));
            return at + ending.size();
        } else if (bytes.substr(at).starts_with(opening)) {
            return at;  // the one before was cut short
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> Ear::endBySize(std::optional<std::string>& message) const {
    if (m_frame.isEmpty()) {
        const auto size = m_framing.fixedSize > 0 ? std::optional(static_cast<std::size_t>(m_framing.fixedSize))
                                                  : m_size.wholeSize(m_pending);
        if (size && *size > m_most) return 1;
        if (!size || m_pending.size() < *size) return std::nullopt;
        message = m_pending.substr(0, *size);
        return *size;
    }
    // Shorter beginnings have been tried before.
    message = opened(m_pending);
    return message ? std::optional(m_pending.size()) : std::nullopt;
}

std::optional<std::string> Ear::opened(std::string_view frame) const {
    const std::size_t head = m_frame.opening().size(), tail = m_frame.ending().size();
    const bool early = m_framing.escape.how != How::None && !m_framing.checkIsOverEscaped;
    std::string whole(frame);
    if (early && frame.size() >= head + tail)
        whole = whole.substr(0, head) + plain(frame.substr(head, frame.size() - head - tail)) +
                whole.substr(whole.size() - tail);
    for (const Found& found : m_frame.heard(whole)) {
        const auto fields = found.fields();
        const auto payload = fields ? fields->find("payload") : Fields::const_iterator();
        if (!fields || payload == fields->end() || !std::holds_alternative<std::string>(payload->second))
            return std::nullopt;
        std::string message = std::get<std::string>(payload->second);
        if (m_framing.checkIsOverEscaped) message = plain(message);
        if (m_framing.fixedSize > 0 && message.size() != static_cast<std::size_t>(m_framing.fixedSize)) return std::nullopt;
        if (!m_size.isEmpty() && m_size.wholeSize(message) != message.size()) return std::nullopt;
        return message;
    }
    return std::nullopt;
}

std::string Ear::escaped(std::string_view bytes) const {
    const auto& escape = m_framing.escape;
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        const bool isCode = escape.how == How::Double ? byte == escape.byte : escape.codes.find(c) != std::string::npos;
        if (escape.how == How::None || !isCode) {
            out += c;
        } else if (escape.how == How::Double) {
            out += c;
            out += c;
        } else {
            out += static_cast<char>(escape.byte);
            out += static_cast<char>(escape.how == How::Or80 ? byte | 0x80 : byte ^ 0x20);
        }
    }
    return out;
}

std::string Ear::plain(std::string_view bytes) const {
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (m_framing.escape.how == How::None || !isEscape(bytes, at) || at + 1 == bytes.size()) {
            out += bytes[at];
            continue;
        }
        const auto next = static_cast<std::uint8_t>(bytes[++at]);
        const How how = m_framing.escape.how;
        out += static_cast<char>(how == How::Or80 ? next & 0x7F : how == How::Xor20 ? next ^ 0x20 : next);
    }
    return out;
}

// --- OSC ---

void Ear::hearPacket(std::string_view packet, std::vector<std::string>& out, int depth) {
    static constexpr std::string_view kBundle{"#bundle\0", 8};
    if (!packet.starts_with(kBundle)) {
        if (!packet.empty() && packet.size() <= m_most) out.emplace_back(packet);
        return;
    }
    if (packet.size() < 16 || depth > 4) return;
    packet.remove_prefix(16);
    while (packet.size() >= 4) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(packet[i]);
        packet.remove_prefix(4);
        if (size > packet.size()) return;
        hearPacket(packet.substr(0, size), out, depth + 1);
        packet.remove_prefix(size);
    }
}

}  // namespace detent::virt
