// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/ring_memory.h"
#include "dsp/core/fast_filter.h"
#include "dsp/file/audio_file.h"

#include <memory>
#include <optional>
#include <vector>

namespace detent::audio {

/// A deck's file, read anywhere, between frames too. A mono file stands on both sides. [reader-thread] but for open.
class DeckFile {
public:
    /// Errors: Fault::File; Fault::Usage for another rate or more than two channels, with both numbers. [main-thread]
    static Result<std::unique_ptr<DeckFile>> open(const std::filesystem::path& path, double deviceRateHz);

    std::int64_t frameCount() const { return m_reader.format().frameCount; }
    /// From now on reads lie `offsetFrames` (any fraction) after what is asked for. Whole offsets give the file's own
    /// samples, fractions a windowed sinc (error below -100 dB to 0.45 fs).
    void setOffset(double offsetFrames);
    /// Frames [from, from + count) into `lanes[0..1] + at`; silence where the file has none. count <= kChunkFrames.
    Result<void> read(std::int64_t from, int count, float* const* lanes, int at);

private:
    DeckFile(std::filesystem::path path, dsp::AudioReader reader);
    Result<void> hold(std::int64_t from, int count);
    const float* held(int channel, std::int64_t frame) const {
        return m_window[static_cast<std::size_t>(channel)] + (frame - m_start);
    }

    std::filesystem::path m_path;
    dsp::AudioReader m_reader;
    Lanes m_window;                       ///< of the file, silence beyond its ends
    std::int64_t m_start = 0, m_end = 0;  ///< frames of the file that m_window holds
    std::int64_t m_offset = 0;
    double m_fraction = 0;
    std::optional<dsp::FastFilter> m_filter;  ///< absent where the offset is whole
    std::vector<double> m_filtered;
};

}  // namespace detent::audio
