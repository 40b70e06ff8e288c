// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_keys.h"
#include "recall/store/store_state.h"
#include "recall/store/text_fold.h"

namespace detent::recall {

namespace {

const std::string columns = "SELECT id, title, client, artist, created_ms FROM sessions s";
const std::string newestFirst = " ORDER BY created_ms DESC, id DESC";

Session read(Row& row) {
    return {SessionId{row.text()}, row.text(), row.text(), row.text(), row.whole()};
}

std::string searchText(const std::string& title, const std::string& client, const std::string& artist) {
    return folded(title + " " + client + " " + artist);
}

/// Where one word is found; five parameters, all the same pattern.
const std::string hasWord =
    "(s.search_folded LIKE ? ESCAPE '!'"
    " OR EXISTS (SELECT 1 FROM songs g WHERE g.session_id = s.id AND g.title_folded LIKE ? ESCAPE '!')"
    " OR EXISTS (SELECT 1 FROM notes n WHERE n.session_id = s.id AND n.text_folded LIKE ? ESCAPE '!')"
    " OR EXISTS (SELECT 1 FROM snapshots x JOIN parts p ON p.id = x.part_id JOIN songs g ON g.id = p.song_id"
    " WHERE g.session_id = s.id AND x.automatic = 0 AND (x.name_folded LIKE ? ESCAPE '!' OR x.notes_folded LIKE ? ESCAPE "
    "'!')))";
constexpr int patternsOfAWord = 5;

}  // namespace

Result<Session> Store::addSession(const std::string& title, const std::string& client, const std::string& artist) {
    Transaction work = m_state->writing();
    expectName(work, title, "a session's title");
    const Session session{m_state->ids.make<SessionId>(), title, client, artist, now()};
    work.run(
        "INSERT INTO sessions (id, room_id, title, client, artist, title_folded, search_folded, created_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        session.id, m_state->room, title, client, artist, folded(title), searchText(title, client, artist),
        session.createdMs);
    return work.finish(session);
}

Result<std::vector<Session>> Store::sessions() {
    Transaction work = m_state->reading();
    return work.finish(work.rows(columns + newestFirst, read));
}

Result<Session> Store::session(const std::string& key) {
    Transaction work = m_state->reading();
    const auto found = work.rows(columns + " WHERE id = ?", read, idOf(work, sessionNames, key));
    return work.finish(found.empty() ? Session{} : found.front());
}

Result<void> Store::renameSession(const SessionId& id, const std::string& title) {
    Transaction work = m_state->writing();
    expectName(work, title, "a session's title");
    const auto found = work.rows(columns + " WHERE id = ?", read, id);
    expectChanged(work, static_cast<int>(found.size()), "session", id.text);
    if (!found.empty())
        work.run("UPDATE sessions SET title = ?, title_folded = ?, search_folded = ? WHERE id = ?", title, folded(title),
                 searchText(title, found.front().client, found.front().artist), id);
    return work.finish();
}

Result<std::vector<Session>> Store::searchSessions(const std::string& text) {
    std::string conditions;
    std::vector<QVariant> patterns;
    for (const std::string& word : foldedWords(text)) {
        conditions += (conditions.empty() ? " WHERE " : " AND ") + hasWord;
        patterns.insert(patterns.end(), patternsOfAWord, bound(containing(word)));
    }
    Transaction work = m_state->reading();
    return work.finish(work.rowsOf(columns + conditions + newestFirst, read, patterns));
}

}  // namespace detent::recall
