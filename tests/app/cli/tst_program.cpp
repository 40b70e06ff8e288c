// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every command: options, exit statuses, streams, terminals.
#include "tests/app/cli/detent_program.h"

#include <QTest>
#include <csignal>

using namespace detent::test;

class TestProgram : public QObject {
    Q_OBJECT

private slots:
    void helpAndVersionAreWrittenAndExitZero();
    void wrongUsageIsOneLineAndExitTwo_data();
    void wrongUsageIsOneLineAndExitTwo();
    void globalOptionsStandAnywhere();
    void theLibraryIsTheOneNamed();
    void anUnreadableLibraryIsNamedAndExitsThree_data();
    void anUnreadableLibraryIsNamedAndExitsThree();
    void numbersAreAlikeInEveryLanguage();
    void aReaderThatGoesAwayIsNoError();
    void aFullDiskBehindStandardOutputIsToldAfterTheWorkIsDone();
    void quietSaysNothingButErrors();
    void controlCEndsAPrintWithFourAndKeepsItsGoodPart();
};

void TestProgram::helpAndVersionAreWrittenAndExitZero() {
    const DetentProgram detent;
    for (const QStringList& words : {QStringList{"--help"}, {"rack", "--help"}, {"recall", "--help"}, {"--version"}}) {
        const Finished done = detent.run(words);
        QCOMPARE(done.status, 0);
        QVERIFY2(done.out.contains("detent"), done.told());
        QCOMPARE(done.err, "");
    }
}

void TestProgram::wrongUsageIsOneLineAndExitTwo_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("told");
    QTest::newRow("nothing") << QStringList{} << QStringList{"detent --help"};
    QTest::newRow("unknown noun") << QStringList{"rak", "list"} << QStringList{"rak"};
    QTest::newRow("unknown verb") << QStringList{"rack", "lisst"} << QStringList{"lisst", "list", "scan"};
    QTest::newRow("noun alone") << QStringList{"rack"} << QStringList{"scan", "list"};
    QTest::newRow("unknown flag") << QStringList{"rack", "list", "--al"} << QStringList{"--al"};
    QTest::newRow("missing name") << QStringList{"session", "new"} << QStringList{"TITLE"};
    QTest::newRow("word not of the list") << QStringList{"recall", "x", "--by-hand=perhaps"}
                                          << QStringList{"perhaps", "confirm"};
    QTest::newRow("number out of range") << QStringList{"print", "a", "-o", "b", "--rate", "12"} << QStringList{"12"};
    QTest::newRow("not a number") << QStringList{"compare", "a", "b", "--from", "soon"} << QStringList{"soon"};
    QTest::newRow("hidden fault of no kind")
        << QStringList{"rack", "list", "--fault", "EQ=explode"} << QStringList{"explode", "lose-reply"};
}

void TestProgram::wrongUsageIsOneLineAndExitTwo() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, told);
    const DetentProgram detent;
    const Finished done = detent.run(words);
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, 2);
    QCOMPARE(done.out, "");
}

void TestProgram::globalOptionsStandAnywhere() {
    const DetentProgram detent;
    const QString other = detent.path("other.detent");
    QCOMPARE(detent.run({"--library", other, "session", "new", "One"}).status, 0);
    for (const QStringList& words : {QStringList{"--library", other, "--json", "session", "list"},
                                     {"session", "--json", "--library", other, "list"},
                                     {"session", "list", "--json", "--library=" + other}}) {
        const Finished done = detent.run(words);
        QCOMPARE(done.array().size(), 1);
        QCOMPARE(done.array()[0].toObject()["title"].toString(), "One");
    }
    QCOMPARE(detent.json({"session", "list"}).array().size(), 0);
}

void TestProgram::theLibraryIsTheOneNamed() {
    const DetentProgram detent;
    QCOMPARE(detent.run({"session", "new", "By the environment"}).status, 0);
    QVERIFY(QFile::exists(detent.library()));
    QCOMPARE(detent.shell("unset DETENT_LIBRARY; detent session new 'By default'").status, 0);
    QVERIFY(QFile::exists(detent.path("data/detent/library.detent")));
}

void TestProgram::anUnreadableLibraryIsNamedAndExitsThree_data() {
    QTest::addColumn<QString>("prepare");
    QTest::addColumn<QStringList>("told");
    QTest::newRow("not a library") << "echo hello > lib.detent" << QStringList{"lib.detent"};
    QTest::newRow("a picture") << "head -c 20000 /dev/urandom > lib.detent" << QStringList{"lib.detent"};
    QTest::newRow("a folder") << "mkdir lib.detent" << QStringList{"lib.detent"};
    QTest::newRow("another program's database") << "sqlite3 lib.detent 'create table t(a)'" << QStringList{"lib.detent"};
    QTest::newRow("from the future") << "detent --library lib.detent session list >/dev/null; sqlite3 lib.detent \"insert "
                                        "into detent_migrations (number, name, applied_ms, by_version) "
                                        "values (9999, 'later', 1, '9.9.9')\""
                                     << QStringList{"lib.detent", "9.9.9"};
    QTest::newRow("below a file") << "touch f; ln -s f/lib.detent lib.detent" << QStringList{"lib.detent"};
}

