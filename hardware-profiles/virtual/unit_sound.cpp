// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/unit_sound.h"

#include "dsp/core/decibels.h"

#include <cmath>

namespace detent::virt {
namespace {

constexpr double kRampSeconds = 0.015, kNoiseDbfs = -95.0, kToleranceDb = 0.04, kLoudest = 1e3;

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
std::uint64_t nextRandom(std::uint64_t& state) {
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

std::uint64_t seedOf(std::uint64_t unit, std::size_t channel, std::uint64_t what) {
    std::uint64_t state = unit * 0x2545F4914F6CDD1DULL + channel * 2 + what;
    return nextRandom(state);
}

/// What no gear hears is silence: the sum stays a number.
double tame(float x) {
    return std::isfinite(x) ? std::clamp(static_cast<double>(x), -kLoudest, kLoudest) : 0.0;
}

}  // namespace

void UnitSound::prepare(double sampleRateHz, int channelCount, int) {
    m_rateHz = sampleRateHz;
    m_channels = static_cast<std::size_t>(channelCount);
    m_noiseGain = dsp::gainFromDb(kNoiseDbfs) * std::sqrt(sampleRateHz / 48000.0);
    m_wet.assign(m_channels, 0.0);
    m_dry.assign(m_channels, 0.0F);
    m_random.assign(m_channels, 0);
    m_gain.assign(m_channels, 1.0);
    for (std::size_t c = 0; c < m_channels && m_analogue.tolerance; ++c) {
        const double unit = static_cast<double>(seedOf(m_analogue.seed, c, 0) >> 11) * 0x1p-53;  // 0 to 1
        m_gain[c] = dsp::gainFromDb(kToleranceDb * (2.0 * unit - 1.0));
    }
    prepareSound();
    reset();
}

void UnitSound::reset() noexcept {
    for (std::size_t c = 0; c < m_channels; ++c) m_random[c] = seedOf(m_analogue.seed, c, 1);
    turnTo(m_dials->version(), 0);
    clearSound();
}

void UnitSound::turnTo(std::uint64_t version, int rampFrames) noexcept {
    m_version = version;
    m_rampFrames = rampFrames;
    follow();
}

void UnitSound::setRelays(bool in, bool open) noexcept {
    m_in.aim(in ? 1.0 : 0.0, m_rampFrames);
    m_open.aim(open ? 1.0 : 0.0, m_rampFrames);
}

void UnitSound::process(const dsp::AudioView& audio) noexcept {
    const std::uint64_t version = m_dials->version();
    if (version != m_version) turnTo(version, static_cast<int>(kRampSeconds * m_rateHz));
    m_used = std::min(m_channels, static_cast<std::size_t>(audio.channelCount));
    for (int n = 0; n < audio.frameCount; ++n) frame(audio.channels, n);
}

void UnitSound::frame(float* const* audio, int at) noexcept {
    for (std::size_t c = 0; c < m_channels; ++c) {
        m_dry[c] = c < m_used ? audio[c][at] : 0.0F;
        m_wet[c] = tame(m_dry[c]);
    }
    sound(m_wet.data(), m_dry.data());
    const double in = m_in.next(), open = m_open.next();
    for (std::size_t c = 0; c < m_used; ++c) {
        const double wet = m_wet[c] * m_gain[c] + (m_analogue.noise ? noise(c) : 0.0);
        float& out = audio[c][at];
        if (open == 0.0)
            out = 0.0F;
        else if (in == 0.0 && open == 1.0)
            out = m_dry[c];
        else
            out = static_cast<float>(open * (in == 1.0 ? wet : tame(m_dry[c]) + in * (wet - tame(m_dry[c]))));
    }
}

/// The sum of four uniform numbers is Gaussian enough: no libm, the same on every machine.
double UnitSound::noise(std::size_t channel) noexcept {
    std::uint64_t bits = nextRandom(m_random[channel]);
    double sum = -2.0;
    for (int i = 0; i < 4; ++i, bits >>= 16) sum += static_cast<double>(bits & 0xFFFF) * (1.0 / 65535.0);
    return sum * (m_noiseGain * 1.7320508075688772);  // four uniforms have the variance 4 / 12
}

}  // namespace detent::virt
