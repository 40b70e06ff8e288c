// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/frame.h"
#include "hardware-profiles/profile/nearest_word.h"
#include "hardware-profiles/profile/profile_parts.h"

#include <algorithm>

namespace detent::profiles {
namespace {

using FramingKind = Framing::Kind;

/// What each transport can carry, the first where nothing is said.
std::vector<FramingKind> kindsOf(Transport transport) {
    switch (transport) {
        case Transport::Midi: return {FramingKind::Midi};
        case Transport::Osc: return {FramingKind::Osc};
        default: return {FramingKind::Lines, FramingKind::Frames, FramingKind::Midi};
    }
}

class FramingReader {
public:
    FramingReader(const JsonNode& node, Profile& profile, JsonText& text) : m_node(node), m_profile(profile), m_framing(profile.framing), m_text(text) {}

    void read() {
        const auto kinds = kindsOf(m_profile.transport);
        m_framing.kind = m_node.has("kind") ? m_node["kind"].oneOf<FramingKind>({"lines", "frames", "midi", "osc"}) : kinds.front();
        if (std::find(kinds.begin(), kinds.end(), m_framing.kind) == kinds.end()) fault("kind", "the transport cannot carry it; take it out");
        m_framing.maxLength = m_node["maxLength"].small(m_framing.maxLength);
        const bool isMidi = m_profile.transport == Transport::Midi;
        if (m_framing.kind != FramingKind::Lines && !isMidi) forbid({"sendEnd", "receiveEnds"}, "lines");
        if (m_framing.kind != FramingKind::Lines) forbid({"prompts", "echo"}, "lines");
        if (m_framing.kind != FramingKind::Frames) forbid({"frame", "escape", "checkIsOverEscaped", "size", "fixedSize", "bare", "silenceMs"}, "frames");
        lines();
        if (m_framing.kind == FramingKind::Frames) frames();
    }

private:
    void fault(const char* key, const std::string& message) { m_text.fault(m_node[key].pointer(), message); }

    void forbid(std::initializer_list<const char*> keys, const std::string& kind) {
        for (const char* key : keys) {
            if (m_node.has(key)) fault(key, std::string("\"") + key + "\" belongs to framing of the kind " + kind + "; take it out");
        }
    }

    void lines() {
        m_framing.sendEnd = m_node["sendEnd"].text(m_framing.sendEnd);
        if (m_node.has("receiveEnds")) m_framing.receiveEnds.clear();
        for (const JsonNode& end : m_node["receiveEnds"].items()) m_framing.receiveEnds.push_back(end.text());
        for (const JsonNode& prompt : m_node["prompts"].items()) m_framing.prompts.push_back(prompt.text());
        m_framing.echo = m_node["echo"].flag(false);
    }

    void frames() {
        if (!m_node.has("frame"))
            return m_text.fault(m_node.pointer(), "frames need \"frame\", the bytes around {payload}: \"02 {payload} {sum:xor8(1)} 03\"");
        auto frame = readTemplate(m_node["frame"], m_profile, m_text);
        if (!frame) return;
        for (const std::string& name : frame->fieldNames()) {
            if (name != "payload") return fault("frame", "field \"" + name + "\" is filled by nothing; only payload, size and checksums stand in a frame");
        }
        const bool isFree = frame->hasField("payload") && !frame->hasGroup() && !frame->fixedSize();
        if (!isFree) return fault("frame", "it has no field {payload} of any number of bytes; write it once, for the message within");
        m_framing.frame = std::move(*frame);
        m_framing.checkIsOverEscaped = m_node["checkIsOverEscaped"].flag(false);
        m_framing.fixedSize = m_node["fixedSize"].small(0);
        m_framing.silenceMs = m_node["silenceMs"].small(0);
        for (const JsonNode& item : m_node["bare"].items()) m_framing.bare.push_back(bytesFromHexText(item.text()).value_or(""));
        size();
        if (m_node.has("escape")) escape(m_node["escape"]);
        ends();
    }

