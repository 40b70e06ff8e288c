// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/phrase.h"

#include <algorithm>
#include <cmath>

namespace detent::virt {

using profiles::FieldValue;

std::optional<double> numberIn(const FieldValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* decimal = std::get_if<double>(&value)) return *decimal;
    return std::nullopt;
}

double scaledBy(const Token& token, double number) {
    return number * token.factor + token.offset;
}

FieldValue unscaledBy(const Token& token, const FieldValue& wire) {
    const auto number = numberIn(wire);
    if (!number || (token.factor == 1 && token.offset == 0)) return wire;
    const double plain = (*number - token.offset) / token.factor;
    if (std::holds_alternative<std::int64_t>(wire) && plain == std::floor(plain)) return static_cast<std::int64_t>(plain);
    return plain;
}

std::optional<FieldValue> fillerOf(const Token& token, const Fields& fields) {
    const auto given = fields.find(token.text);
    if (given == fields.end()) {
        if (!token.text.starts_with("any")) return std::nullopt;
        if (token.shape.kind == Shape::Kind::Raw) return std::string(static_cast<std::size_t>(token.shape.width), '\0');
        if (token.shape.kind == Shape::Kind::Word || token.shape.osc == 's') return std::string("x");
        return std::int64_t{0};
    }
    const auto number = numberIn(given->second);
    if (!number || (token.factor == 1 && token.offset == 0)) return given->second;
    return scaledBy(token, *number);
}

// --- Found ---

namespace {

bool isSameValue(const FieldValue& a, const FieldValue& b) {
    const auto x = numberIn(a), y = numberIn(b);
    return x && y ? *x == *y : a == b;
}

}  // namespace

bool Found::put(const std::string& name, FieldValue value) {
    const auto [place, isNew] = m_fields.try_emplace(name, value);
    return isNew || isSameValue(place->second, value);
}

bool Found::putSlice(const Token& token, std::int64_t bits) {
    auto& slices = m_slices[token.text];
    for (const Slice& slice : slices) {
        if (slice.token.shape.high == token.shape.high && slice.token.shape.low == token.shape.low) return slice.bits == bits;
    }
    slices.push_back({token, bits});
    return true;
}

bool Found::add(const Found& other) {
    bool agree = true;
    for (const auto& [name, value] : other.m_fields) agree = put(name, value) && agree;
    for (const auto& [name, slices] : other.m_slices) {
        for (const Slice& slice : slices) agree = putSlice(slice.token, slice.bits) && agree;
    }
    return agree;
}

std::optional<Fields> Found::fields() const {
    Fields all = m_fields;
    for (auto [name, slices] : m_slices) {
        const auto low = [](const Slice& slice) { return slice.token.shape.low; };
        const auto next = [](const Slice& slice) { return slice.token.shape.high + 1; };
        std::sort(slices.begin(), slices.end(), [&](const Slice& a, const Slice& b) { return low(a) < low(b); });
        std::int64_t bits = 0;
        int wanted = 0;
        for (const Slice& slice : slices) {
            if (low(slice) != wanted) break;
            bits |= slice.bits << low(slice);
            wanted = next(slice);
        }
        if (wanted != next(slices.back())) continue;
        const FieldValue number = unscaledBy(slices.back().token, FieldValue(bits));
        const auto [place, isNew] = all.try_emplace(name, number);
        if (!isNew && !isSameValue(place->second, number)) return std::nullopt;
    }
    return all;
}

// --- Phrase ---

std::optional<Phrase> Phrase::read(Coding coding, std::string_view source) {
    Phrase phrase;
    phrase.m_coding = coding;
    if (coding == Coding::Osc) {
        auto both = oscTokens(source);
        if (!both) return std::nullopt;
        std::tie(phrase.m_tokens, phrase.m_arguments) = std::move(*both);
        return phrase;
    }
    auto tokens = coding == Coding::Text ? textTokens(source) : byteTokens(source);
    if (!tokens) return std::nullopt;
    phrase.m_tokens = std::move(*tokens);
    return phrase;
}

Phrase Phrase::of(Coding coding, const profiles::MessageTemplate& pattern) {
    return read(coding, pattern.source()).value_or(Phrase());
}

namespace {

bool hasField(const Tokens& tokens, std::string_view field) {
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
        return (token.kind == Token::Kind::Field && token.text == field) || hasField(token.inner, field);
    });
}

}  // namespace

bool Phrase::has(std::string_view field) const {
    return hasField(m_tokens, field) || hasField(m_arguments, field);
}

namespace {

bool hasGroupIn(const Tokens& tokens) {
    return std::any_of(tokens.begin(), tokens.end(),
                       [](const Token& token) { return token.kind == Token::Kind::Group || hasGroupIn(token.inner); });
}

}  // namespace

bool Phrase::hasGroup() const {
    return hasGroupIn(m_tokens);
}

std::string Phrase::opening() const {
    return !m_tokens.empty() && m_tokens.front().kind == Token::Kind::Literal ? m_tokens.front().text : std::string();
}

std::string Phrase::ending() const {
    return m_tokens.size() > 1 && m_tokens.back().kind == Token::Kind::Literal ? m_tokens.back().text : std::string();
}

std::vector<Found> Phrase::heard(std::string_view message) const {
    if (isEmpty()) return {};
    if (m_coding == Coding::Bytes) return heardBytes(m_tokens, message);
    auto found = m_coding == Coding::Text ? heardText(m_tokens, message) : heardOsc(m_tokens, m_arguments, message);
    return found ? std::vector{std::move(*found)} : std::vector<Found>();
}

std::optional<std::string> Phrase::said(const std::vector<Fields>& groups) const {
    if (isEmpty() || groups.empty()) return std::nullopt;
    switch (m_coding) {
        case Coding::Bytes:
            return saidBytes(m_tokens, groups);
        case Coding::Text:
            return saidText(m_tokens, groups.front());
        case Coding::Osc:
            return saidOsc(m_tokens, m_arguments, groups.front());
    }
    return std::nullopt;
}

std::optional<std::size_t> Phrase::wholeSize(std::string_view beginning) const {
    return wholeSizeOf(m_tokens, beginning);
}

}  // namespace detent::virt
