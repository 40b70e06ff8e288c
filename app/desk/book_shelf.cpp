// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the book from the store: one job, one answer.

#include "app/desk/book.h"
#include "recall/model/differences.h"

namespace detent::desk {

using recall::SessionId;
using recall::SongId;

struct Book::Shelf {
    std::vector<recall::Session> sessions;
    SessionId session;
    std::vector<SongItem> songs;
    SongId song;
    std::vector<SnapshotItem> snapshots;
    std::vector<recall::Print> prints;
    std::vector<recall::Insert> inserts;
};

namespace {

/// How many controls each snapshot changed against the one before it; `newestFirst` as the store gives them.
std::vector<SnapshotItem> withChanges(const std::vector<recall::Snapshot>& newestFirst) {
    std::vector<SnapshotItem> items;
    for (std::size_t i = 0; i < newestFirst.size(); ++i) {
        SnapshotItem item{newestFirst[i], 0, {}, {}, i + 1 == newestFirst.size()};
        if (item.first) {
            for (const auto& unit : item.snapshot.units) item.changed += static_cast<int>(unit.controls.size());
        } else {
            auto found = recall::unitDifferences(newestFirst[i + 1], newestFirst[i]);
            item.changed = static_cast<int>(found.changes.size());
            item.added = std::move(found.added), item.gone = std::move(found.gone);
        }
        items.push_back(std::move(item));
    }
    return items;
}

template <typename Records, typename IdType>
IdType present(const Records& records, const IdType& wanted) {
    for (const auto& record : records)
        if (record.id == wanted) return wanted;
    return records.empty() ? IdType{} : records.front().id;
}

SessionId newest(const std::vector<recall::Session>& sessions) {
    const auto it = std::max_element(sessions.begin(), sessions.end(),
                                     [](const auto& a, const auto& b) { return a.createdMs < b.createdMs; });
    return it == sessions.end() ? SessionId{} : it->id;
}

}  // namespace

Result<Book::Shelf> Book::readShelf(recall::Store& store, SessionId session, SongId song) {
    Shelf shelf;
    auto sessions = store.sessions();
    if (!sessions) return sessions.problem();
    shelf.sessions = *sessions;
    shelf.session = present(shelf.sessions, session.empty() ? newest(shelf.sessions) : session);
    if (auto inserts = store.inserts()) shelf.inserts = *inserts;
    if (shelf.session.empty()) return shelf;
    auto songs = store.songs(shelf.session);
    if (!songs) return songs.problem();
    shelf.song = present(*songs, song);
    for (const recall::Song& one : *songs) {
        auto sources = store.sources(one.id);
        if (!sources) return sources.problem();
        shelf.songs.push_back({one, *sources});
    }
    if (shelf.song.empty()) return shelf;
    auto snapshots = store.snapshots(shelf.song);
    if (!snapshots) return snapshots.problem();
    shelf.snapshots = withChanges(*snapshots);
    if (auto prints = store.prints(shelf.song)) shelf.prints = *prints;
    std::stable_sort(shelf.prints.begin(), shelf.prints.end(),
                     [](const auto& a, const auto& b) { return a.createdMs > b.createdMs; });
    return shelf;
}

void Book::load() {
    auto job = [](recall::Store& store) {
        const auto session = store.setting("desk.session"), song = store.setting("desk.song");
        return readShelf(store, {session ? *session : ""}, {song ? *song : ""});
    };
    askStore(*m_services.store, this, job, [this](Result<Shelf> shelf) {
        shelf ? take(std::move(*shelf)) : m_messages.add(shelf.problem());
    });
}

void Book::read(const SessionId& session, const SongId& song) {
    auto job = [session, song](recall::Store& store) { return readShelf(store, session, song); };
    askStore(*m_services.store, this, job, [this](Result<Shelf> shelf) {
        shelf ? take(std::move(*shelf)) : m_messages.add(shelf.problem());
    });
}

void Book::take(Shelf shelf) {
    const bool otherSong = !m_loaded || shelf.song != m_song;
    m_loaded = true;
    m_sessions = std::move(shelf.sessions), m_session = shelf.session;
    m_songs = std::move(shelf.songs), m_song = shelf.song;
    m_snapshots = std::move(shelf.snapshots), m_prints = std::move(shelf.prints), m_inserts = std::move(shelf.inserts);
    emit sessionChanged();
    emit insertsChanged();
    emit songsChanged();
    if (otherSong) emit songChosen();
    emit snapshotsChanged();
    if (!otherSong) return;
    m_services.store->post([session = m_session.text, song = m_song.text](recall::Store& store) {
        (void)store.setSetting("desk.session", session);
        (void)store.setSetting("desk.song", song);
    });
}

}  // namespace detent::desk
