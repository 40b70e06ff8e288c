// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent demo: the main job from end to end on the virtual rack, without a display.
#include "app/cli/candidates.h"
#include "app/cli/print_song.h"
#include "app/studio/virtual_rack.h"

#include <algorithm>

namespace detent::cli {
namespace {

namespace fs = std::filesystem;
using recall::KnownUnit;
using recall::Snapshot;
using recall::Store;

/// The demonstration turns every knob: it keeps its hands off gear that is not virtual.
Result<void> checkAllVirtual(const std::vector<KnownUnit>& rack) {
    for (const KnownUnit& known : rack) {
        const bool wired = known.unit.link != "virtual" && known.unit.link != "none";
        if (!wired && studio::VirtualRack::knows(known.unit.profileId)) continue;
        return Problem{Fault::Usage, known.unit.name + " is real gear, and the demonstration turns every knob",
                       "give it a library of its own: detent --library demo.detent demo"};
    }
    return {};
}

/// The hand-set controls as they are known, given as a person's answers.
std::vector<std::string> handAnswers(const std::vector<KnownUnit>& rack) {
    std::vector<std::string> answers;
    for (const KnownUnit& known : rack) {
        for (const auto& control : known.profile->controls) {
            const auto value = known.values.find(control.id);
            if (control.driven() || value == known.values.end()) continue;
            answers.push_back(known.unit.name + "." + control.id + "=" + control.scale.textOf(value->second.code));
        }
    }
    return answers;
}

/// Another position of the control, far from where it stands.
profiles::Code elsewhere(const profiles::Control& control, profiles::Code from) {
    const auto& scale = control.scale;
    const bool low = scale.fractionOf(from) < 0.5;
    const profiles::Code to = scale.codeAt(low ? 0.8 : 0.2);
    return to != from ? to : low ? scale.maxCode() : scale.minCode();
}

/// Turns every control of the rack to another position; how many.
Result<int> scramble(Context& context, studio::Studio& studio, const std::vector<KnownUnit>& rack) {
    Moving moving(context, studio, rack);
    if (const auto closed = moving.open(); !closed.empty()) return closed.front().second;
    moving.conductor().readAll();
    int turned = 0;
    const std::vector<KnownUnit> units = moving.conductor().units();
    for (const KnownUnit& known : units) {
        std::vector<std::pair<std::string, profiles::Code>> driven;
        for (const auto& control : known.profile->controls) {
            const auto value = known.values.find(control.id);
            if (!control.recalled || value == known.values.end()) continue;
            const auto to = elsewhere(control, value->second.code);
            if (control.driven())
                driven.emplace_back(control.id, to);
            else
                moving.conductor().setByHand(known.unit.id, control.id, to);
            ++turned;
        }
        if (!driven.empty()) moving.conductor().set(known.unit.id, driven);
    }
    if (context.askedToStop()) return Problem{Fault::Cancelled, "stopped", "detent recall undo, or run it again"};
    return turned;
}

struct Job {
    SongPart part;
    Snapshot snapshot;
    int turned = 0, recallStatus = 0;
    SongPrint print;
    std::vector<dsp::MatchedCandidate> matched;
    std::optional<dsp::Difference> difference;
    fs::path sheet;
};

Result<void> moveGear(Context& context, studio::Studio& studio, Job& job) {
    auto rack = studio.rack();
    if (!rack) return rack.problem();
    auto former = studio.ask<std::vector<Snapshot>>([&](Store& store) { return store.snapshots(job.part.song.id); });
    if (!former) return former.problem();
    const std::string name = "Demonstration " + std::to_string(former->size() + 1);
    auto snapshot = takeSnapshot(context, studio, job.part, name, "taken by detent demo", handAnswers(*rack));
    if (!snapshot) return snapshot.problem();
    job.snapshot = *snapshot;
    context.say("kept every setting as the snapshot \"" + job.snapshot.name + "\"");
    auto now = studio.rack();
    if (!now) return now.problem();
    auto turned = scramble(context, studio, *now);
    if (!turned) return turned.problem();
    job.turned = *turned;
    context.say("turned all " + std::to_string(job.turned) +
                " controls elsewhere; recalling (what a hand would do is taken as done)");
    RecallChoices choices;
    choices.byHand = "confirm";
    choices.silent = true;
    auto status = recallSnapshot(context, studio, job.snapshot, choices);
    if (!status) return status.problem();
    job.recallStatus = *status;
    return {};
}

Result<void> compareWithSource(Context& context, studio::Studio& studio, Job& job) {
    auto source = studio.ask<recall::Source>([&](Store& store) -> Result<recall::Source> {
        auto all = store.sources(job.part.song.id);
        if (!all) return all.problem();
        const auto at =
            std::find_if(all->begin(), all->end(), [&](const auto& s) { return s.id == job.print.print.source; });
        if (at == all->end()) return Problem{Fault::File, "the source of the print is gone", ""};
        return *at;
    });
    if (!source) return source.problem();
    auto file = studio.sourceFile(*source);
    if (!file) return file.problem();
    auto loaded = loadTogether({pathText(*file), job.print.print.path});
    if (!loaded) return loaded.problem();
    const double rateHz = loaded->front().format.sampleRateHz;
    const auto& [a, b] = std::tie(loaded->front().audio, loaded->back().audio);
    auto matched = dsp::matchLevels({&a, &b}, rateHz, {}, context.progress("matching"));
    if (!matched) return matched.problem();
    job.matched = *matched;
    auto difference = dsp::compare(a, b, rateHz, {}, context.progress("comparing"));
    if (!difference) return difference.problem();
    job.difference = *difference;
    return {};
}

std::string summary(const Job& job) {
    const auto& print = job.print;
    const auto& d = *job.difference;
    std::string text = "recall    all " + std::to_string(job.turned) + " controls brought back" +
                       (job.recallStatus ? ", not all as wanted" : ", every one verified or confirmed") + "\n";
    text += "snapshot  " + job.snapshot.name + " (" + job.snapshot.id.text + ")\n";
    text += "print     " + print.print.path + "\n";
    text += "          delay " + fixed(print.report.delayFrames, 3) + " frames, shifted by " +
            std::to_string(print.report.shiftFrames) + ", peak " + fixed(print.report.peakDbfs, 1) + " dBFS\n";
    text += "compared  print against source: " + fixed(d.delayFrames, 3) + " frames, " + fixed(d.gainDb, 2) +
            " dB, residual " + fixed(d.residualDb, 1) + " dB; to hear them equally loud turn the source by " +
            fixed(job.matched[0].gainDb, 2) + " dB and the print by " + fixed(job.matched[1].gainDb, 2) + " dB\n";
    return text + "sheet     " + pathText(job.sheet) + "\n";
}

Json jobJson(const Job& job) {
    Json matched = Json::array();
    for (const auto& m : job.matched)
        matched.push_back(
            {{"gain_db", m.gainDb}, {"loudness_lufs", orNull(m.loudnessLufs)}, {"delay_frames", m.delayFrames}});
    Json print = {{"id", job.print.print.id.text}, {"file", job.print.print.path}};
    print.update(printJson(job.print.report));
    return {{"song", job.part.song.id.text},
            {"snapshot", job.snapshot.id.text},
            {"turned", job.turned},
            {"recalled", job.recallStatus == 0},
            {"print", print},
            {"matched", matched},
            {"difference",
             {{"delay_frames", job.difference->delayFrames},
              {"gain_db", job.difference->gainDb},
              {"residual_db", job.difference->residualDb}}},
            {"sheet", pathText(job.sheet)}};
}

Result<int> demo(Context& context, const std::string& song) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto rack = (*studio)->rack();
    if (!rack) return rack.problem();
    if (auto checked = checkAllVirtual(*rack); !checked) return checked.problem();
    auto id = (*studio)->prepareDemo(pathFromText(song), context.progress("preparing the song"));
    if (!id) return id.problem();
    Job job;
    auto part = (*studio)->ask<SongPart>([&](Store& store) { return findPart(store, id->text); });
    if (!part) return part.problem();
    job.part = *part;
    context.say("the song is \"" + job.part.song.title + "\", the rack is virtual; no display is used");
    if (auto moved = moveGear(context, **studio, job); !moved) return moved.problem();
    auto insert = insertOf(**studio, job.part, {});
    if (!insert) return insert.problem();
    auto printed = printSong(context, **studio, job.part, job.snapshot, *insert, {}, {}, true);
    if (!printed) return printed.problem();
    job.print = *printed;
    if (auto compared = compareWithSource(context, **studio, job); !compared) return compared.problem();
    job.sheet = pathFromText(job.print.print.path).replace_extension(".pdf");
    if (auto written = (*studio)->writeRecallSheet(job.snapshot.id, job.sheet); !written) return written.problem();
    context.print(jobJson(job), summary(job));
    return job.recallStatus;
}

}  // namespace

void addDemo(CLI::App& app, Context& context) {
    auto song = std::make_shared<std::string>();
    CLI::App* noun =
        app.add_subcommand("demo", "the main job from end to end on the virtual rack, with the bundled song or yours");
    noun->fallthrough();
    noun->add_option("SONG.wav", *song, "a stereo file; without one, the bundled song");
    noun->final_callback([&context, song] {
        context.drawsDocuments = true;
        context.chosen = [&context, song] { return demo(context, *song); };
    });
}

}  // namespace detent::cli
