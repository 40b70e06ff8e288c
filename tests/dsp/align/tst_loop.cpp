// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/loop.h"
#include "tests/dsp/align/recordings.h"

#include <QTest>

using namespace detent;
using namespace detent::dsp;

namespace {

constexpr double kRate = 48000.0;

/// The ping through a wire that is late by `frames`; as much longer, less what a ping has left at its end.
AudioBuffer wire(const AudioBuffer& sent, double frames, double gain = 1.0) {
    return test::fftShifted(sent, frames, gain, static_cast<std::size_t>(std::max(4096.0, frames)));
}

/// A path of analogue gear: first-order, 3 Hz to 60 kHz.
std::complex<double> analoguePath(double hz) {
    return std::complex<double>(0.0, hz / 3.0) / std::complex<double>(1.0, hz / 3.0) / std::complex<double>(1.0, hz / 60000.0);
}

/// Its delay by the definition: minus the slope of the straight line through its phase from 1 to 16 kHz, in frames.
double analogueSlope(double rate) {
    double count = 0.0, sumX = 0.0, sumY = 0.0, sumXX = 0.0, sumXY = 0.0;
    for (double hz = 1000.0; hz <= 16000.0; hz += 10.0) {
        const double x = 2.0 * std::numbers::pi * hz / rate, y = -std::arg(analoguePath(hz));
        ++count, sumX += x, sumY += y, sumXX += x * x, sumXY += x * y;
    }
    return (count * sumXY - sumX * sumY) / (count * sumXX - sumX * sumX);
}

/// A hum of the mains and two harmonics: RMS of the sum.
void addHum(AudioBuffer& audio, double rate, double mainsHz, double dbfs) {
    constexpr double kSquares = 0.5 * (1.0 + 0.25 + 0.04);
    const double amplitude = gainFromDb(dbfs) / std::sqrt(kSquares), turn = 2.0 * std::numbers::pi * mainsHz / rate;
    for (int c = 0; c < audio.channelCount(); ++c) {
        for (std::size_t n = 0; n < audio.frameCount(); ++n) {
            const double at = turn * static_cast<double>(n);
            audio.channel(c)[n] += static_cast<float>(
                amplitude * (std::sin(at + 0.3) + 0.5 * std::sin(2.0 * at + 1.0) + 0.2 * std::sin(5.0 * at)));
        }
    }
}

/// White noise of so many dBFS RMS.
void addFloor(AudioBuffer& audio, double dbfs, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0.0, gainFromDb(dbfs));
    for (int c = 0; c < audio.channelCount(); ++c) {
        for (float& x : audio.channel(c)) x += static_cast<float>(noise(random));
    }
}

void saturate(AudioBuffer& audio, double drive) {
    for (int c = 0; c < audio.channelCount(); ++c) {
        for (float& x : audio.channel(c)) x = static_cast<float>(std::tanh(drive * static_cast<double>(x)) / drive);
    }
}

bool says(const LoopMeasurement& m, const char* word) {
    return QString::fromStdString(m.reason).contains(word);
}

}  // namespace

class TestLoop : public QObject {
    Q_OBJECT
private slots:
    void aPlainWireIsMeasuredToAThousandth_data();
    void aPlainWireIsMeasuredToAThousandth();
    void noiseLeavesAThousandth_data();
    void noiseLeavesAThousandth();
    void anAnaloguePathIsLateByItsPhaseSlope_data();
    void anAnaloguePathIsLateByItsPhaseSlope();
    void humIsToldWithItsLevel_data();
    void humIsToldWithItsLevel();
    void crosstalkIsToldByItsLevel();
    void theNoiseFloorIsStated();
    void swappedChannelsAreTold();
    void aLoopLateByOneSweepIsNotASwap();
    void gearInTheLoopLeavesItsConstantDelay_data();
    void gearInTheLoopLeavesItsConstantDelay();
    void pingsAreAlikeAndStayBelowTheirLevel();
    void aBadPingIsRefusedWithTheReason();
};

