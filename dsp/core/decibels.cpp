// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/decibels.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {

double gainFromDb(double db) { return std::pow(10.0, db / 20.0); }

double dbFromGain(double gain) { return dbFromPower(gain * gain); }

double dbFromPower(double power) { return power > 0.0 ? std::max(kFloorDb, 10.0 * std::log10(power)) : kFloorDb; }

std::optional<double> levelDb(double gain) {
    if (gain == 0.0) return std::nullopt;
    return dbFromGain(gain);
}

}  // namespace detent::dsp
