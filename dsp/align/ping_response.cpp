// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/ping_response.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace detent::dsp {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kTailSeconds = 0.1;       ///< how long what filters do may ring
constexpr std::size_t kBefore = 128;       ///< frames kept before the whole delay: linear-phase converters ring there
constexpr double kRegularised = 1e-4;      ///< of the sweep's strongest bin: outside its band nothing is divided out
constexpr double kLow = 0.1, kHigh = 0.4;  ///< of the rate: where the slope is read

struct Reading {
    double weight, omega, bend, phase;
};

/// Least squares of phase = turn - omega * delay + c * cot(omega / 2), weighted: the delay and the squares left.
std::pair<double, double> straightened(const std::vector<Reading>& readings, double turn) {
    double ww = 0.0, wb = 0.0, bb = 0.0, wp = 0.0, bp = 0.0;
    for (const Reading& r : readings) {
        ww += r.weight * r.omega * r.omega;
        wb -= r.weight * r.omega * r.bend;
        bb += r.weight * r.bend * r.bend;
        wp -= r.weight * r.omega * (r.phase - turn);
        bp += r.weight * r.bend * (r.phase - turn);
    }
    const double determinant = ww * bb - wb * wb;
    if (determinant <= 0.0) return {0.0, 0.0};
    const double delay = (wp * bb - bp * wb) / determinant, bend = (bp * ww - wp * wb) / determinant;
    double left = 0.0;
    for (const Reading& r : readings) {
        const double off = r.phase - turn + r.omega * delay - bend * r.bend;
        left += r.weight * off * off;
    }
    return {delay, left};
}

}  // namespace

PingReader::PingReader(double rate, std::vector<double> sweep)
    : m_rate(rate),
      m_sweepFrames(sweep.size()),
      m_fft(fftSize(sweep.size() + static_cast<std::size_t>(2.0 * kTailSeconds * rate))) {
    std::fill(m_fft.time().begin(), m_fft.time().end(), 0.0);
    std::copy(sweep.begin(), sweep.end(), m_fft.time().begin());
    m_fft.forward();
    m_sweep.assign(m_fft.bins().begin(), m_fft.bins().end());
    for (const auto& x : m_sweep) m_most = std::max(m_most, std::norm(x));
}

PingResponse PingReader::read(const std::vector<float>& captured, std::ptrdiff_t at) {
    PingResponse response;
    auto time = m_fft.time();
    auto bins = m_fft.bins();
    const auto tail = static_cast<std::size_t>(kTailSeconds * m_rate);
    std::fill(time.begin(), time.end(), 0.0);
    for (std::size_t n = 0; n < kBefore + m_sweepFrames + tail; ++n) {
        const std::ptrdiff_t frame = at - static_cast<std::ptrdiff_t>(kBefore) + static_cast<std::ptrdiff_t>(n);
        if (frame < 0 || frame >= std::ssize(captured)) continue;
        time[n] = captured[static_cast<std::size_t>(frame)];
        response.energy += time[n] * time[n];
    }
    m_fft.forward();
    for (std::size_t k = 0; k < bins.size(); ++k)
        bins[k] *= std::conj(m_sweep[k]) / (std::norm(m_sweep[k]) + kRegularised * m_most);
    m_fft.inverse();
    // What lies outside the stretch where a response can be is noise and distortion.
    for (std::size_t n = 0; n < time.size(); ++n) {
        const double fade = std::clamp(
            (static_cast<double>(kBefore + tail) - static_cast<double>(n)) / (0.5 * static_cast<double>(tail)), 0.0, 1.0);
        time[n] *= fade * fade;
    }
    m_fft.forward();
    double power = 0.0;
    for (std::size_t k = 0; k < bins.size(); ++k) power += 2.0 * std::norm(bins[k] * m_sweep[k]);
    response.explained =
        response.energy > 0.0 ? std::min(1.0, power / static_cast<double>(m_fft.size()) / response.energy) : 0.0;
    response.bins.assign(bins.begin(), bins.end());
    for (std::size_t k = 0; k < bins.size(); ++k) {
        response.bins[k] *=
            std::polar(1.0, 2.0 * kPi * static_cast<double>(k * kBefore % m_fft.size()) / static_cast<double>(m_fft.size()));
    }
    return response;
}

SlopeDelay slopeDelay(const std::vector<std::complex<double>>& bins) {
    const auto last = static_cast<double>(bins.size() - 1);
    const auto from = static_cast<std::size_t>(2.0 * kLow * last), to = static_cast<std::size_t>(2.0 * kHigh * last);
    std::vector<Reading> readings;
    double phase = std::arg(bins[from]);
    for (std::size_t k = from; k < to; ++k) {
        phase += std::remainder(std::arg(bins[k]) - phase, 2.0 * kPi);
        const double omega = kPi * static_cast<double>(k) / last;
        readings.push_back({std::norm(bins[k]), omega, 1.0 / std::tan(0.5 * omega), phase});
    }
    SlopeDelay best;
    double least = std::numeric_limits<double>::infinity();
    for (const double turn : {0.0, -kPi, kPi}) {
        const auto [delay, left] = straightened(readings, turn);
        if (left >= least) continue;
        least = left;
        best = {delay, turn == 0.0 ? 1.0 : -1.0};
    }
    return best;
}

}  // namespace detent::dsp
