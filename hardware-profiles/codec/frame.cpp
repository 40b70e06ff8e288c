// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/frame.h"

#include "hardware-profiles/codec/codec.h"

#include <algorithm>

namespace detent::profiles {
namespace {

std::string joinedPlain(const std::vector<EscapedByte>& bytes, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += bytes[i].plain;
    return out;
}

/// Bytes of the frame behind its payload, but for its literal ending.
std::size_t tailSize(const MessageTemplate& frame) {
    return frameOverhead(frame) - *frame.sizeBefore("payload") - frame.ending().size() - frame.behindEnding();
}

std::optional<std::string> payloadIn(const MessageTemplate& frame, const std::string& whole) {
    const auto found = frame.decode(whole);
    const auto* payload = found ? std::get_if<std::string>(&found->at("payload")) : nullptr;
    return payload ? std::optional(*payload) : std::nullopt;
}

}  // namespace

std::size_t frameOverhead(const MessageTemplate& frame) {
    // an empty payload leaves the rest
    const auto bytes = frame.encode({{"payload", std::string()}});
    return bytes ? bytes->size() : 0;
}

std::string escaped(const Escape& escape, std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const bool special = escape.codes.find(c) != std::string::npos || static_cast<std::uint8_t>(c) == escape.byte;
        if (escape.how == Escape::How::None || !special) {
            out += c;
            continue;
        }
        out += static_cast<char>(escape.byte);
        const auto byte = static_cast<std::uint8_t>(c);
        out += static_cast<char>(escape.how == Escape::How::Or80 ? byte | 0x80 : escape.how == Escape::How::Xor20 ? byte ^ 0x20 : byte);
    }
    return out;
}

std::optional<EscapedByte> EscapedByte::at(const Escape& escape, std::string_view bytes) {
    if (bytes.empty()) return std::nullopt;
    const auto first = static_cast<std::uint8_t>(bytes[0]);
    if (escape.how == Escape::How::None) return EscapedByte{bytes[0], 1};
    if (first != escape.byte)
        return escape.codes.find(bytes[0]) == std::string::npos ? std::optional(EscapedByte{bytes[0], 1}) : std::nullopt;
    if (bytes.size() < 2) return std::nullopt;
    const auto second = static_cast<std::uint8_t>(bytes[1]);
    if (escape.how == Escape::How::Double) return second == escape.byte ? std::optional(EscapedByte{bytes[1], 2}) : std::nullopt;
    const auto plain = static_cast<char>(escape.how == Escape::How::Or80 ? second & 0x7F : second ^ 0x20);
    if (escape.how == Escape::How::Or80 && second < 0x80) return std::nullopt;
    const bool needsIt = escape.codes.find(plain) != std::string::npos || static_cast<std::uint8_t>(plain) == escape.byte;
    return needsIt ? std::optional(EscapedByte{plain, 2}) : std::nullopt;
}

std::optional<std::vector<EscapedByte>> EscapedByte::all(const Escape& escape, std::string_view bytes) {
    std::vector<EscapedByte> out;
    while (!bytes.empty()) {
        const auto one = at(escape, bytes);
        if (!one) return std::nullopt;
        out.push_back(*one);
        bytes.remove_prefix(one->size);
    }
    return out;
}

Result<std::string> framed(const Framing& framing, const std::string& message) {
    if (framing.kind != Framing::Kind::Frames || framing.frame.isEmpty()) return message;
    if (std::find(framing.bare.begin(), framing.bare.end(), message) != framing.bare.end()) return message;
    const std::string payload = framing.checkIsOverEscaped ? escaped(framing.escape, message) : message;
    const auto whole = framing.frame.encode({{"payload", payload}});
    if (!whole) return whole;
    const std::size_t opening = framing.frame.opening().size(), ending = framing.frame.ending().size() + framing.frame.behindEnding();
    const std::string_view middle = std::string_view(*whole).substr(opening, whole->size() - opening - ending);
    const std::string ends[] = {whole->substr(0, opening), whole->substr(whole->size() - ending)};
    if (!framing.checkIsOverEscaped) return ends[0] + escaped(framing.escape, middle) + ends[1];
    const std::size_t head = *framing.frame.sizeBefore("payload") - opening;
    return ends[0] + escaped(framing.escape, middle.substr(0, head)) + payload + escaped(framing.escape, middle.substr(head + payload.size())) + ends[1];
}

std::optional<std::string> unframed(const Framing& framing, std::string_view frame) {
    if (framing.kind != Framing::Kind::Frames || framing.frame.isEmpty()) return std::string(frame);
    const std::string opening = framing.frame.opening();
    const std::size_t endSize = framing.frame.ending().size() + framing.frame.behindEnding();
    if (frame.size() < opening.size() + endSize || !frame.starts_with(opening)) return std::nullopt;
    const std::string ending(frame.substr(frame.size() - endSize));  // and what is behind it, as it came
    const std::string_view middle = frame.substr(opening.size(), frame.size() - opening.size() - ending.size());
    const auto bytes = EscapedByte::all(framing.escape, middle);
    if (!bytes) return std::nullopt;
    if (!framing.checkIsOverEscaped) return payloadIn(framing.frame, opening + joinedPlain(*bytes, 0, bytes->size()) + ending);

    const std::size_t head = *framing.frame.sizeBefore("payload") - opening.size(), tail = tailSize(framing.frame);
    if (bytes->size() < head + tail) return std::nullopt;
    std::size_t from = 0, to = middle.size();
    for (std::size_t i = 0; i < head; ++i) from += (*bytes)[i].size;
    for (std::size_t i = bytes->size() - tail; i < bytes->size(); ++i) to -= (*bytes)[i].size;
    const auto payload = payloadIn(framing.frame, opening + joinedPlain(*bytes, 0, head) + std::string(middle.substr(from, to - from)) +
                                                      joinedPlain(*bytes, bytes->size() - tail, bytes->size()) + ending);
    if (!payload) return std::nullopt;
    return joinedPlain(*bytes, head, bytes->size() - tail);
}

}  // namespace detent::profiles
