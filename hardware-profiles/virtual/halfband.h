// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace detent::virt {

/// Twice the sample rate and back for one channel: a Kaiser-windowed half-band, images and aliases below -100 dB from 0.45
/// of the sample rate up. What goes up and comes back is later by kLatency frames.
class Halfband {
public:
    static constexpr int kHalf = 48;
    static constexpr int kLatency = 2 * kHalf - 1;

    struct Pair {
        double early = 0, late = 0;  ///< the two samples of one frame
    };

    Halfband();
    void clear() noexcept;

    Pair up(double x) noexcept;
    double down(Pair pair) noexcept;

private:
    /// The newest values, each twice, so that they lie in a row.
    class Past {
    public:
        explicit Past(std::size_t count) : m_values(2 * count, 0.0) {}
        void clear() noexcept;
        void push(double x) noexcept;
        /// The one `ago` frames old.
        double at(std::size_t ago) const noexcept { return m_values[m_at + ago]; }

    private:
        std::vector<double> m_values;
        std::size_t m_at = 0;
    };

    double filtered(const Past& past) const noexcept;

    std::vector<double> m_taps;  // one half of them; the other mirrors it
    Past m_up, m_early, m_late;
};

}  // namespace detent::virt
