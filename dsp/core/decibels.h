// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <numbers>
#include <optional>

namespace detent::dsp {

constexpr double kFloorDb = -200.0;  ///< ratios stop here: JSON knows no infinity
constexpr double kDbPerNeper = 20.0 * std::numbers::log10e;  ///< of a small relative change

double gainFromDb(double db);
/// 20 log10 |gain|, never below kFloorDb.
double dbFromGain(double gain);
/// 10 log10 power, never below kFloorDb.
double dbFromPower(double power);
/// As dbFromGain, absent for silence.
std::optional<double> levelDb(double gain);

}  // namespace detent::dsp
