// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/capture.h"

#include <functional>

namespace detent::audio {

/// One pass through a loop, in two steps so that the rate the device gave can be looked at in between. Worker thread.
class CapturePass {
public:
    /// Opens the channels that the loop needs. `sends` is what will be played. Errors: Fault::Usage: channels that are not
    /// there or are named twice; Fault::Device: as Backend::open, another rate than asked, separate clocks.
    static Result<CapturePass> open(Backend& backend, const Loop& loop);

    const OpenedDevice& device() const { return m_device; }
    int xruns() const { return m_xruns; }  ///< of the last run
    int sends() const { return static_cast<int>(m_loop.send.size()); }
    int returns() const { return m_loop.processor ? sends() : static_cast<int>(m_loop.returns.size()); }

    /// Fills the view; fewer frames than asked only at its end. [reader-thread]
    using Source = std::function<Result<int>(const dsp::AudioView&)>;
    /// Takes the returns, from the first frame played on. [worker]
    using Sink = std::function<Result<void>(const dsp::AudioView&)>;
    /// Plays `source`, then silence, `frames` in all, and gives as many to `sink`. Errors: theirs; Fault::Device: device
    /// lost, xruns; Fault::File: a disk too slow; Fault::Cancelled. What was captured before it went wrong, and no frame
    /// after that, has been given to `sink` then.
    Result<void> run(std::int64_t frames, const Source& source, const Sink& sink, const dsp::Progress& progress);

private:
    CapturePass(Backend& backend, Loop loop, OpenedDevice device)
        : m_backend(&backend), m_loop(std::move(loop)), m_device(std::move(device)) {}

    Backend* m_backend;
    Loop m_loop;
    OpenedDevice m_device;
    int m_xruns = 0;
};

}  // namespace detent::audio
