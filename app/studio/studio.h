// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/capture.h"
#include "hardware-profiles/profile/profile_library.h"
#include "hardware-profiles/virtual/virtual_unit.h"
#include "recall/run/conductor.h"
#include "recall/store/store_thread.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace detent::studio {

/// The virtual rack's round trip: not a whole number of frames, as no real one is.
constexpr double kVirtualDelayFrames = 212.37;

/// Where things lie. `library` empty: DETENT_LIBRARY, else the user's data folder.
struct Places {
    std::filesystem::path library;
    static Places fromEnvironment();
    std::filesystem::path userProfiles() const;  ///< beside the library: "profiles"
    std::filesystem::path media() const;         ///< beside the library: "media": prints by session, the demo song
};

/// What the command line and the desktop share: the library, the profiles, and whatever makes real things of records
/// (links, virtual units, processors, devices). One per process.
class Studio {
public:
    /// Errors as recall::Store::open.
    static Result<std::unique_ptr<Studio>> open(const Places& places);
    ~Studio();

    const Places& places() const;
    recall::StoreThread& store();
    const profiles::ProfileLibrary& profiles() const;
    static recall::UtcMs clock();

    /// Runs `job` on the store thread and hands its result back. Not from the desk's main thread.
    template <typename T>
    Result<T> ask(const std::function<Result<T>(recall::Store&)>& job) {
        std::optional<Result<T>> answer;
        store().call([&](recall::Store& s) { answer.emplace(job(s)); });
        return std::move(*answer);
    }

    /// Every unit of the rack that is not retired with its profile and what is known of it: what a wire told is stale, a
    /// person's word too once it is half a day old. A unit whose profile is gone is an error naming it.
    Result<std::vector<recall::KnownUnit>> rack();

    /// Links for the conductor; "virtual" units answer on an in-memory wire. A virtual unit is owned like a port.
    recall::LinkMaker linkMaker();
    /// The virtual unit of that name will misbehave so. For tests. Before its link is made.
    void misbehave(const std::string& unitName, const virt::UnitFault& fault);
    /// Keeps values in the library and turns virtual units that are set by hand. [any-thread]
    void learned(const recall::UnitId& unit, const std::vector<recall::ControlValue>& values);
    /// Waits until all that was learned is in the library. Errors: Fault::File: the first that could not be kept.
    Result<void> flush();

    /// The processor of a virtual insert (device "virtual"): its units in order, each at its place of the insert, and the
    /// rack's round trip; null otherwise.
    Result<std::unique_ptr<dsp::Processor>> makeInsertProcessor(const recall::Insert& insert, bool noise = true);
    /// The backend that fits an insert: free-running virtual, or RtAudio.
    std::unique_ptr<audio::Backend> makeBackend(const recall::Insert& insert);

    Result<void> writeRecallSheet(const recall::SnapshotId& snapshot, const std::filesystem::path& target);
    std::filesystem::path sessionFolder(const recall::Session& session);
    Result<std::filesystem::path> sourceFile(const recall::Source& source);

    /// The embedded default, once per library: a session with the bundled song (made where it is missing) or `song`, the
    /// virtual rack EQ-3, VC-2, HC-1, and its insert. Returns the song's id. Does nothing where the library
    /// has it already (same song hash). Errors: as addSource; Fault::Usage for a song that is not stereo.
    Result<recall::SongId> prepareDemo(const std::filesystem::path& song, const dsp::Progress& progress = {});

private:
    Studio();
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace detent::studio