    void size() {
        auto size = m_node.has("size") ? readTemplate(m_node["size"], m_profile, m_text) : std::nullopt;
        if (!size) return;
        if (!size->saysSize() || !size->fixedSize())
            return fault("size", "it does not say the size; write the beginning of a message up to the field {size:u8}, with {anyName} for what else stands there");
        m_framing.size = std::move(*size);
    }

    void escape(const JsonNode& node) {
        const std::string byte = bytesFromHexText(node["byte"].text()).value_or("");
        Escape& escape = m_framing.escape;
        escape.how = node["how"].text() == "double" ? Escape::How::Double : node["how"].text() == "or80" ? Escape::How::Or80 : Escape::How::Xor20;
        if (byte.size() != 1) return m_text.fault(node["byte"].pointer(), "the escape is one byte; write two hex digits");
        escape.byte = static_cast<std::uint8_t>(byte[0]);
        escape.codes = bytesFromHexText(node["codes"].text()).value_or("");
        const bool isDouble = escape.how == Escape::How::Double;
        if (isDouble && node.has("codes")) return m_text.fault(node["codes"].pointer(), "only the escape byte itself is doubled; take \"codes\" out");
        if (isDouble) return;
        if (escape.codes.find(byte[0]) == std::string::npos)
            m_text.fault(node.pointer(), "the escape byte is not escaped itself; list it among \"codes\"");
        const auto high = [](char c) { return static_cast<std::uint8_t>(c) >= 0x80; };
        if (escape.how == Escape::How::Or80 && std::any_of(escape.codes.begin(), escape.codes.end(), high))
            m_text.fault(node["codes"].pointer(), "a byte of 80 or more cannot be or-ed with 80; list lower ones, or use xor20");
    }

    /// The end of a frame must be known, and known from what is within.
    void ends() {
        const Framing& framing = m_framing;
        const std::string ending = framing.frame.ending();
        const bool bySize = framing.fixedSize > 0 || !framing.size.isEmpty() || framing.frame.saysSize();
        if (framing.silenceMs > 0) return endsBySilence(bySize || !ending.empty());
        if (!bySize && ending.empty())
            return fault("frame", "nothing tells where a frame ends; give it literal bytes at its end, {size:u8} before the payload, \"size\", \"fixedSize\" or \"silenceMs\"");
        if ((bySize || framing.checkIsOverEscaped) && !framing.frame.sizeBefore("payload"))
            return fault("frame", "a payload that is packed with its size cannot be found in the stream; let the frame's last bytes end it");
        if (framing.checkIsOverEscaped && (bySize || framing.escape.how == Escape::How::None))
            return fault("checkIsOverEscaped", "it takes an escape and a frame that its last bytes end; add them, or take it out");
        if (bySize || framing.escape.how == Escape::How::None) return;
        const char first = ending.front();
        const bool stands = static_cast<std::uint8_t>(first) == framing.escape.byte || framing.escape.codes.find(first) != std::string::npos;
        if (!stands) fault("escape", "the byte that ends a frame may stand within one unescaped; list it among \"codes\"");
    }

    void endsBySilence(bool endsOtherwise) {
        if (endsOtherwise) return fault("silenceMs", "something else tells where a frame ends; take \"silenceMs\" out");
        if (!m_framing.frame.hasChecksum()) return fault("silenceMs", "without a check a frame cut short looks whole; give \"frame\" one: {crc:crc16-modbus-le(0)}");
        if (m_framing.escape.how != Escape::How::None) return fault("escape", "nothing within a frame can be taken for its end; take \"escape\" out");
        if (m_profile.transport != Transport::Serial) fault("silenceMs", "pauses are kept by a serial port alone; take \"silenceMs\" out");
    }

