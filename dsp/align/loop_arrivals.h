// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"
#include "dsp/signal/ping.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace detent::dsp {

/// The returns with the sweep pressed into a point (pulse compression, 0.5 to 20 kHz): a wire shows a peak of 1 where a
/// sweep began, an echo a second one.
class CompressedReturns {
public:
    /// Of the first `channelCount` channels.
    CompressedReturns(const AudioBuffer& captured, int channelCount, const std::vector<double>& sweep, double sampleRateHz);

    /// 0 outside the recording.
    double at(int channel, std::ptrdiff_t frame) const {
        const auto& line = m_lines[static_cast<std::size_t>(channel)];
        return frame >= 0 && frame < std::ssize(line) ? static_cast<double>(line[static_cast<std::size_t>(frame)]) : 0.0;
    }
    /// Standard deviation of what is no peak.
    double noise(int channel) const { return m_noise[static_cast<std::size_t>(channel)]; }
    int channelCount() const { return static_cast<int>(m_lines.size()); }

private:
    std::vector<std::vector<float>> m_lines;
    std::vector<double> m_noise;
};

/// Where one sweep of the ping came back.
struct Arrival {
    std::ptrdiff_t delay = 0;  ///< whole frames
    double height = 0;         ///< of its peak
    bool found = false;        ///< above the noise and not 40 dB below the strongest
};

struct Arrivals {
    std::ptrdiff_t delay = 0;                  ///< that fits the most sweeps
    std::vector<int> routes;                   ///< per send: the return it comes back on
    std::vector<std::vector<Arrival>> sweeps;  ///< [send][ping], on its route

    bool found(std::size_t send) const;  ///< any of its sweeps
    bool allFound(std::size_t send) const;
};

/// Delays from `earliest` to `latest` frames. Which return a send comes back on is not presumed; a ping may be up to 0.4 s
/// off from the others.
Arrivals findArrivals(const CompressedReturns& returns, const PingLayout& layout, int repeats, std::ptrdiff_t earliest,
                      std::ptrdiff_t latest);

/// The median over the pings (the first 16) of what return `to` shows of send `from`, `offset` frames from where each
/// arrived: what a single ping met is not in it.
double typicalResponse(const CompressedReturns& returns, const PingLayout& layout, const Arrivals& arrivals,
                       std::size_t from, int to, std::ptrdiff_t offset);

/// The strongest second arrival above -30 dB and the noise.
struct SecondArrival {
    std::ptrdiff_t offset = 0;  ///< frames after the first; negative: before
    double height = 0;          ///< of the first's
    bool goesOn = false;        ///< a third follows as the second did: a loop in the loop
};
std::optional<SecondArrival> secondArrival(const CompressedReturns& returns, const PingLayout& layout,
                                           const Arrivals& arrivals, std::size_t send);

/// Energy of send `from` in return `to` within 2 ms of its arrival, and the noise's share of it.
struct Leak {
    double energy = 0, noise = 0;
};
Leak leak(const CompressedReturns& returns, const PingLayout& layout, const Arrivals& arrivals, std::size_t from, int to);

}  // namespace detent::dsp
