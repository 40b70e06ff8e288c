// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/capture_pass.h"
#include "dsp/core/decibels.h"

#include <algorithm>
#include <cmath>

namespace detent::audio {
namespace {

std::string hz(double rate) {
    return std::to_string(std::lround(rate)) + " Hz";
}
std::string channels(int count) {
    return std::to_string(count) + (count == 1 ? " channel" : " channels");
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
    if (format.frameCount == 0) return Problem{Fault::Usage, name + " is empty", "choose a file with sound in it"};
    if (!std::isfinite(job.delayFrames) || job.delayFrames < -0.5 || job.tailSeconds < 0) {
        return Problem{Fault::Usage, "an insert cannot answer before it is asked", "measure the insert again"};
    }
    return std::nullopt;
}

/// Leaves out the frames before the first answer, writes the rest.
class ShiftedWriter {
public:
    ShiftedWriter(dsp::AudioWriter& writer, std::int64_t shiftFrames) : m_writer(writer), m_skip(shiftFrames) {}

    Result<void> take(const dsp::AudioView& audio) {
        const auto skipped = static_cast<int>(std::min<std::int64_t>(m_skip, audio.frameCount));
        m_skip -= skipped;
        std::vector<float*> lanes(audio.channels, audio.channels + audio.channelCount);
        for (float*& lane : lanes) lane += skipped;
        const int left = audio.frameCount - skipped;
        for (const float* lane : lanes) {
            for (int f = 0; f < left; ++f) m_peak = std::max(m_peak, std::abs(lane[f]));
        }
        return m_writer.write({lanes.data(), audio.channelCount, left});
    }
    float peak() const { return m_peak; }

private:
    dsp::AudioWriter& m_writer;
    std::int64_t m_skip;
    float m_peak = 0.0F;
};

}  // namespace

Result<CaptureReport> print(Backend& backend, const PrintJob& job, const dsp::Progress& progress) {
    auto reader = dsp::AudioReader::open(job.source);
    if (!reader) return reader.problem();
    const dsp::AudioFormat format = reader->format();
    if (auto problem = unfit(job, format)) return *problem;
    auto pass = CapturePass::open(backend, job.loop);
    if (!pass) return pass.problem();
    auto writer = dsp::AudioWriter::create(job.target, format.sampleRateHz, pass->returns(), dsp::SampleCoding::Float32);
    if (!writer) return writer.problem();

    CaptureReport report;
    report.delayFrames = job.delayFrames;
    report.shiftFrames = std::max<std::int64_t>(0, std::llround(job.delayFrames));
    report.frameCount = format.frameCount + std::llround(job.tailSeconds * format.sampleRateHz);
    ShiftedWriter shifted(*writer, report.shiftFrames);
    const auto source = [&](const dsp::AudioView& into) { return reader->read(into); };
    const auto sink = [&](const dsp::AudioView& audio) { return shifted.take(audio); };
    if (auto run = pass->run(report.frameCount + report.shiftFrames, source, sink, progress); !run) return run.problem();
    if (auto placed = writer->commit(); !placed) return placed.problem();
    auto sha256 = dsp::fileSha256(job.target);
    if (!sha256) return sha256.problem();
    report.sha256 = *sha256;
    report.peakDbfs = dsp::dbFromGain(static_cast<double>(shifted.peak()));
    report.complete = true;
    return report;
}

}  // namespace detent::audio
