// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/midi_guide.h"

#include "hardware-profiles/profile/midi_guide_profile.h"
#include "hardware-profiles/profile/reader.h"

#include <algorithm>
#include <map>
#include <set>

namespace detent::profiles {
namespace {

/// "Elektron" and "Analog Heat" of ".../Elektron/Analog Heat.csv".
struct GuidePath {
    std::string folder, stem, where;

    explicit GuidePath(const std::string& path) {
        const std::size_t slash = path.find_last_of("/\\");
        std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
        if (slash != std::string::npos && slash > 0) {
            const std::size_t before = path.find_last_of("/\\", slash - 1);
            folder = plainLine(path.substr(before == std::string::npos ? 0 : before + 1,
                                           slash - (before == std::string::npos ? 0 : before + 1)));
        }
        where = plainLine(folder.empty() ? name : folder + "/" + name);
        const std::size_t dot = name.find_last_of('.');
        stem = plainLine(name.substr(0, dot == 0 ? std::string::npos : dot));
    }
};

class GuideImporter {
public:
    void add(const GuideFile& file) {
        const CsvText csv = readCsv(file.csv);
        const GuideTable table(csv);
        if (!table.fault().empty()) return say(file, 0, table.fault() + "; nothing was taken from it");
        if (!table.remark().empty()) say(file, 0, table.remark());
        const auto devices = devicesIn(file, table.rows());
        if (devices.empty()) say(file, 0, "it lists no parameter; nothing was taken from it");
        for (const GuideDevice& device : devices) make(file, device);
        const auto byRow = [](const ImportDiagnostic& a, const ImportDiagnostic& b) { return a.row < b.row; };
        std::stable_sort(m_made.diagnostics.begin() + static_cast<std::ptrdiff_t>(m_before), m_made.diagnostics.end(),
                         byRow);
        m_before = m_made.diagnostics.size();
    }

    GuideImport take() { return std::move(m_made); }

private:
    void say(const GuideFile& file, int row, const std::string& message) {
        m_made.diagnostics.push_back({file.path, row, message});
    }

    /// One for each maker and device the rows name, in the order they come; what a row leaves open the path says.
    static std::vector<GuideDevice> devicesIn(const GuideFile& file, std::vector<GuideRow> rows) {
        const GuidePath path(file.path);
        std::vector<GuideDevice> devices;
        std::map<std::pair<std::string, std::string>, std::size_t> places;
        for (GuideRow& row : rows) {
            if (row.maker.empty() || row.model.empty())
                row.remarks.push_back("it does not say maker and device; the file's path was taken for them");
            if (row.maker.empty()) row.maker = path.folder.empty() ? "Unknown" : path.folder;
            if (row.model.empty()) row.model = path.stem.empty() ? "Unknown" : path.stem;
            const auto [at, isNew] = places.emplace(std::pair(row.maker, row.model), devices.size());
            if (isNew) devices.push_back({{}, row.maker, row.model, path.where, {}});
            devices[at->second].rows.push_back(std::move(row));
        }
        for (GuideDevice& device : devices) {  // "Analog Rytm MKII.triggers.csv" is another list of the same device
            if (path.stem.starts_with(device.model + ".")) device.model += " " + path.stem.substr(device.model.size() + 1);
        }
        return devices;
    }

    void make(const GuideFile& file, GuideDevice device) {
        device.id = freshId(device);
        GuideProfile made = profileOf(device);
        for (const auto& [row, remark] : made.remarks) say(file, row, remark);
        if (made.json.empty())
            return say(file, 0,
                       device.maker + " " + device.model + " has no parameter that can be set; no profile was made");
        const ProfileReading reading = readProfile(made.json);
        if (!reading.profile)
            return say(file, 0,
                       "no profile was made of " + device.maker + " " + device.model + ": " +
                           faultText(device.id, reading.faults.front()));
        m_made.profiles.push_back({reading.profile, file.path, std::move(made.rows)});
    }

    std::string freshId(const GuideDevice& device) {
        const auto part = [](const std::string& text) {
            const std::string slug = asciiSlug(text, 28);
            return slug.empty() ? std::string("unknown") : slug;
        };
        const std::string id = part(device.maker) + "." + part(device.model);
        std::string fresh = id;
        for (int n = 2; !m_ids.insert(fresh).second; ++n) fresh = id + "-" + std::to_string(n);
        return fresh;
    }

    std::set<std::string> m_ids;
    std::size_t m_before = 0;
    GuideImport m_made;
};

}  // namespace

GuideImport importMidiGuide(const std::vector<GuideFile>& files) {
    GuideImporter importer;
    for (const GuideFile& file : files) importer.add(file);
    return importer.take();
}

}  // namespace detent::profiles
