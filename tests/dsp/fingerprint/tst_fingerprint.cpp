// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The fingerprint of gear whose figures are known comes back as they are, and of gear we did not write as its settings say.
#include "dsp/core/decibels.h"
#include "tests/dsp/fingerprint/known_gear.h"
#include "tests/dsp/sounds.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace detent;
using namespace detent::dsp;
using namespace detent::test;

namespace {

/// Each channel through the same.
std::function<void(KnownChannels&)> each(std::function<void(std::vector<double>&)> gear) {
    return [gear](KnownChannels& channels) {
        for (auto& channel : channels) gear(channel);
    };
}

struct Deviation {
    double db = 0, degrees = 0, dbHz = 0, degreesHz = 0;
    QByteArray told() const {
        return QByteArray::number(db) + " dB at " + QByteArray::number(dbHz) + " Hz, " + QByteArray::number(degrees) +
               " degrees at " + QByteArray::number(degreesHz) + " Hz";
    }
};

/// From the truth, the fitted delay and polarity taken out of it. `wholeDelay` is what the test added.
Deviation deviation(const ChannelFingerprint& channel, const std::function<std::complex<double>(double)>& truth,
                    double wholeDelay, double rate) {
    Deviation worst;
    for (std::size_t i = 0; i < responseHz().size(); ++i) {
        const double hz = responseHz()[i], late = channel.delayFrames - wholeDelay;
        const std::complex<double> h =
            truth(hz) * std::polar(1.0, kKnownTurn * hz * late / rate) * (channel.inverted ? -1.0 : 1.0);
        const double db = std::abs(channel.responseDb[i] - dbFromGain(std::abs(h)));
        const double degrees = std::abs(std::remainder(channel.phaseDeg[i] - std::arg(h) * 180.0 / std::numbers::pi, 360.0));
        if (db > worst.db) worst.db = db, worst.dbHz = hz;
        if (degrees > worst.degrees) worst.degrees = degrees, worst.degreesHz = hz;
    }
    return worst;
}

const LevelPoint& pointAt(const ChannelFingerprint& channel, double dbfs) {
    return *std::find_if(channel.levelCurve.begin(), channel.levelCurve.end(),
                         [&](const LevelPoint& p) { return p.levelDbfs == dbfs; });
}

}  // namespace

class TestFingerprint : public QObject {
    Q_OBJECT

private slots:
    void filtersComeBackAsTheyAre_data();
    void filtersComeBackAsTheyAre();
    void harmonicsOfAPolynomialComeBackAsTheyAre();
    void aCompressorsLawAndTimesComeBack_data();
    void aCompressorsLawAndTimesComeBack();
    void noiseAndHumAreFound();
    void sidesLeakLinkAndSwap();
    void whatCannotBeReadIsRefusedWithTheReason_data();
    void whatCannotBeReadIsRefusedWithTheReason();
    void processorsWeDidNotWriteShowTheirSettings_data();
    void processorsWeDidNotWriteShowTheirSettings();
};

void TestFingerprint::filtersComeBackAsTheyAre_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("gear");
    QTest::addColumn<int>("delay");
    QTest::addColumn<double>("gain");
    QTest::newRow("a wire") << 48000.0 << 0 << 0 << 1.0;
    QTest::newRow("equaliser, 44.1 kHz") << 44100.0 << 1 << 1234 << -0.5;
    QTest::newRow("equaliser, 48 kHz") << 48000.0 << 1 << 20000 << 0.6;
    QTest::newRow("equaliser, 96 kHz") << 96000.0 << 1 << 77 << 0.5;
    QTest::newRow("narrow bands") << 48000.0 << 2 << 12 << 0.4;
}

