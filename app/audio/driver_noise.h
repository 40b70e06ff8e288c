// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace detent::audio {

/// Keeps what JACK, ALSA and RtAudio write to standard error by themselves away from people, who are told by Problems.
/// Once for the process; before the first device is looked for. [any-thread]
void quietDrivers();

}  // namespace detent::audio
