// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// session, song, chain, snapshot, note, photo, library.
#include "tests/app/cli/detent_program.h"

#include <QTest>

using namespace detent::test;

class TestRecordCommands : public QObject {
    Q_OBJECT

private slots:
    void aSessionIsMadeFoundRenamedAndSearched();
    void aSongKeepsItsMixesVersionsAndStems();
    void aFileThatCannotBeASourceAddsNothing_data();
    void aFileThatCannotBeASourceAddsNothing();
    void aChainIsSetAndShownAsWritten();
    void aStageThatIsNoneIsTold_data();
    void aStageThatIsNoneIsTold();
    void aSnapshotKeepsAnswersAndTellsWhatIsUnsure();
    void twoSnapshotsDifferByWhatWasTurned();
    void onlyNameStatusAndNotesOfASnapshotChange();
    void notesAndPhotosStayWithWhatTheyBelongTo();
    void aBackupRestoresWhatWasThere();
    void aDamagedLibraryFailsItsCheck();
    void aFullDiskLosesNothing();
};

void TestRecordCommands::aSessionIsMadeFoundRenamedAndSearched() {
    const DetentProgram detent;
    const QJsonObject made = detent.json({"session", "new", "Été", "--client", "Blue Harbour", "--artist", "Anna"}).object();
    QCOMPARE(made["title"].toString(), QString("Été"));
    const QString id = made["id"].toString();
    QCOMPARE(id.size(), 36);
    QCOMPARE(detent.json({"session", "list"}).array()[0].toObject()["id"].toString(), id);
    QCOMPARE(detent.json({"session", "search", "ete harbour"}).array().size(), 1);
    QCOMPARE(detent.json({"session", "search", "winter"}).array().size(), 0);
    QCOMPARE(detent.json({"session", "rename", id.left(13), "Summer"}).object()["title"].toString(), "Summer");
    QCOMPARE(detent.json({"session", "show", "Summer"}).object()["client"].toString(), "Blue Harbour");
    const Finished unknown = detent.run({"session", "show", "Winter"});
    QVERIFY2(unknown.isOneLine({"Winter", "session list"}), unknown.told());
    QCOMPARE(unknown.status, 2);
    QCOMPARE(detent.run({"session", "new", ""}).status, 2);
}

void TestRecordCommands::aSongKeepsItsMixesVersionsAndStems() {
    const DetentProgram detent;
    QCOMPARE(detent.run({"session", "new", "Job"}).status, 0);
    const QString mix = detent.song("mix.wav", 1), drums = detent.song("drums.wav", 1, 1), bass = detent.song("bass.wav", 1);
    QCOMPARE(detent.run({"song", "add", "Job", "One", mix, drums}).status, 0);
    QCOMPARE(detent.run({"song", "stems", "One", bass}).status, 0);
    QCOMPARE(detent.run({"song", "alt", "One", "instrumental", mix}).status, 0);
    const QJsonObject revised = detent.json({"song", "revise", "One", detent.song("mix2.wav", 1.1)}).object();
    QCOMPARE(revised["sources"].toArray()[0].toObject()["revision"].toInt(), 2);
    const QJsonObject song = detent.json({"song", "show", "One"}).object();
    QMap<QString, int> sources;
    for (const auto& one : song["sources"].toArray())
        ++sources[one.toObject()["kind"].toString() + one.toObject()["name"].toString()];
    QCOMPARE(sources, (QMap<QString, int>{{"main", 2}, {"stemdrums", 1}, {"stembass", 1}, {"instrumental", 1}}));
    // the hash is the file's, as sha256sum says it
    const QString sum = detent.shell("sha256sum mix.wav").out.left(64);
    bool found = false;
    for (const auto& one : song["sources"].toArray()) found = found || one.toObject()["sha256"].toString() == sum;
    QVERIFY(found);
}

