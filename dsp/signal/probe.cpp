// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/signal/probe.h"

#include "dsp/signal/probe_table.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kSteps = 8388608.0;  ///< of a 24-bit sample

std::vector<ProbeSegment>::const_iterator named(const ProbeLayout& layout, std::string_view name) {
    return std::find_if(layout.segments.begin(), layout.segments.end(),
                        [&](const ProbeSegment& s) { return s.name == name; });
}

bool sounds(const ProbeSegment& s, int channel) {
    return s.channels == ProbeChannels::All || s.channels == ProbeChannels::Side ||
           (s.channels == ProbeChannels::Left) == (channel == 0);
}

/// The same in both to two steps.
bool isOpening(const AudioBuffer& audio, const AudioBuffer& probe) {
    constexpr auto kApart = static_cast<float>(2.5 / kSteps);
    for (int c = 0; c < probe.channelCount(); ++c) {
        const auto &a = audio.channel(c), &p = probe.channel(c);
        if (!std::equal(p.begin(), p.end(), a.begin(), [](float x, float y) { return std::abs(x - y) <= kApart; }))
            return false;
    }
    return true;
}

}  // namespace

const ProbeSegment& ProbeLayout::segment(std::string_view name) const {
    const auto at = named(*this, name);
    assert(at != segments.end());
    return *at;
}

bool ProbeLayout::has(std::string_view name) const {
    return named(*this, name) != segments.end();
}

Result<ProbeLayout> probeLayout(double rate, int channels, ProbePart part) {
    if (rate < 44100.0 || rate > 192000.0 || rate != std::floor(rate)) {
        return Problem{Fault::Usage, "a probe goes up to 20 kHz and its rate from 44100 to 192000 Hz",
                       "choose a rate within that"};
    }
    if (channels != 1 && channels != 2) {
        return Problem{Fault::Usage, "gear is probed in mono or stereo",
                       "choose 1 or 2 channels, and give each pair a pass of its own"};
    }
    ProbeTable table(rate, channels);
    table.addFingerprint();
    if (part == ProbePart::Full) table.addRest();
    return ProbeLayout{rate, channels, part, table.segments(), table.frameCount()};
}

AudioBuffer makeProbe(const ProbeLayout& layout) {
    std::vector<std::vector<double>> sum(static_cast<std::size_t>(layout.channelCount),
                                         std::vector<double>(layout.frameCount, 0.0));
    for (const ProbeSegment& segment : layout.segments) {
        if (segment.kind == ProbeKind::Silence) continue;
        const auto sound = segmentSound(segment, layout.sampleRateHz);
        for (int c = 0; c < layout.channelCount; ++c) {
            if (!sounds(segment, c)) continue;
            const double sign = segment.channels == ProbeChannels::Side && c == 1 ? -1.0 : 1.0;
            double* out = sum[static_cast<std::size_t>(c)].data() + segment.start;
            for (std::size_t n = 0; n < sound.size(); ++n) out[n] += sign * sound[n];
        }
    }
    AudioBuffer probe(layout.channelCount, layout.frameCount);
    for (int c = 0; c < layout.channelCount; ++c) {
        std::transform(sum[static_cast<std::size_t>(c)].begin(), sum[static_cast<std::size_t>(c)].end(),
                       probe.channel(c).begin(),
                       [](double x) { return static_cast<float>(std::round(x * kSteps) / kSteps); });
    }
    return probe;
}

Result<ProbeLayout> recognisedProbe(const AudioBuffer& audio, double rate) {
    for (const ProbePart part : {ProbePart::Fingerprint, ProbePart::Full}) {
        auto layout = probeLayout(rate, audio.channelCount(), part);
        if (!layout) return layout;
        if (audio.frameCount() != layout->frameCount) continue;
        auto opening = probeLayout(rate, audio.channelCount(), ProbePart::Fingerprint);
        if (isOpening(audio, makeProbe(*opening))) return layout;
    }
    return Problem{Fault::Usage, "it is not a probe of version " + std::to_string(kProbeVersion),
                   "play one that this version of Detent made"};
}

std::string_view probePartName(ProbePart part) {
    return part == ProbePart::Full ? "full" : "fingerprint";
}

}  // namespace detent::dsp
