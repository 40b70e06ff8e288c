// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The headless main job of `./dev run`.
#include "tests/app/cli/detent_program.h"

#include <QTest>

using namespace detent::test;

class TestDemo : public QObject {
    Q_OBJECT

private slots:
    void leavesSnapshotPrintAndSheetAndRunsAgain();
    void takesTheUsersOwnSong();
    void keepsItsHandsOffRealGear();
    void refusesWhatIsNoStereoSong_data();
    void refusesWhatIsNoStereoSong();

private:
    static void isWhole(const DetentProgram& detent, const Finished& done);
};

void TestDemo::isWhole(const DetentProgram& detent, const Finished& done) {
    QVERIFY2(done.status == 0, done.told());
    const QJsonObject job = done.object();
    QCOMPARE(job["recalled"].toBool(), true);
    QCOMPARE(job["turned"].toInt(), 22);
    const QString print = job["print"].toObject()["file"].toString(), sheet = job["sheet"].toString();
    QVERIFY2(QFile::exists(print), qPrintable(print));
    QCOMPARE(job["print"].toObject()["sha256"].toString(), detent.shell("sha256sum '" + print + "'").out.left(64));
    QVERIFY2(detent.shell("head -c 5 '" + sheet + "'").out == "%PDF-", qPrintable(sheet));
    QCOMPARE(detent.json({"snapshot", "show", job["snapshot"].toString()}).object()["units"].toArray().size(), 3);
    double loudest = -1000;
    for (const auto& one : job["matched"].toArray()) {
        QVERIFY(one.toObject()["gain_db"].toDouble() <= 0);
        loudest = std::max(loudest, one.toObject()["gain_db"].toDouble());
    }
    QCOMPARE(loudest, 0.0);  // only the louder one is turned down
}

void TestDemo::leavesSnapshotPrintAndSheetAndRunsAgain() {
    const DetentProgram detent;
    const Finished first = detent.json({"demo"});
    isWhole(detent, first);
    QVERIFY2(first.err.contains("no display") && first.err.contains("what a hand would do is taken as done"), first.told());
    const Finished second = detent.json({"demo"});
    isWhole(detent, second);
    QCOMPARE(first.object()["song"], second.object()["song"]);
    QVERIFY(first.object()["snapshot"] != second.object()["snapshot"]);
    QCOMPARE(detent.json({"session", "list"}).array().size(), 1);
    QVERIFY2(detent.run({"library", "check"}).status == 0, "the library is whole");
}

void TestDemo::takesTheUsersOwnSong() {
    const DetentProgram detent;
    const Finished done = detent.json({"demo", detent.song("My Song.wav", 8, 2, 44100)});
    isWhole(detent, done);
    QVERIFY(detent.json({"session", "list"}).array()[0].toObject()["title"].toString().contains("My Song"));
}

void TestDemo::keepsItsHandsOffRealGear() {
    const DetentProgram detent;
    QCOMPARE(detent.run({"rack", "add", "EQ", "--profile", "detent.eq3", "--link", "serial:/dev/ttyUSB9"}).status, 0);
    const Finished done = detent.run({"--quiet", "demo", detent.song("s.wav", 2)});
    QVERIFY2(done.isOneLine({"EQ", "real gear", "--library"}), done.told());
    QCOMPARE(done.status, 2);
}

void TestDemo::refusesWhatIsNoStereoSong_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("status");
    QTest::newRow("mono") << "mono.wav" << 2;
    QTest::newRow("not audio") << "text.wav" << 3;
    QTest::newRow("not there") << "none.wav" << 3;
}

void TestDemo::refusesWhatIsNoStereoSong() {
    QFETCH(QString, name);
    QFETCH(int, status);
    const DetentProgram detent;
    detent.song("mono.wav", 1, 1);
    QCOMPARE(detent.shell("echo nothing > text.wav").status, 0);
    const Finished done = detent.run({"demo", name});
    QVERIFY2(done.isOneLine({name}), done.told());
    QCOMPARE(done.status, status);
}

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
