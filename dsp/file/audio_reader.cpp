// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/file/audio_file.h"
#include "dsp/file/bext.h"
#include "dsp/file/chunks.h"
#include "dsp/file/sha256.h"
#include "dsp/file/sound_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

namespace detent::dsp {
namespace {

constexpr int kBlockFrames = 8192;

Problem cannotRead(const std::filesystem::path& path, const std::string& why) {
    return {Fault::File, "cannot read " + pathText(path) + ": " + why, "check its name and permissions"};
}

Problem cutShort(const std::filesystem::path& path, const std::string& detail) {
    return {Fault::File, pathText(path) + " is cut short: " + detail, "copy or export the file again"};
}

int bitsOf(int format) {
    switch (format & SF_FORMAT_SUBMASK) {
        case SF_FORMAT_PCM_S8:
        case SF_FORMAT_PCM_U8: return 8;
        case SF_FORMAT_PCM_16:
        case SF_FORMAT_ALAC_16: return 16;
        case SF_FORMAT_ALAC_20: return 20;
        case SF_FORMAT_PCM_24:
        case SF_FORMAT_ALAC_24: return 24;
        case SF_FORMAT_PCM_32:
        case SF_FORMAT_ALAC_32:
        case SF_FORMAT_FLOAT: return 32;
        case SF_FORMAT_DOUBLE: return 64;
        default: return 0;
    }
}

AudioFormat formatOf(const SF_INFO& info) {
    const int coding = info.format & SF_FORMAT_SUBMASK;
    return {static_cast<double>(info.samplerate), info.channels, info.frames, bitsOf(info.format),
            coding == SF_FORMAT_FLOAT || coding == SF_FORMAT_DOUBLE};
}

std::optional<Problem> unusable(const std::filesystem::path& path, const AudioFormat& format) {
    const std::string name = pathText(path);
    if (format.channelCount < 1 || format.channelCount > 32) {
        return Problem{Fault::File, name + " has " + std::to_string(format.channelCount) + " channels", "use a file of 1 to 32 channels"};
    }
    if (format.sampleRateHz < 8000 || format.sampleRateHz > 768000) {
        return Problem{Fault::File, name + " has a rate of " + std::to_string(static_cast<int>(format.sampleRateHz)) + " Hz",
                       "use a file of 8 to 768 kHz"};
    }
    if (format.frameCount < 0 || format.frameCount > std::int64_t{1} << 40) {
        return Problem{Fault::File, name + " does not say how long it is", "export the file again"};
    }
    if (const auto missing = missingBytes(path)) return cutShort(path, "the last " + std::to_string(*missing) + " bytes are missing");
    return std::nullopt;
}

}  // namespace

struct AudioReader::State {
    std::filesystem::path path;
    SoundFile file;
    AudioFormat format;
    std::int64_t position = 0;
    std::vector<float> interleaved{};

    /// Deinterleaves; the frame of the first sample that is no number, or -1.
    int spread(const AudioView& into, int at, int frames) {
        int bad = -1;
        for (int c = 0; c < format.channelCount; ++c) {
            float* target = into.channel(c) + at;
            const float* source = interleaved.data() + c;
            for (int n = 0; n < frames; ++n, source += format.channelCount) {
                target[n] = *source;
                if (!std::isfinite(*source) && (bad < 0 || n < bad)) bad = n;
            }
        }
        return bad;
    }
};

AudioReader::AudioReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;
AudioReader::~AudioReader() = default;

const AudioFormat& AudioReader::format() const { return m_state->format; }
std::optional<BroadcastInfo> AudioReader::broadcast() const { return readBroadcast(m_state->file.get()); }

Result<AudioReader> AudioReader::open(const std::filesystem::path& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) return cannotRead(path, "there is no such file");
    if (std::filesystem::is_directory(status)) return Problem{Fault::File, pathText(path) + " is a folder", "name an audio file"};
    if (!std::ifstream(path, std::ios::binary)) return cannotRead(path, std::strerror(errno));
    SF_INFO info{};
    SoundFile file = openSoundFile(path, SFM_READ, info);
    if (!file) {
        if (missingBytes(path)) return cutShort(path, "its sound cannot be reached");
        return Problem{Fault::File, pathText(path) + " is not audio Detent can read", "use WAV, AIFF, FLAC, Ogg or MP3"};
    }
    const AudioFormat format = formatOf(info);
    if (auto problem = unusable(path, format)) return *problem;
    return AudioReader(std::make_unique<State>(State{path, std::move(file), format}));
}

