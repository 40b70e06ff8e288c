// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_keys.h"

#include "recall/store/text_fold.h"

#include <algorithm>
#include <cctype>

namespace detent::recall {

const Named sessionNames{"session", "sessions", "title", "title_folded",
                         nullptr,   nullptr,    nullptr, "see `detent session list`"};
const Named songNames{"song",  "songs",       "title",          "title_folded",
                      nullptr, &sessionNames, "session_id = ?", "see `detent session show SESSION`"};
const Named unitNames{"unit", "units", "name", "name_folded", "retired = 0", nullptr, nullptr, "see `detent rack list`"};
const Named insertNames{"insert", "inserts", "name", "name_folded", nullptr, nullptr, nullptr, "see `detent insert list`"};
const Named snapshotNames{"snapshot",
                          "snapshots",
                          "name",
                          "name_folded",
                          "automatic = 0",
                          &songNames,
                          "part_id IN (SELECT id FROM parts WHERE song_id = ?)",
                          "see `detent snapshot list SONG`"};
const Named printNames{"print", "prints", "path", nullptr, nullptr, nullptr, nullptr, "see `detent print list SONG`"};

namespace {

Match readMatch(Row& row) {
    return {row.text(), row.text()};
}

/// Those that meet `condition`, the preferred ones alone where there are any.
template <typename... Values>
std::vector<Match> select(Transaction& work, const Named& kind, const std::string& condition, const Values&... values) {
    const std::string all = std::string("SELECT id, ") + kind.title + " FROM " + kind.table + " WHERE " + condition;
    const std::string inOrder = " ORDER BY id LIMIT 4";
    if (kind.preferred) {
        auto found = work.rows(all + " AND " + kind.preferred + inOrder, readMatch, values...);
        if (!found.empty()) return found;
    }
    return work.rows(all + inOrder, readMatch, values...);
}

/// By title, else by title without case; `within` narrows it further, with its own parameters.
template <typename... Values>
std::vector<Match> byTitle(Transaction& work, const Named& kind, const std::string& title, const std::string& within,
                           const Values&... values) {
    if (title.empty()) return {};
    auto found = select(work, kind, std::string(kind.title) + " = ?" + within, title, values...);
    if (found.empty() && kind.folded)
        found = select(work, kind, std::string(kind.folded) + " = ?" + within, folded(title), values...);
    return found;
}

bool canBeginId(const std::string& key) {
    return key.size() >= 4 &&
           std::all_of(key.begin(), key.end(), [](unsigned char c) { return std::isxdigit(c) || c == '-'; });
}

std::vector<Match> byIdBeginning(Transaction& work, const Named& kind, std::string key) {
    if (!canBeginId(key)) return {};
    std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string all =
        std::string("SELECT id, ") + kind.title + " FROM " + kind.table + " WHERE id LIKE ? ORDER BY id LIMIT 4";
    return work.rows(all, readMatch, key + "%");
}

std::vector<Match> underParent(Transaction& work, const Named& kind, const std::string& key) {
    if (!kind.parent) return {};
    for (auto slash = key.rfind('/'); slash != std::string::npos && slash > 0; slash = key.rfind('/', slash - 1)) {
        std::vector<Match> found;
        for (const Match& parent : matches(work, *kind.parent, key.substr(0, slash)))
            for (const Match& child :
                 byTitle(work, kind, key.substr(slash + 1), std::string(" AND ") + kind.ofParent, parent.id))
                found.push_back(child);
        if (!found.empty()) return found;
    }
    return {};
}

}  // namespace

std::vector<Match> matches(Transaction& work, const Named& kind, const std::string& key) {
    auto found = select(work, kind, "id = ?", key);
    if (found.empty()) found = byTitle(work, kind, key, "");
    if (found.empty()) found = byIdBeginning(work, kind, key);
    if (found.empty()) found = underParent(work, kind, key);
    return found;
}

Problem notUnique(const std::string& noun, const std::string& key, const std::vector<Match>& found) {
    std::string list;
    for (std::size_t i = 0; i < found.size() && i < 3; ++i)
        list += (i ? ", " : "") + found[i].id + (found[i].title.empty() ? "" : " (" + found[i].title + ")");
    return {Fault::Usage, "\"" + key + "\" means more than one " + noun + ": " + list + (found.size() > 3 ? ", ..." : ""),
            "give more of the id"};
}

std::string idOf(Transaction& work, const Named& kind, const std::string& key) {
    const auto found = matches(work, kind, key);
    if (found.size() == 1) return found.front().id;
    if (found.empty())
        work.fail({Fault::Usage, std::string("there is no ") + kind.noun + " \"" + key + "\"", kind.seeAlso});
    else
        work.fail(notUnique(kind.noun, key, found));
    return {};
}

}  // namespace detent::recall
