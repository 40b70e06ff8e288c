// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/fractional_delay.h"
#include "tests/dsp/sounds.h"

#include <QTest>

using namespace detent;
using namespace detent::dsp;

namespace {

AudioBuffer delayed(const AudioBuffer& in, double moveFrames, const std::vector<int>& blocks) {
    AudioBuffer out = in;
    FractionalDelay delay(moveFrames);
    delay.prepare(48000, in.channelCount(), 512);
    std::size_t at = 0;
    for (std::size_t b = 0; at < in.frameCount(); ++b) {
        const int frames = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(blocks[b % blocks.size()]), in.frameCount() - at));
        std::vector<float*> pointers;
        for (int c = 0; c < in.channelCount(); ++c) pointers.push_back(out.channel(c).data() + at);
        delay.process({pointers.data(), in.channelCount(), frames});
        at += static_cast<std::size_t>(frames);
    }
    return out;
}

}  // namespace

class TestFractionalDelay : public QObject {
    Q_OBJECT
private slots:
    void wholeMovesCopyBitForBit_data() {
        QTest::addColumn<int>("move");
        for (int move : {-48, -7, 0, 1, 1000}) QTest::addRow("%d", move) << move;
    }
    void wholeMovesCopyBitForBit() {
        QFETCH(int, move);
        const auto in = test::noise(2, 3000, 0.9, 3);
        const auto out = delayed(in, move, {64, 1, 0, 333, 512});
        const auto total = static_cast<std::size_t>(FractionalDelay::kLatency + move);
        QCOMPARE(FractionalDelay(move).delayFrames(), static_cast<double>(total));
        for (int c = 0; c < 2; ++c) {
            for (std::size_t n = 0; n < out.frameCount(); ++n) {
                QCOMPARE(out.channel(c)[n], n < total ? 0.0F : in.channel(c)[n - total]);
            }
        }
    }

    void fractionsMoveASineByTheirAmount_data() {
        QTest::addColumn<double>("hz");
        QTest::addColumn<double>("move");
        for (double hz : {100.0, 5000.0, 15000.0, 20000.0, 21600.0}) {
            for (double move : {0.5, 0.123, 123.37, 77.999}) QTest::addRow("%g Hz by %g", hz, move) << hz << move;
        }
    }
    void fractionsMoveASineByTheirAmount() {
        QFETCH(double, hz);
        QFETCH(double, move);
        const auto out = delayed(test::sine(1, 4000, 48000, hz, 0.5), move, {256});
        const double lag = FractionalDelay(move).delayFrames();
        for (std::size_t n = 1000; n < 4000; ++n) {
            const double expected = 0.5 * std::sin(2.0 * std::numbers::pi * hz * (static_cast<double>(n) - lag) / 48000.0);
            QVERIFY(std::abs(static_cast<double>(out.channel(0)[n]) - expected) < 3e-6);  // -100 dB of 0.5, and float's rounding
        }
    }

    void theBlocksMakeNoDifference() {
        const auto in = test::noise(1, 4000, 0.9, 5);
        const auto whole = delayed(in, 3.21, {512});
        const auto pieces = delayed(in, 3.21, {1, 17, 0, 100, 5});
        QCOMPARE(pieces.channel(0), whole.channel(0));
    }

    void resetForgetsThePast() {
        auto in = test::noise(1, 512, 0.9, 6);
        FractionalDelay delay(0.5);
        delay.prepare(48000, 1, 512);
        std::vector<float*> pointers;
        delay.process(test::viewOf(in, pointers));
        delay.reset();
        AudioBuffer silence(1, 512);
        delay.process(test::viewOf(silence, pointers));
        QCOMPARE(silence.channel(0), std::vector<float>(512, 0.0F));
    }
};

QTEST_APPLESS_MAIN(TestFractionalDelay)
#include "tst_fractional_delay.moc"
