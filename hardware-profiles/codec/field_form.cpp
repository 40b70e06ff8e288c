// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/field_form.h"

#include "hardware-profiles/codec/checksum.h"
#include "hardware-profiles/codec/packing.h"
#include "hardware-profiles/profile/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace detent::profiles {
namespace {

using Kind = FieldForm::Kind;
using Sign = FieldForm::Sign;

bool isNameLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool takeSuffix(std::string_view& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

std::optional<std::uint8_t> hexByte(std::string_view digits) {
    if (digits.size() != 2 || hexDigit(digits[0]) < 0 || hexDigit(digits[1]) < 0) return std::nullopt;
    return static_cast<std::uint8_t>(hexDigit(digits[0]) * 16 + hexDigit(digits[1]));
}

/// "*100", "/2.5", "+64": the sign and a number without one.
std::optional<double> takeOperand(std::string_view& rest, std::string_view signs, char& sign) {
    if (rest.empty() || signs.find(rest.front()) == std::string_view::npos) return std::nullopt;
    sign = rest.front();
    std::string_view number = rest.substr(1);
    if (number.empty() || number.front() == '+' || number.front() == '-') return std::nullopt;
    const auto value = takeNumber(number);
    if (value) rest = number;
    return value;
}

/// Digits, a point and a letter: "d", "04d", "+.1f", "6.2f", "02X".
bool readNumberForm(std::string_view format, FieldForm& form) {
    const char letter = format.back();
    format.remove_suffix(1);
    form.showPlus = takePrefix(format, "+");
    form.isExact = format.size() > 1 && format.front() == '0';
    const std::string_view width = format.substr(0, format.find('.'));
    const bool hasPoint = width.size() < format.size();
    const std::string_view decimals = hasPoint ? format.substr(width.size() + 1) : std::string_view();
    const auto digits = width.empty() ? std::optional(0) : wholeNumber(width, 1, 15);
    const auto places = hasPoint ? wholeNumber(decimals, 0, 6) : std::optional(0);
    if (!digits || !places || decimals.size() > 1) return false;
    form.width = *digits, form.decimals = *places;
    if (letter == 'd') form.kind = Kind::Whole;
    else if (letter == 'f') form.kind = Kind::Fixed;
    else form.kind = Kind::Hex;
    form.isLower = letter == 'x';
    form.isPseudo = letter == 'P';
    if (form.kind == Kind::Fixed) return hasPoint && !form.isExact;
    if (form.kind == Kind::Hex) return !hasPoint && !form.showPlus && (form.width == 0 || (form.isExact && form.width <= 12));
    return !hasPoint && !(form.showPlus && form.isExact);
}

/// "u16", "snib4le+60"
bool readIntegerForm(std::string_view format, FieldForm& form) {
    if (const auto plus = format.find('+'); plus != std::string_view::npos) {
        const auto base = hexByte(format.substr(plus + 1));
        if (!base || *base > 0xF0) return false;
        form.base = *base;
        format = format.substr(0, plus);
    }
    form.lowFirst = takeSuffix(format, "le");
    if (takePrefix(format, "s")) form.sign = Sign::TwosComplement;
    else if (takePrefix(format, "m")) form.sign = Sign::Magnitude;
    form.kind = Kind::Integer;
    if (takePrefix(format, "nib")) {
        const auto units = wholeNumber(format, 1, 8);
        form.unitBits = 4, form.width = units.value_or(0);
        return units.has_value();
    }
    if (form.sign == Sign::None && !takePrefix(format, "u")) return false;
    const auto bits = wholeNumber(format, 7, 35);
    if (!bits || form.base) return false;
    form.unitBits = *bits % 8 == 0 ? 8 : 7;
    form.width = *bits / form.unitBits;
    return *bits % form.unitBits == 0 && (form.width > 1 || !form.lowFirst);
}

/// "13..7", "-15..8^C2"
bool readSliceForm(std::string_view format, FieldForm& form, int most) {
    form.isNegated = takePrefix(format, "-");
    if (const auto flip = format.find('^'); flip != std::string_view::npos) {
        const auto byte = hexByte(format.substr(flip + 1));
        if (!byte) return false;
        form.flip = *byte;
        format = format.substr(0, flip);
    }
    const auto dots = format.find("..");
    if (dots == std::string_view::npos) return false;
    const auto high = wholeNumber(format.substr(0, dots), 0, 34), low = wholeNumber(format.substr(dots + 2), 0, 34);
    if (!high || !low || *high < *low || *high - *low >= most) return false;
    form.kind = Kind::Slice;
    form.high = *high, form.low = *low;
    return true;
}

}  // namespace

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::optional<int> wholeNumber(std::string_view digits, int least, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value < least || value > most) return std::nullopt;
    return value;
}

