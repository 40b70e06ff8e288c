// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_keys.h"
#include "recall/store/store_state.h"
#include "recall/store/text_fold.h"

namespace detent::recall {

namespace {

struct Target {
    const Named* kind;
    const char* session;  ///< the session of a record of that kind, by its id
};
const Target targets[] = {
    {&sessionNames, "SELECT id FROM sessions WHERE id = ?"},
    {&songNames, "SELECT session_id FROM songs WHERE id = ?"},
    {&snapshotNames,
     "SELECT g.session_id FROM snapshots x JOIN parts p ON p.id = x.part_id JOIN songs g ON g.id = p.song_id WHERE x.id = "
     "?"},
    {&printNames,
     "SELECT g.session_id FROM prints r JOIN parts p ON p.id = r.part_id JOIN songs g ON g.id = p.song_id WHERE r.id = ?"},
};

struct Place {
    std::string target, session;
};

/// What a key means among all that can bear a note.
Place placeOf(Transaction& work, const std::string& key) {
    std::vector<Match> found;
    std::string session;
    for (const Target& target : targets)
        for (const Match& match : matches(work, *target.kind, key)) {
            found.push_back(match);
            for (const std::string& id : work.rows(
                     target.session, [](Row& row) { return row.text(); }, match.id))
                session = id;
        }
    const std::string noun = "session, song, snapshot or print";
    if (found.empty()) work.fail({Fault::Usage, "there is no " + noun + " \"" + key + "\"", "see `detent session list`"});
    if (found.size() > 1) work.fail(notUnique(noun, key, found));
    return found.size() == 1 ? Place{found.front().id, session} : Place{};
}

}  // namespace

Result<Note> Store::addNote(const std::string& target, const std::string& text, const std::string& path,
                            const std::string& sha256) {
    Transaction work = m_state->writing();
    if (path.empty()) expectName(work, text, "a note's text");
    const Place place = placeOf(work, target);
    const Note note{m_state->ids.make<NoteId>(), place.target, text, path, sha256, now()};
    work.run(
        "INSERT INTO notes (id, session_id, target_id, text, text_folded, path, sha256, created_ms) VALUES (?, ?, ?, ?, ?, "
        "?, ?, ?)",
        note.id, place.session, note.target, text, folded(text), path, sha256, note.createdMs);
    return work.finish(note);
}

Result<std::vector<Note>> Store::notes(const std::string& target) {
    Transaction work = m_state->reading();
    const std::string id = placeOf(work, target).target;
    return work.finish(work.rows(
        "SELECT id, target_id, text, path, sha256, created_ms FROM notes WHERE target_id = ? ORDER BY created_ms, id",
        [](Row& row) { return Note{NoteId{row.text()}, row.text(), row.text(), row.text(), row.text(), row.whole()}; }, id));
}

}  // namespace detent::recall
