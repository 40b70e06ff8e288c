-- SPDX-FileCopyrightText: 2026 The Detent developers
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The first library: rooms, racks, sessions, snapshots, recalls, prints.
-- Standard SQL that PostgreSQL takes as it stands. Lines that begin with "-- @" are for recall/store/dialect.cpp:
-- they become triggers, which every database spells differently. *_ms is UTC in milliseconds, *_folded is for searching.

CREATE TABLE detent_migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_ms BIGINT NOT NULL,
    by_version TEXT NOT NULL
);

CREATE TABLE rooms (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);

-- The room this library stands in; others come with merged bundles.
CREATE TABLE this_room (
    only_one INTEGER NOT NULL PRIMARY KEY CHECK (only_one = 1),
    room_id TEXT NOT NULL REFERENCES rooms (id)
);

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE profile_texts (
    sha256 TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    text TEXT NOT NULL
);
-- @frozen profile_texts (sha256, profile_id, text)

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id),
    title TEXT NOT NULL,
    client TEXT NOT NULL,
    artist TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    search_folded TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);

CREATE TABLE songs (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    position INTEGER NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX songs_by_session ON songs (session_id, position);

CREATE TABLE sources (
    id TEXT NOT NULL PRIMARY KEY,
    song_id TEXT NOT NULL REFERENCES songs (id),
    kind TEXT NOT NULL CHECK (kind IN ('main', 'instrumental', 'clean', 'tv', 'acappella', 'stem')),
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    sample_rate_hz DOUBLE PRECISION NOT NULL,
    channel_count INTEGER NOT NULL,
    frame_count BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    UNIQUE (song_id, kind, name, revision)
);
CREATE INDEX sources_by_hash ON sources (sha256);

CREATE TABLE parts (
    id TEXT NOT NULL PRIMARY KEY,
    song_id TEXT NOT NULL REFERENCES songs (id),
    name TEXT NOT NULL,
    UNIQUE (song_id, name)
);

CREATE TABLE units (
    id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id),
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    link TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    position INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    created_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX units_in_use_by_name ON units (room_id, name_folded) WHERE retired = 0;

CREATE TABLE unit_params (
    unit_id TEXT NOT NULL REFERENCES units (id),
    param TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (unit_id, param)
);

CREATE TABLE unit_epochs (
    unit_id TEXT NOT NULL REFERENCES units (id),
    epoch INTEGER NOT NULL,
    reason TEXT NOT NULL,
    started_ms BIGINT NOT NULL,
    PRIMARY KEY (unit_id, epoch)
);

CREATE TABLE locked_controls (
    unit_id TEXT NOT NULL REFERENCES units (id),
    control TEXT NOT NULL,
    PRIMARY KEY (unit_id, control)
);

CREATE TABLE known_values (
    unit_id TEXT NOT NULL REFERENCES units (id),
    control TEXT NOT NULL,
    code BIGINT NOT NULL,
    value DOUBLE PRECISION,
    text TEXT NOT NULL,
    quality TEXT NOT NULL CHECK (quality IN ('unknown', 'sent', 'confirmed', 'stale', 'by_hand', 'by_sound')),
    time_ms BIGINT NOT NULL,
    PRIMARY KEY (unit_id, control)
);

CREATE TABLE virtual_settings (
    unit_id TEXT NOT NULL REFERENCES units (id),
    control TEXT NOT NULL,
    code BIGINT NOT NULL,
    PRIMARY KEY (unit_id, control)
);

-- measured_ms names the measurement that holds; 0 where there is none.
CREATE TABLE inserts (
    id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id),
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    device TEXT NOT NULL,
    sample_rate_hz DOUBLE PRECISION NOT NULL,
    buffer_frames INTEGER NOT NULL,
    send_channels TEXT NOT NULL,
    return_channels TEXT NOT NULL,
    measured_ms BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    UNIQUE (room_id, name_folded)
);

CREATE TABLE insert_units (
    insert_id TEXT NOT NULL REFERENCES inserts (id),
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES units (id),
    PRIMARY KEY (insert_id, position)
);

-- Every measurement ever made, with how the insert was patched then.
CREATE TABLE insert_measurements (
    insert_id TEXT NOT NULL REFERENCES inserts (id),
    measured_ms BIGINT NOT NULL,
    device TEXT NOT NULL,
    sample_rate_hz DOUBLE PRECISION NOT NULL,
    buffer_frames INTEGER NOT NULL,
    send_channels TEXT NOT NULL,
    return_channels TEXT NOT NULL,
    delay_frames DOUBLE PRECISION,
    delay_spread_frames DOUBLE PRECISION,
    gain_db DOUBLE PRECISION,
    noise_dbfs DOUBLE PRECISION,
    inverted INTEGER NOT NULL CHECK (inverted IN (0, 1)),
    PRIMARY KEY (insert_id, measured_ms)
);

