// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/backend.h"
#include "dsp/align/loop.h"
#include "dsp/core/processor.h"
#include "dsp/file/audio_file.h"
#include "dsp/meter/loudness.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace detent::audio {

/// Where audio leaves and comes back: interface channels, or a processor run inside the callback (virtual insert) whose
/// output is taken in place of the returns. Channels count from 1.
struct Loop {
    DeviceConfig device;
    std::vector<int> send = {1, 2}, returns = {1, 2};
    dsp::Processor* processor = nullptr;   ///< not owned; prepared by the capture
};

/// Frames in a row at which a channel stood at the converter's full scale.
struct Clip {
    std::int64_t frame = 0;  ///< of the print
    int channel = 1, frames = 0;
};

/// What one pass gave.
struct CaptureReport {
    std::filesystem::path file;            ///< where it lies
    std::int64_t shiftFrames = 0;
    double delayFrames = 0;
    int xruns = 0;
    double peakDbfs = -200;
    std::vector<Clip> clips;               ///< the first kMostClips
    std::int64_t clipCount = 0;
    dsp::LoudnessReport loudness;
    bool complete = false;
    std::optional<Problem> stopped;        ///< why it is not complete
    std::int64_t frameCount = 0;           ///< in the file
    std::string sha256;
};
constexpr std::size_t kMostClips = 1000;

/// A passage of an earlier print that is made anew; its other frames are taken over. At both ends a cross-fade of 5 ms, equal in
/// gain, inside the passage.
struct PunchIn {
    std::filesystem::path earlier;
    std::int64_t fromFrame = 0;
    std::optional<std::int64_t> toFrame;   ///< absent: to the end, as where an earlier print was stopped
    double preRollSeconds = 3;             ///< played before it, so that the gear has settled
};

struct PrintJob {
    std::filesystem::path source, target;
    Loop loop;
    double delayFrames = 0;                ///< the insert's measurement
    double tailSeconds = 0;                ///< printed beyond the source's end
    dsp::SampleCoding coding = dsp::SampleCoding::Float32;
    std::optional<PunchIn> punchIn{};
    /// For the file's head; time reference and earlier coding history are the source's, loudness what is measured.
    std::optional<dsp::BroadcastInfo> broadcast{};
};

/// Plays `source` out and captures the return, shifted earlier by round(delayFrames) whole frames and never resampled; the
/// result has the source's length plus tail. As 32-bit float, or 24 bit where the converter has no more, the converter's own
/// samples stand in it. Blocks; call on a worker.
///
/// The file is in place only when complete. Where an xrun, a lost device, a full disk, a stop or a kill ends it early, the good
/// part stands beside it as "NAME.partial.EXT", which `punchIn` goes on from; the report has `stopped` then. A punch-in with an
/// end leaves nothing. The earlier print is never written to.
/// Errors, with no file: Fault::Usage: channel counts, rate or passage that do not fit, with both numbers, a target that is the
/// source or the earlier print, a part that says it is of another print; Fault::Device:
/// separate clocks, device missing; Fault::File; and what stopped it before the first frame.
Result<CaptureReport> print(Backend& backend, const PrintJob& job, const dsp::Progress& progress = {});

/// Why it was stopped and where its good part lies, for a person. Of a report with `stopped`.
Problem stoppedEarly(const CaptureReport& report, double sampleRateHz);

/// Plays loop pings and measures. Not accepted measurements are a value with the reason, not an error.
Result<dsp::LoopMeasurement> measureInsert(Backend& backend, const Loop& loop, const dsp::Progress& progress = {});

}  // namespace detent::audio
