// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/align.h"
#include "dsp/meter/loudness.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

Problem naming(std::size_t number, const Problem& problem) {
    if (problem.fault == Fault::Cancelled) return problem;
    return {problem.fault, "candidate " + std::to_string(number) + ": " + problem.what, problem.remedy};
}

/// The same sound in a candidate's own frames.
FrameSpan in(const DelayLine& line, FrameSpan span) {
    const auto frame = [&](std::int64_t n) { return n + std::llround(line.at(static_cast<double>(n))); };
    return {frame(span.from), frame(span.to)};
}

}  // namespace

Result<std::vector<MatchedCandidate>> matchLevels(const std::vector<const AudioBuffer*>& candidates, double sampleRateHz,
                                                  const CompareRange& range, const Progress& progress) {
    if (candidates.empty()) return std::vector<MatchedCandidate>();
    const AudioBuffer& first = *candidates.front();
    FrameSpan common = spanOf(range, first.frameCount());
    std::vector<MatchedCandidate> matched(candidates.size());
    std::vector<DelayLine> lines(candidates.size());
    const double share = 1.0 / static_cast<double>(candidates.size());
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        const double done = static_cast<double>(i - 1) * share;
        const auto aligned = align(first, *candidates[i], sampleRateHz, range, within(progress, done, done + share));
        if (!aligned) return naming(i + 1, aligned.problem());
        lines[i] = aligned->line;
        common = commonFrames(aligned->line, common, candidates[i]->frameCount());
        matched[i].inverted = aligned->gain < 0.0;
    }
    if (common.length() == 0)
        return Problem{Fault::NotSo, "the candidates have no part in common", "choose recordings of the same part"};
    std::vector<double> loudness;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!goesOn(progress, 1.0 - share + share * static_cast<double>(i) * share)) return cancelled();
        const FrameSpan own = in(lines[i], common);
        const auto lufs = ungatedLoudness(*candidates[i], sampleRateHz, static_cast<std::size_t>(own.from),
                                          static_cast<std::size_t>(own.to));
        if (!lufs) return naming(i + 1, {Fault::NotSo, "is silent there", "choose a part with sound"});
        loudness.push_back(*lufs);
        matched[i].delayFrames = lines[i].at(static_cast<double>(common.from));
        matched[i].loudnessLufs = integratedLoudness(*candidates[i], sampleRateHz);
    }
    const double quietest = *std::min_element(loudness.begin(), loudness.end());
    for (std::size_t i = 0; i < candidates.size(); ++i) matched[i].gainDb = quietest - loudness[i];
    return matched;
}

}  // namespace detent::dsp
