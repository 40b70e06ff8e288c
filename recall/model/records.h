// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/profile/profile.h"
#include "recall/model/ids.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detent::recall {

using profiles::Code;

struct Session {
    SessionId id;
    std::string title, client, artist;
    UtcMs createdMs = 0;
};

struct Song {
    SongId id;
    SessionId session;
    std::string title;
    int position = 0;  ///< order on the album, from 1
    UtcMs createdMs = 0;
};

/// What was delivered for a song. A revision replaces none: the highest of its kind counts.
struct Source {
    SourceId id;
    SongId song;
    std::string kind;       ///< "main", "instrumental", "clean", "tv", "acappella", "stem"
    std::string name;       ///< of a stem: "drums"; else empty
    int revision = 1;
    std::string sha256;     ///< of the file
    std::string path;       ///< UTF-8, relative to a media root where it lies under one
    double sampleRateHz = 0;
    int channelCount = 0;
    std::int64_t frameCount = 0;
    UtcMs createdMs = 0;
};

/// What runs through a chain: the stereo programme (name ""), one per stem, and "sum".
struct Part {
    PartId id;
    SongId song;
    std::string name;
};

/// One piece of gear in the room's rack. Retired, never deleted; a repair or replacement is a new epoch.
struct Unit {
    UnitId id;
    std::string name;              ///< unique among those not retired
    std::string profileId;
    std::string link;              ///< LinkAddress text
    profiles::ParamValues params;
    std::string serialNumber;
    int position = 0;              ///< order in the rack, from 1
    int epoch = 1;
    bool retired = false;
    UtcMs createdMs = 0;
};

/// From when on a unit counts as another one: new, repaired, replaced.
struct Epoch {
    int number = 1;
    std::string reason;
    UtcMs startedMs = 0;
};

/// Send/return channels with the units wired between them and what was measured of the loop.
struct Insert {
    InsertId id;
    std::string name;
    std::vector<UnitId> units;     ///< in signal order
    std::string device;            ///< "virtual", or the interface's name
    double sampleRateHz = 48000;
    int bufferFrames = 256;
    std::vector<int> send, returns;  ///< channels from 1
    std::optional<double> delayFrames, delaySpreadFrames, gainDb, noiseDbfs;
    bool inverted = false;
    UtcMs measuredMs = 0;          ///< 0: never
};

struct Stage {
    enum class Kind { Insert, Unit, Gain, MidSide };
    Kind kind = Kind::Insert;
    std::string target;            ///< insert or unit id
    std::string channels;          ///< of a unit: "1", "1+2", ""
    double gainDb = 0;
};

enum class Quality { Unknown, Sent, Confirmed, Stale, ByHand, BySound };

/// The state of one control: wire code, logical value, printed text and how well it is known.
struct ControlValue {
    std::string control;
    Code code = 0;
    std::optional<double> value;   ///< absent for a word
    std::string text;
    Quality quality = Quality::Unknown;
    UtcMs timeMs = 0;              ///< when it was last known so
};

struct SnapshotUnit {
    UnitId unit;
    std::string unitName;          ///< as it was called then
    int epoch = 1;
    std::string profileId, profileSha256;
    std::vector<ControlValue> controls;
};

/// Values never change after saving; name, notes and status may.
struct Snapshot {
    SnapshotId id;
    PartId part;
    SongId song;
    std::string name, notes;
    enum class Status { Draft, Sent, Approved } status = Status::Draft;
    bool automatic = false;        ///< the state before a recall, kept for undo; not in the list a person sees
    UtcMs createdMs = 0;
    std::vector<Stage> chain;      ///< routing at that moment
    std::vector<SnapshotUnit> units;
};

struct Print {
    PrintId id;
    PartId part;
    SourceId source;
    SnapshotId snapshot;           ///< empty where printed without one
    InsertId insert;
    std::string path, sha256;
    double sampleRateHz = 0;
    std::int64_t frameCount = 0, shiftFrames = 0;
    double delayFrames = 0;        ///< of the loop; delayFrames - shiftFrames is left in the file
    double peakDbfs = -200;
    int xruns = 0;
    UtcMs createdMs = 0;
};

enum class Outcome {
    Pending, Verified, Mismatch, SentOnly, ConfirmedByHand, ConfirmedBySound, Refused, TimedOut, Uncertain, Missing, Locked, Skipped
};

/// What became of one control in a recall.
struct ControlOutcome {
    UnitId unit;
    std::string unitName, control;
    Code wanted = 0;
    std::string wantedText;
    std::optional<Code> read;
    std::string readText;
    Outcome outcome = Outcome::Pending;
    std::string message;           ///< where it is not as wanted: what happened to which unit and what to do
};

struct RecallRecord {
    RecallId id;
    SnapshotId wanted;
    SnapshotId before;             ///< automatic snapshot: what undo restores
    UtcMs startedMs = 0;
    double seconds = 0;
    std::vector<ControlOutcome> outcomes;
};

struct Comparison {
    ComparisonId id;
    SongId song;
    std::string label;
    std::vector<std::string> files;
    std::vector<double> gainsDb, delaysFrames;
    UtcMs createdMs = 0;
};

/// A remark on a session, song, snapshot or print, with or without a picture.
struct Note {
    NoteId id;
    std::string target;            ///< id of what it belongs to
    std::string text;
    std::string path, sha256;      ///< of the picture; else empty
    UtcMs createdMs = 0;
};

const char* name(Quality);         ///< "unknown", "sent", "confirmed", "stale", "by_hand", "by_sound"
const char* name(Outcome);         ///< "Verified", "ConfirmedByHand", ...
const char* name(Snapshot::Status);
/// The text of `name`, exactly; anything else gives nothing.
std::optional<Quality> qualityFrom(std::string_view);
std::optional<Outcome> outcomeFrom(std::string_view);
std::optional<Snapshot::Status> statusFrom(std::string_view);

/// One difference between two snapshots or between a snapshot and what is known.
struct Change {
    std::string unitName, control;
    std::string fromText, toText;  ///< "" where the control is absent on that side
};
/// By unit and control, in the order of `from`, then what only `to` has. Settings are equal where their codes are; what was
/// unknown prints as "unknown", and codes are added where two settings print alike.
std::vector<Change> differences(const Snapshot& from, const Snapshot& to);

}  // namespace detent::recall
