// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/song_file.h"

#include "dsp/file/audio_file.h"
#include "dsp/base/place_file.h"

namespace detent::desk {

namespace {

Result<recall::Song> record(recall::Store& store, recall::SessionId session, recall::Source source, const std::string& title) {
    if (session.empty()) {
        auto made = store.addSession(title, "", "");
        if (!made) return made.problem();
        session = made->id;
    }
    auto song = store.addSong(session, title);
    if (!song) return song.problem();
    source.song = song->id;
    auto added = store.addSource(std::move(source));
    if (!added) return added.problem();
    return *song;
}

}  // namespace

Result<recall::Song> addSongFile(recall::StoreThread& store, recall::SessionId session, const std::filesystem::path& file,
                                 const dsp::Progress& progress) {
    const auto reader = dsp::AudioReader::open(file);
    if (!reader) return reader.problem();
    const dsp::AudioFormat format = (*reader).format();
    if (format.channelCount != 2)
        return Problem{Fault::Usage, pathText(file.filename()) + " has " + std::to_string(format.channelCount) + " channels",
                       "choose a stereo file"};
    if (!progress(0.1)) return Problem{Fault::Cancelled, "cancelled", ""};
    auto sha = dsp::fileSha256(file);
    if (!sha) return sha.problem();
    if (!progress(0.9)) return Problem{Fault::Cancelled, "cancelled", ""};
    recall::Source source;
    source.kind = "main";
    source.sha256 = *sha;
    source.path = pathText(std::filesystem::absolute(file));
    source.sampleRateHz = format.sampleRateHz;
    source.channelCount = format.channelCount;
    source.frameCount = format.frameCount;
    std::optional<Result<recall::Song>> song;
    store.call([&](recall::Store& s) { song.emplace(record(s, session, source, pathText(file.stem()))); });
    return *song;
}

}  // namespace detent::desk
