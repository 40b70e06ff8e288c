// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/moving.h"
#include "app/cli/through_gear.h"

namespace detent::cli {

/// The insert a part's chain goes through: the flags', else the chain's, else the only one saved. Errors: Fault::Usage.
Result<recall::Insert> insertOf(studio::Studio& studio, const SongPart& part, const GearFlags& flags);

/// Reads the gear back: does it stand as in `snapshot`? Errors: Fault::NotSo naming the first difference and the remedy;
/// what nobody can tell (set by hand, not confirmed since) is only said.
Result<void> checkStandsAs(Context& context, studio::Studio& studio, const recall::Snapshot& snapshot);

struct SongPrint {
    recall::Print print;
    audio::CaptureReport report;
};
/// Prints the newest source of a part under `snapshot` and records it. `target` empty: into the session's folder.
Result<SongPrint> printSong(Context& context, studio::Studio& studio, const SongPart& part, const recall::Snapshot& snapshot,
                            const recall::Insert& insert, std::filesystem::path target, const PrintFlags& flags, bool noise);

Json printJson(const audio::CaptureReport& report);
std::string printText(const audio::CaptureReport& report, double rateHz);

}  // namespace detent::cli
