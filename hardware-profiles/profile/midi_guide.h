// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"

#include <string>
#include <vector>

namespace detent::profiles {

/// A CSV file of the open MIDI CC & NRPN database, https://midi.guide.
struct GuideFile {
    std::string path;  ///< as people should read it; its last folder and name go into the profile's source
    std::string csv;
};

/// What is to be said of a row that was not taken exactly as it stands, or of a file.
struct ImportDiagnostic {
    std::string file;
    int row = 0;          ///< as a spreadsheet counts, the header is 1; 0 speaks of the file as a whole
    std::string message;  ///< what it became and why, one line
};

/// What one row became.
struct ImportedRow {
    int row = 0;
    std::string control;  ///< its id in the profile
};

struct ImportedProfile {
    ProfilePtr profile;  ///< reads without fault; `profile->text` is the file to write
    std::string file;
    std::vector<ImportedRow> rows;
};

struct GuideImport {
    std::vector<ImportedProfile> profiles;      ///< in the order of the files; their ids are unique among themselves
    std::vector<ImportDiagnostic> diagnostics;  ///< by file and row; one at most for each row
};

/// Makes a profile of each device the files describe. Takes any bytes: what is damaged is said and left out. What saves,
/// loads, resets, taps or records becomes an action, which the reader of profiles lets no recall have; so does whatever
/// shares its address. Any thread.
GuideImport importMidiGuide(const std::vector<GuideFile>& files);

}  // namespace detent::profiles
