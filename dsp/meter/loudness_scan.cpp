// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/loudness_scan.h"

#include "dsp/core/decibels.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr int kStepsPerSecond = 100;
constexpr std::size_t kMomentarySteps = 40, kShortTermSteps = 300;  // 400 ms, 3 s (EBU Tech 3341, 2.2)
constexpr double kSilenceLufs = -70.0;                              // the absolute gate

}  // namespace

LoudnessScan::LoudnessScan(double sampleRateHz, int channelCount)
    : m_stepFrames(static_cast<int>(std::lround(sampleRateHz / kStepsPerSecond))),
      m_weighting(static_cast<std::size_t>(channelCount), KWeighting(sampleRateHz)),
      m_truePeak(static_cast<std::size_t>(channelCount), TruePeak(sampleRateHz)),
      m_dynamicRange(sampleRateHz, channelCount),
      m_gated(sampleRateHz, channelCount, EBUR128_MODE_I | EBUR128_MODE_LRA) {}

void LoudnessScan::add(const AudioView& audio) {
    m_gated.add(audio);
    m_dynamicRange.add(audio);
    for (int at = 0; at < audio.frameCount;) {
        if (m_inStep == 0) m_steps.emplace_back();
        const int count = std::min(audio.frameCount - at, m_stepFrames - m_inStep);
        addStep(audio, at, count);
        at += count;
        m_inStep = (m_inStep + count) % m_stepFrames;
    }
}

void LoudnessScan::addStep(const AudioView& audio, int at, int count) {
    Step& step = m_steps.back();
    for (std::size_t c = 0; c < m_weighting.size(); ++c) {
        const float* samples = audio.channel(static_cast<int>(c)) + at;
        KWeighting& weighting = m_weighting[c];
        double energy = 0.0;
        for (int n = 0; n < count; ++n) {
            const double y = weighting.process(samples[n]);
            energy += y * y;
            m_samplePeak = std::max(m_samplePeak, std::abs(samples[n]));
        }
        step.energy += energy * loudnessWeight(static_cast<int>(c), static_cast<int>(m_weighting.size()));
        step.peak = std::max(step.peak, m_truePeak[c].add(samples, static_cast<std::size_t>(count)));
    }
}

/// Over all windows of whole steps.
std::optional<double> LoudnessScan::loudest(std::size_t steps) const {
    const std::size_t whole = m_steps.size() - (m_inStep > 0);
    double sum = 0.0, most = 0.0;
    for (std::size_t i = 0; i < whole; ++i) {
        sum += m_steps[i].energy;
        if (i + 1 >= steps) most = std::max(most, sum);
        if (i + 1 >= steps) sum = std::max(0.0, sum - m_steps[i + 1 - steps].energy);
    }
    if (most <= 0.0) return std::nullopt;
    return loudnessOf(most / (static_cast<double>(steps) * m_stepFrames));
}

std::optional<double> LoudnessScan::leastPsr() const {
    constexpr std::size_t kHop = kStepsPerSecond / 10;
    std::optional<double> least;
    for (std::size_t from = 0; from + kShortTermSteps <= m_steps.size() - (m_inStep > 0); from += kHop) {
        double energy = 0.0;
        float peak = 0.0F;
        for (std::size_t i = from; i < from + kShortTermSteps; ++i) {
            energy += m_steps[i].energy;
            peak = std::max(peak, m_steps[i].peak);
        }
        const double loudness =
            energy > 0.0 ? loudnessOf(energy / (static_cast<double>(kShortTermSteps) * m_stepFrames)) : kSilenceLufs;
        if (loudness <= kSilenceLufs) continue;
        const double psr = dbFromGain(static_cast<double>(peak)) - loudness;
        least = std::min(psr, least.value_or(psr));
    }
    return least;
}

LoudnessReport LoudnessScan::finish() {
    LoudnessReport report;
    if (m_steps.empty()) return report;
    for (TruePeak& channel : m_truePeak) m_steps.back().peak = std::max(m_steps.back().peak, channel.finish());
    float truePeak = 0.0F;
    for (const Step& step : m_steps) truePeak = std::max(truePeak, step.peak);
    report.truePeakDbtp = levelDb(static_cast<double>(truePeak));
    report.samplePeakDbfs = levelDb(static_cast<double>(m_samplePeak));
    report.maxMomentaryLufs = loudest(kMomentarySteps);
    report.maxShortTermLufs = loudest(kShortTermSteps);
    report.integratedLufs = m_gated.integrated();
    if (report.maxShortTermLufs && *report.maxShortTermLufs > kSilenceLufs) report.rangeLu = m_gated.range();
    if (report.integratedLufs && report.truePeakDbtp) report.plrDb = *report.truePeakDbtp - *report.integratedLufs;
    report.psrMinDb = leastPsr();
    report.dr = m_dynamicRange.value();
    return report;
}

}  // namespace detent::dsp
