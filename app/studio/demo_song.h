// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/core/progress.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace detent::studio {

/// The bundled song: a minute of music (48 kHz, 24 bit, stereo) with its stems, made from nothing but this code and always
/// the same, sample for sample. The mix is the sum of the stems before rounding.
struct DemoSong {
    std::filesystem::path mix;
    std::vector<std::pair<std::string, std::filesystem::path>> stems;  ///< "drums", "bass", "keys", "lead"
};

/// Makes what is missing in `folder`; each file appears when complete. Takes about a second. Errors: Fault::File;
/// Fault::Cancelled.
Result<DemoSong> makeDemoSong(const std::filesystem::path& folder, const dsp::Progress& progress = {});

}  // namespace detent::studio
