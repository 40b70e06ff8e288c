// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent print: plays through the gear and keeps what comes back.
#include "app/audio/print_info.h"
#include "app/cli/print_song.h"

namespace detent::cli {
namespace {

namespace fs = std::filesystem;
using recall::Snapshot;
using recall::Store;

struct PrintOptions {
    std::string what, target, snapshot;
    bool asItStands = false;
    PrintFlags how;
    GearFlags gear;
};

Result<int> printOneFile(Context& context, const PrintOptions& o) {
    if (o.target.empty()) return Problem{Fault::Usage, "no file to print " + o.what + " into is named", "give -o OUT.wav"};
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto insert = insertFrom(**studio, o.gear);
    if (!insert) return insert.problem();
    auto gear = gearOf(**studio, *insert);
    if (!gear) return gear.problem();
    audio::PrintJob job;
    job.source = pathFromText(o.what);
    job.target = pathFromText(o.target);
    job.broadcast = audio::printInfo(pathText(job.source.filename()) + ", printed", *gear, "", studio::Studio::clock());
    auto pass = printFile(context, **studio, *insert, job, o.how, !o.gear.noNoise);
    if (!pass) return pass.problem();
    Json json = {{"file", o.target}};
    json.update(printJson(pass->report));
    context.print(json, printText(pass->report, pass->insert.sampleRateHz));
    return 0;
}

/// The snapshot named, else the newest where the gear stands as it says, else a new one.
Result<Snapshot> snapshotFor(Context& context, studio::Studio& studio, const SongPart& part, const PrintOptions& o) {
    if (!o.snapshot.empty()) {
        auto snapshot = studio.ask<Snapshot>([&](Store& store) { return store.snapshot(o.snapshot); });
        if (!snapshot || o.asItStands) return snapshot;
        if (auto stands = checkStandsAs(context, studio, *snapshot); !stands) return stands.problem();
        return snapshot;
    }
    auto all = studio.ask<std::vector<Snapshot>>([&](Store& store) { return store.snapshots(part.song.id); });
    if (!all) return all.problem();
    std::erase_if(*all, [&](const Snapshot& s) { return s.part != part.part.id; });
    if (!all->empty()) {
        if (auto stands = checkStandsAs(context, studio, all->front()))
            return all->front();
        else if (stands.problem().fault != Fault::NotSo)
            return stands.problem();
    }
    auto taken = takeSnapshot(context, studio, part, "Snapshot " + std::to_string(all->size() + 1), "", {});
    if (taken) context.say("took the snapshot " + taken->name + " to print under");
    return taken;
}

Result<int> printPart(Context& context, const PrintOptions& o) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto part = (*studio)->ask<SongPart>([&](Store& store) { return findPart(store, o.what); });
    if (!part)
        return Problem{part.problem().fault, part.problem().what,
                       "give a file that is there, or a song of detent session show"};
    auto insert = insertOf(**studio, *part, o.gear);
    if (!insert) return insert.problem();
    auto snapshot = snapshotFor(context, **studio, *part, o);
    if (!snapshot) return snapshot.problem();
    auto printed =
        printSong(context, **studio, *part, *snapshot, *insert, pathFromText(o.target), o.how, !o.gear.noNoise);
    if (!printed) return printed.problem();
    Json json = {{"id", printed->print.id.text}, {"file", printed->print.path}, {"snapshot", snapshot->id.text}};
    json.update(printJson(printed->report));
    context.print(json, printText(printed->report, printed->print.sampleRateHz));
    return 0;
}

}  // namespace

void addPrint(CLI::App& app, Context& context) {
    auto o = std::make_shared<PrintOptions>();
    CLI::App* noun =
        addVerb(app, context, "print", "play a file or a song through the gear and keep what comes back", [&context, o] {
            std::error_code error;
            return o->snapshot.empty() && fs::is_regular_file(pathFromText(o->what), error) ? printOneFile(context, *o)
                                                                                            : printPart(context, *o);
        });
    noun->add_option("FILE or SONG[/PART]", o->what)->required();
    noun->add_option("-o", o->target, "the file to make; a song's print lies in its session's folder otherwise");
    noun->add_option("--snapshot", o->snapshot, "print under this snapshot: the gear must stand as it says");
    noun->add_flag("--as-it-stands", o->asItStands, "do not check that it does");
    addPrintFlags(*noun, o->how);
    addGearFlags(*noun, o->gear);
}

}  // namespace detent::cli
