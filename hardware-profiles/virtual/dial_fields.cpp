// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/dial_fields.h"

#include <algorithm>
#include <cmath>

namespace detent::virt {

using profiles::Control;
using profiles::FieldValue;
using profiles::Scale;

namespace {

constexpr double kNearlyWhole = 0.25;  // of a code that came as a fraction: float32 keeps seven digits

const FieldValue* fieldNamed(const Fields& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? nullptr : &found->second;
}

bool isNumber(const FieldValue& value, std::int64_t wanted) {
    const auto number = numberIn(value);
    return number && std::abs(*number - static_cast<double>(wanted)) < 0.5;
}

std::optional<Code> wholeCode(const FieldValue& value) {
    const auto number = numberIn(value);
    if (!number || std::abs(*number) > 1e15 || std::abs(*number - std::round(*number)) > kNearlyWhole) return std::nullopt;
    return static_cast<Code>(std::llround(*number));
}

std::string wordOf(const FieldValue& value) {
    if (const auto* word = std::get_if<std::string>(&value)) return *word;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    return {};
}

const profiles::Position* positionAt(const Scale& scale, Code code) {
    for (const auto* list : {&scale.spec().positions, &scale.spec().words}) {
        for (const auto& position : *list) {
            if (position.code == code) return &position;
        }
    }
    return nullptr;
}

std::string wireWordOf(const Scale& scale, Code code) {
    const auto* position = positionAt(scale, code);
    return position && !position->wire.empty() ? position->wire : scale.legendOf(code);
}

bool isInWord(const Control& control) {
    return control.place.bits > 0 && control.place.at < 0;
}

}  // namespace

DialFields::DialFields(const profiles::Profile& profile, const profiles::ParamValues& values,
                       std::shared_ptr<const Dials> dials)
    : m_dials(std::move(dials)) {
    for (const auto& param : profile.params) {
        if (param.isText) {
            const auto text = values.texts.find(param.id);
            m_params[param.id] = text == values.texts.end() ? param.defaultText : text->second;
        } else {
            const auto number = values.find(param.id);
            m_params[param.id] = (number == values.end() ? param.defaultValue : number->second) + param.wireOffset;
        }
    }
    for (std::size_t dial = 0; dial < m_dials->count(); ++dial)
        m_places.push_back(Phrase::of(Phrase::Coding::Bytes, m_dials->control(dial).place.format));
}

namespace {

/// Do both have the same there, where the phrase has a field for it?
template <typename Args>
bool isSameIn(const Phrase& phrase, const Args& a, const Args& b) {
    return std::all_of(a.begin(), a.end(), [&](const auto& arg) {
        const auto other = b.find(arg.first);
        return !phrase.has(arg.first) || (other != b.end() && other->second == arg.second);
    });
}

}  // namespace

bool DialFields::sharesWith(std::size_t dial, std::size_t other, const Phrase& phrase) const {
    const Control &a = m_dials->control(dial), &b = m_dials->control(other);
    return isSameIn(phrase, a.args, b.args) && isSameIn(phrase, a.words, b.words);
}

Fields DialFields::of(std::size_t dial, const std::vector<std::size_t>& sharing, int blockSize) const {
    Fields fields = m_params;
    const Control& control = m_dials->control(dial);
    const Code code = m_dials->code(dial);
    for (const auto& [name, number] : control.args) fields[name] = number;
    for (const auto& [name, word] : control.words) fields[name] = word;
    fields["code"] = code;
    if (const auto value = control.scale.valueOf(code)) fields["value"] = *value;
    fields["text"] = control.scale.legendOf(code);
    fields["wire"] = wireWordOf(control.scale, code);
    std::int64_t word = 0;
    std::map<int, std::int64_t> wordsInBlock;
    std::string block(static_cast<std::size_t>(blockSize), '\0');
    for (const std::size_t other : sharing) {
        const auto& place = m_dials->control(other).place;
        const std::int64_t bits =
            place.bits > 0 ? (m_dials->code(other) << place.lowBit) & place.mask() : m_dials->code(other);
        if (place.at < 0) {
            word |= place.bits > 0 ? bits : 0;
            continue;
        }
        const std::int64_t there = place.bits > 0 ? wordsInBlock[place.at] |= bits : bits;
        const auto bytes = m_places[other].said({{"code", there}, {"word", there}});
        if (!bytes) continue;
        const auto at = static_cast<std::size_t>(place.at);
        if (blockSize == 0 && block.size() < at + bytes->size()) block.resize(at + bytes->size());
        if (at + bytes->size() <= block.size()) block.replace(at, bytes->size(), *bytes);
    }
    if (isInWord(control)) {
        fields["word"] = word;
        fields["mask"] = control.place.mask();
    }
    if (control.place.at >= 0) fields["block"] = block;
    return fields;
}

bool DialFields::isForUs(const Fields& fields) const {
    return std::all_of(m_params.begin(), m_params.end(), [&](const auto& param) {
        const FieldValue* said = fieldNamed(fields, param.first);
        if (!said) return true;
        const auto* word = std::get_if<std::string>(&param.second);
        return word ? wordOf(*said) == *word : isNumber(*said, std::get<std::int64_t>(param.second));
    });
}

bool DialFields::isAbout(std::size_t dial, const Fields& fields) const {
    const Control& control = m_dials->control(dial);
    const bool numbers = std::all_of(control.args.begin(), control.args.end(), [&](const auto& arg) {
        const FieldValue* said = fieldNamed(fields, arg.first);
        return !said || isNumber(*said, arg.second);
    });
    const bool words = std::all_of(control.words.begin(), control.words.end(), [&](const auto& arg) {
        const FieldValue* said = fieldNamed(fields, arg.first);
        return !said || wordOf(*said) == arg.second;
    });
    return numbers && words;
}

bool DialFields::saysPosition(const Fields& fields) {
    for (const char* name : {"code", "value", "text", "wire", "word", "block"}) {
        if (fields.contains(name)) return true;
    }
    return false;
}

std::optional<Code> DialFields::codeIn(std::size_t dial, const Fields& fields) const {
    const Control& control = m_dials->control(dial);
    const Scale& scale = control.scale;
    std::vector<std::optional<Code>> said;
    if (const auto* code = fieldNamed(fields, "code")) said.push_back(wholeCode(*code));
    if (const auto* value = fieldNamed(fields, "value")) {
        const auto number = numberIn(*value);
        said.push_back(number ? scale.exactCodeOf(*number) : std::nullopt);
    }
    if (const auto* text = fieldNamed(fields, "text")) said.push_back(codeInText(scale, *text, false));
    if (const auto* wire = fieldNamed(fields, "wire")) said.push_back(codeInText(scale, *wire, true));
    if (isInWord(control) && fields.contains("word")) said.push_back(codeInWord(control, fields));
    if (control.place.at >= 0 && fields.contains("block")) said.push_back(codeInBlock(control, fields));
    if (said.empty()) return std::nullopt;
    for (const auto& code : said) {
        if (!code || *code != *said.front() || !scale.contains(*code)) return std::nullopt;
    }
    return said.front();
}

std::optional<Code> DialFields::codeInWord(const Control& control, const Fields& fields) const {
    const auto* word = fieldNamed(fields, "word");
    const auto whole = word ? wholeCode(*word) : std::nullopt;
    if (!whole) return std::nullopt;
    if (const auto* mask = fieldNamed(fields, "mask")) {
        const auto bits = wholeCode(*mask);
        if (!bits || (*bits & control.place.mask()) != control.place.mask()) return std::nullopt;
    }
    return (*whole & control.place.mask()) >> control.place.lowBit;
}

std::optional<Code> DialFields::codeInBlock(const Control& control, const Fields& fields) const {
    const auto* block = fieldNamed(fields, "block");
    const auto* bytes = block ? std::get_if<std::string>(block) : nullptr;
    const std::size_t dial = m_dials->find(control.id);
    const auto empty = m_places[dial].said({{"code", std::int64_t{0}}, {"word", std::int64_t{0}}});
    const auto at = static_cast<std::size_t>(control.place.at);
    if (!bytes || !empty || at + empty->size() > bytes->size()) return std::nullopt;
    const auto found = m_places[dial].heard(std::string_view(*bytes).substr(at, empty->size()));
    const auto there = found.empty() ? std::nullopt : found.front().fields();
    if (!there) return std::nullopt;
    const auto* number = fieldNamed(*there, control.place.bits > 0 && !there->contains("code") ? "word" : "code");
    const auto whole = number ? wholeCode(*number) : std::nullopt;
    if (!whole || control.place.bits == 0) return whole;
    return (*whole & control.place.mask()) >> control.place.lowBit;
}

std::optional<Code> DialFields::codeInText(const Scale& scale, const FieldValue& text, bool isWire) const {
    const std::string word = wordOf(text);
    for (const auto* list : {&scale.spec().positions, &scale.spec().words}) {
        for (const auto& position : *list) {
            const std::string there = isWire ? wireWordOf(scale, position.code) : scale.legendOf(position.code);
            if (there == word) return position.code;
        }
    }
    if (const auto number = numberIn(text)) return scale.exactCodeOf(*number);
    const auto typed = scale.parse(word);
    if (!typed || scale.legendOf(*typed) != word) return std::nullopt;
    return *typed;
}

}  // namespace detent::virt
