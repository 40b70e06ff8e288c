// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The VC-2's static curve, its times and its side-chain, measured.
#include "tests/dsp/sounds.h"
#include "tests/hardware-profiles/virtual/units.h"

using namespace detent;

namespace {

constexpr double kRate = 48000;

/// Constant levels in dBFS, each for some seconds, with random signs: every detector sees them at once, and the gain is y /
/// x.
dsp::AudioBuffer steps(const std::vector<std::pair<double, double>>& levels) {
    std::vector<float> samples;
    std::mt19937 random(7);
    for (const auto& [dbfs, seconds] : levels) {
        const auto amplitude = static_cast<float>(std::pow(10.0, dbfs / 20.0));
        const auto until = samples.size() + static_cast<std::size_t>(std::lround(seconds * kRate));
        while (samples.size() < until) samples.push_back((random() & 1) != 0 ? amplitude : -amplitude);
    }
    dsp::AudioBuffer buffer(1, samples.size());
    buffer.channel(0) = samples;
    return buffer;
}

/// Gain reduction in dB, frame by frame.
std::vector<double> reductions(const virt::VirtualUnit& unit, const dsp::AudioBuffer& in) {
    const auto out = test::played(unit, in, kRate);
    std::vector<double> all;
    for (std::size_t n = 0; n < in.frameCount(); ++n) {
        all.push_back(-test::decibels(static_cast<double>(out.channel(0)[n]) / static_cast<double>(in.channel(0)[n])));
    }
    return all;
}

/// Seconds from `from` until the reduction has crossed `db`.
double secondsUntil(const std::vector<double>& reduction, std::size_t from, double db) {
    const bool below = reduction[from] < db;
    std::size_t n = from;
    while (n < reduction.size() && (reduction[n] < db) == below) ++n;
    return static_cast<double>(n - from) / kRate;
}

constexpr double kRemaining = 0.36787944117144233;  // 1 / e
constexpr double kHoldSeconds = 0.010;

}  // namespace

class TestVc2Sound : public QObject {
    Q_OBJECT
private slots:
    void theStaticCurveHasTheRatiosSlope_data() {
        QTest::addColumn<QString>("ratio");
        QTest::addColumn<double>("slope");
        QTest::newRow("1.5") << "1.5:1" << 1.5;
        QTest::newRow("2") << "2:1" << 2.0;
        QTest::newRow("3") << "3:1" << 3.0;
        QTest::newRow("4") << "4:1" << 4.0;
        QTest::newRow("6") << "6:1" << 6.0;
        QTest::newRow("10") << "10:1" << 10.0;
        QTest::newRow("inf") << "inf:1" << 1e12;
    }
    void theStaticCurveHasTheRatiosSlope() {
        QFETCH(QString, ratio);
        QFETCH(double, slope);
        // threshold -6 dBu is -30 dBFS
        const auto unit = test::unit(
            "detent.vc2", {{"threshold", "-6"}, {"ratio", ratio.toStdString()}, {"attack", "1"}, {"release", "0.1"}});
        for (const double level : {-60.0, -31.0, -30.0, -29.0, -20.0, -6.0, 0.0}) {
            const double over = std::max(0.0, level + 30.0);
            const double expected = over - over / slope;
            QVERIFY(std::abs(reductions(*unit, steps({{level, 0.2}})).back() - expected) <
                    0.001);  // settled: float's rounding
            const auto tone = test::sine(1, 48000, kRate, 997, std::pow(10.0, level / 20.0));
            const double out = std::abs(test::toneIn(test::played(*unit, tone, kRate).channel(0), 997, kRate, 24000));
            QVERIFY2(std::abs(level - test::decibels(out) - expected) < 0.02,
                     qPrintable(QString::number(level)));  // the crests of a sine fall between frames
        }
    }

    void theMeterTellsWhatTheSoundDoes() {
        const auto unit =
            test::unit("detent.vc2", {{"threshold", "-6"}, {"ratio", "4:1"}, {"attack", "1"}, {"release", "0.1"}});
        std::vector<std::unique_ptr<dsp::Processor>> units;
        units.push_back(nullptr);  // a wire
        units.push_back(unit->makeProcessor(test::ideal()));
        const auto loop = virt::makeVirtualLoop(std::move(units), 0);
        for (const double level : {-40.0, -18.0, -3.0}) {
            const double expected = std::max(0.0, level + 30) * 0.75;  // -30 dBFS, 4:1
            (void)test::played(*loop, steps({{level, 0.2}}));
            QVERIFY(std::abs(loop->gainReductionDb(1).value() - expected) < 0.001);  // settled
        }
        QVERIFY(!loop->gainReductionDb(0) && !loop->gainReductionDb(2));
        unit->turn("in", 0);
        (void)test::continued(*loop, steps({{-3, 0.1}}));
        QCOMPARE(loop->gainReductionDb(1).value(), 0.0);  // bypassed
    }

    void attackReaches63PercentInItsTime_data() {
        QTest::addColumn<QString>("attack");
        QTest::addColumn<double>("ms");
        for (double ms : {0.1, 1.0, 10.0, 100.0}) QTest::addRow("%g ms", ms) << QString::number(ms) << ms;
    }
    void attackReaches63PercentInItsTime() {
        QFETCH(QString, attack);
        QFETCH(double, ms);
        const auto unit = test::unit(
            "detent.vc2", {{"threshold", "0"}, {"ratio", "4:1"}, {"attack", attack.toStdString()}, {"release", "2.4"}});
        const auto reduction = reductions(*unit, steps({{-40, 0.1}, {-4, 1.0}}));
        const double final = 20.0 * 0.75;
        const double measured = 1000.0 * secondsUntil(reduction, 4800, final * (1.0 - kRemaining));
        QVERIFY2(std::abs(measured - ms) < 0.01 * ms + 2000.0 / kRate,
                 qPrintable(QString::number(measured)));  // and two frames
    }

