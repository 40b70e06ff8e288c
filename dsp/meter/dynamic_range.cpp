// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/dynamic_range.h"

#include "dsp/core/decibels.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {

DynamicRange::DynamicRange(double sampleRateHz, int channelCount)
    : m_blockFrames(static_cast<std::size_t>(std::lround(3.0 * sampleRateHz))),
      m_channels(static_cast<std::size_t>(channelCount)) {}

void DynamicRange::add(const AudioView& audio) {
    for (std::size_t c = 0; c < m_channels.size(); ++c) {
        const float* samples = audio.channel(static_cast<int>(c));
        auto& blocks = m_channels[c];
        for (int n = 0; n < audio.frameCount; ++n) {
            if (blocks.empty() || blocks.back().frames == m_blockFrames) blocks.emplace_back();
            Block& block = blocks.back();
            const double x = samples[n];
            block.squares += x * x;
            block.peak = std::max(block.peak, std::abs(x));
            ++block.frames;
        }
    }
}

std::optional<double> DynamicRange::value() const {
    double sum = 0.0;
    for (const auto& blocks : m_channels) {
        std::vector<double> squares, peaks;  // of a sine of full scale 1
        for (const Block& block : blocks) {
            squares.push_back(2.0 * block.squares / static_cast<double>(block.frames));
            peaks.push_back(block.peak);
        }
        if (squares.empty()) return std::nullopt;
        std::sort(squares.rbegin(), squares.rend());
        std::sort(peaks.rbegin(), peaks.rend());
        const std::size_t loudest = std::max<std::size_t>(1, squares.size() / 5);
        double mean = 0.0;
        for (std::size_t i = 0; i < loudest; ++i) mean += squares[i] / static_cast<double>(loudest);
        const double peak = peaks[std::min<std::size_t>(1, peaks.size() - 1)];
        if (mean <= 0.0 || peak <= 0.0) return std::nullopt;
        sum += dbFromPower(peak * peak / mean);
    }
    return m_channels.empty() ? std::nullopt : std::optional(sum / static_cast<double>(m_channels.size()));
}

}  // namespace detent::dsp
