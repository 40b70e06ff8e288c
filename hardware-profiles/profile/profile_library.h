// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/reader.h"

#include <filesystem>
#include <vector>

namespace detent::profiles {

/// The profiles built in (resource ":/profiles") and those in a folder of the user's. Immutable once loaded; any thread.
class ProfileLibrary {
public:
    /// The built-in ones are proven by tests; a faulty file of the user's is left out and reported in `faults`.
    static ProfileLibrary load(const std::filesystem::path& userFolder = {});

    const std::vector<ProfilePtr>& all() const { return m_profiles; }
    ProfilePtr find(std::string_view id) const;  ///< null where unknown
    /// An id, or a path to a profile file, which stands for its model and not a variant. Errors: Fault::Usage: unknown id with the nearest known; Fault::NotSo: the file's first fault.
    Result<ProfilePtr> findOrRead(const std::string& idOrFile) const;
    const std::vector<std::string>& faults() const { return m_faults; }

private:
    std::vector<ProfilePtr> m_profiles;
    std::vector<std::string> m_faults;
};

}  // namespace detent::profiles
