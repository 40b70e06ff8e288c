// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "dsp/core/audio_buffer.h"
#include "dsp/core/progress.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace detent::dsp {

/// Whole-file figures after ITU-R BS.1770-5, EBU Tech 3341 and 3342. Absent = cannot be measured (silence, too short).
struct LoudnessReport {
    std::optional<double> integratedLufs;
    std::optional<double> rangeLu;
    std::optional<double> maxMomentaryLufs;
    std::optional<double> maxShortTermLufs;
    std::optional<double> truePeakDbtp;    ///< 8x oversampled (4x from 88.2, 2x from 176.4 kHz)
    std::optional<double> samplePeakDbfs;
    std::optional<double> plrDb;           ///< true peak - integrated (AES TD1008)
    std::optional<double> psrMinDb;        ///< least true peak - short-term over the file
    std::optional<double> dr;              ///< TT DR value, not rounded: 20 % loudest 3 s blocks against the second highest peak
};

/// Streams the file once. Errors: as AudioReader; Fault::Cancelled.
Result<LoudnessReport> measureLoudness(const std::filesystem::path& file, const Progress& progress = {});
LoudnessReport measureLoudness(const AudioBuffer& audio, double sampleRateHz);
/// The same of audio that comes piece by piece. One thread.
class LoudnessScan;
class StreamedLoudness {
public:
    StreamedLoudness(double sampleRateHz, int channelCount);
    StreamedLoudness(StreamedLoudness&&) noexcept;
    ~StreamedLoudness();
    void add(const AudioView& audio);
    LoudnessReport finish();

private:
    std::unique_ptr<LoudnessScan> m_scan;
};
/// Only the integrated loudness. Absent for silence.
std::optional<double> integratedLoudness(const AudioBuffer& audio, double sampleRateHz);

/// Running meter for the desk: momentary, short-term, integrated, true peak, correlation. Not for the callback: fed from
/// the meter ring on another thread.
class LoudnessMeter {
public:
    LoudnessMeter(double sampleRateHz, int channelCount);
    ~LoudnessMeter();
    void add(const AudioView& audio);
    void reset();
    struct Reading {
        std::optional<double> momentaryLufs, shortTermLufs, integratedLufs, truePeakDbtp, correlation;
    };
    Reading reading() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Ungated K-weighted energy over frames [from, to) summed with BS.1770 channel weights, as LUFS. Absent for silence.
/// The measure of level matching: the same samples of every candidate count, no gate decides differently per candidate.
std::optional<double> ungatedLoudness(const AudioBuffer& audio, double sampleRateHz, std::size_t from, std::size_t to);

}  // namespace detent::dsp
