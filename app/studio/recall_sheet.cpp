// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document/recall_sheet.h"

#include "app/studio/studio.h"

#include <algorithm>

namespace detent::studio {
namespace {

using recall::Store;

/// As it was when the snapshot was taken; today's where that text is no longer readable.
profiles::ProfilePtr profileOf(Store& store, const profiles::ProfileLibrary& today, const recall::SnapshotUnit& unit) {
    const auto now = today.find(unit.profileId);
    if (now && now->sha256 == unit.profileSha256) return now;
    const auto text = store.profileText(unit.profileSha256);
    const auto then = text ? profiles::readProfile(*text).profile : nullptr;
    return then ? then : now;
}

/// What the chain passes; without a chain, every insert with a unit of the snapshot.
Result<std::vector<recall::Insert>> insertsOf(Store& store, const recall::Snapshot& snapshot) {
    auto all = store.inserts();
    if (!all) return all;
    std::erase_if(*all, [&](const recall::Insert& insert) {
        if (!snapshot.chain.empty()) {
            return std::none_of(snapshot.chain.begin(), snapshot.chain.end(), [&](const auto& stage) {
                return stage.kind == recall::Stage::Kind::Insert && stage.target == insert.id.text;
            });
        }
        return std::none_of(snapshot.units.begin(), snapshot.units.end(), [&](const auto& unit) {
            return std::find(insert.units.begin(), insert.units.end(), unit.unit) != insert.units.end();
        });
    });
    return all;
}

Result<document::RecallSheet> gather(Store& store, const profiles::ProfileLibrary& profiles, const recall::SnapshotId& id) {
    document::RecallSheet sheet;
    auto snapshot = store.snapshot(id.text);
    if (!snapshot) return snapshot.problem();
    sheet.snapshot = *snapshot;
    auto song = store.song(snapshot->song.text);
    if (!song) return song.problem();
    sheet.song = *song;
    auto session = store.session(song->session.text);
    if (!session) return session.problem();
    sheet.session = *session;
    auto parts = store.parts(song->id);
    if (!parts) return parts.problem();
    for (const auto& part : *parts) {
        if (part.id == snapshot->part) sheet.partName = part.name;
    }
    for (const auto& unit : snapshot->units) sheet.profiles.push_back(profileOf(store, profiles, unit));
    auto inserts = insertsOf(store, *snapshot);
    if (!inserts) return inserts.problem();
    sheet.inserts = *inserts;
    auto prints = store.prints(song->id);
    if (!prints) return prints.problem();
    for (const auto& print : *prints) {
        if (print.snapshot == id) sheet.prints.push_back(print);
    }
    sheet.printedMs = store.now();
    return sheet;
}

}  // namespace

Result<void> Studio::writeRecallSheet(const recall::SnapshotId& snapshot, const std::filesystem::path& target) {
    auto sheet = ask<document::RecallSheet>([&](Store& store) { return gather(store, profiles(), snapshot); });
    if (!sheet) return sheet.problem();
    return document::writeRecallSheet(*sheet, target);
}

}  // namespace detent::studio
