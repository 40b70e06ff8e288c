// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fingerprint/fingerprint_diff.h"

#include "dsp/core/decibels.h"
#include "dsp/fingerprint/level_reading.h"

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
constexpr double kLeastLink = 0.1;  ///< of the other side's gain reduction
constexpr double kSpreads = 3.0;    ///< of what two passes of the same gear differed by
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

/// Of the response's frequency nearest to `hz`.
std::size_t binOf(double hz) {
    const auto& all = responseHz();
    const auto above = std::lower_bound(all.begin(), all.end(), hz);
    const bool isBelow = above == all.end() || (above != all.begin() && hz - above[-1] < *above - hz);
    return static_cast<std::size_t>(above - all.begin()) - (isBelow ? 1 : 0);
}

std::string number(double value, int decimals) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

/// "1.99 dB lower"
std::string change(double value, int decimals, const char* unit, const char* more, const char* less) {
    return number(std::abs(value), decimals) + " " + unit + " " + (value > 0.0 ? more : less);
}
std::string changeDb(double value, int decimals) {
    return change(value, decimals, "dB", "higher", "lower");
}

/// Compares figure after figure and keeps the worst of each.
class Comparison {
public:
    Comparison(const Fingerprint& f, const Fingerprint& g)
        : m_scale(std::max(f.spread ? f.spread->scale : 1.0, g.spread ? g.spread->scale : 1.0)),
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
    void compareDistortion(const ChannelFingerprint& a, const ChannelFingerprint& b, const std::string& channel);
    void compareTime(const Step& a, const Step& b, std::optional<TimeConstant> Step::*which, std::optional<double>& into,
                     double& itsLimit, const std::string& what);
    bool isSurelyTold(const Step& step, const TimeConstant& time) const;
    void compareSides();

    /// The larger of what the two have.
    double floor(double MethodFloor::*figure) const { return std::max(m_f.floor.*figure, m_g.floor.*figure); }
    double spread(double PassSpread::*figure) const {
        return std::max(m_f.spread ? (*m_f.spread).*figure : 0.0, m_g.spread ? (*m_g.spread).*figure : 0.0);
    }

    double m_scale;
    const Fingerprint &m_f, &m_g;
    FingerprintDifference m_d;
};

void Comparison::compareResponse(const ChannelFingerprint& a, const ChannelFingerprint& b, int channel) {
    std::vector<double> apart, deviations;
    for (std::size_t i = 0; i < a.responseDb.size(); ++i) {
        apart.push_back(b.responseDb[i] - a.responseDb[i]);
        deviations.push_back(std::hypot(a.deviationDb[i], b.deviationDb[i]));
    }
    const double level = median(apart), least = std::max(kLeastDb, floor(&MethodFloor::responseDb));
    const std::string on = " on channel " + std::to_string(channel);
    const double allowed = std::max(limitOf(median(deviations), 0.0, m_scale, least), kSpreads * spread(&PassSpread::levelDb));
    judge(level, allowed, m_d.levelDb, m_d.limits.levelDb, "the level is " + changeDb(level, 3) + on);
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
        reason("the response is " + number(worst, 3) + " dB off at " + std::to_string(std::lround(worstHz)) +
               " Hz" + on);
}

void Comparison::compareCurve(const ChannelFingerprint& a, const ChannelFingerprint& b, const std::string& on) {
    static const std::size_t at1kHz = binOf(1000.0);
    double worst = 0.0, worstLimit = 0.0, worstDbfs = 0.0;
    for (std::size_t i = 0; i < std::min(a.levelCurve.size(), b.levelCurve.size()); ++i) {
        const LevelPoint &p = a.levelCurve[i], &q = b.levelCurve[i];
        const double off = (q.gainDb - b.gainDb) - (p.gainDb - a.gainDb);
        const double limit = limitOf(std::hypot(p.deviationDb, a.deviationDb[at1kHz]), std::hypot(q.deviationDb, b.deviationDb[at1kHz]),
                                     m_scale, std::max(2.0 * kLeastDb, floor(&MethodFloor::levelDb)));
        if (worstLimit > 0.0 && std::abs(off) / limit <= std::abs(worst) / worstLimit) continue;
        worst = off, worstLimit = limit, worstDbfs = p.levelDbfs;
    }
    if (worstLimit > 0.0)
        judge(worst, worstLimit, m_d.levelCurveDb, m_d.limits.levelCurveDb,
              "at " + number(worstDbfs, 0) + " dBFS, more than at any other level, the gain is " + changeDb(worst, 3) + on);
}

