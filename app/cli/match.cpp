// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent match: candidates aligned and made equally loud.
#include "app/cli/candidates.h"

#include "dsp/core/decibels.h"

#include <set>

namespace detent::cli {
namespace {

namespace fs = std::filesystem;

struct MatchOptions {
    std::vector<std::string> files;
    std::string folder;
    Seconds range;
};

fs::path targetOf(const MatchOptions& o, const std::string& file) {
    return pathFromText(o.folder) / pathFromText(pathText(pathFromText(file).stem()) + ".wav");
}

/// Two candidates of one name, or a target that is a candidate, are told before anything is measured.
Result<void> checkTargets(const MatchOptions& o) {
    if (o.folder.empty()) return {};
    std::set<fs::path> seen;
    for (const std::string& file : o.files) {
        const fs::path target = targetOf(o, file);
        if (!seen.insert(target).second)
            return Problem{Fault::Usage, "two of the files would become " + pathText(target), "rename one"};
        std::error_code error;
        if (fs::equivalent(target, pathFromText(file), error))
            return Problem{Fault::Usage, pathText(target) + " would replace its own source", "give another folder with -o"};
    }
    std::error_code error;
    fs::create_directories(pathFromText(o.folder), error);
    if (error)
        return Problem{Fault::File, "cannot make the folder " + o.folder + ": " + error.message(), "give another with -o"};
    return {};
}

Result<void> writeMatched(const fs::path& target, const dsp::LoadedAudio& loaded, const dsp::MatchedCandidate& matched) {
    dsp::AudioBuffer audio = dsp::shifted(loaded.audio, -matched.delayFrames);
    const auto gain = static_cast<float>(dsp::gainFromDb(matched.gainDb) * (matched.inverted ? -1 : 1));
    std::vector<float*> channels;
    for (int c = 0; c < audio.channelCount(); ++c) {
        for (float& sample : audio.channel(c)) sample *= gain;
        channels.push_back(audio.channel(c).data());
    }
    auto writer =
        dsp::AudioWriter::create(target, loaded.format.sampleRateHz, audio.channelCount(), dsp::SampleCoding::Float32);
    if (!writer) return writer.problem();
    if (auto written = writer->write({channels.data(), audio.channelCount(), static_cast<int>(audio.frameCount())});
        !written)
        return written;
    return writer->commit();
}

Result<int> match(Context& context, const MatchOptions& o) {
    if (o.files.size() < 2) return Problem{Fault::Usage, "one file alone cannot be matched", "name two or more"};
    if (auto checked = checkTargets(o); !checked) return checked.problem();
    auto loaded = loadTogether(o.files);
    if (!loaded) return loaded.problem();
    auto range = rangeOf(o.range, loaded->front());
    if (!range) return range.problem();
    std::vector<const dsp::AudioBuffer*> candidates;
    for (const auto& one : *loaded) candidates.push_back(&one.audio);
    auto matched = dsp::matchLevels(candidates, loaded->front().format.sampleRateHz, *range, context.progress("matching"));
    if (!matched) return matched.problem();
    Json json = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < o.files.size(); ++i) {
        const dsp::MatchedCandidate& m = (*matched)[i];
        Json one = {{"file", o.files[i]},
                    {"gain_db", m.gainDb},
                    {"loudness_lufs", orNull(m.loudnessLufs)},
                    {"delay_frames", m.delayFrames},
                    {"inverted", m.inverted}};
        if (!o.folder.empty()) {
            const fs::path target = targetOf(o, o.files[i]);
            if (auto written = writeMatched(target, (*loaded)[i], m); !written) return written.problem();
            one["written"] = pathText(target);
        }
        json.push_back(one);
        rows.push_back({o.files[i], fixed(m.gainDb, 2) + " dB",
                        m.loudnessLufs ? fixed(*m.loudnessLufs, 1) + " LUFS before" : "silent",
                        fixed(m.delayFrames, 3) + " frames", m.inverted ? "inverted" : ""});
    }
    context.print(json, table(rows));
    return 0;
}

}  // namespace

void addMatch(CLI::App& app, Context& context) {
    auto o = std::make_shared<MatchOptions>();
    CLI::App* noun = addVerb(app, context, "match", "align files and make each as loud as the quietest",
                             [&context, o] { return match(context, *o); });
    noun->add_option("FILE", o->files)->required();
    noun->add_option("-o", o->folder, "write the matched files into this folder, 32-bit float");
    addRangeFlags(*noun, o->range);
}

}  // namespace detent::cli
