// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/scale.h"

#include "hardware-profiles/profile/number_text.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detent::profiles {
namespace {

constexpr Code kFarSteps = Code{1} << 40;

Code roundedCode(double exact, Code low, Code high) {
    if (!(exact > static_cast<double>(low))) return low;
    if (exact >= static_cast<double>(high)) return high;
    return static_cast<Code>(std::llround(exact));
}

double between(const Scale::Point& a, const Scale::Point& b, double t) {
    return a.logarithmic ? a.value * std::pow(b.value / a.value, t) : a.value + t * (b.value - a.value);
}

double pointsValue(const std::vector<Scale::Point>& points, Code code) {
    const auto after = std::upper_bound(points.begin() + 1, points.end() - 1, code, [](Code c, const Scale::Point& point) { return c < point.code; });
    const Scale::Point& a = *(after - 1);
    if (code == a.code || code == after->code) return code == a.code ? a.value : after->value;
    return between(a, *after, static_cast<double>(code - a.code) / static_cast<double>(after->code - a.code));
}

double pointsCode(const std::vector<Scale::Point>& points, double value) {
    const bool rises = points.back().value > points.front().value;
    const auto isBefore = [&](double v, const Scale::Point& point) { return rises ? v < point.value : v > point.value; };
    const auto after = std::upper_bound(points.begin() + 1, points.end() - 1, value, isBefore);
    const Scale::Point &a = *(after - 1), &b = *after;
    const bool sameSign = value / a.value > 0;
    const double t = !a.logarithmic ? (value - a.value) / (b.value - a.value) : sameSign ? std::log(value / a.value) / std::log(b.value / a.value) : 2;
    return static_cast<double>(a.code) + t * static_cast<double>(b.code - a.code);
}

std::size_t lowWords(const Scale::Spec& spec) {
    const auto isLow = [&](const Position& word) { return word.code < spec.minCode; };
    return static_cast<std::size_t>(std::count_if(spec.words.begin(), spec.words.end(), isLow));
}

/// Place along the knob of a scale that is not listed: words below, the codes, words above.
Code placeOf(const Scale::Spec& spec, Code code) {
    const Code low = static_cast<Code>(lowWords(spec));
    for (std::size_t i = 0; i < spec.words.size(); ++i) {
        const Code place = static_cast<Code>(i);
        if (spec.words[i].code == code) return place < low ? place : place + spec.maxCode - spec.minCode + 1;
    }
    return low + std::clamp(code, spec.minCode, spec.maxCode) - spec.minCode;
}

Code codeAtPlace(const Scale::Spec& spec, Code place) {
    const Code low = static_cast<Code>(lowWords(spec)), range = spec.maxCode - spec.minCode + 1;
    if (place < low) return spec.words[static_cast<std::size_t>(place)].code;
    return place < low + range ? spec.minCode + place - low : spec.words[static_cast<std::size_t>(place - range)].code;
}

/// Where the code of `value` would lie if codes were not whole.
double exactCode(const Scale::Spec& spec, double value) {
    if (spec.law == Scale::Law::Points) {
        const double code = pointsCode(spec.points, value);
        return std::abs(code) < 1e6 ? std::round(code * 1e9) / 1e9 : code;
    }
    const double span = static_cast<double>(spec.maxCode - spec.minCode);
    double fraction = 0;
    if (spec.law == Scale::Law::Logarithmic) {
        fraction = value > 0 ? std::log(value / spec.minValue) / std::log(spec.maxValue / spec.minValue) : -1;
        if (value <= 0 && spec.maxValue < spec.minValue) fraction = 2;
    } else {
        fraction = (value - spec.minValue) / (spec.maxValue - spec.minValue);
    }
    // rounded at the 12th digit so that a printed half such as 0.35 counts as the half it is
    const double exact = static_cast<double>(spec.minCode) + fraction * span;
    return std::abs(exact) < 1e6 ? std::round(exact * 1e9) / 1e9 : exact;
}

std::size_t nearestNumbered(const std::vector<Position>& positions, double value) {
    std::size_t best = positions.size();
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!positions[i].value) continue;
        if (best == positions.size() || std::abs(*positions[i].value - value) < std::abs(*positions[best].value - value)) best = i;
    }
    return best;
}

}  // namespace

