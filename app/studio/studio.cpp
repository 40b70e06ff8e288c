// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"

#include "app/studio/virtual_rack.h"
#include "dsp/file/audio_file.h"
#include "hardware-profiles/link/make_link.h"
#include "recall/run/knowledge.h"

#include <chrono>
#include <random>

namespace detent::studio {
namespace fs = std::filesystem;
namespace {

/// A name that every file system takes.
std::string folderName(const std::string& title) {
    std::string name;
    for (const char c : title)
        name += std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos || static_cast<unsigned char>(c) < 32 ? '_'
                                                                                                                        : c;
    while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
    return name.empty() ? "session" : name;
}

}  // namespace

struct Studio::State {
    Places places;
    profiles::ProfileLibrary profiles;
    std::optional<Problem> notKept;  // on the store's thread
    std::unique_ptr<recall::StoreThread> store;
    std::unique_ptr<VirtualRack> virtualRack;  // posts to the store until it goes
};

Studio::Studio() : m_state(std::make_unique<State>()) {}

Studio::~Studio() = default;

Result<std::unique_ptr<Studio>> Studio::open(const Places& places) {
    std::unique_ptr<Studio> studio(new Studio);
    State& state = *studio->m_state;
    state.places = places;
    std::error_code error;
    if (places.library.has_parent_path()) fs::create_directories(places.library.parent_path(), error);
    if (error)
        return Problem{Fault::File, "cannot make the folder of " + pathText(places.library) + ": " + error.message(),
                       "name another with --library"};
    auto store = recall::StoreThread::start(places.library, clock, std::random_device{}());
    if (!store) return store.problem();
    state.store = std::move(*store);
    state.profiles = profiles::ProfileLibrary::load(places.userProfiles());
    state.virtualRack = std::make_unique<VirtualRack>(*state.store, state.profiles);
    return studio;
}

const Places& Studio::places() const {
    return m_state->places;
}

recall::StoreThread& Studio::store() {
    return *m_state->store;
}

const profiles::ProfileLibrary& Studio::profiles() const {
    return m_state->profiles;
}

recall::UtcMs Studio::clock() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

Result<std::vector<recall::KnownUnit>> Studio::rack() {
    using Rack = std::vector<recall::KnownUnit>;
    return ask<Rack>([this](recall::Store& store) -> Result<Rack> {
        auto units = store.units();
        if (!units) return units.problem();
        Rack rack;
        for (const recall::Unit& unit : *units) {
            const profiles::ProfilePtr profile = m_state->profiles.find(unit.profileId);
            if (!profile) {
                return Problem{Fault::Usage, unit.name + " uses the profile " + unit.profileId + ", which is not here",
                               "put its file into " + pathText(m_state->places.userProfiles()) + " or retire the unit"};
            }
            auto known = store.known(unit.id);
            if (!known) return known.problem();
            auto locked = store.locked(unit.id);
            if (!locked) return locked.problem();
            recall::KnownUnit entry{unit, profile, {}, *locked};
            for (const auto& value : *known) entry.values.emplace(value.control, recall::asKept(value, clock()));
            rack.push_back(std::move(entry));
        }
        return rack;
    });
}

recall::LinkMaker Studio::linkMaker() {
    return [this](const recall::Unit& unit, const profiles::Profile& profile) -> Result<std::unique_ptr<profiles::Link>> {
        auto address = profiles::LinkAddress::parse(unit.link);
        if (!address) return address.problem();
        switch (address->kind) {
            case profiles::LinkAddress::Kind::None:
                return std::unique_ptr<profiles::Link>();
            case profiles::LinkAddress::Kind::Virtual:
                if (profile.transport == profiles::Transport::None) return std::unique_ptr<profiles::Link>();
                return m_state->virtualRack->link(unit);
            default:
                return links::makeLink(*address, profile);
        }
    };
}

void Studio::learned(const recall::UnitId& unit, const std::vector<recall::ControlValue>& values) {
    m_state->store->post([unit, values, state = m_state.get()](recall::Store& store) {
        const auto kept = store.setKnown(unit, values);
        if (!kept && !state->notKept) state->notKept = kept.problem();
    });
    m_state->virtualRack->turn(unit, values);
}

Result<void> Studio::flush() {
    std::optional<Problem> problem;
    m_state->store->call([&](recall::Store&) { problem.swap(m_state->notKept); });
    if (problem) return *problem;
    return {};
}

void Studio::misbehave(const std::string& unitName, const virt::UnitFault& fault) {
    m_state->virtualRack->misbehave(unitName, fault);
}

Result<std::unique_ptr<dsp::Processor>> Studio::makeInsertProcessor(const recall::Insert& insert, bool noise) {
    if (insert.device != "virtual") return std::unique_ptr<dsp::Processor>();
    auto units = ask<std::vector<recall::Unit>>([](recall::Store& store) { return store.units(true); });
    if (!units) return units.problem();
    std::vector<std::unique_ptr<dsp::Processor>> processors;
    for (const recall::UnitId& id : insert.units) {
        for (const recall::Unit& unit : *units) {
            if (unit.id != id) continue;
            if (!VirtualRack::knows(unit.profileId)) {  // gear without a virtual self is a wire here
                processors.push_back(nullptr);
                continue;
            }
            auto processor = m_state->virtualRack->processor(unit, noise);
            if (!processor) return processor.problem();
            processors.push_back(std::move(*processor));
        }
    }
    return virt::makeVirtualLoop(std::move(processors), kVirtualDelayFrames);
}

std::unique_ptr<audio::Backend> Studio::makeBackend(const recall::Insert& insert) {
    return insert.device == "virtual" ? audio::makeVirtualBackend(audio::Pace::Free) : audio::makeRtAudioBackend();
}

fs::path Studio::sessionFolder(const recall::Session& session) {
    const fs::path folder =
        m_state->places.media() / pathFromText(folderName(session.title) + " " + session.id.text.substr(0, 8));
    std::error_code ignored;  // writing into it says what is wrong
    fs::create_directories(folder, ignored);
    return folder;
}

Result<fs::path> Studio::sourceFile(const recall::Source& source) {
    const fs::path named = pathFromText(source.path);
    const fs::path path = named.is_absolute() ? named : m_state->places.media() / named;
    std::error_code error;
    if (fs::exists(path, error)) return path;
    for (fs::recursive_directory_iterator at(m_state->places.media(), fs::directory_options::skip_permission_denied, error),
         end;
         !error && at != end; at.increment(error)) {
        if (!at->is_regular_file(error) || at->path().extension() != path.extension()) continue;
        const auto hash = dsp::fileSha256(at->path());
        if (hash && *hash == source.sha256) return at->path();
    }
    return Problem{Fault::File, "the source " + source.path + " is no longer there",
                   "put it back, or into " + pathText(m_state->places.media())};
}

}  // namespace detent::studio
