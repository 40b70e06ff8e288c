// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/midi_guide_address.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

namespace detent::profiles {
namespace {

constexpr int kMost7 = 127, kMost14 = 16383;

bool is7Bit(const std::optional<int>& number) {
    return number && *number >= 0 && *number <= kMost7;
}

std::vector<std::string> sentenceWords(const std::string& sentence) {
    std::string plain;
    for (const char c : sentence) {
        const bool upper = c >= 'A' && c <= 'Z', word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        plain += upper ? static_cast<char>(c - 'A' + 'a') : word ? c : ' ';
    }
    std::istringstream in(plain);
    return {std::istream_iterator<std::string>(in), {}};
}

bool isChannelNumber(const std::string& word) {
    return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

/// "fx" of "send CC on MIDI CH FX", "4" of "only on MIDI channel 4"; empty where the words name no channel or the main one.
std::string channelNamed(const std::vector<std::string>& words) {
    static const std::set<std::string> none = {
        "of",   "the",  "for",  "and",  "or",     "only",     "to",      "in",       "is",       "are",    "as",
        "if",   "when", "that", "set",  "number", "midi",     "which",   "a",        "an",       "by",     "on",
        "any",  "all",  "same", "each", "this",   "its",      "with",    "main",     "global",   "base",   "basic",
        "auto", "omni", "per",  "send", "sends",  "pressure", "message", "messages", "selected", "current"};
    if (std::find(words.begin(), words.end(), "midi") == words.end()) return {};
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (words[i] != "ch" && words[i] != "channel") continue;
        const auto near = words.begin() + static_cast<std::ptrdiff_t>(i - std::min<std::size_t>(i, 4));
        if (std::find(near, words.begin() + static_cast<std::ptrdiff_t>(i), "on") ==
            words.begin() + static_cast<std::ptrdiff_t>(i))
            continue;
        const bool isSpan =
            i + 2 < words.size() && isChannelNumber(words[i + 1]) && isChannelNumber(words[i + 2]);  // "channel 1-16"
        if (isSpan) return {};
        if (i + 1 < words.size() && !none.contains(words[i + 1])) return words[i + 1].substr(0, 16);
        if (i + 1 < words.size() && (words[i + 1] == "main" || words[i + 1] == "global")) return {};
        if (!none.contains(words[i - 1])) return words[i - 1].substr(0, 16);
    }
    return {};
}

struct Channels {
    std::string cc, nrpn;
};

Channels channelsIn(const std::string& notes) {
    Channels channels;
    std::istringstream in(notes);
    for (std::string sentence; std::getline(in, sentence, '.');) {
        const auto words = sentenceWords(sentence);
        const std::string channel = channelNamed(words);
        if (channel.empty() ||
            (isChannelNumber(channel) && (channel.size() > 2 || std::stoi(channel) < 1 || std::stoi(channel) > 16)))
            continue;
        const bool cc = std::find(words.begin(), words.end(), "cc") != words.end(),
                   nrpn = std::find(words.begin(), words.end(), "nrpn") != words.end();
        if (cc || !nrpn) channels.cc = channel;
        if (nrpn || !cc) channels.nrpn = channel;
    }
    return channels;
}

/// The row's range within what the form can carry, with a remark where it does not fit.
void setRange(GuideAddress& address, const GuideNumbers& numbers, const std::string& what) {
    const bool wide = address.form == GuideAddress::Form::Cc14 || address.form == GuideAddress::Form::Nrpn14;
    const int most = wide ? kMost14 : kMost7;
    int low = numbers.min.value_or(0), high = numbers.max.value_or(most);
    if (!numbers.min || !numbers.max)
        address.remarks.push_back("its " + what + " range is blank; " + std::to_string(low) + " to " + std::to_string(high) +
                                  " was taken");
    if (low > high) {
        std::swap(low, high);
        address.remarks.push_back("its " + what + " range runs backwards; it was turned round");
    }
    address.min = std::clamp(low, 0, most);
    address.max = std::clamp(high, 0, most);
    if (address.min != low || address.max != high)
        address.remarks.push_back("its " + what + " range " + std::to_string(low) + " to " + std::to_string(high) +
                                  " does not fit " + (wide ? "14" : "7") + " bits; " + std::to_string(address.min) + " to " +
                                  std::to_string(address.max) + " was taken");
    address.standard = numbers.standard;
    if (address.standard && (*address.standard < address.min || *address.standard > address.max)) {
        address.remarks.push_back("its " + what + " default " + std::to_string(*address.standard) +
                                  " is out of range; it was left out");
        address.standard.reset();
    }
}

std::optional<GuideAddress> ccOf(GuideRow& row) {
    if (!row.cc.msb) {
        if (row.cc.lsb)
            row.remarks.push_back("it has a CC for the low half (" + std::to_string(*row.cc.lsb) +
                                  ") and none for the high one");
        return std::nullopt;
    }
    if (!is7Bit(row.cc.msb)) {
        row.remarks.push_back("CC " + std::to_string(*row.cc.msb) + " does not exist");
        return std::nullopt;
    }
    GuideAddress address;
    address.first = *row.cc.msb;
    const bool pairs = is7Bit(row.cc.lsb) && *row.cc.lsb != address.first;
    if (row.cc.lsb && !pairs)
        address.remarks.push_back("CC " + std::to_string(*row.cc.lsb) + " cannot be the low half of CC " +
                                  std::to_string(address.first));
    if (pairs && row.cc.max.value_or(kMost7) > kMost7) {
        address.form = GuideAddress::Form::Cc14;
        address.second = *row.cc.lsb;
    } else if (pairs) {
        address.remarks.push_back("its range needs no low half, so CC " + std::to_string(*row.cc.lsb) +
                                  " is not sent; by the MIDI standard the high half sets it to 0");
    }
    setRange(address, row.cc, "CC");
    return address;
}

std::optional<GuideAddress> nrpnOf(GuideRow& row) {
    if (!row.nrpn.msb && !row.nrpn.lsb) return std::nullopt;
    if (!is7Bit(row.nrpn.msb) || !is7Bit(row.nrpn.lsb)) {
        row.remarks.push_back("its NRPN number is not whole: it takes a high and a low half of 0 to 127");
        return std::nullopt;
    }
    GuideAddress address;
    const bool wide = row.nrpn.max.value_or(kMost7) > kMost7 || row.nrpn.min.value_or(0) > kMost7;
    address.form = wide ? GuideAddress::Form::Nrpn14 : GuideAddress::Form::Nrpn;
    address.first = *row.nrpn.msb;
    address.second = *row.nrpn.lsb;
    setRange(address, row.nrpn, "NRPN");
    return address;
}

int greatestOf(const Usage& usage) {
    int greatest = -1;
    for (const UsagePart& part : usage.parts) greatest = std::max(greatest, part.high);
    return greatest;
}

/// Whether the NRPN is to be taken before the CC.
bool prefersNrpn(GuideAddress& cc, GuideAddress& nrpn, const Usage& usage) {
    if (cc.channel.empty() != nrpn.channel.empty()) return nrpn.channel.empty();
    if (cc.min == nrpn.min && cc.max == nrpn.max) return false;
    const int greatest = greatestOf(usage);
    const bool second = greatest < 0 ? nrpn.max > cc.max : std::abs(nrpn.max - greatest) < std::abs(cc.max - greatest);
    (second ? nrpn : cc)
        .remarks.push_back("its CC and NRPN ranges disagree (" + std::to_string(cc.min) + " to " + std::to_string(cc.max) +
                           ", " + std::to_string(nrpn.min) + " to " + std::to_string(nrpn.max) + "); the " +
                           (second ? "NRPN" : "CC") +
                           (greatest < 0 ? ", being finer, was taken" : " was taken, whose values the usage names"));
    return second;
}

}  // namespace

std::vector<std::string> GuideAddress::occupies() const {
    const std::string on = " on " + channel;
    if (isNrpn()) return {"nrpn " + std::to_string(first) + ":" + std::to_string(second) + on};
    std::vector<std::string> keys = {"cc " + std::to_string(first) + on};
    if (form == Form::Cc14) keys.push_back("cc " + std::to_string(second) + on);
    return keys;
}

std::string GuideAddress::text() const {
    if (isNrpn()) return "NRPN " + std::to_string(first) + ":" + std::to_string(second);
    return "CC " + std::to_string(first) + (form == Form::Cc14 ? "/" + std::to_string(second) : "");
}

std::vector<GuideAddress> addressesOf(GuideRow& row, const Usage& usage) {
    auto cc = ccOf(row), nrpn = nrpnOf(row);
    const Channels channels = channelsIn(row.notes);
    if (cc) cc->channel = channels.cc;
    if (nrpn) nrpn->channel = channels.nrpn;
    if (cc && nrpn) return prefersNrpn(*cc, *nrpn, usage) ? std::vector{*nrpn, *cc} : std::vector{*cc, *nrpn};
    if (cc) return {*cc};
    if (nrpn) return {*nrpn};
    row.remarks.push_back("it names no controller and no NRPN, so nothing can set it; it was left out");
    return {};
}

}  // namespace detent::profiles
