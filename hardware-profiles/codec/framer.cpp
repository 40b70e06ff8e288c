// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/codec/osc_message.h"

#include <algorithm>

namespace detent::profiles {
namespace {

constexpr std::uint8_t kSysEx = 0xF0, kEndOfSysEx = 0xF7, kFirstRealTime = 0xF8;
constexpr std::size_t kLongestChannelMessage = 3, kMostEchoes = 8;
constexpr double kAdapterMs = 32;  // USB adapters hand on what they have every 16 ms; one such pause may be missed

/// Bytes of a MIDI message with this status, itself included; MIDI 1.0 table 1 and 5.
std::size_t midiLength(std::uint8_t status) {
    if (status >= kSysEx) return status == 0xF2 ? 3 : status == 0xF1 || status == 0xF3 ? 2 : 1;
    const std::uint8_t kind = status & 0xF0;
    return kind == 0xC0 || kind == 0xD0 ? 2 : 3;
}

/// Templates over several MIDI messages.
std::vector<MessageTemplate> joinedMessages(const Profile& profile) {
    std::vector<MessageTemplate> out;
    for (const Message& message : profile.messages) {
        for (const auto* list : {&message.replies, &message.unasked, &message.until}) {
            for (const MessageTemplate& pattern : *list) {
                const bool sysEx = pattern.opening().starts_with(static_cast<char>(kSysEx));
                if (!sysEx && pattern.fixedSize().value_or(0) > kLongestChannelMessage) out.push_back(pattern);
            }
        }
    }
    return out;
}

std::vector<MessageTemplate> allMessages(const Profile& profile) {
    std::vector<MessageTemplate> out;
    for (const Message& message : profile.messages) {
        for (const auto* list : {&message.send, &message.replies, &message.unasked, &message.until}) out.insert(out.end(), list->begin(), list->end());
        for (const Refusal& refusal : message.errors) out.push_back(refusal.pattern);
    }
    return out;
}

Framing::Kind kindOf(const Profile& profile) {
    if (profile.transport == Transport::Midi) return Framing::Kind::Midi;
    return profile.transport == Transport::Osc ? Framing::Kind::Osc : profile.framing.kind;
}

}  // namespace

Framer::Framer(const Profile& profile) : m_kind(kindOf(profile)), m_framing(profile.framing) {
    if (m_kind == Framing::Kind::Midi) m_known = joinedMessages(profile);
    if (m_framing.silenceMs > 0) m_known = allMessages(profile);
}

void Framer::reset() {
    m_pending.clear();
    m_recent.clear();
    m_ended.clear();
    m_echoes.clear();
    m_numbered.clear();
    m_runningStatus = 0;
    m_overlong = false;
}

std::vector<std::string> Framer::feed(std::string_view bytes, double nowMs) {
    std::vector<std::string> out;
    const bool wasCutShort = m_framing.silenceMs > 0 && nowMs - m_lastMs > m_framing.silenceMs + kAdapterMs;
    if (wasCutShort) m_pending.clear();
    m_lastMs = nowMs;
    if (m_kind == Framing::Kind::Osc) {
        for (std::string& message : oscMessages(bytes)) {
            if (message.size() <= static_cast<std::size_t>(m_framing.maxLength)) out.push_back(std::move(message));
        }
    } else if (m_kind == Framing::Kind::Frames) {
        feedFrames(bytes, out);
    } else {
        for (const char byte : bytes) m_kind == Framing::Kind::Midi ? feedMidi(static_cast<std::uint8_t>(byte), out) : feedLine(byte, out);
    }
    return out;
}

// --- Lines ---

void Framer::sent(std::string_view bytes) {
    if (!m_framing.echo || m_kind != Framing::Kind::Lines) return;
    if (bytes.ends_with(m_framing.sendEnd)) bytes.remove_suffix(m_framing.sendEnd.size());
    m_echoes.emplace_back(bytes);
    if (m_echoes.size() > kMostEchoes) m_echoes.erase(m_echoes.begin());
}

void Framer::feedLine(char byte, std::vector<std::string>& out) {
    const auto continues = [&](const std::string& end) { return end.size() > m_ended.size() && end.starts_with(m_ended + byte); };
    if (!m_ended.empty() && std::any_of(m_framing.receiveEnds.begin(), m_framing.receiveEnds.end(), continues)) {
        m_ended += byte;  // the LF of CR LF where CR alone ends a line too
        return;
    }
    m_ended.clear();
    m_pending += byte;
    std::size_t longest = 0;
    for (const std::string& end : m_framing.receiveEnds) {
        if (m_pending.ends_with(end)) longest = std::max(longest, end.size());
    }
    if (longest > 0) {
        m_ended = m_pending.substr(m_pending.size() - longest);
        m_pending.resize(m_pending.size() - longest);
        return lineEnded(out);
    }
    const auto& prompts = m_framing.prompts;
    if (!m_overlong && std::find(prompts.begin(), prompts.end(), m_pending) != prompts.end()) {
        out.push_back(m_pending);
        m_pending.clear();
        return;
    }
    std::size_t longestEnd = 1;
    for (const std::string& end : m_framing.receiveEnds) longestEnd = std::max(longestEnd, end.size());
    if (m_pending.size() >= static_cast<std::size_t>(m_framing.maxLength) + longestEnd) {
        m_overlong = true;  // what is kept is only for recognising the end
        m_pending.erase(0, m_pending.size() - (longestEnd - 1));
    }
}

void Framer::lineEnded(std::vector<std::string>& out) {
    const bool whole = !m_overlong && m_pending.size() <= static_cast<std::size_t>(m_framing.maxLength);
    const auto echo = std::find(m_echoes.begin(), m_echoes.end(), m_pending);
    if (whole && echo != m_echoes.end()) m_echoes.erase(m_echoes.begin(), echo + 1);
    else if (whole && !m_pending.empty()) out.push_back(m_pending);
    m_pending.clear();
    m_overlong = false;
}

// --- MIDI ---

void Framer::feedMidi(std::uint8_t byte, std::vector<std::string>& out) {
    if (byte >= kFirstRealTime) return;  // clock and the like may stand within any message and tell of no control
    const bool inSysEx = !m_pending.empty() && static_cast<std::uint8_t>(m_pending[0]) == kSysEx;
    if (inSysEx && (byte < 0x80 || byte == kEndOfSysEx)) return feedSysEx(byte, out);
    if (byte >= 0x80) return beginMidi(byte, out);
    if (m_pending.empty()) {
        if (m_runningStatus == 0) return;  // data without a status
        m_pending = static_cast<char>(m_runningStatus);
    }
    m_pending += static_cast<char>(byte);
    if (m_pending.size() == midiLength(static_cast<std::uint8_t>(m_pending[0]))) midiEnded(out);
}

void Framer::midiEnded(std::vector<std::string>& out) {
    out.push_back(m_pending);
    recallNumber();
    std::size_t longest = 0;
    for (const MessageTemplate& pattern : m_known) longest = std::max(longest, *pattern.fixedSize());
    m_recent += m_pending;
    if (m_recent.size() > longest) m_recent.erase(0, m_recent.size() - longest);
    for (const MessageTemplate& pattern : m_known) {
        const std::size_t size = *pattern.fixedSize();
        if (m_recent.size() < size || size > static_cast<std::size_t>(m_framing.maxLength)) continue;
        const std::string together = m_recent.substr(m_recent.size() - size);
        const bool isNew = std::find(out.begin(), out.end(), together) == out.end();
        if (isNew && pattern.decode(together)) out.push_back(together);
    }
    m_pending.clear();
}

/// MIDI 1.0, "Data entry": the number of an NRPN or RPN holds until another one or the null comes. Where data come without it,
/// it is put before them, and before its second half the first.
void Framer::recallNumber() {
    constexpr char kNumbers[] = {0x63, 0x62, 0x65, 0x64}, kCoarse = 0x06, kFine = 0x26;
    if (m_pending.size() != 3 || (static_cast<std::uint8_t>(m_pending[0]) & 0xF0) != 0xB0) return;
    Numbered& last = m_numbered[m_pending[0]];
    const char controller = m_pending[1];
    if (std::find(std::begin(kNumbers), std::end(kNumbers), controller) != std::end(kNumbers)) {
        const bool begins = last.number.size() != 3 || last.number[1] == controller || (last.number[1] ^ controller) != 1;
        last.number = begins ? m_pending : last.number + m_pending;
        last.coarse.clear();
        if (last.number.size() == 6 && last.number[2] == 0x7F && last.number[5] == 0x7F) last.number.clear();
        return;
    }
    if (last.number.size() != 6 || (controller != kCoarse && controller != kFine)) return;
    const bool isHalf = m_recent.size() >= 3 && m_recent.ends_with(last.number + m_recent.substr(m_recent.size() - 3));
    const char half = isHalf ? m_recent[m_recent.size() - 2] : controller;
    const bool isOther = half != controller && (half == kCoarse || half == kFine);
    if (!m_recent.ends_with(last.number) && !isOther) m_recent = last.number + (controller == kFine ? last.coarse : std::string());
    if (controller == kCoarse) last.coarse = m_pending;
}

void Framer::feedSysEx(std::uint8_t byte, std::vector<std::string>& out) {
    m_overlong = m_overlong || m_pending.size() >= static_cast<std::size_t>(m_framing.maxLength);
    if (!m_overlong) m_pending += static_cast<char>(byte);
    if (byte != kEndOfSysEx) return;
    if (!m_overlong) out.push_back(m_pending);
    m_pending.clear();
    m_overlong = false;
}

void Framer::beginMidi(std::uint8_t status, std::vector<std::string>& out) {
    m_pending.clear();  // an unfinished message is dropped
    m_overlong = false;
    m_runningStatus = status < kSysEx ? status : 0;
    if (status == kEndOfSysEx) return;
    m_pending = static_cast<char>(status);
    if (status == kSysEx || midiLength(status) > 1) return;
    out.push_back(m_pending);
    m_pending.clear();
}

}  // namespace detent::profiles
