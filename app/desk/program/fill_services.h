// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/services.h"
#include "app/studio/studio.h"

namespace detent {

/// What the person asked for on the command line.
struct Wish {
    std::filesystem::path song;  ///< empty: the bundled one, where the library is empty
    std::string audioDevice;     ///< as makeListenBackend
};

/// The desk's services from the studio, which outlives the desk.
desk::Services fillServices(studio::Studio& studio, const Wish& wish);

}  // namespace detent