void TestLoop::aPlainWireIsMeasuredToAThousandth_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("channels");
    QTest::addColumn<double>("delay");
    QTest::addColumn<double>("gain");
    QTest::addRow("no delay") << 48000.0 << 2 << 0.0 << 1.0;
    QTest::addRow("two buffers and a fraction, inverted") << 48000.0 << 2 << 1234.567 << -0.7;
    QTest::addRow("mono at 44.1 kHz") << 44100.0 << 1 << 2047.913 << 0.5;
    QTest::addRow("0.7 s") << 48000.0 << 2 << 33600.25 << 1.0;
    QTest::addRow("ahead by a few frames") << 48000.0 << 2 << -3.4 << 2.0;
    QTest::addRow("96 kHz, three channels") << 96000.0 << 3 << 777.77 << 0.25;
    QTest::addRow("2 s") << 44100.0 << 2 << 88200.0 << 1.0;
}

void TestLoop::aPlainWireIsMeasuredToAThousandth() {
    QFETCH(double, rate);
    QFETCH(int, channels);
    QFETCH(double, delay);
    QFETCH(double, gain);
    const auto sent = loopPing(rate, channels);
    const auto m = measureLoop(sent, wire(sent, delay, gain), rate);
    QVERIFY2(m.accepted, m.reason.c_str());
    QVERIFY2(std::abs(m.delayFrames - delay) < 0.001, qPrintable(QString::number(m.delayFrames, 'g', 10)));  // promised
    QVERIFY2(std::abs(m.gainDb - dbFromGain(gain)) < 0.01, qPrintable(QString::number(m.gainDb, 'g', 10)));
    QCOMPARE(m.inverted, gain < 0.0);
    QVERIFY(!m.swapped);
    QVERIFY(m.delaySpreadFrames < 0.001);
    QVERIFY(m.confidence > 0.99);
}

void TestLoop::noiseLeavesAThousandth_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("delay");
    QTest::addRow("44.1 kHz") << 44100.0 << 0.37;
    QTest::addRow("48 kHz") << 48000.0 << 321.77;
    QTest::addRow("96 kHz, 1 s") << 96000.0 << 96000.123;
    QTest::addRow("192 kHz, 2 s") << 192000.0 << 383999.6;
}

void TestLoop::noiseLeavesAThousandth() {
    QFETCH(double, rate);
    QFETCH(double, delay);
    const auto sent = loopPing(rate, 2);
    auto back = wire(sent, delay, -0.5);
    addFloor(back, -60.0, 1);
    const auto m = measureLoop(sent, back, rate);
    QVERIFY2(m.accepted, m.reason.c_str());
    qInfo("off by %.6f frame, spread %.5f", m.delayFrames - delay, m.delaySpreadFrames);
    QVERIFY2(std::abs(m.delayFrames - delay) < 0.001, qPrintable(QString::number(m.delayFrames - delay)));  // promised
    QVERIFY(std::abs(m.gainDb + 6.0206) < 0.05);
    QVERIFY(m.inverted);
    QVERIFY(std::abs(m.driftPpm) < 0.05);  // a thousandth over the 4 s of the pings is 0.005 ppm at 48 kHz
    QVERIFY(m.confidences.delay > 0.99 && m.confidences.drift > 0.99 && m.confidences.polarity > 0.9);
}

void TestLoop::anAnaloguePathIsLateByItsPhaseSlope_data() {
    QTest::addColumn<double>("rate");
    for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) QTest::addRow("%g kHz", rate / 1000.0) << rate;
}

void TestLoop::anAnaloguePathIsLateByItsPhaseSlope() {
    QFETCH(double, rate);
    const auto sent = loopPing(rate, 1);
    const auto back = test::fftShifted(sent, 1234.567, 1.0, 8192, [rate](double f) { return analoguePath(f * rate); });
    const auto m = measureLoop(sent, back, rate);
    QVERIFY2(m.accepted, m.reason.c_str());
    const double off = m.delayFrames - 1234.567 - analogueSlope(rate);
    qInfo("%.4f frame of its own, off by %.5f", analogueSlope(rate), off);
    QVERIFY2(std::abs(off) < 0.02, qPrintable(QString::number(off)));  // promised
}

void TestLoop::humIsToldWithItsLevel_data() {
    QTest::addColumn<double>("mainsHz");
    QTest::addColumn<double>("dbfs");
    QTest::addRow("50 Hz at -50") << 50.0 << -50.0;
    QTest::addRow("a slow 50 Hz at -75") << 49.9 << -75.0;
    QTest::addRow("60 Hz at -70") << 60.02 << -70.0;
    QTest::addRow("none") << 50.0 << -200.0;
}

