// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/method_floor.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace detent::dsp {
namespace {

constexpr std::size_t kLoopDelay = 100;
constexpr double kSteps24 = 8388608.0;

}  // namespace

AudioBuffer digitalLoop(double rate) {
    const auto layout = probeLayout(rate, 1, ProbePart::Fingerprint);
    const AudioBuffer probe = makeProbe(*layout);
    AudioBuffer loop(1, probe.frameCount());
    std::mt19937 random(24);
    const auto uniform = [&random] { return static_cast<double>(random()) / 4294967296.0; };
    for (std::size_t n = 0; n < loop.frameCount(); ++n) {
        const double sample = n < kLoopDelay ? 0.0 : probe.channel(0)[n - kLoopDelay];
        loop.channel(0)[n] = static_cast<float>(std::round(sample * kSteps24 + uniform() - uniform()) / kSteps24);
    }
    return loop;
}

MethodFloor methodFloor(const ChannelFingerprint& loop) {
    MethodFloor floor;
    for (const double db : loop.responseDb) floor.responseDb = std::max(floor.responseDb, std::abs(db));
    for (const double degrees : loop.phaseDeg) floor.phaseDeg = std::max(floor.phaseDeg, std::abs(degrees));
    for (const LevelPoint& point : loop.levelCurve) floor.levelDb = std::max(floor.levelDb, std::abs(point.gainDb));
    floor.thdDb = loop.thdDb.value_or(-200.0);
    floor.delayFrames = std::abs(loop.delayFrames - static_cast<double>(kLoopDelay));
    return floor;
}

PassSpread spreadOf(const Fingerprint& first, const Fingerprint& second) {
    PassSpread spread;
    double squares = 0.0, count = 0.0;
    for (std::size_t c = 0; c < first.channels.size(); ++c) {
        const ChannelFingerprint &a = first.channels[c], &b = second.channels[c];
        for (std::size_t i = 0; i < a.responseDb.size(); ++i) {
            const double expected = 2.0 * std::pow(std::max(a.deviationDb[i], 0.1 * first.floor.responseDb), 2.0);
            if (expected <= 0.0) continue;
            squares += std::pow(a.responseDb[i] - b.responseDb[i], 2.0) / expected;
            count += 1.0;
        }
        spread.levelDb = std::max(spread.levelDb, std::abs(a.gainDb - b.gainDb));
        spread.delayFrames = std::max(spread.delayFrames, std::abs(a.delayFrames - b.delayFrames));
    }
    if (count > 0.0) spread.scale = std::max(1.0, std::sqrt(squares / count));
    return spread;
}

}  // namespace detent::dsp
