// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draw/waveform.h"
#include "dsp/file/audio_file.h"
#include "dsp/meter/loudness.h"

#include <memory>
#include <vector>

namespace detent::desk {

/// A whole file as columns of least and greatest sample, all channels together.
struct Overview {
    double sampleRateHz = 0;
    std::int64_t frameCount = 0;
    std::vector<draw::WaveColumn> columns;
};
using OverviewPtr = std::shared_ptr<const Overview>;

/// At most `columns` of them; a file shorter than that has one column a frame. Errors as AudioReader; Fault::Cancelled. [worker]
Result<OverviewPtr> readOverview(const std::filesystem::path& file, int columns, const dsp::Progress& progress = {});

}  // namespace detent::desk
