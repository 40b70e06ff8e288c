// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/print_writer.h"
#include "dsp/core/decibels.h"

#include <algorithm>
#include <cmath>

namespace detent::audio {
namespace {

constexpr float kFullScale = 1.0F - 0x1p-23F;  // a 24-bit converter's highest code; the lowest is -1
constexpr int kClipFrames = 2;                 // one frame at full scale may be music, two in a row are not

}  // namespace

PrintMeter::PrintMeter(double sampleRateHz, int channelCount)
    : m_loudness(sampleRateHz, channelCount), m_fullFrames(static_cast<std::size_t>(channelCount)) {}

void PrintMeter::add(const dsp::AudioView& audio) {
    for (int c = 0; c < audio.channelCount; ++c) {
        int& full = m_fullFrames[static_cast<std::size_t>(c)];
        for (int f = 0; f < audio.frameCount; ++f) {
            const float level = std::abs(audio.channel(c)[f]);
            m_peak = std::max(m_peak, level);
            if (level >= kFullScale)
                ++full;
            else if (full > 0)
                endClip(c, m_frames + f);
        }
    }
    m_frames += audio.frameCount;
    m_loudness.add(audio);
}

void PrintMeter::endClip(int channel, std::int64_t atFrame) {
    int& full = m_fullFrames[static_cast<std::size_t>(channel)];
    if (full >= kClipFrames && ++m_clipCount <= static_cast<std::int64_t>(kMostClips))
        m_clips.push_back({atFrame - full, channel + 1, full});
    full = 0;
}

void PrintMeter::finish(CaptureReport& report) {
    for (std::size_t c = 0; c < m_fullFrames.size(); ++c) endClip(static_cast<int>(c), m_frames);
    std::sort(m_clips.begin(), m_clips.end(), [](const Clip& a, const Clip& b) {
        return a.frame != b.frame ? a.frame < b.frame : a.channel < b.channel;
    });
    report.peakDbfs = dsp::dbFromGain(static_cast<double>(m_peak));
    report.clips = m_clips;
    report.clipCount = m_clipCount;
    report.loudness = m_loudness.finish();
    report.frameCount = m_frames;
}

}  // namespace detent::audio
