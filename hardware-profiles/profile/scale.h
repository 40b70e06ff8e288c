// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detent::profiles {

/// The whole number a control stands at: its wire code, or for gear without a wire its detent or finest readable mark.
/// Equality of settings is equality of codes; values and texts are how people read them.
using Code = std::int64_t;

/// One named position of a Scale that lists its positions.
struct Position {
    Code code = 0;
    std::optional<double> value;  ///< in the control's unit; absent for a word such as "Auto"
    std::string text;             ///< as printed on the panel, without unit
    std::string wire{};           ///< the word on the wire where it is not the text; else empty
    std::optional<Code> through{};  ///< the unit may say any code from `code` to this and means the same
};

/// The one mapper logical value <-> wire code <-> printed text <-> knob angle. Immutable; any thread.
class Scale {
public:
    enum class Law { Linear, Logarithmic, Stepped, Table, Points };
    ///  Linear:       value is proportional to code between (minCode, minValue) and (maxCode, maxValue)
    ///  Logarithmic:  log(value) is; both values > 0
    ///  Stepped:      evenly coded listed numbers: positions[i].code = minCode + i
    ///  Table:        listed positions, any codes, numbers and words mixed
    ///  Points:       as Linear or Logarithmic, piecewise between listed points

    /// One corner of a piecewise scale.
    struct Point {
        Code code = 0;
        double value = 0;
        bool logarithmic = false;               ///< up to the next point; both values of one sign and not 0
    };

    struct Spec {
        Law law = Law::Linear;
        Code minCode = 0, maxCode = 0;          ///< minCode <= maxCode; of Linear and Logarithmic
        double minValue = 0, maxValue = 0;      ///< maxValue may be the smaller one
        std::vector<Position> positions;        ///< of Stepped and Table, in the order of the knob, at least one
        std::vector<Point> points;              ///< of Points, two or more, codes ascending, values strictly one way
        std::vector<Position> words;            ///< of the others: words below minCode or above maxCode, codes ascending
        std::vector<std::string> buttons;       ///< of a set: what each bit of a code means; positions has the allowed sets
        bool isClock = false;                   ///< positions of an unmarked pot, values in hours from 12 o'clock
        std::string unit;                       ///< "dB", "Hz", "ms", ...; empty where there is none
        int decimals = 0;                       ///< of the printed number in `unit`
        bool showPlus = false;                  ///< "+1.5 dB"
        bool kilo = false;                      ///< 1000 and more print as "1.2 k"
        double minAngleDeg = -150, maxAngleDeg = 150;  ///< clockwise from 12 o'clock
        std::vector<double> angles;             ///< one per position where detents are uneven; else empty
        int significant = 0;                    ///< 1 or more: that many significant digits instead of `decimals`
    };

    Scale() = default;
    /// The reader has validated the spec; asserts here. Positions without a text get their printed number.
    explicit Scale(Spec spec);

    const Spec& spec() const { return m_spec; }
    Code minCode() const;
    Code maxCode() const;
    bool contains(Code code) const;
    bool isListed() const { return m_spec.law == Law::Stepped || m_spec.law == Law::Table; }
    /// The code that `said` stands for: itself, or the position whose range it lies in; nullopt where there is none.
    std::optional<Code> heard(Code said) const;
    /// Number of codes a knob can stand at (detents).
    std::int64_t count() const;
    /// The code `steps` further along the knob, stopped at its ends.
    Code stepped(Code from, std::int64_t steps) const;

    /// nullopt for a word or a code outside.
    std::optional<double> valueOf(Code code) const;
    /// Nearest code; halves round away from zero; clamped to the ends. Listed scales: nearest numbered position.
    Code codeOf(double value) const;
    /// As codeOf but nullopt for what a reply may not say: further from that code's value than half a step, or, of a listed
    /// scale, than 0.5 % of the position.
    std::optional<Code> exactCodeOf(double value) const;

    /// With unit: "-2.5 dB", "1.2 kHz", "Auto"; a code outside prints as "code 131".
    std::string textOf(Code code) const;
    /// Without unit, as beside a knob: "-2.5", "1.2k", "Auto".
    std::string legendOf(Code code) const;
    /// "-8.0 dB to +8.0 dB", or "30, 40, 60 Hz": what parse accepts.
    std::string rangeText() const;
    /// Understands what textOf prints and what people type: "2.5k", "-3", "+1.5 dB", "12 kHz", "auto" (any case).
    /// A number between two codes is the nearer one; a listed scale takes only its positions.
    /// Errors: Fault::Usage naming the range or the positions.
    Result<Code> parse(std::string_view text) const;

    /// Degrees clockwise from 12 o'clock.
    double angleOf(Code code) const;
    /// Nearest code to an angle.
    Code codeAtAngle(double angleDeg) const;
    /// Position along the knob, 0..1; the inverse is codeAt.
    double fractionOf(Code code) const;
    Code codeAt(double fraction) const;

private:
    std::optional<std::size_t> indexOf(Code code) const;
    std::size_t nearestIndex(Code code) const;
    double minAngle() const;
    double maxAngle() const;
    std::string numberText(double value) const;
    std::string withUnit(const std::string& legend) const;
    std::optional<Code> wordCode(const std::string& typed) const;
    std::optional<Code> typedCode(double value) const;
    Spec m_spec;
};

}  // namespace detent::profiles
