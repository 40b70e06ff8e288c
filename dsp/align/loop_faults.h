// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/align/loop_arrivals.h"
#include "dsp/align/loop_quiet.h"
#include "dsp/align/loop_steady.h"

#include <optional>
#include <string>
#include <vector>

namespace detent::dsp {

/// All that was found in the returns of one measurement.
struct LoopEvidence {
    PingLayout layout;
    bool clipped = false;
    bool neverQuiet = false;  ///< in the later half of the recording, not for 20 ms
    Arrivals arrivals{};
    bool swapped = false;
    std::vector<Quiet> quiet{};                           ///< per return
    std::vector<Heard> sweeps{};                          ///< in the order they were sent
    std::vector<std::optional<SecondArrival>> seconds{};  ///< per send
    std::optional<double> crosstalkDb{};
    Steadiness steady{};
    int brokenPing = -1;  ///< counted from 0; -1: none
};

/// Why a measurement is not to be used; None where it is.
struct LoopObjection {
    LoopFault fault = LoopFault::None;
    std::string reason;
};
LoopObjection objection(const LoopEvidence& evidence);

}  // namespace detent::dsp
