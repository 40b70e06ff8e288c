// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/align.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace detent::dsp {
namespace {

constexpr double kAsGoodAsWhole = 1e-5;  ///< frames

bool silent(const AudioBuffer& audio, FrameSpan span) {
    for (int c = 0; c < audio.channelCount(); ++c) {
        const auto begin = audio.channel(c).begin();
        const float first = *(begin + span.from);  // a constant is no sound either
        if (std::any_of(begin + span.from, begin + span.to, [first](float x) { return x != first; })) return false;
    }
    return true;
}

std::string channels(int count) {
    return std::to_string(count) + (count == 1 ? " channel" : " channels");
}

std::optional<Problem> unfit(const AudioBuffer& a, const AudioBuffer& b, FrameSpan span) {
    if (a.channelCount() != b.channelCount() || a.channelCount() == 0) {
        return Problem{Fault::Usage,
                       "one recording has " + channels(a.channelCount()) + " and the other " + channels(b.channelCount()),
                       "choose two with the same number"};
    }
    const auto least = static_cast<std::int64_t>(kLeastCompareFrames);
    if (span.length() < least || static_cast<std::int64_t>(b.frameCount()) < least) {
        return Problem{Fault::Usage, "the part to compare is too short",
                       "choose at least " + std::to_string(least) + " frames of both"};
    }
    if (silent(a, span)) return Problem{Fault::NotSo, "the first recording is silent there", "choose a part with sound"};
    if (silent(b, {0, static_cast<std::int64_t>(b.frameCount())}))
        return Problem{Fault::NotSo, "the second recording is silent", "check what was recorded"};
    return std::nullopt;
}

/// Whether B, moved by whole frames, has A's very samples or their negatives.
std::optional<double> identical(const AudioBuffer& a, const AudioBuffer& b, FrameSpan span, std::int64_t move) {
    if (span.length() == 0) return std::nullopt;
    for (const float sign : {1.0F, -1.0F}) {
        bool same = true;
        for (int c = 0; c < a.channelCount() && same; ++c) {
            const auto begin = a.channel(c).begin();
            same = std::equal(begin + span.from, begin + span.to, b.channel(c).begin() + span.from + move,
                              [sign](float x, float y) { return y == sign * x; });
        }
        if (same) return static_cast<double>(sign);
    }
    return std::nullopt;
}

}  // namespace

FrameSpan spanOf(const CompareRange& range, std::size_t framesOfA) {
    const std::size_t to = std::min(range.to.value_or(framesOfA), framesOfA);
    return {static_cast<std::int64_t>(std::min(range.from, to)), static_cast<std::int64_t>(to)};
}

Result<RefinedDelay> align(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, const CompareRange& range,
                           const Progress& progress) {
    const FrameSpan span = spanOf(range, a.frameCount());
    if (auto problem = unfit(a, b, span)) return *problem;
    const auto found = searchDelay(a, b, sampleRateHz, span, within(progress, 0.0, 0.7));
    if (!found) return found.problem();
    auto refined = refineDelay(a, b, sampleRateHz, span, *found, within(progress, 0.7, 1.0));
    if (!refined) return refined;
    DelayLine& line = refined->line;
    const double whole = std::round(line.delayFrames);
    if (!line.constant() || std::abs(line.delayFrames - whole) > 0.01) return refined;
    const DelayLine rounded{whole, 0.0, line.middle};
    if (const auto gain = identical(a, b, commonFrames(rounded, span, b.frameCount()), static_cast<std::int64_t>(whole))) {
        const bool told = refined->slope.has_value();
        return RefinedDelay{rounded, told ? std::optional(0.0) : std::nullopt, *gain};
    }
    if (std::abs(line.delayFrames - whole) < kAsGoodAsWhole) line = rounded;
    return refined;
}

}  // namespace detent::dsp
