// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/core/decibels.h"
#include "dsp/core/fast_filter.h"
#include "dsp/core/fft.h"

#include <QTest>
#include <numbers>
#include <random>
#include <thread>

using namespace detent::dsp;

class TestFft : public QObject {
    Q_OBJECT
private slots:
    void aSineFallsIntoItsBin() {
        RealFft fft(1024);
        for (std::size_t n = 0; n < 1024; ++n) fft.time()[n] = std::cos(2.0 * std::numbers::pi * 100.0 * static_cast<double>(n) / 1024.0);
        fft.forward();
        for (std::size_t k = 0; k < fft.bins().size(); ++k) {
            const double expected = k == 100 ? 512.0 : 0.0;
            QVERIFY2(std::abs(std::abs(fft.bins()[k]) - expected) < 1e-9, qPrintable(QString::number(k)));  // double rounding
        }
    }

    void inverseUndoesForward() {
        RealFft fft(4096);
        std::mt19937 random(1);
        std::vector<double> before(4096);
        for (double& x : before) x = std::uniform_real_distribution(-1.0, 1.0)(random);
        std::copy(before.begin(), before.end(), fft.time().begin());
        fft.forward();
        fft.inverse();
        for (std::size_t n = 0; n < before.size(); ++n) QVERIFY(std::abs(fft.time()[n] - before[n]) < 1e-13);
    }

    void plansAreMadeSafelyOnManyThreads() {
        std::vector<std::thread> threads;
        std::atomic<int> good{0};
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&good] {
                for (std::size_t size = 64; size <= 4096; size *= 2) {
                    RealFft fft(size);
                    fft.time()[0] = 1.0;
                    for (std::size_t n = 1; n < size; ++n) fft.time()[n] = 0.0;
                    fft.forward();
                    if (std::abs(fft.bins()[size / 2].real() - 1.0) < 1e-12) ++good;
                }
            });
        }
        for (auto& thread : threads) thread.join();
        QCOMPARE(good.load(), 4 * 7);
    }

    void aFastFilterEqualsTheDirectSum() {
        std::mt19937 random(7);
        std::vector<double> taps(37);
        for (double& x : taps) x = std::uniform_real_distribution(-1.0, 1.0)(random);
        std::vector<float> in(5000);
        for (float& x : in) x = static_cast<float>(std::uniform_real_distribution(-1.0, 1.0)(random));
        FastFilter filter(taps);
        std::vector<double> out(4200);
        filter.run(in, -20, out);
        for (std::size_t i = 0; i < out.size(); ++i) {
            double direct = 0.0;
            for (std::size_t k = 0; k < taps.size(); ++k) {
                const auto at = static_cast<std::ptrdiff_t>(i) - 20 - static_cast<std::ptrdiff_t>(k);
                if (at >= 0 && at < 5000) direct += taps[k] * in[static_cast<std::size_t>(at)];
            }
            QVERIFY(std::abs(out[i] - direct) < 1e-11);
        }
    }

    void decibelsStopAtTheFloor() {
        QCOMPARE(dbFromGain(0.0), -200.0);
        QCOMPARE(dbFromPower(1e-30), -200.0);
        QCOMPARE(dbFromGain(-10.0), 20.0);
        QCOMPARE(gainFromDb(-20.0), 0.1);
        QVERIFY(!levelDb(0.0));
    }
};

QTEST_APPLESS_MAIN(TestFft)
#include "tst_fft.moc"
