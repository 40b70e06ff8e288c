// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent session: one job for one client.
#include "app/cli/context.h"

namespace detent::cli {
namespace {

using recall::Session;
using recall::Store;
using Sessions = std::vector<Session>;

Json sessionJson(const Session& s) {
    return {{"id", s.id.text},
            {"title", s.title},
            {"client", s.client},
            {"artist", s.artist},
            {"created", recall::utcText(s.createdMs)}};
}

Result<int> printAll(Context& context, const Result<Sessions>& sessions) {
    if (!sessions) return sessions.problem();
    Json all = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const Session& s : *sessions) {
        all.push_back(sessionJson(s));
        rows.push_back({s.id.text, s.title, s.client, s.artist});
    }
    context.print(all, rows.empty() ? "no session" : table(rows));
    return 0;
}

Result<int> showSession(Context& context, const std::string& key) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto session = (*studio)->ask<Session>([&](Store& store) { return store.session(key); });
    if (!session) return session.problem();
    auto songs = (*studio)->ask<std::vector<recall::Song>>([&](Store& store) { return store.songs(session->id); });
    if (!songs) return songs.problem();
    Json json = sessionJson(*session);
    json["songs"] = Json::array();
    std::string text = session->title + (session->client.empty() ? "" : ", " + session->client) + "\n";
    for (const recall::Song& song : *songs) {
        json["songs"].push_back({{"id", song.id.text}, {"title", song.title}, {"position", song.position}});
        text += "  " + std::to_string(song.position) + " " + song.title + "  " + song.id.text + "\n";
    }
    context.print(json, text);
    return 0;
}

}  // namespace

void addSession(CLI::App& app, Context& context) {
    struct Options {
        std::string key, title, client, artist;
    };
    auto o = std::make_shared<Options>();
    CLI::App& noun = *app.add_subcommand("session", "jobs");
    noun.require_subcommand(1)->fallthrough();
    const auto one = [&context](const Result<Session>& session) -> Result<int> {
        if (!session) return session.problem();
        context.print(sessionJson(*session), session->id.text);
        return 0;
    };
    CLI::App* verb = addVerb(noun, context, "new", "begin a session", [&context, o, one]() -> Result<int> {
        auto studio = context.studio();
        if (!studio) return studio.problem();
        return one((*studio)->ask<Session>([&](Store& store) { return store.addSession(o->title, o->client, o->artist); }));
    });
    verb->add_option("TITLE", o->title)->required();
    verb->add_option("--client", o->client);
    verb->add_option("--artist", o->artist);
    addVerb(noun, context, "list", "all sessions", [&context]() -> Result<int> {
        auto studio = context.studio();
        if (!studio) return studio.problem();
        return printAll(context, (*studio)->ask<Sessions>([](Store& store) { return store.sessions(); }));
    });
    verb = addVerb(noun, context, "show", "one session and its songs", [&context, o] { return showSession(context, o->key); });
    verb->add_option("SESSION", o->key)->required();
    verb = addVerb(noun, context, "rename", "give it another title", [&context, o, one]() -> Result<int> {
        auto studio = context.studio();
        if (!studio) return studio.problem();
        return one((*studio)->ask<Session>([&](Store& store) -> Result<Session> {
            auto session = store.session(o->key);
            if (!session) return session;
            if (auto done = store.renameSession(session->id, o->title); !done) return done.problem();
            return store.session(session->id.text);
        }));
    });
    verb->add_option("SESSION", o->key)->required();
    verb->add_option("TITLE", o->title)->required();
    verb = addVerb(noun, context, "search", "in titles, clients, artists, songs and notes", [&context, o]() -> Result<int> {
        auto studio = context.studio();
        if (!studio) return studio.problem();
        return printAll(context, (*studio)->ask<Sessions>([&](Store& store) { return store.searchSessions(o->key); }));
    });
    verb->add_option("TEXT", o->key)->required();
}

}  // namespace detent::cli
