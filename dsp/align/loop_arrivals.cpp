// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/loop_arrivals.h"

#include "dsp/core/fft.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kLowHz = 500.0, kHighHz = 20000.0, kHighest = 0.42;  ///< compression: below and above is no ping
constexpr double kElsewhere = 1.5;  ///< so much more on another return is another route; a mono sum is not
constexpr double kElsewhen = 1.3;   ///< so much more at another time is another arrival
constexpr double kOverNoise = 8.0;  ///< standard deviations: not once in a recording by chance
constexpr double kFaintest = 0.01;  ///< of the strongest send
constexpr double kEcho = 0.0316;    ///< of the first arrival: -30 dB
constexpr std::size_t kMostPings = 16;
constexpr std::ptrdiff_t kNear = 32;  ///< frames about the common delay
constexpr double kGuardSeconds = 0.0007, kSlotSeconds = 0.005, kLeakSeconds = 0.002;

template <typename T>
double deviation(std::vector<T> values) {
    if (values.empty()) return 0.0;
    for (T& x : values) x = std::abs(x);
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return static_cast<double>(*middle) / 0.6745;  // of a normal distribution
}

std::ptrdiff_t startOf(const PingLayout& layout, std::size_t ping, std::size_t send) {
    return static_cast<std::ptrdiff_t>(layout.start(static_cast<int>(ping), static_cast<int>(send)));
}

/// The largest peak of one return from `from` to `to`.
Arrival highest(const CompressedReturns& returns, int channel, std::ptrdiff_t start, std::ptrdiff_t from,
                std::ptrdiff_t to) {
    Arrival best;
    for (std::ptrdiff_t lag = from; lag <= to; ++lag) {
        const double height = std::abs(returns.at(channel, start + lag));
        if (height > best.height) best = {lag, height, false};
    }
    return best;
}

int routeOf(const CompressedReturns& returns, const PingLayout& layout, int repeats, std::ptrdiff_t delay, int send) {
    const auto onReturn = [&](int channel) {
        double sum = 0.0;
        for (int r = 0; r < repeats; ++r)
            sum +=
                highest(returns, channel, static_cast<std::ptrdiff_t>(layout.start(r, send)), delay - kNear, delay + kNear)
                    .height;
        return sum;
    };
    int route = send;
    double most = kElsewhere * onReturn(send);
    for (int d = 0; d < returns.channelCount(); ++d) {
        const double sum = d == send ? 0.0 : onReturn(d);
        if (sum > most) most = sum, route = d;
    }
    return route;
}

}  // namespace

CompressedReturns::CompressedReturns(const AudioBuffer& captured, int channelCount, const std::vector<double>& sweep,
                                     double rate) {
    RealFft fft(fftSize(captured.frameCount() + sweep.size()));
    const auto spectrumOf = [&](const auto& samples) {
        std::fill(fft.time().begin(), fft.time().end(), 0.0);
        std::copy(samples.begin(), samples.end(), fft.time().begin());
        fft.forward();
    };
    spectrumOf(sweep);
    std::vector<std::complex<double>> filter(fft.bins().begin(), fft.bins().end());
    const auto size = static_cast<double>(fft.size());
    const auto low = static_cast<std::size_t>(kLowHz / rate * size),
               high = static_cast<std::size_t>(std::min(kHighHz / rate, kHighest) * size);
    const double mean = 0.5 * static_cast<double>(high - low) / (0.5 * size);  // of the window over all bins
    for (std::size_t k = 0; k < filter.size(); ++k) {
        const double at = (static_cast<double>(k) - static_cast<double>(low)) / static_cast<double>(high - low);
        const double window = at > 0.0 && at < 1.0 ? std::pow(std::sin(std::numbers::pi * at), 2.0) : 0.0;
        filter[k] = window > 0.0 ? window / mean * std::conj(filter[k]) / std::norm(filter[k]) : 0.0;
    }
    for (int c = 0; c < channelCount; ++c) {
        spectrumOf(captured.channel(c));
        for (std::size_t k = 0; k < filter.size(); ++k) fft.bins()[k] *= filter[k];
        fft.inverse();
        std::vector<float> line(captured.frameCount());
        std::transform(fft.time().begin(), fft.time().begin() + std::ssize(line), line.begin(),
                       [](double x) { return static_cast<float>(x); });
        m_noise.push_back(deviation(line));
        m_lines.push_back(std::move(line));
    }
}

bool Arrivals::found(std::size_t send) const {
    return std::any_of(sweeps[send].begin(), sweeps[send].end(), [](const Arrival& a) { return a.found; });
}

bool Arrivals::allFound(std::size_t send) const {
    return std::all_of(sweeps[send].begin(), sweeps[send].end(), [](const Arrival& a) { return a.found; });
}

