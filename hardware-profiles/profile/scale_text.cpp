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
    return isListed() ? m_spec.positions[*indexOf(code)].text : numberText(*valueOf(code));
}

std::string Scale::textOf(Code code) const {
    return contains(code) && valueOf(code) ? withUnit(legendOf(code)) : legendOf(code);
}

std::string Scale::rangeText() const {
    if (!isListed()) return textOf(m_spec.minCode) + " to " + textOf(m_spec.maxCode);
    std::string list;
    for (const Position& position : m_spec.positions) list += (list.empty() ? "" : ", ") + position.text;
    return m_spec.unit.empty() ? list : list + " " + m_spec.unit;
}

std::optional<Code> Scale::wordCode(const std::string& typed) const {
    for (const Position& position : m_spec.positions) {
        if (typed == simplified(position.text) || typed == simplified(textOf(position.code))) return position.code;
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
    const std::optional<double> value = typedValue(typed, m_spec);
    const std::string quoted = "\"" + std::string(opening(text, 40)) + "\"";
    if (!value) return Problem{Fault::Usage, quoted + " is not understood", "give " + rangeText()};
    if (const std::optional<Code> code = typedCode(*value)) return *code;
    const char* why = isListed() ? " is not one of its positions" : " is outside its range";
    return Problem{Fault::Usage, quoted + why, "give " + rangeText()};
}

}  // namespace detent::profiles