    void releaseIsBackBy63PercentInItsTime_data() {
        QTest::addColumn<QString>("release");
        QTest::addColumn<double>("seconds");
        for (double seconds : {0.1, 0.3, 0.6, 1.2, 2.4})
            QTest::addRow("%g s", seconds) << QString::number(seconds) << seconds;
    }
    void releaseIsBackBy63PercentInItsTime() {
        QFETCH(QString, release);
        QFETCH(double, seconds);
        const auto unit = test::unit(
            "detent.vc2", {{"threshold", "0"}, {"ratio", "4:1"}, {"attack", "1"}, {"release", release.toStdString()}});
        const auto reduction = reductions(*unit, steps({{-4, 0.5}, {-40, 3.0}}));
        const double measured = secondsUntil(reduction, 24000, 15.0 * kRemaining) - kHoldSeconds;
        QVERIFY2(std::abs(measured - seconds) < 0.01 * seconds, qPrintable(QString::number(measured)));
    }

    void autoForgetsAClickAtOnceAndAChorusSlowly() {
        const auto unit =
            test::unit("detent.vc2", {{"threshold", "0"}, {"ratio", "4:1"}, {"attack", "1"}, {"release", "Auto"}});
        const auto click = reductions(*unit, steps({{-4, 0.02}, {-40, 1.0}}));
        const double quick = secondsUntil(click, 960, 15.0 * kRemaining) - kHoldSeconds;
        QVERIFY2(quick > 0.09 && quick < 0.13,
                 qPrintable(QString::number(quick)));  // 0.1 s, and the little that 20 ms left behind
        const auto chorus = reductions(*unit, steps({{-4, 5.0}, {-40, 4.0}}));
        const double slow = secondsUntil(chorus, 240000, 15.0 * kRemaining) - kHoldSeconds;
        QVERIFY2(slow > 2.3 && slow < 2.6, qPrintable(QString::number(slow)));  // 2.4 s
    }

    void bothChannelsFollowTheLouder() {
        const auto unit = test::unit("detent.vc2", {{"threshold", "0"}, {"ratio", "2:1"}, {"attack", "1"}});
        auto in = test::sine(2, 48000, kRate, 997, 0.5);
        for (float& x : in.channel(1)) x *= 0.01F;
        const auto out = test::played(*unit, in, kRate);
        for (std::size_t n = 24000; n < 48000; n += 37) {
            const double left = static_cast<double>(out.channel(0)[n]) * static_cast<double>(in.channel(1)[n]);
            const double right = static_cast<double>(out.channel(1)[n]) * static_cast<double>(in.channel(0)[n]);
            QVERIFY(std::abs(left - right) < 1e-9);  // the same gain; float's rounding of 0.0025
        }
        QVERIFY(std::abs(test::decibels(std::abs(test::toneIn(out.channel(0), 997, kRate, 24000)) / 0.5) +
                         0.5 * (test::decibels(0.5) + 24.0)) < 0.02);
    }

    void theSideChainHearsLessBass_data() {
        QTest::addColumn<QString>("position");
        QTest::addColumn<double>("hz");
        QTest::newRow("Off") << "Off" << 0.0;
        for (double hz : {60.0, 90.0, 130.0, 200.0}) QTest::addRow("%g Hz", hz) << QString::number(hz) << hz;
    }
    void theSideChainHearsLessBass() {
        QFETCH(QString, position);
        QFETCH(double, hz);
        const auto unit = test::unit("detent.vc2", {{"threshold", "-6"},
                                                    {"ratio", "inf:1"},
                                                    {"attack", "1"},
                                                    {"release", "0.6"},
                                                    {"sc.hpf", position.toStdString()}});
        const auto out = test::played(*unit, test::sine(1, 96000, kRate, 100, 0.5), kRate);
        const double bassDb = -10.0 * std::log10(1.0 + hz * hz / 1e4);  // 6 dB an octave, at 100 Hz
        const double expected = test::decibels(0.5) + bassDb + 30.0;
        const double measured =
            test::decibels(0.5) - test::decibels(std::abs(test::toneIn(out.channel(0), 100, kRate, 48000)));
        QVERIFY2(std::abs(measured - expected) < 0.05, qPrintable(QString("%1, not %2").arg(measured).arg(expected)));
    }

    void makeUpIsAddedAfterwards() {
        const auto unit = test::unit("detent.vc2", {{"threshold", "20"}, {"makeup", "12.5"}});
        QVERIFY(std::abs(reductions(*unit, steps({{-20, 0.1}})).back() + 12.5) < 1e-5);
    }

    void belowTheThresholdItIsAWire() {
        const auto in = test::noise(2, 5000, 0.5, 4);
        const auto out = test::played(*test::unit("detent.vc2", {{"threshold", "20"}}), in);  // -4 dBFS, above 0.5
        QCOMPARE(out.channel(0), in.channel(0));
    }
};

QTEST_APPLESS_MAIN(TestVc2Sound)
#include "tst_vc_2_sound.moc"
