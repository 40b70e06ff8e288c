// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/vc_2_sound.h"

#include "dsp/core/decibels.h"

#include <numbers>

namespace detent::virt {
namespace {

constexpr double kHoldSeconds = 0.010, kAutoFastSeconds = 0.1, kAutoChargeSeconds = 0.5, kAutoSlowSeconds = 2.4;
constexpr double kSilenceDbu = -180.0, kSettledDb = 1e-9;
constexpr Code kAuto = 5;
constexpr std::array kSlopes = {
    1.0 - 1.0 / 1.5, 1.0 - 1.0 / 2.0, 1.0 - 1.0 / 3.0, 1.0 - 1.0 / 4.0, 1.0 - 1.0 / 6.0, 1.0 - 1.0 / 10.0, 1.0};
constexpr std::array kReleaseSeconds = {0.1, 0.3, 0.6, 1.2, 2.4, kAutoFastSeconds};
constexpr std::array kSideChainHz = {0.0, 60.0, 90.0, 130.0, 200.0};

template <std::size_t Size>
double entry(const std::array<double, Size>& table, Code code) {
    return table[static_cast<std::size_t>(std::clamp<Code>(code, 0, static_cast<Code>(Size) - 1))];
}

double attackSeconds(Code code) {
    return 0.0001 * std::pow(1000.0, static_cast<double>(code) / 60.0);
}

/// First order, by the bilinear transform: exact enough far below half the sample rate.
Biquad highPass(double hz, double rateHz) {
    const double k = std::tan(std::numbers::pi * hz / rateHz);
    return {1.0 / (1.0 + k), -1.0 / (1.0 + k), 0.0, (k - 1.0) / (k + 1.0), 0.0};
}

}  // namespace

void PeakHold::prepare(std::size_t frames) {
    m_block.assign(frames, 0.0);
    m_later.assign(frames, 0.0);
}

void PeakHold::clear() noexcept {
    std::fill(m_later.begin(), m_later.end(), 0.0);
    m_at = 0;
    m_newest = 0;
}

double PeakHold::next(double peak) noexcept {
    m_block[m_at] = peak;
    m_newest = std::max(m_newest, peak);
    const double held = std::max(m_newest, m_later[m_at]);
    if (++m_at == m_block.size()) {
        double later = 0;
        for (std::size_t i = m_block.size(); i-- > 0; later = std::max(later, m_block[i])) m_later[i] = later;
        m_at = 0;
        m_newest = 0;
    }
    return held;
}

void Vc2Sound::prepareSound() {
    m_states.assign(channels(), {});
    m_hold.prepare(static_cast<std::size_t>(std::max(1.0, std::round(kHoldSeconds * rateHz()))));
    m_slowAttack = keepOf(kAutoChargeSeconds);
    m_slowRelease = keepOf(kAutoSlowSeconds);
}

void Vc2Sound::clearSound() noexcept {
    std::fill(m_states.begin(), m_states.end(), BiquadState());
    m_hold.clear();
    m_reductionDb = m_slowDb = 0;
}

double Vc2Sound::keepOf(double seconds) const noexcept {
    return std::exp(-1.0 / (seconds * rateHz()));
}

void Vc2Sound::follow() noexcept {
    const Code sideChain = dials().code(Vc2Dial::SideChain), release = dials().code(Vc2Dial::Release);
    m_thresholdDbu.aim(-30.0 + 0.5 * static_cast<double>(dials().code(Vc2Dial::Threshold)), rampFrames());
    m_slope.aim(entry(kSlopes, dials().code(Vc2Dial::Ratio)), rampFrames());
    m_makeup.aim(dsp::gainFromDb(0.5 * static_cast<double>(dials().code(Vc2Dial::Makeup))), rampFrames());
    m_attack = keepOf(attackSeconds(dials().code(Vc2Dial::Attack)));
    m_release = keepOf(entry(kReleaseSeconds, release));
    m_auto = release == kAuto;
    m_sideChain.aim(sideChain == 0 ? 0.0 : 1.0, rampFrames());
    if (sideChain != 0 || rampFrames() == 0)
        m_highPass.aim(highPass(entry(kSideChainHz, std::max<Code>(1, sideChain)), rateHz()), rampFrames());
    setRelays(dials().isOn(Vc2Dial::In), true);
}

double Vc2Sound::detect(const double* wet) noexcept {
    const Biquad pass = m_highPass.next();
    const double share = m_sideChain.next();
    double peak = 0;
    for (std::size_t c = 0; c < channels(); ++c) {
        const double high = m_states[c].run(pass, wet[c]);
        peak = std::max(peak, std::abs(wet[c] + share * (high - wet[c])));
    }
    const double held = m_hold.next(peak);
    return held > 1e-10 ? 20.0 * std::log10(held) + kFullScaleDbu : kSilenceDbu;
}

double Vc2Sound::reduce(double levelDbu) noexcept {
    const double wanted = std::max(0.0, levelDbu - m_thresholdDbu.next()) * m_slope.next();
    m_slowDb = wanted + (wanted > m_slowDb ? m_slowAttack : m_slowRelease) * (m_slowDb - wanted);
    const double rest = m_auto ? std::max(wanted, std::min(m_slowDb, m_reductionDb)) : wanted;
    m_reductionDb = rest + (wanted > m_reductionDb ? m_attack : m_release) * (m_reductionDb - rest);
    if (m_slowDb < kSettledDb) m_slowDb = 0;
    if (m_reductionDb < kSettledDb) m_reductionDb = 0;
    return m_reductionDb;
}

std::optional<double> Vc2Sound::gainReductionDb(int place) const noexcept {
    if (place != 0) return std::nullopt;
    return dials().isOn(Vc2Dial::In) ? m_reductionDb : 0.0;
}

void Vc2Sound::sound(double* wet, float*) noexcept {
    const double reductionDb = reduce(detect(wet));
    const double gain = m_makeup.next() * (reductionDb > 0 ? std::exp(-reductionDb * (std::numbers::ln10 / 20.0)) : 1.0);
    for (std::size_t c = 0; c < channels(); ++c) wet[c] *= gain;
}

}  // namespace detent::virt
