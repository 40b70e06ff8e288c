// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/residual.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kBlockSeconds = 0.34;  ///< 16384 frames at 44.1 and 48 kHz: bins of 3 Hz for the band at 25 Hz

/// Squares of overlapping halves add up to one (Vorbis I, 1.3.2): energies over all blocks are the sound's.
std::vector<double> powerComplementary(std::size_t size) {
    std::vector<double> window(size);
    for (std::size_t n = 0; n < size; ++n) {
        const double inner = std::sin(std::numbers::pi * (static_cast<double>(n) + 0.5) / static_cast<double>(size));
        window[n] = std::sin(0.5 * std::numbers::pi * inner * inner);
    }
    return window;
}

double meanOf(const std::vector<float>& samples, FrameSpan span) {
    double sum = 0.0;
    for (std::int64_t n = span.from; n < span.to; ++n) sum += samples[static_cast<std::size_t>(n)];
    return sum / static_cast<double>(span.length());
}

/// The running block of one channel: A and E = B - g A without their means, half a block new each time.
class ChannelBlock {
public:
    ChannelBlock(std::size_t size, double meanA, double meanE)
        : m_meanA(meanA), m_meanE(meanE), m_a(size, 0.0), m_e(size, 0.0) {}

    void advance(const std::vector<float>& a, Aligned& b, int channel, std::int64_t from, FrameSpan span, double gain) {
        const std::size_t half = m_a.size() / 2;
        const auto middle = static_cast<std::ptrdiff_t>(half);
        std::copy(m_a.begin() + middle, m_a.end(), m_a.begin());
        std::copy(m_e.begin() + middle, m_e.end(), m_e.begin());
        std::fill(m_a.begin() + middle, m_a.end(), 0.0);
        std::fill(m_e.begin() + middle, m_e.end(), 0.0);
        if (from >= span.to) return;
        const auto count = static_cast<std::size_t>(std::min<std::int64_t>(middle, span.to - from));
        b.read(channel, from, {m_e.data() + half, count});
        for (std::size_t n = 0; n < count; ++n) {
            const double x = a[static_cast<std::size_t>(from) + n];
            m_a[half + n] = x - m_meanA;
            m_e[half + n] -= gain * x + m_meanE;
        }
    }

    /// Offsets leak through windows into what is near 0 Hz, so they are counted by themselves.
    void tallyMeans(std::int64_t frames, ResidualSpectra& into) const {
        const double scale = static_cast<double>(m_a.size()) * static_cast<double>(frames);
        into.aa[0] += scale * m_meanA * m_meanA;
        into.ae[0] += scale * m_meanA * m_meanE;
        into.ee[0] += scale * m_meanE * m_meanE;
    }

    void tally(RealFft& fftA, RealFft& fftE, const std::vector<double>& window, ResidualSpectra& into) const {
        for (std::size_t n = 0; n < window.size(); ++n) {
            fftA.time()[n] = window[n] * m_a[n];
            fftE.time()[n] = window[n] * m_e[n];
        }
        fftA.forward();
        fftE.forward();
        const auto x = fftA.bins(), e = fftE.bins();
        for (std::size_t k = 0; k < x.size(); ++k) {
            const double sides = k == 0 || k + 1 == x.size() ? 1.0 : 2.0;
            into.aa[k] += sides * std::norm(x[k]);
            into.ae[k] += sides * (x[k].real() * e[k].real() + x[k].imag() * e[k].imag());
            into.ee[k] += sides * std::norm(e[k]);
        }
    }

private:
    double m_meanA, m_meanE;
    std::vector<double> m_a, m_e;
};

}  // namespace

std::size_t ResidualSpectra::bin(double hz) const {
    return std::min(aa.size(), static_cast<std::size_t>(std::ceil(hz / binHz)));
}

double ResidualSpectra::gain(std::size_t first, std::size_t last) const {
    double product = 0.0, power = 0.0;
    for (std::size_t k = first; k < last; ++k) {
        product += ae[k];
        power += aa[k];
    }
    return power > 0.0 ? provisionalGain + product / power : provisionalGain;
}

std::vector<double> ResidualSpectra::ofB() const {
    std::vector<double> energy(aa.size());
    const double g = provisionalGain;
    for (std::size_t k = 0; k < energy.size(); ++k) energy[k] = std::max(0.0, ee[k] + 2.0 * g * ae[k] + g * g * aa[k]);
    return energy;
}

std::vector<double> ResidualSpectra::left(double gain) const {
    std::vector<double> energy(aa.size());
    const double more = gain - provisionalGain;
    for (std::size_t k = 0; k < energy.size(); ++k)
        energy[k] = std::max(0.0, ee[k] - 2.0 * more * ae[k] + more * more * aa[k]) / (gain * gain);
    return energy;
}

Result<ResidualSpectra> residualSpectra(const AudioBuffer& a, const AudioBuffer& b, double sampleRateHz, FrameSpan span,
                                        const DelayLine& line, double provisionalGain, const Progress& progress) {
    std::size_t size = fftSize(static_cast<std::size_t>(kBlockSeconds * sampleRateHz));
    while (size > 1024 && static_cast<std::int64_t>(size) > span.length()) size /= 2;
    RealFft fftA(size), fftE(size);
    const auto window = powerComplementary(size);
    const std::size_t bins = size / 2 + 1;
    const std::vector<double> none(bins, 0.0);
    ResidualSpectra all{sampleRateHz / static_cast<double>(size), provisionalGain, none, none, none};
    Aligned aligned(b, line);
    std::vector<ChannelBlock> channels;
    const auto move = static_cast<std::int64_t>(std::floor(line.at(static_cast<double>(span.from))));
    for (int c = 0; c < a.channelCount(); ++c) {
        const double meanA = meanOf(a.channel(c), span), meanB = meanOf(b.channel(c), {span.from + move, span.to + move});
        channels.emplace_back(size, meanA, meanB - provisionalGain * meanA);
        channels.back().tallyMeans(span.length(), all);
    }
    const auto hop = static_cast<std::int64_t>(size / 2);
    for (std::int64_t from = span.from; from < span.to + hop; from += hop) {
        if (!goesOn(progress, static_cast<double>(from - span.from) / static_cast<double>(span.length() + hop)))
            return cancelled();
        for (int c = 0; c < a.channelCount(); ++c) {
            ChannelBlock& block = channels[static_cast<std::size_t>(c)];
            block.advance(a.channel(c), aligned, c, from, span, provisionalGain);
            block.tally(fftA, fftE, window, all);
        }
    }
    return all;
}

}  // namespace detent::dsp
