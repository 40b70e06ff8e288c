// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw/text.h"
#include "tests/app/draw/pictures.h"

#include <QTest>

using namespace detent::draw;
using namespace detent::draw::test;

class TestText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(installFonts()); }
    void theFontIsTheOneBuiltIn() { QCOMPARE(QFontInfo(font(13)).family(), QStringLiteral("Inter")); }
    void digitsStandStillWhenTheyChange();
    void theFullestTextThatFitsIsTaken();
    void whatFitsNowhereIsElided();
    void nothingIsDrawnOutsideItsRectangle();
};

void TestText::digitsStandStillWhenTheyChange() {
    const QFont f = font(24);
    QCOMPARE(tabularWidth("1:11.111", f), tabularWidth("0:48.888", f));
    QVERIFY(QFontMetricsF(f).horizontalAdvance("1:11.111") < QFontMetricsF(f).horizontalAdvance("0:48.888"));  // without it they would move
}

void TestText::theFullestTextThatFitsIsTaken() {
    const QStringList texts{"3.0 dB to 2.5 dB", "3.0 to 2.5 dB", "to 2.5 dB"};
    TextStyle style;
    for (const QString& text : texts) {
        const QRectF room(0, 0, textWidth(text, style) + 0.1, 20);
        QCOMPARE(fitted(room, texts, style).text, text);
        QCOMPARE(fitted(room, texts, style).pixels, style.pixels);
    }
}

void TestText::whatFitsNowhereIsElided() {
    const DrawnText drawn = fitted(QRectF(0, 0, 40, 20), {"Side-chain high-pass"}, TextStyle());
    QVERIFY(drawn.elided);
    QVERIFY(drawn.text.endsWith(QChar(0x2026)));
    QVERIFY(drawn.text.startsWith("S"));
    QVERIFY(drawn.box.width() <= 40);
}

void TestText::nothingIsDrawnOutsideItsRectangle() {
    const QRect room(30, 10, 60, 20);
    for (const Qt::Alignment align : {Qt::AlignLeft | Qt::AlignVCenter, Qt::AlignHCenter | Qt::AlignVCenter, Qt::AlignRight | Qt::AlignVCenter}) {
        for (const bool tabular : {false, true}) {
            TextStyle style;
            style.align = align, style.tabular = tabular, style.colour = Qt::black;
            const QImage empty = painted({160, 40}, Qt::white, [](QPainter&) {});
            const QImage image = painted({160, 40}, Qt::white, [&](QPainter& p) { drawFitted(p, room, "-12.5 dBu and more", style); });
            const QRect inked = differing(empty, image);
            QVERIFY(!inked.isEmpty());
            QVERIFY2(room.adjusted(-1, 0, 1, 0).contains(inked), "a pixel of antialiasing may lie beside it");
        }
    }
}

QTEST_MAIN(TestText)
#include "tst_text.moc"
