// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/delay_line.h"

#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kBeta = 13.5;
constexpr int kFractions = 1024;
constexpr std::size_t kTaps = 2 * Aligned::kHalf;

/// Taps that read `ahead` (0..1) of a frame after the tap before the middle, in the order of time.
std::vector<double> reading(double ahead) {
    if (ahead == 0.0 || ahead == 1.0) {
        std::vector<double> one(kTaps, 0.0);
        one[Aligned::kHalf - 1 + (ahead == 1.0)] = 1.0;
        return one;
    }
    auto taps = sincKernel(1.0 - ahead, Aligned::kHalf, kBeta);
    std::reverse(taps.begin(), taps.end());
    return taps;
}

/// One value by the kernels of two neighbouring fractions, `part` of the way from the first to the second.
double between(const float* taps, const float* samples, float part) {
    float sums[8] = {};  // side by side, so that no sum waits for another
    for (std::size_t k = 0; k < kTaps; k += 8) {
        for (std::size_t j = 0; j < 8; ++j)
            sums[j] += (taps[k + j] + part * (taps[k + j + kTaps] - taps[k + j])) * samples[k + j];
    }
    double sum = 0.0;
    for (const float x : sums) sum += static_cast<double>(x);
    return sum;
}

}  // namespace

bool DelayLine::whole() const {
    return constant() && delayFrames == std::round(delayFrames);
}

FrameSpan commonFrames(const DelayLine& line, FrameSpan range, std::size_t framesOfB) {
    const std::int64_t reach = line.whole() ? 0 : Aligned::kHalf;
    const auto first = [&](double frame) { return static_cast<std::int64_t>(std::ceil(frame)); };
    // n + at(n) = f  <=>  n = (f - delay + slope * middle) / (1 + slope)
    const auto frameOf = [&](double f) { return (f - line.delayFrames + line.slope * line.middle) / (1.0 + line.slope); };
    const std::int64_t from = std::max(range.from, first(frameOf(static_cast<double>(reach))));
    const std::int64_t to =
        std::min(range.to, first(frameOf(static_cast<double>(static_cast<std::int64_t>(framesOfB) - reach))));
    return {from, std::max(from, to)};
}

Aligned::Aligned(const AudioBuffer& b, const DelayLine& line) : m_b(b), m_line(line) {
    if (!line.constant()) {
        for (int i = 0; i <= kFractions; ++i) {
            const auto taps = reading(static_cast<double>(i) / kFractions);
            m_table.insert(m_table.end(), taps.begin(), taps.end());
        }
        return;
    }
    const double whole = std::floor(line.delayFrames);
    m_move = static_cast<std::int64_t>(whole);
    if (line.delayFrames == whole) return;
    m_filter = std::make_unique<FastFilter>(sincKernel(1.0 - (line.delayFrames - whole), kHalf, kBeta));
    m_move += kHalf;  // the kernel is late by kHalf - fraction
}

void Aligned::read(int channel, std::int64_t from, std::span<double> out) {
    const auto& in = m_b.channel(channel);
    if (!m_line.constant()) return readDrifting(in, from, out);
    if (m_filter) return m_filter->run(in, from + m_move, out);
    const auto length = static_cast<std::int64_t>(in.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::int64_t at = from + m_move + static_cast<std::int64_t>(i);
        out[i] = at >= 0 && at < length ? in[static_cast<std::size_t>(at)] : 0.0;
    }
}

void Aligned::readDrifting(const std::vector<float>& in, std::int64_t from, std::span<double> out) const {
    const auto length = static_cast<std::int64_t>(in.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto frame = static_cast<double>(from + static_cast<std::int64_t>(i));
        const double position = frame + m_line.at(frame), whole = std::floor(position);
        const double place = (position - whole) * kFractions;
        const auto row = std::min(static_cast<std::size_t>(place), static_cast<std::size_t>(kFractions - 1));
        const float* taps = m_table.data() + row * kTaps;
        const std::int64_t first = static_cast<std::int64_t>(whole) - (kHalf - 1);
        const auto part = static_cast<float>(place - static_cast<double>(row));
        if (first >= 0 && first + static_cast<std::int64_t>(kTaps) <= length) {
            out[i] = between(taps, in.data() + first, part);
            continue;
        }
        float near[kTaps] = {};  // at an end of B: silence beyond it
        for (std::size_t k = 0; k < kTaps; ++k) {
            const std::int64_t at = first + static_cast<std::int64_t>(k);
            if (at >= 0 && at < length) near[k] = in[static_cast<std::size_t>(at)];
        }
        out[i] = between(taps, near, part);
    }
}

}  // namespace detent::dsp
