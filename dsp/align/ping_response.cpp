// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/ping_response.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kTailSeconds = 0.1;        ///< how long what filters do may ring
constexpr std::size_t kBefore = 128;        ///< frames kept before the whole delay: linear-phase converters ring there
constexpr double kRegularised = 1e-6;       ///< of the sweep's strongest bin: outside its band nothing is divided out
constexpr double kLowHz = 1000.0, kHighHz = 16000.0;   ///< where the slope is read
constexpr double kFirstHz = 100.0, kLastHz = 21000.0;  ///< where the level is known
constexpr double kHighest = 0.363, kLast = 0.44;       ///< of the rate: and no higher than so
constexpr double kFaint = 0.01;                        ///< radians of filter phase below which it is not told from noise

/// The bin of a frequency that is to stay below a part of the rate.
std::size_t binOf(double hz, double most, double rate, double last) {
    return static_cast<std::size_t>(2.0 * std::min(hz / rate, most) * last);
}

/// The phase a minimum-phase filter of this level has (Oppenheim and Schafer: the cepstrum made causal).
std::vector<double> leastPhase(const std::vector<std::complex<double>>& response, double rate) {
    RealFft fft(2 * (response.size() - 1));
    const auto last = static_cast<double>(response.size() - 1);
    const std::size_t first = binOf(kFirstHz, kLast, rate, last), end = binOf(kLastHz, kLast, rate, last);
    for (std::size_t k = 0; k < response.size(); ++k)
        fft.bins()[k] = std::log(std::abs(response[std::clamp(k, first, end)]) + 1e-12);
    fft.inverse();
    auto time = fft.time();
    for (std::size_t n = 1; n < time.size() / 2; ++n) time[n] *= 2.0;
    std::fill(time.begin() + static_cast<std::ptrdiff_t>(time.size() / 2) + 1, time.end(), 0.0);
    fft.forward();
    std::vector<double> phase(response.size());
    for (std::size_t k = 0; k < phase.size(); ++k) phase[k] = fft.bins()[k].imag();
    return phase;
}

/// A phase to explain and what may explain it.
struct Reading {
    double weight = 0;
    std::array<double, 3> causes{};  ///< -omega (a delay), cot(omega / 2) (filters below), the filters' least phase
    double phase = 0;
};

/// Least squares: the three amounts, and the squares left.
struct Explanation {
    std::array<double, 3> amounts{};
    double left = 0;
};

Explanation explained(const std::vector<Reading>& readings, double turn) {
    std::array<std::array<double, 4>, 3> m{};
    double weight = 0.0;
    for (const Reading& r : readings) {
        weight += r.weight;
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j) m[i][j] += r.weight * r.causes[i] * r.causes[j];
            m[i][3] += r.weight * r.causes[i] * (r.phase - turn);
        }
    }
    m[2][2] += weight * kFaint * kFaint;
    for (std::size_t i = 0; i < 3; ++i) {  // positive definite: no pivots needed
        for (std::size_t row = 0; row < 3; ++row) {
            if (row == i || m[i][i] == 0.0) continue;
            const double factor = m[row][i] / m[i][i];
            for (std::size_t j = i; j < 4; ++j) m[row][j] -= factor * m[i][j];
        }
    }
    Explanation result;
    for (std::size_t i = 0; i < 3; ++i) result.amounts[i] = m[i][i] != 0.0 ? m[i][3] / m[i][i] : 0.0;
    for (const Reading& r : readings) {
        double off = r.phase - turn;
        for (std::size_t i = 0; i < 3; ++i) off -= result.amounts[i] * r.causes[i];
        result.left += r.weight * off * off;
    }
    return result;
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

SlopeDelay slopeDelay(const std::vector<std::complex<double>>& bins, double rate) {
    const auto last = static_cast<double>(bins.size() - 1);
    const std::size_t from = binOf(kLowHz, kHighest, rate, last), to = binOf(kHighHz, kHighest, rate, last);
    const auto filters = leastPhase(bins, rate);
    std::vector<Reading> readings;
    double phase = std::arg(bins[from]);
    for (std::size_t k = from; k < to; ++k) {
        phase += std::remainder(std::arg(bins[k]) - phase, 2.0 * kPi);
        const double omega = kPi * static_cast<double>(k) / last;
        readings.push_back({std::norm(bins[k]), {-omega, 1.0 / std::tan(0.5 * omega), filters[k]}, phase});
    }
    SlopeDelay best;
    double least = std::numeric_limits<double>::infinity();
    for (const double turn : {0.0, -kPi, kPi}) {
        const Explanation found = explained(readings, turn);
        if (found.left >= least) continue;
        least = found.left;
        best = {found.amounts[0], turn == 0.0 ? 1.0 : -1.0};
    }
    return best;
}

}  // namespace detent::dsp
