// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/print_song.h"

#include "app/audio/print_info.h"

#include <algorithm>
#include <ctime>

namespace detent::cli {

namespace fs = std::filesystem;
using recall::Insert;
using recall::Quality;
using recall::Snapshot;
using recall::Stage;
using recall::Store;

namespace {

Result<Insert> onlyInsert(Store& store) {
    auto inserts = store.inserts();
    if (!inserts) return inserts.problem();
    if (inserts->size() == 1) return inserts->front();
    if (inserts->empty())
        return Problem{Fault::Usage, "no insert says how the gear is wired",
                       "add one with detent insert add NAME --units A,B --device NAME --send N,M --return N,M"};
    std::vector<std::string> names;
    for (const Insert& insert : *inserts) names.push_back(insert.name);
    return Problem{Fault::Usage, "there is more than one insert: " + joined(names),
                   "name one with --insert, or set the song's chain"};
}

/// What a print passes: one insert, or units one after the other.
Result<GearFlags> flagsOf(Store& store, const std::vector<Stage>& chain) {
    GearFlags flags;
    auto units = store.units(true);
    if (!units) return units.problem();
    for (const Stage& stage : chain) {
        if (stage.kind == Stage::Kind::Insert) flags.insert = stage.target;
        if (stage.kind != Stage::Kind::Unit) continue;
        const auto unit =
            std::find_if(units->begin(), units->end(), [&](const auto& u) { return u.id.text == stage.target; });
        flags.virtualUnits.push_back(unit == units->end() ? stage.target : unit->id.text);
    }
    const bool oneInsert = chain.size() == 1 && !flags.insert.empty(), onlyUnits = chain.size() == flags.virtualUnits.size();
    if (oneInsert || onlyUnits) return flags;
    return Problem{Fault::Usage, "a print is one pass through one insert; this chain has more stages",
                   "print through one of them with --insert NAME"};
}

}  // namespace

Result<Insert> insertOf(studio::Studio& studio, const SongPart& part, const GearFlags& flags) {
    if (!flags.insert.empty() || !flags.virtualUnits.empty() || !flags.device.empty()) return insertFrom(studio, flags);
    GearFlags found;
    auto only = studio.ask<Insert>([&](Store& store) -> Result<Insert> {
        auto chain = store.chain(part.part.id);
        if (!chain) return chain.problem();
        if (chain->empty()) return onlyInsert(store);
        auto passed = flagsOf(store, *chain);
        if (!passed) return passed.problem();
        found = *passed;
        return Insert{};
    });
    if (!only) return only;
    if (found.insert.empty() && found.virtualUnits.empty()) found.insert = only->id.text;
    found.rateHz = flags.rateHz;
    found.bufferFrames = flags.bufferFrames;
    return insertFrom(studio, found);
}

namespace {

/// The units of `snapshot` alone, as they stand.
Snapshot standing(const Snapshot& snapshot, const std::vector<recall::KnownUnit>& units) {
    Snapshot now;
    for (auto& unit : recall::captured(units)) {
        const bool meant =
            std::any_of(snapshot.units.begin(), snapshot.units.end(), [&](const auto& u) { return u.unit == unit.unit; });
        if (meant) now.units.push_back(std::move(unit));
    }
    return now;
}

void sayUnsure(Context& context, const Snapshot& now) {
    for (const auto& unit : now.units) {
        const auto unsure = std::count_if(unit.controls.begin(), unit.controls.end(), [](const auto& v) {
            return v.quality == Quality::Stale || v.quality == Quality::Unknown;
        });
        if (unsure)
            context.say(unit.unitName + ": " + std::to_string(unsure) +
                        " control(s) were not checked; the print takes them as they are");
    }
}

}  // namespace

Result<void> checkStandsAs(Context& context, studio::Studio& studio, const Snapshot& snapshot) {
    auto rack = studio.rack();
    if (!rack) return rack.problem();
    std::erase_if(*rack, [&](const auto& known) {
        return std::none_of(snapshot.units.begin(), snapshot.units.end(),
                            [&](const auto& u) { return u.unit == known.unit.id; });
    });
    Moving moving(context, studio, *rack);
    moving.open();
    moving.conductor().readAll();
    if (context.askedToStop()) return Problem{Fault::Cancelled, "stopped; nothing was printed", ""};
    const Snapshot now = standing(snapshot, moving.conductor().units());
    auto changes = recall::differences(snapshot, now);
    std::erase_if(changes,
                  [](const recall::Change& change) { return change.fromText == "unknown" || change.toText == "unknown"; });
    sayUnsure(context, now);
    if (changes.empty()) return {};
    const auto& first = changes.front();
    const std::string others = changes.size() > 1 ? " and " + std::to_string(changes.size() - 1) + " more" : "";
    return Problem{Fault::NotSo,
                   "the gear does not stand as in " + snapshot.name + ": " + first.unitName + " " + first.control + " is " +
                       (first.toText.empty() ? "missing" : first.toText) + ", not " + first.fromText + others,
                   "bring it back with detent recall " + snapshot.id.text + ", then print"};
}

namespace {

struct Place {
    recall::Session session;
    recall::Source source;
};

Result<Place> placeOf(Store& store, const SongPart& part) {
    if (part.part.name == "sum")
        return Problem{Fault::Usage, "the sum of " + part.song.title + " has no file of its own",
                       "print its stems one by one"};
    auto session = store.session(part.song.session.text);
    if (!session) return session.problem();
    auto sources = store.sources(part.song.id);
    if (!sources) return sources.problem();
    const std::string kind = part.part.name.empty() ? "main" : "stem";
    const auto source = std::find_if(sources->begin(), sources->end(),
                                     [&](const auto& s) { return s.kind == kind && s.name == part.part.name; });
    if (source == sources->end())
        return Problem{Fault::Usage, part.song.title + " has no main mix", "add one with detent song revise"};
    return Place{*session, *source};
}

/// "Title stem snapshot 2026-11-24 184100.wav", fit for every file system.
std::string fileName(const SongPart& part, const Snapshot& snapshot, recall::UtcMs now) {
    const std::time_t seconds = static_cast<std::time_t>(now / 1000);
    char stamp[32] = "";
    std::strftime(stamp, sizeof stamp, "%Y-%m-%d %H%M%S", std::localtime(&seconds));
    std::string name = part.song.title;
    for (const std::string& word : {part.part.name, snapshot.name, std::string(stamp)})
        name += word.empty() ? "" : " " + word;
    for (char& c : name) {
        if (std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos || static_cast<unsigned char>(c) < 32) c = '_';
    }
    return name + ".wav";
}

}  // namespace

Result<SongPrint> printSong(Context& context, studio::Studio& studio, const SongPart& part, const Snapshot& snapshot,
                            const Insert& insert, fs::path target, const PrintFlags& flags, bool noise) {
    auto place = studio.ask<Place>([&](Store& store) { return placeOf(store, part); });
    if (!place) return place.problem();
    auto file = studio.sourceFile(place->source);
    if (!file) return file.problem();
    if (target.empty())
        target = studio.sessionFolder(place->session) / pathFromText(fileName(part, snapshot, studio::Studio::clock()));
    auto gear = gearOf(studio, insert);
    if (!gear) return gear.problem();
    audio::PrintJob job;
    job.source = *file;
    job.target = target;
    job.broadcast = audio::printInfo(audio::printTitle(part.song.title, part.part.name, snapshot.name), *gear, snapshot.id.text,
                                     studio::Studio::clock());
    auto pass = printFile(context, studio, insert, job, flags, noise);
    if (!pass) return pass.problem();
    const audio::CaptureReport& report = pass->report;
    recall::Print print{{},
                        part.part.id,
                        place->source.id,
                        snapshot.id,
                        pass->insert.id,
                        pathText(fs::absolute(target)),
                        report.sha256,
                        place->source.sampleRateHz,
                        report.frameCount,
                        report.shiftFrames,
                        report.delayFrames,
                        report.peakDbfs,
                        report.xruns,
                        0};
    auto kept = studio.ask<recall::Print>([&](Store& store) { return store.addPrint(print); });
    if (!kept) return kept.problem();
    return SongPrint{*kept, report};
}

Json printJson(const audio::CaptureReport& report) {
    Json clips = Json::array();
    for (const auto& clip : report.clips)
        clips.push_back({{"frame", clip.frame}, {"channel", clip.channel}, {"frames", clip.frames}});
    return {{"delay_frames", report.delayFrames},
            {"shift_frames", report.shiftFrames},
            {"xruns", report.xruns},
            {"peak_dbfs", report.peakDbfs},
            {"clip_count", report.clipCount},
            {"clips", clips},
            {"integrated_lufs", orNull(report.loudness.integratedLufs)},
            {"true_peak_dbtp", orNull(report.loudness.truePeakDbtp)},
            {"complete", report.complete},
            {"frames", report.frameCount},
            {"sha256", report.sha256}};
}

std::string printText(const audio::CaptureReport& report, double rateHz) {
    std::string text = pathText(report.file) + "\nshifted by " + std::to_string(report.shiftFrames) + " of " +
                       fixed(report.delayFrames, 3) + " frames, peak " + fixed(report.peakDbfs, 1) + " dBFS";
    if (report.loudness.integratedLufs) text += ", " + fixed(*report.loudness.integratedLufs, 1) + " LUFS";
    text += ", sha256 " + report.sha256;
    if (report.clips.empty()) return text;
    const auto& first = report.clips.front();
    return text + "\nclipped " + std::to_string(report.clipCount) + (report.clipCount == 1 ? " time" : " times") +
           ", first at " + fixed(static_cast<double>(first.frame) / rateHz, 3) + " s on channel " +
           std::to_string(first.channel) + "; turn the return down and print again";
}

}  // namespace detent::cli
