// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/align/compare.h"
#include "tests/dsp/align/recordings.h"

#include <QTest>

using namespace detent;
using namespace detent::dsp;

class TestMatchLevels : public QObject {
    Q_OBJECT
private slots:
    void theQuietestIsLeftAndTheOthersTurnedDown() {
        const auto a = test::pieceOfMusic(0, 40.0, 10.0);
        if (!a) QSKIP("lincity-ng-data is not installed");
        const auto louder = test::fftShifted(*a, 321.5, gainFromDb(3.2)),
                   quieter = test::fftShifted(*a, -40.25, -gainFromDb(-1.7));
        const auto matched = matchLevels({&*a, &louder, &quieter}, 44100.0);
        QVERIFY2(matched.ok(), matched.ok() ? "" : matched.problem().text().c_str());
        QCOMPARE(matched->size(), std::size_t{3});
        // The same music at other levels: the ends are faded, so no frame more or less changes the energy.
        QVERIFY(std::abs((*matched)[0].gainDb + 1.7) < 0.001);
        QVERIFY(std::abs((*matched)[1].gainDb + 4.9) < 0.001);
        QCOMPARE((*matched)[2].gainDb, 0.0);
        QVERIFY(std::abs((*matched)[1].delayFrames - 321.5) < 0.001);
        QVERIFY(std::abs((*matched)[2].delayFrames + 40.25) < 0.001);
        QVERIFY((*matched)[2].inverted && !(*matched)[1].inverted);
        QVERIFY(std::abs((*matched)[1].loudnessLufs.value() - (*matched)[0].loudnessLufs.value() - 3.2) < 0.01);
    }

    void onlyWhatAllHaveIsCounted() {
        const auto a = test::pieceOfMusic(0, 40.0, 12.0);
        if (!a) QSKIP("lincity-ng-data is not installed");
        // B lacks the first 4 s, and what A alone has is much louder there.
        AudioBuffer loud = *a, cut(2, a->frameCount() - 176400);
        for (int c = 0; c < 2; ++c) {
            for (std::size_t n = 0; n < 170000; ++n) loud.channel(c)[n] *= 4.0F;
            std::copy(a->channel(c).begin() + 176400, a->channel(c).end(), cut.channel(c).begin());
        }
        const auto matched = matchLevels({&loud, &cut}, 44100.0);
        QVERIFY2(matched.ok(), matched.ok() ? "" : matched.problem().text().c_str());
        QCOMPARE((*matched)[1].delayFrames, -176400.0);
        QVERIFY(std::abs((*matched)[0].gainDb) < 0.001);  // the K filter still rings a little of the loud part
        QVERIFY(std::abs((*matched)[1].gainDb) < 0.001);
    }

    void oneCandidateMatchesItself() {
        const auto sound = test::noise(2, 48000, 0.1, 3);
        const auto matched = matchLevels({&sound}, 48000.0);
        QVERIFY(matched.ok());
        QCOMPARE(matched->front().gainDb, 0.0);
    }

    void theCandidateAtFaultIsNamed() {
        const auto sound = test::noise(2, 48000, 0.1, 3), other = test::noise(2, 48000, 0.1, 4);
        const AudioBuffer silence(2, 48000);
        const auto unlike = matchLevels({&sound, &sound, &other}, 48000.0);
        QVERIFY(!unlike.ok());
        QCOMPARE(unlike.problem().fault, Fault::NotSo);
        QVERIFY(QString::fromStdString(unlike.problem().text()).contains("candidate 3"));
        QVERIFY(QString::fromStdString(matchLevels({&sound, &silence}, 48000.0).problem().text()).contains("candidate 2"));
        QCOMPARE(matchLevels({&silence}, 48000.0).problem().fault, Fault::NotSo);
        QCOMPARE(matchLevels({&sound, &sound}, 48000.0, {}, [](double) { return false; }).problem().fault, Fault::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestMatchLevels)
#include "tst_match_levels.moc"
