// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/midi_guide.h"
#include "hardware-profiles/profile/midi_guide_row.h"

#include <map>

namespace detent::profiles {

/// One device and its rows in one file.
struct GuideDevice {
    std::string id, maker, model;
    std::string where;  ///< folder and name of its file
    std::vector<GuideRow> rows;
};

struct GuideProfile {
    std::string json;  ///< a whole profile; empty where no row could be taken
    std::vector<ImportedRow> rows;
    std::map<int, std::string> remarks;  ///< by row
};

/// Any thread.
GuideProfile profileOf(GuideDevice device);

/// Lower case, digits and single hyphens; letters with marks lose them. May be empty.
std::string asciiSlug(const std::string& utf8, std::size_t most);

}  // namespace detent::profiles
