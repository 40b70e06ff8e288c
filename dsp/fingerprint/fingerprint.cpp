// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/fingerprint.h"

#include "dsp/align/ping_response.h"
#include "dsp/core/decibels.h"
#include "dsp/fingerprint/arrival.h"
#include "dsp/fingerprint/method_floor.h"
#include "dsp/fingerprint/noise_reading.h"
#include "dsp/fingerprint/side_reading.h"
#include "dsp/fingerprint/sweep_response.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <mutex>
#include <numbers>

namespace detent::dsp {
namespace {

static_assert(kLastHarmonic <= kHighestHarmonic);  // those above do not come apart in time

constexpr double kResponseSeconds = 0.1;  ///< read for the delay
// Seconds of the response at rest that steps are read against: short, or its noise after a loud part hides the quiet one.
constexpr double kTapsBefore = 0.004, kTapsAfter = 0.012;
constexpr double kUnlikeProbe = 0.5;        ///< of the quiet sweep's energy that must be its own
constexpr double kLeastOverNoiseDb = 10.0;  ///< of the quiet sweep
constexpr double kMostDriftFrames = 0.3;    ///< from the first sweep to the last
constexpr std::size_t kEvery = 4;           ///< response frequency has harmonics
constexpr double kInNoise = 2.0;            ///< deviations: what a harmonic must exceed

std::vector<double> spacedHz(std::size_t every) {
    std::vector<double> hz;
    for (std::size_t i = 0; i <= 240; i += every) hz.push_back(20.0 * std::pow(1000.0, static_cast<double>(i) / 240.0));
    return hz;
}

double degrees(double radians) {
    return radians * 180.0 / std::numbers::pi;
}

/// Everything of one channel that the figures are read from.
struct ChannelReader {
    const ProbeLayout& layout;
    HeardChannel heard;
    SweepResponse rest;
    SlopeDelay slope;
};

Problem notSo(const std::string& what, const std::string& remedy) {
    return {Fault::NotSo, what, remedy};
}

std::vector<double> amplitudesDb(const SweepResponse& response) {
    std::vector<double> db;
    for (const double hz : responseHz()) db.push_back(dbFromGain(std::abs(response.at(hz))));
    return db;
}

LevelResponse levelResponse(const SweepResponse& response, std::vector<double> responseDb, double levelDbfs,
                            const HeardChannel& heard) {
    LevelResponse level{levelDbfs, std::move(responseDb), {}, {}, {}};
    for (std::size_t i = 0; i < harmonicHz().size(); ++i) {
        const double hz = harmonicHz()[i], first = gainFromDb(level.responseDb[i * kEvery]);
        HarmonicRow row, noise;
        double squares = 0.0;
        for (int k = kFirstHarmonic; k <= kLastHarmonic; ++k) {
            if (!response.covers(hz, k) || k * hz > 20001.0 || first <= 0.0) continue;
            const double size = std::abs(response.at(hz, k)), deviation = response.deviation(hz, k, heard.density(k * hz));
            const auto place = static_cast<std::size_t>(k - kFirstHarmonic);
            noise[place] = dbFromGain(deviation / first);
            if (size <= kInNoise * deviation) continue;
            row[place] = dbFromGain(size / first);
            squares += size * size;
        }
        level.harmonicsDb.push_back(row);
        level.harmonicNoiseDb.push_back(noise);
        level.thdDb.push_back(squares > 0.0 ? std::optional<double>(dbFromGain(std::sqrt(squares) / first)) : std::nullopt);
    }
    return level;
}

void readResponse(ChannelFingerprint& channel, const ChannelReader& reader) {
    channel.delayFrames = static_cast<double>(reader.heard.delay) + reader.slope.frames;
    channel.inverted = reader.slope.sign < 0.0;
    double turn = 0.0;
    bool first = true;
    for (const double hz : responseHz()) {
        const std::complex<double> delayed =
            reader.slope.sign * std::polar(1.0, 2.0 * std::numbers::pi * hz * reader.slope.frames / reader.heard.rate);
        const std::complex<double> h = reader.rest.at(hz) * delayed;
        const double phase = degrees(std::arg(h));
        turn = first ? phase : turn + std::remainder(phase - turn, 360.0);
        first = false;
        channel.responseDb.push_back(dbFromGain(std::abs(h)));
        channel.phaseDeg.push_back(turn);
        const double deviation = reader.rest.deviation(hz, 1, reader.heard.density(hz));
        channel.deviationDb.push_back(kDbPerNeper * deviation / std::max(std::abs(h), deviation));
    }
    channel.gainDb = reader.heard.restDb;
}

Result<ChannelFingerprint> readChannel(const ChannelReader& reader, int number) {
    const ProbeLayout& layout = reader.layout;
    ChannelFingerprint channel;
    readResponse(channel, reader);
    for (const char* name : {"sweep -40", "sweep -20", "sweep -6"}) {
        const ProbeSegment& sweep = layout.segment(name);
        const bool atRest = sweep.levelDbfs == layout.segment("sweep -40").levelDbfs;
        const SweepResponse response =
            atRest ? reader.rest : SweepReader(sweep, reader.heard.rate).read(reader.heard.samples, reader.heard.delay);
        channel.levels.push_back(
            levelResponse(response, atRest ? channel.responseDb : amplitudesDb(response), sweep.levelDbfs, reader.heard));
        const double moved = slopeDelay(response.bins(kResponseSeconds), reader.heard.rate).frames - reader.slope.frames;
        if (!(std::abs(moved) <= kMostDriftFrames)) {
            return notSo("the return's delay moves while the probe plays (channel " + std::to_string(number) + ")",
                         "play and capture on one clock, with a larger buffer, and try again");
        }
    }
    for (const ProbeSegment& segment : layout.segments) {
        if (segment.name.starts_with("stair ")) channel.levelCurve.push_back(carrierGain(reader.heard, segment));
    }
    channel.step =
        readStep(reader.heard, layout.segment("step quiet"), layout.segment("step driven"), layout.segment("step release"));
    const ToneFigures tone = readTone(reader.heard, layout.segment("tone"));
    channel.thdDb = tone.thdDb;
    channel.thdNoiseDb = tone.thdNoiseDb;
    channel.thdDeviationDb = tone.thdDeviationDb;
    return channel;
}

Result<ChannelReader> openChannel(const ProbeLayout& layout, const AudioBuffer& captured, int c, std::ptrdiff_t delay,
                                  const NoiseReading& noise) {
    const ProbeSegment& sweep = layout.segment("sweep -40");
    const double rate = layout.sampleRateHz;
    SweepResponse rest = SweepReader(sweep, rate).read(captured.channel(c), delay);
    const std::string channel = "channel " + std::to_string(c + 1);
    const double noiseEnergy = std::pow(10.0, 0.1 * noise.figures().levelDbfs) * static_cast<double>(sweep.frames);
    if (rest.energy() < std::pow(10.0, 0.1 * kLeastOverNoiseDb) * noiseEnergy)
        return notSo("the quiet sweep does not stand 10 dB above the noise on " + channel,
                     "play this probe and nothing else, raise the send, or find what hums");
    if (rest.explained() < kUnlikeProbe)
        return notSo("what came back on " + channel + " is not this probe",
                     "play the probe itself, with no other sound, echoes off, and try again");
    const SlopeDelay slope = slopeDelay(rest.bins(kResponseSeconds), rate);
    const auto before = static_cast<std::size_t>(kTapsBefore * rate), after = static_cast<std::size_t>(kTapsAfter * rate);
    HeardChannel heard{captured.channel(c),
                       delay,
                       rate,
                       rest.taps(before, after),
                       before,
                       dbFromGain(std::abs(rest.at(1000.0))),
                       [&noise](double hz) { return noise.density(hz); }};
    return ChannelReader{layout, std::move(heard), std::move(rest), slope};
}

Result<Fingerprint> readAll(const ProbeLayout& layout, const AudioBuffer& captured, const Progress& progress) {
    if (auto checked = checkReturn(layout, captured); !checked) return checked.problem();
    const std::ptrdiff_t delay = wholeDelay(layout, captured);
    const ProbeSegment& quiet = layout.segment("noise");
    std::vector<NoiseReading> noises;
    for (int c = 0; c < captured.channelCount(); ++c) {
        const auto from =
            static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(quiet.start) + delay));
        noises.emplace_back(std::span(captured.channel(c)).subspan(from, quiet.frames - 128), layout.sampleRateHz);
    }
    Fingerprint print;
    print.part = layout.part;
    print.sampleRateHz = layout.sampleRateHz;
    std::vector<HeardChannel> heard;
    for (int c = 0; c < captured.channelCount(); ++c) {
        auto reader = openChannel(layout, captured, c, delay, noises[static_cast<std::size_t>(c)]);
        if (!reader) return reader.problem();
        if (static_cast<std::ptrdiff_t>(layout.segments.back().start) + delay > std::ssize(captured.channel(0)))
            return notSo("the return ends before the probe has come back through the delay", "record some seconds longer");
        auto channel = readChannel(*reader, c + 1);
        if (!channel) return channel.problem();
        channel->noise = noises[static_cast<std::size_t>(c)].figures();
        print.channels.push_back(std::move(*channel));
        heard.push_back(std::move(reader->heard));
        if (!goesOn(progress, (c + 1.0) / (captured.channelCount() + 1.0))) return cancelled();
    }
    if (captured.channelCount() == 2) {
        SideReading sides = readSides(layout, heard);
        print.swapped = sides.swapped;
        print.sides = std::move(sides.figures);
    }
    if (layout.part == ProbePart::Full) print.full = readFull(layout, heard);
    return print;
}

