// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The embedded default: a session, the bundled song, the virtual rack.
#include "app/studio/demo_song.h"
#include "app/studio/describe_source.h"
#include "app/studio/studio.h"

#include <array>

namespace detent::studio {
namespace fs = std::filesystem;
namespace {

struct DemoUnit {
    const char* name;
    const char* profileId;
    const char* link;
};
constexpr std::array kRack = {DemoUnit{"EQ-3", "detent.eq3", "virtual"}, DemoUnit{"VC-2", "detent.vc2", "virtual"},
                              DemoUnit{"HC-1", "detent.hc1", "none"}};

/// How the demonstration stands at first: a gentle master, so that the rack is heard at once.
struct DemoSetting {
    const char* unit;
    const char* control;
    const char* text;
};
constexpr std::array kSettings = {DemoSetting{"EQ-3", "low.freq", "80"},
                                  DemoSetting{"EQ-3", "low.gain", "1.5"},
                                  DemoSetting{"EQ-3", "mid.freq", "1200"},
                                  DemoSetting{"EQ-3", "mid.gain", "-1"},
                                  DemoSetting{"EQ-3", "high.freq", "12000"},
                                  DemoSetting{"EQ-3", "high.gain", "2"},
                                  DemoSetting{"EQ-3", "in", "in"},
                                  DemoSetting{"VC-2", "threshold", "8"},
                                  DemoSetting{"VC-2", "ratio", "2:1"},
                                  DemoSetting{"VC-2", "attack", "30"},
                                  DemoSetting{"VC-2", "release", "auto"},
                                  DemoSetting{"VC-2", "makeup", "1.5"},
                                  DemoSetting{"VC-2", "in", "in"},
                                  DemoSetting{"HC-1", "drive", "6"},
                                  DemoSetting{"HC-1", "odd", "2"},
                                  DemoSetting{"HC-1", "even", "3"},
                                  DemoSetting{"HC-1", "mix", "100"},
                                  DemoSetting{"HC-1", "output", "-3"},
                                  DemoSetting{"HC-1", "in", "in"}};

/// Where the unit stands at first, as [control, code]; texts are the panel's own.
std::map<std::string, recall::Code> settingsOf(const DemoUnit& unit, const profiles::Profile& profile) {
    std::map<std::string, recall::Code> settings;
    for (const profiles::Control& control : profile.controls) {
        if (control.recalled) settings[control.id] = control.defaultCode;
    }
    for (const DemoSetting& setting : kSettings) {
        if (std::string_view(setting.unit) != unit.name) continue;
        const profiles::Control* control = profile.control(setting.control);
        assert(control);
        const auto code = control->scale.parse(setting.text);
        assert(code);
        settings[control->id] = *code;
    }
    return settings;
}

Result<recall::UnitId> addUnit(recall::Store& store, const DemoUnit& unit, const profiles::ProfilePtr& profile) {
    recall::Unit record;
    record.name = unit.name;
    record.profileId = unit.profileId;
    record.link = unit.link;
    record.params = profile->defaultParams();
    auto added = store.addUnit(record);
    if (!added) return added.problem();
    const auto settings = settingsOf(unit, *profile);
    if (profile->transport != profiles::Transport::None) {
        if (auto kept = store.setVirtualSettings(added->id, settings); !kept) return kept.problem();
        return added->id;
    }
    std::vector<recall::ControlValue> values;
    for (const auto& [id, code] : settings) {
        const profiles::Scale& scale = profile->control(id)->scale;
        values.push_back({id, code, scale.valueOf(code), scale.textOf(code), recall::Quality::ByHand, store.now()});
    }
    if (auto kept = store.setKnown(added->id, values); !kept) return kept.problem();
    return added->id;
}

Result<void> addRack(recall::Store& store, const profiles::ProfileLibrary& profiles) {
    auto present = store.units(true);
    if (!present) return present.problem();
    if (!present->empty()) return {};  // the user's own rack stays as it is
    recall::Insert insert;
    insert.name = "rack";
    insert.device = "virtual";
    insert.send = insert.returns = {1, 2};
    for (const DemoUnit& unit : kRack) {
        auto added = addUnit(store, unit, profiles.find(unit.profileId));
        if (!added) return added.problem();
        insert.units.push_back(*added);
    }
    if (auto saved = store.saveInsert(insert); !saved) return saved.problem();
    return {};
}

/// The song of this hash anywhere in the library.
Result<std::optional<recall::SongId>> findByHash(recall::Store& store, const std::string& sha256) {
    auto sessions = store.sessions();
    if (!sessions) return sessions.problem();
    for (const recall::Session& session : *sessions) {
        auto songs = store.songs(session.id);
        if (!songs) return songs.problem();
        for (const recall::Song& song : *songs) {
            auto sources = store.sources(song.id);
            if (!sources) return sources.problem();
            for (const recall::Source& source : *sources) {
                if (source.sha256 == sha256 && source.kind == "main") return std::optional(song.id);
            }
        }
    }
    return std::optional<recall::SongId>();
}

}  // namespace

Result<recall::SongId> Studio::prepareDemo(const fs::path& song, const dsp::Progress& progress) {
    DemoSong bundled;
    if (song.empty()) {
        auto made = makeDemoSong(places().media(), progress);
        if (!made) return made.problem();
        bundled = *made;
    } else {
        bundled.mix = song;
    }
    auto main = describeSource(bundled.mix, "main", "", 2);
    if (!main) return main.problem();
    return ask<recall::SongId>([&](recall::Store& store) -> Result<recall::SongId> {
        if (auto rack = addRack(store, profiles()); !rack) return rack.problem();
        auto present = findByHash(store, main->sha256);
        if (!present) return present.problem();
        if (*present) return **present;
        const bool own = !song.empty();
        auto session =
            store.addSession(own ? pathText(song.stem()) : "Harbour Lights EP", own ? "" : "Blue Harbour Music", "");
        if (!session) return session.problem();
        auto added = store.addSong(session->id, own ? pathText(song.stem()) : "Harbour Lights");
        if (!added) return added.problem();
        main->song = added->id;
        if (auto kept = store.addSource(*main); !kept) return kept.problem();
        for (const auto& [name, file] : bundled.stems) {
            auto stem = describeSource(file, "stem", name);
            if (!stem) return stem.problem();
            stem->song = added->id;
            if (auto kept = store.addSource(*stem); !kept) return kept.problem();
        }
        return added->id;
    });
}

}  // namespace detent::studio
