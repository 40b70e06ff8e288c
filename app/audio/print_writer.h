// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/capture.h"

#include <functional>

namespace detent::audio {

/// What a print's frames show as they go by. Worker thread.
class PrintMeter {
public:
    PrintMeter(double sampleRateHz, int channelCount);
    void add(const dsp::AudioView& audio);
    /// Puts what was seen into `report`.
    void finish(CaptureReport& report);

private:
    void endClip(int channel, std::int64_t atFrame);

    dsp::StreamedLoudness m_loudness;
    float m_peak = 0.0F;
    std::int64_t m_frames = 0, m_clipCount = 0;
    std::vector<int> m_fullFrames;  ///< per channel: at full scale in a row until now
    std::vector<Clip> m_clips;
};

/// Puts a print together in its order: frames of an earlier one, those of the pass, frames of the earlier one again.
/// Worker thread.
class PrintWriter {
public:
    /// `frames`: of the whole print. Errors: Fault::File; Fault::Usage where the passage does not fit the earlier print.
    static Result<PrintWriter> create(const PrintJob& job, double sampleRateHz, int channelCount, std::int64_t frames);

    std::int64_t fromFrame() const { return m_from; }
    std::int64_t toFrame() const { return m_to; }
    /// The earlier print up to the passage. Before the first add().
    Result<void> copyBefore(const dsp::Progress& progress);
    /// The pass from fromFrame() on.
    Result<void> add(const dsp::AudioView& audio);
    /// The earlier print from toFrame() on. After the last add().
    Result<void> copyAfter(const dsp::Progress& progress);

    /// Completes the head and puts the file in place.
    Result<void> commit(CaptureReport& report);
    /// Ends it early. False where nothing new is left of it.
    bool keep(CaptureReport& report);

private:
    struct Earlier {
        dsp::AudioReader reader;
        dsp::AudioBuffer piece;
    };
    PrintWriter(const PrintJob& job, dsp::AudioWriter writer, double sampleRateHz, int channelCount)
        : m_job(job), m_writer(std::move(writer)), m_meter(sampleRateHz, channelCount), m_fadeFrames(static_cast<int>(0.005 * sampleRateHz)) {}

    Result<void> openEarlier(double sampleRateHz, int channelCount, std::int64_t frames);
    Result<void> write(const dsp::AudioView& audio);
    Result<void> copy(std::int64_t from, std::int64_t to, const dsp::Progress& progress);
    Result<void> fade(const dsp::AudioView& audio, std::int64_t at);
    void fillHead(CaptureReport& report);

    PrintJob m_job;
    dsp::AudioWriter m_writer;
    PrintMeter m_meter;
    int m_fadeFrames;
    std::optional<Earlier> m_earlier{};
    std::int64_t m_from = 0, m_to = 0, m_at = 0;
    bool m_keeps = true;
};

}  // namespace detent::audio
