// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/capture.h"
#include "dsp/core/fractional_delay.h"

#include <QTest>

using namespace detent;
using namespace detent::audio;

namespace {

/// A delay of any fraction, quieter and upside down.
class Box final : public dsp::Processor {
public:
    Box(double delayFrames, float gain) : m_delay(delayFrames - dsp::FractionalDelay::kLatency), m_gain(gain) {}
    void prepare(double sampleRateHz, int channelCount, int maxFrames) override {
        m_delay.prepare(sampleRateHz, channelCount, maxFrames);
    }
    void reset() noexcept override { m_delay.reset(); }
    void process(const dsp::AudioView& audio) noexcept override {
        m_delay.process(audio);
        for (int c = 0; c < audio.channelCount; ++c) {
            for (int f = 0; f < audio.frameCount; ++f) audio.channel(c)[f] *= m_gain;
        }
    }

private:
    dsp::FractionalDelay m_delay;
    float m_gain;
};

}  // namespace

class TestMeasureInsert : public QObject {
    Q_OBJECT

private slots:
    void aCableIsMeasuredToTheFrame_data() {
        QTest::addColumn<double>("rateHz");
        QTest::addColumn<int>("buffer");
        QTest::addColumn<int>("wire");
        QTest::addRow("44.1 kHz") << 44100.0 << 64 << 0;
        QTest::addRow("48 kHz") << 48000.0 << 256 << 211;
        QTest::addRow("96 kHz") << 96000.0 << 1000 << 5000;
        QTest::addRow("192 kHz") << 192000.0 << 4096 << 1;
    }
    void aCableIsMeasuredToTheFrame() {
        QFETCH(double, rateHz);
        QFETCH(int, buffer);
        QFETCH(int, wire);
        Loop loop;
        loop.device = {"virtual", rateHz, buffer, 2, 2};
        loop.send = loop.returns = {3, 7};
        const auto backend = makeVirtualBackend(Pace::Free, wire);
        const auto measured = measureInsert(*backend, loop);
        QVERIFY2(measured, measured ? "" : measured.problem().text().c_str());
        QVERIFY2(measured->accepted, measured->reason.c_str());
        QVERIFY(std::abs(measured->delayFrames - (buffer + wire)) < 0.001);  // what a print may be off by is half a frame
        QVERIFY2(std::abs(measured->gainDb) < 0.01, qPrintable(QString::number(measured->gainDb)));
        QVERIFY(!measured->inverted && !measured->swapped);
    }

    void crossedCablesAreNoticed() {
        Loop loop;
        loop.device = {"virtual", 48000, 128, 2, 2};
        loop.returns = {2, 1};
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto measured = measureInsert(*backend, loop);
        QVERIFY(measured);
        QVERIFY(measured->swapped);
    }

    void aVirtualInsertIsMeasuredBetweenFrames() {
        Box box(212.37, -0.5F);
        Loop loop;
        loop.device = {"virtual", 48000, 256, 2, 2};
        loop.processor = &box;
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto measured = measureInsert(*backend, loop);
        QVERIFY2(measured, measured ? "" : measured.problem().text().c_str());
        QVERIFY2(measured->accepted, measured->reason.c_str());
        QVERIFY(std::abs(measured->delayFrames - 212.37) < 0.01);
        QVERIFY(std::abs(measured->gainDb + 6.0206) < 0.01);
        QVERIFY(measured->inverted);
    }

    void nothingPluggedInIsAReasonAndNoError() {
        Loop loop;
        loop.device = {"virtual", 48000, 256, 2, 2};
        loop.returns = {5, 6};
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto measured = measureInsert(*backend, loop);
        QVERIFY(measured);
        QVERIFY(!measured->accepted);
        QVERIFY(!measured->reason.empty());
    }

    void sendsWithoutReturnsAreRefused() {
        Loop loop;
        loop.device = {"virtual", 48000, 256, 2, 2};
        loop.returns = {1};
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto measured = measureInsert(*backend, loop);
        QVERIFY(!measured);
        QCOMPARE(measured.problem().fault, Fault::Usage);
        QVERIFY2(measured.problem().what.find("2 sends and 1 returns") != std::string::npos,
                 measured.problem().what.c_str());
    }

    void cancelIsHeeded() {
        Loop loop;
        loop.device = {"virtual", 48000, 256, 2, 2};
        const auto backend = makeVirtualBackend(Pace::RealTime);
        const auto measured = measureInsert(*backend, loop, [](double) { return false; });
        QVERIFY(!measured);
        QCOMPARE(measured.problem().fault, Fault::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestMeasureInsert)
#include "tst_measure_insert.moc"