Scale::Scale(Spec spec) : m_spec(std::move(spec)) {
    if (isListed()) {
        assert(!m_spec.positions.empty());
        assert(m_spec.angles.empty() || m_spec.angles.size() == m_spec.positions.size());
        for (Position& position : m_spec.positions) {
            if (position.text.empty() && position.value) position.text = numberText(*position.value);
        }
        return;
    }
    if (m_spec.law == Law::Points) {
        assert(m_spec.points.size() > 1);
        m_spec.minCode = m_spec.points.front().code, m_spec.maxCode = m_spec.points.back().code;
        m_spec.minValue = m_spec.points.front().value, m_spec.maxValue = m_spec.points.back().value;
    }
    assert(m_spec.minCode <= m_spec.maxCode);
    assert(m_spec.law != Law::Logarithmic || (m_spec.minValue > 0 && m_spec.maxValue > 0));
}

Code Scale::minCode() const {
    if (!isListed()) return m_spec.minCode;
    const auto byCode = [](const Position& a, const Position& b) { return a.code < b.code; };
    return std::min_element(m_spec.positions.begin(), m_spec.positions.end(), byCode)->code;
}

Code Scale::maxCode() const {
    if (!isListed()) return m_spec.maxCode;
    const auto byCode = [](const Position& a, const Position& b) { return a.code < b.code; };
    return std::max_element(m_spec.positions.begin(), m_spec.positions.end(), byCode)->code;
}

std::optional<std::size_t> Scale::indexOf(Code code) const {
    for (std::size_t i = 0; i < m_spec.positions.size(); ++i) {
        if (m_spec.positions[i].code == code) return i;
    }
    return std::nullopt;
}

std::size_t Scale::nearestIndex(Code code) const {
    std::size_t best = 0;
    const auto distance = [&](std::size_t i) { return std::abs(static_cast<double>(m_spec.positions[i].code) - static_cast<double>(code)); };
    for (std::size_t i = 1; i < m_spec.positions.size(); ++i) {
        if (distance(i) < distance(best)) best = i;
    }
    return best;
}

bool Scale::contains(Code code) const {
    if (isListed()) return indexOf(code).has_value();
    const auto isIt = [&](const Position& word) { return word.code == code; };
    return (code >= m_spec.minCode && code <= m_spec.maxCode) || std::any_of(m_spec.words.begin(), m_spec.words.end(), isIt);
}

std::optional<Code> Scale::heard(Code said) const {
    if (contains(said)) return said;
    const auto means = [&](const Position& position) { return position.through && said > position.code && said <= *position.through; };
    for (const auto* list : {&m_spec.positions, &m_spec.words}) {
        const auto at = std::find_if(list->begin(), list->end(), means);
        if (at != list->end()) return at->code;
    }
    return std::nullopt;
}

std::int64_t Scale::count() const {
    return isListed() ? static_cast<std::int64_t>(m_spec.positions.size()) : m_spec.maxCode - m_spec.minCode + 1 + static_cast<Code>(m_spec.words.size());
}

Code Scale::stepped(Code from, std::int64_t steps) const {
    const Code bounded = std::clamp<Code>(steps, -kFarSteps, kFarSteps);
    if (!isListed()) return codeAtPlace(m_spec, std::clamp<Code>(placeOf(m_spec, from) + bounded, 0, count() - 1));
    const Code index = std::clamp<Code>(static_cast<Code>(nearestIndex(from)) + bounded, 0, count() - 1);
    return m_spec.positions[static_cast<std::size_t>(index)].code;
}

