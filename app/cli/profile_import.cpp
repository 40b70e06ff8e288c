// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent profile import: CSV files of the midi.guide database to profiles.
#include "app/cli/context.h"

#include "dsp/base/place_file.h"
#include "hardware-profiles/profile/midi_guide.h"

#include <algorithm>

namespace detent::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostCsvBytes = 16u << 20;

/// The CSV files in a folder and those below it; a file is itself.
std::vector<fs::path> csvFiles(const fs::path& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) return {path};
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".csv" && at->is_regular_file(error)) files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<std::vector<profiles::GuideFile>> readAll(const std::vector<std::string>& words) {
    std::vector<profiles::GuideFile> files;
    for (const std::string& word : words) {
        for (const fs::path& path : csvFiles(pathFromText(word))) {
            auto bytes = readFile(path, kMostCsvBytes);
            if (!bytes) return bytes.problem();
            files.push_back({pathText(path), std::move(*bytes)});
        }
    }
    if (files.empty())
        return Problem{Fault::File, "there is no CSV file in " + joined(words), "name files of the midi.guide database"};
    return files;
}

Json profileJson(const profiles::ImportedProfile& made, const std::string& written) {
    const profiles::Profile& profile = *made.profile;
    Json rows = Json::array();
    for (const auto& row : made.rows) {
        const bool recalled = profile.control(row.control)->recalled;
        rows.push_back({{"row", row.row}, {"control", row.control}, {"recalled", recalled}});
    }
    return {{"id", profile.id},
            {"maker", profile.maker},
            {"model", profile.model},
            {"controls", profile.controls.size()},
            {"source", made.file},
            {"file", written},
            {"rows", rows}};
}

Result<int> import(Context& context, const std::vector<std::string>& words, const std::string& out) {
    auto files = readAll(words);
    if (!files) return files.problem();
    auto made = profiles::importMidiGuide(*files);
    const fs::path folder = pathFromText(out);
    std::error_code error;
    if (!made.profiles.empty()) fs::create_directories(folder, error);
    if (error)
        return Problem{Fault::File, "cannot make the folder " + out + ": " + error.message(), "name another with --out"};
    Json all = Json::array(), remarks = Json::array();
    std::string text;
    for (const auto& one : made.profiles) {
        const fs::path file = folder / pathFromText(one.profile->id + ".json");
        if (auto placed = placeFile(file, one.profile->text); !placed) return placed.problem();
        if (context.profiles().find(one.profile->id))
            made.diagnostics.push_back(
                {one.file, 0, "a profile \"" + one.profile->id + "\" is in the library; give yours another id to use both"});
        all.push_back(profileJson(one, pathText(file)));
        text += pathText(file) + ": " + std::to_string(one.profile->controls.size()) + " controls\n";
    }
    for (const auto& remark : made.diagnostics) {
        remarks.push_back({{"file", remark.file}, {"row", remark.row}, {"message", remark.message}});
        text += remark.file + ":" + (remark.row > 0 ? std::to_string(remark.row) + ":" : "") + " " + remark.message + "\n";
    }
    context.print({{"profiles", all}, {"diagnostics", remarks}}, text);
    return made.profiles.empty() ? 1 : 0;
}

}  // namespace

void addProfileImport(CLI::App& profile, Context& context) {
    struct Options {
        std::vector<std::string> files;
        std::string out;
    };
    auto o = std::make_shared<Options>();
    CLI::App* verb =
        addVerb(profile, context, "import", "midi.guide CSV files to profiles, with a report of what each row became",
                [&context, o] { return import(context, o->files, o->out); });
    verb->add_option("CSV", o->files, "files, or folders that hold them")->required();
    verb->add_option("--out", o->out, "the folder for the profiles")->required();
}

}  // namespace detent::cli
