// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/file/bext.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace detent::dsp {
namespace {

constexpr std::size_t kMostHistory = 8192;
using Bext = SF_BROADCAST_INFO_VAR(kMostHistory);
constexpr std::int16_t kNotMeasured = 0x7FFF;  // Tech 3285 v2, 2.4

/// Not ended by a zero where it fills its field, as the chunk has it.
template <std::size_t Size>
void put(char (&field)[Size], const std::string& text) {
    std::size_t length = std::min(text.size(), Size);
    while (length > 0 && length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;  // whole letters
    std::copy_n(text.data(), length, field);
}

template <std::size_t Size>
std::string taken(const char (&field)[Size]) {
    return {field, std::find(field, field + Size, '\0')};
}

/// As many whole lines from its end as fit, with room for the one that libsndfile adds.
std::string newest(std::string history) {
    constexpr std::size_t kOwnLine = 256;
    while (history.size() + kOwnLine > kMostHistory) {
        const std::size_t end = history.find('\n');
        history.erase(0, end == std::string::npos ? history.size() : end + 1);
    }
    return history;
}

std::int16_t hundredths(const std::optional<double>& value) {
    return value ? static_cast<std::int16_t>(std::lround(std::clamp(*value, -327.0, 327.0) * 100)) : kNotMeasured;
}

std::optional<double> fromHundredths(int value) {
    return value == kNotMeasured ? std::nullopt : std::optional<double>(value / 100.0);
}

}  // namespace

bool writeBroadcast(SNDFILE* file, const BroadcastInfo& info) {
    Bext bext{};
    put(bext.description, info.description);
    put(bext.originator, info.originator);
    put(bext.originator_reference, info.originatorReference);
    put(bext.origination_date, info.date);
    put(bext.origination_time, info.time);
    bext.time_reference_low = static_cast<std::uint32_t>(info.timeReferenceFrames);
    bext.time_reference_high = static_cast<std::uint32_t>(info.timeReferenceFrames >> 32);
    bext.version = 2;
    bext.loudness_value = hundredths(info.loudness.integratedLufs);
    bext.loudness_range = hundredths(info.loudness.rangeLu);
    bext.max_true_peak_level = hundredths(info.loudness.maxTruePeakDbtp);
    bext.max_momentary_loudness = hundredths(info.loudness.maxMomentaryLufs);
    bext.max_shortterm_loudness = hundredths(info.loudness.maxShortTermLufs);
    const std::string history = newest(info.codingHistory);
    std::copy(history.begin(), history.end(), bext.coding_history);
    bext.coding_history_size = static_cast<std::uint32_t>(history.size());
    return sf_command(file, SFC_SET_BROADCAST_INFO, &bext, sizeof bext) == SF_TRUE;
}

std::optional<BroadcastInfo> readBroadcast(SNDFILE* file) {
    Bext bext{};
    if (sf_command(file, SFC_GET_BROADCAST_INFO, &bext, sizeof bext) != SF_TRUE) return {};
    BroadcastInfo info;
    info.description = taken(bext.description);
    info.originator = taken(bext.originator);
    info.originatorReference = taken(bext.originator_reference);
    info.date = taken(bext.origination_date);
    info.time = taken(bext.origination_time);
    info.timeReferenceFrames = std::uint64_t{bext.time_reference_high} << 32 | bext.time_reference_low;
    info.codingHistory = taken(bext.coding_history);
    if (bext.version >= 2)
        info.loudness = {fromHundredths(bext.loudness_value), fromHundredths(bext.loudness_range),
                         fromHundredths(bext.max_true_peak_level), fromHundredths(bext.max_momentary_loudness),
                         fromHundredths(bext.max_shortterm_loudness)};
    return info;
}

}  // namespace detent::dsp
