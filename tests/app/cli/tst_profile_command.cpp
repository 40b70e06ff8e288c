// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/detent_program.h"

#include <QFile>
#include <QTest>

using namespace detent::test;

class TestProfileCommand : public QObject {
    Q_OBJECT

private slots:
    void listNamesTheShippedGear();
    void showTellsControlsRangesAndSources();
    void encodeGivesTheDocumentedBytes_data();
    void encodeGivesTheDocumentedBytes();
    void decodeReadsTheDocumentedReplies_data();
    void decodeReadsTheDocumentedReplies();
    void decodeTellsARefusal();
    void whatCannotBeEncodedIsToldWithTheRange_data();
    void whatCannotBeEncodedIsToldWithTheRange();
    void checkNamesFileLineColumnAndPointer();
    void checkOfManyFilesTellsOfEach();
    void aFaultyProfileOfTheUsersIsLeftOutAndSaid();
    void importMakesProfilesAndTellsOfEachRow();
    void whatCannotBeImportedLeavesNothingBehind();
};

void TestProfileCommand::listNamesTheShippedGear() {
    const Finished done = DetentProgram().json({"profile", "list"});
    QCOMPARE(done.status, 0);
    QStringList ids;
    for (const auto& one : done.array()) {
        const QJsonObject profile = one.toObject();
        for (const char* key : {"id", "maker", "model", "kind", "transport", "controls", "confidence"})
            QVERIFY2(profile.contains(key), key);
        QVERIFY(profile["controls"].toInt() > 0);
        ids << profile["id"].toString();
    }
    for (const char* id : {"detent.eq3", "detent.vc2", "detent.hc1"}) QVERIFY2(ids.contains(id), id);
    QVERIFY2(ids.size() >= 7, qPrintable(ids.join(' ')));  // BOUM, 1788A, EQP-1A, API 2500+ too
}

void TestProfileCommand::showTellsControlsRangesAndSources() {
    const QJsonObject profile = DetentProgram().json({"profile", "show", "detent.eq3"}).object();
    QVERIFY(!profile["sources"].toArray().isEmpty());
    QMap<QString, QJsonObject> controls;
    for (const auto& one : profile["controls"].toArray()) controls[one.toObject()["id"].toString()] = one.toObject();
    // docs/protocols/eq-3.md: -8.0 to 8.0 dB in steps of 0.5
    const QJsonObject gain = controls["high.gain"];
    QCOMPARE(gain["min"].toDouble(), -8.0);
    QCOMPARE(gain["max"].toDouble(), 8.0);
    QCOMPARE(gain["step"].toDouble(), 0.5);
    QCOMPARE(gain["unit"].toString(), "dB");
    QCOMPARE(gain["readable"].toBool(), true);
    const QJsonArray steps = controls["low.freq"]["steps"].toArray();
    QCOMPARE(steps.size(), 7);
    QCOMPARE(steps[6].toDouble(), 270.0);
}

namespace {

/// A profile for one family of wire shapes.
QString shape(const char* name) {
    return QFINDTESTDATA("../../hardware-profiles/profile/shapes/" + QString(name) + ".json");
}

}  // namespace

