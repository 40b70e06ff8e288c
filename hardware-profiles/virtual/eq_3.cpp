// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/eq_3.h"

#include "hardware-profiles/profile/number_text.h"
#include "hardware-profiles/virtual/eq_3_sound.h"

#include <array>

namespace detent::virt {
namespace {

constexpr std::size_t kLongestLine = 64;
constexpr std::array<const char*, Eq3Dial::Count> kControls = {"low.gain",  "low.freq", "mid.gain", "mid.freq", "high.gain",
                                                               "high.freq", "trim",     "in",       "mute"};
const std::string kTooLong = "ERR 1 line too long\r\n", kUnknown = "ERR 2 unknown command\r\n",
                  kOutOfRange = "ERR 3 out of range\r\n", kLocal = "ERR 4 local\r\n";

/// The positions of FREQ, band by band; 0 ends a row.
constexpr int kFreqHz[Eq3Dial::Bands][7] = {
    {30, 40, 60, 80, 120, 180, 270}, {400, 560, 800, 1200, 1800, 2700, 3900}, {4700, 6800, 8200, 10000, 12000, 16000, 0}};

std::vector<std::string_view> wordsOf(std::string_view line) {
    std::vector<std::string_view> words;
    while (true) {
        const std::size_t space = line.find(' ');
        words.push_back(line.substr(0, space));
        if (space == std::string_view::npos) return words;
        line.remove_prefix(space + 1);
    }
}

/// "-1.5" with one decimal is -15; nullopt where it is not written so.
std::optional<int> fixedPoint(std::string_view text, std::size_t decimals) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (decimals > 0) {
        if (text.size() < decimals + 2 || text[text.size() - decimals - 1] != '.') return std::nullopt;
    }
    const std::size_t point = decimals > 0 ? text.size() - decimals - 1 : text.size();
    if (text.empty() || text.size() > 8) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == point) continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    return negative ? -number : number;
}

bool isGain(int tenths, int most) {
    return tenths >= -most && tenths <= most && tenths % 5 == 0;
}

bool isFreq(std::size_t band, int hz) {
    return hz > 0 && std::find(std::begin(kFreqHz[band]), std::end(kFreqHz[band]), hz) != std::end(kFreqHz[band]);
}

class Eq3 final : public TalkingUnit {
public:
    using TalkingUnit::TalkingUnit;

    std::unique_ptr<dsp::Processor> makeProcessor(const Analogue& analogue) const override {
        return std::make_unique<Eq3Sound>(sharedDials(), analogue);
    }

private:
    std::optional<Request> hear(std::uint8_t byte) override {
        if (byte != '\n') {
            if (m_line.size() <= kLongestLine + 1) m_line += static_cast<char>(byte);  // enough to know that it is too long
            return std::nullopt;
        }
        std::string line = std::exchange(m_line, {});
        if (line.ends_with('\r')) line.pop_back();  // a person at a terminal
        if (line.size() > kLongestLine) return say(kTooLong);
        return understand(line);
    }

    Request understand(std::string_view line) const {
        if (line == "ID?") return say("ID DETENT EQ-3 1.0\r\n");
        const auto words = wordsOf(line);
        const bool set = words[0] == "SET";
        if (words.size() < 2 || (!set && words[0] != "GET")) return say(kUnknown);
        const bool banded = words[1] == "GAIN" || words[1] == "FREQ";
        if (words.size() != 2U + (banded ? 1 : 0) + (set ? 1 : 0)) return say(kUnknown);
        const auto dial = banded ? bandDial(words[1], words[2]) : dialOf(words[1]);
        if (!dial) return say(banded && fixedPoint(words[2], 0) ? kOutOfRange : kUnknown);
        if (set) return understandSet(*dial, words.back());
        return {Request::Kind::Get, *dial, 0, {}};
    }

    static std::optional<std::size_t> bandDial(std::string_view word, std::string_view band) {
        if (band.size() != 1 || band[0] < '1' || band[0] > '3') return std::nullopt;
        const auto index = static_cast<std::size_t>(band[0] - '1');
        return word == "GAIN" ? Eq3Dial::gain(index) : Eq3Dial::freq(index);
    }

    static std::optional<std::size_t> dialOf(std::string_view word) {
        if (word == "TRIM") return Eq3Dial::Trim;
        if (word == "IN") return Eq3Dial::In;
        if (word == "MUTE") return Eq3Dial::Mute;
        return std::nullopt;
    }

    Request understandSet(std::size_t dial, std::string_view value) const {
        const bool decibels = isDecibels(dial);
        const auto number = fixedPoint(value, decibels ? 1 : 0);
        if (!number) return say(kUnknown);
        if (dial >= Eq3Dial::In) return *number == 0 || *number == 1 ? setTo(dial, *number) : say(kOutOfRange);
        const bool there = dial == Eq3Dial::Trim ? isGain(*number, 60)
                           : decibels            ? isGain(*number, 80)
                                                 : isFreq(dial / Eq3Dial::PerBand, *number);
        const auto code = dials().control(dial).scale.exactCodeOf(decibels ? *number / 10.0 : *number);
        return there && code ? setTo(dial, *code) : say(kOutOfRange);
    }

    static bool isDecibels(std::size_t dial) {
        return dial == Eq3Dial::Trim || (dial < Eq3Dial::Trim && dial % Eq3Dial::PerBand == Eq3Dial::Gain);
    }
    static Request say(const std::string& answer) { return {Request::Kind::Other, 0, 0, answer}; }
    static Request setTo(std::size_t dial, Code code) { return {Request::Kind::Set, dial, code, {}}; }

    std::string toldOf(std::size_t dial) const override {
        if (dial == Eq3Dial::In) return std::string("IN ") + (dials().isOn(dial) ? "1" : "0") + "\r\n";
        if (dial == Eq3Dial::Mute) return std::string("MUTE ") + (dials().isOn(dial) ? "1" : "0") + "\r\n";
        const std::string value = profiles::fixedText(dials().value(dial), isDecibels(dial) ? 1 : 0) + "\r\n";
        if (dial == Eq3Dial::Trim) return "TRIM " + value;
        return (isDecibels(dial) ? "GAIN " : "FREQ ") + std::to_string(dial / Eq3Dial::PerBand + 1) + " " + value;
    }
    std::string doneWith(std::size_t dial) const override { return "OK " + toldOf(dial); }
    std::string lockedAt(std::size_t) const override { return kLocal; }
    std::string unaskedOf(std::size_t dial) const override { return "! " + toldOf(dial); }

    std::string m_line;
};

}  // namespace

Result<std::unique_ptr<VirtualUnit>> makeEq3(const profiles::ProfilePtr& profile,
                                             const std::map<std::string, Code>& settings) {
    auto dials = Dials::make(profile, kControls, settings);
    if (!dials) return dials.problem();
    return std::unique_ptr<VirtualUnit>(std::make_unique<Eq3>(profile, std::move(*dials)));
}

}  // namespace detent::virt