void TestLoop::humIsToldWithItsLevel() {
    QFETCH(double, mainsHz);
    QFETCH(double, dbfs);
    const auto sent = loopPing(kRate, 2);
    auto back = wire(sent, 100.5);
    addFloor(back, -75.0, 3);
    addHum(back, kRate, mainsHz, dbfs);
    const auto m = measureLoop(sent, back, kRate);
    QVERIFY2(m.accepted, m.reason.c_str());
    QCOMPARE(m.hum.has_value(), dbfs > -100.0);
    if (!m.hum) return;
    QCOMPARE(m.hum->hz, static_cast<int>(std::lround(mainsHz)));
    QVERIFY2(std::abs(m.hum->levelDbfs - dbfs) < 0.5, qPrintable(QString::number(m.hum->levelDbfs)));  // 0.2 Hz off: 0.2 dB
    QVERIFY(m.confidences.hum > 0.9);
}

void TestLoop::crosstalkIsToldByItsLevel() {
    const auto sent = loopPing(kRate, 2);
    for (const double wanted : {-12.0, -40.0, -65.0}) {
        auto back = wire(sent, 100.5);
        const auto leak = static_cast<float>(gainFromDb(wanted));
        for (std::size_t n = 0; n < back.frameCount(); ++n) back.channel(1)[n] += leak * back.channel(0)[n];
        addFloor(back, -80.0, 3);
        const auto m = measureLoop(sent, back, kRate);
        QVERIFY2(m.accepted, m.reason.c_str());
        QVERIFY2(m.crosstalkDb && std::abs(*m.crosstalkDb - wanted) < 0.5, qPrintable(QString::number(*m.crosstalkDb)));
        QVERIFY(m.confidences.crosstalk > 0.9);
    }
    QVERIFY(!measureLoop(loopPing(kRate, 1), wire(loopPing(kRate, 1), 10.0), kRate).crosstalkDb);
}

void TestLoop::theNoiseFloorIsStated() {
    const auto sent = loopPing(kRate, 2);
    auto back = wire(sent, 100.5);
    addFloor(back, -72.0, 3);
    const auto m = measureLoop(sent, back, kRate);
    QVERIFY(m.noiseDbfs.has_value());
    QVERIFY2(std::abs(*m.noiseDbfs + 72.0) < 0.3, qPrintable(QString::number(*m.noiseDbfs)));  // 9000 samples: 0.05 dB
}

void TestLoop::swappedChannelsAreTold() {
    const auto sent = loopPing(kRate, 2);
    auto back = wire(sent, 512.25);
    std::swap(back.channel(0), back.channel(1));
    const auto m = measureLoop(sent, back, kRate);
    QVERIFY2(m.accepted, m.reason.c_str());
    QVERIFY(m.swapped);
    QVERIFY(std::abs(m.delayFrames - 512.25) < 0.001);
}

void TestLoop::aLoopLateByOneSweepIsNotASwap() {
    const auto sent = loopPing(kRate, 2);
    const double delay = 0.9 * kRate + 0.3;  // the second channel's sweep starts 0.9 s after the first's
    const auto m = measureLoop(sent, wire(sent, delay), kRate);
    QVERIFY2(m.accepted, m.reason.c_str());
    QVERIFY(!m.swapped);
    QVERIFY2(std::abs(m.delayFrames - delay) < 0.001, qPrintable(QString::number(m.delayFrames, 'g', 10)));
}

void TestLoop::gearInTheLoopLeavesItsConstantDelay_data() {
    QTest::addColumn<QString>("gear");
    QTest::addColumn<double>("tolerance");
    QTest::addRow("bass boost") << "bass" << 0.002;
    QTest::addRow("bass and a dip at 1 kHz") << "mid" << 0.01;
    QTest::addRow("compressor") << "compressor" << 0.002;
    QTest::addRow("saturator") << "saturator" << 0.002;
    QTest::addRow("all of these") << "all" << 0.02;
    QTest::addRow("6 dB at 8 kHz, where the slope is read") << "treble" << 0.01;
    // A compressor that flattens what the treble filter lifts takes the level away by which its phase is known.
    QTest::addRow("all and 6 dB at 8 kHz") << "everything" << 0.2;
}