    JsonNode m_node;
    Profile& m_profile;
    Framing& m_framing;
    JsonText& m_text;
};

}  // namespace

void readPort(const JsonNode& root, Profile& profile, JsonText& text) {
    profile.transport = root["transport"].oneOf<Transport>({"none", "serial", "midi", "osc", "tcp"});
    const JsonNode serial = root["serial"], network = root["network"], timing = root["timing"];
    profile.serial.baud = serial["baud"].small(profile.serial.baud);
    profile.serial.dataBits = serial["dataBits"].small(profile.serial.dataBits);
    profile.serial.stopBits = serial["stopBits"].small(profile.serial.stopBits);
    profile.serial.parity = serial["parity"].text("N").front();
    profile.serial.resetsOnOpen = serial["resetsOnOpen"].flag(false);
    profile.network.port = network["port"].small(0);
    profile.network.listenPort = network["listenPort"].small(0);
    FramingReader(root["framing"], profile, text).read();
    profile.timing.gapMs = timing["gapMs"].small(profile.timing.gapMs);
    profile.timing.replyMs = timing["replyMs"].small(profile.timing.replyMs);
    profile.timing.bootMs = timing["bootMs"].small(profile.timing.bootMs);
    profile.timing.settleMs = timing["settleMs"].small(profile.timing.settleMs);
    profile.timing.mostPerSecond = timing["mostPerSecond"].small(0);
    if (const int most = profile.timing.mostPerSecond; most > 0) profile.timing.gapMs = std::max(profile.timing.gapMs, (1000 + most - 1) / most);
    profile.timing.gapMs = std::max(profile.timing.gapMs, profile.framing.silenceMs);
    profile.timing.pollsInRecall = timing["pollsInRecall"].flag(true);
    const bool networked = profile.transport == Transport::Osc || profile.transport == Transport::Tcp;
    if (root.has("network") && !networked && profile.transport != Transport::None) text.fault(network.pointer(), "ports belong to the transports osc and tcp; take \"network\" out");
    if (root.has("serial") && networked) text.fault(serial.pointer(), "port settings belong to the transport serial; take \"serial\" out");
    if (network.has("listenPort") && profile.transport == Transport::Tcp)
        text.fault(network["listenPort"].pointer(), "a TCP connection goes both ways; take \"listenPort\" out");
}

void readSession(const JsonNode& node, Profile& profile, JsonText& text) {
    Session& session = profile.session;
    std::vector<std::string> known;
    for (const Message& message : profile.messages) known.push_back(message.id);
    const auto check = [&](const JsonNode& item) {
        const std::string id = item.text();
        if (!id.empty() && !profile.message(id) && !text.hasFaults("/messages"))
            text.fault(item.pointer(), "there is no message \"" + id + "\"; " + wordRemedy(id, known));
        return id;
    };
    const auto list = [&](const char* key) {
        std::vector<std::string> ids;
        for (const JsonNode& item : node[key].items()) ids.push_back(check(item));
        return ids;
    };
    if (node.has("greeting")) {
        if (auto greeting = readTemplate(node["greeting"], profile, text)) session.greeting = std::move(*greeting);
    }
    session.hello = list("hello"), session.subscribe = list("subscribe"), session.bye = list("bye");
    session.keepAlive = check(node["keepAlive"]);
    session.keepAliveMs = node["keepAliveMs"].small(0);
    session.lostAfterMs = node["lostAfterMs"].small(0);
    session.lock = check(node["lock"]), session.unlock = check(node["unlock"]);
    if (node.has("keepAlive") != node.has("keepAliveMs"))
        text.fault(node.pointer(), "a keep-alive is a message and how often; give both \"keepAlive\" and \"keepAliveMs\"");
    if (session.lostAfterMs > 0 && session.keepAliveMs >= session.lostAfterMs)
        text.fault(node["keepAliveMs"].pointer(), "the unit is gone before it is sent; give less than lostAfterMs");
    if (node.has("lock") != node.has("unlock"))
        text.fault(node.pointer(), "a panel that is locked must be let in again; give both \"lock\" and \"unlock\"");
}

}  // namespace detent::profiles
