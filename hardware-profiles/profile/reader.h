// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"

#include <filesystem>
#include <string>
#include <vector>

namespace detent::profiles {

/// One mistake in a profile file. `message` says what is wrong and the remedy.
struct ProfileFault {
    int line = 0, column = 0;   ///< 1-based; of the value the pointer names
    std::string pointer;        ///< RFC 6901 JSON pointer, "" for the whole document
    std::string message;
};

struct ProfileReading {
    ProfilePtr profile;                 ///< null where there are faults
    std::vector<ProfilePtr> variants;   ///< its other revisions, profiles of their own whose text is a file of their own
    std::vector<ProfileFault> faults;
};

/// What is asked of a file: all, or nothing more, as it has passed before: the built-in ones pass it all in the tests.
enum class Checks { All, PassedBefore };

/// Reads one profile: JSON, then the schema (schema/profile.schema.json), then what a schema cannot say (references, unique
/// ids, templates that parse, codes within their width). Collects all faults rather than stopping at the first. Any thread.
ProfileReading readProfile(std::string_view json, Checks checks = Checks::All);

/// "FILE:LINE:COLUMN: /pointer: message"
std::string faultText(const std::string& file, const ProfileFault& fault);

}  // namespace detent::profiles
