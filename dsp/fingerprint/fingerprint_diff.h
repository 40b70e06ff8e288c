// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/fingerprint/fingerprint.h"

#include <string>
#include <vector>

namespace detent::dsp {

/// By how much each figure may differ and the gear still be the same: six deviations of the difference by noise, scaled by
/// what two passes differed by, and never below the method's floor nor a least that stands in fingerprint_diff.cpp.
struct FingerprintLimits {
    double responseDb = 0;  ///< at the frequency where the deviation is largest
    double levelDb = 0, thdDb = 0, noiseDb = 0, delayFrames = 0, levelCurveDb = 0, attackPercent = 0,
           releasePercent = 0;  ///< of the times: 0 where the difference is absent
};

/// How G differs from F; + is louder, later, more. Of several channels the one that differs most against its limit.
struct FingerprintDifference {
    double maxResponseDb = 0;  ///< size of the largest deviation once the level is taken out
    double atHz = 0;
    int channel = 1;     ///< where that is, from 1
    double levelDb = 0;  ///< median over frequency
    double thdDb = 0;    ///< largest change of harmonics taken together, 1 kHz at -12 dBFS
    double noiseDb = 0;
    double delayFrames = 0;
    double levelCurveDb = 0;                              ///< largest change of the level curve once the level is taken out
    std::optional<double> attackPercent, releasePercent;  ///< absent where either does not tell
    /// By the figures above, polarity, sides swapped and how far they are linked. Not looked at: phase, harmonics other than
    /// those of 1 kHz at -12 dBFS, crosstalk, hum, and what only the full probe tells.
    bool same = true;
    FingerprintLimits limits;
    std::vector<std::string> reasons;  ///< what is beyond its limit, for a person; empty where the same
};

/// Errors: Fault::Usage: taken at another rate, with another version of the probe, or of another number of channels.
Result<FingerprintDifference> differenceOf(const Fingerprint& f, const Fingerprint& g);

}  // namespace detent::dsp
