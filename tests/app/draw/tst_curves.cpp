// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/graph.h"
#include "app/draw/text.h"
#include "app/draw/waveform.h"
#include "tests/app/draw/pictures.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace detent::draw;
using namespace detent::draw::test;

class TestCurves : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(installFonts()); }
    void frequenciesAreSpacedByRatio();
    void theLinePassesThroughItsPoints();
    void aGapStaysAGap();
    void wavesStandWhereTheirSamplesAre();
    void thePlayheadRunsThroughAllLanes();
};

namespace {

const Palette& dark() { return palette(Theme::Dark); }
const QRectF kRect(0, 0, 400, 200);

QImage graphOf(std::vector<double> x, std::vector<double> y) {
    GraphLook look;
    GraphLine& line = look.lines.emplace_back();
    line.x = std::move(x), line.y = std::move(y);
    return painted(kRect.size().toSize(), dark().panel, [&](QPainter& p) { paintGraph(p, kRect, look, dark()); });
}

}  // namespace

void TestCurves::frequenciesAreSpacedByRatio() {
    const GraphLook look;
    const double a = graphPoint(kRect, look, 100, 0).x(), b = graphPoint(kRect, look, 1000, 0).x(), c = graphPoint(kRect, look, 10000, 0).x();
    QVERIFY(std::abs((b - a) - (c - b)) < 1e-9);
    QCOMPARE(graphPoint(kRect, look, 20, -1), graphArea(kRect, look).bottomLeft());
    QCOMPARE(graphPoint(kRect, look, 20000, 1), graphArea(kRect, look).topRight());
}

void TestCurves::theLinePassesThroughItsPoints() {
    const QImage image = graphOf({20, 1000, 20000}, {-0.5, 0.5, -0.5});
    const GraphLook look;
    for (const auto& [hz, db] : {std::pair(1000.0, 0.5), std::pair(141.42, 0.0), std::pair(4472.1, 0.0)})
        QVERIFY(shows(image, graphPoint(kRect, look, hz, db), dark().good));
}

void TestCurves::aGapStaysAGap() {
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    const QImage image = graphOf({20, 200, 900, 1000, 1100, 5000, 20000}, {0.5, 0.5, nothing, nothing, nothing, 0.5, 0.5});
    const GraphLook look;
    QVERIFY(shows(image, graphPoint(kRect, look, 60, 0.5), dark().good));
    QVERIFY(!shows(image, graphPoint(kRect, look, 1000, 0.5), dark().good));
}

void TestCurves::wavesStandWhereTheirSamplesAre() {
    WaveformLook look;
    look.lanes.resize(2);
    look.lanes[0].columns.assign(200, {0, 0});
    look.lanes[1].columns.assign(200, {0, 0});
    look.lanes[1].chosen = true;
    for (int i = 100; i < 200; ++i) look.lanes[1].columns[std::size_t(i)] = {-0.5F, 0.5F};  // loud in the second half
    const QImage image = painted({200, 100}, Qt::black, [&](QPainter& p) { paintWaveform(p, QRectF(0, 0, 200, 100), look, dark()); });
    QCOMPARE(QColor(image.pixel(150, 65)), dark().wave);   // half of a lane 50 high, 25 each side of 75
    QCOMPARE(QColor(image.pixel(50, 65)), dark().well);    // quiet there
    QCOMPARE(QColor(image.pixel(150, 55)), dark().well);   // above the peak
    QCOMPARE(QColor(image.pixel(150, 40)), dark().well);   // the other lane is silent
}

void TestCurves::thePlayheadRunsThroughAllLanes() {
    WaveformLook look;
    look.lanes.resize(3);
    look.playhead = 0.25;
    look.loop = {0.5, 0.75};
    const QImage image = painted({200, 90}, Qt::black, [&](QPainter& p) { paintWaveform(p, QRectF(0, 0, 200, 90), look, dark()); });
    for (const int y : {10, 45, 80}) {
        QCOMPARE(QColor(image.pixel(50, y)), dark().text);
        QVERIFY(shows(image, QPointF(100, y), dark().accent));
        QVERIFY(QColor(image.pixel(120, y)) != dark().well);  // inside the loop
        QCOMPARE(QColor(image.pixel(170, y)), dark().well);
    }
}

QTEST_MAIN(TestCurves)
#include "tst_curves.moc"