std::optional<FieldText> FieldText::read(std::string_view body) {
    FieldText field;
    std::size_t at = 0;
    while (at < body.size() && isNameLetter(body[at])) ++at;
    if (at == 0 || at > 32 || body[0] < 'a' || body[0] > 'z') return std::nullopt;
    field.name = std::string(body.substr(0, at));
    std::string_view rest = body.substr(at);
    char sign = ' ';
    if (const auto factor = takeOperand(rest, "*/", sign)) {
        if (*factor < 1e-9 || *factor > 1e9) return std::nullopt;
        field.form.factor = sign == '*' ? *factor : 1 / *factor;
        field.form.isScaled = true;
    }
    if (const auto offset = takeOperand(rest, "+-", sign)) {
        if (*offset > 1e9) return std::nullopt;
        field.form.offset = sign == '+' ? *offset : -*offset;
        field.form.isScaled = true;
    }
    if (rest.empty()) return field;
    if (rest.front() != ':') return std::nullopt;
    field.format = std::string(rest.substr(1));
    return field;
}

bool readTextForm(std::string_view format, FieldForm& form) {
    if (format.empty()) return form.kind = form.isScaled ? Kind::Whole : Kind::Plain, true;
    if (format == "g") return form.kind = Kind::General, true;
    if (format == "w" || format == "rest") return form.kind = format == "w" ? Kind::Word : Kind::Rest, !form.isScaled;
    return std::string_view("dfXxP").find(format.back()) != std::string_view::npos && readNumberForm(format, form);
}

bool readByteForm(std::string_view format, FieldForm& form) {
    if (format.empty()) return form.kind = Kind::Integer, form.unitBits = 7, form.width = 1, true;
    if (format == "msb" || format == "lsb") {
        form.kind = Kind::Slice, form.width = 14;
        form.high = format == "msb" ? 13 : 6, form.low = format == "msb" ? 7 : 0;
        return true;
    }
    if (format == "bytes") return form.kind = Kind::Bytes, !form.isScaled;
    if (format.starts_with("bytes(") && format.ends_with(')')) {
        const auto count = wholeNumber(format.substr(6, format.size() - 7), 1, 4096);
        form.kind = Kind::Bytes, form.width = count.value_or(0);
        return count && !form.isScaled;
    }
    if (format.starts_with("f32") || format.starts_with("f64")) {
        form.kind = Kind::Float, form.width = format[1] == '3' ? 4 : 8, form.lowFirst = format.size() > 3;
        return format.size() == 3 || format.substr(3) == "le";
    }
    if (format.starts_with("bcd")) {
        format.remove_prefix(3);
        form.lowFirst = takeSuffix(format, "le");
        const auto count = wholeNumber(format, 1, 4);
        form.kind = Kind::Bcd, form.width = count.value_or(0);
        return count && (form.width > 1 || !form.lowFirst);
    }
    if (format.front() == '0' && std::string_view("dXxP").find(format.back()) != std::string_view::npos)
        return readNumberForm(format, form) && form.isExact;
    return format.find("..") != std::string_view::npos ? readSliceForm(format, form, 8) : readIntegerForm(format, form);
}

bool readBitForm(std::string_view format, FieldForm& form) {
    if (format.find("..") != std::string_view::npos) return readSliceForm(format, form, 32) && !form.isNegated && !form.flip;
    const auto bits = wholeNumber(format, 1, 32);
    form.kind = Kind::Slice, form.isExact = true;
    form.high = bits.value_or(1) - 1;
    return bits.has_value();
}

bool readOscForm(std::string_view format, FieldForm& form) {
    if (format.size() != 1 || std::string_view("ihfdsb").find(format.front()) == std::string_view::npos) return false;
    form.oscType = format.front();
    form.kind = form.oscType == 's' ? Kind::Word : form.oscType == 'f' || form.oscType == 'd' ? Kind::Float : Kind::Integer;
    return form.oscType != 's' || !form.isScaled;
}

std::optional<ChecksumForm> ChecksumForm::read(std::string_view format) {
    const std::size_t open = format.find('(');
    if (open == std::string_view::npos || !format.ends_with(')') || !isChecksum(format.substr(0, open))) return std::nullopt;
    const auto from = wholeNumber(format.substr(open + 1, format.size() - open - 2), 0, 255);
    if (!from) return std::nullopt;
    return ChecksumForm{std::string(format.substr(0, open)), *from};
}

bool readPacking(std::string_view name, MessageTemplate::Part& part) {
    if (const auto plus = name.find('+'); plus != std::string_view::npos) {
        const auto base = hexByte(name.substr(plus + 1));
        name = name.substr(0, plus);
        if (!base || *base > 0xF0 || !name.starts_with("nib")) return false;
        part.base = *base;
    }
    struct Named {
        std::string_view name;
        Packing packing;
    };
    for (const Named& named : {Named{"nib", Packing::Nibbles}, Named{"nible", Packing::NibblesLowFirst}, Named{"pack7", Packing::Pack7},
                               Named{"pack7r", Packing::Pack7HighFirst}, Named{"hex", Packing::Hex}, Named{"lhex", Packing::LowerHex},
                               Named{"phex", Packing::PseudoHex}}) {
        if (named.name == name) return part.packing = named.packing, true;
    }
    return false;
}

}  // namespace detent::profiles
