// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/capture_pass.h"
#include "app/audio/print_writer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace detent::audio {
namespace {

std::string hz(double rate) {
    return std::to_string(std::lround(rate)) + " Hz";
}
std::string channels(int count) {
    return std::to_string(count) + (count == 1 ? " channel" : " channels");
}

/// A print replaces a former one of its name and nothing else.
std::optional<Problem> unwritable(const PrintJob& job) {
    std::error_code error;
    const auto there = std::filesystem::status(job.target, error);
    if (!std::filesystem::exists(there)) return std::nullopt;
    const std::string name = pathText(job.target);
    if (!std::filesystem::is_regular_file(there))
        return Problem{Fault::File, name + " is no file but a folder or a device", "name a file"};
    if (std::filesystem::equivalent(job.source, job.target, error))
        return Problem{Fault::Usage, name + " would replace its own source", "give the print another name"};
    if (job.punchIn && std::filesystem::equivalent(job.punchIn->earlier, job.target, error))
        return Problem{Fault::Usage, name + " would replace the print that it is made from", "give the new print another name"};
    return std::nullopt;
}

std::optional<Problem> unfit(const PrintJob& job, const dsp::AudioFormat& format) {
    const std::string name = pathText(job.source);
    const auto sends = static_cast<int>(job.loop.send.size());
    if (format.channelCount != sends) {
        return Problem{Fault::Usage,
                       name + " has " + channels(format.channelCount) + " and the insert sends " + std::to_string(sends),
                       "use a file of " + channels(sends) + " or name other channels"};
    }
    if (format.sampleRateHz != job.loop.device.sampleRateHz) {
        return Problem{Fault::Usage,
                       name + " is at " + hz(format.sampleRateHz) + " and the device at " + hz(job.loop.device.sampleRateHz),
                       "set the device to " + hz(format.sampleRateHz) + " or convert the file"};
    }
    if (auto problem = unwritable(job)) return problem;
    if (format.frameCount == 0) return Problem{Fault::Usage, name + " is empty", "choose a file with sound in it"};
    if (!std::isfinite(job.delayFrames) || job.delayFrames < -0.5 || job.tailSeconds < 0) {
        return Problem{Fault::Usage, "an insert cannot answer before it is asked", "measure the insert again"};
    }
    return std::nullopt;
}

/// Leaves out the frames before the first answer and the pre-roll, hands on the rest.
class Shift {
public:
    Shift(PrintWriter& writer, std::int64_t frames) : m_writer(writer), m_skip(frames) {}

    Result<void> take(const dsp::AudioView& audio) {
        const auto skipped = static_cast<int>(std::min<std::int64_t>(m_skip, audio.frameCount));
        m_skip -= skipped;
        std::vector<float*> lanes(audio.channels, audio.channels + audio.channelCount);
        for (float*& lane : lanes) lane += skipped;
        return m_writer.add({lanes.data(), audio.channelCount, audio.frameCount - skipped});
    }

private:
    PrintWriter& m_writer;
    std::int64_t m_skip;
};

/// What the source says of itself goes on into the print.
void inherit(dsp::BroadcastInfo& info, const dsp::AudioReader& source) {
    const auto earlier = source.broadcast();
    if (!earlier) return;
    info.timeReferenceFrames = earlier->timeReferenceFrames;
    info.codingHistory = earlier->codingHistory + info.codingHistory;
}

Result<void> run(CapturePass& pass, dsp::AudioReader& reader, PrintWriter& writer, const PrintJob& job,
                 std::int64_t shiftFrames, const dsp::Progress& progress) {
    const double rate = reader.format().sampleRateHz;
    const std::int64_t wanted = job.punchIn ? std::llround(job.punchIn->preRollSeconds * rate) : 0;
    const std::int64_t preRoll = std::clamp<std::int64_t>(wanted, 0, writer.fromFrame());
    const double begins = job.punchIn ? 0.05 : 0, ends = job.punchIn ? 0.95 : 1;
    if (auto copied = writer.copyBefore(dsp::within(progress, 0, begins)); !copied) return copied;
    if (auto there = reader.seek(writer.fromFrame() - preRoll); !there) return there;
    Shift shift(writer, shiftFrames + preRoll);
    const auto source = [&](const dsp::AudioView& into) { return reader.read(into); };
    const auto sink = [&](const dsp::AudioView& audio) { return shift.take(audio); };
    const std::int64_t frames = writer.toFrame() - writer.fromFrame() + preRoll + shiftFrames;
    if (auto done = pass.run(frames, source, sink, dsp::within(progress, begins, ends)); !done) return done;
    return writer.copyAfter(dsp::within(progress, ends, 1));
}

}  // namespace

Problem stoppedEarly(const CaptureReport& report, double sampleRateHz) {
    Problem problem = *report.stopped;
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.1f", static_cast<double>(report.frameCount) / sampleRateHz);
    problem.what += "; its first " + std::string(seconds) + " s are kept as " + pathText(report.file);
    return problem;
}

Result<CaptureReport> print(Backend& backend, const PrintJob& wanted, const dsp::Progress& progress) {
    PrintJob job = wanted;
    auto reader = dsp::AudioReader::open(job.source);
    if (!reader) return reader.problem();
    const dsp::AudioFormat format = reader->format();
    if (auto problem = unfit(job, format)) return *problem;
    if (job.broadcast) inherit(*job.broadcast, *reader);
    auto pass = CapturePass::open(backend, job.loop);
    if (!pass) return pass.problem();
    const std::int64_t frames = format.frameCount + std::llround(job.tailSeconds * format.sampleRateHz);
    auto writer = PrintWriter::create(job, format.sampleRateHz, pass->returns(), frames);
    if (!writer) return writer.problem();

    CaptureReport report;
    report.delayFrames = job.delayFrames;
    report.shiftFrames = std::max<std::int64_t>(0, std::llround(job.delayFrames));
    if (auto done = run(*pass, *reader, *writer, job, report.shiftFrames, progress); !done) {
        if (!writer->keep(report)) return done.problem();
        report.xruns = pass->xruns();
        report.stopped = done.problem();
    } else if (auto placed = writer->commit(report); !placed) {
        return placed.problem();
    }
    auto sha256 = dsp::fileSha256(report.file);
    if (!sha256) {
        Problem problem = sha256.problem();  // which names the file
        if (report.stopped) problem.what = report.stopped->what + "; " + problem.what;
        return problem;
    }
    report.sha256 = *sha256;
    return report;
}

}  // namespace detent::audio
