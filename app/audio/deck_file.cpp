// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/deck_file.h"

#include "app/audio/process_decks.h"
#include "dsp/core/windowed_sinc.h"

#include <algorithm>
#include <cmath>

namespace detent::audio {
namespace {

constexpr int kHalf = 48;  // of the sinc, as in dsp::FractionalDelay
constexpr double kBeta = 11.0;
constexpr double kWhole = 1e-6;  // nearer than this to a frame is on it
constexpr int kWindowFrames = 16 * kChunkFrames;
static_assert(kWindowFrames > kChunkFrames + 4 * kHalf);

std::string hz(double rate) {
    return std::to_string(std::lround(rate)) + " Hz";
}

}  // namespace

Result<std::unique_ptr<DeckFile>> DeckFile::open(const std::filesystem::path& path, double deviceRateHz) {
    auto reader = dsp::AudioReader::open(path);
    if (!reader) return reader.problem();
    const dsp::AudioFormat& format = reader->format();
    if (format.sampleRateHz != deviceRateHz) {
        return Problem{Fault::Usage,
                       pathText(path) + " is at " + hz(format.sampleRateHz) + " and the device runs at " + hz(deviceRateHz),
                       "set the device to " + hz(format.sampleRateHz) + " or convert the file"};
    }
    if (format.channelCount > kBus) {
        return Problem{Fault::Usage,
                       pathText(path) + " has " + std::to_string(format.channelCount) + " channels and decks play 1 or 2",
                       "choose a mono or stereo file"};
    }
    return std::unique_ptr<DeckFile>(new DeckFile(path, std::move(*reader)));
}

DeckFile::DeckFile(std::filesystem::path path, dsp::AudioReader reader)
    : m_path(std::move(path)), m_reader(std::move(reader)), m_window(kBus, kWindowFrames), m_filtered(kChunkFrames) {}

void DeckFile::setOffset(double offsetFrames) {
    const double nearest = std::round(offsetFrames);
    if (std::abs(offsetFrames - nearest) < kWhole) offsetFrames = nearest;
    m_offset = static_cast<std::int64_t>(std::floor(offsetFrames));
    const double fraction = offsetFrames - std::floor(offsetFrames);
    if (fraction == m_fraction) return;
    m_fraction = fraction;
    m_filter.reset();
    // Later by half - 1 + (1 - fraction) is `half` frames too late and `fraction` early.
    if (fraction > 0) m_filter.emplace(dsp::sincKernel(1.0 - fraction, kHalf, kBeta));
}

Result<void> DeckFile::read(std::int64_t from, int count, float* const* lanes, int at) {
    const std::int64_t first = from + m_offset;
    if (!m_filter) {
        if (auto there = hold(first, count); !there) return there;
        for (int c = 0; c < kBus; ++c) std::copy_n(held(c, first), count, lanes[c] + at);
        return {};
    }
    const std::int64_t earliest = first - kHalf + 1;
    const int needed = count + 2 * kHalf - 1;
    if (auto there = hold(earliest, needed); !there) return there;
    for (int c = 0; c < kBus; ++c) {
        m_filter->run({held(c, earliest), static_cast<std::size_t>(needed)}, 2 * kHalf - 1,
                      {m_filtered.data(), static_cast<std::size_t>(count)});
        std::transform(m_filtered.begin(), m_filtered.begin() + count, lanes[c] + at,
                       [](double x) { return static_cast<float>(x); });
    }
    return {};
}

// What follows the window slides it on; anything else starts a new one.
Result<void> DeckFile::hold(std::int64_t from, int count) {
    if (from >= m_start && from + count <= m_end) return {};
    const std::int64_t kept = from >= m_start && from < m_end ? m_end - from : 0;
    for (int c = 0; c < kBus; ++c) {
        float* lane = m_window[static_cast<std::size_t>(c)];
        std::copy_n(lane + (kept > 0 ? from - m_start : 0), kept, lane);
        std::fill(lane + kept, lane + kWindowFrames, 0.0F);
    }
    m_start = from;
    m_end = from + kept;
    const std::int64_t begin = std::clamp<std::int64_t>(m_end, 0, frameCount());
    const std::int64_t end = std::clamp<std::int64_t>(from + kWindowFrames, 0, frameCount());
    if (begin < end) {
        std::vector<float*> lanes;
        for (int c = 0; c < m_reader.format().channelCount; ++c)
            lanes.push_back(m_window[static_cast<std::size_t>(c)] + (begin - from));
        if (auto there = m_reader.seek(begin); !there) return there;
        const auto got = m_reader.read({lanes.data(), static_cast<int>(lanes.size()), static_cast<int>(end - begin)});
        if (!got) return got.problem();
        if (lanes.size() == 1) std::copy_n(lanes[0], end - begin, m_window[1] + (begin - from));
    }
    m_end = from + kWindowFrames;
    return {};
}

}  // namespace detent::audio
