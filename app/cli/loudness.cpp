// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent loudness: how loud files are.
#include "app/cli/context.h"

#include "dsp/file/audio_file.h"
#include "dsp/meter/loudness.h"

namespace detent::cli {
namespace {

Json reportJson(const std::string& file, const dsp::LoudnessReport& r) {
    return {{"file", file},
            {"integrated_lufs", orNull(r.integratedLufs)},
            {"range_lu", orNull(r.rangeLu)},
            {"max_momentary_lufs", orNull(r.maxMomentaryLufs)},
            {"max_short_term_lufs", orNull(r.maxShortTermLufs)},
            {"true_peak_dbtp", orNull(r.truePeakDbtp)},
            {"sample_peak_dbfs", orNull(r.samplePeakDbfs)},
            {"plr_db", orNull(r.plrDb)},
            {"psr_min_db", orNull(r.psrMinDb)},
            {"dr", orNull(r.dr)}};
}

std::string shown(const std::optional<double>& value, int decimals, const char* unit) {
    return (value ? fixed(*value, decimals) : "-") + " " + unit;
}

std::vector<std::string> reportRow(const std::string& file, const dsp::LoudnessReport& r) {
    return {file,
            shown(r.integratedLufs, 1, "LUFS"),
            "range " + shown(r.rangeLu, 1, "LU"),
            "peak " + shown(r.truePeakDbtp, 1, "dBTP"),
            "most " + shown(r.maxShortTermLufs, 1, "LUFS in 3 s"),
            "PLR " + shown(r.plrDb, 1, "dB"),
            "DR " + (r.dr ? fixed(*r.dr, 0) : "-")};
}

Result<int> loudness(Context& context, const std::vector<std::string>& files) {
    for (const std::string& file : files) {  // a wrong name is told before minutes are spent on the right ones
        if (auto reader = dsp::AudioReader::open(pathFromText(file)); !reader) return reader.problem();
    }
    Json all = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const std::string& file : files) {
        auto report = dsp::measureLoudness(pathFromText(file), context.progress(file));
        if (!report) return report.problem();
        all.push_back(reportJson(file, *report));
        rows.push_back(reportRow(file, *report));
    }
    context.print(all, table(rows));
    return 0;
}

}  // namespace

void addLoudness(CLI::App& app, Context& context) {
    auto files = std::make_shared<std::vector<std::string>>();
    CLI::App* noun = addVerb(app, context, "loudness", "how loud files are, after ITU-R BS.1770 and EBU R 128",
                             [&context, files] { return loudness(context, *files); });
    noun->add_option("FILE", *files)->required();
}

}  // namespace detent::cli
