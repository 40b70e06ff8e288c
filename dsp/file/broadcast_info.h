// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace detent::dsp {

/// What a Broadcast Wave file says of its loudness (EBU Tech 3285 v2), to a hundredth. Absent = not measured.
struct BroadcastLoudness {
    std::optional<double> integratedLufs, rangeLu, maxTruePeakDbtp, maxMomentaryLufs, maxShortTermLufs;
};

/// The "bext" chunk of a Broadcast Wave file (EBU Tech 3285). Texts that are longer than their field are cut.
struct BroadcastInfo {
    std::string description;          ///< at most 256 bytes
    std::string originator;           ///< at most 32 bytes: who made it
    std::string originatorReference;  ///< at most 32 bytes: their name for it
    std::string date, time;           ///< "2026-11-25", "14:05:09", local
    std::uint64_t timeReferenceFrames = 0;  ///< of the first frame, since midnight
    std::string codingHistory;        ///< one line per step of its life, after EBU R 98; the writer adds its own
    BroadcastLoudness loudness;
};

}  // namespace detent::dsp