Result<int> AudioReader::read(const AudioView& into) {
    State& s = *m_state;
    assert(into.channelCount >= s.format.channelCount);
    s.interleaved.resize(static_cast<std::size_t>(kBlockFrames) * static_cast<std::size_t>(s.format.channelCount));
    int done = 0;
    while (done < into.frameCount) {
        const int wanted = static_cast<int>(std::min<std::int64_t>({into.frameCount - done, kBlockFrames, s.format.frameCount - s.position}));
        if (wanted <= 0) break;
        const auto got = static_cast<int>(sf_readf_float(s.file.get(), s.interleaved.data(), wanted));
        if (const int bad = s.spread(into, done, got); bad >= 0) {
            return Problem{Fault::File, pathText(s.path) + " holds something that is not a number at frame " + std::to_string(s.position + bad),
                           "export the file again"};
        }
        done += got;
        s.position += got;
        if (got < wanted && s.format.bitsPerSample == 0) break;  // the length of lossy streams is only an estimate
        if (got < wanted) {
            return cutShort(s.path, std::to_string(s.position) + " of " + std::to_string(s.format.frameCount) + " frames can be read");
        }
    }
    return done;
}

Result<void> AudioReader::seek(std::int64_t frame) {
    State& s = *m_state;
    frame = std::clamp<std::int64_t>(frame, 0, s.format.frameCount);
    if (frame == s.position) return {};
    if (sf_seek(s.file.get(), frame, SEEK_SET) != frame) {
        return cannotRead(s.path, "frame " + std::to_string(frame) + " cannot be reached");
    }
    s.position = frame;
    return {};
}

Result<LoadedAudio> loadAudio(const std::filesystem::path& path) {
    auto reader = AudioReader::open(path);
    if (!reader) return reader.problem();
    LoadedAudio loaded{reader->format(), {}};
    const auto frames = static_cast<std::size_t>(loaded.format.frameCount);
    try {
        loaded.audio = AudioBuffer(loaded.format.channelCount, frames);
    } catch (const std::exception&) {
        return Problem{Fault::File, pathText(path) + " is too long for this computer's memory", "use a shorter part of it"};
    }
    std::vector<float*> channels(static_cast<std::size_t>(loaded.format.channelCount));
    std::size_t done = 0;
    while (done < frames) {
        for (std::size_t c = 0; c < channels.size(); ++c) channels[c] = loaded.audio.channel(static_cast<int>(c)).data() + done;
        const int wanted = static_cast<int>(std::min<std::size_t>(frames - done, 1U << 20));
        const auto got = reader->read({channels.data(), loaded.format.channelCount, wanted});
        if (!got) return got.problem();
        if (*got == 0) break;
        done += static_cast<std::size_t>(*got);
    }
    loaded.audio.resizeFrames(done);
    loaded.format.frameCount = static_cast<std::int64_t>(done);
    return loaded;
}

Result<std::string> fileSha256(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return cannotRead(path, "it is a folder");
    std::ifstream in(path, std::ios::binary);
    if (!in) return cannotRead(path, std::strerror(errno));
    Sha256 hash;
    std::vector<char> bytes(1U << 18);
    while (in) {
        in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        hash.add(bytes.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) return cannotRead(path, std::strerror(errno));
    return hash.finish();
}

}  // namespace detent::dsp
