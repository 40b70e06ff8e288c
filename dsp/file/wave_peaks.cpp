// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/file/wave_peaks.h"

#include "dsp/file/audio_file.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr int kBlockFrames = 65536;

struct Filling {
    WavePeaks peaks;
    std::int64_t columns = 0;
    std::vector<std::vector<double>> energy{};
    std::vector<std::int64_t> frames{};

    Filling(const AudioFormat& format, int columnCount)
        : peaks{format.sampleRateHz, format.frameCount, {}}, columns(std::clamp<std::int64_t>(format.frameCount, 0, columnCount)) {
        const auto count = static_cast<std::size_t>(columns);
        peaks.channels.assign(static_cast<std::size_t>(format.channelCount), std::vector<WaveColumn>(count, {INFINITY, -INFINITY, 0}));
        energy.assign(static_cast<std::size_t>(format.channelCount), std::vector<double>(count, 0.0));
        frames.assign(count, 0);
    }

    /// First frame of a column.
    std::int64_t start(std::int64_t column) const { return column * peaks.frameCount / columns; }

    void add(const AudioBuffer& block, std::int64_t at, std::int64_t count) {
        std::int64_t column = std::min(columns - 1, at * columns / peaks.frameCount);
        while (column + 1 < columns && start(column + 1) <= at) ++column;
        for (std::int64_t n = 0; n < count; ++column) {
            const std::int64_t end = std::min(count, start(column + 1) - at);
            for (std::size_t c = 0; c < energy.size(); ++c) addTo(c, static_cast<std::size_t>(column), block.channel(static_cast<int>(c)).data() + n, end - n);
            frames[static_cast<std::size_t>(column)] += end - n;
            n = end;
        }
    }

    void addTo(std::size_t channel, std::size_t column, const float* samples, std::int64_t count) {
        WaveColumn& into = peaks.channels[channel][column];
        double sum = 0.0;
        for (std::int64_t n = 0; n < count; ++n) {
            into.min = std::min(into.min, samples[n]);
            into.max = std::max(into.max, samples[n]);
            sum += static_cast<double>(samples[n]) * static_cast<double>(samples[n]);
        }
        energy[channel][column] += sum;
    }

    WavePeaks finish() {
        for (std::size_t c = 0; c < energy.size(); ++c) {
            for (std::size_t k = 0; k < frames.size(); ++k) {
                WaveColumn& column = peaks.channels[c][k];
                if (frames[k] == 0) column = {};
                else column.rms = static_cast<float>(std::sqrt(energy[c][k] / static_cast<double>(frames[k])));
            }
        }
        return std::move(peaks);
    }
};

}  // namespace

Result<WavePeaks> readWavePeaks(const std::filesystem::path& file, int columnCount, const Progress& progress) {
    auto reader = AudioReader::open(file);
    if (!reader) return reader.problem();
    const AudioFormat& format = reader->format();
    Filling filling(format, columnCount);
    AudioBuffer block(format.channelCount, kBlockFrames);
    std::vector<float*> channels;
    for (int c = 0; c < format.channelCount; ++c) channels.push_back(block.channel(c).data());
    for (std::int64_t at = 0; at < format.frameCount;) {
        const auto got = reader->read({channels.data(), format.channelCount, kBlockFrames});
        if (!got) return got.problem();
        if (*got == 0) break;
        if (filling.columns > 0) filling.add(block, at, *got);
        at += *got;
        if (!goesOn(progress, static_cast<double>(at) / static_cast<double>(format.frameCount))) return cancelled();
    }
    return filling.finish();
}

}  // namespace detent::dsp
