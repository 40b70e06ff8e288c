// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The probe is what its table says, and two fingerprints differ by what the gear differs by.
#include "dsp/core/decibels.h"
#include "dsp/fingerprint/fingerprint_diff.h"
#include "dsp/fingerprint/fingerprint_file.h"
#include "tests/dsp/fingerprint/known_gear.h"

#include <QTest>

#include <map>

using namespace detent;
using namespace detent::dsp;
using namespace detent::test;

class TestFingerprintDiff : public QObject {
    Q_OBJECT

private slots:
    void theProbeKeepsItsWord_data();
    void theProbeKeepsItsWord();
    void theWholeProbeBeginsWithTheFingerprintIn24Bits();
    void theSameGearIsTheSameAndAChangeIsTold_data();
    void theSameGearIsTheSameAndAChangeIsTold();
    void aTimeAtTheEdgeOfWhatCanBeToldIsNoChange();
    void aFileIsReadAsWrittenAndForeignOnesAreRefused();
    void theFullProbeTellsMore();

private:
    const AudioBuffer m_whole = probeOf(48000, 1, ProbePart::Full);
};

void TestFingerprintDiff::theProbeKeepsItsWord_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("channels");
    for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
        QTest::addRow("%g Hz stereo", rate) << rate << 2;
        QTest::addRow("%g Hz mono", rate) << rate << 1;
    }
}

void TestFingerprintDiff::theProbeKeepsItsWord() {
    QFETCH(double, rate);
    QFETCH(int, channels);
    const auto opening = probeLayout(rate, channels, ProbePart::Fingerprint),
               whole = probeLayout(rate, channels, ProbePart::Full);
    const double seconds = static_cast<double>(opening->frameCount) / rate,
                 all = static_cast<double>(whole->frameCount) / rate;
    QVERIFY2(seconds > 20 && seconds < 28, QByteArray::number(seconds));  // about 25 s; in mono less, above 48 kHz more
    QVERIFY2(all > 165 && all < 190, QByteArray::number(all));            // about three minutes
    for (const ProbeSegment& s : whole->segments) QVERIFY2(s.end() <= whole->frameCount, s.name.c_str());
}

void TestFingerprintDiff::theWholeProbeBeginsWithTheFingerprintIn24Bits() {
    const double rate = 48000.0;
    QCOMPARE(m_whole.frameCount(), probeLayout(rate, 1, ProbePart::Full)->frameCount);
    double peak = 0.0;
    bool onGrid = true;
    for (const float x : m_whole.channel(0)) {
        peak = std::max(peak, std::abs(static_cast<double>(x)));
        onGrid = onGrid && static_cast<double>(x) * 8388608.0 == std::round(static_cast<double>(x) * 8388608.0);
    }
    QVERIFY2(peak < gainFromDb(-0.9) && peak > gainFromDb(-1.5),
             QByteArray::number(dbFromGain(peak)));  // headroom for filters that ring
    QVERIFY(onGrid);                                 // a 24-bit file holds it exactly
    const AudioBuffer alone = probeOf(rate, 1);
    QVERIFY(std::equal(alone.channel(0).begin(), alone.channel(0).end(), m_whole.channel(0).begin()));
    QCOMPARE(recognisedProbe(alone, rate)->part, ProbePart::Fingerprint);
    QCOMPARE(recognisedProbe(m_whole, rate)->part, ProbePart::Full);
    QVERIFY(!recognisedProbe(alone, 44100).ok());
}

void TestFingerprintDiff::theSameGearIsTheSameAndAChangeIsTold_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("told");  // by one of the reasons
    QTest::newRow("another pass") << "none" << "";
    QTest::newRow("0.1 dB in one band") << "band" << "the response is";
    QTest::newRow("0.2 dB of threshold") << "threshold" << "any other level, the gain is";
    QTest::newRow("5 % of release") << "release" << "the release";
    QTest::newRow("a release that never ends") << "stuck" << "the release on channel 1 cannot be told any more";
    QTest::newRow("10 dB more of the second harmonic") << "tube" << "the distortion of 1 kHz is";
    QTest::newRow("1 dB on one side") << "side" << "the level is 1.000 dB higher on channel 2";
    QTest::newRow("left and right swapped") << "swap" << "swapped";
    QTest::newRow("6 dB more noise") << "noise" << "the noise is";
    QTest::newRow("a frame later") << "late" << "the delay is 1.000 frames longer";
}