void TestProfileCommand::encodeGivesTheDocumentedBytes_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("hex");
    QTest::newRow("EQ-3 line") << QStringList{"detent.eq3", "high.gain=2.5"}
                               << QStringList{QByteArray("SET GAIN 3 2.5\n").toHex(' ').toUpper()};
    QTest::newRow("EQ-3 negative, typed with its unit")
        << QStringList{"detent.eq3", "low.gain=-3 dB"} << QStringList{QByteArray("SET GAIN 1 -3.0\n").toHex(' ').toUpper()};
    // docs/protocols/vc-2.md: NRPN 68:p, code 100 = 0 x 128 + 100; channel 3 is 2 on the wire
    QTest::newRow("VC-2 NRPN on channel 3") << QStringList{"detent.vc2", "threshold=20", "--param", "channel=3"}
                                            << QStringList{"B2 63 44", "B2 62 00", "B2 06 00", "B2 26 64"};
    // the bytes are the proofs of these profiles, from their sources
    QTest::newRow("a frame with escapes and a sum") << QStringList{shape("bss"), "gain=-6"}
                                                    << QStringList{"02 88 1B 82 1B 83 1B 83 00 01 1B 86 00 00 FF FF 1B 95 A0 38 03"};
    QTest::newRow("an OSC packet") << QStringList{shape("osc"), "mute.1=On"}
                                   << QStringList{"2F 6F 75 74 70 75 74 2F 31 2F 6D 75 74 65 00 00 2C 54 00 00"};
    QTest::newRow("two settings in one message") << QStringList{shape("sysex"), "mic.gain.0=30", "mic.pad.0=On"}
                                                 << QStringList{"F0 00 00 38 00 00 00 00 00 1E 08 00 01 F7"};
    QTest::newRow("a request") << QStringList{shape("sysex"), "micstasy", "--param", "device=5"} << QStringList{"F0 00 20 0D 68 25 10 F7"};
    QTest::newRow("a control is asked for") << QStringList{shape("apart"), "freq.2?"} << QStringList{QByteArray("GET EQFREQ 2\r").toHex(' ').toUpper()};
    QTest::newRow("a passcode") << QStringList{shape("orban"), "preset=NAME", "--param", "pass=s3"}
                                << QStringList{QByteArray("RP NAME[s3]\r\n").toHex(' ').toUpper()};
    QTest::newRow("a shared block") << QStringList{shape("sysex"), "byte.1=1", "--known", "byte.2=2", "--known", "byte.3=3", "--known", "byte.4=4", "--known",
                                                   "byte.5=5", "--known", "byte.6=6", "--known", "byte.7=7", "--known", "byte.8=8"}
                                    << QStringList{"F0 7D 12 00 01 02 03 04 05 06 07 00 08 F7"};
}

void TestProfileCommand::encodeGivesTheDocumentedBytes() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, hex);
    const Finished done = DetentProgram().json(QStringList{"profile", "encode"} + words);
    QVERIFY2(done.status == 0, done.told());
    QStringList all;
    for (const auto& message : done.object()["messages"].toArray()) all << message.toObject()["hex"].toString();
    QCOMPARE(all.join(' '), hex.join(' '));
}

void TestProfileCommand::decodeReadsTheDocumentedReplies_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("control");
    QTest::addColumn<double>("value");
    QTest::newRow("EQ-3 answer") << QStringList{"detent.eq3", QByteArray("GAIN 3 2.5\r\n").toHex()} << "high.gain" << 2.5;
    QTest::newRow("EQ-3 a hand turned a knob")
        << QStringList{"detent.eq3", QByteArray("! GAIN 2 -1.5\r\n").toHex(' ')} << "mid.gain" << -1.5;
    // checksum: 7D^44^32^00^02^00^00^64 = 6D
    QTest::newRow("VC-2 SysEx") << QStringList{"detent.vc2", "F0", "7D", "44", "32", "00",
                                               "02",         "00", "00", "64", "6D", "F7"}
                                << "threshold" << 20.0;
    QTest::newRow("a frame") << QStringList{shape("bss"), "02881B821B831B8300011B860000FFFF1B95A03803"} << "gain" << -6.0;
    QTest::newRow("a line, as it is") << QStringList{shape("trinnov"), "VOLUME -12.000000"} << "volume" << -12.0;
    QTest::newRow("what is sent") << QStringList{shape("midi"), "B0 6D 60 B0 25 39"} << "drive" << 12345.0;
}

void TestProfileCommand::decodeReadsTheDocumentedReplies() {
    QFETCH(QStringList, words);
    QFETCH(QString, control);
    QFETCH(double, value);
    const Finished done = DetentProgram().json(QStringList{"profile", "decode"} + words);
    QVERIFY2(done.status == 0, done.told());
    const QJsonArray readings = done.object()["readings"].toArray();
    QCOMPARE(readings.size(), 1);
    QCOMPARE(readings[0].toObject()["control"].toString(), control);
    QCOMPARE(readings[0].toObject()["value"].toDouble(), value);
}

