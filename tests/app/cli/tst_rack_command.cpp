// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/detent_program.h"

#include <QTest>

using namespace detent::test;

class TestRackCommand : public QObject {
    Q_OBJECT

private slots:
    void unitsAreAddedListedRenamedAndRetired();
    void aUnitThatCannotBeIsTold_data();
    void aUnitThatCannotBeIsTold();
    void scanTellsWhatIsThere();
    void whatIsSetIsReadBackByTheNextCommand();
    void aUnitSetByHandKeepsWhatAPersonSays();
    void aValueOutOfRangeMovesNothing();
    void aLockedControlIsLeftAloneByRecall();
    void aPortThatIsNotThereIsNamedAndExitsThree();
    void aUnitHeldByAnotherProcessIsTold();
    void aRefusedValueIsToldWithTheUnitAndTheRemedy();
    void servingStopsCleanlyAndTakesItsPortsWithIt();
    void whatIsTypedIntoAServerTurnsThePanel();
    void whatCannotBeServedIsTold_data();
    void whatCannotBeServedIsTold();
};

namespace {

QJsonObject stateOf(const Finished& done, const QString& control) {
    for (const auto& one : done.object()["state"].toArray()) {
        if (one.toObject()["control"].toString() == control) return one.toObject();
    }
    return {};
}

}  // namespace

void TestRackCommand::unitsAreAddedListedRenamedAndRetired() {
    const DetentProgram detent;
    QCOMPARE(detent.run({"rack", "add", "EQ", "--profile", "detent.eq3"}).status, 0);
    QCOMPARE(detent
                 .run({"rack", "add", "Comp", "--profile", "detent.vc2", "--link", "midi:VC-2,in=VC-2 out", "--param",
                       "channel=3"})
                 .status,
             0);
    QCOMPARE(detent.run({"rack", "add", "Box", "--profile", "detent.hc1"}).status, 0);
    const QJsonArray units = detent.json({"rack", "list"}).array();
    QCOMPARE(units.size(), 3);
    QCOMPARE(units[0].toObject()["link"].toString(), "virtual");
    QCOMPARE(units[1].toObject()["link"].toString(), "midi:VC-2,in=VC-2 out");
    QCOMPARE(units[1].toObject()["state"].toString(), "absent");
    QCOMPARE(units[1].toObject()["params"].toObject()["channel"].toInt(), 3);
    QCOMPARE(units[2].toObject()["state"].toString(), "by_hand");
    QCOMPARE(units[0].toObject()["epoch"].toInt(), 1);
    QCOMPARE(detent.run({"rack", "rename", "EQ", "Equaliser"}).status, 0);
    QCOMPARE(detent.json({"rack", "repaired", "Equaliser", "new relays"}).object()["epoch"].toInt(), 2);
    QCOMPARE(detent.run({"rack", "retire", "Box"}).status, 0);
    QCOMPARE(detent.json({"rack", "list"}).array().size(), 2);
    QCOMPARE(detent.json({"rack", "list", "--all"}).array().size(), 3);
    QCOMPARE(detent.run({"rack", "get", "Box"}).status, 2);
    QCOMPARE(detent.run({"rack", "add", "Box", "--profile", "detent.hc1"}).status, 0);  // the name is free again
}

