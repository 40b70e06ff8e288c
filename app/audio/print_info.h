// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/file/broadcast_info.h"

#include <cstdint>
#include <string>
#include <vector>

namespace detent::audio {

/// "Harbour Lights/drums, printed under Rev 2"; `part` is empty for the programme.
std::string printTitle(const std::string& song, const std::string& part, const std::string& snapshot);

/// The head of a print's file: what it is (as printTitle says), through which gear, and when (UTC milliseconds;
/// the file says local time). `reference` is cut of its dashes, so that a UUID fits.
dsp::BroadcastInfo printInfo(const std::string& what, const std::vector<std::string>& gear, const std::string& reference,
                             std::int64_t utcMs);

}  // namespace detent::audio
