// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/file/wave_peaks.h"
#include "tests/dsp/sounds.h"

#include <QTemporaryDir>
#include <QTest>

using namespace detent;
using namespace detent::dsp;

class TestWavePeaks : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    std::filesystem::path path(const char* name) const { return std::filesystem::path(m_dir.path().toStdString()) / name; }
private slots:
    void everyFrameLandsInItsColumn_data() {
        QTest::addColumn<int>("frames");
        QTest::addColumn<int>("columns");
        QTest::newRow("dividing") << 200000 << 100;
        QTest::newRow("not dividing") << 200003 << 777;
        QTest::newRow("fewer frames than columns") << 10 << 100;
        QTest::newRow("one column") << 70000 << 1;
        QTest::newRow("no frames") << 0 << 50;
    }
    void everyFrameLandsInItsColumn() {
        QFETCH(int, frames);
        QFETCH(int, columns);
        auto audio = test::noise(2, static_cast<std::size_t>(frames), 0.8, 2);
        QVERIFY(test::save(path("a.wav"), audio, 48000).ok());
        const auto peaks = readWavePeaks(path("a.wav"), columns);
        QVERIFY(peaks.ok());
        const int count = std::min(frames, columns);
        for (int c = 0; c < 2; ++c) {
            const auto& drawn = peaks->channels[static_cast<std::size_t>(c)];
            QCOMPARE(static_cast<int>(drawn.size()), count);
            for (int k = 0; k < count; ++k) {
                const auto& samples = audio.channel(c);
                const auto from = samples.begin() + static_cast<std::ptrdiff_t>(std::int64_t{k} * frames / count);
                const auto to = samples.begin() + static_cast<std::ptrdiff_t>(std::int64_t{k + 1} * frames / count);
                const auto [least, most] = std::minmax_element(from, to);
                double sum = 0.0;
                for (auto s = from; s != to; ++s) sum += static_cast<double>(*s) * static_cast<double>(*s);
                const auto& column = drawn[static_cast<std::size_t>(k)];
                QCOMPARE(column.min, *least);
                QCOMPARE(column.max, *most);
                QCOMPARE(column.rms, static_cast<float>(std::sqrt(sum / static_cast<double>(to - from))));
            }
        }
    }

    void progressEndsAtOneAndCanStopIt() {
        auto audio = test::noise(1, 300000, 0.5, 2);
        QVERIFY(test::save(path("b.wav"), audio, 48000).ok());
        double last = 0.0;
        QVERIFY(readWavePeaks(path("b.wav"), 10, [&last](double f) { return last = f, true; }).ok());
        QCOMPARE(last, 1.0);
        QCOMPARE(readWavePeaks(path("b.wav"), 10, [](double) { return false; }).problem().fault, Fault::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestWavePeaks)
#include "tst_wave_peaks.moc"
