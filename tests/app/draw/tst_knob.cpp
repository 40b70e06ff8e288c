// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/knob.h"
#include "app/draw/tokens.h"
#include "tests/app/draw/pictures.h"

#include <QTest>
#include <cmath>

using namespace detent;
using namespace detent::draw;
using namespace detent::draw::test;

namespace {

constexpr int kSide = 140;

QImage knob(const KnobLook& look) {
    return painted({kSide, kSide}, look.plate, [&](QPainter& p) { paintKnob(p, QRectF(0, 0, kSide, kSide), look); });
}

/// Degrees clockwise from 12 o'clock, seen from the middle.
double directionOf(const QPointF& point) {
    const QPointF from = point - QPointF(kSide, kSide) / 2;
    return std::atan2(from.x(), -from.y()) * 180 / M_PI;
}

profiles::Scale stepped(int positions) {
    profiles::Scale::Spec spec;
    spec.law = profiles::Scale::Law::Stepped;
    for (int i = 0; i < positions; ++i) spec.positions.push_back({i, double(i), {}});
    return profiles::Scale(spec);
}

profiles::Scale continuous() {
    profiles::Scale::Spec spec;
    spec.maxCode = 1000, spec.maxValue = 10;
    return profiles::Scale(spec);
}

}  // namespace

class TestKnob : public QObject {
    Q_OBJECT

private slots:
    void thePointerPointsWhereTheKnobStands_data();
    void thePointerPointsWhereTheKnobStands();
    void theGhostShowsWhereItMustGo();
    void aGuessIsDimmerThanAReading();
    void aMismatchHasARedRing();
    void everyDetentHasATickAndAFreeKnobEleven();
};

void TestKnob::thePointerPointsWhereTheKnobStands_data() {
    QTest::addColumn<double>("angle");
    for (const double angle : {-150.0, -90.0, -37.5, 0.0, 45.0, 120.0, 150.0}) QTest::addRow("%g degrees", angle) << angle;
}

void TestKnob::thePointerPointsWhereTheKnobStands() {
    QFETCH(double, angle);
    KnobLook look;
    const QImage without = knob(look);
    look.angle = angle;
    const QImage with = knob(look);
    const QRect pointer = differing(without, with);
    // The middle of the pointer's bounding box lies on its line; half a pixel at 25 pixels' distance is about a degree.
    const double seen = directionOf(QRectF(pointer).center());
    QVERIFY2(std::abs(seen - angle) < 3, qPrintable(QString::number(seen)));
}

void TestKnob::theGhostShowsWhereItMustGo() {
    KnobLook look;
    look.angle = -60;
    look.wantedAngle = 60;
    const KnobGeometry g = KnobGeometry::in(QRectF(0, 0, kSide, kSide));
    const QImage image = knob(look);
    const QColor hand = signalOn(look.plate, &Palette::hand);
    QCOMPARE(QColor(image.pixel(g.at(60, g.arc).toPoint())), hand);
    QCOMPARE(QColor(image.pixel(g.at(0, g.arc).toPoint())), hand);  // the arc between
    look.wantedAngle.reset();
    QCOMPARE(spotOf(knob(look), hand, 4).count, 0);
}

void TestKnob::aGuessIsDimmerThanAReading() {
    KnobLook look;
    look.angle = 0;
    const KnobGeometry g = KnobGeometry::in(QRectF(0, 0, kSide, kSide));
    const auto brightness = [&] { return luminance(QColor(knob(look).pixel(g.at(0, g.radius * 0.6).toPoint()))); };
    look.knowledge = Knowledge::Known;
    const double known = brightness();
    look.knowledge = Knowledge::Assumed;
    QVERIFY(brightness() < known / 2);
}

void TestKnob::aMismatchHasARedRing() {
    KnobLook look;
    look.angle = 0;
    const QColor bad = signalOn(look.plate, &Palette::bad);
    QCOMPARE(spotOf(knob(look), bad, 4).count, 0);
    look.mismatch = true;
    const Spot ring = spotOf(knob(look), bad, 4);
    QVERIFY(ring.count > 100);
    QVERIFY(std::hypot(ring.centre.x() - kSide / 2.0, ring.centre.y() - kSide / 2.0) < 1.5);  // all round
}

void TestKnob::everyDetentHasATickAndAFreeKnobEleven() {
    QCOMPARE(tickAngles(stepped(7), 40).size(), std::size_t(7));
    QCOMPARE(tickAngles(stepped(33), 40).size(), std::size_t(33));
    QCOMPARE(tickAngles(continuous(), 40).size(), std::size_t(11));
    const auto thinned = tickAngles(stepped(49), 12);  // 63 pixels of arc: not all 49 have room
    QVERIFY(thinned.size() < 49 && thinned.size() > 5);
    QCOMPARE(thinned.front(), -150.0);
    QCOMPARE(thinned.back(), 150.0);
}

QTEST_MAIN(TestKnob)
#include "tst_knob.moc"