void TestProgram::anUnreadableLibraryIsNamedAndExitsThree() {
    QFETCH(QString, prepare);
    QFETCH(QStringList, told);
    const DetentProgram detent;
    QCOMPARE(detent.shell(prepare).status, 0);
    const QByteArray before = detent.shell("cat lib.detent 2>/dev/null | sha256sum").out.toUtf8();
    const Finished done = detent.run({"--library", detent.path("lib.detent"), "session", "new", "Never"});
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, 3);
    QCOMPARE(detent.shell("cat lib.detent 2>/dev/null | sha256sum").out.toUtf8(), before);
}

void TestProgram::numbersAreAlikeInEveryLanguage() {
    const DetentProgram detent;
    if (detent.shell("mkdir l; localedef -i de_DE -f UTF-8 l/de_DE.UTF-8").status != 0) QSKIP("no localedef or no sources of locales");
    const QString german = "export LOCPATH=$PWD/l LC_ALL=de_DE.UTF-8; ";
    QCOMPARE(detent.shell(german + "env printf %.1f 0,5").out, "0,5");  // the locale is there and has a comma
    detent.song("in.wav");
    QCOMPARE(detent.shell(german + "detent loudness in.wav").out, detent.shell("detent loudness in.wav").out);
    QVERIFY(detent.shell("detent loudness in.wav").out.contains(" LUFS"));
    detent.makeStudio();
    const Finished set = detent.shell(german + "detent chain set Title gain:-1.5; detent chain show Title");
    QVERIFY2(set.out.contains("-1.5"), set.told());
}

void TestProgram::aReaderThatGoesAwayIsNoError() {
    const DetentProgram detent;
    const Finished done = detent.shell("detent profile show detent.eq3 | head -c 1; exit ${PIPESTATUS[0]}");
    QCOMPARE(done.status, 0);
    QCOMPARE(done.err, "");
    QCOMPARE(detent.shell("detent --json profile list > >(exec true); sleep 0.1").err, "");
}

void TestProgram::aFullDiskBehindStandardOutputIsToldAfterTheWorkIsDone() {
    const DetentProgram detent;
    const Finished done = detent.shell("detent session new Kept > /dev/full");
    QVERIFY2(done.isOneLine({"standard output", "has been done"}), done.told());
    QCOMPARE(done.status, 3);
    QCOMPARE(detent.json({"session", "list"}).array().size(), 1);
}

void TestProgram::quietSaysNothingButErrors() {
    const DetentProgram detent;
    detent.makeStudio();
    QVERIFY(!detent.run({"snapshot", "take", "Title"}).err.isEmpty());  // warns of what nobody answered
    QCOMPARE(detent.run({"--quiet", "snapshot", "take", "Title"}).err, "");
    QVERIFY(!detent.run({"--quiet", "snapshot", "take", "No such song"}).err.isEmpty());
}

void TestProgram::controlCEndsAPrintWithFourAndKeepsItsGoodPart() {
    const DetentProgram detent;
    detent.makeStudio();
    QCOMPARE(detent.run({"insert", "measure", "rack"}).status, 0);
    const QString song = detent.song("long.wav", 300);
    const auto running = detent.start({"print", song, "-o", detent.path("out.wav"), "--insert", "rack"});
    QByteArray told;
    QVERIFY(QTest::qWaitFor(
        [&] {
            told += running->readAllStandardError();
            return told.contains("printing 10 %") || running->state() == QProcess::NotRunning;
        },
        30000));
    QCOMPARE(running->state(), QProcess::Running);
    ::kill(static_cast<pid_t>(running->processId()), SIGINT);
    QVERIFY(running->waitForFinished(10000));
    QCOMPARE(running->exitStatus(), QProcess::NormalExit);
    QCOMPARE(running->exitCode(), 4);
    QCOMPARE(detent.shell("ls -A | grep out").out, "out.partial.wav\n");  // what there is until now, by that name
    const double seconds = detent.shell("soxi -D out.partial.wav").out.toDouble();
    QVERIFY2(seconds > 25 && seconds < 300, qPrintable(QString::number(seconds)));
    told += running->readAllStandardError();
    QVERIFY2(told.contains("out.partial.wav") && told.contains("--resume"), told.constData());
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
