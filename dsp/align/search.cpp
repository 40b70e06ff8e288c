// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/search.h"

#include "dsp/align/pieces.h"
#include "dsp/align/thinned.h"
#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kLargestSlope = 1e-3;  ///< 1000 ppm: no two clocks differ by more, a tape hardly
constexpr std::int64_t kNear = 3;       ///< thinned frames within which pieces agree: a tone's peak is no sharper
constexpr double kLeastRise = 8.0;      ///< thinned frames between two pieces: less is no drift to search by
constexpr double kTie = 0.92;           ///< of the best agreement: a loop's repeats lie this close
constexpr std::size_t kMostTies = 16;
constexpr double kNearness = 0.02;  ///< worth of a line with no delay over one as far away as B is long

/// A line in thinned frames: piece at n lies at n + lag + slope * n in B.
struct Guess {
    double lag = 0, slope = 0;
    double agreement = 0;  ///< 0..1: mean correlation of the pieces that B could hold
    int pieces = 0;        ///< how many those are
    double worth = 0;      ///< agreement, less for what few pieces say and for drift, which must explain clearly more
    double at(double n) const { return lag + slope * n; }
};

/// What the pieces say to the line; `says(piece, place)` is a Liking.
template <typename Says>
void weigh(Guess& guess, const std::vector<Piece>& pieces, const Thinned& t, Says says) {
    Liking sum;
    guess.pieces = 0;
    for (const Piece& piece : pieces) {
        const auto at = static_cast<double>(piece.at), place = at + guess.at(at);
        if (place < -kNear || place + static_cast<double>(piece.length) > static_cast<double>(t.b.size()) + kNear) continue;
        ++guess.pieces;
        const Liking liking = says(piece, place);
        sum.upright += liking.upright;
        sum.inverted += liking.inverted;
    }
    guess.agreement = guess.pieces > 0 ? std::max(sum.upright, sum.inverted) / guess.pieces : 0.0;
    const double far = std::abs(guess.lag - static_cast<double>(t.start)) / static_cast<double>(t.b.size());
    guess.worth = guess.agreement * (0.7 + 0.1 * std::min(3, guess.pieces)) * (guess.slope == 0.0 ? 1.0 : 0.9) *
                  (1.0 - kNearness * far);
}

/// By the piece's own matches near the place.
Liking listed(const Piece& piece, double place) {
    Liking best;
    for (const Match& match : piece.matches) {
        if (std::abs(static_cast<double>(match.at) - place) > kNear) continue;
        best.upright = std::max(best.upright, match.correlation);
        best.inverted = std::max(best.inverted, -match.correlation);
    }
    return best;
}

std::vector<Guess> guesses(const std::vector<Piece>& pieces) {
    std::vector<Guess> all;
    for (const Piece& piece : pieces) {
        for (const Match& match : piece.matches) all.push_back({static_cast<double>(match.at - piece.at)});
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t j = i + 1; j < pieces.size(); ++j) {
            for (const Match& first : pieces[i].matches) {
                for (const Match& second : pieces[j].matches) {
                    const auto rise = static_cast<double>((second.at - pieces[j].at) - (first.at - pieces[i].at));
                    const double slope = rise / static_cast<double>(pieces[j].at - pieces[i].at);
                    if (std::abs(rise) < kLeastRise || std::abs(slope) > kLargestSlope) continue;
                    all.push_back(
                        {static_cast<double>(first.at - pieces[i].at) - slope * static_cast<double>(pieces[i].at), slope});
                }
            }
        }
    }
    return all;
}

bool alike(const Guess& x, const Guess& y, double frames) {
    return std::abs(x.at(0.0) - y.at(0.0)) <= kNear && std::abs(x.at(frames) - y.at(frames)) <= kNear;
}

/// The most promising lines, best first: sifted by the pieces' lists, then asked of every piece anew, since a steady tone's
/// list may well lack the true place beside its own neighbours.
std::vector<Guess> promising(const std::vector<Piece>& pieces, const Thinned& t) {
    const auto byWorth = [](const Guess& x, const Guess& y) { return x.worth > y.worth; };
    std::vector<Guess> all = guesses(pieces), few;
    for (Guess& guess : all) weigh(guess, pieces, t, listed);
    std::sort(all.begin(), all.end(), byWorth);
    std::size_t straight = 0, sloped = 0;
    for (const Guess& guess : all) {
        std::size_t& count = guess.slope == 0.0 ? straight : sloped;
        const bool known = std::any_of(few.begin(), few.end(), [&](const Guess& other) {
            return alike(other, guess, static_cast<double>(t.a.size()));
        });
        if (known || count == kMostTies) continue;
        few.push_back(guess);
        ++count;
    }
    for (Guess& guess : few) {
        weigh(guess, pieces, t,
              [&](const Piece& piece, double place) { return likingNear(piece, t.a, t.b, std::llround(place)); });
    }
    std::sort(few.begin(), few.end(), byWorth);
    return few;
}

