// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/loop_faults.h"

#include "dsp/core/decibels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <initializer_list>

namespace detent::dsp {
namespace {

constexpr double kNothingDb = 3.0, kNoisyDb = 24.0;  ///< ping over noise
constexpr double kUnlike = 0.7;                      ///< part of the return that is the ping's
constexpr double kMixedDb = -3.0;                    ///< crosstalk: more is both sends on both returns

std::string number(double value, int decimals) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string channelName(std::size_t channel) {
    return std::to_string(channel + 1);
}

/// Mean over the pings of one send.
double meanOf(const LoopEvidence& e, std::size_t send, double (*what)(const Heard&)) {
    double sum = 0.0, count = 0.0;
    for (const Heard& h : e.sweeps) {
        if (h.send == static_cast<int>(send)) sum += what(h), ++count;
    }
    return sum / count;
}

double overNoiseDb(const LoopEvidence& e, std::size_t send, double (*what)(const Heard&)) {
    const double noise =
        e.quiet[static_cast<std::size_t>(e.arrivals.routes[send])].power * static_cast<double>(e.layout.sweepFrames);
    const double ping = meanOf(e, send, what);
    return noise > 0.0 ? dbFromPower(ping / noise) : ping > 0.0 ? 200.0 : -200.0;
}

double energyOf(const Heard& h) {
    return h.energy;
}
double pingEnergyOf(const Heard& h) {
    return h.energy * h.explained;
}
double explainedOf(const Heard& h) {
    return h.explained;
}

LoopObjection feedback(const LoopEvidence& e) {
    const LoopObjection howls{LoopFault::Feedback,
                              "the return clips and never falls silent: it feeds back into the send; mute the return on the "
                              "monitor mixer and measure again"};
    if (e.clipped && e.neverQuiet) return howls;
    for (const auto& second : e.seconds) {
        if (!second || !second->goesOn) continue;
        return {LoopFault::Feedback, "the return feeds back into the send (every " +
                                         number(1000.0 * static_cast<double>(second->offset) / e.layout.sampleRateHz, 1) +
                                         " ms, " + number(dbFromGain(second->height), 1) +
                                         " dB each time); mute the return on the monitor mixer and measure again"};
    }
    return {};
}

LoopObjection wrongChannel(const LoopEvidence& e) {
    std::string routes;
    for (std::size_t c = 0; c < e.arrivals.routes.size(); ++c) {
        const auto route = static_cast<std::size_t>(e.arrivals.routes[c]);
        if (e.arrivals.found(c) && route != c)
            routes +=
                (routes.empty() ? "send " : ", send ") + channelName(c) + " comes back on return " + channelName(route);
    }
    if (!routes.empty() && !e.swapped)
        return {LoopFault::WrongChannel, "wrong channel: " + routes + "; check the cables and the channels"};
    if (!e.crosstalkDb || *e.crosstalkDb < kMixedDb) return {};
    return {LoopFault::WrongChannel, "wrong channel: a send comes back on more than its own return (crosstalk " +
                                         number(*e.crosstalkDb, 1) +
                                         " dB); check the cables, or measure mono gear with one send and one return"};
}

LoopObjection missing(const LoopEvidence& e) {
    std::string channels;
    std::size_t count = 0, lostPing = 0;
    bool lost = false, sound = false;
    for (std::size_t c = 0; c < e.arrivals.sweeps.size(); ++c) {
        const auto& sweeps = e.arrivals.sweeps[c];
        if (!e.arrivals.found(c)) {
            channels += (channels.empty() ? "" : " and ") + channelName(c);
            ++count;
            sound = sound || overNoiseDb(e, c, energyOf) > kNothingDb;
        } else if (!e.arrivals.allFound(c)) {
            lost = true;
            lostPing = static_cast<std::size_t>(
                std::find_if(sweeps.begin(), sweeps.end(), [](const Arrival& a) { return !a.found; }) - sweeps.begin());
        }
    }
    if (count == e.arrivals.sweeps.size() && sound)
        return {LoopFault::Unlike,
                "what came back is not the ping but other sound; stop it, check the cables and measure again"};
    if (count == e.arrivals.sweeps.size())
        return {LoopFault::Silent, "nothing came back; check the cables, the channels and the levels"};
    if (count > 0) return {LoopFault::Silent, "nothing came back on channel " + channels + "; check its cables"};
    if (lost)
        return {LoopFault::Xrun,
                "ping " + channelName(lostPing) +
                    " did not come back where the others did (an xrun); use a larger buffer and measure again"};
    return {};
}

LoopObjection noisy(const LoopEvidence& e) {
    for (std::size_t c = 0; c < e.arrivals.sweeps.size(); ++c) {
        const auto& quiet = e.quiet[static_cast<std::size_t>(e.arrivals.routes[c])];
        const double overDb = overNoiseDb(e, c, pingEnergyOf);
        if (overDb >= kNoisyDb) continue;
        return {LoopFault::Noisy,
                "the noise is within " + number(std::ceil(std::max(overDb, 0.0)), 0) +
                    " dB of the ping; raise the level or find what " +
                    (quiet.hum && dbFromPower(quiet.power) < quiet.hum->levelDbfs + 3.0 ? "hums" : "makes the noise")};
    }
    return {};
}

LoopObjection echo(const LoopEvidence& e) {
    const SecondArrival* strongest = nullptr;
    for (const auto& second : e.seconds) {
        if (second && (!strongest || second->height > strongest->height)) strongest = &*second;
    }
    if (!strongest) return {};
    return {LoopFault::Echo, "the ping came back twice, with an echo " +
                                 number(1000.0 * static_cast<double>(strongest->offset) / e.layout.sampleRateHz, 1) +
                                 " ms after the ping at " + number(dbFromGain(strongest->height), 1) +
                                 " dB; switch off echoes and software monitoring"};
}

LoopObjection unsteady(const LoopEvidence& e) {
    const Steadiness& s = e.steady;
    if (s.fault == LoopFault::Drift)
        return {s.fault, "the pings disagree about the delay, which drifts by " + number(s.driftPpm, 1) +
                             " ppm; use one clock for playing and capturing"};
    if (e.brokenPing >= 0)
        return {LoopFault::Xrun, "frames are missing or repeated inside ping " + std::to_string(e.brokenPing + 1) +
                                     " (an xrun); use a larger buffer and measure again"};
    if (s.fault == LoopFault::Jump)
        return {s.fault, "the delay jumped by " + number(s.jumpFrames, std::abs(s.jumpFrames) < 10.0 ? 2 : 0) +
                             " frames before ping " + std::to_string(e.sweeps[s.jumpAt].ping + 1) + ", channel " +
                             std::to_string(e.sweeps[s.jumpAt].send + 1) +
                             "; frames were lost or the device started anew: use a larger buffer and measure again"};
    if (s.fault == LoopFault::Disagreement)
        return {s.fault, "the pings or channels disagree about the delay by " + number(s.spreadFrames, 2) +
                             " frames; use one clock for playing and capturing, a larger buffer, and measure again"};
    return {};
}

LoopObjection unlike(const LoopEvidence& e) {
    for (std::size_t c = 0; c < e.arrivals.sweeps.size(); ++c) {
        if (meanOf(e, c, explainedOf) < kUnlike)
            return {LoopFault::Unlike,
                    "what came back is not the ping alone; stop other sound, lower the level if the gear distorts, and "
                    "switch echoes off"};
    }
    if (std::any_of(e.sweeps.begin(), e.sweeps.end(), [&](const Heard& h) { return h.sign != e.sweeps[0].sign; }))
        return {LoopFault::Polarity, "the channels come back with unlike polarity; check the cables"};
    return {};
}

}  // namespace

const char* nameOf(LoopFault fault) {
    constexpr std::array kNames = {"",         "too short", "silent", "clipped", "noisy",        "wrong channel", "echo",
                                   "feedback", "xrun",      "jump",   "drift",   "disagreement", "polarity",      "unlike"};
    static_assert(kNames.size() == static_cast<std::size_t>(LoopFault::Unlike) + 1);
    return kNames[static_cast<std::size_t>(fault)];
}

LoopObjection objection(const LoopEvidence& evidence) {
    // A cause before its effects: feedback clips, a wrong channel leaves another silent.
    const auto clipped = [](const LoopEvidence& e) {
        return e.clipped ? LoopObjection{LoopFault::Clipped, "the return clipped; lower the level"} : LoopObjection{};
    };
    for (const auto& ask : std::initializer_list<LoopObjection (*)(const LoopEvidence&)>{
             feedback, clipped, wrongChannel, missing, noisy, echo, unsteady, unlike}) {
        if (LoopObjection found = ask(evidence); found.fault != LoopFault::None) return found;
    }
    return {};
}

}  // namespace detent::dsp
