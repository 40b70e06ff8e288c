// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/matching.h"

#include "dsp/base/place_file.h"
#include "dsp/file/audio_file.h"

#include <algorithm>
#include <cmath>

namespace detent::desk {

namespace {

constexpr double kSameFrames = 1;  // the comparison must find the delay that was measured, or it compares something else

/// A share [from, to] of the whole progress.
dsp::Progress part(const dsp::Progress& progress, double from, double to) {
    return [=](double fraction) { return progress(from + (to - from) * fraction); };
}

/// Over the frames that both have when B runs `delayFrames` earlier.
struct Loudness {
    std::optional<double> a, b;
};
Loudness sameSamples(const dsp::AudioBuffer& a, const dsp::AudioBuffer& b, double rate, double delayFrames) {
    const auto shift = static_cast<std::int64_t>(std::llround(delayFrames));
    const std::int64_t from = std::max<std::int64_t>(0, -shift);
    const auto to = std::min(static_cast<std::int64_t>(a.frameCount()), static_cast<std::int64_t>(b.frameCount()) - shift);
    if (to <= from) return {};
    const auto frame = [](std::int64_t n) { return static_cast<std::size_t>(n); };
    return {dsp::ungatedLoudness(a, rate, frame(from), frame(to)),
            dsp::ungatedLoudness(b, rate, frame(from + shift), frame(to + shift))};
}

/// The gains that make A and B equally loud by turning the louder one down.
Result<Match> matched(const dsp::AudioBuffer& a, const dsp::AudioBuffer& b, double rate, double delayFrames) {
    const Loudness loud = sameSamples(a, b, rate, delayFrames);
    if (!loud.a || !loud.b)
        return Problem{Fault::NotSo, loud.a ? "The print is silent" : "The source is silent", "check the wiring and print again"};
    const double quietest = std::min(*loud.a, *loud.b);
    Match match;
    match.candidates = {{0, false, quietest - *loud.a, dsp::integratedLoudness(a, rate)},
                        {delayFrames, false, quietest - *loud.b, dsp::integratedLoudness(b, rate)}};
    match.leftOverLu = (*loud.b + match.candidates[1].gainDb) - (*loud.a + match.candidates[0].gainDb);
    return match;
}

}  // namespace

Result<Match> matchFiles(const std::filesystem::path& a, const std::filesystem::path& b, double delayFrames, const dsp::Progress& progress) {
    auto first = dsp::loadAudio(a);
    if (!first) return first.problem();
    auto second = dsp::loadAudio(b);
    if (!second) return second.problem();
    const double rate = first->format.sampleRateHz;
    if (second->format.sampleRateHz != rate)
        return Problem{Fault::Usage, pathText(b.filename()) + " has another sample rate than " + pathText(a.filename()), "print it again"};
    if (!progress(0.1)) return dsp::cancelled();
    auto match = matched(first->audio, second->audio, rate, delayFrames);
    if (!match) return match;
    if (!progress(0.4)) return dsp::cancelled();
    auto difference = dsp::compare(first->audio, second->audio, rate, {}, part(progress, 0.4, 1));
    if (!difference && difference.problem().fault == Fault::Cancelled) return difference.problem();
    if (!difference || std::abs(difference->delayFrames - delayFrames) > kSameFrames) return match;
    match->difference = *difference;
    match->candidates[1].inverted = difference->inverted;
    return match;
}

}  // namespace detent::desk
