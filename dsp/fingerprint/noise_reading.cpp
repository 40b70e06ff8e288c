// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/noise_reading.h"

#include "dsp/core/decibels.h"
#include "dsp/core/fft.h"
#include "dsp/meter/third_octave.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kNoiseFromHz = 20.0, kNoiseToHz = 20000.0;
constexpr double kRounding = 1.0 / 8388608.0 / 8388608.0 / 12.0;  ///< of 24 bits, variance
constexpr int kMainsHarmonics = 12;
constexpr double kLeakBins = 2.5;  ///< of the Hann window, either side of a line

}  // namespace

NoiseReading::NoiseReading(std::span<const float> quiet, double rate) : m_rate(rate) {
    std::size_t size = quiet.size() - quiet.size() % 2;
    if (size < 16) return;
    RealFft fft(size);
    m_binHz = rate / static_cast<double>(size);
    double mean = 0.0;
    for (std::size_t n = 0; n < size; ++n) mean += quiet[n] / static_cast<double>(size);
    double squares = 0.0;
    for (std::size_t n = 0; n < size; ++n) {
        const double window =
            0.5 * (1.0 - std::cos(2.0 * std::numbers::pi * (static_cast<double>(n) + 0.5) / static_cast<double>(size)));
        fft.time()[n] = (quiet[n] - mean) * window;
        squares += window * window;
    }
    fft.forward();
    m_sums.push_back(0.0);
    for (const auto& bin : fft.bins()) {
        m_power.push_back(2.0 * std::norm(bin) / (squares * static_cast<double>(size)));
        m_sums.push_back(m_sums.back() + m_power.back());
    }
}

double NoiseReading::bandPower(double lowHz, double highHz) const {
    if (m_power.empty()) return 0.0;
    const auto last = static_cast<double>(m_power.size() - 1);
    const auto low = static_cast<std::size_t>(std::clamp(std::round(lowHz / m_binHz), 0.0, last));
    const auto high = static_cast<std::size_t>(std::clamp(std::round(highHz / m_binHz), 0.0, last));
    return std::max(0.0, m_sums[std::max(high, low)] - m_sums[low]);
}

double NoiseReading::density(double hz) const {
    const double width = std::max(0.26 * hz, 8.0 * m_binHz);
    const double power = bandPower(hz - 0.5 * width, hz + 0.5 * width);
    return std::max(kRounding, power * 0.5 * m_rate / width);
}

std::optional<Hum> NoiseReading::hum(double mainsHz) const {
    double sum = 0.0, around = 0.0;
    std::vector<double> lines;
    for (int k = 1; k <= kMainsHarmonics; ++k) {
        const double reach = kLeakBins * m_binHz, line = bandPower(k * mainsHz - reach, k * mainsHz + reach);
        const double beside = 0.5 * (bandPower(k * mainsHz - 4.0 * reach, k * mainsHz - 2.0 * reach) +
                                     bandPower(k * mainsHz + 2.0 * reach, k * mainsHz + 4.0 * reach));
        lines.push_back(dbFromPower(std::max(0.0, line - beside)));
        sum += std::max(0.0, line - beside);
        around += beside;
    }
    if (sum <= 2.0 * around || sum < 1e-16) return std::nullopt;
    return Hum{mainsHz, dbFromPower(sum), lines};
}

NoiseFigures NoiseReading::figures() const {
    NoiseFigures figures;
    const double whole = bandPower(kNoiseFromHz, kNoiseToHz);
    figures.levelDbfs = dbFromPower(whole);
    double spread = 0.0;
    for (const ThirdOctave& band : thirdOctaves(std::min(kNoiseToHz * 1.13, 0.5 * m_rate))) {
        const double power = bandEnergy(band, m_power, m_binHz);
        figures.bands.push_back({band.nominalHz, dbFromPower(power)});
        spread += power * power / (band.highHz - band.lowHz);
    }
    // A power summed over bands of noise scatters as its effective bandwidth times its time (Bendat and Piersol, 8.3).
    const double seconds = 1.0 / m_binHz, bandwidth = spread > 0.0 ? whole * whole / spread : kNoiseToHz;
    figures.deviationDb = 4.343 / std::sqrt(std::max(1.0, bandwidth * seconds));
    const auto at50 = hum(50.0), at60 = hum(60.0);
    figures.hum = !at60 || (at50 && at50->levelDbfs >= at60->levelDbfs) ? at50 : at60;
    return figures;
}

}  // namespace detent::dsp