void TestRackCommand::aUnitThatCannotBeIsTold_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("told");
    QTest::newRow("unknown profile") << QStringList{"B", "--profile", "neve.1073"} << QStringList{"neve.1073"};
    QTest::newRow("no profile") << QStringList{"B"} << QStringList{"--profile"};
    QTest::newRow("taken name") << QStringList{"EQ", "--profile", "detent.eq3"} << QStringList{"EQ"};
    QTest::newRow("link of no kind") << QStringList{"B", "--profile", "detent.eq3", "--link", "smoke:signals"}
                                     << QStringList{"smoke:signals", "serial:"};
    QTest::newRow("MIDI for a serial unit")
        << QStringList{"B", "--profile", "detent.eq3", "--link", "midi:X"} << QStringList{"serial", "midi:X"};
    QTest::newRow("serial for a MIDI unit")
        << QStringList{"B", "--profile", "detent.vc2", "--link", "serial:/dev/x"} << QStringList{"midi", "serial:/dev/x"};
    QTest::newRow("a wire for a unit without")
        << QStringList{"B", "--profile", "detent.hc1", "--link", "serial:/dev/x"} << QStringList{"no wire"};
    QTest::newRow("baud of words") << QStringList{"B", "--profile", "detent.eq3", "--link", "serial:/dev/x,baud=fast"}
                                   << QStringList{"fast"};
    QTest::newRow("parameter out of range")
        << QStringList{"B", "--profile", "detent.vc2", "--param", "channel=99"} << QStringList{"99", "1 to 16"};
    QTest::newRow("a name that commands would misread")
        << QStringList{"A.B", "--profile", "detent.eq3"} << QStringList{"A.B"};
}

void TestRackCommand::aUnitThatCannotBeIsTold() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, told);
    const DetentProgram detent;
    QCOMPARE(detent.run({"rack", "add", "EQ", "--profile", "detent.eq3"}).status, 0);
    const Finished done = detent.run(QStringList{"rack", "add"} + words);
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, 2);
    QCOMPARE(detent.json({"rack", "list"}).array().size(), 1);
}

void TestRackCommand::scanTellsWhatIsThere() {
    const Finished done = DetentProgram().json({"rack", "scan"});
    QVERIFY2(done.status == 0, done.told());
    QVERIFY(done.object()["serial"].isArray());
    QVERIFY(done.object()["midi"].toObject()["in"].isArray());
    QVERIFY(done.object()["midi"].toObject()["out"].isArray());
    QVERIFY(done.object()["network"].isArray());
    QVERIFY(done.object()["audio"].isArray());
    QCOMPARE(done.err, "");  // drivers that are missing say nothing
}

void TestRackCommand::whatIsSetIsReadBackByTheNextCommand() {
    const DetentProgram detent;
    detent.makeStudio();
    const Finished set = detent.json({"rack", "set", "EQ", "high.gain=-2.5", "low.freq=120 Hz", "in=out"});
    QVERIFY2(set.status == 0, set.told());
    QCOMPARE(stateOf(set, "high.gain")["quality"].toString(), "confirmed");
    const Finished got = detent.json({"rack", "get", "EQ"});
    QCOMPARE(got.object()["unit"].toString(), "EQ");
    QCOMPARE(got.object()["state"].toArray().size(), 9);
    QCOMPARE(stateOf(got, "high.gain")["value"].toDouble(), -2.5);
    QCOMPARE(stateOf(got, "high.gain")["text"].toString(), "-2.5 dB");
    QCOMPARE(stateOf(got, "high.gain")["quality"].toString(), "confirmed");
    QVERIFY(stateOf(got, "high.gain")["time"].toString().endsWith("Z"));
    QCOMPARE(stateOf(got, "low.freq")["value"].toDouble(), 120.0);
    QCOMPARE(detent.json({"rack", "get", "EQ", "high.gain"}).object()["state"].toArray().size(), 1);
    QCOMPARE(detent.json({"rack", "set", "COMP", "ratio=inf:1", "release=auto"}).status, 0);
    QCOMPARE(stateOf(detent.json({"rack", "get", "COMP"}), "release")["value"].toString(), "Auto");
}

void TestRackCommand::aUnitSetByHandKeepsWhatAPersonSays() {
    const DetentProgram detent;
    detent.makeStudio();
    QCOMPARE(stateOf(detent.json({"rack", "get", "BOX"}), "drive")["quality"].toString(), "unknown");
    QVERIFY(stateOf(detent.json({"rack", "get", "BOX"}), "drive")["value"].isNull());
    QCOMPARE(detent.run({"rack", "set", "BOX", "drive=12"}).status, 0);
    const QJsonObject drive = stateOf(detent.json({"rack", "get", "BOX"}), "drive");
    QCOMPARE(drive["value"].toDouble(), 12.0);
    QCOMPARE(drive["quality"].toString(), "by_hand");
}

