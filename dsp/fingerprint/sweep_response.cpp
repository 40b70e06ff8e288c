// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/sweep_response.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kCycle = 2.0 * std::numbers::pi;
constexpr double kPeriods = 60.0;           ///< of the window after the response began
constexpr double kSweepTailSeconds = 0.28;  ///< within the gap after the sweep
constexpr double kBeforeSeconds = 0.01;
/// Of the sweep's power in mid-band, by what the division is kept from magnifying noise: within the sweep, above and below
/// it.
constexpr double kFillWithin = 1e-8, kFillAbove = 0.03, kFillBelow = 1e-5;

/// 1 over the first half of `reach`, then smoothly down to 0.
double flatTop(double distance, double reach) {
    if (distance >= reach) return 0.0;
    const double u = 2.0 * distance / reach - 1.0;
    return u <= 0.0 ? 1.0 : 1.0 - u * u * (3.0 - 2.0 * u);
}

}  // namespace

double SweepResponse::lagOf(int harmonic) const {
    return -m_foldSeconds * std::log(harmonic) * m_rate;
}

double SweepResponse::impulse(std::ptrdiff_t lag) const {
    return m_impulse[static_cast<std::size_t>(lag < 0 ? lag + static_cast<std::ptrdiff_t>(m_impulse.size()) : lag)];
}

bool SweepResponse::covers(double hz, int harmonic) const {
    return hz >= 2.0 * m_fromHz && harmonic * hz <= 0.97 * m_toHz;
}

SweepResponse::Window SweepResponse::windowOf(double hz, int harmonic) const {
    const double periods = kPeriods * m_rate / (hz * harmonic);
    const double earlier = lagOf(harmonic) - lagOf(harmonic + 1);
    const double before = std::min({0.5 * periods, 0.4 * earlier, 0.06 * m_rate});
    const double room = harmonic == 1 ? 2.5 * m_foldSeconds * m_rate : 0.6 * (lagOf(harmonic - 1) - lagOf(harmonic));
    return {before, std::min(periods, room)};
}

std::complex<double> SweepResponse::at(double hz, int harmonic) const {
    const double centre = lagOf(harmonic), omega = kCycle * hz * harmonic / m_rate;
    const Window window = windowOf(hz, harmonic);
    const auto first = static_cast<std::ptrdiff_t>(std::ceil(centre - window.before));
    const auto last = static_cast<std::ptrdiff_t>(std::floor(centre + window.after));
    // By hand: the library's complex product guards against infinities at several times the cost.
    const double angle = omega * (static_cast<double>(first) - centre), cosine = std::cos(omega), sine = std::sin(omega);
    double real = 0.0, imaginary = 0.0, c = std::cos(angle), s = std::sin(angle);
    for (std::ptrdiff_t lag = first; lag <= last; ++lag) {
        const double distance = static_cast<double>(lag) - centre;
        const double value = impulse(lag) * flatTop(std::abs(distance), distance < 0.0 ? window.before : window.after);
        real += value * c;
        imaginary -= value * s;
        const double next = c * cosine - s * sine;
        s = s * cosine + c * sine;
        c = next;
    }
    return {real, imaginary};
}

double SweepResponse::deviation(double hz, int harmonic, double density) const {
    const Window window = windowOf(hz, harmonic);
    const double squares = 24.0 / 35.0 * (window.before + window.after);  // the mean square of the flat top
    const auto bins = static_cast<double>(m_sweepPower.size() - 1);
    const auto bin =
        std::clamp(static_cast<std::size_t>(2.0 * hz * harmonic / m_rate * bins), std::size_t{4}, m_sweepPower.size() - 5);
    double power = 0.0;
    for (std::size_t k = bin - 4; k <= bin + 4; ++k) power += m_sweepPower[k] / 9.0;
    return power > 0.0 ? std::sqrt(density * squares / power) : 0.0;
}

std::vector<double> SweepResponse::taps(std::size_t before, std::size_t after) const {
    std::vector<double> taps(before + after);
    for (std::size_t n = 0; n < taps.size(); ++n) {
        const double distance = static_cast<double>(n) - static_cast<double>(before);
        const double reach = distance < 0.0 ? static_cast<double>(before) : static_cast<double>(after);
        taps[n] = impulse(static_cast<std::ptrdiff_t>(n) - static_cast<std::ptrdiff_t>(before)) *
                  flatTop(std::abs(distance), reach);
    }
    return taps;
}

