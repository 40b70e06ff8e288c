// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace detent::dsp {

/// Fills `sound` with a passage like music, peak below 1: an odd seed gives drums and bass, an even one chords and hats.
/// Every four seconds the level changes, by up to 20 dB. A shorter passage of the same seed is the opening of a longer one.
void playProbeMusic(std::vector<double>& sound, std::uint32_t seed, double sampleRateHz);

}  // namespace detent::dsp