void Comparison::compareDistortion(const ChannelFingerprint& a, const ChannelFingerprint& b, const std::string& on) {
    const double first = a.thdDb.value_or(kFloorDb), second = b.thdDb.value_or(kFloorDb);
    const double thd = std::max(second, kNoDistortionDb) - std::max(first, kNoDistortionDb);
    judge(thd, limitOf(a.thdDeviationDb, b.thdDeviationDb, m_scale, kLeastThdDb), m_d.thdDb, m_d.limits.thdDb,
          "the distortion of 1 kHz is " + changeDb(thd, 1) + on);
}

/// Not near the edge of what can be told, where noise decides whether another pass tells it.
bool Comparison::isSurelyTold(const Step& step, const TimeConstant& time) const {
    static const double waits = -kReleaseSeconds / std::log(1.0 - kSlowest);
    return std::abs(step.reductionDb) > 2.0 * kLeastMoveDb && time.ms < 900.0 * waits;
}

void Comparison::compareTime(const Step& f, const Step& g, std::optional<TimeConstant> Step::*which,
                             std::optional<double>& into, double& itsLimit, const std::string& what) {
    const auto &a = f.*which, &b = g.*which;
    if (a && !b && isSurelyTold(f, *a)) reason(what + " cannot be told any more");
    if (b && !a && isSurelyTold(g, *b)) reason(what + " can be told now");
    if (!a || !b || a->ms <= 0.0) return;
    double worst = into.value_or(0.0);
    const double percent = 100.0 * (b->ms / a->ms - 1.0);
    judge(percent, limitOf(100.0 * a->deviation, 100.0 * b->deviation, m_scale, kLeastTimePercent), worst, itsLimit,
          what + " is " + change(percent, 1, "%", "longer", "shorter"));
    into = worst;
}

void Comparison::compareChannel(const ChannelFingerprint& a, const ChannelFingerprint& b, int channel) {
    const std::string on = " on channel " + std::to_string(channel);
    compareResponse(a, b, channel);
    compareCurve(a, b, on);
    compareDistortion(a, b, on);
    compareTime(a.step, b.step, &Step::attack, m_d.attackPercent, m_d.limits.attackPercent, "the attack" + on);
    compareTime(a.step, b.step, &Step::release, m_d.releasePercent, m_d.limits.releasePercent, "the release" + on);
    const double noise = std::max(b.noise.levelDbfs, kSilenceDbfs) - std::max(a.noise.levelDbfs, kSilenceDbfs);
    judge(noise, limitOf(a.noise.deviationDb, b.noise.deviationDb, m_scale, kLeastNoiseDb), m_d.noiseDb, m_d.limits.noiseDb,
          "the noise is " + changeDb(noise, 1) + on);
    // One frequency's phase noise, read as a delay: a bound, the fit averages over thousands.
    static const std::size_t at10kHz = binOf(10'000.0);
    const double turns = 10'000.0 / m_f.sampleRateHz, perFrame = 1.0 / (kDbPerNeper * 2.0 * std::numbers::pi * turns);
    const double delay = b.delayFrames - a.delayFrames;
    const double byNoise = limitOf(a.deviationDb[at10kHz] * perFrame, b.deviationDb[at10kHz] * perFrame, m_scale,
                                   std::max(kLeastDelayFrames, floor(&MethodFloor::delayFrames)));
    const double allowed = std::max(byNoise, kSpreads * spread(&PassSpread::delayFrames));
    judge(delay, allowed, m_d.delayFrames, m_d.limits.delayFrames,
          "the delay is " + change(delay, 3, "frames", "longer", "shorter") + on);
    if (a.inverted != b.inverted) reason("the polarity is turned over" + on);
}

void Comparison::compareSides() {
    if (!m_f.sides || !m_g.sides) return;
    const auto link = [&](const std::optional<double>& a, const std::optional<double>& b, const char* way) {
        if (a && b && std::abs(*a - *b) > kLeastLink)
            reason(std::string("the link from ") + way + " is " + change(100.0 * (*b - *a), 0, "%", "stronger", "weaker"));
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