void TestRackCommand::aValueOutOfRangeMovesNothing() {
    const DetentProgram detent;
    detent.makeStudio();
    for (const char* word : {"high.gain=99", "treble=1", "high.gain", "high.gain=loud"}) {
        const Finished done = detent.run({"rack", "set", "EQ", "low.gain=3", word});
        QVERIFY2(done.isOneLine({}), done.told());
        QCOMPARE(done.status, 2);
    }
    QCOMPARE(stateOf(detent.json({"rack", "get", "EQ"}), "low.gain")["value"].toDouble(), 0.0);
}

void TestRackCommand::aLockedControlIsLeftAloneByRecall() {
    const DetentProgram detent;
    detent.makeStudio();
    const QString id = detent.json({"snapshot", "take", "Title"}).object()["id"].toString();
    QCOMPARE(detent.run({"rack", "set", "EQ", "high.gain=4", "low.gain=4"}).status, 0);
    QCOMPARE(detent.run({"rack", "lock", "EQ", "high.gain"}).status, 0);
    const Finished recall = detent.json({"recall", id, "--unit", "EQ"});
    QCOMPARE(outcomesOf(recall.object())["EQ.high.gain"], "Locked");
    QCOMPARE(outcomesOf(recall.object())["EQ.low.gain"], "Verified");
    QCOMPARE(recall.status, 1);
    QCOMPARE(stateOf(detent.json({"rack", "get", "EQ"}), "high.gain")["value"].toDouble(), 4.0);
    QCOMPARE(detent.run({"rack", "lock", "EQ"}).status, 0);
    QCOMPARE(detent.json({"recall", id, "--unit", "EQ"}).status, 0);
}

void TestRackCommand::aPortThatIsNotThereIsNamedAndExitsThree() {
    const DetentProgram detent;
    QCOMPARE(
        detent.run({"rack", "add", "EQ", "--profile", "detent.eq3", "--link", "serial:" + detent.path("nowhere")}).status,
        0);
    for (const QStringList& words : {QStringList{"rack", "get", "EQ"}, {"rack", "set", "EQ", "high.gain=1"}}) {
        const Finished done = detent.run(words);
        QVERIFY2(done.isOneLine({"nowhere"}), done.told());
        QCOMPARE(done.status, 3);
    }
}

void TestRackCommand::aUnitHeldByAnotherProcessIsTold() {
    const DetentProgram detent;
    const QString port = detent.path("eq");
    detent.makeStudio({"serial:" + port, "virtual"});
    const auto serving = detent.start({"rack", "serve", "--unit", "EQ=pty:" + port});
    QVERIFY(serving->waitForReadyRead(10000));
    const Finished second = detent.run({"rack", "serve", "--unit", "EQ=pty:" + port});
    QVERIFY2(second.isOneLine({"EQ", QString::number(serving->processId())}), second.told());
    QCOMPARE(second.status, 3);
}

void TestRackCommand::aRefusedValueIsToldWithTheUnitAndTheRemedy() {
    const DetentProgram detent;
    detent.makeStudio();
    const Finished done = detent.run({"rack", "set", "EQ", "high.gain=3", "--fault", "EQ=refuse"});
    QCOMPARE(done.status, 1);
    QVERIFY2(done.err.contains("EQ") && done.err.contains("+3.0 dB") && done.err.contains("panel"), done.told());
}

