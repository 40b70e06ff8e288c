// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// WCAG 2.1 (1.4.3): text needs 4.5:1 on whatever it stands on, in both themes.
#include "app/draw/tokens.h"

#include <QTest>

using namespace detent::draw;

class TestTokens : public QObject {
    Q_OBJECT

private slots:
    void textIsLegibleOnEveryBackground_data();
    void textIsLegibleOnEveryBackground();
    void contrastIsThatOfTheStandard();
    void signalsFollowThePlateTheyStandOn();
    void inkIsMovedOnlyAsFarAsItMust();
};

void TestTokens::textIsLegibleOnEveryBackground_data() {
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        const Palette& p = palette(theme);
        const std::pair<const char*, QColor> inks[] = {{"text", p.text}, {"dim", p.dim}, {"accent", p.accent}, {"good", p.good}, {"hand", p.hand}, {"bad", p.bad}};
        const std::pair<const char*, QColor> grounds[] = {{"background", p.background}, {"panel", p.panel}, {"raised", p.raised}, {"well", p.well}};
        const char* name = theme == Theme::Dark ? "dark" : "light";
        for (const auto& [inkName, ink] : inks)
            for (const auto& [groundName, ground] : grounds) QTest::addRow("%s: %s on %s", name, inkName, groundName) << ink << ground;
        QTest::addRow("%s: onAccent on accent", name) << p.onAccent << p.accent;
        QTest::addRow("%s: onHand on hand", name) << p.onHand << p.hand;
    }
}

void TestTokens::textIsLegibleOnEveryBackground() {
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(QString::number(contrast(ink, ground))));
}

void TestTokens::contrastIsThatOfTheStandard() {
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    // The well-known border case: #767676 is the lightest grey that passes on white (4.54:1).
    QVERIFY(std::abs(contrast(QColor("#767676"), Qt::white) - 4.54) < 0.01);
}

void TestTokens::signalsFollowThePlateTheyStandOn() {
    for (const QColor& plate : {QColor("#304e6a"), QColor("#d9cfb4"), QColor("#3a3c40"), QColor("#ffffff"), QColor("#000000")}) {
        QVERIFY(contrast(signalOn(plate, &Palette::hand), plate) >= 3.0);  // WCAG 1.4.11: 3:1 for graphics
        QVERIFY(contrast(signalOn(plate, &Palette::bad), plate) >= 3.0);
    }
}

void TestTokens::inkIsMovedOnlyAsFarAsItMust() {
    const QColor good("#111111"), cream("#e0d6bc"), dark("#d0c6ac");
    QCOMPARE(legible(good, cream, dark), good);
    const QColor pale("#b0a890");
    const QColor moved = legible(pale, cream, dark);
    QVERIFY(contrast(moved, cream) >= 4.5 && contrast(moved, dark) >= 4.5);
    QVERIFY(luminance(moved) > luminance(Qt::black));
}

QTEST_MAIN(TestTokens)
#include "tst_tokens.moc"
