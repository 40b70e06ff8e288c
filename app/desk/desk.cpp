// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/desk.h"

#include "app/desk/edit.h"

namespace detent::desk {

using recall::Code;
using recall::Snapshot;
using recall::SnapshotId;
using recall::UnitId;

Desk::Desk(const Services& given, QObject* parent)
    : QObject(parent),
      services(given),
      settings(*services.store),
      book(services, jobs, messages),
      rack(services, messages),
      player(services, messages),
      listening(services, book, player, jobs, messages),
      prints(services, book, rack, jobs, messages),
      recalls(services, book, rack, messages) {
    connect(&rack, &Rack::muteWanted, &player, &Player::setMuted);
    connect(&rack, &Rack::unitAdded, &book, [this](const QString& unit) { book.setWired({unit.toStdString()}, true); });
    connect(&rack, &Rack::unitRetired, &book, [this](const QString& unit) { book.setWired({unit.toStdString()}, false); });
    connect(&prints, &PrintFlow::printed, &listening, &Listening::showPrint);
    connect(&prints, &PrintFlow::snapshotTaken, this, [this](const Snapshot& kept) { chooseSnapshot(kept.id); });
    connect(&book, &Book::songChosen, this, [this] { chooseSnapshot({}); });
    connect(&recalls, &RecallFlow::finished, this, [this] {
        if (recalls.wanted().automatic) return;  // an undo is no deed of its own
        const Snapshot wanted = recalls.wanted();
        history.push(new Edit(
            tr("recall of %1").arg(QString::fromStdString(wanted.name)), [this] { recalls.proposeUndo(); },
            [this, wanted] { recalls.propose(wanted); }));
    });
}

void Desk::begin() {
    rack.load();
    book.load();
    if (services.prepare) prepare();
}

void Desk::prepare() {
    m_preparing = true;
    emit preparingChanged();
    jobs.run(tr("Preparing the song and the rack"), this, services.prepare,
             [this](Result<recall::SongId> song) { prepared(song); });
}

void Desk::prepared(const Result<recall::SongId>& song) {
    m_preparing = false;
    emit preparingChanged();
    if (!song) return messages.add(song.problem());
    if (rack.units().empty()) rack.load();
    if (!song->empty()) book.open(*song);
}

void Desk::turn(const UnitId& unit, const std::string& control, Code code, int gesture) {
    const recall::KnownUnit* known = rack.find(unit);
    const profiles::Control* what = known ? known->profile->control(control) : nullptr;
    if (!what || !what->scale.contains(code) || rack.recalling()) return rack.turn(unit, control, code);
    const auto value = known->values.find(control);
    std::optional<Code> before = rack.wanted(unit, control);
    if (!before && value != known->values.end() && value->second.quality != recall::Quality::Unknown)
        before = value->second.code;
    if (before == code && !rack.fault(unit, control)) return;
    rack.turn(unit, control, code);
    if (!before) return;  // nothing is known to go back to
    const QString text = QString::fromStdString(known->unit.name + " " + what->label + " to " + what->scale.textOf(code));
    history.push(new Edit(
        text, [=, this] { rack.turn(unit, control, *before); }, [=, this] { rack.turn(unit, control, code); }, gesture));
}

void Desk::renameSnapshot(const SnapshotId& id, const QString& name) {
    const Snapshot* snapshot = book.snapshot(id);
    if (!snapshot || name.trimmed().isEmpty() || snapshot->name == name.trimmed().toStdString()) return;
    const QString before = QString::fromStdString(snapshot->name), after = name.trimmed();
    book.setName(id, after);
    history.push(new Edit(
        tr("name %1").arg(after), [=, this] { book.setName(id, before); }, [=, this] { book.setName(id, after); }));
}

void Desk::setNotes(const SnapshotId& id, const QString& notes) {
    const Snapshot* snapshot = book.snapshot(id);
    if (!snapshot || snapshot->notes == notes.toStdString()) return;
    const QString before = QString::fromStdString(snapshot->notes);
    book.setNotes(id, notes);
    history.push(new Edit(
        tr("notes"), [=, this] { book.setNotes(id, before); }, [=, this] { book.setNotes(id, notes); }));
}

void Desk::setStatus(const SnapshotId& id, Snapshot::Status status) {
    const Snapshot* snapshot = book.snapshot(id);
    if (!snapshot || snapshot->status == status) return;
    const Snapshot::Status before = snapshot->status;
    book.setStatus(id, status);
    history.push(new Edit(
        tr("status %1").arg(recall::name(status)), [=, this] { book.setStatus(id, before); },
        [=, this] { book.setStatus(id, status); }));
}

const Snapshot* Desk::chosenSnapshot() const {
    if (const Snapshot* chosen = book.snapshot(m_chosen)) return chosen;
    return book.snapshots().empty() ? nullptr : &book.snapshots().front().snapshot;
}

void Desk::chooseSnapshot(const SnapshotId& id) {
    if (id == m_chosen) return;
    m_chosen = id;
    emit chosenChanged();
}

void Desk::showSnapshot(const recall::SongId& song, const SnapshotId& id) {
    if (book.snapshot(id)) return chooseSnapshot(id);
    connect(
        &book, &Book::snapshotsChanged, this, [this, id] { chooseSnapshot(id); }, Qt::SingleShotConnection);
    book.chooseSong(song);
}

Snapshot Desk::present() const {
    Snapshot now;
    now.units = recall::captured(rack.units());
    return now;
}

void Desk::recallChosen() {
    const Snapshot* snapshot = chosenSnapshot();
    if (!snapshot) return messages.note(tr("There is no snapshot to recall"), tr("take one first"));
    recalls.propose(*snapshot);
}

void Desk::compareChosen() {
    const Snapshot* snapshot = chosenSnapshot();
    const recall::Print* print = snapshot ? book.printOf(snapshot->id) : nullptr;
    if (print) listening.showPrint(*print);
    if (snapshot && !print && !book.prints().empty())
        messages.note(tr("%1 has no print of its own").arg(QString::fromStdString(snapshot->name)),
                      tr("recall it and print the song"));
    emit compareWanted();
}

void Desk::togglePlay() {
    player.hearing().status.playing ? player.stop() : player.play();
}

}  // namespace detent::desk