void TestFingerprint::filtersComeBackAsTheyAre() {
    QFETCH(double, rate);
    QFETCH(int, gear);
    QFETCH(int, delay);
    QFETCH(double, gain);
    std::vector<KnownBiquad> filters;
    if (gear == 1)
        filters = {KnownBiquad::highPass(rate, 12, 0.7), KnownBiquad::peak(rate, 60, 0.8, 4),
                   KnownBiquad::peak(rate, 900, 1.5, -3), KnownBiquad::peak(rate, 12000, 0.7, 5)};
    if (gear == 2)
        filters = {KnownBiquad::peak(rate, 45, 5, 6), KnownBiquad::peak(rate, 1000, 8, -6),
                   KnownBiquad::peak(rate, 7000, 8, 6)};
    const auto captured = through(probeOf(rate, 1), each([&](std::vector<double>& x) {
                                      for (const auto& filter : filters) filter.run(x);
                                      for (double& v : x) v *= gain;
                                  }),
                                  static_cast<std::size_t>(delay));
    const Fingerprint print = taken(captured, rate);
    const auto truth = [&](double hz) {
        std::complex<double> h = gain;
        for (const auto& filter : filters) h *= filter.at(hz, rate);
        return h;
    };
    const Deviation worst = deviation(print.channels[0], truth, delay, rate);
    QVERIFY2(worst.db < 0.01, worst.told());
    QVERIFY2(worst.degrees < 0.1, worst.told());
    QCOMPARE(print.channels[0].inverted, gain < 0.0);
    // The delay is a definition once there are filters (methods of measurement: docs/user-guide.md); half a frame is their
    // own.
    QVERIFY2(std::abs(print.channels[0].delayFrames - delay) < (gear == 0 ? 0.001 : 0.6),
             QByteArray::number(print.channels[0].delayFrames));
    QVERIFY2(!print.channels[0].step.attack && !print.channels[0].step.release, "a filter has no time constants");
    QVERIFY(print.floor.responseDb < 0.001 && print.floor.phaseDeg < 0.01 && print.floor.responseDb > 0.0);
}

void TestFingerprint::harmonicsOfAPolynomialComeBackAsTheyAre() {
    const double rate = 96000.0, a2 = 0.02, a3 = 0.03, a5 = 0.01;
    const Fingerprint print = taken(through(probeOf(rate, 1), each([&](std::vector<double>& x) {
                                                for (double& v : x)
                                                    v = v + a2 * v * v + a3 * v * v * v + a5 * std::pow(v, 5);
                                            }),
                                            10),
                                    rate);
    int checked = 0;
    for (const LevelResponse& level : print.channels[0].levels) {
        const double a = gainFromDb(level.levelDbfs), one = a + 0.75 * a3 * a * a * a + 0.625 * a5 * std::pow(a, 5);
        const std::map<int, double> truth = {{2, 0.5 * a2 * a * a},
                                             {3, 0.25 * a3 * a * a * a + 0.3125 * a5 * std::pow(a, 5)},
                                             {5, a5 * std::pow(a, 5) / 16.0}};
        for (std::size_t i = 0; i < harmonicHz().size(); ++i) {
            for (int k = kFirstHarmonic; k <= kLastHarmonic; ++k) {
                const auto place = static_cast<std::size_t>(k - kFirstHarmonic);
                const auto &found = level.harmonicsDb[i][place], &noise = level.harmonicNoiseDb[i][place];
                if (!noise) continue;
                const auto told = QByteArray::number(level.levelDbfs) + " dBFS, H" + QByteArray::number(k) + " of " +
                                  QByteArray::number(harmonicHz()[i]) + " Hz";
                if (!truth.contains(k)) {
                    QVERIFY2(!found || *found < -95.0,
                             told + ": " + QByteArray::number(found.value_or(0)));  // there is none
                    continue;
                }
                const double db = dbFromGain(truth.at(k) / one);
                if (db < *noise + 40.0) continue;
                ++checked;
                QVERIFY2(found && std::abs(*found - db) < 0.1,
                         told + ": " + QByteArray::number(found.value_or(0)) + " for " + QByteArray::number(db));
            }
        }
    }
    QVERIFY2(checked > 200, QByteArray::number(checked));
    const double a = gainFromDb(-12.0), one = a + 0.75 * a3 * a * a * a;
    const double thd = dbFromGain(std::hypot(0.5 * a2 * a * a, 0.25 * a3 * a * a * a) / one);
    QVERIFY2(std::abs(*print.channels[0].thdDb - thd) < 0.02, QByteArray::number(*print.channels[0].thdDb));
    QVERIFY2(std::abs(*print.channels[0].thdNoiseDb - thd) < 0.05,
             QByteArray::number(*print.channels[0].thdNoiseDb));  // no noise was added
}

