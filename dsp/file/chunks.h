// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace detent::dsp {

/// Bytes missing at the end of a WAV, RF64 or AIFF file, by the lengths its own chunks state. Absent for other formats and for
/// lengths never filled in (0 or all ones: a stream's). libsndfile takes such files for shorter ones and says nothing.
std::optional<std::uint64_t> missingBytes(const std::filesystem::path& path);

}  // namespace detent::dsp
