// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/meter/level.h"
#include "tests/dsp/sounds.h"

#include <QTest>

using namespace detent;

class TestLevel : public QObject {
    Q_OBJECT
private slots:
    void aSineHasItsPeakAndRms() {
        const auto audio = test::sine(1, 48000, 48000, 1000, 0.5);
        const auto level = dsp::measureLevel(audio.channel(0).data(), audio.frameCount());
        QCOMPARE(level.peak, 0.5);
        QVERIFY(std::abs(level.rms - 0.5 / std::sqrt(2.0)) < 1e-7);  // whole periods; float samples
        QVERIFY(std::abs(level.mean) < 1e-8);
    }

    void aConstantIsItsOwnMean() {
        dsp::AudioBuffer audio(2, 100);
        for (float& x : audio.channel(1)) x = -0.25F;
        const auto level = dsp::measureLevel(audio);
        QCOMPARE(level.mean, -0.25);
        QCOMPARE(level.peak, 0.25);
        QCOMPARE(level.rms, std::sqrt(0.0625 / 2.0));
    }

    void nothingIsSilent() {
        QCOMPARE(dsp::measureLevel(nullptr, 0).rms, 0.0);
        QCOMPARE(dsp::measureLevel(dsp::AudioBuffer()).peak, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestLevel)
#include "tst_level.moc"
