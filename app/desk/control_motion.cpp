// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/control_motion.h"

#include <Qt>

#include <algorithm>
#include <cmath>

namespace detent::desk::motion {

using profiles::Code;
using profiles::Scale;

namespace {
constexpr double kWholePixels = 200;  // a drag over the whole range
constexpr double kFine = 8;
constexpr std::int64_t kMostDetents = 240;  // beyond, a notch is more than one code
}  // namespace

double travelOf(double pixels, bool fine) {
    return pixels / (fine ? kWholePixels * kFine : kWholePixels);
}

std::int64_t stepsOfNotch(const Scale& scale, bool fine) {
    return fine ? 1 : std::max<std::int64_t>(1, scale.count() / kMostDetents);
}

std::int64_t stepsOfPage(const Scale& scale) {
    return std::max<std::int64_t>(1, scale.count() / 10);
}

std::optional<Code> keyed(const profiles::Control& control, Code from, int qtKey, bool fine) {
    const Scale& scale = control.scale;
    switch (qtKey) {
        case Qt::Key_Up:
        case Qt::Key_Right:
            return scale.stepped(from, stepsOfNotch(scale, fine));
        case Qt::Key_Down:
        case Qt::Key_Left:
            return scale.stepped(from, -stepsOfNotch(scale, fine));
        case Qt::Key_PageUp:
            return scale.stepped(from, stepsOfPage(scale));
        case Qt::Key_PageDown:
            return scale.stepped(from, -stepsOfPage(scale));
        case Qt::Key_Home:
            return scale.codeAt(0);
        case Qt::Key_End:
            return scale.codeAt(1);
        case Qt::Key_Delete:
            return control.defaultCode;
        default:
            return {};
    }
}

double numberOf(const Scale& scale, Code code) {
    if (scale.isListed()) return std::round(scale.fractionOf(code) * static_cast<double>(scale.count() - 1));
    return scale.valueOf(code).value_or(0);
}

Code codeOfNumber(const Scale& scale, double number) {
    if (!scale.isListed()) return scale.codeOf(number);
    return scale.stepped(scale.codeAt(0), std::llround(number));
}

double numberStep(const Scale& scale) {
    if (scale.isListed() || scale.count() < 2) return 1;
    const Code first = scale.codeAt(0);
    return std::abs(numberOf(scale, scale.stepped(first, 1)) - numberOf(scale, first));
}

}  // namespace detent::desk::motion