void TestRecordCommands::aFileThatCannotBeASourceAddsNothing_data() {
    QTest::addColumn<QString>("prepare");
    QTest::addColumn<QStringList>("told");
    QTest::addColumn<int>("status");
    QTest::newRow("missing") << "true" << QStringList{"in.wav"} << 3;
    QTest::newRow("not audio") << "echo 'no sound' > in.wav" << QStringList{"in.wav", "audio"} << 3;
    QTest::newRow("a folder") << "mkdir in.wav" << QStringList{"in.wav"} << 3;
    QTest::newRow("empty") << ": > in.wav" << QStringList{"in.wav"} << 3;
    QTest::newRow("mono") << "sox -n -c 1 -r 48000 in.wav synth 0.2 sine 440" << QStringList{"in.wav", "1 channel", "2"}
                          << 2;
    QTest::newRow("six channels") << "sox -n -c 6 -r 48000 in.wav synth 0.2 sine 440"
                                  << QStringList{"in.wav", "6 channel", "2"} << 2;
}

void TestRecordCommands::aFileThatCannotBeASourceAddsNothing() {
    QFETCH(QString, prepare);
    QFETCH(QStringList, told);
    QFETCH(int, status);
    const DetentProgram detent;
    QCOMPARE(detent.run({"session", "new", "Job"}).status, 0);
    QCOMPARE(detent.shell(prepare).status, 0);
    const Finished done = detent.run({"song", "add", "Job", "One", "in.wav"});
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, status);
    QCOMPARE(detent.json({"session", "show", "Job"}).object()["songs"].toArray().size(), 0);
}

void TestRecordCommands::aChainIsSetAndShownAsWritten() {
    const DetentProgram detent;
    detent.makeStudio();
    QCOMPARE(detent.json({"chain", "show", "Title"}).object()["stages"].toArray().size(), 0);
    QCOMPARE(detent.run({"chain", "set", "Title", "gain:-1.5", "ms", "insert:rack", "unit:EQ:1+2"}).status, 0);
    QCOMPARE(detent.json({"chain", "show", "Title"}).object()["stages"].toArray(),
             (QJsonArray{"gain:-1.50", "ms", "insert:rack", "unit:EQ:1+2"}));
    QCOMPARE(detent.run({"chain", "set", "Title/sum", "insert:rack"}).status, 0);
    QCOMPARE(detent.json({"chain", "show", "Title/sum"}).object()["stages"].toArray(), (QJsonArray{"insert:rack"}));
}

void TestRecordCommands::aStageThatIsNoneIsTold_data() {
    QTest::addColumn<QString>("song");
    QTest::addColumn<QString>("stage");
    QTest::addColumn<QStringList>("told");
    QTest::newRow("no kind") << "Title"
                             << "reverb:long" << QStringList{"reverb:long", "insert:NAME"};
    QTest::newRow("unknown insert") << "Title"
                                    << "insert:none" << QStringList{"none"};
    QTest::newRow("unknown unit") << "Title"
                                  << "unit:LA-2A" << QStringList{"LA-2A"};
    QTest::newRow("no gain") << "Title"
                             << "gain:loud" << QStringList{"loud", "dB"};
    QTest::newRow("too much gain") << "Title"
                                   << "gain:90" << QStringList{"90", "60"};
    QTest::newRow("unknown stem") << "Title/flute"
                                  << "ms" << QStringList{"flute"};
    QTest::newRow("unknown song") << "Nobody"
                                  << "ms" << QStringList{"Nobody"};
}

void TestRecordCommands::aStageThatIsNoneIsTold() {
    QFETCH(QString, song);
    QFETCH(QString, stage);
    QFETCH(QStringList, told);
    static const DetentProgram detent;
    static const bool made = (detent.makeStudio(), true);
    Q_UNUSED(made);
    const Finished done = detent.run({"chain", "set", song, "insert:rack", stage});
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, 2);
    QCOMPARE(detent.json({"chain", "show", "Title"}).object()["stages"].toArray().size(), 0);
}

