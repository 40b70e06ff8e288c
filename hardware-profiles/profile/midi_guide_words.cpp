// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/midi_guide_words.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string_view>
#include <vector>

namespace detent::profiles {
namespace {

using Words = std::vector<std::string>;
using WordList = std::set<std::string, std::less<>>;

/// Lower-case runs of letters and digits; digits part from letters: "LFO1 Reset" is lfo, 1, reset. Where `capitalsPart` it,
/// "PresetSave" is preset, save, and "SysEx" no longer one word.
Words wordsOf(std::string_view text, bool capitalsPart = false) {
    Words words;
    char before = ' ';
    bool wasSmall = false;
    const auto kind = [](char c) {
        return c >= '0' && c <= '9' ? '0' : c >= 'a' && c <= 'z' ? 'a' : static_cast<unsigned char>(c) >= 0x80 ? 'a' : ' ';
    };
    for (char c : text) {
        const bool isCapital = c >= 'A' && c <= 'Z';
        if (isCapital) c = static_cast<char>(c - 'A' + 'a');
        if (kind(c) != ' ') {
            if (kind(c) != before || (capitalsPart && isCapital && wasSmall)) words.emplace_back();
            words.back() += c;
        }
        wasSmall = kind(c) == 'a' && !isCapital;
        before = kind(c);
    }
    return words;
}

bool isNumber(const std::string& word) {
    return word.front() >= '0' && word.front() <= '9';
}

bool any(const Words& words, const WordList& list) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return list.contains(word); });
}

bool all(const Words& words, const WordList& list) {
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return isNumber(word) || list.contains(word); });
}

bool has(const Words& words, std::initializer_list<std::string_view> phrase) {
    return std::search(words.begin(), words.end(), phrase.begin(), phrase.end()) != words.end();
}

/// Wherever one of these stands, memory or the way the unit is addressed is written.
bool alwaysRewrites(const Words& words) {
    static const WordList list = {
        "save",      "saves",       "saving",   "store",  "stores",  "storing", "erase",    "delete",       "overwrite",
        "factory",   "initialise",  "wipe",     "reboot", "restore", "sysex",   "autosave", "reinitialise", "initialize",
        "calibrate", "calibration", "firmware", "backup", "defaults", "shutdown", "reinitialize"};
    return any(words, list) || has(words, {"set", "default"}) || has(words, {"format", "sd"}) ||
           has(words, {"format", "card"}) || has(words, {"device", "id"}) || has(words, {"power", "off"}) ||
           has(words, {"midi", "learn"}) || has(words, {"local", "on"}) || has(words, {"local", "off"}) ||
           has(words, {"omni", "on"}) || has(words, {"omni", "off"}) || has(words, {"omni", "mode"}) || has(words, {"program", "change"}) || has(words, {"bank", "select"}) ||
           has(words, {"bank", "msb"}) || has(words, {"bank", "lsb"}) || has(words, {"midi", "bank"}) ||
           has(words, {"data", "entry"}) || has(words, {"data", "increment"}) || has(words, {"data", "decrement"}) ||
           has(words, {"nrpn", "msb"}) || has(words, {"nrpn", "lsb"}) || has(words, {"rpn", "msb"}) ||
           has(words, {"rpn", "lsb"}) || has(words, {"midi", "channel"}) || has(words, {"local", "control"});
}

/// "Preset", "Patch select", "Load scene", "Next program", but not "Preset volume"; in section "Presets" also "Load" and "3".
bool addressesMemory(const Words& section, const Words& words) {
    static const WordList places = {"preset", "presets", "program",  "programs",  "patch",  "patches",
                                    "scene",  "scenes",  "snapshot", "snapshots", "memory", "slot",
                                    "slots",  "kit",     "kits",     "bank",      "banks"};
    static const WordList deeds = {"load",     "recall", "select", "change", "next",      "previous",  "prev",
                                   "up",       "down",   "inc",    "dec",    "increment", "decrement", "increase",
                                   "decrease", "init",   "copy",   "paste",  "clear",     "write",     "switch",
                                   "number",   "no",     "step",   "back",   "forward",   "reset",     "rename"};
    static const WordList contents = {"sound", "sounds", "pattern", "patterns", "song", "songs", "project", "projects", "sample",
                                      "samples", "performance", "performances"};
    static const WordList loads = {"load", "recall", "select", "change", "next", "previous", "prev", "init", "copy", "paste",
                                   "clear", "write", "bank"};
    if (any(section, places) && !words.empty() && all(words, deeds)) return true;
    if (any(words, contents) && any(words, loads) && !any(words, {"arp", "arpeggiator", "lfo"})) return true;
    return any(words, places) && (any(words, deeds) || all(words, places));
}

/// These tell that the name is that of a setting which belongs to the deed: "Tap division", "Record level".
bool namesASetting(const Words& words) {
    static const WordList list = {
        "level",    "levels", "volume",     "mix",      "time",   "division", "divisions", "subdivision", "mode",
        "ratio",    "gain",   "tone",       "amount",   "rate",   "pan",      "curve",     "threshold",   "type",
        "source",   "filter", "speed",      "depth",    "sync",   "quantize", "quantise",  "length",      "delay",
        "feedback", "enable", "brightness", "polarity", "assign", "function", "shape",     "velocity",    "sensitivity"};
    return any(words, list);
}

