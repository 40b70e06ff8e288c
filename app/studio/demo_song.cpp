// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/demo_song.h"

#include "app/studio/demo_instruments.h"
#include "dsp/file/audio_file.h"

#include <array>
#include <cmath>

namespace detent::studio {
namespace fs = std::filesystem;
namespace {

// 100 beats a minute in four: a bar is 2.4 s, 25 bars are a minute. Bars 0-3 keys alone, 4 bass, 8 drums, 12 lead, 20 thin
// out.
constexpr double kBeat = 0.6, kBar = 4 * kBeat;
constexpr int kBars = 25;
constexpr auto kFrames = static_cast<std::size_t>(kBars * kBar * kDemoRateHz);

struct Chord {
    double root;
    std::array<double, 4> voices;
};
constexpr std::array<Chord, 4> kChords = {{{45, {57, 64, 67, 72}},    // A minor 7
                                           {41, {57, 60, 64, 69}},    // F major 7
                                           {48, {55, 60, 64, 71}},    // C major 7
                                           {43, {55, 59, 62, 69}}}};  // G add 9

const Chord& chordOf(int bar) {
    return kChords[static_cast<std::size_t>(bar) % kChords.size()];
}

DemoTrack drums() {
    DemoTrack track(kFrames);
    for (int bar = 8; bar < kBars - 1; ++bar) {
        const double at = bar * kBar;
        const bool thin = bar >= 20;
        for (const double beat : {0.0, 1.75, 2.5}) playKick(track, at + beat * kBeat, beat == 0 ? 0.62 : 0.5);
        if (!thin)
            for (const double beat : {1.0, 3.0})
                playSnare(track, at + beat * kBeat, 0.36, static_cast<unsigned>(bar * 4 + beat));
        if (bar % 4 == 3 && !thin) playSnare(track, at + 3.75 * kBeat, 0.2, static_cast<unsigned>(900 + bar));
        for (int eighth = 0; eighth < 8; ++eighth) {
            const double accent = eighth % 2 ? 0.085 : 0.12;
            playHat(track, at + (eighth + (eighth % 2 ? 0.08 : 0.0)) * kBeat / 2, accent, eighth == 7,
                    static_cast<unsigned>(bar * 8 + eighth));
        }
    }
    addRoom(track, 0.12);
    return track;
}

DemoTrack bass() {
    DemoTrack track(kFrames);
    constexpr std::array<std::array<double, 3>, 5> kLine = {
        {{0, 1.4, 0}, {1.5, 0.45, 0}, {2, 0.9, 7}, {3, 0.4, 12}, {3.5, 0.45, 10}}};
    for (int bar = 4; bar < kBars - 1; ++bar) {
        for (const auto& [beat, beats, above] : kLine) {
            playBass(track, bar * kBar + beat * kBeat, beats * kBeat, chordOf(bar).root - 12 + above, 0.34);
        }
    }
    playBass(track, (kBars - 1) * kBar, kBar * 0.9, kChords[0].root - 12, 0.34);
    return track;
}

DemoTrack keys() {
    DemoTrack track(kFrames);
    for (int bar = 0; bar < kBars; ++bar) {
        const Chord& chord = bar == kBars - 1 ? kChords[0] : chordOf(bar);
        const double swell = bar < 4 ? 0.085 : 0.07;
        double strum = 0;
        for (const double voice : chord.voices) {
            playKeys(track, bar * kBar + strum, kBar * 0.98 - strum, voice, swell, (voice - 63) / 30);
            if (bar >= 8 && bar < 20)
                playKeys(track, bar * kBar + 2.5 * kBeat + strum, kBeat, voice + 12, swell * 0.45, (63 - voice) / 30);
            strum += 0.012;
        }
    }
    addRoom(track, 0.2);
    return track;
}

DemoTrack lead() {
    DemoTrack track(kFrames);
    constexpr std::array<std::array<double, 2>, 14> kTune = {{{0, 76},
                                                              {0.75, 74},
                                                              {1.5, 72},
                                                              {2, 69},
                                                              {3, 72},
                                                              {4, 74},
                                                              {4.75, 72},
                                                              {5.5, 69},
                                                              {6, 67},
                                                              {7, 64},
                                                              {7.5, 67},
                                                              {8, 69},
                                                              {11, 71},
                                                              {13.5, 74}}};
    for (int start = 12; start + 4 <= kBars; start += 4) {
        const double lift = start == 16 ? 3 : 0;
        for (std::size_t i = 0; i < kTune.size(); ++i) {
            const auto [beat, note] = kTune[i];
            playPluck(track, start * kBar + beat * kBeat, 1.6, note + (note > 70 ? lift : 0), 0.3, -0.15,
                      static_cast<unsigned>(start * 31 + static_cast<int>(i)));
        }
    }
    addRoom(track, 0.3);
    return track;
}

Result<void> writeTrack(const fs::path& target, const DemoTrack& track) {
    auto writer = dsp::AudioWriter::create(target, kDemoRateHz, 2, dsp::SampleCoding::Pcm24);
    if (!writer) return writer.problem();
    std::vector<float> left(track.left.begin(), track.left.end()), right(track.right.begin(), track.right.end());
    std::array<float*, 2> channels = {left.data(), right.data()};
    if (auto done = writer->write({channels.data(), 2, static_cast<int>(left.size())}); !done) return done;
    return writer->commit();
}

void mixInto(DemoTrack& mix, const DemoTrack& stem) {
    for (std::size_t i = 0; i < kFrames; ++i) {
        mix.left[i] += stem.left[i];
        mix.right[i] += stem.right[i];
    }
}

}  // namespace

Result<DemoSong> makeDemoSong(const fs::path& folder, const dsp::Progress& progress) {
    constexpr std::array<std::pair<const char*, DemoTrack (*)()>, 4> kStems = {
        {{"drums", drums}, {"bass", bass}, {"keys", keys}, {"lead", lead}}};
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return Problem{Fault::File, "cannot make the folder " + pathText(folder) + ": " + error.message(),
                       "check its permissions"};

    DemoSong song{folder / "Harbour Lights.wav", {}};
    bool complete = fs::exists(song.mix);
    for (const auto& [name, play] : kStems) {
        song.stems.emplace_back(name, folder / (std::string("Harbour Lights - ") + name + ".wav"));
        complete = complete && fs::exists(song.stems.back().second);
    }
    if (complete) return song;

    DemoTrack mix(kFrames);
    for (std::size_t i = 0; i < kStems.size(); ++i) {
        if (progress && !progress(static_cast<double>(i) / kStems.size()))
            return Problem{Fault::Cancelled, "making the bundled song was cancelled", ""};
        const DemoTrack stem = kStems[i].second();
        mixInto(mix, stem);
        if (auto written = writeTrack(song.stems[i].second, stem); !written) return written.problem();
    }
    if (auto written = writeTrack(song.mix, mix); !written) return written.problem();
    return song;
}

}  // namespace detent::studio
