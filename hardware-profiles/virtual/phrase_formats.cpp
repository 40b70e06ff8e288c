// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The formats of fields.
#include "hardware-profiles/virtual/phrase_scan.h"

namespace detent::virt {
namespace {

/// "9..7", "-15..8^C2"
std::optional<Shape> sliceShape(std::string_view text) {
    Shape shape;
    shape.kind = Shape::Kind::Slice;
    shape.isNegated = takeOff(text, "-");
    const auto high = takeNumber(text);
    if (!high || !takeOff(text, "..")) return std::nullopt;
    const auto low = takeNumber(text);
    if (!low || *low > *high) return std::nullopt;
    shape.high = *high;
    shape.low = *low;
    if (takeOff(text, "^") && text.size() == 2) {
        shape.flip = hexValue(text[0]) * 16 + hexValue(text[1]);
        text = {};
    }
    return text.empty() ? std::optional(shape) : std::nullopt;
}

std::optional<Shape> unitShape(std::string_view text) {
    Shape shape;
    if (const auto plus = text.find('+'); plus != std::string_view::npos && text.size() == plus + 3) {
        shape.base = hexValue(text[plus + 1]) * 16 + hexValue(text[plus + 2]);
        text = text.substr(0, plus);
    }
    shape.lowFirst = takeEnd(text, "le");
    if (takeOff(text, "nib") || takeOff(text, "snib") || takeOff(text, "mnib")) {
        shape.unitBits = 4;
        shape.width = takeNumber(text).value_or(0);
    } else {
        shape.sign = text.empty() ? 'u' : text[0];
        if (!takeOff(text, "u") && !takeOff(text, "s") && !takeOff(text, "m")) return std::nullopt;
        const int bits = takeNumber(text).value_or(0);
        shape.unitBits = bits % 8 == 0 ? 8 : 7;
        shape.width = bits % shape.unitBits == 0 ? bits / shape.unitBits : 0;
    }
    return text.empty() && shape.width > 0 && shape.width <= 8 ? std::optional(shape) : std::nullopt;
}

}  // namespace

std::optional<Shape> characterShape(std::string_view text) {
    Shape shape;
    shape.isText = true;
    shape.width = 0;
    if (text.empty() || text == "w" || text == "rest" || text == "g") {
        shape.kind = text.empty()     ? Shape::Kind::Plain
                     : text == "w"    ? Shape::Kind::Word
                     : text == "rest" ? Shape::Kind::Rest
                                      : Shape::Kind::General;
        return shape;
    }
    shape.showsPlus = takeOff(text, "+");
    shape.isExact = text.starts_with("0");
    shape.width = takeNumber(text).value_or(0);
    if (takeOff(text, ".")) {
        const auto decimals = takeNumber(text);
        if (!decimals || text != "f") return std::nullopt;
        shape.kind = Shape::Kind::Fixed;
        shape.decimals = *decimals;
        return shape;
    }
    if (text.size() != 1) return std::nullopt;
    shape.isSmall = text[0] == 'x';
    switch (text[0]) {
        case 'd':
            shape.kind = Shape::Kind::Whole;
            return shape;
        case 'X':
        case 'x':
            shape.kind = Shape::Kind::Hex;
            return shape;
        case 'P':
            shape.kind = Shape::Kind::PseudoHex;
            return shape;
        default:
            return std::nullopt;
    }
}

std::optional<Shape> byteShape(std::string_view text) {
    Shape shape;
    if (text.empty()) return shape;
    if (text == "msb" || text == "lsb") return sliceShape(text == "msb" ? "13..7" : "6..0");
    if (takeOff(text, "bytes")) {
        shape.kind = Shape::Kind::Raw;
        shape.width = 0;
        if (text.empty()) return shape;
        if (!takeOff(text, "(") || !takeEnd(text, ")")) return std::nullopt;
        shape.width = takeNumber(text).value_or(0);
        return text.empty() && shape.width > 0 ? std::optional(shape) : std::nullopt;
    }
    if (text.starts_with("f32") || text.starts_with("f64")) {
        shape.kind = Shape::Kind::Float;
        shape.width = text.starts_with("f32") ? 4 : 8;
        shape.lowFirst = text.substr(3) == "le";
        return text.size() == 3 || shape.lowFirst ? std::optional(shape) : std::nullopt;
    }
    if (text.starts_with("bcd")) {
        text.remove_prefix(3);
        shape.kind = Shape::Kind::Bcd;
        shape.lowFirst = takeEnd(text, "le");
        shape.width = takeNumber(text).value_or(0);
        return text.empty() && shape.width > 0 ? std::optional(shape) : std::nullopt;
    }
    if (text.find("..") != std::string_view::npos) return sliceShape(text);
    const char sign = text[0];
    if (auto units = unitShape(text)) {
        if (units->unitBits == 4) units->sign = sign == 'n' ? 'u' : sign;
        return units;
    }
    auto characters = characterShape(text);
    return characters && characters->width > 0 ? characters : std::nullopt;
}

std::optional<Shape> bitShape(std::string_view text) {
    if (text.find("..") != std::string_view::npos) return sliceShape(text);
    Shape shape;
    const auto bits = takeNumber(text);
    if (!bits || *bits < 1 || *bits > 32 || !text.empty()) return std::nullopt;
    shape.unitBits = *bits;
    return shape;
}

std::optional<Shape> oscShape(std::string_view text) {
    static constexpr std::string_view kTypes = "ihfdsb";
    if (text.size() != 1 || kTypes.find(text[0]) == std::string_view::npos) return std::nullopt;
    Shape shape;
    shape.osc = text[0];
    return shape;
}

}  // namespace detent::virt