std::vector<std::complex<double>> SweepResponse::bins(double seconds) const {
    const auto after = static_cast<std::size_t>(seconds * m_rate),
               before = static_cast<std::size_t>(kBeforeSeconds * m_rate);
    const auto response = taps(before, after);
    RealFft fft(fftSize(response.size()));
    std::fill(fft.time().begin(), fft.time().end(), 0.0);
    for (std::size_t n = 0; n < response.size(); ++n) fft.time()[(n + fft.size() - before) % fft.size()] = response[n];
    fft.forward();
    return {fft.bins().begin(), fft.bins().end()};
}

SweepReader::SweepReader(const ProbeSegment& sweep, double rate)
    : m_segment(sweep),
      m_rate(rate),
      m_tail(static_cast<std::size_t>(std::min(kSweepTailSeconds, 2.0 * sweep.foldSeconds - 0.02) * rate)),
      m_fft(fftSize(sweep.frames + m_tail + static_cast<std::size_t>(kBeforeSeconds * rate))) {
    const auto sound = segmentSound(sweep, rate);
    std::fill(m_fft.time().begin(), m_fft.time().end(), 0.0);
    // As the probe holds it, in steps of 24 bits.
    std::transform(sound.begin(), sound.end(), m_fft.time().begin(),
                   [](double x) { return std::round(x * 8388608.0) / 8388608.0; });
    m_fft.forward();
    m_sweep.assign(m_fft.bins().begin(), m_fft.bins().end());
}

SweepResponse SweepReader::read(const std::vector<float>& captured, std::ptrdiff_t delay) {
    SweepResponse response;
    response.m_rate = m_rate;
    response.m_foldSeconds = m_segment.foldSeconds;
    response.m_fromHz = m_segment.hz;
    response.m_toHz = m_segment.toHz;
    auto time = m_fft.time();
    auto bins = m_fft.bins();
    const auto before = static_cast<std::ptrdiff_t>(kBeforeSeconds * m_rate);
    const auto start = static_cast<std::ptrdiff_t>(m_segment.start) + delay;
    std::fill(time.begin(), time.end(), 0.0);
    for (std::ptrdiff_t n = -before; n < static_cast<std::ptrdiff_t>(m_segment.frames + m_tail); ++n) {
        if (start + n < 0 || start + n >= std::ssize(captured)) continue;
        const double sample = captured[static_cast<std::size_t>(start + n)];
        time[static_cast<std::size_t>(n < 0 ? n + static_cast<std::ptrdiff_t>(time.size()) : n)] = sample;
        response.m_energy += sample * sample;
    }
    m_fft.forward();
    response.m_sweepPower.resize(bins.size());
    for (std::size_t k = 0; k < bins.size(); ++k) response.m_sweepPower[k] = std::norm(m_sweep[k]);
    // Beyond the sweep the response is held at what it was at the sweep's ends: a wire comes back as one sample.
    const double binHz = m_rate / static_cast<double>(m_fft.size());
    const auto low = static_cast<std::size_t>(1.4 * m_segment.hz / binHz),
               high = static_cast<std::size_t>(0.96 * m_segment.toHz / binHz);
    const double middle = response.m_sweepPower[(low + high) / 2];
    const std::complex<double> held = bins[high] / m_sweep[high];
    const double beyond = std::abs(held) * (held.real() < 0.0 ? -1.0 : 1.0);
    for (std::size_t k = 0; k < bins.size(); ++k) {
        const double fill = middle * (k > high ? kFillAbove : k < low ? kFillBelow : kFillWithin);
        const std::complex<double> filled = k > high ? fill * beyond : 0.0;
        bins[k] = (bins[k] * std::conj(m_sweep[k]) + filled) / (response.m_sweepPower[k] + fill);
    }
    m_fft.inverse();
    response.m_impulse.assign(time.begin(), time.end());
    measureExplained(response);
    return response;
}

void SweepReader::measureExplained(SweepResponse& response) {
    auto time = m_fft.time();
    auto bins = m_fft.bins();
    std::fill(time.begin(), time.end(), 0.0);
    const auto first = static_cast<std::ptrdiff_t>(response.lagOf(kHighestHarmonic + 1));
    for (std::ptrdiff_t lag = first; lag < static_cast<std::ptrdiff_t>(0.5 * m_rate); ++lag)
        time[static_cast<std::size_t>(lag < 0 ? lag + static_cast<std::ptrdiff_t>(time.size()) : lag)] =
            response.impulse(lag);
    m_fft.forward();
    double power = 0.0;
    for (std::size_t k = 0; k < bins.size(); ++k) power += 2.0 * std::norm(bins[k] * m_sweep[k]);
    power /= static_cast<double>(m_fft.size());
    response.m_explained = response.m_energy > 0.0 ? std::min(1.0, power / response.m_energy) : 0.0;
}

}  // namespace detent::dsp
