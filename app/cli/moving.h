// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace detent::cli {

// What the commands that read or move gear share.

struct SongPart {
    recall::Song song;
    recall::Part part;
};
/// "SONG", "SONG/STEM", "SONG/sum". Errors: Fault::Usage.
Result<SongPart> findPart(recall::Store& store, const std::string& text);

/// A unit of the rack by name, id or beginning of its id. Errors: Fault::Usage.
Result<recall::KnownUnit> findUnit(studio::Studio& studio, const std::string& key);

/// The units a part's chain passes through, in its order; a part without a chain uses the rack in order.
Result<std::vector<recall::KnownUnit>> unitsOf(studio::Studio& studio, const SongPart& part);

/// A conductor over `units` whose news go to the library, and which stops when the user asks.
class Moving {
public:
    Moving(Context& context, studio::Studio& studio, std::vector<recall::KnownUnit> units, recall::Observer observer = {});
    ~Moving();
    recall::Conductor& conductor() { return *m_conductor; }
    /// Opens the links and says which could not be; those units' ids.
    std::vector<std::pair<recall::UnitId, Problem>> open(const std::vector<recall::UnitId>& only = {});
    /// As Context::ask, while the units' sessions are kept alive and what they say is taken in.
    std::optional<std::string> ask(const std::string& question);

private:
    Context& m_context;
    std::unique_ptr<recall::Conductor> m_conductor;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_done = false;
    std::thread m_watch;
};

/// Reads back what can be read, takes the person's answers ("UNIT.CONTROL=VALUE") for what cannot, and saves the snapshot.
/// What is left is the last known as stale, or unknown, with a warning each.
Result<recall::Snapshot> takeSnapshot(Context& context, studio::Studio& studio, const SongPart& part,
                                      const std::string& name, const std::string& note,
                                      const std::vector<std::string>& manual);

struct RecallChoices {
    bool planOnly = false;
    bool silent = false;  ///< prints nothing; troubles are still said
    std::vector<std::string> units;
    std::string byHand = "ask", hazards = "ask";
};
/// Plans, shows, moves, verifies, records. Returns the exit status.
Result<int> recallSnapshot(Context& context, studio::Studio& studio, const recall::Snapshot& wanted,
                           const RecallChoices& choices);

Json snapshotJson(const recall::Snapshot& snapshot);
Json outcomeJson(const recall::ControlOutcome& outcome);

}  // namespace detent::cli
