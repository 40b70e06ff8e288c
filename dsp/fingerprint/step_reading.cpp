// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/decibels.h"
#include "dsp/core/fast_filter.h"
#include "dsp/fingerprint/level_reading.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kGainWindowSeconds = 0.0001;
constexpr double kUpper = 0.9, kLower = 0.1;  ///< of the way: what the exponential is fitted to
constexpr std::size_t kSmoothing = 16;        ///< parts of that stretch
constexpr double kAheadSeconds = 0.01;        ///< by which a look-ahead may move the gain before the step

/// What the response at rest makes of the segments.
std::vector<double> expected(const HeardChannel& heard, const std::vector<const ProbeSegment*>& segments) {
    std::vector<float> sent;
    for (const ProbeSegment* segment : segments) {
        for (const double x : segmentSound(*segment, heard.rate)) sent.push_back(static_cast<float>(x));
    }
    std::vector<double> out(sent.size());
    FastFilter(heard.taps).run(sent, static_cast<std::int64_t>(heard.tapsBefore), out);
    return out;
}

/// Gain in dB frame by frame, held where the signal crosses zero.
std::vector<double> gainTrack(const std::vector<float>& back, const std::vector<double>& sent, std::size_t half) {
    std::vector<double> cross(back.size() + 1, 0.0), power(back.size() + 1, 0.0), track(back.size(), 0.0);
    for (std::size_t n = 0; n < back.size(); ++n) {
        cross[n + 1] = cross[n] + static_cast<double>(back[n]) * sent[n];
        power[n + 1] = power[n] + sent[n] * sent[n];
    }
    double last = 0.0;
    for (std::size_t n = 0; n < back.size(); ++n) {
        const std::size_t from = n < half ? 0 : n - half, to = std::min(back.size(), n + half + 1);
        const double squares = power[to] - power[from];
        if (squares > 0.0) last = dbFromGain((cross[to] - cross[from]) / squares);
        track[n] = last;
    }
    return track;
}

double meanOver(const std::vector<double>& track, std::size_t from, std::size_t to) {
    double sum = 0.0;
    for (std::size_t n = from; n < to; ++n) sum += track[n];
    return to > from ? sum / static_cast<double>(to - from) : 0.0;
}

/// A stretch of the track that leaves `fromDb` for `toDb`.
struct Move {
    std::size_t begin, end;
    double fromDb, toDb;
};

/// Means over `length` frames about each.
std::vector<double> smoothed(const std::vector<double>& track, std::size_t length) {
    std::vector<double> sums(track.size() + 1, 0.0), out(track.size());
    for (std::size_t n = 0; n < track.size(); ++n) sums[n + 1] = sums[n] + track[n];
    for (std::size_t n = 0; n < track.size(); ++n) {
        const std::size_t from = n < length / 2 ? 0 : n - length / 2, to = std::min(track.size(), n + length / 2 + 1);
        out[n] = (sums[to] - sums[from]) / static_cast<double>(to - from);
    }
    return out;
}

/// Where the track is between kUpper and kLower of its way; absent where it does not get there.
struct Between {
    std::size_t first, last;
};
std::optional<Between> whereBetween(const std::vector<double>& track, const Move& move) {
    const auto left = [&](std::size_t n) { return (track[n] - move.toDb) / (move.fromDb - move.toDb); };
    Between range{move.begin, 0};
    while (range.first < move.end && left(range.first) > 0.5) ++range.first;  // surely under way, whatever the noise
    if (range.first == move.end) return std::nullopt;
    for (range.last = range.first; range.last < move.end && left(range.last) > kLower;) ++range.last;
    while (range.first > move.begin && left(range.first - 1) < kUpper) --range.first;
    if (range.last == move.end && left(range.last - 1) > 1.0 - kSlowest) return std::nullopt;
    return range;
}

/// The exponential that fits there, by least squares on the logarithm of what is left, weighted as noise in dB asks.
/// `deviationDb` is the track's by noise, alike over `window` frames.
std::optional<TimeConstant> timeConstant(std::vector<double> track, const Move& move, double rate, double deviationDb,
                                         std::size_t window) {
    const double whole = move.fromDb - move.toDb;
    if (std::abs(whole) < kLeastMoveDb) return std::nullopt;
    auto range = whereBetween(track, move);
    if (!range) return std::nullopt;
    // A mean over a part of an exponential is that exponential again, and its ends are found without the noise.
    track = smoothed(track, (range->last - range->first) / kSmoothing);
    range = whereBetween(track, move);
    if (!range) return std::nullopt;
    double weight = 0.0, time = 0.0, value = 0.0;
    const auto each = [&](const auto& use) {
        for (std::size_t n = range->first; n < range->last; ++n) {
            const double left = (track[n] - move.toDb) / whole;
            if (left > 0.0) use(left * left, static_cast<double>(n - range->first), std::log(left));
        }
    };
    each([&](double w, double t, double y) {
        weight += w;
        time += w * t;
        value += w * y;
    });
    if (range->last - range->first < 2 || weight == 0.0)  // gone within a frame
        return TimeConstant{1000.0 / rate / std::log(kUpper / kLower), 1.0};
    double slope = 0.0, spread = 0.0;
    each([&](double w, double t, double y) {
        slope += w * (t - time / weight) * (y - value / weight);
        spread += w * (t - time / weight) * (t - time / weight);
    });
    slope /= spread;
    if (slope >= 0.0) return std::nullopt;
    const double deviation = deviationDb / std::abs(whole) * std::sqrt(static_cast<double>(window) / spread) / -slope;
    return TimeConstant{-1000.0 / (slope * rate), deviation};
}

}  // namespace

Step readStep(const HeardChannel& heard, const ProbeSegment& quiet, const ProbeSegment& driven,
              const ProbeSegment& release) {
    const auto back = heard.stretch(quiet.start, release.end() - quiet.start);
    const auto sent = expected(heard, {&quiet, &driven, &release});
    const auto half = std::max<std::size_t>(2, static_cast<std::size_t>(std::lround(0.5 * kGainWindowSeconds * heard.rate)));
    const auto track = gainTrack(back, sent, half);
    const std::size_t up = quiet.frames, down = quiet.frames + driven.frames;
    const double rest = meanOver(track, up / 2, up - up / 20),
                 loud = meanOver(track, down - driven.frames / 5, down - driven.frames / 20);
    // A gear that remembers may rest deeper before the step than long after it.
    const double after = meanOver(track, track.size() - release.frames / 10, track.size());
    const auto ahead = static_cast<std::size_t>(kAheadSeconds * heard.rate);
    const double noise = std::sqrt(heard.density(driven.hz) / static_cast<double>(2 * half + 1)) * kDbPerNeper;
    const auto scatter = [&](const ProbeSegment& s, double gainDb) {
        return noise / gainFromDb(s.levelDbfs + gainDb + heard.restDb);
    };
    Step step{quiet.levelDbfs, driven.levelDbfs, rest - loud, {}, {}};
    step.attack = timeConstant(track, {up - std::min(ahead, up), down - ahead, rest, loud}, heard.rate,
                               scatter(driven, loud), 2 * half + 1);
    step.release =
        timeConstant(track, {down, track.size(), loud, std::abs(after - loud) > std::abs(rest - loud) ? after : rest},
                     heard.rate, scatter(release, rest), 2 * half + 1);
    return step;
}

}  // namespace detent::dsp