void TestRecordCommands::aSnapshotKeepsAnswersAndTellsWhatIsUnsure() {
    const DetentProgram detent;
    detent.makeStudio();
    const Finished unsure = detent.json({"snapshot", "take", "Title", "--name", "first", "--manual", "BOX.drive=12"});
    QCOMPARE(unsure.status, 0);
    QVERIFY2(unsure.err.contains("BOX") && unsure.err.contains("5 control"), unsure.told());
    QMap<QString, QString> quality;
    for (const auto& unit : unsure.object()["units"].toArray()) {
        for (const auto& one : unit.toObject()["controls"].toArray()) {
            quality[unit.toObject()["unit"].toString() + "." + one.toObject()["control"].toString()] =
                one.toObject()["quality"].toString();
            if (one.toObject()["quality"] == "unknown") QVERIFY(one.toObject()["value"].isNull());
        }
    }
    QCOMPARE(quality["EQ.high.gain"], "confirmed");
    QCOMPARE(quality["BOX.drive"], "by_hand");
    QCOMPARE(quality["BOX.mix"], "unknown");
    const Finished wrong = detent.run({"snapshot", "take", "Title", "--manual", "BOX.drive=900"});
    QVERIFY2(wrong.isOneLine({"24 dB"}), wrong.told());
    QCOMPARE(wrong.status, 2);
    const Finished nobody = detent.run({"snapshot", "take", "Title", "--manual", "BOXX.drive=9"});
    QVERIFY2(nobody.isOneLine({"BOXX.drive", "UNIT.CONTROL=VALUE"}), nobody.told());
    QCOMPARE(detent.json({"snapshot", "list", "Title"}).array().size(), 1);
}

void TestRecordCommands::twoSnapshotsDifferByWhatWasTurned() {
    const DetentProgram detent;
    detent.makeStudio();
    QCOMPARE(detent.run({"snapshot", "take", "Title", "--name", "a"}).status, 0);
    QCOMPARE(detent.run({"rack", "set", "EQ", "high.gain=2.5", "low.freq=120"}).status, 0);
    QCOMPARE(detent.run({"snapshot", "take", "Title", "--name", "b"}).status, 0);
    QMap<QString, QString> changes;
    for (const auto& one : detent.json({"snapshot", "diff", "Title/a", "Title/b"}).object()["changes"].toArray()) {
        const QJsonObject change = one.toObject();
        changes[change["unit"].toString() + "." + change["control"].toString()] =
            change["from"].toString() + " to " + change["to"].toString();
    }
    QCOMPARE(changes, (QMap<QString, QString>{{"EQ.high.gain", "0.0 dB to +2.5 dB"}, {"EQ.low.freq", "80 Hz to 120 Hz"}}));
    QVERIFY(detent.run({"snapshot", "diff", "Title/a", "Title/a"}).out.contains("no difference"));
}

void TestRecordCommands::onlyNameStatusAndNotesOfASnapshotChange() {
    const DetentProgram detent;
    detent.makeStudio();
    const QJsonObject taken = detent.json({"snapshot", "take", "Title", "--name", "a", "--note", "warm"}).object();
    QCOMPARE(detent.run({"snapshot", "status", "Title/a", "approved"}).status, 0);
    const QJsonObject shown = detent.json({"snapshot", "show", taken["id"].toString()}).object();
    QCOMPARE(shown["status"].toString(), "approved");
    QCOMPARE(shown["notes"].toString(), "warm");
    QCOMPARE(shown["units"], taken["units"]);
    QCOMPARE(detent.run({"snapshot", "status", "Title/a", "perfect"}).status, 2);
    QCOMPARE(detent.run({"snapshot", "show", "Title/z"}).status, 2);
}

