// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/print_writer.h"

#include <algorithm>
#include <cmath>

namespace detent::audio {
namespace {

constexpr int kCopyFrames = 8192;

std::vector<float*> lanesFrom(const dsp::AudioView& audio, int offset) {
    std::vector<float*> lanes(audio.channels, audio.channels + audio.channelCount);
    for (float*& lane : lanes) lane += offset;
    return lanes;
}

std::vector<float*> lanesOf(dsp::AudioBuffer& audio) {
    std::vector<float*> lanes;
    for (int c = 0; c < audio.channelCount(); ++c) lanes.push_back(audio.channel(c).data());
    return lanes;
}

/// By what Detent wrote into both heads: the snapshot, or where there is none the words.
bool sameWork(const dsp::BroadcastInfo& earlier, const dsp::BroadcastInfo& now) {
    if (!earlier.originatorReference.empty() && !now.originatorReference.empty())
        return now.originatorReference.rfind(earlier.originatorReference, 0) == 0;
    return !earlier.description.empty() && now.description.rfind(earlier.description, 0) == 0;  // a long one was cut
}

}  // namespace

Result<PrintWriter> PrintWriter::create(const PrintJob& job, double sampleRateHz, int channelCount, std::int64_t frames) {
    const bool keeps = !job.punchIn || !job.punchIn->toFrame;
    auto writer = dsp::AudioWriter::create(job.target, sampleRateHz, channelCount, job.coding,
                                           keeps ? Unfinished::Keep : Unfinished::Remove);
    if (!writer) return writer.problem();
    if (job.broadcast) writer->setBroadcast(*job.broadcast);
    PrintWriter made(job, std::move(*writer), sampleRateHz, channelCount);
    made.m_keeps = keeps;
    made.m_to = frames;
    if (!job.punchIn) return made;
    if (auto opened = made.openEarlier(sampleRateHz, channelCount, frames); !opened) {
        made.m_writer.discard();
        return opened.problem();
    }
    return made;
}

Result<void> PrintWriter::openEarlier(double sampleRateHz, int channelCount, std::int64_t frames) {
    const PunchIn& punch = *m_job.punchIn;
    auto reader = dsp::AudioReader::open(punch.earlier);
    if (!reader) return reader.problem();
    const dsp::AudioFormat& format = reader->format();
    const std::string name = pathText(punch.earlier);
    m_from = punch.fromFrame;
    m_to = punch.toFrame.value_or(frames);
    if (format.channelCount != channelCount || format.sampleRateHz != sampleRateHz)
        return Problem{Fault::Usage,
                       name + " has " + std::to_string(format.channelCount) + " channels at " +
                           std::to_string(std::llround(format.sampleRateHz)) + " Hz and this print " +
                           std::to_string(channelCount) + " at " + std::to_string(std::llround(sampleRateHz)) + " Hz",
                       "punch into a print of the same source"};
    const auto head = reader->broadcast();
    if (!punch.toFrame && head && m_job.broadcast && !sameWork(*head, *m_job.broadcast))
        return Problem{Fault::Usage, name + " is of \"" + head->description + "\", and this is \"" + m_job.broadcast->description + "\"",
                       "go on from a part of the same print, under the same snapshot"};
    if (!punch.toFrame && m_from >= frames)
        return Problem{Fault::Usage, name + " is as long as the whole print or longer", "go on from the part of a stopped print, NAME.partial.wav"};
    const std::int64_t needed = m_to < frames ? frames : m_from;
    if (m_from < 0 || m_from >= m_to || m_to > frames || format.frameCount < needed)
        return Problem{Fault::Usage,
                       "frames " + std::to_string(m_from) + " to " + std::to_string(m_to) + " are no passage of " + name +
                           ", which has " + std::to_string(format.frameCount) + " of " + std::to_string(frames),
                       "name a passage inside both"};
    m_earlier.emplace(Earlier{std::move(*reader), dsp::AudioBuffer(channelCount, kCopyFrames)});
    return {};
}

Result<void> PrintWriter::write(const dsp::AudioView& audio) {
    if (auto written = m_writer.write(audio); !written) return written;
    m_meter.add(audio);
    m_at += audio.frameCount;
    return {};
}

Result<void> PrintWriter::copy(std::int64_t from, std::int64_t to, const dsp::Progress& progress) {
    if (from >= to) return {};
    if (auto there = m_earlier->reader.seek(from); !there) return there;
    std::vector<float*> lanes = lanesOf(m_earlier->piece);
    for (std::int64_t at = from; at < to;) {
        if (!dsp::goesOn(progress, static_cast<double>(at - from) / static_cast<double>(to - from))) return dsp::cancelled();
        const auto count = static_cast<int>(std::min<std::int64_t>(kCopyFrames, to - at));
        const dsp::AudioView view{lanes.data(), m_earlier->piece.channelCount(), count};
        auto got = m_earlier->reader.read(view);
        if (!got) return got.problem();
        if (*got < count)
            return Problem{Fault::File, pathText(m_job.punchIn->earlier) + " ends before it says", "use another copy of it"};
        if (auto written = write(view); !written) return written;
        at += count;
    }
    return {};
}

Result<void> PrintWriter::copyBefore(const dsp::Progress& progress) {
    return copy(0, m_from, progress);
}

Result<void> PrintWriter::copyAfter(const dsp::Progress& progress) {
    return m_earlier ? copy(m_to, m_job.punchIn->toFrame ? m_earlier->reader.format().frameCount : m_to, progress)
                     : Result<void>();
}

Result<void> PrintWriter::add(const dsp::AudioView& audio) {
    if (!m_earlier) return write(audio);
    for (int done = 0; done < audio.frameCount;) {
        const int count = std::min(kCopyFrames, audio.frameCount - done);
        std::vector<float*> lanes = lanesFrom(audio, done);
        const dsp::AudioView part{lanes.data(), audio.channelCount, count};
        if (auto faded = fade(part, m_at); !faded) return faded;
        if (auto written = write(part); !written) return written;
        done += count;
    }
    return {};
}

/// Mixes the earlier print into the passage's two ends: w of the pass and 1 - w of the earlier print, rising, then falling.
Result<void> PrintWriter::fade(const dsp::AudioView& audio, std::int64_t at) {
    const std::int64_t there = m_earlier->reader.format().frameCount;
    const std::int64_t rise = std::min<std::int64_t>({m_fadeFrames, there - m_from, m_to - m_from});
    const std::int64_t fall = m_job.punchIn->toFrame ? std::min<std::int64_t>(m_fadeFrames, m_to - m_from) : 0;
    const std::int64_t end = at + audio.frameCount;
    if (at >= m_from + rise && end <= m_to - fall) return {};
    std::vector<float*> lanes = lanesOf(m_earlier->piece);
    if (auto sought = m_earlier->reader.seek(at); !sought) return sought;
    auto got = m_earlier->reader.read({lanes.data(), audio.channelCount, audio.frameCount});
    if (!got) return got.problem();
    for (int f = 0; f < *got; ++f) {
        const auto in = static_cast<double>(at + f - m_from + 1) / static_cast<double>(rise + 1);
        const auto out = fall > 0 ? static_cast<double>(m_to - at - f) / static_cast<double>(fall + 1) : 1.0;
        const auto w = static_cast<float>(std::min({in, out, 1.0}));
        for (int c = 0; c < audio.channelCount; ++c) {
            const auto lane = static_cast<std::size_t>(c);
            audio.channel(c)[f] = w * audio.channel(c)[f] + (1.0F - w) * lanes[lane][f];
        }
    }
    return {};
}

void PrintWriter::fillHead(CaptureReport& report) {
    m_meter.finish(report);
    if (!m_job.broadcast) return;
    const dsp::LoudnessReport& l = report.loudness;
    m_job.broadcast->loudness = {l.integratedLufs, l.rangeLu, l.truePeakDbtp, l.maxMomentaryLufs, l.maxShortTermLufs};
    m_writer.setBroadcast(*m_job.broadcast);
}

Result<void> PrintWriter::commit(CaptureReport& report) {
    fillHead(report);
    if (auto placed = m_writer.commit(); !placed) return placed;
    report.file = m_job.target;
    report.complete = true;
    return {};
}

bool PrintWriter::keep(CaptureReport& report) {
    if (!m_keeps || m_at <= m_from) {
        m_writer.discard();
        return false;
    }
    fillHead(report);
    report.file = m_writer.keep();
    return true;
}

}  // namespace detent::audio
