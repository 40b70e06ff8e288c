// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include "dsp/align/compare.h"
#include "dsp/file/audio_file.h"

namespace detent::cli {

// What compare and match share.

struct Seconds {
    double from = 0;
    std::optional<double> to;
};
void addRangeFlags(CLI::App& verb, Seconds& seconds);
/// Errors: Fault::Usage where nothing is left.
Result<dsp::CompareRange> rangeOf(const Seconds& seconds, const dsp::LoadedAudio& a);
/// All files in memory. Errors: as dsp::loadAudio; Fault::Usage where rates or channel counts differ, with both numbers.
Result<std::vector<dsp::LoadedAudio>> loadTogether(const std::vector<std::string>& files);

}  // namespace detent::cli
