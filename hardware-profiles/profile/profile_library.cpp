// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/profile_library.h"

#include "dsp/base/place_file.h"
#include "hardware-profiles/profile/nearest_word.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cassert>

namespace detent::profiles {
namespace fs = std::filesystem;
namespace {

ProfilePtr readBuiltIn(const QString& path) {
    QFile file(path);
    [[maybe_unused]] const bool open = file.open(QIODevice::ReadOnly);
    assert(open);
    const ProfileReading reading = readProfile(file.readAll().toStdString());
    assert(reading.profile);
    return reading.profile;
}

/// "FILE" or "FILE and 3 more faults": the first fault speaks for all.
std::string firstFault(const std::string& file, const std::vector<ProfileFault>& faults) {
    const std::string more = faults.size() > 1 ? " (and " + std::to_string(faults.size() - 1) + " more)" : "";
    return faultText(file, faults.front()) + more;
}

Result<ProfilePtr> readFromFile(const fs::path& path) {
    const auto text = readFile(path);
    if (!text) return text.problem();
    const ProfileReading reading = readProfile(*text);
    if (reading.profile) return reading.profile;
    return Problem{Fault::NotSo, firstFault(pathText(path), reading.faults), ""};
}

std::vector<fs::path> profileFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".json" && at->is_regular_file(error)) files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

ProfileLibrary ProfileLibrary::load(const fs::path& userFolder) {
    ProfileLibrary library;
    QDirIterator at(QStringLiteral(":/profiles"), {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (at.hasNext()) {
        if (auto profile = readBuiltIn(at.next())) library.m_profiles.push_back(std::move(profile));
    }
    for (const fs::path& file : userFolder.empty() ? std::vector<fs::path>() : profileFiles(userFolder)) {
        auto profile = readFromFile(file);
        if (!profile) {
            library.m_faults.push_back(profile.problem().text());
        } else if (library.find((*profile)->id)) {
            library.m_faults.push_back(pathText(file) + ": profile \"" + (*profile)->id +
                                       "\" is there already; give yours another id");
        } else {
            library.m_profiles.push_back(std::move(*profile));
        }
    }
    const auto byId = [](const ProfilePtr& a, const ProfilePtr& b) { return a->id < b->id; };
    std::sort(library.m_profiles.begin(), library.m_profiles.end(), byId);
    return library;
}

ProfilePtr ProfileLibrary::find(std::string_view id) const {
    const auto at =
        std::find_if(m_profiles.begin(), m_profiles.end(), [&](const ProfilePtr& profile) { return profile->id == id; });
    return at == m_profiles.end() ? nullptr : *at;
}

Result<ProfilePtr> ProfileLibrary::findOrRead(const std::string& idOrFile) const {
    if (auto profile = find(idOrFile)) return profile;
    const fs::path path = pathFromText(idOrFile);
    std::error_code error;
    if (fs::is_regular_file(path, error)) return readFromFile(path);
    if (idOrFile.find('/') != std::string::npos || path.extension() == ".json")
        return Problem{Fault::File, "there is no profile file " + idOrFile, "check the path"};
    std::vector<std::string> ids;
    for (const ProfilePtr& profile : m_profiles) ids.push_back(profile->id);
    return Problem{Fault::Usage, "there is no profile \"" + idOrFile + "\"", wordRemedy(idOrFile, ids)};
}

}  // namespace detent::profiles
