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

bool isInverted(const dsp::AudioBuffer& a, const dsp::AudioBuffer& b) {
    double product = 0;
    for (int c = 0; c < std::min(a.channelCount(), b.channelCount()); ++c)
        for (std::size_t n = 0; n < std::min(a.frameCount(), b.frameCount()); ++n) product += double(a.channel(c)[n]) * b.channel(c)[n];
    return product < 0;
}

/// The gains that make A and B, which runs with it, equally loud by turning the louder one down.
Result<Match> matched(const dsp::AudioBuffer& a, const dsp::AudioBuffer& aligned, double rate, double delayFrames) {
    const auto edge = static_cast<std::size_t>(std::ceil(std::abs(delayFrames)) + 64);  // frames the shift has no samples for
    const std::size_t frames = std::min(a.frameCount(), aligned.frameCount());
    const bool enough = frames > 2 * edge;
    const auto la = enough ? dsp::ungatedLoudness(a, rate, edge, frames - edge) : std::nullopt;
    const auto lb = enough ? dsp::ungatedLoudness(aligned, rate, edge, frames - edge) : std::nullopt;
    if (!la || !lb) return Problem{Fault::NotSo, la ? "The print is silent" : "The source is silent", "check the wiring and print again"};
    const double quietest = std::min(*la, *lb);
    Match match;
    match.candidates = {{0, false, quietest - *la, {}}, {delayFrames, isInverted(a, aligned), quietest - *lb, {}}};
    match.leftOverLu = (*lb + match.candidates[1].gainDb) - (*la + match.candidates[0].gainDb);
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
    auto match = matched(first->audio, dsp::shifted(second->audio, -delayFrames), rate, delayFrames);
    if (!match) return match;
    if (!progress(0.3)) return dsp::cancelled();
    match->candidates[0].loudnessLufs = dsp::measureLoudness(first->audio, rate).integratedLufs;
    match->candidates[1].loudnessLufs = dsp::measureLoudness(second->audio, rate).integratedLufs;
    if (!progress(0.5)) return dsp::cancelled();
    auto difference = dsp::compare(first->audio, second->audio, rate, {}, part(progress, 0.5, 1));
    if (difference && std::abs(difference->delayFrames - delayFrames) <= kSameFrames) match->difference = *difference;
    if (!difference && difference.problem().fault == Fault::Cancelled) return difference.problem();
    return match;
}

}  // namespace detent::desk
