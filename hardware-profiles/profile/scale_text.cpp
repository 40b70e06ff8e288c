// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Scale as people read and type it.
#include "hardware-profiles/profile/number_text.h"
#include "hardware-profiles/profile/scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace detent::profiles {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// Lower case, no space at the ends, single spaces within, a plain minus for the typographic ones.
std::string simplified(std::string_view text) {
    std::string plain(text);
    for (const std::string_view minus : {"\xE2\x88\x92", "\xE2\x80\x93"}) {
        for (auto at = plain.find(minus); at != std::string::npos; at = plain.find(minus)) plain.replace(at, minus.size(), "-");
    }
    std::string out;
    for (const char c : plain) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return lower(out);
}

/// The first `limit` bytes, not cut within a UTF-8 character.
std::string_view opening(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
    return text.substr(0, limit);
}

std::string withoutSpaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

/// What one of the unit typed after a number is worth in the scale's own unit: 1000 for "k" or "kHz" where that is Hz.
std::optional<double> unitFactor(std::string_view suffix, const std::string& ownUnit, bool kilo) {
    const std::string own = lower(ownUnit);
    if (suffix.empty() || suffix == own) return 1.0;
    if ((kilo || own == "hz") && (suffix == "k" || suffix == "k" + own)) return 1000.0;
    struct Pair {
        std::string_view own, typed;
        double factor;
    };
    static constexpr std::array kPairs = {Pair{"khz", "k", 1.0}, Pair{"khz", "hz", 0.001}, Pair{"s", "ms", 0.001},
                                          Pair{"s", "sec", 1.0}, Pair{"ms", "s", 1000.0}};
    for (const Pair& pair : kPairs) {
        if (pair.own == own && pair.typed == suffix) return pair.factor;
    }
    return std::nullopt;
}

std::optional<double> typedValue(const std::string& typed, const Scale::Spec& spec) {
    std::string_view rest = typed;
    const std::optional<double> number = takeNumber(rest);
    if (!number) return std::nullopt;
    if (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    const std::optional<double> factor = unitFactor(withoutSpaces(std::string(rest)), spec.unit, spec.kilo);
    if (!factor) return std::nullopt;
    return *factor < 1 ? *number / std::round(1 / *factor) : *number * *factor;
}

/// "4 + 20", "none", "all", in any order: the bits of the buttons named.
std::optional<Code> typedSet(const std::string& typed, const std::vector<std::string>& buttons) {
    const Code all = (Code{1} << buttons.size()) - 1;
    if (typed == "none" || typed == "all") return typed == "all" ? all : 0;
    Code code = 0;
    for (std::size_t from = 0; from <= typed.size();) {
        const std::size_t end = std::min(typed.find_first_of("+,", from), typed.size());
        const std::string name = simplified(typed.substr(from, end - from));
        const auto isIt = [&](const std::string& button) { return simplified(button) == name; };
        const auto at = std::find_if(buttons.begin(), buttons.end(), isIt);
        if (at == buttons.end()) return std::nullopt;
        code |= Code{1} << (at - buttons.begin());
        from = end + 1;
    }
    return code;
}

/// "10:30", "10 o'clock": hours from 12 o'clock, -6 to 6.
std::optional<double> typedHours(const std::string& typed) {
    std::string_view rest = typed;
    const auto number = [&](double most) -> std::optional<double> {
        std::string_view digits = rest.substr(0, rest.find_first_not_of("0123456789"));
        const auto value = digits.empty() || digits.size() > 2 ? std::nullopt : takeNumber(digits);
        if (!value || *value > most) return std::nullopt;
        rest.remove_prefix(*value >= 10 || rest.starts_with('0') ? 2 : 1);
        return value;
    };
    const auto hour = number(12);
    if (!hour || *hour < 1) return std::nullopt;
    double minutes = 0;
    if (rest.starts_with(':')) {
        rest.remove_prefix(1);
        if (rest.size() < 2) return std::nullopt;
        const auto read = number(59);
        if (!read) return std::nullopt;
        minutes = *read;
    }
    if (!rest.empty() && rest != " o'clock" && rest != "o'clock" && rest != " oclock") return std::nullopt;
    const double hours = (*hour == 12 ? 0 : *hour) + minutes / 60;
    return hours > 6 ? hours - 12 : hours;
}

}  // namespace

