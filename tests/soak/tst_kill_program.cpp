// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL of the real program at random moments of snapshot, recall and print.
#include "dsp/file/audio_file.h"
#include "tests/app/cli/detent_program.h"
#include "tests/app/cli/main_job.h"
#include "tests/support/kill_campaign.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>

using namespace detent::test;

namespace {

using Sound = std::vector<std::vector<float>>;

/// Nothing where not one second was written.
Sound soundOf(const QString& file) {
    Sound sound;
    if (const auto loaded = detent::dsp::loadAudio(detent::pathFromText(file.toStdString())))
        for (int c = 0; c < loaded->audio.channelCount(); ++c) sound.push_back(loaded->audio.channel(c));
    return sound;
}

bool begins(const Sound& whole, const Sound& part) {
    for (std::size_t c = 0; c < part.size(); ++c) {
        if (part[c].size() > whole[c].size() || !std::equal(part[c].begin(), part[c].end(), whole[c].begin())) return false;
    }
    return true;
}

}  // namespace

class TestKillProgram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aKilledSnapshotIsThereWholeOrNotAtAll();
    void aKilledRecallCanBeUndoneAndRepeated();
    void aKilledPrintKeepsItsGoodPartAsPartial();

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

void TestKillProgram::aKilledPrintKeepsItsGoodPartAsPartial() {
    QCOMPARE(m_detent.run({"recall", m_base, "--by-hand=confirm"}).status, 0);  // unmuted
    const QString song = m_detent.song("long.wav", 10);
    const auto print = [&](int number) {
        return QStringList{"--json",   "print", song,        "-o", m_detent.path(QString("print-%1.wav").arg(number)),
                           "--insert", "rack",  "--no-noise"};
    };
    const auto longest = whole(print(0));
    const Sound whole0 = soundOf(m_detent.path("print-0.wav"));
    KillCampaign campaign(67, 3, longest);
    for (int i = 1; i <= campaign.count(); ++i) {
        const VictimRun run = campaign.kill(victim(print(i)));
        const QString file = m_detent.path(QString("print-%1.wav").arg(i));
        if (!run.wasKilled) QVERIFY2(run.exitCode == 0 && QFileInfo::exists(file), qPrintable(run.errors));
        if (QFileInfo::exists(file)) QCOMPARE(soundOf(file), whole0);
        const QString part = m_detent.path(QString("print-%1.partial.wav").arg(i));
        QVERIFY2(!(QFileInfo::exists(file) && QFileInfo::exists(part)), "a print that is there has no part beside it");
        if (QFileInfo::exists(part)) QVERIFY(begins(whole0, soundOf(part)));
        nothingIsLost();
        if (QTest::currentTestFailed()) return;
    }
}

QTEST_GUILESS_MAIN(TestKillProgram)
#include "tst_kill_program.moc"