bool taps(const Words& words) {
    static const WordList companions = {"tap",   "tempo",  "remote", "switch",  "button", "footswitch", "foot",
                                        "midi",  "bpm",    "clock",  "trigger", "send",   "the",        "in",
                                        "input", "global", "on",     "off",     "a",      "b"};
    return any(words, {"tap"}) && (all(words, companions) || (has(words, {"tap", "tempo"}) && !namesASetting(words)));
}

/// A looper's transport.
bool loops(const Words& section, const Words& name) {
    static const WordList loopers = {"loop", "looper", "looping", "transport", "sequencer", "recorder"};
    static const WordList deeds = {"record",  "rec",  "recording", "play",    "stop",     "dub",
                                   "overdub", "undo", "redo",      "once",    "trigger",  "toggle",
                                   "reverse", "half", "punch",     "replace", "continue", "pause"};
    static const WordList alone = {"record", "rec",     "recording", "play",     "stop",
                                   "dub",    "overdub", "punch",     "continue", "pause"};
    if (namesASetting(name)) return false;
    if (any(section, loopers) || any(name, loopers)) return any(name, deeds);
    return has(name, {"start", "stop"}) || has(name, {"run", "stop"}) || (any(name, alone) && all(name, alone));
}

/// Nothing but a deed is named, and the usage tells no states of it: "Load", "Next", "Sequencer start", "Rec arm".
bool isABareDeed(const Words& words, const Usage& usage) {
    static const WordList deeds = {"load", "recall", "init", "next", "previous", "prev", "inc", "dec", "enter", "exit",
                                   "trigger", "strike", "learn", "arm", "rec", "record", "dump", "restart", "recording"};
    static const WordList companions = {"load", "recall", "init", "next", "previous", "prev", "inc", "dec", "enter", "exit",
                                        "trigger", "strike", "learn", "arm", "rec", "record", "dump", "restart", "recording",
                                        "start", "run", "re", "manual", "sequencer", "transport", "sample", "request", "send"};
    static const WordList players = {"sequencer", "transport"};
    const bool starts = any(words, players) && any(words, {"start", "run"});
    return usage.parts.size() < 2 && (any(words, deeds) || starts) && all(words, companions);
}

/// Words that tell of an event, unless the usage shows two states that stay: "LFO reset: 0: Off; 1: On".
bool soundsLikeAnEvent(const Words& words) {
    static const WordList list = {"reset",      "clear",     "copy",      "paste",  "write",     "undo",
                                  "redo",       "randomize", "randomise", "toggle", "momentary", "panic",
                                  "footswitch", "increment", "decrement", "tap",    "overdub"};
    return (any(words, list) && !namesASetting(words)) || has(words, {"notes", "off"}) || has(words, {"sound", "off"}) ||
           has(words, {"reset", "all"}) || has(words, {"reset", "controllers"});
}

bool showsStates(const Usage& usage) {
    static const WordList offs = {"off", "disabled", "disable", "no", "inactive", "free", "false"};
    static const WordList ons = {"on", "enabled", "enable", "yes", "active", "true"};
    bool off = false, on = false;
    for (const UsagePart& part : usage.parts) {
        const Words words = wordsOf(part.meaning);
        off = off || (words.size() == 1 && offs.contains(words.front()));
        on = on || (words.size() == 1 && ons.contains(words.front()));
    }
    return off && on;
}

/// One part, one meaning, and the meaning is a deed: "0-127: Trigger".
bool doesOneThing(const Usage& usage) {
    static const WordList deeds = {"trigger", "triggers", "toggle",    "toggles",   "tap",      "taps", "reset",
                                   "resets",  "perform",  "push",      "press",     "execute",  "next", "previous",
                                   "start",   "stop",     "undo",      "redo",      "activate", "send", "clear",
                                   "record",  "play",     "increment", "decrement", "any"};
    return usage.parts.size() == 1 && !usage.parts.front().differs && any(wordsOf(usage.parts.front().meaning), deeds);
}

Deed deedOfWords(const Words& section, const Words& words, const Usage& usage) {
    if (alwaysRewrites(words) || (addressesMemory(section, words) && !namesASetting(words))) return Deed::Rewrites;
    for (const UsagePart& part : usage.parts) {
        const Words meaning = wordsOf(part.meaning);
        if (alwaysRewrites(meaning) && (usage.parts.size() <= 2 || has(meaning, {"factory", "reset"})))
            return Deed::Rewrites;
    }
    if (words.empty()) return Deed::Sets;
    if (taps(words) || loops(section, words) || isABareDeed(words, usage) || doesOneThing(usage)) return Deed::Triggers;
    return soundsLikeAnEvent(words) && !showsStates(usage) ? Deed::Triggers : Deed::Sets;
}

}  // namespace

Deed deedOf(const std::string& section, const std::string& name, const Usage& usage) {
    const Deed deed = deedOfWords(wordsOf(section), wordsOf(name), usage);
    return deed != Deed::Sets ? deed : deedOfWords(wordsOf(section, true), wordsOf(name, true), usage);
}

bool isOutputLevel(const std::string& name) {
    static const WordList words = {"output", "master", "main", "volume", "level", "out"};
    const Words found = wordsOf(name);
    return !found.empty() && all(found, words) && !isNumber(found.front());
}

}  // namespace detent::profiles
