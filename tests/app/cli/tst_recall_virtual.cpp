// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The main job on the embedded virtual rack, whole and with a fault in each place.
#include "tests/app/cli/detent_program.h"
#include "tests/app/cli/main_job.h"

#include <QTest>

using namespace detent::test;

class TestRecallVirtual : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyControlComesBackAndUndoTakesItBackAgain();
    void aFaultIsToldHonestly_data() { faultRows({kWhileRead, kWhileMoved}); }
    void aFaultIsToldHonestly();
    void thePlanMovesNothing();
    void withoutATerminalHandsAreSkippedAndSaid();
    void aPersonAtTheTerminalIsAsked();
    void controlCAtAQuestionStopsWithFour();
    void onlyTheNamedUnitMoves();
    void aKnobTurnedAtThePanelBetweenCommandsIsSeen();
    void aRetiredUnitIsMissingAndTheRestIsRecalled();
    void whatIsNotKnownIsToldByUndo();
    void unknownSnapshotsAndUnitsAreTold();

private:
    DetentProgram m_plain,
        m_scrambled;  ///< as made, and after the snapshot m_id with every control turned; tests take copies
    QString m_id;
};

void TestRecallVirtual::initTestCase() {
    m_plain.makeStudio();
    m_scrambled.makeStudio();
    m_id = takeAndScramble(m_scrambled);
}

void TestRecallVirtual::everyControlComesBackAndUndoTakesItBackAgain() {
    const DetentProgram detent(m_plain);
    everythingComesBack(detent);
}

void TestRecallVirtual::aFaultIsToldHonestly() {
    QFETCH(QString, unit);
    QFETCH(QString, kind);
    const DetentProgram detent(m_scrambled);
    const Finished recall = detent.json({"recall", m_id, "--by-hand=confirm", "--fault", unit + "=" + kind});
    isHonest(recall, unit, kind);
    // the fault over, the same recall brings everything back
    const Finished again = detent.json({"recall", m_id, "--by-hand=confirm"});
    QVERIFY2(again.status == 0, again.told());
    QCOMPARE(valuesNow(detent), valuesOf(detent.json({"snapshot", "show", m_id}).object()));
}

void TestRecallVirtual::thePlanMovesNothing() {
    const DetentProgram detent(m_scrambled);
    const auto before = valuesNow(detent);
    const Finished plan = detent.json({"recall", m_id, "--plan"});
    QVERIFY2(plan.status == 0, plan.told());
    QStringList phases;
    int steps = 0;
    for (const auto& one : plan.object()["phases"].toArray()) {
        phases << one.toObject()["phase"].toString();
        steps += static_cast<int>(one.toObject()["steps"].toArray().size());
    }
    QVERIFY2(steps >= 20, plan.told());
    QVERIFY2(phases.size() >= 2, plan.told());
    QCOMPARE(valuesNow(detent), before);
}

void TestRecallVirtual::withoutATerminalHandsAreSkippedAndSaid() {
    const DetentProgram detent(m_scrambled);
    const Finished recall = detent.json({"recall", m_id});
    QCOMPARE(recall.status, 1);
    const auto outcomes = outcomesOf(recall.object());
    for (auto at = outcomes.begin(); at != outcomes.end(); ++at)
        QCOMPARE(at.value(), QString(at.key().startsWith("BOX.") ? "Skipped" : "Verified"));
    QVERIFY2(recall.err.contains("BOX") && recall.err.contains("no terminal"), recall.told());
}

void TestRecallVirtual::aPersonAtTheTerminalIsAsked() {
    const DetentProgram detent(m_scrambled);
    // enter: done; s: skip; then done for the rest
    const Finished recall = detent.atTerminal({"recall", m_id}, "done?", "\ns\n\n\n\n\n");
    QCOMPARE(recall.status, 1);
    QVERIFY2(recall.out.count("[enter = done, s = skip, q = stop]") == 6, recall.told());
    QVERIFY2(recall.out.count("ConfirmedByHand") == 5, recall.told());
    QVERIFY2(recall.out.contains("21 of 22 controls as wanted"), recall.told());
}

