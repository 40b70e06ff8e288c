// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/fingerprint/fingerprint.h"

#include <cstddef>
#include <span>
#include <vector>

namespace detent::dsp {

/// The noise of one return, from a stretch in which nothing was sent.
class NoiseReading {
public:
    NoiseReading(std::span<const float> quiet, double sampleRateHz);

    NoiseFigures figures() const;
    /// Variance per frame the noise would have, were it as dense everywhere as about `hz`; never below a 24-bit converter's
    /// rounding.
    double density(double hz) const;

private:
    double bandPower(double lowHz, double highHz) const;
    std::optional<Hum> hum(double mainsHz) const;

    double m_rate, m_binHz = 1;
    std::vector<double> m_power;  ///< mean square per bin
    std::vector<double> m_sums;   ///< of m_power below each bin
};

}  // namespace detent::dsp
