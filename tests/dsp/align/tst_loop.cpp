// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/loop.h"
#include "tests/dsp/align/recordings.h"

#include <QTest>

using namespace detent;
using namespace detent::dsp;

namespace {

constexpr double kRate = 48000.0;

/// The ping through a wire that is late by `frames`; a second longer.
AudioBuffer wire(const AudioBuffer& sent, double frames, double gain = 1.0) {
    return test::fftShifted(sent, frames, gain, static_cast<std::size_t>(kRate));
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
    void noiseLeavesAHundredth();
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

void TestLoop::noiseLeavesAHundredth() {
    const auto sent = loopPing(kRate, 2);
    double worst = 0.0;
    for (unsigned seed = 1; seed <= 3; ++seed) {
        auto back = wire(sent, 321.77, -0.5);
        addFloor(back, -60.0, seed);
        const auto m = measureLoop(sent, back, kRate);
        QVERIFY2(m.accepted, m.reason.c_str());
        worst = std::max(worst, std::abs(m.delayFrames - 321.77));
        QVERIFY(std::abs(m.gainDb + 6.0206) < 0.05);
        QVERIFY(m.inverted);
    }
    QVERIFY2(worst < 0.01, qPrintable(QString::number(worst)));  // promised
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
    const auto sent = loopPing(kRate, 2, -18.0, 2);
    const auto refused = [&](const AudioBuffer& back, const char* word) {
        const auto m = measureLoop(sent, back, kRate, 2);
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
    QVERIFY(refused(lost, ""));

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
