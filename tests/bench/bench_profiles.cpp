// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Loading and validating 1000 profiles from a folder: the shipped ones, again and again under ids of their own.
#include "dsp/base/place_file.h"
#include "hardware-profiles/profile/json_text.h"
#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/profile/schema_check.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>

using namespace detent;
using namespace detent::profiles;
namespace fs = std::filesystem;

namespace {

constexpr int kProfiles = 1000;

/// The same profile under another id.
std::string renamed(const Profile& profile, int number) {
    std::string text = profile.text;
    const std::string id = "\"" + profile.id + "\"";
    const std::size_t at = text.find(id, text.find("\"id\""));
    return text.replace(at, id.size(), "\"copy" + std::to_string(number) + profile.id.substr(profile.id.find('.')) + "\"");
}

double msOf(const std::function<void()>& job) {
    QElapsedTimer clock;
    clock.start();
    job();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

}  // namespace

int main() {
    std::optional<ProfileLibrary> shipped;
    std::printf("the shipped library: %.0f ms\n", msOf([&] { shipped = ProfileLibrary::load(); }));
    const QTemporaryDir folder;
    const fs::path root = pathFromText(folder.path().toStdString());
    std::vector<std::string> texts;
    double bytes = 0, controls = 0;
    for (int i = 0; i < kProfiles; ++i) {
        const Profile& profile = *shipped->all()[static_cast<std::size_t>(i) % shipped->all().size()];
        texts.push_back(renamed(profile, i));
        if (!placeFile(root / ("p" + std::to_string(i) + ".json"), texts.back())) return 1;
        bytes += static_cast<double>(texts.back().size());
        controls += static_cast<double>(profile.controls.size());
    }
    std::printf("%zu profiles are shipped; %d: %.1f MB, %.0f controls\n", shipped->all().size(), kProfiles, bytes / 1e6,
                controls);
    std::size_t loaded = 0;
    std::vector<double> times;
    const std::clock_t before = std::clock();
    for (int i = 0; i < 3; ++i) {
        times.push_back(msOf([&] {
            const ProfileLibrary library = ProfileLibrary::load(root);
            for (const std::string& fault : library.faults()) std::printf("%s\n", fault.c_str());
            loaded = library.all().size() - shipped->all().size();
        }));
    }
    std::sort(times.begin(), times.end());
    const double cpuMs = 1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / 3;
    std::printf("load and validate %zu of them and the shipped: %.0f ms (median of 3; to be under 2000)\n", loaded,
                times[1]);
    std::printf("processor time of that: %.0f ms\n", cpuMs);
    double json = 0, schema = 0, whole = 0;
    std::map<double, std::string> slowest;
    for (const std::string& text : texts) {
        std::optional<JsonText> parsed;
        json += msOf([&] { parsed.emplace(text); });
        schema += msOf([&] { checkSchema(*parsed); });
        ProfileReading reading;
        const double ms = msOf([&] { reading = readProfile(text); });
        whole += ms;
        if (reading.profile) slowest[ms] = reading.profile->id;
    }
    std::printf("on one core: JSON %.0f ms, schema %.0f ms, all that readProfile does %.0f ms\n", json, schema, whole);
    for (auto at = slowest.rbegin(); at != slowest.rend() && std::distance(slowest.rbegin(), at) < 3; ++at)
        std::printf("slowest: %s %.1f ms\n", at->second.c_str(), at->first);
    return loaded >= kProfiles ? 0 : 1;
}