void TestProfileCommand::decodeTellsARefusal() {
    const DetentProgram detent;
    const Finished done = detent.run({"profile", "decode", "detent.eq3", "ERR 2 out of range"});
    QVERIFY2(done.status == 0 && done.out.contains("refuses: out of range"), done.told());
    QCOMPARE(detent.run({"profile", "decode", "detent.eq3", "nonsense"}).status, 1);
}

void TestProfileCommand::whatCannotBeEncodedIsToldWithTheRange_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("told");
    QTest::newRow("unknown profile") << QStringList{"encode", "detent.eq9", "a=1"}
                                     << QStringList{"detent.eq9", "detent.eq3"};
    QTest::newRow("a part of an id") << QStringList{"encode", "1176", "a=1"} << QStringList{"\"urei.1176ln\""};
    QTest::newRow("unknown control") << QStringList{"encode", "detent.eq3", "treble=1"}
                                     << QStringList{"treble", "high.gain"};
    QTest::newRow("no value") << QStringList{"encode", "detent.eq3", "high.gain"} << QStringList{"high.gain"};
    QTest::newRow("out of range") << QStringList{"encode", "detent.eq3", "high.gain=20"} << QStringList{"8.0 dB"};
    QTest::newRow("no position") << QStringList{"encode", "detent.eq3", "low.freq=50"} << QStringList{"30, 40, 60"};
    QTest::newRow("by hand only") << QStringList{"encode", "detent.hc1", "drive=6"} << QStringList{"hand"};
    QTest::newRow("unknown parameter") << QStringList{"encode", "detent.vc2", "ratio=2:1", "--param", "port=3"}
                                       << QStringList{"port", "channel"};
    QTest::newRow("parameter out of range")
        << QStringList{"encode", "detent.vc2", "ratio=2:1", "--param", "channel=17"} << QStringList{"17", "1 to 16"};
    QTest::newRow("half a byte") << QStringList{"decode", "detent.vc2", "F0 7"} << QStringList{"hex"};
    QTest::newRow("not hex") << QStringList{"decode", "detent.vc2", "F0 ZZ"} << QStringList{"Z"};
}

void TestProfileCommand::whatCannotBeEncodedIsToldWithTheRange() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, told);
    const Finished done = DetentProgram().run(QStringList{"profile"} + words);
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, 2);
    QCOMPARE(done.out, "");
}

void TestProfileCommand::checkNamesFileLineColumnAndPointer() {
    const DetentProgram detent;
    QVERIFY(detent.shell("printf '{\\n  \"id\": \"a.b\",\\n  \"maker\": 7\\n}\\n' > bad.json").status == 0);
    const Finished done = detent.json({"profile", "check", "bad.json"});
    QCOMPARE(done.status, 1);
    const QJsonObject file = done.array()[0].toObject();
    QCOMPARE(file["ok"].toBool(true), false);
    bool found = false;
    for (const auto& one : file["faults"].toArray()) {
        const QJsonObject fault = one.toObject();
        found = found ||
                (fault["pointer"].toString() == "/maker" && fault["line"].toInt() == 3 && fault["column"].toInt() == 12);
        QVERIFY(!fault["message"].toString().isEmpty());
    }
    QVERIFY2(found, done.told());
    QVERIFY(detent.run({"profile", "check", "bad.json"}).out.contains("bad.json:3:12: /maker: "));
}

