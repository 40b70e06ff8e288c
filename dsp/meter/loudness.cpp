// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/loudness.h"

#include "dsp/file/audio_file.h"
#include "dsp/meter/loudness_scan.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr int kBlockFrames = 1 << 16;
constexpr double kSilence = 1e-20;  ///< mean square of nothing but the filter's ringing

/// `take` gets all of `audio` in views of at most kBlockFrames.
template <typename Take>
void inBlocks(const AudioBuffer& audio, Take take) {
    std::vector<std::vector<float>> copies(static_cast<std::size_t>(audio.channelCount()));
    std::vector<float*> channels(copies.size());
    for (std::size_t at = 0; at < audio.frameCount(); at += kBlockFrames) {
        const std::size_t count = std::min<std::size_t>(kBlockFrames, audio.frameCount() - at);
        for (std::size_t c = 0; c < copies.size(); ++c) {
            const auto begin = audio.channel(static_cast<int>(c)).begin() + static_cast<std::ptrdiff_t>(at);
            copies[c].assign(begin, begin + static_cast<std::ptrdiff_t>(count));
            channels[c] = copies[c].data();
        }
        take(AudioView{channels.data(), audio.channelCount(), static_cast<int>(count)});
    }
}

}  // namespace

Result<LoudnessReport> measureLoudness(const std::filesystem::path& file, const Progress& progress) {
    auto reader = AudioReader::open(file);
    if (!reader) return reader.problem();
    const AudioFormat& format = reader->format();
    LoudnessScan scan(format.sampleRateHz, format.channelCount);
    AudioBuffer block(format.channelCount, kBlockFrames);
    std::vector<float*> channels;
    for (int c = 0; c < format.channelCount; ++c) channels.push_back(block.channel(c).data());
    for (std::int64_t done = 0;;) {
        if (!goesOn(progress,
                    format.frameCount > 0 ? static_cast<double>(done) / static_cast<double>(format.frameCount) : 1.0))
            return cancelled();
        const auto got = reader->read({channels.data(), format.channelCount, kBlockFrames});
        if (!got) return got.problem();
        scan.add({channels.data(), format.channelCount, *got});
        done += *got;
        if (*got < kBlockFrames) return scan.finish();
    }
}

LoudnessReport measureLoudness(const AudioBuffer& audio, double sampleRateHz) {
    if (audio.channelCount() == 0) return {};
    LoudnessScan scan(sampleRateHz, audio.channelCount());
    inBlocks(audio, [&](const AudioView& view) { scan.add(view); });
    return scan.finish();
}

StreamedLoudness::StreamedLoudness(double sampleRateHz, int channelCount)
    : m_scan(std::make_unique<LoudnessScan>(sampleRateHz, channelCount)) {}
StreamedLoudness::StreamedLoudness(StreamedLoudness&&) noexcept = default;
StreamedLoudness::~StreamedLoudness() = default;
void StreamedLoudness::add(const AudioView& audio) {
    m_scan->add(audio);
}
LoudnessReport StreamedLoudness::finish() {
    return m_scan->finish();
}

std::optional<double> integratedLoudness(const AudioBuffer& audio, double sampleRateHz) {
    if (audio.channelCount() == 0) return std::nullopt;
    Ebur128 gated(sampleRateHz, audio.channelCount(), EBUR128_MODE_I);
    inBlocks(audio, [&](const AudioView& view) { gated.add(view); });
    return gated.integrated();
}

std::optional<double> ungatedLoudness(const AudioBuffer& audio, double sampleRateHz, std::size_t from, std::size_t to) {
    to = std::min(to, audio.frameCount());
    if (from >= to) return std::nullopt;
    const std::size_t settle = std::min(from, static_cast<std::size_t>(sampleRateHz));  // the filter hears a second before
    double energy = 0.0;
    for (int c = 0; c < audio.channelCount(); ++c) {
        KWeighting weighting(sampleRateHz);
        const auto& samples = audio.channel(c);
        double sum = 0.0;
        for (std::size_t n = from - settle; n < to; ++n) {
            const double y = weighting.process(samples[n]);
            if (n >= from) sum += y * y;
        }
        energy += sum * loudnessWeight(c, audio.channelCount());
    }
    const double mean = energy / static_cast<double>(to - from);
    return mean > kSilence ? std::optional(loudnessOf(mean)) : std::nullopt;
}

}  // namespace detent::dsp