std::string Scale::numberText(double value) const {
    const auto plain = [&](double number, int extraDecimals) {
        return m_spec.significant > 0 ? significantText(number, m_spec.significant) : fixedText(number, m_spec.decimals + extraDecimals);
    };
    std::string text = plain(value, 0);
    std::string_view digits = text;
    if (m_spec.kilo && std::abs(takeNumber(digits).value_or(0)) >= 1000) text = withoutTrailingZeros(plain(value / 1000, 3)) + "k";
    return m_spec.showPlus && text.front() != '-' && text.find_first_not_of("0.k") != std::string::npos ? "+" + text : text;
}

std::string Scale::withUnit(const std::string& legend) const {
    if (m_spec.unit.empty()) return legend;
    if (m_spec.kilo && legend.ends_with('k')) return legend.substr(0, legend.size() - 1) + " k" + m_spec.unit;
    return legend + " " + m_spec.unit;
}

std::string Scale::legendOf(Code code) const {
    if (!contains(code)) return "code " + std::to_string(code);
    if (isListed()) return m_spec.positions[*indexOf(code)].text;
    for (const Position& word : m_spec.words) {
        if (word.code == code) return word.text;
    }
    return numberText(*valueOf(code));
}

std::string Scale::textOf(Code code) const {
    return contains(code) && valueOf(code) ? withUnit(legendOf(code)) : legendOf(code);
}

std::string Scale::rangeText() const {
    if (m_spec.isClock) return m_spec.positions.front().text + " to " + textOf(m_spec.positions.back().code);
    if (!m_spec.buttons.empty()) {
        std::string list;
        for (const std::string& button : m_spec.buttons) list += (list.empty() ? "" : ", ") + button;
        return "any of " + list + " with + between them, or none";
    }
    std::string list;
    if (!isListed()) {
        list = textOf(m_spec.minCode) + " to " + textOf(m_spec.maxCode);
        for (const Position& word : m_spec.words) list += " or " + word.text;
        return list;
    }
    for (const Position& position : m_spec.positions) list += (list.empty() ? "" : ", ") + position.text;
    return m_spec.unit.empty() ? list : list + " " + m_spec.unit;
}

std::optional<Code> Scale::wordCode(const std::string& typed) const {
    for (const auto* list : {&m_spec.positions, &m_spec.words}) {
        for (const Position& position : *list) {
            if (typed == simplified(position.text) || typed == simplified(textOf(position.code))) return position.code;
        }
    }
    return std::nullopt;
}

std::optional<Code> Scale::typedCode(double value) const {
    if (isListed()) {
        const Code code = codeOf(value);
        const std::optional<double> wanted = valueOf(code);
        if (!wanted || std::abs(value - *wanted) > 1e-6 * std::max(std::abs(*wanted), 1e-3)) return std::nullopt;
        return code;
    }
    // the ends as printed count as inside, though rounding may have put them a hair beyond
    const auto printed = [&](Code code) { return typedValue(simplified(textOf(code)), m_spec).value_or(*valueOf(code)); };
    const auto [low, high] = std::minmax({m_spec.minValue, m_spec.maxValue, printed(m_spec.minCode), printed(m_spec.maxCode)});
    return value < low || value > high ? std::nullopt : std::optional(codeOf(value));
}

Result<Code> Scale::parse(std::string_view text) const {
    const std::string typed = simplified(opening(text, 200));
    if (const std::optional<Code> code = wordCode(typed)) return *code;
    const std::string quoted = "\"" + std::string(opening(text, 40)) + "\"";
    if (!m_spec.buttons.empty()) {
        const std::optional<Code> code = typedSet(typed, m_spec.buttons);
        if (code && contains(*code)) return *code;
        return Problem{Fault::Usage, quoted + (code ? " are too many or too few" : " is not understood"), "give " + rangeText()};
    }
    if (m_spec.isClock) {
        const std::optional<double> hours = typedHours(typed);
        const double step = count() > 1 ? *m_spec.positions[1].value - *m_spec.positions[0].value : 1;
        const std::optional<double> place = hours ? valueOf(codeOf(*hours)) : std::nullopt;
        if (place && std::abs(*place - *hours) <= step / 2 + 1e-9) return codeOf(*hours);
        return Problem{Fault::Usage, quoted + (hours ? " is outside its range" : " is not understood"), "give " + rangeText()};
    }
    const std::optional<double> value = typedValue(typed, m_spec);
    if (!value) return Problem{Fault::Usage, quoted + " is not understood", "give " + rangeText()};
    if (const std::optional<Code> code = typedCode(*value)) return *code;
    const char* why = isListed() ? " is not one of its positions" : " is outside its range";
    return Problem{Fault::Usage, quoted + why, "give " + rangeText()};
}

}  // namespace detent::profiles
