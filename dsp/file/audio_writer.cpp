// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/file/audio_file.h"
#include "dsp/file/bext.h"
#include "dsp/file/sound_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <string_view>

namespace detent::dsp {
namespace {

constexpr int kBlockFrames = 8192;

int subformat(SampleCoding coding) {
    switch (coding) {
        case SampleCoding::Pcm16: return SF_FORMAT_PCM_16;
        case SampleCoding::Pcm24: return SF_FORMAT_PCM_24;
        case SampleCoding::Float32: break;
    }
    return SF_FORMAT_FLOAT;
}

int bytesOf(SampleCoding coding) { return coding == SampleCoding::Pcm16 ? 2 : coding == SampleCoding::Pcm24 ? 3 : 4; }

/// Rounded to `bits` and set at the top of 32, as libsndfile takes it; its own scaling by 2^n - 1 would not be exact.
int toPcm(float sample, int bits) {
    const double full = std::ldexp(1.0, bits - 1);
    const double code = std::clamp(std::nearbyint(static_cast<double>(sample) * full), -full, full - 1.0);
    return static_cast<int>(std::isnan(code) ? 0.0 : std::ldexp(code, 32 - bits));
}

/// Equal audio, equal bytes: the PEAK chunk has the time in it, and libsndfile leaves it out of WAV when asked to but not of RF64
/// and what that becomes when it is short.
void clearPeakTime(const std::filesystem::path& path) {
    constexpr std::size_t kRiffHead = 12, kChunkHead = 8, kTimeAt = 12, kTimeSize = 4;
    std::array<char, 512> head{};
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    const auto size = static_cast<std::size_t>(file.gcount());
    file.clear();
    for (std::size_t at = kRiffHead; at + kTimeAt + kTimeSize <= size;) {
        const std::string_view id(head.data() + at, 4);
        if (id == "data") return;
        if (id == "PEAK") {
            file.seekp(static_cast<std::streamoff>(at + kTimeAt));
            file.write("\0\0\0\0", kTimeSize);
            return;
        }
        std::size_t length = 0;
        for (std::size_t i = 4; i-- > 0;) length = length << 8 | static_cast<unsigned char>(head[at + 4 + i]);
        at += kChunkHead + length + length % 2;
    }
}

}  // namespace

struct AudioWriter::State {
    PlacedFile placed;
    SoundFile file;
    int channelCount;
    SampleCoding coding;
    int headerEveryFrames;  ///< 0: only at the end
    std::int64_t frames = 0, framesInHeader = 0;
    std::vector<float> floats{};
    std::vector<int> codes{};

    Problem problem(int error) const {
        const bool full = error == ENOSPC || error == EFBIG;
        return {Fault::File, "cannot write " + pathText(placed.target()) + ": " + (error ? std::strerror(error) : "the disk took only a part"),
                full ? "free some space on that disk and try again" : "check the folder and its permissions"};
    }

    bool writeBlock(const AudioView& audio, int at, int count) {
        const auto samples = static_cast<std::size_t>(count) * static_cast<std::size_t>(channelCount);
        if (coding == SampleCoding::Float32) {
            floats.resize(samples);
            interleave(audio, at, count, floats, [](float x) { return x; });
            return sf_writef_float(file.get(), floats.data(), count) == count;
        }
        const int bits = 8 * bytesOf(coding);
        codes.resize(samples);
        interleave(audio, at, count, codes, [bits](float x) { return toPcm(x, bits); });
        return sf_writef_int(file.get(), codes.data(), count) == count;
    }

    template <typename T, typename Convert>
    void interleave(const AudioView& audio, int at, int count, std::vector<T>& out, Convert convert) const {
        for (int c = 0; c < channelCount; ++c) {
            const float* source = audio.channel(c) + at;
            T* target = out.data() + c;
            for (int n = 0; n < count; ++n, target += channelCount) *target = convert(source[n]);
        }
    }
};

AudioWriter::AudioWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
AudioWriter::AudioWriter(AudioWriter&&) noexcept = default;
AudioWriter& AudioWriter::operator=(AudioWriter&&) noexcept = default;

AudioWriter::~AudioWriter() {
    if (m_state) m_state->file.reset();  // Windows removes only what is closed
}

Result<AudioWriter> AudioWriter::create(const std::filesystem::path& path, double sampleRateHz, int channelCount, SampleCoding coding,
                                        Unfinished unfinished) {
    PlacedFile placed(path, unfinished);
    SF_INFO info{};
    info.samplerate = static_cast<int>(std::lround(sampleRateHz));
    info.channels = channelCount;
    info.format = SF_FORMAT_RF64 | subformat(coding);
    errno = 0;
    SoundFile file = openSoundFile(placed.path(), SFM_WRITE, info);
    if (!file) {
        const std::string why = errno ? std::strerror(errno) : sf_strerror(nullptr);
        return Problem{Fault::File, "cannot write " + pathText(path) + ": " + why, "check the folder and its permissions"};
    }
    sf_command(file.get(), SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);  // plain WAV below 4 GiB
    const int headerEvery = unfinished == Unfinished::Keep ? info.samplerate : 0;
    return AudioWriter(std::make_unique<State>(State{std::move(placed), std::move(file), channelCount, coding, headerEvery}));
}

void AudioWriter::setBroadcast(const BroadcastInfo& info) {
    [[maybe_unused]] const bool taken = writeBroadcast(m_state->file.get(), info);
    assert(taken && "before the first frame, or no longer than then");
}

Result<void> AudioWriter::write(const AudioView& audio) {
    State& s = *m_state;
    assert(audio.channelCount == s.channelCount && s.file);
    for (int at = 0; at < audio.frameCount; at += kBlockFrames) {
        const int count = std::min(kBlockFrames, audio.frameCount - at);
        errno = 0;
        if (!s.writeBlock(audio, at, count)) return s.problem(errno);
        s.frames += count;
    }
    if (s.headerEveryFrames > 0 && s.frames - s.framesInHeader >= s.headerEveryFrames) {
        sf_command(s.file.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
        s.framesInHeader = s.frames;
    }
    return {};
}

Result<void> AudioWriter::commit() {
    State& s = *m_state;
    errno = 0;
    const int failed = sf_close(s.file.release());
    const int cause = errno;
    std::error_code error;
    const auto size = std::filesystem::file_size(s.placed.path(), error);
    const auto least = static_cast<std::uintmax_t>(s.frames) * static_cast<std::uintmax_t>(s.channelCount * bytesOf(s.coding));
    if (failed != 0 || error || size < least) return s.problem(cause);
    clearPeakTime(s.placed.path());
    auto placed = s.placed.commit();
    if (placed || s.headerEveryFrames == 0) return placed;
    Problem problem = placed.problem();
    problem.what += "; all of it lies in " + pathText(s.placed.path());
    return problem;
}

std::filesystem::path AudioWriter::keep() {
    State& s = *m_state;
    assert(s.headerEveryFrames > 0);
    sf_count_t whole = s.frames;
    sf_command(s.file.get(), SFC_FILE_TRUNCATE, &whole, sizeof whole);  // a full disk may have taken a part of a block
    sf_close(s.file.release());
    return s.placed.path();
}

void AudioWriter::discard() {
    m_state->file.reset();
    std::error_code ignored;
    std::filesystem::remove(m_state->placed.path(), ignored);
}

}  // namespace detent::dsp
