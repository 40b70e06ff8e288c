// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/fingerprint/level_reading.h"

namespace detent::dsp {

/// What the two channels of a stereo return have to do with each other.
struct SideReading {
    SideFigures figures;
    bool swapped = false;
};
SideReading readSides(const ProbeLayout& layout, const std::vector<HeardChannel>& channels);

/// What the segments after the opening tell.
FullFigures readFull(const ProbeLayout& layout, const std::vector<HeardChannel>& channels);

}  // namespace detent::dsp