void TestFingerprintDiff::theSameGearIsTheSameAndAChangeIsTold() {
    QFETCH(QString, change);
    QFETCH(QString, told);
    const double rate = 48000.0;
    const int channels = change == "side" || change == "swap" ? 2 : 1;
    const auto pass = [&](const QString& with, unsigned seed) {
        const KnownCompressor compressor{with == "threshold" ? -23.8 : -24.0, 3, 8, with == "release" ? 126.0 : with == "stuck" ? 9000.0 : 120.0};
        const double a2 = with == "tube" ? 0.095 : 0.03;
        AudioBuffer captured = through(
            probeOf(rate, channels),
            [&](KnownChannels& sides) {
                compressor.run(sides, rate);
                for (auto& channel : sides) {
                    KnownBiquad::peak(rate, 3000, 1, with == "band" ? 2.1 : 2.0).run(channel);
                    for (double& v : channel) v = 0.7 * (v + a2 * v * v);
                }
                if (with == "side")
                    for (double& v : sides[1]) v *= gainFromDb(1.0);
                if (with == "swap") std::swap(sides[0], sides[1]);
            },
            with == "late" ? 301 : 300);
        addNoise(captured, with == "noise" ? -84.0 : -90.0, seed);
        return taken(captured, rate);
    };
    static std::map<int, Fingerprint> first;
    if (!first.contains(channels)) first[channels] = pass("none", 1);
    const Fingerprint& f = first[channels];
    const Fingerprint g = pass(change, 2);
    const auto d = differenceOf(f, g);
    QVERIFY(d.ok());
    std::string reasons;
    for (const auto& reason : d->reasons) reasons += reason + "; ";
    QVERIFY2(d->same == (change == "none"), reasons.c_str());
    QVERIFY2(QString::fromStdString(reasons).contains(told), reasons.c_str());
    if (change == "band") {
        QVERIFY2(std::abs(d->maxResponseDb - 0.1) < 0.02, QByteArray::number(d->maxResponseDb));
        QVERIFY2(d->atHz > 2500 && d->atHz < 3500, QByteArray::number(d->atHz));
    }
    if (change == "release") QVERIFY2(std::abs(*d->releasePercent - 5.0) < 1.0, QByteArray::number(*d->releasePercent));
    if (change == "tube")
        QVERIFY2(std::abs(d->thdDb - 10.0) < 1.0, QByteArray::number(d->thdDb));  // the compressor's own is in it
    if (change == "side") QVERIFY2(std::abs(d->levelDb - 1.0) < 0.01, QByteArray::number(d->levelDb));
    if (change == "noise") QVERIFY2(std::abs(d->noiseDb - 6.0) < 0.3, QByteArray::number(d->noiseDb));
    if (change == "late") QVERIFY2(std::abs(d->delayFrames - 1.0) < 0.02, QByteArray::number(d->delayFrames));
}

void TestFingerprintDiff::aTimeAtTheEdgeOfWhatCanBeToldIsNoChange() {
    Fingerprint tells = taken(probeOf(48000, 1), 48000), other = tells;
    const auto isSame = [&](double reductionDb, double releaseMs) {
        tells.channels[0].step.reductionDb = reductionDb;
        tells.channels[0].step.release = TimeConstant{releaseMs, 0.01};
        return differenceOf(tells, other)->same && differenceOf(other, tells)->same;
    };
    QVERIFY(isSame(0.31, 100));  // times are told from 0.3 dB on
    QVERIFY(isSame(6, 2230));    // and while 70 % of the way back pass in the 2.7 s there are: up to 2.24 s
    QVERIFY(!isSame(6, 100));
    QVERIFY(!isSame(6, 1900));
}

void TestFingerprintDiff::aFileIsReadAsWrittenAndForeignOnesAreRefused() {
    const Fingerprint print = taken(probeOf(48000, 2), 48000);
    const std::string text = fingerprintText(print);
    const auto read = fingerprintFromText(text, "f.json");
    QVERIFY2(read.ok(), read.ok() ? "" : read.problem().text().c_str());
    QCOMPARE(QByteArray::fromStdString(fingerprintText(*read)), QByteArray::fromStdString(text));
    const auto refusal = [&](std::string broken, const std::string& from, const std::string& to) {
        if (!from.empty()) broken.replace(broken.find(from), from.size(), to);
        const auto result = fingerprintFromText(broken, "f.json");
        return result.ok() ? QString("taken") : QString::fromStdString(result.problem().text());
    };
    QVERIFY(refusal("RIFF....WAVE", "", "").startsWith("f.json is not JSON"));
    QVERIFY(refusal(text.substr(0, text.size() / 2), "", "").contains("cut short"));
    QVERIFY(refusal("{\"version\": 1}", "", "").contains("is not a fingerprint"));
    QVERIFY(refusal(text, "\"version\":1", "\"version\":9").contains("another version"));
    QVERIFY(refusal(text, "\"swapped\":false", "\"swapped\":3").contains("swapped"));
    QVERIFY(refusal(text, "\"gain_db\":", "\"gain\":").contains("gain_db is missing"));
    QVERIFY(refusal(text, "\"response_db\":[", "\"response_db\":[1,").contains("length"));
}

void TestFingerprintDiff::theFullProbeTellsMore() {
    const double rate = 48000.0;
    const KnownCompressor compressor{-24, 4, 10, 100};
    const auto layout = probeLayout(rate, 1, ProbePart::Full);
    const AudioBuffer captured = through(m_whole, [&](KnownChannels& channels) { compressor.run(channels, rate); });
    const auto print = takeFingerprint(*layout, captured);
    QVERIFY(print.ok() && print->full);
    QVERIFY(!taken(probeOf(rate, 1), rate).full);  // which the opening cannot tell
    const auto& steps = print->full->steps[0];
    QCOMPARE(steps.size(), std::size_t{3});
    QVERIFY2(!steps[0].attack, "-24 dBFS lies at the threshold");
    for (const std::size_t depth : {std::size_t{1}, std::size_t{2}}) {
        QVERIFY(steps[depth].attack && steps[depth].release);
        QVERIFY2(std::abs(steps[depth].attack->ms / 10.0 - 1.0) < 0.02, QByteArray::number(steps[depth].attack->ms));
        QVERIFY2(std::abs(steps[depth].release->ms / 100.0 - 1.0) < 0.02, QByteArray::number(steps[depth].release->ms));
    }
    QVERIFY2(*print->full->selfNullDb < -60.0,
             QByteArray::number(*print->full->selfNullDb));  // all but how the passage was entered
}

QTEST_APPLESS_MAIN(TestFingerprintDiff)
#include "tst_fingerprint_diff.moc"
