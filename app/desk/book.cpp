// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/book.h"

#include "app/desk/song_file.h"
#include "dsp/base/place_file.h"

#include <QRegularExpression>

#include <algorithm>

namespace detent::desk {

using recall::SessionId;
using recall::Snapshot;
using recall::SnapshotId;
using recall::SongId;

namespace {

/// "v4" where v3 is the highest. Asked for in the job that keeps it, so that no two are called the same.
Result<std::string> nextName(recall::Store& store, const SongId& song) {
    static const QRegularExpression numbered("^v(\\d+)\\b");
    const auto kept = store.snapshots(song);
    if (!kept) return kept.problem();
    int highest = 0;
    for (const Snapshot& snapshot : *kept) {
        const auto match = numbered.match(QString::fromStdString(snapshot.name));
        if (match.hasMatch()) highest = std::max(highest, match.captured(1).toInt());
    }
    return "v" + std::to_string(highest + 1);
}

}  // namespace

const recall::Source* SongItem::main() const {
    for (const auto& source : sources)
        if (source.kind == "main") return &source;
    return sources.empty() ? nullptr : &sources.front();
}

bool SongItem::hasStems() const {
    return std::any_of(sources.begin(), sources.end(), [](const auto& s) { return s.kind == "stem"; });
}

double SongItem::seconds() const {
    const recall::Source* source = main();
    return source && source->sampleRateHz > 0 ? static_cast<double>(source->frameCount) / source->sampleRateHz : 0;
}

Book::Book(const Services& services, Jobs& jobs, Messages& messages, QObject* parent)
    : QObject(parent), m_services(services), m_jobs(jobs), m_messages(messages) {}

const recall::Session* Book::session() const {
    for (const auto& session : m_sessions)
        if (session.id == m_session) return &session;
    return nullptr;
}

const SongItem* Book::song() const {
    for (const auto& item : m_songs)
        if (item.song.id == m_song) return &item;
    return nullptr;
}

const Snapshot* Book::snapshot(const SnapshotId& id) const {
    for (const auto& item : m_snapshots)
        if (item.snapshot.id == id) return &item.snapshot;
    return nullptr;
}

const recall::Print* Book::printOf(const SnapshotId& id) const {
    for (const auto& print : m_prints)
        if (print.snapshot == id) return &print;
    return nullptr;
}

const recall::Insert* Book::insert() const { return m_inserts.empty() ? nullptr : &m_inserts.front(); }

void Book::chooseSession(const SessionId& id) { read(id, {}); }

void Book::chooseSong(const SongId& id) {
    if (m_song == id) return;
    read(m_session, id);
}

void Book::open(const SongId& id) {
    askStore(*m_services.store, this, [id](recall::Store& store) { return store.song(id.text); },
             [this](Result<recall::Song> song) { song ? read(song->session, song->id) : m_messages.add(song.problem()); });
}

void Book::reloadSong() { read(m_session, m_song); }

void Book::addSession(const QString& title, const QString& client) {
    auto job = [title = title.toStdString(), client = client.toStdString()](recall::Store& store) {
        return store.addSession(title, client, "");
    };
    askStore(*m_services.store, this, job, [this](Result<recall::Session> added) {
        added ? chooseSession(added->id) : m_messages.add(added.problem());
    });
}

void Book::renameSession(const QString& title) {
    edit([id = m_session, title = title.toStdString()](recall::Store& store) { return store.renameSession(id, title); });
}

void Book::addSongFiles(const QStringList& files) {
    for (const QString& file : files) {
        auto work = [store = m_services.store, session = m_session, file = pathFromText(file.toStdString())](
                        const dsp::Progress& progress) { return addSongFile(*store, session, file, progress); };
        m_jobs.run(tr("Adding %1").arg(file.section('/', -1)), this, work, [this](Result<recall::Song> song) {
            song ? read(song->session, song->id) : m_messages.add(song.problem());
        });
    }
}

void Book::addSnapshot(Snapshot snapshot, const std::vector<profiles::ProfilePtr>& profiles,
                       std::function<void(const Snapshot&)> done) {
    auto job = [snapshot = std::move(snapshot), profiles](recall::Store& store) mutable -> Result<Snapshot> {
        if (snapshot.part.empty()) {
            auto part = store.part(snapshot.song, "");
            if (!part) return part.problem();
            snapshot.part = part->id;
        }
        if (auto chain = store.chain(snapshot.part)) snapshot.chain = *chain;
        if (snapshot.name.empty()) {
            auto name = nextName(store, snapshot.song);
            if (!name) return name.problem();
            snapshot.name = *name;
        }
        return store.addSnapshot(snapshot, profiles);
    };
    askStore(*m_services.store, this, std::move(job), [this, done](Result<Snapshot> added) {
        if (!added) return m_messages.add(added.problem());
        if (!added->automatic) reloadSong();
        if (done) done(*added);
    });
}

void Book::setName(const SnapshotId& id, const QString& name) {
    edit([id, name = name.toStdString()](recall::Store& store) { return store.setSnapshotName(id, name); });
}

void Book::setNotes(const SnapshotId& id, const QString& notes) {
    edit([id, notes = notes.toStdString()](recall::Store& store) { return store.setSnapshotNotes(id, notes); });
}

void Book::setStatus(const SnapshotId& id, Snapshot::Status status) {
    edit([id, status](recall::Store& store) { return store.setSnapshotStatus(id, status); });
}

void Book::edit(std::function<Result<void>(recall::Store&)> change) {
    askStore(*m_services.store, this, std::move(change), [this](Result<void> done) {
        if (!done) m_messages.add(done.problem());
        reloadSong();
    });
}

void Book::setWired(const recall::UnitId& unit, bool wired) {
    if (!insert() || insert()->device != "virtual") return;
    recall::Insert changed = *insert();
    const bool was = std::erase(changed.units, unit) > 0;
    if (was == wired) return;
    if (wired) changed.units.push_back(unit);
    changed.delayFrames = changed.delaySpreadFrames = changed.gainDb = changed.noiseDbfs = {};
    changed.measuredMs = 0;
    saveInsert(changed);
}

void Book::saveInsert(const recall::Insert& insert, std::function<void()> done) {
    auto job = [insert](recall::Store& store) { return store.saveInsert(insert); };
    askStore(*m_services.store, this, job, [this, done](Result<recall::Insert> saved) {
        if (!saved) return m_messages.add(saved.problem());
        reloadSong();
        if (done) done();
    });
}

}  // namespace detent::desk
