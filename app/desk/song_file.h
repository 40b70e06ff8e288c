// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/meter/loudness.h"
#include "recall/store/store_thread.h"

namespace detent::desk {

/// Adds an audio file as a song with its main mix; makes a session of the file's name where `session` is empty. [worker]
/// Errors: Fault::File where it is not audio; Fault::Usage where it is not stereo.
Result<recall::Song> addSongFile(recall::StoreThread& store, recall::SessionId session, const std::filesystem::path& file,
                                 const dsp::Progress& progress);

}  // namespace detent::desk
