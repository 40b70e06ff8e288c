// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/virtual/halfband.h"

#include "dsp/core/windowed_sinc.h"

#include <algorithm>

namespace detent::virt {
namespace {
constexpr double kBeta = 11.0;
constexpr std::size_t kTaps = 2 * Halfband::kHalf;
}  // namespace

void Halfband::Past::clear() noexcept {
    std::fill(m_values.begin(), m_values.end(), 0.0);
}

void Halfband::Past::push(double x) noexcept {
    const std::size_t count = m_values.size() / 2;
    m_at = (m_at + count - 1) % count;
    m_values[m_at] = m_values[m_at + count] = x;
}

Halfband::Halfband() : m_taps(dsp::sincKernel(0.5, kHalf, kBeta)), m_up(kTaps), m_early(kTaps), m_late(kTaps) {}

void Halfband::clear() noexcept {
    m_up.clear();
    m_early.clear();
    m_late.clear();
}

double Halfband::filtered(const Past& past) const noexcept {
    double sum = 0;
    for (std::size_t k = 0; k < kHalf; ++k) sum += m_taps[k] * (past.at(k) + past.at(kTaps - 1 - k));
    return sum;
}

Halfband::Pair Halfband::up(double x) noexcept {
    m_up.push(x);
    return {filtered(m_up), m_up.at(kHalf - 1)};
}

double Halfband::down(Pair pair) noexcept {
    m_early.push(pair.early);
    m_late.push(pair.late);
    return 0.5 * (filtered(m_early) + m_late.at(kHalf));
}

}  // namespace detent::virt
