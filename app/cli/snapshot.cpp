// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent snapshot: the state of every control of a chain at one moment.
#include "app/cli/moving.h"
#include "recall/model/differences.h"

namespace detent::cli {
namespace {

using recall::Snapshot;
using recall::Store;

std::string snapshotText(const Snapshot& snapshot) {
    std::string text = snapshot.id.text + "  " + snapshot.name + "  " + recall::name(snapshot.status) + "  " +
                       recall::utcText(snapshot.createdMs) + "\n";
    if (!snapshot.notes.empty()) text += snapshot.notes + "\n";
    for (const auto& unit : snapshot.units) {
        text += unit.unitName + " (" + unit.profileId + ")\n";
        std::vector<std::vector<std::string>> rows;
        for (const auto& value : unit.controls)
            rows.push_back({"  " + value.control, value.text, recall::name(value.quality)});
        text += table(rows);
    }
    return text;
}

Result<int> listSnapshots(Context& context, const std::string& song) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto all = (*studio)->ask<std::vector<Snapshot>>([&](Store& store) -> Result<std::vector<Snapshot>> {
        auto found = store.song(song);
        if (!found) return found.problem();
        return store.snapshots(found->id);
    });
    if (!all) return all.problem();
    Json json = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const Snapshot& s : *all) {
        std::size_t controls = 0;
        for (const auto& unit : s.units) controls += unit.controls.size();
        json.push_back({{"id", s.id.text},
                        {"name", s.name},
                        {"status", recall::name(s.status)},
                        {"created", recall::utcText(s.createdMs)},
                        {"controls", controls}});
        rows.push_back({s.id.text, s.name, recall::name(s.status), recall::utcText(s.createdMs),
                        std::to_string(controls) + " controls"});
    }
    context.print(json, rows.empty() ? "no snapshot" : table(rows));
    return 0;
}

Result<int> diff(Context& context, const std::string& a, const std::string& b) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    using Both = std::pair<Snapshot, Snapshot>;
    auto both = (*studio)->ask<Both>([&](Store& store) -> Result<Both> {
        auto from = store.snapshot(a);
        if (!from) return from.problem();
        auto to = store.snapshot(b);
        if (!to) return to.problem();
        return Both{*from, *to};
    });
    if (!both) return both.problem();
    Json json = Json::array();
    for (const auto& change : recall::differences(both->first, both->second)) {
        json.push_back({{"unit", change.unitName},
                        {"control", change.control},
                        {"from", change.fromText.empty() ? Json(nullptr) : Json(change.fromText)},
                        {"to", change.toText.empty() ? Json(nullptr) : Json(change.toText)}});
    }
    const auto found = recall::unitDifferences(both->first, both->second);
    std::vector<std::vector<std::string>> rows;
    std::string text;
    for (const auto& unit : found.added) text += unit + " is new\n";
    for (const auto& unit : found.gone) text += unit + " is gone\n";
    for (const auto& change : found.changes) {
        rows.push_back({change.unitName, change.control, change.fromText.empty() ? "-" : change.fromText, "to",
                        change.toText.empty() ? "-" : change.toText});
    }
    context.print({{"changes", json}, {"added", found.added}, {"gone", found.gone}}, found.empty() ? "no difference" : text + table(rows));
    return 0;
}

Result<int> setStatus(Context& context, const std::string& key, const std::string& word) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto snapshot = (*studio)->ask<Snapshot>([&](Store& store) -> Result<Snapshot> {
        auto found = store.snapshot(key);
        if (!found) return found;
        if (auto done = store.setSnapshotStatus(found->id, *recall::statusFrom(word)); !done) return done.problem();
        return store.snapshot(found->id.text);
    });
    if (!snapshot) return snapshot.problem();
    context.print({{"id", snapshot->id.text}, {"status", word}}, snapshot->name + " is " + word);
    return 0;
}

}  // namespace

void addSnapshot(CLI::App& app, Context& context) {
    struct Options {
        std::string key, other, name, note;
        std::vector<std::string> manual;
    };
    auto o = std::make_shared<Options>();
    CLI::App& noun = *app.add_subcommand("snapshot", "states of a chain");
    noun.require_subcommand(1)->fallthrough();
    CLI::App* verb =
        addVerb(noun, context, "take", "read back what can be read and keep it", [&context, o]() -> Result<int> {
            auto studio = context.studio();
            if (!studio) return studio.problem();
            auto part = (*studio)->ask<SongPart>([&](Store& store) { return findPart(store, o->key); });
            if (!part) return part.problem();
            auto snapshot = takeSnapshot(context, **studio, *part, o->name, o->note, o->manual);
            if (!snapshot) return snapshot.problem();
            context.print(snapshotJson(*snapshot), snapshot->id.text);
            return 0;
        });
    verb->add_option("SONG[/PART]", o->key)->required();
    verb->add_option("--name", o->name);
    verb->add_option("--note", o->note);
    verb->add_option("--manual", o->manual, "UNIT.CONTROL=VALUE of what cannot be read")->allow_extra_args(false);
    verb = addVerb(noun, context, "list", "of a song, newest first", [&context, o] { return listSnapshots(context, o->key); });
    verb->add_option("SONG", o->key)->required();
    verb = addVerb(noun, context, "show", "every value", [&context, o]() -> Result<int> {
        auto studio = context.studio();
        if (!studio) return studio.problem();
        auto snapshot = (*studio)->ask<Snapshot>([&](Store& store) { return store.snapshot(o->key); });
        if (!snapshot) return snapshot.problem();
        context.print(snapshotJson(*snapshot), snapshotText(*snapshot));
        return 0;
    });
    verb->add_option("ID", o->key)->required();
    verb = addVerb(noun, context, "diff", "what changed from A to B",
                   [&context, o] { return diff(context, o->key, o->other); });
    verb->add_option("A", o->key)->required();
    verb->add_option("B", o->other)->required();
    verb = addVerb(noun, context, "status", "draft, sent or approved",
                   [&context, o] { return setStatus(context, o->key, o->other); });
    verb->add_option("ID", o->key)->required();
    verb->add_option("STATUS", o->other)->required()->check(CLI::IsMember({"draft", "sent", "approved"}));
}

}  // namespace detent::cli
