// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/describe_source.h"

#include "dsp/file/audio_file.h"

namespace detent::studio {

Result<recall::Source> describeSource(const std::filesystem::path& file, const std::string& kind, const std::string& name,
                                      int channels) {
    auto reader = dsp::AudioReader::open(file);
    if (!reader) return reader.problem();
    const dsp::AudioFormat& format = reader->format();
    if (channels && format.channelCount != channels) {
        return Problem{Fault::Usage,
                       pathText(file) + " has " + std::to_string(format.channelCount) + " channel(s) where " +
                           std::to_string(channels) + " are needed",
                       channels == 2 ? "export a stereo file" : "export it again"};
    }
    auto hash = dsp::fileSha256(file);
    if (!hash) return hash.problem();
    recall::Source source;
    source.kind = kind;
    source.name = name;
    source.sha256 = *hash;
    source.path = pathText(std::filesystem::absolute(file));
    source.sampleRateHz = format.sampleRateHz;
    source.channelCount = format.channelCount;
    source.frameCount = format.frameCount;
    return source;
}

}  // namespace detent::studio