/// How much of both recordings the line explains, 0..1: correlation over what they share times the share itself.
double explained(const Guess& guess, const Thinned& t) {
    constexpr int kAround = 8;
    std::array<double, 2 * kAround + 1> products{};
    double sharedA = 0.0, sharedB = 0.0, allA = 0.0, allB = 0.0;
    const auto lengthB = static_cast<std::int64_t>(t.b.size());
    for (std::size_t n = 0; n < t.a.size(); ++n) {
        const double x = t.a[n];
        allA += x * x;
        const std::int64_t at = static_cast<std::int64_t>(n) + std::llround(guess.at(static_cast<double>(n)));
        if (at < kAround || at + kAround >= lengthB) continue;
        const float* y = t.b.data() + at;
        sharedA += x * x;
        sharedB += static_cast<double>(*y) * *y;
        for (int k = -kAround; k <= kAround; ++k) products[static_cast<std::size_t>(k + kAround)] += x * y[k];
    }
    for (const float y : t.b) allB += static_cast<double>(y) * y;
    double peak = 0.0;  // between the frames too
    for (int step = -16; step <= 16; ++step) {
        const double place = step / 16.0 - std::floor(step / 16.0);
        const auto kernel = sincKernel(place, kAround / 2, 5.0);
        const int first = static_cast<int>(std::floor(step / 16.0)) + kAround - kAround / 2 + 1;
        double value = 0.0;
        for (int k = 0; k < kAround; ++k)
            value += kernel[static_cast<std::size_t>(kAround - 1 - k)] * products[static_cast<std::size_t>(first + k)];
        peak = std::max(peak, std::abs(value));
    }
    const double whole = std::sqrt(sharedA * sharedB) * std::sqrt(allA * allB);
    return whole > 0.0 ? peak * peak / whole : 0.0;
}

/// Of lines that agree as well with the pieces, as a loop's repeats do, the one that explains most.
Guess decided(const std::vector<Guess>& all, const Thinned& t) {
    std::vector<Guess> ties;
    for (const Guess& guess : all) {
        if (guess.worth < kTie * all.front().worth || ties.size() == kMostTies) break;
        ties.push_back(guess);
    }
    if (ties.size() == 1) return ties.front();
    std::vector<double> worth;
    for (const Guess& guess : ties) worth.push_back(explained(guess, t));
    return ties[static_cast<std::size_t>(std::max_element(worth.begin(), worth.end()) - worth.begin())];
}

/// Chance alone gives pieces of other music about 0.1, and one piece up to 0.2.
double leastAgreement(int pieces) {
    return pieces >= 4 ? 0.12 : pieces >= 2 ? 0.2 : 0.3;
}

}  // namespace

Problem unlike() {
    return {Fault::NotSo, "the two recordings have nothing in common", "choose recordings of the same music"};
}

Result<FoundDelay> searchDelay(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, FrameSpan range,
                               const Progress& progress) {
    const Thinned t = thin(a, b, sampleRateHz, range);
    if (!goesOn(progress, 0.3)) return cancelled();
    std::vector<Piece> pieces = choosePieces(t.a, t.b.size());
    if (auto done = matchPieces(pieces, t.a, t.b, t.start, within(progress, 0.3, 0.9)); !done) return done.problem();
    const auto all = promising(pieces, t);
    if (all.empty()) return unlike();
    const Guess best = decided(all, t);
    if (best.agreement < leastAgreement(best.pieces)) return unlike();
    const auto from = static_cast<double>(range.from);
    const double factor = t.factor;
    // In A's own frames: thinned n is from + factor * n, and B's thinned frames begin at 0.
    // A drift shears a piece, which then matches as well anywhere within that.
    const double shear = 0.5 * std::abs(best.slope) * static_cast<double>(pieces.front().length);
    return FoundDelay{{factor * best.lag - from, best.slope, from}, factor * (static_cast<double>(kNear + 1) + shear)};
}

}  // namespace detent::dsp