/// Measured once for each rate.
MethodFloor floorAt(double rate) {
    static std::mutex mutex;
    static std::map<double, MethodFloor> known;
    const std::lock_guard lock(mutex);
    if (const auto at = known.find(rate); at != known.end()) return at->second;
    const auto layout = probeLayout(rate, 1, ProbePart::Fingerprint);
    const auto loop = readAll(*layout, digitalLoop(rate), {});
    assert(loop);  // a wire can be read
    return known[rate] = methodFloor(loop->channels.front());
}

}  // namespace

const std::vector<double>& responseHz() {
    static const std::vector<double> hz = spacedHz(1);
    return hz;
}

const std::vector<double>& harmonicHz() {
    static const std::vector<double> hz = spacedHz(kEvery);
    return hz;
}

Result<Fingerprint> takeFingerprint(const ProbeLayout& layout, const AudioBuffer& captured, const Progress& progress) {
    auto print = readAll(layout, captured, within(progress, 0.0, 0.7));
    if (print) print->floor = floorAt(layout.sampleRateHz);
    return print;
}

Result<Fingerprint> takeFingerprint(const ProbeLayout& layout, const AudioBuffer& captured, const AudioBuffer& again,
                                    const Progress& progress) {
    auto print = takeFingerprint(layout, captured, within(progress, 0.0, 0.6));
    if (!print) return print;
    const auto second = readAll(layout, again, within(progress, 0.6, 1.0));
    if (!second) return second;
    print->spread = spreadOf(*print, *second);
    return print;
}

}  // namespace detent::dsp
