// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent profile encode, decode: what a profile says on the wire.
#include "app/cli/context.h"
#include "app/cli/hex.h"

#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/codec/osc_message.h"

#include <algorithm>

namespace detent::cli {
namespace {

using profiles::Codec;
using profiles::Framing;
using profiles::WireMessage;

struct WireWords {
    std::string id;
    std::vector<std::string> words, params, known;
};

Result<Codec> codecFor(Context& context, const WireWords& o) {
    auto profile = context.profiles().findOrRead(o.id);
    if (!profile) return profile.problem();
    auto values = paramsFrom(**profile, o.params);
    if (!values) return values.problem();
    return Codec(*profile, *values);
}

Result<std::pair<std::string, profiles::Code>> settingFrom(const Codec& codec, const std::string& assignment) {
    auto pair = splitAssignment(assignment);
    if (!pair) return pair.problem();
    auto code = codeFor(codec.profile(), pair->first, pair->second);
    if (!code) return code.problem();
    return std::pair{pair->first, *code};
}

std::string withoutEnd(const Codec& codec, std::string line) {
    const std::string& end = codec.profile().framing.sendEnd;
    if (line.ends_with(end)) line.resize(line.size() - end.size());
    return line;
}

/// What people read of a message: a line, an OSC message; empty where it is bytes.
std::string readable(const Codec& codec, const std::string& bytes) {
    const Framing::Kind kind = codec.profile().framing.kind;
    if (kind == Framing::Kind::Lines) return bytes;
    return kind == Framing::Kind::Osc ? profiles::oscText(bytes).value_or("") : std::string();
}

class Encoding {
public:
    Encoding(Context& context, Codec codec) : m_context(context), m_codec(std::move(codec)) {}

    Result<int> run(const WireWords& o) {
        for (const std::string& word : o.known) {
            auto setting = settingFrom(m_codec, word);
            if (!setting) return setting.problem();
            m_known[setting->first] = setting->second;
        }
        for (const std::string& word : o.words) {
            if (const auto done = take(word); !done) return done.problem();
        }
        if (const auto done = flush(); !done) return done.problem();
        m_context.print({{"messages", m_messages}}, m_text);
        return 0;
    }

private:
    /// "CONTROL=VALUE" sets, "CONTROL?" asks, the id of a message says it.
    Result<void> take(const std::string& word) {
        const bool asks = word.ends_with('?');
        if (!asks && !m_codec.profile().message(word)) return set(word);
        if (const auto done = flush(); !done) return done.problem();
        const std::string id = asks ? word.substr(0, word.size() - 1) : word;
        auto wire = asks ? m_codec.get(id) : m_codec.request(id);
        if (!wire) return wire.problem();
        add(*wire, asks ? std::vector{id} : std::vector<std::string>{});
        return {};
    }

    Result<void> set(const std::string& word) {
        auto setting = settingFrom(m_codec, word);
        if (!setting) return setting.problem();
        const auto* control = m_codec.profile().control(setting->first);
        const auto* message = m_codec.profile().message(control->setMessage);
        const auto needed = m_codec.needs(control->id);
        const auto shares = [&](const auto& other) { return std::find(needed.begin(), needed.end(), other.first) != needed.end(); };
        const bool joins = m_message && m_message == message && (message->batch > 1 || std::any_of(m_settings.begin(), m_settings.end(), shares));
        if (!joins) {
            if (const auto done = flush(); !done) return done.problem();
        }
        m_message = message;
        m_settings.push_back(*setting);
        return {};
    }

    Result<void> flush() {
        if (m_settings.empty()) return {};
        auto wire = m_codec.setTogether(m_settings, m_known);
        if (!wire) return wire.problem();
        std::vector<std::string> ids;
        for (const auto& [control, code] : m_settings) {
            ids.push_back(control);
            m_known[control] = code;
        }
        m_settings.clear();
        m_message = nullptr;
        add(*wire, ids);
        return {};
    }

    void add(const std::vector<WireMessage>& wire, const std::vector<std::string>& controls) {
        for (const WireMessage& message : wire) {
            const std::string text = readable(m_codec, message.bytes);
            Json json = {{"hex", hexText(message.bytes)}};
            if (!text.empty()) json["text"] = text;
            json["control"] = controls.empty() ? Json(nullptr) : Json(controls.front());
            if (controls.size() > 1) json["controls"] = controls;
            m_messages.push_back(json);
            m_text += (text.empty() ? hexText(message.bytes) : withoutEnd(m_codec, text)) + "\n";
        }
    }

