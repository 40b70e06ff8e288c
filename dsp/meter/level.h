// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/audio_buffer.h"

#include <cstddef>

namespace detent::dsp {

/// Plain sample figures of one channel; linear, 0 for no frames.
struct Level {
    double peak = 0;  ///< largest |sample|
    double rms = 0;
    double mean = 0;  ///< DC offset
};

Level measureLevel(const float* samples, std::size_t frameCount);
/// Over all channels: the largest peak, RMS over all samples, the mean of largest size.
Level measureLevel(const AudioBuffer& audio);

}  // namespace detent::dsp
