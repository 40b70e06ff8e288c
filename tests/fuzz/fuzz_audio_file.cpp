// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an audio file: read, sought in, drawn and measured, or refused with a reason; never a crash, never a sample
// that is no number.
#include "dsp/file/audio_file.h"
#include "dsp/file/chunks.h"
#include "dsp/file/wave_peaks.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace detent;
using namespace detent::dsp;

namespace {

constexpr std::int64_t kMostFrames = 1 << 16;  // a header may promise terabytes

void require(bool so) {
    if (!so) std::abort();
}

const std::filesystem::path& scratch() {
    static const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("fuzz_audio_" + std::to_string(getpid()));
    return path;
}

void readSome(AudioReader& reader) {
    const AudioFormat& format = reader.format();
    require(format.channelCount >= 1 && format.channelCount <= 32 && format.frameCount >= 0);
    AudioBuffer block(format.channelCount, 1000);
    std::vector<float*> channels;
    for (int c = 0; c < format.channelCount; ++c) channels.push_back(block.channel(c).data());
    for (std::int64_t done = 0; done < kMostFrames;) {
        const auto got = reader.read({channels.data(), format.channelCount, 1000});
        if (!got) return require(!got.problem().what.empty());
        require(*got >= 0 && *got <= 1000);
        for (int c = 0; c < format.channelCount; ++c) {
            for (int n = 0; n < *got; ++n) require(std::isfinite(channels[static_cast<std::size_t>(c)][n]));
        }
        if (*got < 1000) return;
        done += *got;
    }
}

}  // namespace

/// Debian's libsndfile 1.2 forgets to free what libvorbis began on a broken stream; ours to hear of, not to mend.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libvorbis\nleak:libsndfile\nleak:libFLAC\nleak:libmpg123\n";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::ofstream(scratch(), std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    (void)missingBytes(scratch());
    auto reader = AudioReader::open(scratch());
    if (!reader) {
        require(!reader.problem().text().empty());
    } else {
        readSome(*reader);
        if (reader->seek(reader->format().frameCount / 2).ok()) readSome(*reader);
        if (reader->format().frameCount <= kMostFrames) (void)readWavePeaks(scratch(), 16);
    }
    std::filesystem::remove(scratch());
    return 0;
}
