// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent song: one title and what was delivered for it.
#include "app/cli/context.h"

#include "app/studio/describe_source.h"

namespace detent::cli {
namespace {

using recall::Store;

struct File {
    std::string kind, name, path;
    int channels = 0;
};

/// Adds files to the song that `find` gives, all or none of them described before the first is kept.
Result<int> addFiles(Context& context, const std::function<Result<recall::Song>(Store&)>& find,
                     const std::vector<File>& files) {
    std::vector<recall::Source> sources;
    for (const File& file : files) {
        auto source = studio::describeSource(pathFromText(file.path), file.kind, file.name, file.channels);
        if (!source) return source.problem();
        sources.push_back(*source);
    }
    auto studio = context.studio();
    if (!studio) return studio.problem();
    Json json;
    auto id = (*studio)->ask<recall::SongId>([&](Store& store) -> Result<recall::SongId> {
        auto song = find(store);
        if (!song) return song.problem();
        json = {{"id", song->id.text}, {"title", song->title}, {"sources", Json::array()}};
        for (recall::Source& source : sources) {
            source.song = song->id;
            auto kept = store.addSource(source);
            if (!kept) return kept.problem();
            json["sources"].push_back(
                {{"kind", kept->kind}, {"name", kept->name}, {"revision", kept->revision}, {"sha256", kept->sha256}});
        }
        return song->id;
    });
    if (!id) return id.problem();
    context.print(json, id->text);
    return 0;
}

std::string stemName(const std::string& path) {
    return pathText(pathFromText(path).stem());
}

struct SongOptions {
    std::string session, song, title, kind;
    std::vector<std::string> files;
};

Result<int> addSongs(Context& context, const SongOptions& o) {
    std::vector<File> files = {{"main", "", o.files.front(), 2}};
    for (std::size_t i = 1; i < o.files.size(); ++i) files.push_back({"stem", stemName(o.files[i]), o.files[i], 0});
    return addFiles(
        context,
        [&](Store& store) -> Result<recall::Song> {
            auto session = store.session(o.session);
            if (!session) return session.problem();
            return store.addSong(session->id, o.title);
        },
        files);
}

Result<int> addTo(Context& context, const SongOptions& o, const std::string& kind) {
    std::vector<File> files;
    for (const std::string& path : o.files)
        files.push_back({kind, kind == "stem" ? stemName(path) : "", path, kind == "stem" ? 0 : 2});
    return addFiles(
        context, [&](Store& store) { return store.song(o.song); }, files);
}

struct SongRecords {
    recall::Song song;
    std::vector<recall::Source> sources;
    std::vector<recall::Part> parts;
    std::vector<recall::Snapshot> snapshots;
    std::vector<recall::Print> prints;
};

Result<SongRecords> recordsOf(Store& store, const std::string& key) {
    auto song = store.song(key);
    if (!song) return song.problem();
    auto sources = store.sources(song->id);
    if (!sources) return sources.problem();
    auto parts = store.parts(song->id);
    if (!parts) return parts.problem();
    auto snapshots = store.snapshots(song->id);
    if (!snapshots) return snapshots.problem();
    auto prints = store.prints(song->id);
    if (!prints) return prints.problem();
    return SongRecords{*song, *sources, *parts, *snapshots, *prints};
}

Result<int> showSong(Context& context, const std::string& key) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto records = (*studio)->ask<SongRecords>([&](Store& store) { return recordsOf(store, key); });
    if (!records) return records.problem();
    Json json = {{"id", records->song.id.text}, {"title", records->song.title}, {"session", records->song.session.text}};
    std::string text = records->song.title + "  " + records->song.id.text + "\n";
    std::vector<std::vector<std::string>> rows;
    json["sources"] = Json::array();
    for (const auto& s : records->sources) {
        json["sources"].push_back({{"kind", s.kind},
                                   {"name", s.name},
                                   {"revision", s.revision},
                                   {"path", s.path},
                                   {"sha256", s.sha256},
                                   {"rate", s.sampleRateHz},
                                   {"channels", s.channelCount},
                                   {"frames", s.frameCount}});
        rows.push_back({"  " + s.kind, s.name, "revision " + std::to_string(s.revision), s.path});
    }
    json["parts"] = Json::array();
    for (const auto& part : records->parts) json["parts"].push_back(part.name);
    json["snapshots"] = Json::array();
    for (const auto& s : records->snapshots) {
        json["snapshots"].push_back({{"id", s.id.text}, {"name", s.name}, {"status", recall::name(s.status)}});
        rows.push_back({"  snapshot", s.name, recall::name(s.status), s.id.text});
    }
    json["prints"] = Json::array();
    for (const auto& p : records->prints) {
        json["prints"].push_back({{"id", p.id.text},
                                  {"snapshot", p.snapshot.empty() ? Json(nullptr) : Json(p.snapshot.text)},
                                  {"path", p.path},
                                  {"sha256", p.sha256},
                                  {"delay_frames", p.delayFrames},
                                  {"shift_frames", p.shiftFrames},
                                  {"created", recall::utcText(p.createdMs)}});
        rows.push_back({"  print", recall::utcText(p.createdMs), "", p.path});
    }
    context.print(json, text + table(rows));
    return 0;
}

}  // namespace

void addSong(CLI::App& app, Context& context) {
    auto o = std::make_shared<SongOptions>();
    CLI::App& noun = *app.add_subcommand("song", "titles and their sources");
    noun.require_subcommand(1)->fallthrough();
    CLI::App* verb = addVerb(noun, context, "show", "its sources, snapshots and prints",
                             [&context, o] { return showSong(context, o->song); });
    verb->add_option("SONG", o->song)->required();
    verb = addVerb(noun, context, "add", "a song with its main mix, and stems if more files are named",
                   [&context, o] { return addSongs(context, *o); });
    verb->add_option("SESSION", o->session)->required();
    verb->add_option("TITLE", o->title)->required();
    verb->add_option("FILE", o->files)->required();
    verb = addVerb(noun, context, "revise", "a new mix of it", [&context, o] { return addTo(context, *o, "main"); });
    verb->add_option("SONG", o->song)->required();
    verb->add_option("FILE", o->files)->required()->expected(1);
    verb = addVerb(noun, context, "alt", "another version", [&context, o] { return addTo(context, *o, o->kind); });
    verb->add_option("SONG", o->song)->required();
    verb->add_option("KIND", o->kind)->required()->check(CLI::IsMember({"instrumental", "clean", "tv", "acappella"}));
    verb->add_option("FILE", o->files)->required()->expected(1);
    verb = addVerb(noun, context, "stems", "its stems, named by their files",
                   [&context, o] { return addTo(context, *o, "stem"); });
    verb->add_option("SONG", o->song)->required();
    verb->add_option("FILE", o->files)->required();
}

}  // namespace detent::cli
