// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sounds the dsp tests share: seeded noise, tones, real music where it is installed, and peers run as programs.
#pragma once

#include "dsp/core/audio_buffer.h"
#include "dsp/file/audio_file.h"

#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <cmath>
#include <numbers>
#include <optional>
#include <random>

namespace detent::test {

inline dsp::AudioView viewOf(dsp::AudioBuffer& buffer, std::vector<float*>& pointers) {
    pointers.clear();
    for (int c = 0; c < buffer.channelCount(); ++c) pointers.push_back(buffer.channel(c).data());
    return {pointers.data(), buffer.channelCount(), static_cast<int>(buffer.frameCount())};
}

/// White, uniform in +-amplitude; every channel its own.
inline dsp::AudioBuffer noise(int channels, std::size_t frames, double amplitude, unsigned seed) {
    dsp::AudioBuffer buffer(channels, frames);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> spread(-amplitude, amplitude);
    for (int c = 0; c < channels; ++c) {
        for (float& x : buffer.channel(c)) x = static_cast<float>(spread(random));
    }
    return buffer;
}

inline dsp::AudioBuffer sine(int channels, std::size_t frames, double rate, double hz, double amplitude, double phase = 0.0) {
    dsp::AudioBuffer buffer(channels, frames);
    for (int c = 0; c < channels; ++c) {
        for (std::size_t n = 0; n < frames; ++n) {
            buffer.channel(c)[n] = static_cast<float>(amplitude * std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate + phase));
        }
    }
    return buffer;
}

inline Result<void> save(const std::filesystem::path& path, dsp::AudioBuffer& audio, double rate, dsp::SampleCoding coding = dsp::SampleCoding::Float32) {
    auto writer = dsp::AudioWriter::create(path, rate, audio.channelCount(), coding);
    if (!writer) return writer.problem();
    std::vector<float*> pointers;
    if (auto done = writer->write(viewOf(audio, pointers)); !done) return done;
    return writer->commit();
}

/// `seconds` of a real recording (Debian's lincity-ng-data), absent where it is not installed.
inline std::optional<dsp::LoadedAudio> realMusic(double fromSeconds, double seconds) {
    const std::filesystem::path file =
        "/usr/share/games/lincity-ng/music/default/02 - Robert van Herk - City Blues.ogg";
    auto reader = dsp::AudioReader::open(file);
    if (!reader) return std::nullopt;
    const double rate = reader->format().sampleRateHz;
    dsp::LoadedAudio music{reader->format(), dsp::AudioBuffer(reader->format().channelCount, static_cast<std::size_t>(seconds * rate))};
    std::vector<float*> pointers;
    if (!reader->seek(static_cast<std::int64_t>(fromSeconds * rate)) || !reader->read(viewOf(music.audio, pointers))) return std::nullopt;
    return music;
}

struct PeerRun {
    bool there = false;
    int exitCode = -1;
    QString out, err;
};

/// Runs a program we did not write; `there` is false where it is not installed.
inline PeerRun runPeer(const QString& program, const QStringList& arguments) {
    if (QStandardPaths::findExecutable(program).isEmpty()) return {};
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(120000);
    return {true, process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

}  // namespace detent::test