void TestRecordCommands::notesAndPhotosStayWithWhatTheyBelongTo() {
    const DetentProgram detent;
    detent.makeStudio();
    QCOMPARE(detent.run({"note", "Job", "The client likes it darker"}).status, 0);
    QCOMPARE(detent.json({"note", "Job"}).array()[0].toObject()["text"].toString(), "The client likes it darker");
    QCOMPARE(detent.json({"session", "search", "darker"}).array().size(), 1);
    QCOMPARE(detent.shell("printf '\\211PNG\\r\\n\\032\\nnot a whole picture' > p.png; echo text > t.png").status, 0);
    const Finished kept = detent.json({"photo", "Title", "p.png", "patch bay"});
    QVERIFY2(kept.status == 0, kept.told());
    QVERIFY(QFile::exists(kept.object()["path"].toString()));
    QVERIFY(kept.object()["path"].toString().startsWith(detent.path("library")));  // stays when the card goes
    QCOMPARE(detent.run({"photo", "Title", "t.png"}).status, 2);
    QCOMPARE(detent.run({"photo", "Title", "none.png"}).status, 3);
    const Finished nobody = detent.run({"note", "Nobody", "hello"});
    QVERIFY2(nobody.isOneLine({"Nobody"}), nobody.told());
    QCOMPARE(nobody.status, 2);
}

void TestRecordCommands::aBackupRestoresWhatWasThere() {
    const DetentProgram detent;
    QCOMPARE(detent.run({"session", "new", "Before"}).status, 0);
    QCOMPARE(detent.run({"library", "backup", "b.detent"}).status, 0);
    QCOMPARE(detent.run({"session", "new", "After"}).status, 0);
    QCOMPARE(detent.run({"library", "restore", "b.detent"}).status, 0);
    const QJsonArray sessions = detent.json({"session", "list"}).array();
    QCOMPARE(sessions.size(), 1);
    QCOMPARE(sessions[0].toObject()["title"].toString(), "Before");
    QCOMPARE(detent.shell("echo nonsense > n.detent").status, 0);
    const Finished wrong = detent.run({"library", "restore", "n.detent"});
    QVERIFY2(wrong.isOneLine({"n.detent"}), wrong.told());
    QCOMPARE(wrong.status, 3);
    QCOMPARE(detent.json({"session", "list"}).array().size(), 1);
    QCOMPARE(detent.run({"library", "backup", "no/such/folder/b.detent"}).status, 3);
}

void TestRecordCommands::aDamagedLibraryFailsItsCheck() {
    const DetentProgram detent;
    detent.makeStudio();
    QCOMPARE(detent.run({"snapshot", "take", "Title"}).status, 0);
    const Finished whole = detent.json({"library", "check"});
    QCOMPARE(whole.status, 0);
    QCOMPARE(whole.object()["ok"].toBool(), true);
    const QString drop =
        "sqlite3 library/studio.detent \"select 'drop trigger ' || name || ';' from sqlite_master where type = 'trigger'\"";
    QCOMPARE(
        detent.shell("sqlite3 library/studio.detent \"$(" + drop + ") update profile_texts set text = text || ' '\"").status,
        0);
    const Finished damaged = detent.json({"library", "check"});
    QCOMPARE(damaged.status, 1);
    QVERIFY(!damaged.object()["findings"].toArray().isEmpty());
}

void TestRecordCommands::aFullDiskLosesNothing() {
    const DetentProgram detent;
    detent.makeStudio();
    // A limit on the size of files stands for the full disk: every write beyond it fails.
    const Finished full = detent.shell("ulimit -f 8; trap '' XFSZ; detent session new TooMuch");
    QVERIFY2(full.isOneLine({"studio.detent"}), full.told());
    QCOMPARE(full.status, 3);
    const Finished check = detent.json({"library", "check"});
    QVERIFY2(check.status == 0, check.told());
    QCOMPARE(detent.json({"session", "list"}).array().size(), 1);
    const Finished backup = detent.shell("ulimit -f 100; trap '' XFSZ; detent library backup b.detent");
    QVERIFY2(backup.isOneLine({"b.detent"}), backup.told());
    QCOMPARE(backup.status, 3);
    QCOMPARE(detent.shell("ls -A | grep -c 'b.*detent'").out.trimmed(), "0");  // neither the backup nor a part of it
}

QTEST_GUILESS_MAIN(TestRecordCommands)
#include "tst_record_commands.moc"