void TestFingerprint::aCompressorsLawAndTimesComeBack_data() {
    QTest::addColumn<double>("attackMs");
    QTest::addColumn<double>("releaseMs");
    QTest::addColumn<bool>("filtered");
    QTest::newRow("1 and 50 ms") << 1.0 << 50.0 << false;
    QTest::newRow("10 and 120 ms") << 10.0 << 120.0 << false;
    QTest::newRow("30 and 600 ms") << 30.0 << 600.0 << false;
    QTest::newRow("10 and 120 ms behind an equaliser") << 10.0 << 120.0 << true;
}

void TestFingerprint::aCompressorsLawAndTimesComeBack() {
    QFETCH(double, attackMs);
    QFETCH(double, releaseMs);
    QFETCH(bool, filtered);
    const double rate = 48000.0;
    const KnownCompressor compressor{-24, 4, attackMs, releaseMs};
    const auto captured = through(
        probeOf(rate, 1),
        [&](KnownChannels& channels) {
            compressor.run(channels, rate);
            if (filtered) KnownBiquad::peak(rate, 3000, 1, 6).run(channels[0]);
        },
        512);
    const ChannelFingerprint channel = taken(captured, rate).channels[0];
    QVERIFY(channel.step.attack && channel.step.release);
    const auto told =
        QByteArray::number(channel.step.attack->ms) + " and " + QByteArray::number(channel.step.release->ms) + " ms";
    QVERIFY2(std::abs(channel.step.attack->ms / attackMs - 1.0) < 0.02, told);
    QVERIFY2(std::abs(channel.step.release->ms / releaseMs - 1.0) < 0.02, told);
    QVERIFY2(std::abs(channel.step.reductionDb + compressor.targetDb(-6)) < 0.01,
             QByteArray::number(channel.step.reductionDb));
    const double still = filtered ? dbFromGain(std::abs(KnownBiquad::peak(rate, 3000, 1, 6).at(1000, rate))) : 0.0;
    for (const LevelPoint& point : channel.levelCurve) {
        // Half a stair is three time constants of the slowest attack, and 1 % of its step's 13.5 dB is left at the first
        // stair.
        const double tolerance = attackMs > 20.0 ? 0.15 : 0.01;
        QVERIFY2(std::abs(point.gainDb - still - compressor.targetDb(point.levelDbfs)) < tolerance,
                 QByteArray::number(point.levelDbfs) + " dBFS: " + QByteArray::number(point.gainDb));
    }
}

void TestFingerprint::noiseAndHumAreFound() {
    const double rate = 48000.0;
    AudioBuffer captured = probeOf(rate, 1);
    addNoise(captured, -90.0, 5);
    const NoiseFigures hiss = taken(captured, rate).channels[0].noise;
    // Of the noise's 24 kHz the figure holds 20 Hz to 20 kHz: 0.80 dB less. 1.5 s of it scatter by 0.03 dB.
    QVERIFY2(std::abs(hiss.levelDbfs + 90.8) < 0.15, QByteArray::number(hiss.levelDbfs));
    QVERIFY(!hiss.hum);
    for (std::size_t n = 0; n < captured.frameCount(); ++n) {
        const double t = static_cast<double>(n) / rate;
        captured.channel(0)[n] +=
            static_cast<float>(1e-4 * std::sin(kKnownTurn * 50.0 * t) + 3e-5 * std::sin(kKnownTurn * 150.0 * t));
    }
    const NoiseFigures hum = taken(captured, rate).channels[0].noise;
    QVERIFY(hum.hum);
    QCOMPARE(hum.hum->mainsHz, 50.0);
    QVERIFY2(std::abs(hum.hum->levelDbfs - dbFromGain(std::hypot(1e-4, 3e-5) / std::numbers::sqrt2)) < 0.3,
             QByteArray::number(hum.hum->levelDbfs));
}

