// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/compare.h"
#include "tests/dsp/align/known_sounds.h"
#include "tests/dsp/align/recordings.h"

#include <QTest>

using namespace detent;
using namespace detent::dsp;
using test::exactSound, test::partials;

namespace {

constexpr double kRate = 44100.0;

#define MUSIC(name, track, from, seconds)                              \
    const auto name##Found = test::pieceOfMusic(track, from, seconds); \
    if (!name##Found) QSKIP("lincity-ng-data is not installed");       \
    const AudioBuffer& name = *name##Found

AudioBuffer mono(const AudioBuffer& audio) {
    AudioBuffer one(1, audio.frameCount());
    one.channel(0) = audio.channel(0);
    return one;
}

}  // namespace

class TestCompare : public QObject {
    Q_OBJECT
private slots:
    void delayPolarityAndGainOfRealMusicComeBack_data();
    void delayPolarityAndGainOfRealMusicComeBack();
    void anExactFunctionShiftedExactlyComesBack_data();
    void anExactFunctionShiftedExactlyComesBack();
    void soxrsShiftComesBack();
    void manySeededShiftsComeBack_data();
    void manySeededShiftsComeBack();
    void bitIdenticalSoundDiffersByNothing();
    void aGainAloneLeavesOnlyRounding();
    void aRangeAndOtherLengthsAreHonoured();
    void aDelayOfSecondsIsFound_data();
    void aDelayOfSecondsIsFound();
    void driftIsMeasuredAndTakenOut_data();
    void driftIsMeasuredAndTakenOut();
    void noDriftIsSaidOfShortSound();
    void equalisedAndCompressedSoundIsStillAligned();
    void theBandsShowAnEqualiserAsItIs();
    void aLoopsRightRepeatIsChosen_data();
    void aLoopsRightRepeatIsChosen();
    void aSilentChannelAndAnOffsetDoNotHarm();
    void channelsThatCancelAreAligned();
    void soundAboveSixKilohertzAloneIsAligned();
    void unlikeMusicIsRefused_data();
    void unlikeMusicIsRefused();
    void silenceAndWrongShapesAreRefused();
    void itCanBeStopped();
    void shiftingUndoesItself();
};

void TestCompare::delayPolarityAndGainOfRealMusicComeBack_data() {
    QTest::addColumn<int>("track");
    QTest::addColumn<bool>("noisy");
    for (int track = 0; track < 3; ++track) {
        QTest::addRow("track %d", track + 1) << track << false;
        QTest::addRow("track %d, noise 60 dB below", track + 1) << track << true;
    }
}

void TestCompare::delayPolarityAndGainOfRealMusicComeBack() {
    QFETCH(int, track);
    QFETCH(bool, noisy);
    MUSIC(a, track, 40.0, 6.0);
    auto b = test::fftShifted(a, 123.37, -gainFromDb(-4.321));
    if (noisy) test::addNoise(b, 60.0, 7);
    const auto found = compare(a, b, kRate);
    QVERIFY2(found.ok(), found.ok() ? "" : found.problem().text().c_str());
    const double tolerance = noisy ? 0.01 : 0.001;  // what is promised
    QVERIFY2(std::abs(found->delayFrames - 123.37) < tolerance, qPrintable(QString::number(found->delayFrames, 'g', 10)));
    QVERIFY2(std::abs(found->gainDb + 4.321) < tolerance, qPrintable(QString::number(found->gainDb, 'g', 10)));
    QVERIFY(found->inverted);
    if (noisy)
        QVERIFY(std::abs(found->residualDb + 60.0) < 0.5);  // the noise is what is left
    else
        QVERIFY2(found->residualDb < -110.0,
                 qPrintable(QString::number(found->residualDb)));  // the interpolator's own error
    QCOMPARE(found->esr, std::pow(10.0, found->residualDb / 10.0));
    QVERIFY(found->confidence > 0.999);
}

void TestCompare::anExactFunctionShiftedExactlyComesBack_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("delay");
    QTest::addColumn<double>("gainDb");
    QTest::addRow("48 kHz") << 48000.0 << 4.0 << 123.37 << -4.321;
    QTest::addRow("44.1 kHz, earlier") << 44100.0 << 3.0 << -71.001 << 11.0;
    QTest::addRow("96 kHz, half a second long") << 96000.0 << 0.5 << 10.5 << 0.0;
    QTest::addRow("192 kHz") << 192000.0 << 1.0 << 3000.25 << -30.0;
    QTest::addRow("32 kHz") << 32000.0 << 3.0 << 0.002 << -1.0;
}

