// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/decibels.h"
#include "dsp/meter/ebur128_state.h"
#include "dsp/meter/loudness.h"
#include "dsp/meter/true_peak.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kCorrelationSeconds = 0.3;  ///< time constant of the correlation meter
constexpr double kSilentProduct = 1e-16;     ///< mean squares of both channels multiplied: -80 dBFS each

}  // namespace

struct LoudnessMeter::State {
    double rate;
    int channels;
    Ebur128 gated{rate, channels, EBUR128_MODE_M | EBUR128_MODE_S | EBUR128_MODE_I};
    std::vector<TruePeak> truePeaks{static_cast<std::size_t>(channels), TruePeak(rate)};
    float peak = 0;
    double left = 0, right = 0, product = 0;

    void correlate(const AudioView& audio) {
        const double keep = std::exp(-1.0 / (kCorrelationSeconds * rate)), take = 1.0 - keep;
        const float *l = audio.channel(0), *r = audio.channel(1);
        for (int n = 0; n < audio.frameCount; ++n) {
            const double x = l[n], y = r[n];
            left = keep * left + take * x * x;
            right = keep * right + take * y * y;
            product = keep * product + take * x * y;
        }
    }
};

LoudnessMeter::LoudnessMeter(double sampleRateHz, int channelCount)
    : m_state(std::make_unique<State>(State{sampleRateHz, channelCount})) {}
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::add(const AudioView& audio) {
    if (audio.frameCount <= 0) return;
    m_state->gated.add(audio);
    for (std::size_t c = 0; c < m_state->truePeaks.size(); ++c) {
        m_state->peak = std::max(m_state->peak, m_state->truePeaks[c].add(audio.channel(static_cast<int>(c)),
                                                                          static_cast<std::size_t>(audio.frameCount)));
    }
    if (m_state->channels >= 2) m_state->correlate(audio);
}

void LoudnessMeter::reset() {
    m_state = std::make_unique<State>(State{m_state->rate, m_state->channels});
}

LoudnessMeter::Reading LoudnessMeter::reading() const {
    const State& s = *m_state;
    Reading reading{s.gated.momentary(), s.gated.shortTerm(), s.gated.integrated(), levelDb(static_cast<double>(s.peak)),
                    std::nullopt};
    if (s.left * s.right > kSilentProduct)
        reading.correlation = std::clamp(s.product / std::sqrt(s.left * s.right), -1.0, 1.0);
    return reading;
}

}  // namespace detent::dsp
