// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/text_fold.h"
#include "tests/support/test_library.h"

#include <QTest>

using namespace detent::recall;
using namespace detent::test;

class TestTextFold : public QObject {
    Q_OBJECT

private slots:
    void whatAPersonTypesFindsWhatIsWritten_data();
    void whatAPersonTypesFindsWhatIsWritten();
    void otherLettersStayApart();
    void foldingTwiceChangesNothing();
    void wordsAreCutAtAnySpace();
};

void TestTextFold::whatAPersonTypesFindsWhatIsWritten_data() {
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("typed");
    QTest::newRow("case") << "LOUD"
                          << "loud";
    QTest::newRow("accents") << "Beyoncé"
                             << "beyonce";
    QTest::newRow("accents that stand alone") << QString::fromUtf8("Beyonce\u0301") << "beyoncé";
    QTest::newRow("sharp s") << "Straße"
                             << "STRASSE";
    QTest::newRow("strokes") << "Røyksopp Łódź Æon"
                             << "royksopp lodz aeon";
    QTest::newRow("Turkish") << "İstanbul ışık"
                             << "istanbul isik";
    QTest::newRow("Greek final sigma") << "ΜΟΥΣΙΚΟΣ"
                                       << "μουσικός";
    QTest::newRow("Cyrillic") << "ЙОД"
                              << "йод";
    QTest::newRow("full width") << "ＡＢＣ１"
                                << "abc1";
    QTest::newRow("ligature") << "ﬁnal"
                              << "final";
    QTest::newRow("spaces") << " A\u00a0\tB "
                            << "a b";
}

void TestTextFold::whatAPersonTypesFindsWhatIsWritten() {
    QFETCH(QString, written);
    QFETCH(QString, typed);
    QCOMPARE(folded(written.toStdString()), folded(typed.toStdString()));
}

void TestTextFold::otherLettersStayApart() {
    QVERIFY(folded("мор") != folded("mop"));
    QVERIFY(folded("東京") != folded("東亰"));
    QVERIFY(folded("A-B") != folded("AB"));
}

void TestTextFold::foldingTwiceChangesNothing() {
    for (const char* text : {"Straße", "İstanbul", "Łódź", "ΜΟΥΣΙΚΟΣ", "ŉ ǰ ΐ"})
        QCOMPARE(folded(folded(text)), folded(text));
}

void TestTextFold::wordsAreCutAtAnySpace() {
    QCOMPARE(foldedWords("  Ein\tSchönes\nLied "), (Texts{"ein", "schones", "lied"}));
    QCOMPARE(foldedWords(" "), Texts{});
}

QTEST_GUILESS_MAIN(TestTextFold)
#include "tst_text_fold.moc"
