// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/meter/dynamic_range.h"
#include "dsp/meter/ebur128_state.h"
#include "dsp/meter/k_weighting.h"
#include "dsp/meter/loudness.h"
#include "dsp/meter/true_peak.h"

namespace detent::dsp {

/// Everything a LoudnessReport needs from one pass. libebur128 gates (integrated, range); the windows slide in steps of
/// 10 ms, ten times as fine as EBU Tech 3341 asks, on our own K-weighted energies.
class LoudnessScan {
public:
    LoudnessScan(double sampleRateHz, int channelCount);
    void add(const AudioView& audio);
    LoudnessReport finish();

private:
    void addStep(const AudioView& audio, int at, int count);
    std::optional<double> loudest(std::size_t steps) const;
    std::optional<double> leastPsr() const;

    struct Step {
        double energy = 0;  ///< K-weighted, over all channels
        float peak = 0;     ///< true peak
    };
    int m_stepFrames, m_inStep = 0;
    float m_samplePeak = 0;
    std::vector<Step> m_steps;
    std::vector<KWeighting> m_weighting;
    std::vector<TruePeak> m_truePeak;
    DynamicRange m_dynamicRange;
    Ebur128 m_gated;
};

}  // namespace detent::dsp