void TestFingerprint::sidesLeakLinkAndSwap() {
    const double rate = 48000.0;
    const KnownCompressor compressor{-24, 4, 5, 60};
    const auto gear = [&](bool linked, bool swapped) {
        return [=, &compressor](KnownChannels& channels) {
            compressor.run(channels, rate, linked);
            for (std::size_t n = 0; n < channels[0].size(); ++n) channels[1][n] += 0.001 * channels[0][n];
            if (swapped) std::swap(channels[0], channels[1]);
        };
    };
    const AudioBuffer probe = probeOf(rate, 2);
    const Fingerprint linked = taken(through(probe, gear(true, false), 30), rate),
                      apart = taken(through(probe, gear(false, true), 30), rate);
    QVERIFY(linked.sides && apart.sides);
    QCOMPARE(linked.swapped, false);
    QCOMPARE(apart.swapped, true);
    for (const auto* print : {&linked, &apart}) {
        for (std::size_t i = 10; i < harmonicHz().size() - 6; ++i) {
            const auto& leak = print->sides->leftToRightDb[i];
            QVERIFY2(leak && std::abs(*leak + 60.0) < 0.5,
                     QByteArray::number(leak.value_or(0)));  // the compressor moves while the sweep runs
        }
    }
    QVERIFY2(std::abs(*linked.sides->linkLeftToRight - 1.0) < 0.02, QByteArray::number(*linked.sides->linkLeftToRight));
    QVERIFY2(std::abs(*apart.sides->linkRightToLeft) < 0.02, QByteArray::number(*apart.sides->linkRightToLeft));
    QVERIFY(std::abs(linked.sides->sideGainDb) < 0.02);
}

void TestFingerprint::whatCannotBeReadIsRefusedWithTheReason_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("reason");
    QTest::newRow("silence") << "silent"
                             << "silent";
    QTest::newRow("clipped") << "clipped"
                             << "clipped";
    QTest::newRow("cut short") << "short"
                               << "ends after";
    QTest::newRow("no numbers") << "nan"
                                << "no numbers";
    QTest::newRow("other sound") << "other"
                                 << "quiet sweep does not stand";
    QTest::newRow("buried in noise") << "noise"
                                     << "above the noise";
    QTest::newRow("clocks apart by 50 ppm") << "drift"
                                            << "delay moves";
    QTest::newRow("300 frames lost") << "lost"
                                     << "delay moves";
}

void TestFingerprint::whatCannotBeReadIsRefusedWithTheReason() {
    QFETCH(QString, fault);
    QFETCH(QString, reason);
    const double rate = 48000.0;
    AudioBuffer captured = probeOf(rate, 1);
    auto& x = captured.channel(0);
    if (fault == "silent") std::fill(x.begin(), x.end(), 0.0F);
    if (fault == "clipped")
        for (float& v : x) v = std::clamp(2.0F * v, -1.0F, 1.0F);
    if (fault == "short") captured.resizeFrames(captured.frameCount() - 48000);
    if (fault == "nan") x[700000] = std::nanf("");
    if (fault == "other")
        for (std::size_t n = 48000; n < x.size(); ++n)
            x[n] = n < 150000 ? 0.0F : 0.1F * static_cast<float>(std::sin(static_cast<double>(n * n % 100003)));
    if (fault == "noise") addNoise(captured, -45.0, 3);
    if (fault == "lost") x.erase(x.begin() + 800000, x.begin() + 800300), x.resize(captured.frameCount());
    if (fault == "drift") {
        const auto straight = x;
        for (std::size_t n = 0; n < x.size(); ++n) {
            const double at = static_cast<double>(n) * (1.0 - 5e-5);
            const auto whole = static_cast<std::size_t>(at);
            const auto part = static_cast<float>(at - static_cast<double>(whole));
            x[n] = whole + 1 < x.size() ? (1.0F - part) * straight[whole] + part * straight[whole + 1] : 0.0F;
        }
    }
    const auto print = takeFingerprint(*probeLayout(rate, 1, ProbePart::Fingerprint), captured);
    QVERIFY2(!print.ok(), "taken all the same");
    QCOMPARE(print.problem().fault, Fault::NotSo);
    QVERIFY2(QString::fromStdString(print.problem().what).contains(reason), print.problem().what.c_str());
}

void TestFingerprint::processorsWeDidNotWriteShowTheirSettings_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("what");
    // What each processor's own manual says of these settings.
    QTest::newRow("ffmpeg's equaliser")
        << "equalizer=f=2000:t=q:w=1.4:g=-5:precision=f64,highpass=f=30:t=q:w=0.707:precision=f64"
        << "eq";
    QTest::newRow("swh's harmonic generator") << "ladspa=file=harmonic_gen_1220:plugin=harmonicGen:controls=c0=1|c1=0.02|c2="
                                                 "-0.01|c3=0|c4=0.005|c5=0|c6=0|c7=0|c8=0|c9=0"
                                              << "harmonics";
    QTest::newRow("swh's SC4 compressor")
        << "ladspa=file=sc4m_1916:plugin=sc4m:controls=c0=0|c1=10|c2=150|c3=-20|c4=4|c5=1|c6=0"
        << "sc4";
}

