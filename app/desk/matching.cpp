// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/matching.h"

#include "dsp/file/audio_file.h"
#include "dsp/base/place_file.h"

#include <cmath>

namespace detent::desk {

namespace {

/// A share [from, to] of the whole progress.
dsp::Progress part(const dsp::Progress& progress, double from, double to) {
    return [=](double fraction) { return progress(from + (to - from) * fraction); };
}

std::optional<double> leftOver(const dsp::LoadedAudio& a, const dsp::LoadedAudio& b, const std::vector<dsp::MatchedCandidate>& matched) {
    const double delay = matched[1].delayFrames, rate = a.format.sampleRateHz;
    const auto edge = static_cast<std::size_t>(std::ceil(std::abs(delay)) + 64);  // frames the shift has no samples for
    const std::size_t frames = std::min(a.audio.frameCount(), b.audio.frameCount());
    if (frames <= 2 * edge) return {};
    const auto la = dsp::ungatedLoudness(a.audio, rate, edge, frames - edge);
    const auto lb = dsp::ungatedLoudness(dsp::shifted(b.audio, -delay), rate, edge, frames - edge);
    if (!la || !lb) return {};
    return (*lb + matched[1].gainDb) - (*la + matched[0].gainDb);
}

}  // namespace

Result<Match> matchFiles(const std::filesystem::path& a, const std::filesystem::path& b, const dsp::Progress& progress) {
    auto first = dsp::loadAudio(a);
    if (!first) return first.problem();
    auto second = dsp::loadAudio(b);
    if (!second) return second.problem();
    const double rate = first->format.sampleRateHz;
    if (second->format.sampleRateHz != rate)
        return Problem{Fault::Usage, pathText(b.filename()) + " has another sample rate than " + pathText(a.filename()), "print it again"};
    auto matched = dsp::matchLevels({&first->audio, &second->audio}, rate, {}, part(progress, 0.05, 0.5));
    if (!matched) return matched.problem();
    auto difference = dsp::compare(first->audio, second->audio, rate, {}, part(progress, 0.5, 0.95));
    if (!difference) return difference.problem();
    return Match{*matched, leftOver(*first, *second, *matched), *difference};
}

}  // namespace detent::desk
