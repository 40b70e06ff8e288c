// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace detent::studio {

/// The players of the bundled song. Each adds into a mono or stereo track of doubles at 48 kHz, full scale +-1.
constexpr double kDemoRateHz = 48000;

struct DemoTrack {
    std::vector<double> left, right;
    explicit DemoTrack(std::size_t frames) : left(frames, 0.0), right(frames, 0.0) {}
    /// Adds `value` at `frame` with constant-power pan, -1 left .. 1 right; outside the track it is dropped.
    void add(std::ptrdiff_t frame, double value, double pan);
};

double midiHz(double note);

void playKick(DemoTrack& track, double atSeconds, double level);
void playSnare(DemoTrack& track, double atSeconds, double level, unsigned seed);
void playHat(DemoTrack& track, double atSeconds, double level, bool open, unsigned seed);
void playBass(DemoTrack& track, double atSeconds, double seconds, double note, double level);
/// Electric piano: two-operator frequency modulation, slightly detuned left and right.
void playKeys(DemoTrack& track, double atSeconds, double seconds, double note, double level, double pan);
/// Plucked string (Karplus, Strong 1983) with a soft attack.
void playPluck(DemoTrack& track, double atSeconds, double seconds, double note, double level, double pan, unsigned seed);
/// A little early-reflection room, in place, `wet` 0..1.
void addRoom(DemoTrack& track, double wet);

}  // namespace detent::studio
