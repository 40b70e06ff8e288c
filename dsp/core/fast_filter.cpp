// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/fast_filter.h"

#include <algorithm>

namespace detent::dsp {

FastFilter::FastFilter(std::vector<double> taps) : m_taps(taps.size()), m_fft(fftSize(std::max<std::size_t>(16 * taps.size(), 1024))) {
    std::fill(m_fft.time().begin(), m_fft.time().end(), 0.0);
    std::copy(taps.begin(), taps.end(), m_fft.time().begin());
    m_fft.forward();
    m_response.assign(m_fft.bins().begin(), m_fft.bins().end());
}

void FastFilter::run(std::span<const float> in, std::int64_t from, std::span<double> out) {
    const std::size_t step = m_fft.size() - (m_taps - 1);
    const auto length = static_cast<std::int64_t>(in.size());
    for (std::size_t done = 0; done < out.size(); done += step) {
        const std::int64_t first = from + static_cast<std::int64_t>(done) - static_cast<std::int64_t>(m_taps - 1);
        auto time = m_fft.time();
        std::fill(time.begin(), time.end(), 0.0);
        const std::int64_t begin = std::clamp<std::int64_t>(first, 0, length);
        const std::int64_t end = std::clamp<std::int64_t>(first + static_cast<std::int64_t>(time.size()), begin, length);
        std::copy(in.begin() + begin, in.begin() + end, time.begin() + (end > begin ? begin - first : 0));
        m_fft.forward();
        auto bins = m_fft.bins();
        for (std::size_t k = 0; k < bins.size(); ++k) bins[k] *= m_response[k];
        m_fft.inverse();
        const std::size_t count = std::min(step, out.size() - done);
        std::copy_n(m_fft.time().begin() + static_cast<std::ptrdiff_t>(m_taps - 1), count, out.begin() + static_cast<std::ptrdiff_t>(done));
    }
}

}  // namespace detent::dsp
