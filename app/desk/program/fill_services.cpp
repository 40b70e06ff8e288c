// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/program/fill_services.h"

#include "app/desk/program/listen_backend.h"
#include "app/studio/virtual_rack.h"
#include "hardware-profiles/link/make_link.h"

#include <algorithm>

namespace detent {

namespace {

using desk::FoundLink;
using profiles::LinkAddress;
using profiles::Transport;

void addSerial(std::vector<FoundLink>& found) {
    for (const links::SerialPort& port : links::serialPorts()) {
        const LinkAddress address{LinkAddress::Kind::Serial, port.usbSerial.empty() ? port.path : port.usbSerial, {}};
        found.push_back({address.text(), (port.description.empty() ? "Serial port" : port.description) + ", " + port.path});
    }
}

void addMidi(std::vector<FoundLink>& found) {
    for (const std::string& out : links::midiPorts().out)
        found.push_back({LinkAddress{LinkAddress::Kind::Midi, out, {}}.text(), "MIDI " + out});
}

std::vector<FoundLink> scan(const profiles::Profile& profile) {
    std::vector<FoundLink> found;
    if (profile.transport == Transport::Serial) addSerial(found);
    if (profile.transport == Transport::Midi) addMidi(found);
    if (profile.transport != Transport::None)
        found.push_back({"virtual", "Virtual unit, inside Detent"});
    found.push_back({"none", "No wire, set by hand"});
    return found;
}

Result<bool> isEmpty(studio::Studio& studio) {
    return studio.ask<bool>([](recall::Store& store) -> Result<bool> {
        auto sessions = store.sessions();
        if (!sessions) return sessions.problem();
        auto units = store.units(true);
        if (!units) return units.problem();
        return sessions->empty() && units->empty();
    });
}

/// The demonstration only where there is nothing of the user's own.
Result<recall::SongId> prepare(studio::Studio& studio, const std::filesystem::path& song, const dsp::Progress& progress) {
    if (song.empty()) {
        auto empty = isEmpty(studio);
        if (!empty) return empty.problem();
        if (!*empty) return recall::SongId{};
    }
    return studio.prepareDemo(song, progress);
}

}  // namespace

desk::Services fillServices(studio::Studio& studio, const Wish& wish) {
    desk::Services services;
    services.store = &studio.store();
    services.profiles = &studio.profiles();
    services.clock = studio::Studio::clock;
    services.makeLink = studio.linkMaker();
    services.learned = [&studio](const auto& unit, const auto& values) { studio.learned(unit, values); };
    services.makeListenBackend = makeListenBackend;
    services.listenDevice.device = wish.audioDevice;
    services.makePrintBackend = [&studio](const recall::Insert& insert) { return studio.makeBackend(insert); };
    services.makeInsertProcessor = [&studio](const recall::Insert& insert) { return studio.makeInsertProcessor(insert); };
    services.scan = scan;
    services.prepare = [&studio, song = wish.song](const dsp::Progress& progress) {
        return prepare(studio, song, progress);
    };
    services.writeRecallSheet = [&studio](const auto& snapshot, const auto& target) {
        return studio.writeRecallSheet(snapshot, target);
    };
    services.sessionFolder = [&studio](const recall::Session& session) { return studio.sessionFolder(session); };
    services.sourceFile = [&studio](const recall::Source& source) { return studio.sourceFile(source); };
    return services;
}

}  // namespace detent
