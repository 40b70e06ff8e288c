// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/verify.h"
#include "tests/recall/run/gear.h"

#include <QTest>

using namespace detent::recall;
using namespace detent;

namespace {

std::vector<ControlOutcome> outcomes(const std::vector<Outcome>& some) {
    std::vector<ControlOutcome> all;
    for (const Outcome outcome : some) {
        all.emplace_back();
        all.back().outcome = outcome;
    }
    return all;
}

}  // namespace

class TestVerify : public QObject {
    Q_OBJECT
private slots:
    void numbersWithinTheToleranceAgree();
    void wordsOnlyAgreeWithThemselves();
    void onlyWhatWasReadIsConfirmed();
    void aRecallIsDoneWhereNothingIsDoubtful();
    void badges_data();
    void badges();
    void anOutcomeNamesUnitControlAndBothValues();
};

void TestVerify::numbersWithinTheToleranceAgree() {
    auto control = gear::control("low", "Low", gear::steps(20, 1, "dB"));
    QVERIFY(agrees(control, 10, 10));
    QVERIFY(!agrees(control, 10, 11));
    control.toleranceCodes = 1;
    QVERIFY(agrees(control, 10, 11));
    QVERIFY(agrees(control, 10, 9));
    QVERIFY(!agrees(control, 10, 12));
}

void TestVerify::wordsOnlyAgreeWithThemselves() {
    auto control = gear::control("in", "In", gear::words({"out", "in"}));
    control.toleranceCodes = 1;
    QVERIFY(agrees(control, 1, 1));
    QVERIFY(!agrees(control, 0, 1));
}

void TestVerify::onlyWhatWasReadIsConfirmed() {
    for (const Outcome outcome :
         {Outcome::Pending, Outcome::SentOnly, Outcome::ConfirmedByHand, Outcome::ConfirmedBySound, Outcome::Refused,
          Outcome::TimedOut, Outcome::Uncertain, Outcome::Missing, Outcome::Locked, Outcome::Skipped}) {
        QVERIFY2(qualityAfter(outcome) != Quality::Confirmed, name(outcome));
    }
    QCOMPARE(qualityAfter(Outcome::Verified), Quality::Confirmed);
    QCOMPARE(qualityAfter(Outcome::Uncertain), Quality::Unknown);
}

void TestVerify::aRecallIsDoneWhereNothingIsDoubtful() {
    QVERIFY(
        allAsWanted(outcomes({Outcome::Verified, Outcome::SentOnly, Outcome::ConfirmedByHand, Outcome::ConfirmedBySound})));
    for (const Outcome outcome : {Outcome::Pending, Outcome::Mismatch, Outcome::Refused, Outcome::TimedOut,
                                  Outcome::Uncertain, Outcome::Missing, Outcome::Locked, Outcome::Skipped}) {
        QVERIFY2(!allAsWanted(outcomes({Outcome::Verified, outcome})), name(outcome));
    }
}

void TestVerify::badges_data() {
    QTest::addColumn<std::vector<Outcome>>("some");
    QTest::addColumn<QString>("badge");
    using enum Outcome;
    QTest::newRow("all read back") << std::vector{Verified, Verified} << "Verified, 2 of 2";
    QTest::newRow("cannot be read") << std::vector{SentOnly, SentOnly} << "Sent, cannot be read";
    QTest::newRow("one differs") << std::vector{Verified, Mismatch} << "1 differs";
    QTest::newRow("a refusal differs too") << std::vector{Refused, Mismatch, Verified} << "2 differ";
    QTest::newRow("silence") << std::vector{Verified, TimedOut, Uncertain} << "2 uncertain";
    QTest::newRow("gone") << std::vector{Missing, Missing} << "Missing";
    QTest::newRow("by hand") << std::vector{ConfirmedByHand, ConfirmedBySound} << "By hand, 2 of 2";
    QTest::newRow("one to go") << std::vector{ConfirmedByHand, Pending} << "By hand, 1 to go";
    QTest::newRow("a mismatch outweighs what is to go") << std::vector{Mismatch, Pending} << "1 differs";
    QTest::newRow("mixed") << std::vector{Verified, SentOnly, ConfirmedByHand} << "Verified 1, sent 1, by hand 1";
}

void TestVerify::badges() {
    QFETCH(std::vector<Outcome>, some);
    QFETCH(QString, badge);
    QCOMPARE(QString::fromStdString(badgeText(outcomes(some))), badge);
}

void TestVerify::anOutcomeNamesUnitControlAndBothValues() {
    ControlOutcome outcome;
    outcome.unitName = "EQ-3";
    outcome.control = "high.gain";
    outcome.wantedText = "-2.0 dB";
    outcome.readText = "+1.0 dB";
    outcome.outcome = Outcome::Mismatch;
    const std::string text = outcomeText(outcome);
    for (const char* part : {"EQ-3", "high.gain", "-2.0 dB", "+1.0 dB"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
}

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
