// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/file/broadcast_info.h"
#include "dsp/file/sound_file.h"

namespace detent::dsp {

/// Private to the sources of dsp/file, as the handle is.
/// False where the file does not take it: after its first frame, longer than before.
bool writeBroadcast(SNDFILE* file, const BroadcastInfo& info);
std::optional<BroadcastInfo> readBroadcast(SNDFILE* file);

}  // namespace detent::dsp
