// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/meters.h"
#include "tests/app/draw/pictures.h"

#include <QTest>
#include <cmath>

using namespace detent::draw;
using namespace detent::draw::test;

class TestMeters : public QObject {
    Q_OBJECT

private slots:
    void theNeedleMovesLikeAMovingCoil();
    void barsReachTheirLevel();
    void clippingLightsALampAndNothingElse();
    void anUnknownReductionRestsDimmedAtZero();
};

void TestMeters::theNeedleMovesLikeAMovingCoil() {
    // A moving coil answers to voltage: -6.02 dB is half of the way from the end stop.
    const double zero = grNeedleAngle(0), stop = grNeedleAngle(40), half = grNeedleAngle(6.0206);
    QVERIFY(std::abs((half - stop) / (zero - stop) - 0.5) < 0.01);  // the stop stands for 1/100, not for nothing
    double last = zero + 1;
    for (double db = 0; db <= 40; db += 0.5) {
        QVERIFY(grNeedleAngle(db) < last);
        last = grNeedleAngle(db);
    }
    QCOMPARE(grNeedleAngle(60), stop);
    QCOMPARE(grNeedleAngle(-3), zero);
}

void TestMeters::barsReachTheirLevel() {
    const Palette& colours = palette(Theme::Dark);
    const int height = 315;
    for (const double db : {-40.0, -20.0, -6.0, -1.0}) {
        LevelMeterLook look;
        look.channels = {{db, db, -200, false}};
        const QImage image = painted({20, height}, colours.panel, [&](QPainter& p) { paintLevelMeter(p, QRectF(0, 0, 20, height), look, colours); });
        int top = 0;
        while (top < height && QColor(image.pixel(10, top)) != colours.good) ++top;
        const double bars = height - 15;  // the clip lamp and its gap stand above
        const double fraction = (height - top) / bars;
        QVERIFY2(std::abs(fraction - levelFraction(db, -60, 0)) < 1.5 / bars, qPrintable(QString::number(db)));
    }
    QCOMPARE(levelFraction(-60, -60, 0), 0.0);
    QCOMPARE(levelFraction(0, -60, 0), 1.0);
    QVERIFY(std::abs(levelFraction(-20, -60, 0) - 1.0 / 3) < 1e-12);
}

void TestMeters::clippingLightsALampAndNothingElse() {
    const Palette& colours = palette(Theme::Dark);
    LevelMeterLook look;
    look.channels = {{-20, -10, -8, false}, {-20, -10, -8, false}};
    const auto draw = [&] { return painted({40, 200}, colours.panel, [&](QPainter& p) { paintLevelMeter(p, QRectF(0, 0, 40, 200), look, colours); }); };
    const QImage calm = draw();
    look.channels[1].clipped = true;
    const QRect lamp = differing(calm, draw());
    QVERIFY(!lamp.isEmpty());
    QVERIFY(lamp.bottom() < 13 && lamp.left() >= 20);
}

void TestMeters::anUnknownReductionRestsDimmedAtZero() {
    const auto draw = [](std::optional<double> db) { return painted({140, 98}, Qt::black, [&](QPainter& p) { paintGrMeter(p, QRectF(0, 0, 140, 98), db); }); };
    const QColor needle(0xa8, 0x24, 0x1c);
    QVERIFY(spotOf(draw(0.0), needle, 8).count > 20);
    QCOMPARE(spotOf(draw(std::nullopt), needle, 8).count, 0);
    QVERIFY(spotOf(draw(0.0), needle, 8).centre.x() > spotOf(draw(10.0), needle, 8).centre.x() + 10);  // reduction goes to the left
}

QTEST_MAIN(TestMeters)
#include "tst_meters.moc"