    Context& m_context;
    Codec m_codec;
    profiles::KnownCodes m_known;
    std::vector<std::pair<std::string, profiles::Code>> m_settings;  // of one message
    const profiles::Message* m_message = nullptr;
    Json m_messages = Json::array();
    std::string m_text;
};

/// Hex, or where lines are spoken the line itself.
Result<std::string> bytesFrom(const Codec& codec, const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
    auto bytes = bytesFromHex(all);
    if (!bytes && codec.profile().framing.kind == Framing::Kind::Lines) return all;
    return bytes;
}

std::vector<profiles::Reading> readingsIn(const Codec& codec, const std::string& bytes, bool& isSent) {
    profiles::Framer framer(codec.profile());
    auto frames = framer.feed(bytes);
    if (frames.empty()) frames = {bytes};  // a line given without its end, a message without its frame
    std::vector<profiles::Reading> readings;
    for (const std::string& frame : frames) {
        for (auto& reading : codec.decode(frame)) readings.push_back(std::move(reading));
    }
    isSent = readings.empty();
    if (!isSent) return readings;
    readings = codec.meant(withoutEnd(codec, bytes));
    for (std::size_t i = 0; i < frames.size() && readings.empty(); ++i) readings = codec.meant(withoutEnd(codec, frames[i]));
    return readings;
}

/// The message whose request or answer these bytes are, one of the control's where they speak of one; empty where it is none.
std::string messageIn(const Codec& codec, const std::string& bytes, const profiles::Control* control) {
    profiles::Framer framer(codec.profile());
    auto frames = framer.feed(bytes);
    if (frames.empty()) frames = {bytes};
    for (const profiles::Message& message : codec.profile().messages) {
        const bool isIts = control && (message.id == control->setMessage || message.id == control->getMessage || message.id == control->subscribeMessage);
        if (control && !isIts && codec.profile().dumpMessage != message.id) continue;
        for (const std::string& frame : frames) {
            const auto fits = [&](const profiles::MessageTemplate& one) { return one.decode(withoutEnd(codec, frame)).has_value(); };
            if (std::any_of(message.send.begin(), message.send.end(), fits) || std::any_of(message.replies.begin(), message.replies.end(), fits))
                return message.id;
        }
    }
    return {};
}

/// By which word these bytes refuse a request; empty where they do not.
std::string refusalIn(const Codec& codec, const std::string& bytes) {
    profiles::Framer framer(codec.profile());
    auto frames = framer.feed(bytes);
    if (frames.empty()) frames = {bytes};
    for (const profiles::Message& message : codec.profile().messages) {
        const auto reply = codec.reply(frames.front(), message.id, {});
        if (reply.kind == profiles::Reply::Kind::Refused) return reply.text.empty() ? "no reason given" : reply.text;
    }
    return {};
}

Result<int> decode(Context& context, const WireWords& o) {
    auto codec = codecFor(context, o);
    if (!codec) return codec.problem();
    auto bytes = bytesFrom(*codec, o.words);
    if (!bytes) return bytes.problem();
    bool isSent = false;
    Json readings = Json::array();
    std::string text;
    for (const auto& reading : readingsIn(*codec, *bytes, isSent)) {
        const profiles::Scale& scale = codec->profile().control(reading.control)->scale;
        readings.push_back({{"control", reading.control},
                            {"value", valueJson(scale, reading.code)},
                            {"text", scale.textOf(reading.code)},
                            {"code", reading.code}});
        text += reading.control + " " + scale.textOf(reading.code) + (isSent ? " (as sent to it)" : "") + "\n";
    }
    Json json = {{"readings", readings}};
    if (!readings.empty()) json["sent"] = isSent;
    const profiles::Control* control = readings.empty() ? nullptr : codec->profile().control(readings[0]["control"].get<std::string>());
    const std::string message = messageIn(*codec, *bytes, control);
    if (!message.empty()) json["message"] = message;
    const std::string refusal = readings.empty() && message.empty() ? refusalIn(*codec, *bytes) : std::string();
    if (!refusal.empty()) json["refusal"] = refusal;
    if (text.empty())
        text = !refusal.empty()   ? "refuses: " + refusal
               : !message.empty() ? "message " + message + ", which says nothing of any control"
                                  : "says nothing of any control";
    context.print(json, text);
    return readings.empty() && message.empty() && refusal.empty() ? 1 : 0;
}

}  // namespace

void addProfileWire(CLI::App& noun, Context& context) {
    const auto o = std::make_shared<WireWords>();
    const auto encode = [&context, o]() -> Result<int> {
        auto codec = codecFor(context, *o);
        if (!codec) return codec.problem();
        return Encoding(context, std::move(*codec)).run(*o);
    };
    CLI::App* verb = addVerb(noun, context, "encode", "the bytes that set controls, or ask for them", encode);
    verb->add_option("ID", o->id, "profile id or file")->required();
    verb->add_option("CONTROL=VALUE", o->words, "sets it; CONTROL? asks for it, the id of a message says that")->required();
    verb->add_option("--known", o->known, "CONTROL=VALUE where another stands that shares a word with it")->allow_extra_args(false);
    verb->add_option("--param", o->params, "name=value of an installation parameter")->allow_extra_args(false);
    verb = addVerb(noun, context, "decode", "what a message says", [&context, o] { return decode(context, *o); });
    verb->add_option("ID", o->id, "profile id or file")->required();
    verb->add_option("HEX", o->words, "bytes in hex, apart or together, or a line of text")->required();
    verb->add_option("--param", o->params, "name=value of an installation parameter")->allow_extra_args(false);
}

}  // namespace detent::cli
