// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/place_file.h"
#include "dsp/fingerprint/fingerprint.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace detent::dsp {

constexpr int kFingerprintVersion = 1;  ///< of the file; see docs/formats/fingerprint.md

/// The JSON of a fingerprint; numbers to a millionth.
std::string fingerprintText(const Fingerprint& print);

/// Errors: Fault::File, beginning with `name`: not JSON, not a fingerprint, of a later version, something missing or out of
/// range.
Result<Fingerprint> fingerprintFromText(std::string_view text, const std::string& name);

/// Errors: Fault::File.
Result<void> writeFingerprint(const std::filesystem::path& path, const Fingerprint& print);
Result<Fingerprint> readFingerprint(const std::filesystem::path& path);

}  // namespace detent::dsp
