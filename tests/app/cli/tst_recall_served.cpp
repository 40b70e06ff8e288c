// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Recalls with the gear in another process, on a pseudo-terminal and JACK MIDI. Its sound: tst_served_audio.cpp.
#include "tests/app/cli/served_rack.h"

#include <QTest>

using namespace detent::test;

class TestRecallServed : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyControlComesBackAndUndoTakesItBackAgain();
    void aFaultIsToldHonestly_data() { faultRows({kWhileMoved}); }
    void aFaultIsToldHonestly();
    void aServedUnitThatDiesIsToldByName();

private:
    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<ServedRack> m_scrambled;  ///< after the snapshot m_id with every control turned; tests take copies
    QString m_id;
};

void TestRecallServed::initTestCase() {
    if (!JackServer::isInstalled()) QSKIP("jackd is not installed");
    m_jack = startPatientJack();
    m_scrambled = std::make_unique<ServedRack>();
    QVERIFY(m_scrambled->serve());
    m_id = takeAndScramble(m_scrambled->detent);
    QVERIFY(m_scrambled->stop());
}

void TestRecallServed::everyControlComesBackAndUndoTakesItBackAgain() {
    ServedRack rack;
    QVERIFY(rack.serve());
    for (const auto& unit : rack.detent.json({"rack", "list"}).array())
        QVERIFY(unit.toObject()["state"].toString() != "absent");
    everythingComesBack(rack.detent);
    // the settings of served units are records: the next server stands as the last was left
    const auto before = valuesNow(rack.detent);
    QVERIFY(rack.stop());
    QVERIFY(rack.serve());
    QCOMPARE(valuesNow(rack.detent), before);
    QVERIFY(rack.stop());
    QCOMPARE(rack.serving->readAllStandardError(), QByteArray());
}

void TestRecallServed::aFaultIsToldHonestly() {
    QFETCH(QString, unit);
    QFETCH(QString, kind);
    ServedRack rack(*m_scrambled);
    QVERIFY(rack.serve({"--fault", unit + "=" + kind}));
    const Finished recall = rack.detent.json({"recall", m_id, "--by-hand=confirm"});
    isHonest(recall, unit, kind);
    QVERIFY(rack.stop());
    QVERIFY(rack.serve());  // plugged in again
    const Finished again = rack.detent.json({"recall", m_id, "--by-hand=confirm"});
    QVERIFY2(again.status == 0, again.told());
    QCOMPARE(valuesNow(rack.detent), valuesOf(rack.detent.json({"snapshot", "show", m_id}).object()));
    QVERIFY(rack.stop());
}

void TestRecallServed::aServedUnitThatDiesIsToldByName() {
    ServedRack rack(*m_scrambled);
    QVERIFY(rack.serve());
    rack.serving->kill();
    rack.serving->waitForFinished();
    m_jack = startPatientJack();  // one whose client was killed may answer nobody any more
    const Finished recall = rack.detent.json({"recall", m_id, "--by-hand=confirm"});
    QCOMPARE(recall.status, 1);
    const auto outcomes = outcomesOf(recall.object());
    QCOMPARE(outcomes.size(), 22);
    for (auto at = outcomes.begin(); at != outcomes.end(); ++at) {
        QVERIFY2(at.key().startsWith("BOX.") ? at.value() == "ConfirmedByHand" : at.value() == "Missing",
                 qPrintable(at.key() + " " + at.value()));
    }
    QVERIFY2(recall.err.contains("EQ") && recall.err.contains("COMP"), recall.told());
}

QTEST_GUILESS_MAIN(TestRecallServed)
#include "tst_recall_served.moc"