void TestRecallVirtual::controlCAtAQuestionStopsWithFour() {
    const DetentProgram detent(m_scrambled);
    for (const QByteArray& typed : {QByteArray("\x03"), QByteArray("q\n"), QByteArray("\x04")}) {  // Ctrl-C, q, end of input
        const Finished recall = detent.atTerminal({"recall", m_id}, "done?", typed);
        QVERIFY2(recall.status == 4, recall.told());
        QVERIFY2(!recall.out.contains("ConfirmedByHand"), recall.told());  // nobody confirmed anything
        QVERIFY2(recall.out.contains("detent recall undo"), recall.told());
    }
}

void TestRecallVirtual::onlyTheNamedUnitMoves() {
    const DetentProgram detent(m_scrambled);
    const auto before = valuesNow(detent);
    const Finished recall = detent.json({"recall", m_id, "--unit", "EQ"});
    QVERIFY2(recall.status == 0, recall.told());
    const auto after = valuesNow(detent), wanted = valuesOf(detent.json({"snapshot", "show", m_id}).object());
    for (auto at = after.begin(); at != after.end(); ++at)
        QCOMPARE(at.value(), at.key().startsWith("EQ.") ? wanted[at.key()] : before[at.key()]);
}

void TestRecallVirtual::aKnobTurnedAtThePanelBetweenCommandsIsSeen() {
    const DetentProgram detent(m_scrambled);
    QCOMPARE(detent.json({"recall", m_id, "--by-hand=confirm"}).status, 0);
    QCOMPARE(detent.run({"rack", "set", "COMP", "makeup=3"}).status, 0);
    const Finished again = detent.json({"recall", m_id, "--by-hand=confirm"});
    QCOMPARE(again.status, 0);
    QStringList moved;
    for (const auto& phase : again.object()["phases"].toArray()) {
        for (const auto& step : phase.toObject()["steps"].toArray()) moved << step.toObject()["control"].toString();
    }
    QCOMPARE(moved, QStringList{"makeup"});  // all else is confirmed and equal
}

void TestRecallVirtual::aRetiredUnitIsMissingAndTheRestIsRecalled() {
    const DetentProgram detent(m_scrambled);
    QCOMPARE(detent.run({"rack", "retire", "COMP"}).status, 0);
    const Finished recall = detent.json({"recall", m_id, "--by-hand=confirm"});
    QCOMPARE(recall.status, 1);
    const auto outcomes = outcomesOf(recall.object());
    QCOMPARE(outcomes["COMP.ratio"], "Missing");
    QCOMPARE(outcomes["EQ.high.gain"], "Verified");
    QCOMPARE(outcomes["BOX.drive"], "ConfirmedByHand");
}

void TestRecallVirtual::whatIsNotKnownIsToldByUndo() {
    const DetentProgram detent(m_plain);
    QCOMPARE(detent.run({"recall", "undo"}).status, 1);  // nothing was recalled yet
    QStringList answers;
    for (const QString& word : plainBox())
        answers << "--manual"
                << "BOX." + word;
    const QString id = detent.json(QStringList{"snapshot", "take", "Title"} + answers).object()["id"].toString();
    QCOMPARE(detent.run({"rack", "repaired", "BOX", "new tube"}).status, 0);
    QCOMPARE(detent.json({"recall", id, "--by-hand=confirm"}).status, 0);
    QCOMPARE(detent.json({"recall", "undo", "--by-hand=confirm"}).status, 0);
}

void TestRecallVirtual::unknownSnapshotsAndUnitsAreTold() {
    const DetentProgram detent(m_plain);
    const Finished nothing = detent.run({"recall", "01234567"});
    QVERIFY2(nothing.isOneLine({"01234567"}), nothing.told());
    QCOMPARE(nothing.status, 2);
    QCOMPARE(detent.run({"snapshot", "take", "Title", "--name", "a"}).status, 0);
    const Finished nobody = detent.run({"recall", "Title/a", "--unit", "LA-2A"});
    QVERIFY2(nobody.isOneLine({"LA-2A"}), nobody.told());
    QCOMPARE(nobody.status, 2);
}

QTEST_GUILESS_MAIN(TestRecallVirtual)
#include "tst_recall_virtual.moc"
