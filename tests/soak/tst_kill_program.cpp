// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL of the real program at random moments of snapshot, recall and print.
#include "tests/app/cli/detent_program.h"
#include "tests/app/cli/main_job.h"
#include "tests/support/kill_campaign.h"

#include <QFileInfo>
#include <QTest>

using namespace detent::test;

class TestKillProgram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aKilledSnapshotIsThereWholeOrNotAtAll();
    void aKilledRecallCanBeUndoneAndRepeated();
    void aKilledPrintLeavesNoHalfFile();

private:
    Victim victim(const QStringList& arguments) const {
        return {DetentProgram::program(), arguments, m_detent.environment()};
    }
    std::chrono::microseconds whole(const QStringList& arguments);
    void nothingIsLost();

    DetentProgram m_detent;
    QString m_base;
    QMap<QString, QString> m_plain, m_scrambled;
    int m_kept = 0;  ///< snapshots that were acknowledged
};

void TestKillProgram::initTestCase() {
    m_detent.makeStudio();
    QCOMPARE(m_detent.run({"insert", "measure", "rack"}).status, 0);
    m_base = takeAndScramble(m_detent);
    m_plain = valuesOf(m_detent.json({"snapshot", "show", m_base}).object());
    m_scrambled = valuesNow(m_detent);
    m_kept = 1;
}

/// How long it takes when nobody kills it, and a little more: some are left to end.
std::chrono::microseconds TestKillProgram::whole(const QStringList& arguments) {
    const VictimRun run = runWhole(victim(arguments));
    if (run.exitCode != 0) qFatal("%s", qPrintable(run.errors));
    return run.lasted * 11 / 10;
}

void TestKillProgram::nothingIsLost() {
    const Finished check = m_detent.json({"library", "check"});
    QVERIFY2(check.status == 0, check.told());
    QVERIFY(m_detent.json({"snapshot", "list", "Title"}).array().size() >= m_kept);
    QCOMPARE(valuesOf(m_detent.json({"snapshot", "show", m_base}).object()), m_plain);
}

void TestKillProgram::aKilledSnapshotIsThereWholeOrNotAtAll() {
    const QStringList take = {"--json", "snapshot", "take", "Title", "--name", "taken"};
    KillCampaign campaign(67, 1, whole(take));
    ++m_kept;
    for (int i = 0; i < campaign.count(); ++i) {
        const VictimRun run = campaign.kill(victim(take));
        if (!run.wasKilled && run.exitCode == 0) ++m_kept;
        nothingIsLost();
        for (const auto& one : m_detent.json({"snapshot", "list", "Title"}).array())
            QCOMPARE(one.toObject()["controls"].toInt(), 22);
        if (QTest::currentTestFailed()) return;
    }
}

void TestKillProgram::aKilledRecallCanBeUndoneAndRepeated() {
    const QStringList recall = {"--json", "recall", m_base, "--by-hand=confirm"},
                      undo = {"--json", "recall", "undo", "--by-hand=confirm"};
    const auto longest = whole(recall);
    QCOMPARE(m_detent.run(undo).status, 0);
    QCOMPARE(valuesNow(m_detent), m_scrambled);
    KillCampaign campaign(67, 2, longest);
    for (int i = 0; i < campaign.count(); ++i) {
        (void)campaign.kill(victim(recall));
        nothingIsLost();
        // from wherever it was stopped: to the snapshot, and undo to where it stood when this recall began
        const auto before = valuesNow(m_detent);
        const Finished again = m_detent.run(recall);
        QVERIFY2(again.status == 0, again.told());
        QCOMPARE(valuesNow(m_detent), m_plain);
        const Finished undone = m_detent.run(undo);
        QVERIFY2(undone.status == 0, undone.told());
        QCOMPARE(valuesNow(m_detent), before);
        for (const auto& [unit, words] :
             {std::pair(QString("EQ"), scrambledEq()), std::pair(QString("COMP"), scrambledComp()),
              std::pair(QString("BOX"), scrambledBox())}) {
            QCOMPARE(m_detent.run(QStringList{"rack", "set", unit} + words).status, 0);
        }
        if (QTest::currentTestFailed()) return;
    }
}

void TestKillProgram::aKilledPrintLeavesNoHalfFile() {
    QCOMPARE(m_detent.run({"recall", m_base, "--by-hand=confirm"}).status, 0);  // unmuted
    const QString song = m_detent.song("long.wav", 10);
    const auto print = [&](int number) {
        return QStringList{"--json",   "print", song,        "-o", m_detent.path(QString("print-%1.wav").arg(number)),
                           "--insert", "rack",  "--no-noise"};
    };
    const auto longest = whole(print(0));
    const QString good = m_detent.shell("sha256sum < print-0.wav").out;
    KillCampaign campaign(67, 3, longest);
    for (int i = 1; i <= campaign.count(); ++i) {
        const VictimRun run = campaign.kill(victim(print(i)));
        const QString file = m_detent.path(QString("print-%1.wav").arg(i));
        if (!run.wasKilled) QVERIFY2(run.exitCode == 0 && QFileInfo::exists(file), qPrintable(run.errors));
        if (QFileInfo::exists(file)) QCOMPARE(m_detent.shell(QString("sha256sum < print-%1.wav").arg(i)).out, good);
        nothingIsLost();
        if (QTest::currentTestFailed()) return;
    }
}

QTEST_GUILESS_MAIN(TestKillProgram)
#include "tst_kill_program.moc"