void TestRackCommand::servingStopsCleanlyAndTakesItsPortsWithIt() {
    const DetentProgram detent;
    const QString port = detent.path("eq");
    const auto serving = detent.start({"rack", "serve", "--json", "--unit", "detent.eq3=pty:" + port});
    QVERIFY(serving->waitForReadyRead(10000));
    const QJsonObject ready = QJsonDocument::fromJson(serving->readAllStandardOutput()).object();
    QCOMPARE(ready["ready"].toBool(), true);
    QCOMPARE(ready["units"].toArray()[0].toObject()["port"].toString(), "pty:" + port);
    QVERIFY(QFile::exists(port));
    serving->terminate();
    QVERIFY(serving->waitForFinished(5000));
    QCOMPARE(serving->exitStatus(), QProcess::NormalExit);
    QCOMPARE(serving->exitCode(), 0);
    QCOMPARE(serving->readAllStandardError(), QByteArray());
    QVERIFY(!QFile::symLinkTarget(port).size());
}

void TestRackCommand::whatIsTypedIntoAServerTurnsThePanel() {
    const DetentProgram detent;
    const QString port = detent.path("eq");
    QCOMPARE(detent.run({"rack", "add", "EQ", "--profile", "detent.eq3", "--link", "serial:" + port}).status, 0);
    const auto serving = detent.start({"rack", "serve", "--unit", "EQ=pty:" + port});
    QVERIFY(serving->waitForReadyRead(10000));
    serving->write("EQ.low.gain=3\nEQ.high.gain=-2\nEQ.nothing=1\n");
    QByteArray said;  // of the last, when the others have been obeyed
    serving->setReadChannel(QProcess::StandardError);
    while (!said.contains('\n') && serving->waitForReadyRead(5000)) said += serving->readAllStandardError();
    QVERIFY2(said.contains("no control nothing"), said);
    for (const auto& [control, text] : {std::pair("low.gain", "+3.0 dB"), std::pair("high.gain", "-2.0 dB")}) {
        const Finished got = detent.json({"rack", "get", "EQ", control});
        QVERIFY2(got.object()["state"].toArray()[0].toObject()["text"].toString() == text, got.told());
    }
}

void TestRackCommand::whatCannotBeServedIsTold_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("told");
    QTest::addColumn<int>("status");
    QTest::newRow("nothing") << QStringList{} << QStringList{"--unit"} << 2;
    QTest::newRow("no port") << QStringList{"--unit", "detent.eq3"} << QStringList{"detent.eq3", "pty:PATH"} << 2;
    QTest::newRow("port of no kind") << QStringList{"--unit", "detent.eq3=smoke:x"} << QStringList{"smoke", "pty:PATH"} << 2;
    QTest::newRow("unknown profile") << QStringList{"--unit", "neve.1073=pty:x"} << QStringList{"neve.1073"} << 2;
    QTest::newRow("a port that it does not speak over")
        << QStringList{"--unit", "oto.boum=pty:x"} << QStringList{"oto.boum", "jack-midi:NAME"} << 2;
    QTest::newRow("a wire for a unit without") << QStringList{"--unit", "detent.hc1=pty:x"} << QStringList{"no wire"} << 2;
    QTest::newRow("something else is there")
        << QStringList{"--unit", "detent.eq3=pty:library"} << QStringList{"library"} << 3;
    QTest::newRow("audio of no kind") << QStringList{"--unit", "detent.hc1=none", "--audio", "RACK"}
                                      << QStringList{"jack:NAME"} << 2;
    QTest::newRow("audio without a server")
        << QStringList{"--unit", "detent.hc1=none", "--audio", "jack:RACK"} << QStringList{"JACK"} << 3;
}

void TestRackCommand::whatCannotBeServedIsTold() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, told);
    QFETCH(int, status);
    qputenv("JACK_DEFAULT_SERVER", "no-such-server");
    const Finished done = DetentProgram().run(QStringList{"rack", "serve"} + words, 20000);
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, status);
}

QTEST_GUILESS_MAIN(TestRackCommand)
#include "tst_rack_command.moc"