void TestProfileCommand::checkOfManyFilesTellsOfEach() {
    const DetentProgram detent;
    QCOMPARE(detent.shell("printf '{' > bad.json; printf '\\xff\\xfe\\x00' > worse.json").status, 0);
    const Finished done = detent.json({"profile", "check", "bad.json", "worse.json"});
    QCOMPARE(done.status, 1);
    QCOMPARE(done.array().size(), 2);
    const Finished missing = detent.run({"profile", "check", "none.json"});
    QVERIFY2(missing.isOneLine({"none.json"}), missing.told());
    QCOMPARE(missing.status, 3);
}

void TestProfileCommand::aFaultyProfileOfTheUsersIsLeftOutAndSaid() {
    const DetentProgram detent;
    QCOMPARE(detent.shell("mkdir -p library/profiles; printf '{\"id\": 3}' > library/profiles/mine.json").status, 0);
    const Finished done = detent.json({"profile", "list"});
    QCOMPARE(done.status, 0);
    QVERIFY2(done.err.contains("mine.json"), done.told());
    QVERIFY(done.array().size() >= 3);
}

namespace {

const QString kGuideFile =
    "printf 'manufacturer,device,section,parameter_name,parameter_description,cc_msb,cc_lsb,cc_min_value,cc_max_value,"
    "cc_default_value,nrpn_msb,nrpn_lsb,nrpn_min_value,nrpn_max_value,nrpn_default_value,orientation,notes,usage\\n"
    "Acme,Böx,,Drive,,12,,0,127,,,,,,,0-based,,\\nAcme,Böx,,Preset save,,111,,0,122,,,,,,,0-based,,\\n"
    "Acme,Böx,,Nothing,,,,0,127,,,,,,,0-based,,\\n' > 'guide/Böx.csv'";

}  // namespace

void TestProfileCommand::importMakesProfilesAndTellsOfEachRow() {
    const DetentProgram detent;
    QCOMPARE(detent.shell("mkdir guide; " + kGuideFile).status, 0);
    const Finished done = detent.json({"profile", "import", "guide", "--out", "new/made"});
    QVERIFY2(done.status == 0, done.told());
    const QJsonObject made = done.object()["profiles"].toArray()[0].toObject();
    QCOMPARE(made["id"].toString(), "acme.box");
    QCOMPARE(made["rows"].toArray()[0].toObject()["control"].toString(), "drive");
    QCOMPARE(made["rows"].toArray()[1].toObject()["recalled"].toBool(true), false);
    const QJsonArray said = done.object()["diagnostics"].toArray();
    QCOMPARE(said.size(), 2);
    QCOMPARE(said[0].toObject()["row"].toInt(), 3);
    QCOMPARE(said[1].toObject()["row"].toInt(), 4);
    QCOMPARE(said[1].toObject()["file"].toString(), QString("guide/Böx.csv"));
    QCOMPARE(detent.run({"profile", "check", "new/made/acme.box.json"}).status, 0);
    // MIDI 1.0: control change 12 on channel 1
    QCOMPARE(detent.run({"profile", "encode", "new/made/acme.box.json", "drive=64"}).out.trimmed(), "B0 0C 40");
}

void TestProfileCommand::whatCannotBeImportedLeavesNothingBehind() {
    const DetentProgram detent;
    QCOMPARE(detent.shell("mkdir guide; " + kGuideFile + "; printf 'a,b\\n' > other.csv; touch taken").status, 0);
    const Finished missing = detent.run({"profile", "import", "guide", "none.csv", "--out", "made"});
    QVERIFY2(missing.isOneLine({"none.csv"}), missing.told());
    QCOMPARE(missing.status, 3);
    QVERIFY(!QFile::exists(detent.path("made")));
    const Finished other = detent.run({"profile", "import", "other.csv", "--out", "made"});
    QCOMPARE(other.status, 1);
    QVERIFY2(other.out.contains("other.csv: "), other.told());
    const Finished taken = detent.run({"profile", "import", "guide", "--out", "taken"});
    QVERIFY2(taken.isOneLine({"taken"}), taken.told());
    QCOMPARE(taken.status, 3);
}

QTEST_GUILESS_MAIN(TestProfileCommand)
#include "tst_profile_command.moc"
