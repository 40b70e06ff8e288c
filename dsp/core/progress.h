// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"

#include <functional>

namespace detent::dsp {

/// Called with 0..1; return false to cancel (gives Fault::Cancelled).
using Progress = std::function<bool(double fraction)>;

inline bool goesOn(const Progress& progress, double fraction) { return !progress || progress(fraction); }
/// The share [from, to] of a whole, for a part of the work.
inline Progress within(const Progress& whole, double from, double to) {
    if (!whole) return {};
    return [=](double fraction) { return whole(from + (to - from) * fraction); };
}
inline Problem cancelled() { return {Fault::Cancelled, "stopped before the end", ""}; }

}  // namespace detent::dsp
