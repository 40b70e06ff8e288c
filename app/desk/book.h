// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/jobs.h"
#include "app/desk/messages.h"
#include "app/desk/services.h"

#include <QObject>

#include <map>

namespace detent::desk {

struct SongItem {
    recall::Song song;
    std::vector<recall::Source> sources;  ///< newest revision of each kind first

    const recall::Source* main() const;
    bool hasStems() const;
    double seconds() const;
};

/// One line of the timeline.
struct SnapshotItem {
    recall::Snapshot snapshot;
    int changed = 0;      ///< controls that differ from the one before; of the first: all
    std::vector<std::string> added, gone;  ///< units that it has and the one before has not, and the other way round
    bool first = false;
};

/// Sessions, songs and snapshots as main sees them; asks the store and hears back. [main-thread]
class Book : public QObject {
    Q_OBJECT
public:
    Book(const Services& services, Jobs& jobs, Messages& messages, QObject* parent = nullptr);

    void load();  ///< the session and song that were open last, else the newest
    bool loaded() const { return m_loaded; }

    const std::vector<recall::Session>& sessions() const { return m_sessions; }
    const recall::Session* session() const;
    const std::vector<SongItem>& songs() const { return m_songs; }
    const SongItem* song() const;  ///< null: none chosen
    const std::vector<SnapshotItem>& snapshots() const { return m_snapshots; }  ///< newest first
    const recall::Snapshot* snapshot(const recall::SnapshotId& id) const;
    const std::vector<recall::Print>& prints() const { return m_prints; }       ///< of the song at hand, newest first
    const recall::Print* printOf(const recall::SnapshotId& id) const;
    const std::vector<recall::Insert>& inserts() const { return m_inserts; }
    const recall::Insert* insert() const;  ///< the one in use; null: none yet

    void chooseSession(const recall::SessionId& id);
    void chooseSong(const recall::SongId& id);
    void open(const recall::SongId& id);  ///< whatever session it belongs to
    void addSession(const QString& title, const QString& client);
    void renameSession(const QString& title);
    void addSongFiles(const QStringList& files);
    /// Without a name it becomes the song's next: "v4".
    void addSnapshot(recall::Snapshot snapshot, const std::vector<profiles::ProfilePtr>& profiles,
                     std::function<void(const recall::Snapshot&)> done = {});
    void setName(const recall::SnapshotId& id, const QString& name);
    void setNotes(const recall::SnapshotId& id, const QString& notes);
    void setStatus(const recall::SnapshotId& id, recall::Snapshot::Status status);
    void reloadSong();
    void saveInsert(const recall::Insert& insert, std::function<void()> done = {});
    /// Puts a unit at the end of the virtual insert, where there is one, or takes it out; what was measured is void then.
    void setWired(const recall::UnitId& unit, bool wired);

signals:
    void sessionChanged();
    void songsChanged();
    void songChosen();        ///< another song, or its sources
    void snapshotsChanged();  ///< and prints
    void insertsChanged();

private:
    struct Shelf;  ///< what one job reads
    static Result<Shelf> readShelf(recall::Store& store, recall::SessionId session, recall::SongId song);
    void read(const recall::SessionId& session, const recall::SongId& song);
    void take(Shelf shelf);
    void edit(std::function<Result<void>(recall::Store&)> change);

    const Services m_services;
    Jobs& m_jobs;
    Messages& m_messages;
    std::vector<recall::Session> m_sessions;
    recall::SessionId m_session;
    std::vector<SongItem> m_songs;
    recall::SongId m_song;
    std::vector<SnapshotItem> m_snapshots;
    std::vector<recall::Print> m_prints;
    std::vector<recall::Insert> m_inserts;
    bool m_loaded = false;
};

}  // namespace detent::desk
