// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/backend.h"

namespace detent {

/// The device to listen on. A named one is that one; "virtual" is none; an empty name takes the first that plays stereo at
/// the rate asked for, and the virtual one, which is silent, where the machine has no device at all.
std::unique_ptr<audio::Backend> makeListenBackend();

}  // namespace detent
