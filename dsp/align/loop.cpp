// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/loop.h"

#include "dsp/align/loop_faults.h"
#include "dsp/align/ping_response.h"
#include "dsp/core/decibels.h"
#include "dsp/meter/level.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace detent::dsp {
namespace {

constexpr std::ptrdiff_t kEarliest = -64;  ///< frames: what a negative delay can be
constexpr double kClipped = 0.999;
constexpr double kAlike = 0.5;  ///< frames by which pings may differ and still be read at the same frame

bool finite(const AudioBuffer& audio) {
    for (int c = 0; c < audio.channelCount(); ++c) {
        if (!std::all_of(audio.channel(c).begin(), audio.channel(c).end(), [](float x) { return std::isfinite(x); }))
            return false;
    }
    return true;
}

bool clipped(const AudioBuffer& audio) {
    for (int c = 0; c < audio.channelCount(); ++c) {
        int run = 0;
        for (const float x : audio.channel(c)) {
            run = std::abs(x) >= kClipped ? run + 1 : 0;
            if (run == 3) return true;
        }
    }
    return false;
}

/// In the later half not for 20 ms, though much of it has no ping.
bool neverQuiet(const AudioBuffer& captured, const PingLayout& layout) {
    const auto window = static_cast<std::size_t>(0.02 * layout.sampleRateHz);
    for (int c = 0; c < captured.channelCount(); ++c) {
        const auto& samples = captured.channel(c);
        double least = 1.0;
        for (std::size_t n = samples.size() / 2; n + window <= samples.size(); n += window)
            least = std::min(least, measureLevel(samples.data() + n, window).rms);
        if (least > 0.1) return true;
    }
    return false;
}

Heard heard(PingReader& reader, const std::vector<float>& captured, const PingLayout& layout, int ping, int send,
            std::ptrdiff_t delay) {
    Heard one{ping, send, static_cast<double>(layout.start(ping, send))};
    const PingResponse response = reader.read(captured, static_cast<std::ptrdiff_t>(layout.start(ping, send)) + delay);
    const SlopeDelay slope = slopeDelay(response.bins, layout.sampleRateHz);
    one.delayFrames = static_cast<double>(delay) + slope.frames;
    one.sign = slope.sign;
    one.energy = response.energy;
    one.explained = response.explained;
    const auto low = static_cast<std::size_t>(891.0 / reader.binHz()),
               high = static_cast<std::size_t>(1122.0 / reader.binHz());
    for (std::size_t k = low; k <= high; ++k)
        one.gainPower += std::norm(response.bins[k]) / static_cast<double>(high - low + 1);
    return one;
}

std::vector<Heard> heardSweeps(const std::vector<double>& sweep, const AudioBuffer& captured, const PingLayout& layout,
                               const Arrivals& arrivals, int repeats) {
    PingReader reader(layout.sampleRateHz, sweep);
    std::vector<Heard> sweeps;
    for (int r = 0; r < repeats; ++r) {
        for (int c = 0; c < layout.channelCount; ++c) {
            const auto send = static_cast<std::size_t>(c);
            const std::ptrdiff_t delay = arrivals.sweeps[send][static_cast<std::size_t>(r)].delay;
            sweeps.push_back(heard(reader, captured.channel(arrivals.routes[send]), layout, r, c, delay));
        }
    }
    return sweeps;
}

/// The least and the most delay of the sweeps that were found; none where none was.
std::pair<std::ptrdiff_t, std::ptrdiff_t> delaysFound(const Arrivals& arrivals) {
    std::pair<std::ptrdiff_t, std::ptrdiff_t> delays{arrivals.delay, arrivals.delay};
    bool any = false;
    for (const auto& sweeps : arrivals.sweeps) {
        for (const Arrival& a : sweeps) {
            if (!a.found) continue;
            delays = {std::min(delays.first, a.delay), std::max(delays.second, a.delay)};
            any = true;
        }
    }
    return any ? delays : std::pair<std::ptrdiff_t, std::ptrdiff_t>{0, 0};
}

/// The ping, counted from 0, that has lost frames; -1 for none.
int brokenPingOf(const AudioBuffer& captured, const LoopEvidence& e) {
    for (int c = 0; c < e.layout.channelCount; ++c) {
        std::vector<std::ptrdiff_t> delays;
        double first = 0.0;
        for (const Heard& h : e.sweeps) {
            if (h.send != c) continue;
            if (delays.empty()) first = h.delayFrames;
            const double later = h.delayFrames - first;
            delays.push_back(std::lround(first) + (std::abs(later) < kAlike ? 0 : std::lround(later)));
        }
        const int route = e.arrivals.routes[static_cast<std::size_t>(c)];
        const int broken =
            brokenPing(captured.channel(route), e.layout, c, delays, e.quiet[static_cast<std::size_t>(route)].power);
        if (broken >= 0) return broken;
    }
    return -1;
}

/// The strongest leak of a send into a return that is not its own, as a ratio of powers, and the part of it that is no
/// noise.
struct Crosstalk {
    double power = 0, certain = 0;
};

Crosstalk crosstalkOf(const CompressedReturns& returns, const PingLayout& layout, const Arrivals& arrivals) {
    Crosstalk most;
    for (std::size_t c = 0; c < arrivals.routes.size(); ++c) {
        const Leak own = leak(returns, layout, arrivals, c, arrivals.routes[c]);
        for (int d = 0; d < returns.channelCount(); ++d) {
            if (d == arrivals.routes[c] || own.energy <= 0.0) continue;
            const Leak other = leak(returns, layout, arrivals, c, d);
            const double power = std::max(0.0, other.energy - other.noise) / own.energy;
            if (power > most.power) most = {power, 1.0 - other.noise / other.energy};
        }
    }
    return most;
}

double mean(const std::vector<Heard>& sweeps, double Heard::*what) {
    double sum = 0.0;
    for (const Heard& h : sweeps) sum += h.*what;
    return sum / static_cast<double>(sweeps.size());
}

/// Standard deviation of the mean of what pings of the same send should agree in.
double meanDeviation(const std::vector<Heard>& sweeps, int sends, double (*what)(const Heard&)) {
    double squares = 0.0;
    for (int c = 0; c < sends; ++c) {
        double sum = 0.0, count = 0.0;
        for (const Heard& h : sweeps) {
            if (h.send == c) sum += what(h), ++count;
        }
        for (const Heard& h : sweeps) {
            if (h.send == c) squares += std::pow(what(h) - sum / count, 2.0);
        }
    }
    const auto count = static_cast<double>(sweeps.size());
    return std::sqrt(squares / (count - sends) / count);
}

/// Chance that a normal error of this deviation stays within the tolerance.
double chance(double tolerance, double deviation) {
    return deviation > 0.0 ? std::erf(tolerance / (std::sqrt(2.0) * deviation)) : 1.0;
}

LoopConfidence confidencesOf(const LoopEvidence& e, const Crosstalk& crosstalk, const Quiet& worst, bool inverted) {
    LoopConfidence sure;
    const int sends = e.layout.channelCount;
    sure.delay = chance(0.01, meanDeviation(e.sweeps, sends, [](const Heard& h) { return h.delayFrames; }));
    sure.gain = chance(0.05, meanDeviation(e.sweeps, sends, [](const Heard& h) { return dbFromPower(h.gainPower); }));
    const auto agree =
        std::count_if(e.sweeps.begin(), e.sweeps.end(), [&](const Heard& h) { return (h.sign < 0.0) == inverted; });
    sure.polarity = static_cast<double>(agree) / static_cast<double>(e.sweeps.size()) * mean(e.sweeps, &Heard::explained);
    sure.swap = std::max(0.0, 1.0 - crosstalk.power);
    sure.crosstalk = crosstalk.certain;
    sure.noise = worst.steadiness;
    sure.hum = worst.hum ? worst.humPart : 1.0 - worst.humPart;
    sure.drift = chance(1.0, e.steady.driftDeviationPpm);
    return sure;
}

LoopEvidence evidenceOf(const AudioBuffer& captured, const PingLayout& layout, const CompressedReturns& returns,
                        const std::vector<double>& sweep, int repeats, std::ptrdiff_t latest) {
    LoopEvidence e{layout};
    e.clipped = clipped(captured);
    e.neverQuiet = e.clipped && neverQuiet(captured, layout);
    e.arrivals = findArrivals(returns, layout, repeats, kEarliest, latest);
    const auto& routes = e.arrivals.routes;
    e.swapped = routes.size() == 2 && routes[0] == 1 && routes[1] == 0 && e.arrivals.found(0) && e.arrivals.found(1);
    const auto [least, most] = delaysFound(e.arrivals);
    const auto stretches = quietStretches(layout, repeats, least, most, captured.frameCount());
    for (int d = 0; d < layout.channelCount; ++d)
        e.quiet.push_back(quietOf(captured.channel(d), stretches, layout.sampleRateHz));
    e.sweeps = heardSweeps(sweep, captured, layout, e.arrivals, repeats);
    for (std::size_t c = 0; c < routes.size(); ++c) e.seconds.push_back(secondArrival(returns, layout, e.arrivals, c));
    e.steady = steadiness(e.sweeps);
    e.brokenPing = brokenPingOf(captured, e);
    return e;
}

}  // namespace

