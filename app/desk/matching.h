// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/overview.h"
#include "dsp/align/compare.h"

namespace detent::desk {

/// What the match did with A and B.
struct Match {
    std::vector<dsp::MatchedCandidate> candidates;  ///< A, B
    double leftOverLu = 0;                          ///< loudness of B over A after alignment and gain
    std::optional<dsp::Difference> difference;      ///< of B against A; absent where the two are too unlike to tell
};

/// Level-matches a print to its source. Their delay is known from the loop's measurement and is not guessed again.
/// Errors as AudioReader; Fault::Usage for differing rates; Fault::NotSo where one is silent. [worker]
Result<Match> matchFiles(const std::filesystem::path& a, const std::filesystem::path& b, double delayFrames, const dsp::Progress& progress);

}  // namespace detent::desk
