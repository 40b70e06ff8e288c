-- SPDX-FileCopyrightText: 2026 The Detent developers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Params of a unit that are words, such as a passcode.
CREATE TABLE unit_words (
    unit_id TEXT NOT NULL REFERENCES units (id),
    param TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (unit_id, param)
);
