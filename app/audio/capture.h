// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/backend.h"
#include "dsp/align/loop.h"
#include "dsp/core/processor.h"
#include "dsp/file/audio_file.h"
#include "dsp/meter/loudness.h"

#include <filesystem>
#include <optional>

namespace detent::audio {

/// Where audio leaves and comes back: interface channels, or a processor run inside the callback (virtual insert) whose
/// output is taken in place of the returns. Channels count from 1.
struct Loop {
    DeviceConfig device;
    std::vector<int> send = {1, 2}, returns = {1, 2};
    dsp::Processor* processor = nullptr;   ///< not owned; prepared by the capture
};

/// What one pass gave.
struct CaptureReport {
    std::int64_t shiftFrames = 0;
    double delayFrames = 0;
    int xruns = 0;
    double peakDbfs = -200;
    bool complete = false;
    std::int64_t frameCount = 0;
    std::string sha256;
};

struct PrintJob {
    std::filesystem::path source, target;
    Loop loop;
    double delayFrames = 0;                ///< the insert's measurement
    double tailSeconds = 0;                ///< printed beyond the source's end
};

/// Plays `source` out and captures the return, shifted earlier by round(delayFrames) whole frames and never resampled; the
/// result has the source's length plus tail, 32-bit float so that the converter's own samples stand in it. Blocks; call on a
/// worker. The file is in place only when complete: an xrun, a lost device or cancel leaves nothing.
/// Errors: Fault::Usage: channel counts or rate that do not fit, with both numbers; Fault::Device: separate clocks, device
/// lost, xruns (says how many); Fault::File; Fault::Cancelled.
Result<CaptureReport> print(Backend& backend, const PrintJob& job, const dsp::Progress& progress = {});

/// Plays loop pings and measures. Not accepted measurements are a value with the reason, not an error.
Result<dsp::LoopMeasurement> measureInsert(Backend& backend, const Loop& loop, const dsp::Progress& progress = {});

}  // namespace detent::audio
