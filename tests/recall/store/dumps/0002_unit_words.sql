-- SPDX-FileCopyrightText: 2026 The Detent developers
-- SPDX-License-Identifier: GPL-3.0-or-later
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE detent_migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_ms BIGINT NOT NULL,
    by_version TEXT NOT NULL
);
INSERT INTO detent_migrations VALUES(1,'0001_library',1800000000000,'0.1.0');
INSERT INTO detent_migrations VALUES(2,'0002_unit_words',1800000000000,'0.1.0');
CREATE TABLE rooms (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
INSERT INTO rooms VALUES('01a3185c-5000-7768-a2eb-92502318fa4e','Room',1800000000000);
CREATE TABLE this_room (
    only_one INTEGER NOT NULL PRIMARY KEY CHECK (only_one = 1),
    room_id TEXT NOT NULL REFERENCES rooms (id)
);
INSERT INTO this_room VALUES(1,'01a3185c-5000-7768-a2eb-92502318fa4e');
CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO settings VALUES('theme','dark');
CREATE TABLE profile_texts (
    sha256 TEXT NOT NULL PRIMARY KEY,
    profile_id TEXT NOT NULL,
    text TEXT NOT NULL
);
INSERT INTO profile_texts VALUES('48add43863a1774e683456ddde74ff958352986560f1fd16112483124b4dad45','test.eq','{"id": "test.eq"}');
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
INSERT INTO sessions VALUES('01a3185c-5000-7769-b382-d1e77ae6459a','01a3185c-5000-7768-a2eb-92502318fa4e','Winter Album','Blue Label','Ann','winter album','winter album blue label ann',1800000000000);
CREATE TABLE songs (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    position INTEGER NOT NULL,
    created_ms BIGINT NOT NULL
);
INSERT INTO songs VALUES('01a3185c-5000-776a-8561-d8057935c08e','01a3185c-5000-7769-b382-d1e77ae6459a','Déjà vu','deja vu',1,1800000000000);
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
INSERT INTO sources VALUES('01a3185c-5000-776b-99d4-7572ecfc6738','01a3185c-5000-776a-8561-d8057935c08e','main','',1,'aa','mix.wav',48000.0,2,480000,1800000000000);
INSERT INTO sources VALUES('01a3185c-5000-776c-a94e-c2d2b9936849','01a3185c-5000-776a-8561-d8057935c08e','main','',2,'bb','mix 2.wav',48000.0,2,480000,1800000000000);
CREATE TABLE parts (
    id TEXT NOT NULL PRIMARY KEY,
    song_id TEXT NOT NULL REFERENCES songs (id),
    name TEXT NOT NULL,
    UNIQUE (song_id, name)
);
INSERT INTO parts VALUES('01a3185c-5000-776f-91e1-80b364f46100','01a3185c-5000-776a-8561-d8057935c08e','');
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
INSERT INTO units VALUES('01a3185c-5000-776d-b883-3635915bd1b4','01a3185c-5000-7768-a2eb-92502318fa4e','EQ','eq','test.eq','virtual','',1,1,0,1800000000000);
CREATE TABLE unit_params (
    unit_id TEXT NOT NULL REFERENCES units (id),
    param TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (unit_id, param)
);
INSERT INTO unit_params VALUES('01a3185c-5000-776d-b883-3635915bd1b4','channel',3);
CREATE TABLE unit_epochs (
    unit_id TEXT NOT NULL REFERENCES units (id),
    epoch INTEGER NOT NULL,
    reason TEXT NOT NULL,
    started_ms BIGINT NOT NULL,
    PRIMARY KEY (unit_id, epoch)
);
INSERT INTO unit_epochs VALUES('01a3185c-5000-776d-b883-3635915bd1b4',1,'new',1800000000000);
CREATE TABLE locked_controls (
    unit_id TEXT NOT NULL REFERENCES units (id),
    control TEXT NOT NULL,
    PRIMARY KEY (unit_id, control)
);
INSERT INTO locked_controls VALUES('01a3185c-5000-776d-b883-3635915bd1b4','c1');
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
INSERT INTO known_values VALUES('01a3185c-5000-776d-b883-3635915bd1b4','c0',1,0.10000000000000000555,'1 dB','confirmed',1700000000001);
CREATE TABLE virtual_settings (
    unit_id TEXT NOT NULL REFERENCES units (id),
    control TEXT NOT NULL,
    code BIGINT NOT NULL,
    PRIMARY KEY (unit_id, control)
);
INSERT INTO virtual_settings VALUES('01a3185c-5000-776d-b883-3635915bd1b4','c0',1);
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
INSERT INTO inserts VALUES('01a3185c-5000-776e-930d-84f91bf14b09','01a3185c-5000-7768-a2eb-92502318fa4e','Main loop','main loop','',48000.0,256,'3,4','3,4',1800000000000,1800000000000);
CREATE TABLE insert_units (
    insert_id TEXT NOT NULL REFERENCES inserts (id),
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES units (id),
    PRIMARY KEY (insert_id, position)
);
INSERT INTO insert_units VALUES('01a3185c-5000-776e-930d-84f91bf14b09',1,'01a3185c-5000-776d-b883-3635915bd1b4');
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
INSERT INTO insert_measurements VALUES('01a3185c-5000-776e-930d-84f91bf14b09',1800000000000,'',48000.0,256,'3,4','3,4',212.37000000000000453,NULL,NULL,NULL,0);
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
INSERT INTO chain_stages VALUES('01a3185c-5000-776f-91e1-80b364f46100',1,'insert','01a3185c-5000-776e-930d-84f91bf14b09',NULL,'',0.0);
INSERT INTO chain_stages VALUES('01a3185c-5000-776f-91e1-80b364f46100',2,'gain',NULL,NULL,'',-1.5);
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
INSERT INTO snapshots VALUES('01a3185c-5000-7770-a29e-835c0e448010','01a3185c-5000-776f-91e1-80b364f46100','Loud','loud','','','draft',0,1800000000000);
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
INSERT INTO snapshot_stages VALUES('01a3185c-5000-7770-a29e-835c0e448010',1,'insert','01a3185c-5000-776e-930d-84f91bf14b09',NULL,'',0.0);
INSERT INTO snapshot_stages VALUES('01a3185c-5000-7770-a29e-835c0e448010',2,'gain',NULL,NULL,'',-1.5);
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
INSERT INTO snapshot_units VALUES('01a3185c-5000-7770-a29e-835c0e448010',1,'01a3185c-5000-776d-b883-3635915bd1b4','EQ',1,'test.eq','48add43863a1774e683456ddde74ff958352986560f1fd16112483124b4dad45');
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
INSERT INTO snapshot_values VALUES('01a3185c-5000-7770-a29e-835c0e448010',1,1,'c0',10,1.0,'10 dB','confirmed',1700000000010);
INSERT INTO snapshot_values VALUES('01a3185c-5000-7770-a29e-835c0e448010',1,2,'c1',-25,-2.5,'-25 dB','confirmed',1699999999975);
INSERT INTO snapshot_values VALUES('01a3185c-5000-7770-a29e-835c0e448010',1,3,'c2',7,0.69999999999999995559,'7 dB','confirmed',1700000000007);
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
INSERT INTO recalls VALUES('01a3185c-5000-7771-96e6-678d39feef00','01a3185c-5000-7768-a2eb-92502318fa4e',1,'01a3185c-5000-7770-a29e-835c0e448010',NULL,1800000000000,1.5);
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
INSERT INTO recall_outcomes VALUES('01a3185c-5000-7771-96e6-678d39feef00',1,'01a3185c-5000-776d-b883-3635915bd1b4','EQ','c0',10,'10 dB',10,'10 dB','Verified','');
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
INSERT INTO prints VALUES('01a3185c-5000-7772-8e61-bd8674b6331b','01a3185c-5000-776f-91e1-80b364f46100','01a3185c-5000-776c-a94e-c2d2b9936849','01a3185c-5000-7770-a29e-835c0e448010','01a3185c-5000-776e-930d-84f91bf14b09','print.wav','cc',48000.0,480000,212,212.37000000000000453,-0.5,0,1800000000000);
CREATE TABLE comparisons (
    id TEXT NOT NULL PRIMARY KEY,
    song_id TEXT NOT NULL REFERENCES songs (id),
    label TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
INSERT INTO comparisons VALUES('01a3185c-5000-7773-8a26-a1a840991e65','01a3185c-5000-776a-8561-d8057935c08e','A/B',1800000000000);
CREATE TABLE comparison_candidates (
    comparison_id TEXT NOT NULL REFERENCES comparisons (id),
    position INTEGER NOT NULL,
    file TEXT NOT NULL,
    gain_db DOUBLE PRECISION NOT NULL,
    delay_frames DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (comparison_id, position)
);
INSERT INTO comparison_candidates VALUES('01a3185c-5000-7773-8a26-a1a840991e65',1,'mix 2.wav',0.0,0.0);
INSERT INTO comparison_candidates VALUES('01a3185c-5000-7773-8a26-a1a840991e65',2,'print.wav',-1.0,0.36999999999999999555);
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
INSERT INTO notes VALUES('01a3185c-5000-7774-b8bc-fc057e745a63','01a3185c-5000-7769-b382-d1e77ae6459a','01a3185c-5000-776a-8561-d8057935c08e',replace('it''s; ''quoted''\nand a second line','\n',char(10)),'it''s; ''quoted'' and a second line','','',1800000000000);
CREATE TABLE unit_words (
    unit_id TEXT NOT NULL REFERENCES units (id),
    param TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (unit_id, param)
);
INSERT INTO unit_words VALUES('01a3185c-5000-776d-b883-3635915bd1b4','passcode','Löwe 7');
CREATE TRIGGER profile_texts_keeps BEFORE UPDATE OF sha256, profile_id, text ON profile_texts BEGIN SELECT RAISE(ABORT, 'profile_texts: what was saved never changes'); END;
CREATE TRIGGER profile_texts_stays BEFORE DELETE ON profile_texts BEGIN SELECT RAISE(ABORT, 'profile_texts: what was saved never changes'); END;
CREATE TRIGGER profile_texts_is_one BEFORE INSERT ON profile_texts WHEN EXISTS (SELECT 1 FROM profile_texts WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(ABORT, 'profile_texts: what was saved never changes'); END;
CREATE INDEX songs_by_session ON songs (session_id, position);
CREATE INDEX sources_by_hash ON sources (sha256);
CREATE UNIQUE INDEX units_in_use_by_name ON units (room_id, name_folded) WHERE retired = 0;
CREATE INDEX snapshots_by_part ON snapshots (part_id);
CREATE TRIGGER snapshots_keeps BEFORE UPDATE OF id, part_id, automatic, created_ms ON snapshots BEGIN SELECT RAISE(ABORT, 'snapshots: what was saved never changes'); END;
CREATE TRIGGER snapshots_stays BEFORE DELETE ON snapshots BEGIN SELECT RAISE(ABORT, 'snapshots: what was saved never changes'); END;
CREATE TRIGGER snapshots_is_one BEFORE INSERT ON snapshots WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'snapshots: what was saved never changes'); END;
CREATE TRIGGER snapshot_stages_keeps BEFORE UPDATE ON snapshot_stages BEGIN SELECT RAISE(ABORT, 'snapshot_stages: what was saved never changes'); END;
CREATE TRIGGER snapshot_stages_stays BEFORE DELETE ON snapshot_stages BEGIN SELECT RAISE(ABORT, 'snapshot_stages: what was saved never changes'); END;
CREATE TRIGGER snapshot_stages_is_sealed BEFORE INSERT ON snapshot_stages WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = NEW.snapshot_id) BEGIN SELECT RAISE(ABORT, 'snapshot_stages: what was saved never changes'); END;
CREATE TRIGGER snapshot_units_keeps BEFORE UPDATE ON snapshot_units BEGIN SELECT RAISE(ABORT, 'snapshot_units: what was saved never changes'); END;
CREATE TRIGGER snapshot_units_stays BEFORE DELETE ON snapshot_units BEGIN SELECT RAISE(ABORT, 'snapshot_units: what was saved never changes'); END;
CREATE TRIGGER snapshot_units_is_sealed BEFORE INSERT ON snapshot_units WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = NEW.snapshot_id) BEGIN SELECT RAISE(ABORT, 'snapshot_units: what was saved never changes'); END;
CREATE TRIGGER snapshot_values_keeps BEFORE UPDATE ON snapshot_values BEGIN SELECT RAISE(ABORT, 'snapshot_values: what was saved never changes'); END;
CREATE TRIGGER snapshot_values_stays BEFORE DELETE ON snapshot_values BEGIN SELECT RAISE(ABORT, 'snapshot_values: what was saved never changes'); END;
CREATE TRIGGER snapshot_values_is_sealed BEFORE INSERT ON snapshot_values WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = NEW.snapshot_id) BEGIN SELECT RAISE(ABORT, 'snapshot_values: what was saved never changes'); END;
CREATE TRIGGER recalls_keeps BEFORE UPDATE OF id, room_id, number, wanted_id, before_id, started_ms, seconds ON recalls BEGIN SELECT RAISE(ABORT, 'recalls: what was saved never changes'); END;
CREATE TRIGGER recalls_stays BEFORE DELETE ON recalls BEGIN SELECT RAISE(ABORT, 'recalls: what was saved never changes'); END;
CREATE TRIGGER recalls_is_one BEFORE INSERT ON recalls WHEN EXISTS (SELECT 1 FROM recalls WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'recalls: what was saved never changes'); END;
CREATE TRIGGER recall_outcomes_keeps BEFORE UPDATE ON recall_outcomes BEGIN SELECT RAISE(ABORT, 'recall_outcomes: what was saved never changes'); END;
CREATE TRIGGER recall_outcomes_stays BEFORE DELETE ON recall_outcomes BEGIN SELECT RAISE(ABORT, 'recall_outcomes: what was saved never changes'); END;
CREATE TRIGGER recall_outcomes_is_sealed BEFORE INSERT ON recall_outcomes WHEN EXISTS (SELECT 1 FROM recalls WHERE id = NEW.recall_id) BEGIN SELECT RAISE(ABORT, 'recall_outcomes: what was saved never changes'); END;
CREATE INDEX prints_by_part ON prints (part_id);
CREATE INDEX prints_by_hash ON prints (sha256);
CREATE INDEX comparisons_by_song ON comparisons (song_id);
CREATE INDEX notes_by_target ON notes (target_id);
CREATE INDEX notes_by_session ON notes (session_id);
COMMIT;