AudioBuffer loopPing(double sampleRateHz, int channelCount, double levelDbfs, int repeats) {
    const PingLayout layout(sampleRateHz, channelCount);
    const auto sweep = pingSweep(sampleRateHz, layout.sweepFrames);
    const double level = gainFromDb(levelDbfs);
    AudioBuffer ping(channelCount, layout.pingFrames() * static_cast<std::size_t>(repeats));
    for (int r = 0; r < repeats; ++r) {
        for (int c = 0; c < channelCount; ++c) {
            for (std::size_t n = 0; n < sweep.size(); ++n)
                ping.channel(c)[layout.start(r, c) + n] = static_cast<float>(level * sweep[n]);
        }
    }
    return ping;
}

LoopMeasurement measureLoop(const AudioBuffer& sent, const AudioBuffer& captured, double rate, int repeats) {
    LoopMeasurement m;
    const auto refuse = [&m](LoopFault fault, std::string reason) {
        m.fault = fault;
        m.reason = std::move(reason);
        return m;
    };
    const int channelCount = sent.channelCount();
    if (captured.channelCount() < channelCount || captured.frameCount() < sent.frameCount())
        return refuse(LoopFault::TooShort, "less came back than was sent; choose as many returns as sends and try again");
    if (!finite(captured))
        return refuse(LoopFault::Clipped,
                      "the return holds values that are no numbers; lower the level and start the device anew");
    const PingLayout layout(rate, channelCount);
    assert(repeats >= 3 && sent.frameCount() == layout.pingFrames() * static_cast<std::size_t>(repeats));
    std::vector<double> sweep(layout.sweepFrames);
    std::copy_n(sent.channel(0).begin() + static_cast<std::ptrdiff_t>(layout.start(0, 0)), sweep.size(), sweep.begin());
    const CompressedReturns returns(captured, channelCount, sweep, rate);
    const auto latest = static_cast<std::ptrdiff_t>(captured.frameCount() - sent.frameCount() + layout.gapFrames);
    LoopEvidence e = evidenceOf(captured, layout, returns, sweep, repeats, latest);
    const Crosstalk crosstalk = crosstalkOf(returns, layout, e.arrivals);
    if (channelCount > 1) e.crosstalkDb = dbFromPower(crosstalk.power);

    const Quiet& worst = *std::max_element(e.quiet.begin(), e.quiet.end(), [](const Quiet& x, const Quiet& y) {
        return (x.hum ? x.hum->levelDbfs : kFloorDb) < (y.hum ? y.hum->levelDbfs : kFloorDb);
    });
    double noisePower = 0.0;
    for (const Quiet& quiet : e.quiet) noisePower += quiet.power / channelCount;
    m.delayFrames = mean(e.sweeps, &Heard::delayFrames);
    m.delaySpreadFrames = e.steady.spreadFrames;
    m.gainDb = dbFromPower(mean(e.sweeps, &Heard::gainPower));
    m.inverted = mean(e.sweeps, &Heard::sign) < 0.0;
    m.swapped = e.swapped;
    m.crosstalkDb = e.crosstalkDb;
    m.noiseDbfs = levelDb(std::sqrt(noisePower));
    m.hum = worst.hum;
    m.driftPpm = e.steady.driftPpm;
    m.confidence = mean(e.sweeps, &Heard::explained);
    m.confidences = confidencesOf(e, crosstalk, worst, m.inverted);
    const LoopObjection found = objection(e);
    m.accepted = found.fault == LoopFault::None;
    return m.accepted ? m : refuse(found.fault, found.reason);
}

}  // namespace detent::dsp
