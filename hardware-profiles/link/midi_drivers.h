// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace detent::links {

/// Whether a MIDI system runs, asked without a word on standard error: the drivers' own libraries, which RtMidi brings with
/// it, print there when they find nothing. Any thread; the first call silences them for the whole process.
bool jackRuns();
bool alsaSequencerRuns();

}  // namespace detent::links
