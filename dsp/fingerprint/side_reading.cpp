// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/side_reading.h"

#include "dsp/core/decibels.h"
#include "dsp/fingerprint/sweep_response.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kLeastDrivenDb = 0.5;  ///< of gain reduction, for a link to be told

/// One side driven: responses on it and on the other, as if nothing were swapped.
struct Driven {
    std::vector<std::complex<double>> own, other;
    std::vector<double> otherDeviation;
    double ownEnergy = 0, otherEnergy = 0;
};

Driven driven(const ProbeSegment& sweep, const HeardChannel& own, const HeardChannel& other) {
    SweepReader reader(sweep, own.rate);
    const SweepResponse direct = reader.read(own.samples, own.delay), crossed = reader.read(other.samples, other.delay);
    Driven result{{}, {}, {}, direct.energy(), crossed.energy()};
    for (const double hz : harmonicHz()) {
        result.own.push_back(direct.at(hz));
        result.other.push_back(crossed.at(hz));
        result.otherDeviation.push_back(crossed.deviation(hz, 1, other.density(hz)));
    }
    return result;
}

std::vector<std::optional<double>> crosstalk(const Driven& side) {
    std::vector<std::optional<double>> rows;
    for (std::size_t i = 0; i < side.own.size(); ++i) {
        const double leak = std::abs(side.other[i]), own = std::abs(side.own[i]);
        const bool told = own > 0.0 && leak > 2.0 * side.otherDeviation[i];
        rows.push_back(told ? std::optional<double>(dbFromGain(leak / own)) : std::nullopt);
    }
    return rows;
}

std::optional<double> linkOf(const ProbeLayout& layout, const std::string& name, const HeardChannel& own,
                             const HeardChannel& other) {
    const ProbeSegment &quiet = layout.segment(name + " quiet"), &loud = layout.segment(name + " driven"),
                       &bed = layout.segment(name + " bed");
    const double moved = carrierGain(own, loud).gainDb - carrierGain(own, quiet).gainDb;
    if (std::abs(moved) < kLeastDrivenDb) return std::nullopt;
    return (bedGainDb(other, bed, loud) - bedGainDb(other, bed, quiet)) / moved;
}

}  // namespace

SideReading readSides(const ProbeLayout& layout, const std::vector<HeardChannel>& channels) {
    const Driven straight = driven(layout.segment("left"), channels[0], channels[1]);
    SideReading reading;
    reading.swapped = straight.otherEnergy > 2.0 * straight.ownEnergy;
    const HeardChannel &left = channels[reading.swapped ? 1 : 0], &right = channels[reading.swapped ? 0 : 1];
    reading.figures.leftToRightDb = crosstalk(reading.swapped ? driven(layout.segment("left"), left, right) : straight);
    reading.figures.rightToLeftDb = crosstalk(driven(layout.segment("right"), right, left));
    reading.figures.linkLeftToRight = linkOf(layout, "lone left", left, right);
    reading.figures.linkRightToLeft = linkOf(layout, "lone right", right, left);
    for (const HeardChannel& channel : channels)
        reading.figures.sideGainDb += 0.5 * (carrierGain(channel, layout.segment("side")).gainDb -
                                             carrierGain(channel, layout.segment("stair -6")).gainDb);
    return reading;
}

FullFigures readFull(const ProbeLayout& layout, const std::vector<HeardChannel>& channels) {
    FullFigures figures;
    double apart = 0.0, whole = 0.0;
    for (const HeardChannel& channel : channels) {
        auto& steps = figures.steps.emplace_back();
        for (const char* depth : {"burst -24", "burst -14", "burst -4"}) {
            const std::string name = std::string(depth) + " 1000 ms";
            ProbeSegment quiet = layout.segment(std::string(depth) + " 300 ms rest");
            steps.push_back(readStep(channel, quiet, layout.segment(name), layout.segment(name + " rest")));
        }
        const auto lines = [&](const char* name) {
            const ProbeSegment& s = layout.segment(name);
            const auto samples = channel.stretch(s.start + s.frames / 20, s.frames - s.frames / 10);
            return [samples, rate = channel.rate](double hz) { return std::abs(lineAmplitude(samples, hz, rate)); };
        };
        const auto smpte = lines("60 Hz and 7 kHz");
        double sum = 0.0;
        for (const double hz : {6880.0, 6940.0, 7060.0, 7120.0}) sum += smpte(hz) * smpte(hz);
        figures.smpteDb.push_back(dbFromGain(std::sqrt(sum) / std::max(1e-10, smpte(7000.0))));
        const auto twin = lines("19 and 20 kHz");
        figures.twinDb.push_back(dbFromGain(twin(1000.0) / std::max(1e-10, twin(19000.0) + twin(20000.0))));
        const ProbeSegment &first = layout.segment("music"), &again = layout.segment("again music");
        const auto a = channel.stretch(first.start, again.frames), b = channel.stretch(again.start, again.frames);
        for (std::size_t n = 0; n < a.size(); ++n) {
            whole += static_cast<double>(a[n]) * a[n];
            apart += 0.5 * static_cast<double>(a[n] - b[n]) * (a[n] - b[n]);
        }
    }
    if (whole > 0.0) figures.selfNullDb = dbFromPower(apart / whole);
    return figures;
}

}  // namespace detent::dsp
