// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/base/result.h"
#include "hardware-profiles/profile/profile.h"
#include "recall/model/records.h"

#include <filesystem>
#include <string>
#include <vector>

namespace detent::document {

/// What a recall sheet says; everything looked up beforehand, so that drawing it needs neither library nor clock.
struct RecallSheet {
    recall::Session session;
    recall::Song song;
    std::string partName;                          ///< "" for the stereo programme
    recall::Snapshot snapshot;
    std::vector<profiles::ProfilePtr> profiles;    ///< one per unit of the snapshot, the profile of that time; null where lost
    std::vector<recall::Insert> inserts;           ///< those the chain passes through
    std::vector<recall::Print> prints;             ///< made under the snapshot, newest first
    recall::UtcMs printedMs = 0;                   ///< when the sheet was made
};

/// One A4 page as PDF: every unit's drawn faceplate as it stood, a table of every control, the chain, the prints with their
/// checksums. Where one page is too small, plates shrink to strips before text does. Needs a QGuiApplication (offscreen will
/// do). In place only when complete. Errors: Fault::File. [any one thread]
Result<void> writeRecallSheet(const RecallSheet& sheet, const std::filesystem::path& target);

}  // namespace detent::document
