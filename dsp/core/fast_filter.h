// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/fft.h"

#include <complex>
#include <cstdint>
#include <span>
#include <vector>

namespace detent::dsp {

/// A fixed kernel run over stored audio by overlap-save; for the offline side.
class FastFilter {
public:
    explicit FastFilter(std::vector<double> taps);

    /// out[i] = sum over k of taps[k] * in[from + i - k]; frames outside `in` count as silence.
    void run(std::span<const float> in, std::int64_t from, std::span<double> out);
    std::size_t tapCount() const { return m_taps; }

private:
    std::size_t m_taps;
    RealFft m_fft;
    std::vector<std::complex<double>> m_response;
};

}  // namespace detent::dsp