void TestCompare::anExactFunctionShiftedExactlyComesBack() {
    QFETCH(double, rate);
    QFETCH(double, seconds);
    QFETCH(double, delay);
    QFETCH(double, gainDb);
    const auto found =
        compare(exactSound(rate, seconds, 0.0, 1.0), exactSound(rate, seconds, delay, gainFromDb(gainDb)), rate);
    QVERIFY2(found.ok(), found.ok() ? "" : found.problem().text().c_str());
    QVERIFY2(std::abs(found->delayFrames - delay) < 0.001,
             qPrintable(QString::number(found->delayFrames, 'g', 10)));  // promised
    QVERIFY2(std::abs(found->gainDb - gainDb) < 0.001, qPrintable(QString::number(found->gainDb, 'g', 10)));
    QVERIFY(!found->inverted);
}

void TestCompare::soxrsShiftComesBack() {
    MUSIC(a, 0, 60.0, 1.5);
    // Up by 100, 63 of the fine frames dropped, down again: earlier by 0.63 frame, later by 124.
    AudioBuffer b(2, a.frameCount());
    for (int c = 0; c < 2; ++c) {
        auto fine = test::soxrResampled(a.channel(c), kRate, 100.0 * kRate);
        fine.erase(fine.begin(), fine.begin() + 63);
        const auto coarse = test::soxrResampled(fine, 100.0 * kRate, kRate);
        std::copy(coarse.begin(), coarse.end() - 300, b.channel(c).begin() + 124);
        for (float& x : b.channel(c)) x *= static_cast<float>(-gainFromDb(-4.321));
    }
    const auto found = compare(a, b, kRate);
    QVERIFY(found.ok());
    QVERIFY2(std::abs(found->delayFrames - 123.37) < 0.001, qPrintable(QString::number(found->delayFrames, 'g', 10)));
    QVERIFY2(std::abs(found->gainDb + 4.321) < 0.001, qPrintable(QString::number(found->gainDb, 'g', 10)));
    QVERIFY(found->inverted);
}

void TestCompare::manySeededShiftsComeBack_data() {
    QTest::addColumn<int>("seed");
    const int count = qEnvironmentVariableIsSet("DETENT_SOAK") ? 200 : 8;
    for (int seed = 1; seed <= count; ++seed) QTest::addRow("seed %d", seed) << seed;
}

