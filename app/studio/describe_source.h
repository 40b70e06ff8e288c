// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recall/model/records.h"

#include <filesystem>

namespace detent::studio {

/// A file as a source record, its hash taken; song, revision and id are left to the caller and the store.
/// Errors: as dsp::AudioReader; Fault::Usage for another number of channels than `channels` (0: any), with both numbers.
Result<recall::Source> describeSource(const std::filesystem::path& file, const std::string& kind,
                                      const std::string& name = {}, int channels = 0);

}  // namespace detent::studio
