// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/fingerprint_diff.h"

#include "dsp/core/decibels.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace detent::dsp {
namespace {

constexpr double kDeviations = 6.0;  ///< once in 500 million readings by chance
constexpr double kLeastDb = 0.002;   ///< below it a float's and a filter's own rounding
constexpr double kLeastDelayFrames = 0.01;
constexpr double kLeastThdDb = 0.3, kLeastNoiseDb = 0.3;
constexpr double kLeastTimePercent = 1.0;
constexpr double kNoDistortionDb = -120.0;  ///< what lies below is the converters' and the arithmetic's
constexpr double kSilenceDbfs = -140.0;     ///< noise below it is the arithmetic's

double limitOf(double a, double b, double scale, double least) {
    return std::max(least, kDeviations * scale * std::hypot(a, b));
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::string signedNumber(double value, int decimals) {
    char text[32];
    std::snprintf(text, sizeof text, "%+.*f", decimals, value);
    return text;
}

/// Compares figure after figure and keeps the worst of each.
class Comparison {
public:
    Comparison(const Fingerprint& f, const Fingerprint& g)
        : m_scale(std::max(f.spread ? f.spread->scale : 1.0, g.spread ? g.spread->scale : 1.0)),
          m_floor(std::max(f.floor.responseDb, g.floor.responseDb)),
          m_f(f),
          m_g(g) {}

    FingerprintDifference run() {
        for (std::size_t c = 0; c < m_f.channels.size(); ++c)
            compareChannel(m_f.channels[c], m_g.channels[c], static_cast<int>(c) + 1);
        if (m_f.swapped != m_g.swapped) reason("left and right are swapped");
        compareSides();
        return m_d;
    }

private:
    /// Keeps `value` where it is the worst against its limit so far. `what` is told where it is beyond.
    void judge(double value, double limit, double& worst, double& itsLimit, const std::string& what) {
        if (itsLimit <= 0.0 || std::abs(value) / limit > std::abs(worst) / itsLimit) {
            worst = value;
            itsLimit = limit;
        }
        if (std::abs(value) > limit) reason(what);
    }
    void reason(const std::string& what) {
        m_d.same = false;
        m_d.reasons.push_back(what);
    }

    void compareChannel(const ChannelFingerprint& a, const ChannelFingerprint& b, int number);
    void compareResponse(const ChannelFingerprint& a, const ChannelFingerprint& b, int number);
    void compareCurve(const ChannelFingerprint& a, const ChannelFingerprint& b, const std::string& channel);
    void compareHarmonics(const ChannelFingerprint& a, const ChannelFingerprint& b, const std::string& channel);
    void compareTime(const std::optional<TimeConstant>& a, const std::optional<TimeConstant>& b, std::optional<double>& into,
                     const std::string& what);
    void compareSides();

    double m_scale, m_floor;
    const Fingerprint &m_f, &m_g;
    FingerprintDifference m_d;
};

void Comparison::compareResponse(const ChannelFingerprint& a, const ChannelFingerprint& b, int channel) {
    std::vector<double> apart, deviations;
    for (std::size_t i = 0; i < a.responseDb.size(); ++i) {
        apart.push_back(b.responseDb[i] - a.responseDb[i]);
        deviations.push_back(std::hypot(a.deviationDb[i], b.deviationDb[i]));
    }
    const double level = median(apart), least = std::max(kLeastDb, m_floor);
    const std::string on = " on channel " + std::to_string(channel);
    double allowed = limitOf(median(deviations), 0.0, m_scale, least);
    if (m_f.spread) allowed = std::max(allowed, 3.0 * m_f.spread->levelDb);
    judge(level, allowed, m_d.levelDb, m_d.limits.levelDb, "the level is " + signedNumber(level, 3) + " dB" + on);
    double worst = 0.0, worstHz = 0.0, worstLimit = 1.0, largest = -1.0;
    for (std::size_t i = 0; i < apart.size(); ++i) {
        const double off = std::abs(apart[i] - level),
                     limit = limitOf(deviations[i], median(deviations) * 0.2, m_scale, least);
        if (off / limit > worst / worstLimit || worstHz == 0.0) worst = off, worstLimit = limit, worstHz = responseHz()[i];
        if (off <= largest || off < m_d.maxResponseDb) continue;
        largest = off;
        m_d.maxResponseDb = off;
        m_d.atHz = responseHz()[i];
        m_d.channel = channel;
        m_d.limits.responseDb = limit;
    }
    if (worst > worstLimit)
        reason("the response is " + signedNumber(worst, 3).substr(1) + " dB off at " + std::to_string(std::lround(worstHz)) +
               " Hz" + on);
}

void Comparison::compareCurve(const ChannelFingerprint& a, const ChannelFingerprint& b, const std::string& on) {
    for (std::size_t i = 0; i < std::min(a.levelCurve.size(), b.levelCurve.size()); ++i) {
        const LevelPoint &p = a.levelCurve[i], &q = b.levelCurve[i];
        const double off = (q.gainDb - b.gainDb) - (p.gainDb - a.gainDb);
        const double limit = limitOf(std::hypot(p.deviationDb, a.deviationDb[136]),
                                     std::hypot(q.deviationDb, b.deviationDb[136]), m_scale, 2.0 * kLeastDb);
        judge(off, limit, m_d.levelCurveDb, m_d.limits.levelCurveDb,
              "at " + std::to_string(std::lround(p.levelDbfs)) + " dBFS the gain is " + signedNumber(off, 3) + " dB" + on);
    }
}

void Comparison::compareHarmonics(const ChannelFingerprint& a, const ChannelFingerprint& b, const std::string& on) {
    const double first = a.thdDb.value_or(kFloorDb), second = b.thdDb.value_or(kFloorDb);
    const double thd = std::max(second, kNoDistortionDb) - std::max(first, kNoDistortionDb);
    judge(thd, limitOf(a.thdDeviationDb, b.thdDeviationDb, m_scale, kLeastThdDb), m_d.thdDb, m_d.limits.thdDb,
          "the distortion of 1 kHz is " + signedNumber(thd, 1) + " dB" + on);
}

void Comparison::compareTime(const std::optional<TimeConstant>& a, const std::optional<TimeConstant>& b,
                             std::optional<double>& into, const std::string& what) {
    if (!a || !b || a->ms <= 0.0) return;
    double worst = into.value_or(0.0);
    const double percent = 100.0 * (b->ms / a->ms - 1.0);
    judge(percent, limitOf(100.0 * a->deviation, 100.0 * b->deviation, m_scale, kLeastTimePercent), worst,
          m_d.limits.timePercent, what + " is " + signedNumber(percent, 1) + " %");
    into = std::abs(percent) >= std::abs(into.value_or(0.0)) ? percent : *into;
}

void Comparison::compareChannel(const ChannelFingerprint& a, const ChannelFingerprint& b, int channel) {
    const std::string on = " on channel " + std::to_string(channel);
    compareResponse(a, b, channel);
    compareCurve(a, b, on);
    compareHarmonics(a, b, on);
    compareTime(a.step.attack, b.step.attack, m_d.attackPercent, "the attack" + on);
    compareTime(a.step.release, b.step.release, m_d.releasePercent, "the release" + on);
    const double noise = std::max(b.noise.levelDbfs, kSilenceDbfs) - std::max(a.noise.levelDbfs, kSilenceDbfs);
    judge(noise, limitOf(a.noise.deviationDb, b.noise.deviationDb, m_scale, kLeastNoiseDb), m_d.noiseDb, m_d.limits.noiseDb,
          "the noise is " + signedNumber(noise, 1) + " dB" + on);
    // One frequency's phase noise, read as a delay at a quarter of the rate: a bound, the fit averages over thousands.
    const double perFrame = 1.0 / (8.686 * 2.0 * std::numbers::pi * 0.25);
    const double delay = b.delayFrames - a.delayFrames;
    double allowed = limitOf(a.deviationDb[216] * perFrame, b.deviationDb[216] * perFrame, m_scale, kLeastDelayFrames);
    if (m_f.spread) allowed = std::max(allowed, 3.0 * m_f.spread->delayFrames);
    judge(delay, allowed, m_d.delayFrames, m_d.limits.delayFrames,
          "the delay is " + signedNumber(delay, 3) + " frames" + on);
    if (a.inverted != b.inverted) reason("the polarity is turned over" + on);
}

void Comparison::compareSides() {
    if (!m_f.sides || !m_g.sides) return;
    const auto link = [&](const std::optional<double>& a, const std::optional<double>& b, const char* way) {
        if (a && b && std::abs(*a - *b) > 0.1)
            reason(std::string("the link from ") + way + " is " + signedNumber(*b - *a, 2));
    };
    link(m_f.sides->linkLeftToRight, m_g.sides->linkLeftToRight, "left to right");
    link(m_f.sides->linkRightToLeft, m_g.sides->linkRightToLeft, "right to left");
}

}  // namespace

Result<FingerprintDifference> differenceOf(const Fingerprint& f, const Fingerprint& g) {
    const auto refused = [](const std::string& what) {
        return Problem{Fault::Usage, "the two fingerprints were taken " + what, "take one of them anew"};
    };
    if (f.probeVersion != g.probeVersion) return refused("with unlike versions of the probe");
    if (f.sampleRateHz != g.sampleRateHz) return refused("at unlike sample rates");
    if (f.channels.size() != g.channels.size()) return refused("of unlike numbers of channels");
    return Comparison(f, g).run();
}

}  // namespace detent::dsp
