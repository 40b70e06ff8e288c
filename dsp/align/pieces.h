// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "dsp/core/progress.h"

#include <cstdint>
#include <vector>

namespace detent::dsp {

/// A place of B that sounds like a piece of A.
struct Match {
    std::int64_t at = 0;     ///< frame of B
    double correlation = 0;  ///< -1..1, normalised; of the whole peak, which lies between frames
};

/// A stretch of A to look for in B.
struct Piece {
    std::int64_t at = 0;
    std::size_t length = 0;
    std::vector<Match> matches;  ///< the best few, strongest first
};

/// Up to 8 pieces spread over `a`, each the loudest of its neighbourhood; silent neighbourhoods give none.
std::vector<Piece> choosePieces(const std::vector<float>& a, std::size_t framesOfB);

/// How a piece likes a place with B as it is and with B inverted, 0..1 each. A tone likes both a few frames apart.
struct Liking {
    double upright = 0, inverted = 0;
};

/// Within 3 frames of frame `at` of B; nothing where B ends before.
Liking likingNear(const Piece& piece, const std::vector<float>& a, const std::vector<float>& b, std::int64_t at);

/// Finds each in all of `b`; of places that sound the same, as a loop's repeats do, those nearest to `start` later than in
/// `a`. Errors: Fault::Cancelled.
Result<void> matchPieces(std::vector<Piece>& pieces, const std::vector<float>& a, const std::vector<float>& b,
                         std::int64_t start, const Progress& progress);

}  // namespace detent::dsp
