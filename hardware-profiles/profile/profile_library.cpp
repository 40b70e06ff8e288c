// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/profile_library.h"

#include "dsp/base/place_file.h"
#include "hardware-profiles/profile/nearest_word.h"

#include <QDirIterator>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <optional>
#include <set>

namespace detent::profiles {
namespace fs = std::filesystem;
namespace {

/// A profile and its variants.
std::vector<ProfilePtr> allOf(const ProfileReading& reading) {
    std::vector<ProfilePtr> all = reading.variants;
    if (reading.profile) all.insert(all.begin(), reading.profile);
    return all;
}

std::vector<ProfilePtr> readBuiltIn(const QString& path) {
    QFile file(path);
    [[maybe_unused]] const bool open = file.open(QIODevice::ReadOnly);
    assert(open);
    const ProfileReading reading = readProfile(file.readAll().toStdString(), Checks::PassedBefore);
    assert(reading.profile);
    return allOf(reading);
}

/// "FILE" or "FILE and 3 more faults": the first fault speaks for all.
std::string firstFault(const std::string& file, const std::vector<ProfileFault>& faults) {
    const std::string more = faults.size() > 1 ? " (and " + std::to_string(faults.size() - 1) + " more)" : "";
    return faultText(file, faults.front()) + more;
}

Result<std::vector<ProfilePtr>> readFromFile(const fs::path& path) {
    const auto text = readFile(path);
    if (!text) return text.problem();
    const ProfileReading reading = readProfile(*text);
    if (reading.profile) return allOf(reading);
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

/// Each of `count` things by `read`, on as many threads as the machine has processors; the results in their order.
template <typename Read>
auto readEach(std::size_t count, const Read& read) {
    std::vector<std::optional<decltype(read(count))>> results(count);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) results[i].emplace(read(i));
    };
    std::vector<std::unique_ptr<QThread>> helpers;
    const std::size_t threads = std::min(static_cast<std::size_t>(QThread::idealThreadCount()), count);
    for (std::size_t i = 1; i < threads; ++i) {
        helpers.emplace_back(QThread::create(work));
        helpers.back()->setStackSize(8 << 20);  // the schema's patterns take stack for each byte
        helpers.back()->start();
    }
    work();
    for (const auto& helper : helpers) helper->wait();
    return results;
}

bool isBefore(const ProfilePtr& profile, std::string_view id) {
    return profile->id < id;
}

}  // namespace

ProfileLibrary ProfileLibrary::load(const fs::path& userFolder) {
    ProfileLibrary library;
    QStringList builtIn;
    QDirIterator at(QStringLiteral(":/profiles"), {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (at.hasNext()) builtIn << at.next();
    const auto readOne = [&](std::size_t i) { return readBuiltIn(builtIn[static_cast<qsizetype>(i)]); };
    for (const auto& profiles : readEach(static_cast<std::size_t>(builtIn.size()), readOne))
        library.m_profiles.insert(library.m_profiles.end(), profiles->begin(), profiles->end());
    std::set<std::string> ids;
    for (const ProfilePtr& profile : library.m_profiles) ids.insert(profile->id);
    const auto files = userFolder.empty() ? std::vector<fs::path>() : profileFiles(userFolder);
    const auto read = readEach(files.size(), [&](std::size_t i) { return readFromFile(files[i]); });
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto& profiles = *read[i];
        if (!profiles) library.m_faults.push_back(profiles.problem().text());
        for (const ProfilePtr& profile : profiles ? *profiles : std::vector<ProfilePtr>()) {
            if (ids.insert(profile->id).second) library.m_profiles.push_back(profile);
            else library.m_faults.push_back(pathText(files[i]) + ": profile \"" + profile->id + "\" is there already; give yours another id");
        }
    }
    const auto byId = [](const ProfilePtr& a, const ProfilePtr& b) { return a->id < b->id; };
    std::sort(library.m_profiles.begin(), library.m_profiles.end(), byId);
    return library;
}

ProfilePtr ProfileLibrary::find(std::string_view id) const {
    const auto at = std::lower_bound(m_profiles.begin(), m_profiles.end(), id, isBefore);
    return at == m_profiles.end() || (*at)->id != id ? nullptr : *at;
}

Result<ProfilePtr> ProfileLibrary::findOrRead(const std::string& idOrFile) const {
    if (auto profile = find(idOrFile)) return profile;
    const fs::path path = pathFromText(idOrFile);
    std::error_code error;
    if (fs::is_regular_file(path, error)) {
        const auto read = readFromFile(path);
        if (!read) return read.problem();
        return read->front();
    }
    if (idOrFile.find('/') != std::string::npos || path.extension() == ".json")
        return Problem{Fault::File, "there is no profile file " + idOrFile, "check the path"};
    std::vector<std::string> ids;
    for (const ProfilePtr& profile : m_profiles) ids.push_back(profile->id);
    return Problem{Fault::Usage, "there is no profile \"" + idOrFile + "\"", wordRemedy(idOrFile, ids)};
}

}  // namespace detent::profiles