void TestFingerprint::processorsWeDidNotWriteShowTheirSettings() {
    QFETCH(QString, filter);
    QFETCH(QString, what);
    const double rate = 48000.0;
    const QTemporaryDir folder;
    const QString in = folder.filePath("in.wav"), out = folder.filePath("out.wav");
    AudioBuffer probe = probeOf(rate, 1);
    QVERIFY(save(pathFromText(in.toStdString()), probe, rate).ok());
    qputenv("LADSPA_PATH", "/usr/lib/ladspa");
    const PeerRun run = runPeer("ffmpeg", {"-v", "error", "-i", in, "-af", filter, "-c:a", "pcm_f32le", out});
    if (!run.there || !QFile::exists("/usr/lib/ladspa/sc4m_1916.so")) QSKIP("ffmpeg or swh-plugins is not installed");
    QCOMPARE(run.exitCode, 0);
    const auto back = loadAudio(pathFromText(out.toStdString()));
    QVERIFY(back.ok());
    const ChannelFingerprint channel = taken(back->audio, rate).channels[0];
    if (what == "eq") {
        const auto truth = [&](double hz) {
            return KnownBiquad::peak(rate, 2000, 1.4, -5).at(hz, rate) * KnownBiquad::highPass(rate, 30, 0.707).at(hz, rate);
        };
        const Deviation worst = deviation(channel, truth, 0.0, rate);
        QVERIFY2(worst.db < 0.01 && worst.degrees < 0.1, worst.told());  // its own sums are in double precision
    } else if (what == "harmonics") {
        // A Chebyshev shaper: at full scale harmonic k has the k-th control's share; told here by its curve at -6 dBFS.
        const double a = gainFromDb(-6.0);
        std::vector<std::complex<double>> lines(6);
        for (int n = 0; n < 4096; ++n) {
            const double phase = kKnownTurn * n / 4096.0, x = a * std::sin(phase);
            const double t2 = 2 * x * x - 1, t3 = 4 * x * x * x - 3 * x,
                         t5 = 16 * std::pow(x, 5) - 20 * std::pow(x, 3) + 5 * x;
            for (int k = 1; k < 6; ++k)
                lines[static_cast<std::size_t>(k)] += (x + 0.02 * t2 - 0.01 * t3 + 0.005 * t5) * std::polar(1.0, -k * phase);
        }
        const std::size_t at1k = 34;
        for (const int k : {2, 3, 5}) {
            const double db = dbFromGain(std::abs(lines[static_cast<std::size_t>(k)] / lines[1]));
            const auto found = channel.levels.back().harmonicsDb[at1k][static_cast<std::size_t>(k - kFirstHarmonic)];
            QVERIFY2(
                found && std::abs(*found - db) < 0.1,
                QByteArray::number(k) + ": " + QByteArray::number(found.value_or(0)) + " for " + QByteArray::number(db));
        }
    } else {
        // On a level that stands still its law is exact: 14 dB over the threshold, 4 to 1, the knee long past.
        const double over = pointAt(channel, -6).gainDb;
        QVERIFY2(std::abs(over + 10.5) < 0.02, QByteArray::number(over));
        QVERIFY2(std::abs(over - pointAt(channel, -12).gainDb + 4.5) < 0.02, QByteArray::number(over));
        QVERIFY2(std::abs(pointAt(channel, -30).gainDb) < 0.01, QByteArray::number(pointAt(channel, -30).gainDb));
        QVERIFY(channel.step.attack && channel.step.release);
        // Its 10 and 150 ms are those of the gain as an amplitude: in dB the way down looks quicker, and so does the way up.
        const auto told =
            QByteArray::number(channel.step.attack->ms) + " and " + QByteArray::number(channel.step.release->ms) + " ms";
        QVERIFY2(std::abs(channel.step.attack->ms / 10.0 - 1.0) < 0.25, told);
        QVERIFY2(std::abs(channel.step.release->ms / 150.0 - 1.0) < 0.25, told);
    }
}

QTEST_APPLESS_MAIN(TestFingerprint)
#include "tst_fingerprint.moc"
