// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_keys.h"
#include "recall/store/store_state.h"
#include "recall/store/text_fold.h"

#include <array>

namespace detent::recall {

namespace {

const std::string songColumns = "SELECT id, session_id, title, position, created_ms FROM songs";

Song readSong(Row& row) {
    return {SongId{row.text()}, SessionId{row.text()}, row.text(), row.number(), row.whole()};
}

Source readSource(Row& row) {
    return {SourceId{row.text()}, SongId{row.text()}, row.text(),   row.text(),  row.number(), row.text(),
            row.text(),           row.real(),         row.number(), row.whole(), row.whole()};
}

constexpr std::array<const char*, 6> sourceKinds = {"main", "instrumental", "clean", "tv", "acappella", "stem"};

void expectKind(Transaction& work, const Source& source) {
    std::string all;
    for (const char* kind : sourceKinds) {
        if (source.kind == kind) return;
        all += (all.empty() ? "" : ", ") + std::string(kind);
    }
    work.fail({Fault::Usage, "there is no kind of source \"" + source.kind + "\"", "use one of " + all});
}

}  // namespace

Result<Song> Store::addSong(const SessionId& session, const std::string& title) {
    Transaction work = m_state->writing();
    expectName(work, title, "a song's title");
    Song song{m_state->ids.make<SongId>(), session, title, 1, now()};
    song.position += static_cast<int>(work.whole("SELECT MAX(position) FROM songs WHERE session_id = ?", session));
    work.run("INSERT INTO songs (id, session_id, title, title_folded, position, created_ms) VALUES (?, ?, ?, ?, ?, ?)",
             song.id, session, title, folded(title), song.position, song.createdMs);
    return work.finish(song);
}

Result<std::vector<Song>> Store::songs(const SessionId& session) {
    Transaction work = m_state->reading();
    return work.finish(work.rows(songColumns + " WHERE session_id = ? ORDER BY position, id", readSong, session));
}

Result<Song> Store::song(const std::string& key) {
    Transaction work = m_state->reading();
    const auto found = work.rows(songColumns + " WHERE id = ?", readSong, idOf(work, songNames, key));
    return work.finish(found.empty() ? Song{} : found.front());
}

Result<Source> Store::addSource(Source source) {
    Transaction work = m_state->writing();
    expectKind(work, source);
    if (source.kind == "stem") expectName(work, source.name, "a stem's name");
    source.id = m_state->ids.make<SourceId>();
    source.createdMs = now();
    source.revision =
        1 + static_cast<int>(work.whole("SELECT MAX(revision) FROM sources WHERE song_id = ? AND kind = ? AND name = ?",
                                        source.song, source.kind, source.name));
    work.run(
        "INSERT INTO sources (id, song_id, kind, name, revision, sha256, path, sample_rate_hz, channel_count, frame_count, "
        "created_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        source.id, source.song, source.kind, source.name, source.revision, source.sha256, source.path, source.sampleRateHz,
        source.channelCount, source.frameCount, source.createdMs);
    return work.finish(std::move(source));
}

Result<std::vector<Source>> Store::sources(const SongId& song) {
    Transaction work = m_state->reading();
    return work.finish(work.rows(
        "SELECT id, song_id, kind, name, revision, sha256, path, sample_rate_hz, channel_count, frame_count, created_ms "
        "FROM sources"
        " WHERE song_id = ? ORDER BY CASE kind WHEN 'main' THEN 0 WHEN 'stem' THEN 2 ELSE 1 END, kind, name, revision DESC",
        readSource, song));
}

Result<Part> Store::part(const SongId& song, const std::string& name) {
    Transaction work = m_state->writing();
    Part part{partOf(work, m_state->ids, song, name), song, name};
    return work.finish(std::move(part));
}

Result<std::vector<Part>> Store::parts(const SongId& song) {
    Transaction work = m_state->reading();
    return work.finish(work.rows(
        "SELECT id, song_id, name FROM parts WHERE song_id = ? ORDER BY CASE name WHEN '' THEN 0 WHEN 'sum' THEN 2 ELSE 1 "
        "END, name",
        [](Row& row) {
            return Part{PartId{row.text()}, SongId{row.text()}, row.text()};
        },
        song));
}

}  // namespace detent::recall