std::optional<double> Scale::valueOf(Code code) const {
    if (!contains(code)) return std::nullopt;
    if (isListed()) return m_spec.positions[*indexOf(code)].value;
    if (code < m_spec.minCode || code > m_spec.maxCode) return std::nullopt;  // a word
    if (m_spec.law == Law::Points) return pointsValue(m_spec.points, code);
    if (code == m_spec.minCode) return m_spec.minValue;
    if (code == m_spec.maxCode) return m_spec.maxValue;
    const double below = static_cast<double>(code - m_spec.minCode), above = static_cast<double>(m_spec.maxCode - code);
    if (m_spec.law == Law::Logarithmic) return m_spec.minValue * std::pow(m_spec.maxValue / m_spec.minValue, below / (below + above));
    return (m_spec.minValue * above + m_spec.maxValue * below) / (below + above);  // whole where it is whole: 31 of 0 to 60
}

Code Scale::codeOf(double value) const {
    if (isListed()) {
        const std::size_t index = nearestNumbered(m_spec.positions, value);
        return m_spec.positions[index < m_spec.positions.size() ? index : 0].code;
    }
    if (m_spec.minCode == m_spec.maxCode || m_spec.minValue == m_spec.maxValue) return m_spec.minCode;
    return roundedCode(exactCode(m_spec, value), m_spec.minCode, m_spec.maxCode);
}

std::optional<Code> Scale::exactCodeOf(double value) const {
    if (!std::isfinite(value)) return std::nullopt;
    if (isListed()) {
        const std::size_t index = nearestNumbered(m_spec.positions, value);
        if (index == m_spec.positions.size()) return std::nullopt;
        const double wanted = *m_spec.positions[index].value;
        if (std::abs(value - wanted) > std::max(1e-9, 0.005 * std::abs(wanted))) return std::nullopt;
        return m_spec.positions[index].code;
    }
    if (m_spec.minCode == m_spec.maxCode || m_spec.minValue == m_spec.maxValue)
        return value == m_spec.minValue ? std::optional(m_spec.minCode) : std::nullopt;
    const double exact = exactCode(m_spec, value);
    if (exact < static_cast<double>(m_spec.minCode) - 0.5 || exact > static_cast<double>(m_spec.maxCode) + 0.5) return std::nullopt;
    return roundedCode(exact, m_spec.minCode, m_spec.maxCode);
}

double Scale::minAngle() const { return m_spec.angles.empty() ? m_spec.minAngleDeg : m_spec.angles.front(); }

double Scale::maxAngle() const { return m_spec.angles.empty() ? m_spec.maxAngleDeg : m_spec.angles.back(); }

double Scale::angleOf(Code code) const {
    if (isListed() && !m_spec.angles.empty()) return m_spec.angles[nearestIndex(code)];
    return minAngle() + fractionOf(code) * (maxAngle() - minAngle());
}

Code Scale::codeAtAngle(double angleDeg) const {
    if (!isListed() || m_spec.angles.empty()) {
        const double span = maxAngle() - minAngle();
        return codeAt(span == 0 ? 0 : (angleDeg - minAngle()) / span);
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < m_spec.angles.size(); ++i) {
        if (std::abs(m_spec.angles[i] - angleDeg) < std::abs(m_spec.angles[best] - angleDeg)) best = i;
    }
    return m_spec.positions[best].code;
}

double Scale::fractionOf(Code code) const {
    if (count() < 2) return 0;
    if (isListed() && !m_spec.angles.empty()) return (angleOf(code) - minAngle()) / (maxAngle() - minAngle());
    const Code offset = isListed() ? static_cast<Code>(nearestIndex(code)) : placeOf(m_spec, code);
    return static_cast<double>(offset) / static_cast<double>(count() - 1);
}

Code Scale::codeAt(double fraction) const {
    const double inside = fraction > 0 ? std::min(fraction, 1.0) : 0.0;
    if (isListed() && !m_spec.angles.empty()) return codeAtAngle(minAngle() + inside * (maxAngle() - minAngle()));
    const Code offset = roundedCode(inside * static_cast<double>(count() - 1), 0, count() - 1);
    return isListed() ? m_spec.positions[static_cast<std::size_t>(offset)].code : codeAtPlace(m_spec, offset);
}

}  // namespace detent::profiles
