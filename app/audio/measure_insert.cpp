// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/capture_pass.h"
#include "dsp/signal/ping.h"

#include <algorithm>
#include <cmath>

namespace detent::audio {

namespace {
constexpr double kLongestLoopSeconds = 2;
}  // namespace

Result<dsp::LoopMeasurement> measureInsert(Backend& backend, const Loop& loop, const dsp::Progress& progress) {
    auto pass = CapturePass::open(backend, loop);
    if (!pass) return pass.problem();
    if (pass->sends() != pass->returns()) {
        return Problem{
            Fault::Usage,
            "the insert has " + std::to_string(pass->sends()) + " sends and " + std::to_string(pass->returns()) + " returns",
            "name as many returns as sends to measure it"};
    }
    const double rateHz = pass->device().sampleRateHz;
    const dsp::AudioBuffer sent = dsp::loopPing(rateHz, pass->sends());
    const std::size_t frames = sent.frameCount() - dsp::PingLayout(rateHz, pass->sends()).gapFrames +
                               static_cast<std::size_t>(std::lround(kLongestLoopSeconds * rateHz));
    dsp::AudioBuffer captured(pass->returns(), frames);

    std::size_t played = 0, kept = 0;
    const auto source = [&](const dsp::AudioView& into) -> Result<int> {
        const auto n = std::min(static_cast<std::size_t>(into.frameCount), sent.frameCount() - played);
        for (int c = 0; c < into.channelCount; ++c) std::copy_n(sent.channel(c).data() + played, n, into.channel(c));
        played += n;
        return static_cast<int>(n);
    };
    const auto sink = [&](const dsp::AudioView& audio) -> Result<void> {
        for (int c = 0; c < audio.channelCount; ++c)
            std::copy_n(audio.channel(c), audio.frameCount, captured.channel(c).data() + kept);
        kept += static_cast<std::size_t>(audio.frameCount);
        return {};
    };
    if (auto run = pass->run(static_cast<std::int64_t>(frames), source, sink, progress); !run) return run.problem();
    return dsp::measureLoop(sent, captured, rateHz);
}

}  // namespace detent::audio
