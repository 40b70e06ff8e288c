// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/overview.h"
#include "dsp/base/place_file.h"

#include <algorithm>

namespace detent::desk {

namespace {

constexpr int kBlock = 8192;

void addBlock(Overview& overview, const dsp::AudioView& block, std::int64_t first) {
    const auto columns = static_cast<std::int64_t>(overview.columns.size());
    for (int f = 0; f < block.frameCount; ++f) {
        const auto column = static_cast<std::size_t>((first + f) * columns / overview.frameCount);
        for (int c = 0; c < block.channelCount; ++c) {
            const float sample = block.channel(c)[f];
            draw::WaveColumn& shown = overview.columns[column];
            shown.low = std::min(shown.low, sample);
            shown.high = std::max(shown.high, sample);
        }
    }
}

}  // namespace

Result<OverviewPtr> readOverview(const std::filesystem::path& file, int columns, const dsp::Progress& progress) {
    auto reader = dsp::AudioReader::open(file);
    if (!reader) return reader.problem();
    const dsp::AudioFormat format = reader->format();
    auto overview = std::make_shared<Overview>();
    overview->sampleRateHz = format.sampleRateHz;
    overview->frameCount = format.frameCount;
    const auto size = static_cast<std::size_t>(std::min<std::int64_t>(columns, format.frameCount));
    overview->columns.resize(size);
    dsp::AudioBuffer block(format.channelCount, kBlock);
    std::vector<float*> channels;
    for (int c = 0; c < format.channelCount; ++c) channels.push_back(block.channel(c).data());
    for (std::int64_t at = 0; at < format.frameCount;) {
        auto read = reader->read({channels.data(), format.channelCount, kBlock});
        if (!read) return read.problem();
        if (*read == 0) break;
        const auto left = static_cast<int>(std::min<std::int64_t>(*read, format.frameCount - at));
        addBlock(*overview, {channels.data(), format.channelCount, left}, at);
        at += *read;
        if (progress && !progress(static_cast<double>(at) / static_cast<double>(format.frameCount)))
            return Problem{Fault::Cancelled, "reading " + pathText(file.filename()) + " was cancelled", ""};
    }
    return OverviewPtr(std::move(overview));
}

}  // namespace detent::desk
