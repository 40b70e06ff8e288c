// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// detent note and photo: remarks and pictures on a session, song, snapshot or print.
#include "app/cli/context.h"

#include "dsp/file/audio_file.h"

namespace detent::cli {
namespace {

namespace fs = std::filesystem;
using recall::Note;
using recall::Store;

Json noteJson(const Note& note) {
    return {{"id", note.id.text}, {"target", note.target}, {"text", note.text},
            {"path", note.path},  {"sha256", note.sha256}, {"created", recall::utcText(note.createdMs)}};
}

Result<int> listNotes(Context& context, const std::string& target) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto notes = (*studio)->ask<std::vector<Note>>([&](Store& store) { return store.notes(target); });
    if (!notes) return notes.problem();
    Json json = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const Note& note : *notes) {
        json.push_back(noteJson(note));
        rows.push_back({recall::utcText(note.createdMs), note.text, note.path});
    }
    context.print(json, rows.empty() ? "no note" : table(rows));
    return 0;
}

Result<int> addNote(Context& context, const std::string& target, const std::string& text, const std::string& path,
                const std::string& sha256) {
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto note = (*studio)->ask<Note>([&](Store& store) { return store.addNote(target, text, path, sha256); });
    if (!note) return note.problem();
    context.print(noteJson(*note), note->id.text);
    return 0;
}

bool isPicture(const std::string& bytes) {
    if (bytes.size() < 16) return false;
    return bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("\x89PNG\r\n") ||
           (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") || bytes.substr(4, 4) == "ftyp";
}

/// The picture is copied beside the library, so that it stays when the card it came on goes.
Result<int> addPhoto(Context& context, const std::string& target, const std::string& file, const std::string& text) {
    const fs::path source = pathFromText(file);
    auto bytes = readFile(source);
    if (!bytes) return bytes.problem();
    if (!isPicture(*bytes)) return Problem{Fault::Usage, file + " is not a picture", "give a JPEG, PNG, WebP or HEIC file"};
    auto hash = dsp::fileSha256(source);
    if (!hash) return hash.problem();
    auto studio = context.studio();
    if (!studio) return studio.problem();
    auto known = (*studio)->ask<std::vector<Note>>(
        [&](Store& store) { return store.notes(target); });  // a wrong target copies nothing
    if (!known) return known.problem();
    const fs::path folder = (*studio)->places().media() / "photos",
                   copy = folder / (hash->substr(0, 16) + pathText(source.extension()));
    std::error_code error;
    fs::create_directories(folder, error);
    if (auto placed = placeFile(copy, *bytes); !placed) return placed.problem();
    return addNote(context, target, text, pathText(fs::absolute(copy)), *hash);
}

}  // namespace

void addNotes(CLI::App& app, Context& context) {
    struct Options {
        std::string target, text, file;
    };
    auto o = std::make_shared<Options>();
    CLI::App* note = addVerb(
        app, context, "note", "keep a remark on a session, song, snapshot or print; without TEXT list them",
        [&context, o] { return o->text.empty() ? listNotes(context, o->target) : addNote(context, o->target, o->text, "", ""); });
    note->add_option("TARGET", o->target, "id, title or name")->required();
    note->add_option("TEXT", o->text);
    CLI::App* photo = addVerb(app, context, "photo", "keep a picture on a session, song, snapshot or print",
                              [&context, o] { return addPhoto(context, o->target, o->file, o->text); });
    photo->add_option("TARGET", o->target, "id, title or name")->required();
    photo->add_option("FILE", o->file, "JPEG, PNG, WebP or HEIC")->required();
    photo->add_option("TEXT", o->text, "what it shows");
}

}  // namespace detent::cli