CREATE TABLE chain_stages (
    part_id TEXT NOT NULL REFERENCES parts (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('insert', 'unit', 'gain', 'mid_side')),
    insert_id TEXT REFERENCES inserts (id),
    unit_id TEXT REFERENCES units (id),
    channels TEXT NOT NULL,
    gain_db DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (part_id, position)
);

CREATE TABLE snapshots (
    id TEXT NOT NULL PRIMARY KEY,
    part_id TEXT NOT NULL REFERENCES parts (id),
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    notes TEXT NOT NULL,
    notes_folded TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'sent', 'approved')),
    automatic INTEGER NOT NULL CHECK (automatic IN (0, 1)),
    created_ms BIGINT NOT NULL
);
CREATE INDEX snapshots_by_part ON snapshots (part_id);

-- What belongs to a snapshot is written before it, in one transaction: once it stands, nothing can be added (@sealed).
CREATE TABLE snapshot_stages (
    snapshot_id TEXT NOT NULL REFERENCES snapshots (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('insert', 'unit', 'gain', 'mid_side')),
    insert_id TEXT REFERENCES inserts (id),
    unit_id TEXT REFERENCES units (id),
    channels TEXT NOT NULL,
    gain_db DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (snapshot_id, position)
);

CREATE TABLE snapshot_units (
    snapshot_id TEXT NOT NULL REFERENCES snapshots (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES units (id),
    unit_name TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    profile_id TEXT NOT NULL,
    profile_sha256 TEXT NOT NULL REFERENCES profile_texts (sha256),
    PRIMARY KEY (snapshot_id, position)
);

CREATE TABLE snapshot_values (
    snapshot_id TEXT NOT NULL REFERENCES snapshots (id) DEFERRABLE INITIALLY DEFERRED,
    unit_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    control TEXT NOT NULL,
    code BIGINT NOT NULL,
    value DOUBLE PRECISION,
    text TEXT NOT NULL,
    quality TEXT NOT NULL CHECK (quality IN ('unknown', 'sent', 'confirmed', 'stale', 'by_hand', 'by_sound')),
    time_ms BIGINT NOT NULL,
    PRIMARY KEY (snapshot_id, unit_position, position),
    FOREIGN KEY (snapshot_id, unit_position) REFERENCES snapshot_units (snapshot_id, position) DEFERRABLE INITIALLY DEFERRED
);
-- @frozen snapshots (id, part_id, automatic, created_ms)
-- @sealed snapshot_stages by snapshots (snapshot_id)
-- @sealed snapshot_units by snapshots (snapshot_id)
-- @sealed snapshot_values by snapshots (snapshot_id)

-- number counts a room's recalls, so that the last one is the last whatever the clock says.
CREATE TABLE recalls (
    id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id),
    number INTEGER NOT NULL,
    wanted_id TEXT NOT NULL REFERENCES snapshots (id),
    before_id TEXT REFERENCES snapshots (id),
    started_ms BIGINT NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,
    UNIQUE (room_id, number)
);

CREATE TABLE recall_outcomes (
    recall_id TEXT NOT NULL REFERENCES recalls (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    unit_id TEXT REFERENCES units (id),
    unit_name TEXT NOT NULL,
    control TEXT NOT NULL,
    wanted BIGINT NOT NULL,
    wanted_text TEXT NOT NULL,
    read_code BIGINT,
    read_text TEXT NOT NULL,
    outcome TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (recall_id, position)
);
-- @frozen recalls (id, room_id, number, wanted_id, before_id, started_ms, seconds)
-- @sealed recall_outcomes by recalls (recall_id)

CREATE TABLE prints (
    id TEXT NOT NULL PRIMARY KEY,
    part_id TEXT NOT NULL REFERENCES parts (id),
    source_id TEXT REFERENCES sources (id),
    snapshot_id TEXT REFERENCES snapshots (id),
    insert_id TEXT REFERENCES inserts (id),
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    sample_rate_hz DOUBLE PRECISION NOT NULL,
    frame_count BIGINT NOT NULL,
    shift_frames BIGINT NOT NULL,
    delay_frames DOUBLE PRECISION NOT NULL,
    peak_dbfs DOUBLE PRECISION NOT NULL,
    xruns INTEGER NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX prints_by_part ON prints (part_id);
CREATE INDEX prints_by_hash ON prints (sha256);

CREATE TABLE comparisons (
    id TEXT NOT NULL PRIMARY KEY,
    song_id TEXT NOT NULL REFERENCES songs (id),
    label TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX comparisons_by_song ON comparisons (song_id);

CREATE TABLE comparison_candidates (
    comparison_id TEXT NOT NULL REFERENCES comparisons (id),
    position INTEGER NOT NULL,
    file TEXT NOT NULL,
    gain_db DOUBLE PRECISION NOT NULL,
    delay_frames DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (comparison_id, position)
);

-- target_id is a session, song, snapshot or print of session_id.
CREATE TABLE notes (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    target_id TEXT NOT NULL,
    text TEXT NOT NULL,
    text_folded TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX notes_by_target ON notes (target_id);
CREATE INDEX notes_by_session ON notes (session_id);
