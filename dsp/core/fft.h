// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <cstddef>
#include <memory>
#include <span>

namespace detent::dsp {

/// Real FFT of one size with its own buffers. Making and destroying is safe on any thread (the planner sits behind a
/// mutex); one object belongs to one thread at a time. Deterministic: plans are estimated, never timed.
class RealFft {
public:
    explicit RealFft(std::size_t size);
    ~RealFft();
    RealFft(RealFft&&) noexcept;
    RealFft& operator=(RealFft&&) noexcept;

    std::size_t size() const;
    std::span<double> time();                   ///< size() values
    std::span<std::complex<double>> bins();     ///< size() / 2 + 1 values
    void forward();                             ///< time -> bins; keeps time
    void inverse();                             ///< bins -> time, divided by size(); destroys bins

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The least power of two that is not below `least`.
std::size_t fftSize(std::size_t least);

}  // namespace detent::dsp