void TestLoop::gearInTheLoopLeavesItsConstantDelay() {
    QFETCH(QString, gear);
    QFETCH(double, tolerance);
    const auto sent = loopPing(kRate, 2);
    auto back = wire(sent, 1403.41);
    const bool all = gear == "all" || gear == "everything";
    if (all || gear == "bass" || gear == "mid") test::Equaliser::bell(kRate, 80.0, 0.7, 6.0).apply(back);
    if (all || gear == "mid") test::Equaliser::bell(kRate, 1000.0, 1.0, -4.0).apply(back);
    if (gear == "treble" || gear == "everything") test::Equaliser::bell(kRate, 8000.0, 0.7, 6.0).apply(back);
    if (all || gear == "compressor") test::compress(back, kRate, -24.0);
    if (all || gear == "saturator") saturate(back, 3.0);
    addFloor(back, -95.0, 5);
    const auto m = measureLoop(sent, back, kRate);
    QVERIFY2(m.accepted, m.reason.c_str());
    QVERIFY2(std::abs(m.delayFrames - 1403.41) < tolerance, qPrintable(QString::number(m.delayFrames - 1403.41)));
    QVERIFY(!m.inverted);
    qInfo("%s: off by %.5f frame", qPrintable(gear), m.delayFrames - 1403.41);
}

void TestLoop::pingsAreAlikeAndStayBelowTheirLevel() {
    const auto ping = loopPing(kRate, 2, -18.0, 3), again = loopPing(kRate, 2, -18.0, 3);
    float peak = 0.0F;
    for (int c = 0; c < 2; ++c) {
        QCOMPARE(ping.channel(c), again.channel(c));
        for (const float x : ping.channel(c)) peak = std::max(peak, std::abs(x));
    }
    QVERIFY(std::abs(dbFromGain(static_cast<double>(peak)) + 18.0) < 0.01);
    for (std::size_t n = 0; n < 12000; ++n)
        QCOMPARE(ping.channel(0)[n], 0.0F);  // a quarter of a second to hear the noise in
}

void TestLoop::aBadPingIsRefusedWithTheReason() {
    const auto sent = loopPing(kRate, 2);
    const auto refused = [&](const AudioBuffer& back, const char* word) {
        const auto m = measureLoop(sent, back, kRate);
        if (m.accepted || !says(m, word)) qWarning("%s: %s", word, m.reason.c_str());
        return !m.accepted && says(m, word);
    };

    AudioBuffer silence(2, sent.frameCount() + 48000);
    QVERIFY(refused(silence, "nothing came back"));
    addFloor(silence, -80.0, 1);
    QVERIFY(refused(silence, "nothing came back"));

    auto one = wire(sent, 200.5);
    std::fill(one.channel(1).begin(), one.channel(1).end(), 0.0F);
    QVERIFY(refused(one, "channel 2"));

    auto loud = wire(sent, 200.5, 12.0);
    for (int c = 0; c < 2; ++c) {
        for (float& x : loud.channel(c)) x = std::clamp(x, -1.0F, 1.0F);
    }
    QVERIFY(refused(loud, "clipped"));

    auto noisy = wire(sent, 200.5);
    addFloor(noisy, -30.0, 2);
    QVERIFY(refused(noisy, "noise"));

    auto lost = wire(sent, 200.5);  // 256 frames lost between the first ping and the second
    for (int c = 0; c < 2; ++c) {
        auto& samples = lost.channel(c);
        samples.erase(samples.begin() + 100000, samples.begin() + 100256);
        samples.resize(lost.frameCount(), 0.0F);
    }
    QVERIFY(refused(lost, "jumped by -256"));

    auto drifting = wire(sent, 200.5);  // 100 ppm between two clocks
    for (int c = 0; c < 2; ++c) {
        auto longer = test::soxrResampled(drifting.channel(c), 1e6, 1e6 + 100.0);
        longer.resize(drifting.frameCount());
        drifting.channel(c) = longer;
    }
    QVERIFY(refused(drifting, "disagree"));

    auto turned = wire(sent, 200.5);
    for (float& x : turned.channel(1)) x = -x;
    QVERIFY(refused(turned, "polarity"));

    auto other = test::noise(2, sent.frameCount() + 48000, 0.1, 8);  // somebody else's sound, after the quiet start
    for (int c = 0; c < 2; ++c) std::fill(other.channel(c).begin(), other.channel(c).begin() + 12000, 0.0F);
    QVERIFY(refused(other, "not the ping"));

    QVERIFY(refused(AudioBuffer(1, sent.frameCount()), "less came back"));
    QVERIFY(refused(AudioBuffer(2, 100), "less came back"));
}

QTEST_APPLESS_MAIN(TestLoop)
#include "tst_loop.moc"
