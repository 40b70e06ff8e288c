// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/candidates.h"

namespace detent::cli {

Result<std::vector<dsp::LoadedAudio>> loadTogether(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
        auto reader = dsp::AudioReader::open(pathFromText(file));
        if (!reader) return reader.problem();
    }
    std::vector<dsp::LoadedAudio> all;
    for (const std::string& file : files) {
        auto loaded = dsp::loadAudio(pathFromText(file));
        if (!loaded) return loaded.problem();
        all.push_back(std::move(*loaded));
        const auto &first = all.front().format, &last = all.back().format;
        if (first.sampleRateHz != last.sampleRateHz) {
            return Problem{Fault::Usage,
                           file + " is at " + fixed(last.sampleRateHz, 0) + " Hz and " + files.front() + " at " +
                               fixed(first.sampleRateHz, 0) + " Hz",
                           "bring them to one rate first"};
        }
        if (first.channelCount != last.channelCount) {
            return Problem{Fault::Usage,
                           file + " has " + std::to_string(last.channelCount) + " channel(s) and " + files.front() +
                               " has " + std::to_string(first.channelCount),
                           "export them alike"};
        }
    }
    return all;
}

Result<dsp::CompareRange> rangeOf(const Seconds& seconds, const dsp::LoadedAudio& a) {
    const double rateHz = a.format.sampleRateHz, length = static_cast<double>(a.audio.frameCount()) / rateHz;
    dsp::CompareRange range;
    if (seconds.from >= length || (seconds.to && *seconds.to <= seconds.from)) {
        return Problem{Fault::Usage,
                       "there is nothing between " + fixed(seconds.from, 2) + " s and " +
                           (seconds.to ? fixed(*seconds.to, 2) + " s" : "the end") + " of a file of " + fixed(length, 2) +
                           " s",
                       "give --from and --to within it"};
    }
    range.from = static_cast<std::size_t>(seconds.from * rateHz + 0.5);
    if (seconds.to && *seconds.to < length) range.to = static_cast<std::size_t>(*seconds.to * rateHz + 0.5);
    return range;
}

void addRangeFlags(CLI::App& verb, Seconds& seconds) {
    verb.add_option("--from", seconds.from, "start in seconds of the first file")->check(CLI::NonNegativeNumber);
    verb.add_option("--to", seconds.to, "end in seconds of the first file")->check(CLI::NonNegativeNumber);
}

}  // namespace detent::cli
