// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "dsp/core/progress.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace detent::dsp {

/// One column of a drawn waveform, linear, full scale +-1.
struct WaveColumn {
    float min = 0, max = 0, rms = 0;
};

struct WavePeaks {
    double sampleRateHz = 0;
    std::int64_t frameCount = 0;
    std::vector<std::vector<WaveColumn>> channels;  ///< [channel][column]
};

/// The whole file in `columnCount` columns of (nearly) equal length; fewer where there are fewer frames. Streams, holds no
/// audio. Errors: as AudioReader; Fault::Cancelled.
Result<WavePeaks> readWavePeaks(const std::filesystem::path& file, int columnCount, const Progress& progress = {});

}  // namespace detent::dsp
