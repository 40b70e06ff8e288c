// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/overview.h"
#include "dsp/align/compare.h"

namespace detent::desk {

/// What the match did with A and B.
struct Match {
    std::vector<dsp::MatchedCandidate> candidates;  ///< A, B
    std::optional<double> leftOverLu;               ///< loudness of B over A after alignment and gain
    dsp::Difference difference;                     ///< of B against A
};

/// Aligns and level-matches two files. Errors as dsp::compare, AudioReader; Fault::Usage for differing rates. [worker]
Result<Match> matchFiles(const std::filesystem::path& a, const std::filesystem::path& b, const dsp::Progress& progress);

}  // namespace detent::desk
