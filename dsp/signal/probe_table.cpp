// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/signal/probe_table.h"

#include <algorithm>
#include <cmath>

namespace detent::dsp {
namespace {

constexpr double kCarrierHz = 1000.0, kBedHz = 2000.0;  ///< the bed lies between the carrier's odd harmonics
constexpr double kIdleDbfs = -40.0;                     ///< where most dynamics rest

std::string named(const std::string& name, double dbfs) {
    return name + " " + std::to_string(std::lround(dbfs));
}

}  // namespace

std::size_t halfPeriod(double hz, double rate) {
    return hz == kCarrierHz ? 2 * halfPeriod(kBedHz, rate) : static_cast<std::size_t>(std::lround(0.5 * rate / hz));
}

std::size_t ProbeTable::framesOf(double seconds) const {
    return static_cast<std::size_t>(std::lround(seconds * m_rate));
}

std::size_t ProbeTable::period() const {
    return 2 * halfPeriod(kCarrierHz, m_rate);
}

void ProbeTable::append(ProbeSegment segment) {
    segment.start = m_at;
    m_at += segment.frames;
    m_segments.push_back(std::move(segment));
}

void ProbeTable::silence(const char* name, double seconds) {
    append({.name = name, .kind = ProbeKind::Silence, .frames = framesOf(seconds)});
}

void ProbeTable::sweep(const std::string& name, double dbfs, double foldSeconds, double fromHz, double gapSeconds,
                       ProbeChannels channels) {
    const double toHz = std::min(0.48 * m_rate, 45000.0);
    append({.name = name,
            .kind = ProbeKind::Sweep,
            .frames = framesOf(foldSeconds * std::log(toHz / fromHz)),
            .levelDbfs = dbfs,
            .channels = channels,
            .hz = fromHz,
            .toHz = toHz,
            .foldSeconds = foldSeconds});
    silence("gap", gapSeconds);
}

ProbeSegment ProbeTable::carrier(const std::string& name, double dbfs, double seconds, ProbeChannels channels) const {
    const std::size_t frames = framesOf(seconds) / period() * period();
    return {.name = name,
            .kind = ProbeKind::Carrier,
            .frames = std::max(frames, period()),
            .levelDbfs = dbfs,
            .channels = channels,
            .hz = kCarrierHz};
}

/// One side driven over a quiet bed on the other: does the other's gain follow?
void ProbeTable::lone(const std::string& name, ProbeChannels driven) {
    const ProbeChannels other = driven == ProbeChannels::Left ? ProbeChannels::Right : ProbeChannels::Left;
    const std::size_t from = m_at;
    append(carrier(name + " quiet", kIdleDbfs, 0.6, driven));
    append(carrier(name + " driven", -6.0, 0.4, driven));
    ProbeSegment bed = carrier(name + " bed", kIdleDbfs, 1.0, other);
    bed.start = from;
    bed.frames = m_at - from;
    bed.hz = kBedHz;
    m_segments.push_back(bed);
}

void ProbeTable::addFingerprint() {
    silence("lead", 1.0);
    silence("noise", 1.5);
    sweep("sweep -40", -40.0, 0.4, 3.0, 0.3);
    append(carrier("step quiet", kIdleDbfs, 0.3));
    append(carrier("step driven", -6.0, 0.7));
    append(carrier("step release", kIdleDbfs, kReleaseSeconds));
    for (double dbfs = -42.0; dbfs <= -3.0; dbfs += 3.0) append(carrier(named("stair", dbfs), dbfs, 0.2));
    silence("gap", 0.2);
    append({.name = "tone", .kind = ProbeKind::Tone, .frames = framesOf(0.5), .levelDbfs = -12.0, .hz = 1000.0});
    silence("gap", 0.2);
    for (const double dbfs : {-20.0, -6.0}) sweep(named("sweep", dbfs), dbfs, 0.4, 3.0, 0.3);
    if (m_channels == 2) {
        sweep("left", -20.0, 0.1, 10.0, 0.2, ProbeChannels::Left);
        sweep("right", -20.0, 0.1, 10.0, 0.2, ProbeChannels::Right);
        lone("lone left", ProbeChannels::Left);
        lone("lone right", ProbeChannels::Right);
        append(carrier("side", -6.0, 0.4, ProbeChannels::Side));
    }
    silence("tail", 0.6);
}

/// Bursts of one depth, each longer than the one before: what a release remembers shows in the gaps.
void ProbeTable::bursts(double dbfs) {
    for (const int ms : {1, 3, 10, 30, 100, 300, 1000, 3000}) {
        const std::string name = named("burst", dbfs) + " " + std::to_string(ms) + " ms";
        append(carrier(name, dbfs, 0.001 * ms));
        append(carrier(name + " rest", kIdleDbfs, ms >= 1000 ? 2.5 : 0.6));
    }
}

/// The level curve at another frequency, up and down: the side chain's filter, and whether it remembers.
void ProbeTable::sines(double hz) {
    const std::string name = "sine " + std::to_string(std::lround(hz)) + " Hz";
    const auto step = [&](const std::string& way, double dbfs) {
        append({.name = named(name + way, dbfs),
                .kind = ProbeKind::Tone,
                .frames = framesOf(0.25),
                .levelDbfs = dbfs,
                .hz = hz});
    };
    for (double dbfs = -39.0; dbfs <= -3.0; dbfs += 4.0) step("", dbfs);
    for (double dbfs = -7.0; dbfs >= -39.0; dbfs -= 4.0) step(" down", dbfs);
    silence("gap", 0.3);
}

void ProbeTable::music(const std::string& name, double seconds) {
    const std::size_t from = m_at, frames = framesOf(seconds);
    const auto part = [&](const char* place, double dbfs, ProbeChannels channels, std::uint32_t seed) {
        m_at = from;
        append({.name = name + place,
                .kind = ProbeKind::Music,
                .frames = frames,
                .levelDbfs = dbfs,
                .channels = channels,
                .seed = seed});
    };
    part("", -6.5, ProbeChannels::All, 1);
    if (m_channels == 1) return;
    part(" left", -11.0, ProbeChannels::Left, 2);
    part(" right", -11.0, ProbeChannels::Right, 4);
}

void ProbeTable::addRest() {
    sweep("long sweep -40", -40.0, 1.2, 5.0, 1.0);
    sweep("long sweep -24", -24.0, 0.6, 5.0, 0.6);
    sweep("long sweep -12", -12.0, 0.6, 5.0, 0.6);
    append({.name = "staircase up",
            .kind = ProbeKind::Staircase,
            .frames = framesOf(12.0),
            .levelDbfs = -60.0,
            .toDbfs = -1.0,
            .seed = 11});
    append({.name = "staircase down",
            .kind = ProbeKind::Staircase,
            .frames = framesOf(12.0),
            .levelDbfs = -1.0,
            .toDbfs = -60.0,
            .seed = 12});
    append(carrier("rest", kIdleDbfs, 1.5));
    for (const double dbfs : {-24.0, -14.0, -4.0}) bursts(dbfs);
    for (const double hz : {100.0, 5000.0}) sines(hz);
    append(
        {.name = "modulated", .kind = ProbeKind::Modulated, .frames = framesOf(8.0), .levelDbfs = -10.0, .hz = kCarrierHz});
    silence("gap", 0.3);
    append({.name = "60 Hz and 7 kHz",
            .kind = ProbeKind::TwoTone,
            .frames = framesOf(1.5),
            .levelDbfs = -8.0,
            .hz = 60.0,
            .toHz = 7000.0,
            .toDbfs = -12.0});
    append({.name = "19 and 20 kHz",
            .kind = ProbeKind::TwoTone,
            .frames = framesOf(1.5),
            .levelDbfs = -12.0,
            .hz = 19000.0,
            .toHz = 20000.0,
            .toDbfs = 0.0});
    silence("gap", 0.5);
    music("music", 36.0);
    silence("gap", 0.5);
    sweep("again sweep -20", -20.0, 0.4, 3.0, 0.3);
    music("again music", 8.0);
    silence("tail", 1.0);
}

}  // namespace detent::dsp
