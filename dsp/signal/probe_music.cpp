// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/signal/probe_music.h"

#include <array>
#include <cmath>
#include <numbers>
#include <random>

namespace detent::dsp {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr double kBeatSeconds = 0.25, kSectionSeconds = 4.0;
constexpr double kLongestSeconds = 2.5;  ///< of a note

/// One note: its sound at `t` seconds after it began.
struct Note {
    double hz = 0, amplitude = 0, attackSeconds = 0.002, decaySeconds = 0.2;
    double fallHz = 0;  ///< a drum's pitch falls from so much higher
    double noise = 0;   ///< 0..1 in place of the tone
    int harmonics = 1;
};

/// Uniform in +-1, the same on every machine.
double spread(std::mt19937& random) {
    return static_cast<double>(random()) / 2147483648.0 - 1.0;
}

void playNote(std::vector<double>& sound, std::size_t at, const Note& note, double rate, std::mt19937& random) {
    const auto frames = static_cast<std::size_t>(kLongestSeconds * rate);
    double last = 0.0;
    for (std::size_t n = 0; n < frames; ++n) {
        const double t = static_cast<double>(n) / rate;
        const double envelope = (1.0 - std::exp(-t / note.attackSeconds)) * std::exp(-t / note.decaySeconds);
        if (t > note.attackSeconds && envelope < 1e-4) break;
        const double phase = kTurn * (note.hz * t + note.fallHz * 0.03 * (1.0 - std::exp(-t / 0.03)));
        double tone = 0.0;
        for (int k = 1; k <= note.harmonics; ++k) tone += std::sin(k * phase) / k;
        const double drawn = note.noise > 0.0 ? spread(random) : 0.0;
        const double hiss = drawn - last;
        last = drawn;
        if (at + n < sound.size())
            sound[at + n] += note.amplitude * envelope * ((1.0 - note.noise) * tone + note.noise * hiss);
    }
}

double pitchHz(int semitones) {
    return 55.0 * std::exp2(semitones / 12.0);
}

void playRhythm(std::vector<double>& sound, std::size_t at, int beat, std::mt19937& random, double rate) {
    static constexpr std::array<int, 5> kRoots = {0, 3, 5, 7, 10};
    const double accent = 0.75 + 0.25 * spread(random);
    if (beat % 4 == 0 || random() % 8 == 0)
        playNote(sound, at, {.hz = 48, .amplitude = 0.8 * accent, .decaySeconds = 0.12, .fallHz = 160}, rate, random);
    if (beat % 4 == 2)
        playNote(sound, at,
                 {.hz = 190, .amplitude = 0.5 * accent, .attackSeconds = 0.0005, .decaySeconds = 0.07, .noise = 0.6}, rate,
                 random);
    if (beat % 2 == 0)
        playNote(sound, at,
                 {.hz = pitchHz(kRoots[random() % kRoots.size()]),
                  .amplitude = 0.3,
                  .attackSeconds = 0.008,
                  .decaySeconds = 0.35,
                  .harmonics = 6},
                 rate, random);
}

void playChords(std::vector<double>& sound, std::size_t at, int beat, std::mt19937& random, double rate) {
    playNote(sound, at,
             {.amplitude = 0.15 + 0.1 * spread(random), .attackSeconds = 0.0003, .decaySeconds = 0.03, .noise = 1.0}, rate,
             random);
    if (beat % 4 != 1) return;
    const int root = 12 + static_cast<int>(random() % 12);
    for (const int third : {0, 4, 7, 12})
        playNote(
            sound, at,
            {.hz = pitchHz(root + third), .amplitude = 0.13, .attackSeconds = 0.03, .decaySeconds = 0.9, .harmonics = 4},
            rate, random);
}

}  // namespace

void playProbeMusic(std::vector<double>& sound, std::uint32_t seed, double rate) {
    static constexpr std::array<double, 6> kSections = {1.0, 0.32, 0.7, 0.1, 0.5, 0.85};
    std::mt19937 random(seed);
    const double beatFrames = kBeatSeconds * rate;
    for (int beat = 0; beat * beatFrames < static_cast<double>(sound.size()); ++beat) {
        const auto at = static_cast<std::size_t>(beat * beatFrames);
        if (seed % 2 == 1)
            playRhythm(sound, at, beat, random, rate);
        else
            playChords(sound, at, beat, random, rate);
    }
    for (std::size_t n = 0; n < sound.size(); ++n) {
        const auto section = static_cast<std::size_t>(static_cast<double>(n) / rate / kSectionSeconds);
        sound[n] = std::tanh(1.3 * sound[n]) * kSections[section % kSections.size()];
    }
}

}  // namespace detent::dsp
