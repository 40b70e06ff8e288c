// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/run/plan.h"

#include <cassert>

/// Gear that exists only here, in the kinds of protocol there are; and records about it.
namespace detent::gear {

using namespace profiles;

enum class Speech {
    Named,      ///< lines; every set is acknowledged and replies name the control
    Bare,       ///< lines; every set is acknowledged and replies bear the value alone
    Silent,     ///< MIDI; sets say nothing unless refused, replies bear a checksum
    WriteOnly,  ///< MIDI; nothing ever comes back
    Batches,    ///< MIDI; several settings in one message, read by a dump of several messages with checksums
};

constexpr int kReplyMs = 40, kSettleMs = 15, kGapMs = 3, kBatch = 3, kDumpPiece = 2;

inline MessageTemplate pattern(const std::string& source, bool text) {
    auto parsed = MessageTemplate::parse(text ? MessageTemplate::Coding::Text : MessageTemplate::Coding::Bytes, source);
    assert(parsed);
    return *parsed;
}

inline Scale steps(Code last, double perStep, const std::string& unit) {
    Scale::Spec spec;
    spec.maxCode = last;
    spec.minValue = -perStep * static_cast<double>(last) / 2;
    spec.maxValue = -spec.minValue;
    spec.unit = unit;
    spec.decimals = 1;
    spec.showPlus = unit == "dB";
    return Scale(spec);
}

inline Scale words(const std::vector<std::string>& texts) {
    Scale::Spec spec;
    spec.law = Scale::Law::Table;
    for (std::size_t i = 0; i < texts.size(); ++i) spec.positions.push_back({static_cast<Code>(i), {}, texts[i]});
    return Scale(spec);
}

inline Control control(const std::string& id, const std::string& label, Scale scale, Role role = Role::Plain) {
    Control control;
    control.id = id;
    control.label = label;
    control.scale = std::move(scale);
    control.role = role;
    return control;
}

inline Message message(const std::string& id, bool text, const std::vector<std::string>& send,
                       const std::vector<std::string>& replies) {
    Message made;
    made.id = id;
    for (const auto& source : send) made.send.push_back(pattern(source, text));
    for (const auto& source : replies) made.replies.push_back(pattern(source, text));
    made.replyMs = kReplyMs;
    return made;
}

inline void speakLines(Profile& profile, bool named) {
    profile.transport = Transport::Serial;
    Message set = message("set", true, {"SET {p} {code}"}, {named ? "OK {p} {code}" : "OK"});
    Message get = message("get", true, {"GET {p}"}, {named ? "{p} {code}" : "={code}"});
    for (Message* one : {&set, &get}) one->errors.push_back({pattern("ERR {text:rest}", true), {}});
    if (named) get.unasked.push_back(pattern("! {p} {code}", true));
    profile.messages = {set, get, message("who", true, {"WHO"}, {"I AM GEAR"})};
    profile.identifyMessage = "who";
}

inline void speakMidi(Profile& profile, bool readable) {
    profile.transport = Transport::Midi;
    Message set = message("set", false, {"B0 {p} {code}"}, {});
    set.errors.push_back({pattern("F0 7D 7F {p} {sum:xor(1)} F7", false), "locked"});
    if (!readable) set.errors.clear();
    profile.messages = {set};
    if (!readable) return;
    Message get = message("get", false, {"F0 7D 01 {p} F7"}, {"F0 7D 02 {p} {code} {sum:xor(1)} F7"});
    get.unasked.push_back(pattern("F0 7D 03 {p} {code} {sum:xor(1)} F7", false));
    get.replyIsProtected = true;
    profile.messages.push_back(get);
}

inline void speakBatches(Profile& profile) {
    profile.transport = Transport::Midi;
    Message set = message("set", false, {"F0 7D 10 ( {p} {code} ) F7"}, {});
    set.batch = kBatch;
    set.errors.push_back({pattern("F0 7D 7F {sum:xor(1)} F7", false), "locked"});
    profile.messages = {set, message("dump", false, {"F0 7D 11 F7"}, {"F0 7D 12 ( {p} {code} ) {sum:xor(1)} F7"})};
    profile.messages.back().replyIsProtected = true;
    profile.dumpMessage = "dump";
}

/// Controls without a set or get message get the speech's, in order.
inline ProfilePtr speaking(Speech speech, Profile profile) {
    const bool lines = speech == Speech::Named || speech == Speech::Bare;
    if (lines)
        speakLines(profile, speech == Speech::Named);
    else if (speech == Speech::Batches)
        speakBatches(profile);
    else
        speakMidi(profile, speech == Speech::Silent);
    profile.timing = {kGapMs, kReplyMs, 0, kSettleMs};
    std::int64_t number = 1;
    for (Control& control : profile.controls) {
        control.setMessage = "set";
        if (speech != Speech::WriteOnly) control.getMessage = speech == Speech::Batches ? "dump" : "get";
        control.args = {{"p", number++}};
    }
    return std::make_shared<const Profile>(std::move(profile));
}

inline Profile named(const std::string& id) {
    Profile profile;
    profile.id = id;
    profile.maker = "Test";
    profile.model = id;
    profile.sha256 = "sha-of-" + id;
    return profile;
}

/// A box with a level, a mute, a relay and two plain knobs.
inline Profile box(const std::string& id) {
    Profile profile = named(id);
    profile.controls = {control("level", "Level", steps(40, 1, "dB"), Role::Level),
                        control("mute", "Mute", words({"open", "muted"}), Role::Mute),
                        control("in", "In", words({"out", "in"}), Role::Relay), control("low", "Low", steps(20, 1, "dB")),
                        control("high", "High", steps(20, 1, "dB"))};
    profile.controls[1].mutedCode = 1;
    profile.controls[1].kind = profile.controls[2].kind = ControlKind::Switch;
    return profile;
}

/// The same with nothing to drive it by.
inline ProfilePtr handBox(const std::string& id) {
    return std::make_shared<const Profile>(box(id));
}

// --- Records ---

inline recall::KnownUnit unit(const std::string& name, ProfilePtr profile, const std::string& link, int position = 1) {
    recall::KnownUnit known;
    known.unit.id = {"id-" + name};
    known.unit.name = name;
    known.unit.profileId = profile->id;
    known.unit.link = link;
    known.unit.position = position;
    known.profile = std::move(profile);
    return known;
}

inline recall::ControlValue value(const Profile& profile, const std::string& id, Code code, recall::Quality quality) {
    const Control* control = profile.control(id);
    assert(control);
    return {id, code, control->scale.valueOf(code), control->scale.textOf(code), quality, 0};
}

inline void knows(recall::KnownUnit& unit, const std::string& control, Code code,
                  recall::Quality quality = recall::Quality::Confirmed) {
    unit.values[control] = value(*unit.profile, control, code, quality);
}

inline recall::SnapshotUnit wanted(const recall::KnownUnit& unit, const std::vector<std::pair<std::string, Code>>& codes) {
    recall::SnapshotUnit wanted{unit.unit.id, unit.unit.name, unit.unit.epoch, unit.profile->id, unit.profile->sha256, {}};
    for (const auto& [control, code] : codes)
        wanted.controls.push_back(value(*unit.profile, control, code, recall::Quality::Confirmed));
    return wanted;
}

inline recall::Snapshot snapshot(const std::vector<recall::SnapshotUnit>& units) {
    recall::Snapshot snapshot;
    snapshot.id = {"snapshot"};
    snapshot.units = units;
    return snapshot;
}

}  // namespace detent::gear
