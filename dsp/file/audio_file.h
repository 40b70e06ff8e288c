// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/place_file.h"
#include "dsp/core/audio_buffer.h"
#include "dsp/file/broadcast_info.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace detent::dsp {

struct AudioFormat {
    double sampleRateHz = 0;
    int channelCount = 0;
    std::int64_t frameCount = 0;
    int bitsPerSample = 0;  ///< 16, 24, 32; 0 where the coding has none (Ogg, MP3)
    bool isFloat = false;
};

/// Reads any format libsndfile knows, in planar float. One thread at a time.
/// Errors: Fault::File: missing, "is not audio", cut short. More than 32 channels or a rate outside 8..768 kHz is refused.
class AudioReader {
public:
    static Result<AudioReader> open(const std::filesystem::path& path);
    AudioReader(AudioReader&&) noexcept;
    AudioReader& operator=(AudioReader&&) noexcept;
    ~AudioReader();

    const AudioFormat& format() const;
    /// Of a Broadcast Wave file.
    std::optional<BroadcastInfo> broadcast() const;
    /// Fills `into` from the present position; returns the frames read, fewer only at the end. 24-bit samples are exact.
    Result<int> read(const AudioView& into);
    Result<void> seek(std::int64_t frame);

private:
    struct State;
    explicit AudioReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

enum class SampleCoding { Pcm16, Pcm24, Float32 };

/// Writes WAV (RF64 from 4 GiB on); the file appears under its name only on `commit`. No dither: samples outside +-1
/// are clipped for PCM. Errors: Fault::File (disk full, folder missing).
class AudioWriter {
public:
    static Result<AudioWriter> create(const std::filesystem::path& path, double sampleRateHz, int channelCount, SampleCoding coding,
                                      Unfinished unfinished = Unfinished::Remove);
    AudioWriter(AudioWriter&&) noexcept;
    AudioWriter& operator=(AudioWriter&&) noexcept;
    ~AudioWriter();  ///< without commit nothing is left behind, or what was kept

    /// Makes it a Broadcast Wave file. Before the first frame; again later to complete it, with texts no longer than before.
    void setBroadcast(const BroadcastInfo& info);
    /// With Unfinished::Keep the file is readable as far as it goes at least once a second of sound.
    Result<void> write(const AudioView& audio);
    Result<void> commit();
    /// Ends an unfinished file where its whole frames end and says where it lies. Needs Unfinished::Keep.
    std::filesystem::path keep();
    void discard();  ///< removes it, whichever it was

private:
    struct State;
    explicit AudioWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The whole file in memory. Errors as AudioReader.
struct LoadedAudio {
    AudioFormat format;
    AudioBuffer audio;
};
Result<LoadedAudio> loadAudio(const std::filesystem::path& path);

/// Lower-case hex SHA-256 of the file's bytes. Errors: Fault::File.
Result<std::string> fileSha256(const std::filesystem::path& path);

}  // namespace detent::dsp