Arrivals findArrivals(const CompressedReturns& returns, const PingLayout& layout, int repeats, std::ptrdiff_t earliest,
                      std::ptrdiff_t latest) {
    Arrivals arrivals;
    double most = 0.0;
    for (std::ptrdiff_t lag = earliest; lag <= latest; ++lag) {
        double sum = 0.0;
        for (int r = 0; r < repeats; ++r) {
            for (int c = 0; c < layout.channelCount; ++c) {
                double height = 0.0;
                for (int d = 0; d < returns.channelCount(); ++d) {
                    const auto start = static_cast<std::ptrdiff_t>(layout.start(r, c));
                    height = std::max(height, std::abs(returns.at(d, start + lag)));
                }
                sum += height;
            }
        }
        if (sum > most) most = sum, arrivals.delay = lag;
    }
    const std::ptrdiff_t reach = static_cast<std::ptrdiff_t>(layout.sweepFrames);
    double strongest = 0.0;
    for (int c = 0; c < layout.channelCount; ++c) {
        const int route = routeOf(returns, layout, repeats, arrivals.delay, c);
        arrivals.routes.push_back(route);
        auto& sweeps = arrivals.sweeps.emplace_back();
        for (int r = 0; r < repeats; ++r) {
            const auto start = static_cast<std::ptrdiff_t>(layout.start(r, c));
            const Arrival close = highest(returns, route, start, arrivals.delay - 2, arrivals.delay + 2);
            const Arrival distant = highest(returns, route, start, arrivals.delay - reach, arrivals.delay + reach);
            sweeps.push_back(distant.height > kElsewhen * close.height ? distant : close);
            strongest = std::max(strongest, sweeps.back().height);
        }
    }
    for (std::size_t c = 0; c < arrivals.sweeps.size(); ++c) {
        for (Arrival& a : arrivals.sweeps[c])
            a.found = a.height > kFaintest * strongest && a.height > kOverNoise * returns.noise(arrivals.routes[c]);
    }
    return arrivals;
}

double typicalResponse(const CompressedReturns& returns, const PingLayout& layout, const Arrivals& arrivals,
                       std::size_t from, int to, std::ptrdiff_t offset) {
    std::array<double, kMostPings> values{};
    std::size_t count = 0;
    const auto& sweeps = arrivals.sweeps[from];
    for (std::size_t r = 0; r < std::min(sweeps.size(), kMostPings); ++r) {
        if (sweeps[r].found) values[count++] = returns.at(to, startOf(layout, r, from) + sweeps[r].delay + offset);
    }
    if (count == 0) return 0.0;
    std::sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
    return 0.5 * (values[count / 2] + values[(count - 1) / 2]);
}

std::optional<SecondArrival> secondArrival(const CompressedReturns& returns, const PingLayout& layout,
                                           const Arrivals& arrivals, std::size_t send) {
    const double rate = layout.sampleRateHz;
    const auto before = static_cast<std::ptrdiff_t>(layout.silenceFrames),
               all = static_cast<std::ptrdiff_t>(layout.pingFrames());
    const auto guard = static_cast<std::ptrdiff_t>(kGuardSeconds * rate),
               slot = static_cast<std::ptrdiff_t>(kSlotSeconds * rate);
    const auto response = [&](std::ptrdiff_t n) {
        return typicalResponse(returns, layout, arrivals, send, arrivals.routes[send], n);
    };
    std::vector<double> heights;
    for (std::ptrdiff_t n = -before; n < all - before; ++n) heights.push_back(response(n));
    for (int c = 0; c < layout.channelCount; ++c) {  // other sends' sweeps are crosstalk there
        std::ptrdiff_t at = startOf(layout, 0, static_cast<std::size_t>(c)) - startOf(layout, 0, send);
        if (at == 0) continue;
        if (at < -before) at += all;
        for (std::ptrdiff_t n = at - slot; n <= at + slot; ++n) {
            if (n >= -before && n < all - before) heights[static_cast<std::size_t>(n + before)] = 0.0;
        }
    }
    const double first = std::abs(heights[static_cast<std::size_t>(before)]), noise = deviation(heights);
    SecondArrival second;
    for (std::ptrdiff_t n = -before; n < all - before; ++n) {
        const double height = std::abs(heights[static_cast<std::size_t>(n + before)]);
        if (std::abs(n) > guard && height > second.height) second = {n, height, false};
    }
    if (first <= 0.0 || second.height < kEcho * first || second.height < kOverNoise * noise) return std::nullopt;
    second.height /= first;
    double third = 0.0;
    for (std::ptrdiff_t n = 2 * second.offset - 2; n <= 2 * second.offset + 2; ++n)
        third = std::max(third, std::abs(response(n)));
    const double wanted = second.height * second.height * first;
    second.goesOn = second.offset > 0 && third > 0.5 * wanted && third < 2.0 * wanted && third > 0.5 * kOverNoise * noise;
    return second;
}

Leak leak(const CompressedReturns& returns, const PingLayout& layout, const Arrivals& arrivals, std::size_t from, int to) {
    const auto reach = static_cast<std::ptrdiff_t>(kLeakSeconds * layout.sampleRateHz);
    Leak sum;
    for (std::ptrdiff_t n = -reach; n <= reach; ++n)
        sum.energy += std::pow(typicalResponse(returns, layout, arrivals, from, to, n), 2.0);
    // A median of three has 0.67 of the deviation of one.
    sum.noise = static_cast<double>(2 * reach + 1) * std::pow(0.67 * returns.noise(to), 2.0);
    return sum;
}

}  // namespace detent::dsp