void TestCompare::manySeededShiftsComeBack() {
    QFETCH(int, seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto between = [&random](double low, double high) { return std::uniform_real_distribution(low, high)(random); };
    const int track = static_cast<int>(random() % 3);
    MUSIC(stereo, track, between(5.0, 100.0), between(1.0, 6.0));
    const AudioBuffer a = random() % 2 ? mono(stereo) : stereo;
    const double delay = between(-4000.0, 4000.0), gainDb = between(-25.0, 6.0), sign = random() % 2 ? 1.0 : -1.0;
    const bool noisy = random() % 2;
    auto b = test::fftShifted(a, delay, sign * gainFromDb(gainDb));
    if (noisy) test::addNoise(b, 60.0, static_cast<unsigned>(seed));
    const auto found = compare(a, b, kRate);
    QVERIFY2(found.ok(), found.ok() ? "" : found.problem().text().c_str());
    const double tolerance = noisy ? 0.01 : 0.001;  // promised
    QVERIFY2(std::abs(found->delayFrames - delay) < tolerance,
             qPrintable(QString("off by %1").arg(found->delayFrames - delay)));
    QVERIFY2(std::abs(found->gainDb - gainDb) < tolerance, qPrintable(QString("off by %1").arg(found->gainDb - gainDb)));
    QCOMPARE(found->inverted, sign < 0.0);
}

void TestCompare::bitIdenticalSoundDiffersByNothing() {
    const auto a = test::noise(2, 120000, 0.4, 4);
    AudioBuffer b(2, 121000);
    for (int c = 0; c < 2; ++c) std::copy(a.channel(c).begin(), a.channel(c).end(), b.channel(c).begin() + 77);
    const auto same = compare(a, a, kRate), moved = compare(a, b, kRate);
    QVERIFY(same.ok() && moved.ok());
    QCOMPARE(same->delayFrames, 0.0);
    QCOMPARE(same->gainDb, 0.0);
    QCOMPARE(same->residualDb, -200.0);
    QCOMPARE(same->confidence, 1.0);
    QVERIFY(!same->inverted);
    for (const auto& band : same->bands) {
        QCOMPARE(band.gainDb.value(), 0.0);
        QCOMPARE(band.residualDb.value(), -200.0);
    }
    QCOMPARE(moved->delayFrames, 77.0);
    QCOMPARE(moved->gainDb, 0.0);
    QCOMPARE(moved->residualDb, -200.0);
}

void TestCompare::aGainAloneLeavesOnlyRounding() {
    MUSIC(a, 2, 30.0, 5.0);
    auto b = a;
    for (int c = 0; c < 2; ++c) {
        for (float& x : b.channel(c)) x *= 0.37F;
    }
    const auto found = compare(a, b, kRate);
    QVERIFY(found.ok());
    QCOMPARE(found->delayFrames, 0.0);
    QVERIFY(std::abs(found->gainDb - dbFromGain(static_cast<double>(0.37F))) < 1e-6);
    QVERIFY2(found->residualDb < -140.0, qPrintable(QString::number(found->residualDb)));  // 24 bits of a float: -150 dB
}

void TestCompare::aRangeAndOtherLengthsAreHonoured() {
    MUSIC(a, 0, 70.0, 10.0);
    auto b = test::fftShifted(a, 50.5, 0.5, 90000);
    // In the second half the level differs: a range in the first must not hear it.
    for (int c = 0; c < 2; ++c) {
        for (std::size_t n = 220000; n < b.frameCount(); ++n) b.channel(c)[n] *= 2.0F;
    }
    const auto first = compare(a, b, kRate, {22050, 200000}), second = compare(a, b, kRate, {240000, std::nullopt});
    QVERIFY(first.ok() && second.ok());
    QVERIFY(std::abs(first->gainDb - dbFromGain(0.5)) < 0.001);
    QVERIFY(std::abs(second->gainDb) < 0.001);
    QVERIFY(std::abs(first->delayFrames - 50.5) < 0.001);
    QVERIFY(std::abs(second->delayFrames - 50.5) < 0.001);
    b.resizeFrames(150000);  // B ends before A's range does
    const auto shorter = compare(a, b, kRate, {22050, 200000});
    QVERIFY(shorter.ok());
    QVERIFY(std::abs(shorter->delayFrames - 50.5) < 0.001);
    QVERIFY(shorter->residualDb < -100.0);
}

void TestCompare::aDelayOfSecondsIsFound_data() {
    QTest::addColumn<double>("delay");
    QTest::addRow("5 s later") << 220500.71;
    QTest::addRow("5 s earlier") << -220500.29;
    QTest::addRow("more than half of it") << 320000.4;
}

void TestCompare::aDelayOfSecondsIsFound() {
    QFETCH(double, delay);
    MUSIC(a, 0, 30.0, 12.0);
    const auto b = test::fftShifted(a, delay, 1.0);
    const auto found = compare(a, b, kRate);
    QVERIFY2(found.ok(), found.ok() ? "" : found.problem().text().c_str());
    QVERIFY2(std::abs(found->delayFrames - delay) < 0.001, qPrintable(QString::number(found->delayFrames, 'g', 12)));
}

void TestCompare::driftIsMeasuredAndTakenOut_data() {
    QTest::addColumn<double>("ppm");
    for (double ppm : {0.05, -7.3, 900.0}) QTest::addRow("%g ppm", ppm) << ppm;
}

void TestCompare::driftIsMeasuredAndTakenOut() {
    QFETCH(double, ppm);
    const auto found = compare(partials(kRate, 11.0, 0.0, 0.0), partials(kRate, 11.0, 200.0, ppm), kRate);
    QVERIFY2(found.ok(), found.ok() ? "" : found.problem().text().c_str());
    QVERIFY2(std::abs(found->driftPpm.value() - ppm) < 0.001 + 1e-4 * std::abs(ppm),
             qPrintable(QString::number(*found->driftPpm, 'g', 10)));
    // At the first frame compared, which lies some 64 frames into A.
    QVERIFY2(std::abs(found->delayFrames - 200.0) < 0.001 + 1e-4 * std::abs(ppm),
             qPrintable(QString::number(found->delayFrames, 'g', 10)));
    QVERIFY(std::abs(found->gainDb) < 0.001);
    // What a ten-thousandth of a frame leaves at 15 kHz; above -20 dB from 7 ppm on were the drift left in.
    QVERIFY2(found->residualDb < -72.0, qPrintable(QString::number(found->residualDb)));
}

void TestCompare::noDriftIsSaidOfShortSound() {
    MUSIC(a, 0, 50.0, 5.0);
    const auto found = compare(a, test::fftShifted(a, 3.5), kRate);
    QVERIFY(found.ok());
    QVERIFY(!found->driftPpm);
}

void TestCompare::equalisedAndCompressedSoundIsStillAligned() {
    for (int track = 0; track < 3; ++track) {
        MUSIC(a, track, 40.0, 6.0);
        auto b = test::fftShifted(a, 431.62, gainFromDb(-3.0));
        test::Equaliser::bell(kRate, 100.0, 0.7, 4.0).apply(b);
        test::Equaliser::bell(kRate, 3000.0, 1.0, -3.0).apply(b);
        test::compress(b, kRate, -20.0);
        const auto found = compare(a, b, kRate);
        QVERIFY2(found.ok(), found.ok() ? "" : found.problem().text().c_str());
        // The bell at 3 kHz alone turns the phase like 0.1 frame where this music has its highest notes.
        QVERIFY2(std::abs(found->delayFrames - 431.62) < 0.3,
                 qPrintable(QString("track %1: %2").arg(track).arg(found->delayFrames)));
        QVERIFY(!found->inverted);
        QVERIFY2(found->gainDb > -16.0 && found->gainDb < 2.0, qPrintable(QString::number(found->gainDb)));
        QVERIFY(found->confidence > 0.7);
    }
}

void TestCompare::theBandsShowAnEqualiserAsItIs() {
    const double rate = 48000.0;
    const auto a = test::noise(1, 480000, 0.3, 21);
    auto b = a;
    const auto bell = test::Equaliser::bell(rate, 1000.0, 2.0, 6.0);
    bell.apply(b);
    const auto found = compare(a, b, rate);
    QVERIFY(found.ok());
    QCOMPARE(found->bands.front().hz, 25.0);
    QCOMPARE(found->bands.back().hz, 20000.0);
    QCOMPARE(found->bands.size(), std::size_t{30});
    for (const auto& band : found->bands) {
        // The mean power gain of the bell over the band, white noise in.
        double power = 0.0;
        for (int i = 0; i < 200; ++i) {
            const double hz = band.hz * std::pow(10.0, (i - 99.5) / 2000.0), w = 2.0 * std::numbers::pi * hz / rate;
            const std::complex<double> z = std::polar(1.0, -w);
            power += hz * std::norm((bell.b0 + bell.b1 * z + bell.b2 * z * z) / (1.0 + bell.a1 * z + bell.a2 * z * z));
        }
        double width = 0.0;
        for (int i = 0; i < 200; ++i) width += band.hz * std::pow(10.0, (i - 99.5) / 2000.0);
        // White noise through a window: the lowest bands hold few bins, whose energies in A and B are however the same
        // noise.
        QVERIFY2(std::abs(band.gainDb.value() - dbFromPower(power / width)) < 0.15,
                 qPrintable(QString("%1 Hz: %2, not %3").arg(band.hz).arg(*band.gainDb).arg(dbFromPower(power / width))));
    }
}

void TestCompare::aLoopsRightRepeatIsChosen_data() {
    QTest::addColumn<double>("delay");
    for (double delay : {123.37, -700.25, 20000.0, 60000.8}) QTest::addRow("%g frames", delay) << delay;
}

void TestCompare::aLoopsRightRepeatIsChosen() {
    QFETCH(double, delay);
    MUSIC(beat, 0, 60.0, 0.6);
    AudioBuffer a(2, beat.frameCount() * 20);
    for (int c = 0; c < 2; ++c) {
        for (std::size_t n = 0; n < a.frameCount(); ++n) a.channel(c)[n] = beat.channel(c)[n % beat.frameCount()];
    }
    const auto found = compare(a, test::fftShifted(a, delay, 0.7), kRate);
    QVERIFY(found.ok());
    QVERIFY2(std::abs(found->delayFrames - delay) < 0.001, qPrintable(QString::number(found->delayFrames, 'g', 10)));
}

void TestCompare::aSilentChannelAndAnOffsetDoNotHarm() {
    MUSIC(a, 2, 60.0, 8.0);
    AudioBuffer left = a;
    std::fill(left.channel(1).begin(), left.channel(1).end(), 0.0F);
    auto b = test::fftShifted(left, 12.34, gainFromDb(-2.0));
    for (int c = 0; c < 2; ++c) {
        for (float& x : b.channel(c)) x += 0.05F;
    }
    const auto found = compare(left, b, kRate);
    QVERIFY(found.ok());
    QVERIFY2(std::abs(found->delayFrames - 12.34) < 0.001, qPrintable(QString::number(found->delayFrames, 'g', 10)));
    QVERIFY2(std::abs(found->gainDb + 2.0) < 0.001, qPrintable(QString::number(found->gainDb, 'g', 10)));
}

void TestCompare::channelsThatCancelAreAligned() {
    MUSIC(a, 0, 60.0, 6.0);
    AudioBuffer wide = a;
    for (std::size_t n = 0; n < wide.frameCount(); ++n) wide.channel(1)[n] = -wide.channel(0)[n];
    const auto found = compare(wide, test::fftShifted(wide, 55.5, 0.8), kRate);
    QVERIFY(found.ok());
    QVERIFY(std::abs(found->delayFrames - 55.5) < 0.001);
}

void TestCompare::soundAboveSixKilohertzAloneIsAligned() {
    auto a = test::noise(1, 200000, 0.5, 31);
    RealFft fft(fftSize(200000));
    std::fill(fft.time().begin(), fft.time().end(), 0.0);
    std::copy(a.channel(0).begin(), a.channel(0).end(), fft.time().begin());
    fft.forward();
    for (std::size_t k = 0; k < fft.bins().size(); ++k) {
        const double hz = kRate * static_cast<double>(k) / static_cast<double>(fft.size());
        if (hz < 9000.0 || hz > 15000.0) fft.bins()[k] = 0.0;
    }
    fft.inverse();
    std::copy_n(fft.time().begin(), a.frameCount(), a.channel(0).begin());
    test::fadeEnds(a, kRate);
    const auto found = compare(a, test::fftShifted(a, 901.2, -0.5), kRate);
    QVERIFY2(found.ok(), found.ok() ? "" : found.problem().text().c_str());
    QVERIFY2(std::abs(found->delayFrames - 901.2) < 0.001, qPrintable(QString::number(found->delayFrames, 'g', 10)));
    QVERIFY(found->inverted);
}

void TestCompare::unlikeMusicIsRefused_data() {
    QTest::addColumn<int>("a");
    QTest::addColumn<int>("b");
    for (int a = 0; a < 3; ++a) {
        for (int b = 0; b < 3; ++b) {
            if (a != b) QTest::addRow("track %d and track %d", a + 1, b + 1) << a << b;
        }
    }
}

void TestCompare::unlikeMusicIsRefused() {
    QFETCH(int, a);
    QFETCH(int, b);
    for (double seconds : {1.0, 5.0, 25.0}) {
        MUSIC(first, a, 33.0, seconds);
        MUSIC(second, b, 71.0, seconds);
        const auto found = compare(first, second, kRate);
        QVERIFY2(!found.ok(), qPrintable(QString("%1 s: %2 frames, %3")
                                             .arg(seconds)
                                             .arg(found.ok() ? found->delayFrames : 0)
                                             .arg(found.ok() ? found->confidence : 0)));
        QCOMPARE(found.problem().fault, Fault::NotSo);
    }
    const auto noises = compare(test::noise(2, 100000, 0.3, 1), test::noise(2, 100000, 0.3, 2), kRate);
    QVERIFY(!noises.ok());
}

void TestCompare::silenceAndWrongShapesAreRefused() {
    const auto sound = test::noise(2, 50000, 0.3, 1);
    const AudioBuffer silence(2, 50000);
    QCOMPARE(compare(silence, sound, kRate).problem().fault, Fault::NotSo);
    QCOMPARE(compare(sound, silence, kRate).problem().fault, Fault::NotSo);
    QCOMPARE(compare(sound, test::noise(1, 50000, 0.3, 1), kRate).problem().fault, Fault::Usage);
    QCOMPARE(compare(sound, sound, kRate, {40000, 40000}).problem().fault, Fault::Usage);
    QCOMPARE(compare(sound, sound, kRate, {60000, std::nullopt}).problem().fault, Fault::Usage);
    QCOMPARE(compare(AudioBuffer(), AudioBuffer(), kRate).problem().fault, Fault::Usage);
    QCOMPARE(compare(sound, test::noise(2, 100, 0.3, 1), kRate).problem().fault, Fault::Usage);
}

void TestCompare::itCanBeStopped() {
    const auto sound = test::noise(1, 400000, 0.3, 1);
    double last = 0.0;
    bool rising = true;
    QVERIFY(compare(sound, sound, kRate, {}, [&](double fraction) {
                rising = rising && fraction >= last;
                last = fraction;
                return true;
            }).ok());
    QVERIFY(rising);
    QCOMPARE(last, 1.0);
    for (double stop : {0.0, 0.2, 0.35, 0.7}) {
        const auto stopped = compare(sound, sound, kRate, {}, [stop](double fraction) { return fraction <= stop; });
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.problem().fault, Fault::Cancelled);
    }
}

void TestCompare::shiftingUndoesItself() {
    const auto a = exactSound(48000.0, 2.0, 0.0, 1.0);
    for (double delay : {12.0, -3.0, 0.5, 99.123, -40.7}) {
        const auto moved = shifted(a, delay), truth = exactSound(48000.0, 2.0, delay, 1.0);
        QCOMPARE(moved.frameCount(), a.frameCount());
        double worst = 0.0;
        for (std::size_t n = 200; n + 200 < a.frameCount(); ++n) {
            worst = std::max(worst, std::abs(static_cast<double>(moved.channel(0)[n] - truth.channel(0)[n])));
        }
        QVERIFY2(worst < 3e-7,
                 qPrintable(QString("%1 frames: %2").arg(delay).arg(worst)));  // -120 dB of 0.3, and float's rounding
    }
}

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
