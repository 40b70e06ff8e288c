// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/profile_library.h"
#include "tests/hardware-profiles/profile/shapes.h"

#include <QTest>

#include <random>

using namespace detent::profiles;
using detent::test::readShape;
using detent::test::shape;

namespace {

const ProfileLibrary& library() {
    static const ProfileLibrary loaded = ProfileLibrary::load();
    return loaded;
}

Codec codec(const char* id, ParamValues params = {}) {
    return Codec(library().find(id), std::move(params));
}

Code code(const Codec& unit, const char* control, const char* text) {
    return *unit.profile().control(control)->scale.parse(text);
}

std::string raw(const char* hex) {
    return QByteArray::fromHex(hex).toStdString();
}

QByteArray joined(const detent::Result<std::vector<WireMessage>>& wire) {
    QByteArray all;
    if (!wire) return QByteArray::fromStdString(wire.problem().text());
    for (const WireMessage& message : *wire)
        all += (all.isEmpty() ? "" : " | ") + QByteArray::fromStdString(message.bytes).toHex(' ').toUpper();
    return all;
}

std::string lines(const detent::Result<std::vector<WireMessage>>& wire) {
    std::string all;
    if (!wire) return wire.problem().text();
    for (const WireMessage& message : *wire) all += message.bytes;
    return all;
}

}  // namespace

class TestCodec : public QObject {
    Q_OBJECT

private slots:
    void aLineUnitIsSetAndAsked();
    void aMidiUnitIsSetByNrpnOnItsChannel();
    void gapsComeFromTheProtocol();
    void whatCannotBeSentSaysWhyAndWhatToDo();
    void anAnswerIsTakenOnlyFromTheControlThatWasAsked();
    void aReplyToASetMayEchoTheValue();
    void refusalsCarryTheUnitsOwnWordOrItsMeaning();
    void aRefusalOfAnotherControlIsNotOurs();
    void anotherDeviceOnTheLineIsNotHeard();
    void whatAHandTurnsIsHeard();
    void severalSettingsShareAMessage();
    void aBatchIsNoLongerThanTheUnitTakes();
    void aDumpSaysEveryControl();
    void noDamagedFrameIsAnAnswer_data();
    void noDamagedFrameIsAnAnswer();
    void aValueBeyondTheScaleIsDamage();
    void aWordOfATableIsReadBack();
    void whatIsSetByStepsStartsAtItsFirstPosition();
    void groupsWithinAPackingAreOneMessage();
};

void TestCodec::aLineUnitIsSetAndAsked() {
    const Codec eq = codec("detent.eq3");
    QCOMPARE(lines(eq.set("mid.gain", code(eq, "mid.gain", "-1.5"))), std::string("SET GAIN 2 -1.5\n"));
    QCOMPARE(lines(eq.set("high.freq", code(eq, "high.freq", "12 kHz"))), std::string("SET FREQ 3 12000\n"));
    QCOMPARE(lines(eq.get("mid.gain")), std::string("GET GAIN 2\n"));
    QCOMPARE(lines(eq.request("identify")), std::string("ID?\n"));
    QCOMPARE(eq.reply("ID DETENT EQ-3 1.0", "identify", "").kind, Reply::Kind::Answer);
    QCOMPARE(eq.reply("ID OTHER BOX 1.0", "identify", "").kind, Reply::Kind::Unrelated);
}

void TestCodec::aMidiUnitIsSetByNrpnOnItsChannel() {
    const Codec vc = codec("detent.vc2", {{"channel", 5}, {"device", 9}});
    QCOMPARE(joined(vc.set("threshold", 100)), QByteArray("B4 63 44 | B4 62 00 | B4 06 00 | B4 26 64"));
    QCOMPARE(joined(vc.get("release")), QByteArray("F0 7D 44 32 09 01 03 F7"));
}

void TestCodec::gapsComeFromTheProtocol() {
    QCOMPARE(codec("detent.eq3").set("in", 1)->back().gapMs, 5);
    const auto nrpn = codec("detent.vc2").set("in", 1);
    QCOMPARE(nrpn->at(2).gapMs, 0);
    QCOMPARE(nrpn->at(3).gapMs, 2);  // after the last of the four
}

void TestCodec::whatCannotBeSentSaysWhyAndWhatToDo() {
    const Codec eq = codec("detent.eq3"), pultec = codec("pultec.eqp-1a"), boum = codec("oto.boum");
    QCOMPARE(lines(eq.set("treble", 0)),
             std::string("EQ-3 has no control \"treble\"; list its controls with: detent profile show detent.eq3"));
    QCOMPARE(lines(eq.set("trim", 13)), std::string("EQ-3 Trim has no code 13; give -6.0 dB to +6.0 dB"));
    QCOMPARE(lines(pultec.set("low.boost", 0)), std::string("EQP-1A Low boost is set by hand; turn it at the unit"));
    QCOMPARE(lines(boum.get("comp")), std::string("BOUM Comp cannot be read; read it at the unit"));
    QVERIFY(!eq.request("nonsense").ok());
    QCOMPARE(eq.set("trim", 13).problem().fault, detent::Fault::Usage);
}

void TestCodec::anAnswerIsTakenOnlyFromTheControlThatWasAsked() {
    const Codec eq = codec("detent.eq3");
    const Reply reply = eq.reply("GAIN 2 -1.5", "getGain", "mid.gain");
    QCOMPARE(reply.kind, Reply::Kind::Answer);
    QCOMPARE(reply.readings.front().code, Code(-3));
    QVERIFY(!reply.readings.front().isProtected);  // named, and without a checksum
    QCOMPARE(eq.reply("GAIN 2 -1.5", "getGain", "low.gain").kind, Reply::Kind::Unrelated);
    QCOMPARE(eq.reply("FREQ 2 1200", "getGain", "mid.gain").kind, Reply::Kind::Unrelated);
    QCOMPARE(eq.reply("TRIM 1.0", "getTrim", "in").kind, Reply::Kind::Unrelated);
    QCOMPARE(eq.reply("GAIN 2 -1.5", "getGain", "nothing").kind, Reply::Kind::Unrelated);
}

void TestCodec::aReplyToASetMayEchoTheValue() {
    const Codec eq = codec("detent.eq3");
    const Reply reply = eq.reply("OK GAIN 3 2.0", "setGain", "high.gain");
    QCOMPARE(reply.kind, Reply::Kind::Answer);
    QCOMPARE(reply.readings.front().code, Code(4));
    QCOMPARE(eq.reply("OK GAIN 1 2.0", "setGain", "high.gain").kind, Reply::Kind::Unrelated);
}

void TestCodec::refusalsCarryTheUnitsOwnWordOrItsMeaning() {
    const Codec eq = codec("detent.eq3"), vc = codec("detent.vc2", {{"device", 9}});
    const Reply line = eq.reply("ERR 4 local", "setGain", "mid.gain");
    QCOMPARE(line.kind, Reply::Kind::Refused);
    QCOMPARE(line.text, std::string("local"));
    QCOMPARE(eq.reply("ERR 3 out of range", "setTrim", "trim").text, std::string("out of range"));
    const std::string xored = raw("F07D4432097F040200F7");
    std::string locked = xored;
    locked[8] = char(0x7D ^ 0x44 ^ 0x32 ^ 0x09 ^ 0x7F ^ 0x04 ^ 0x02);
    const Reply sysEx = vc.reply(locked, "set", "makeup");
    QCOMPARE(sysEx.kind, Reply::Kind::Refused);
    QCOMPARE(sysEx.text, std::string("locked at the panel"));
    QCOMPARE(vc.reply(xored, "set", "makeup").kind, Reply::Kind::Unrelated);  // a wrong checksum refuses nothing
}

void TestCodec::aRefusalOfAnotherControlIsNotOurs() {
    const Codec vc = codec("detent.vc2");
    std::string refused = raw("F07D4432007F0401 00 F7");
    refused[8] = char(0x7D ^ 0x44 ^ 0x32 ^ 0x7F ^ 0x04 ^ 0x01);
    QCOMPARE(vc.reply(refused, "set", "makeup").kind, Reply::Kind::Refused);
    QCOMPARE(vc.reply(refused, "set", "threshold").kind, Reply::Kind::Unrelated);
}

void TestCodec::anotherDeviceOnTheLineIsNotHeard() {
    const std::string fromSixteen = raw("F07D4432100203 00051F F7");
    QCOMPARE(codec("detent.vc2", {{"device", 16}}).decode(fromSixteen).size(), std::size_t{1});
    QVERIFY(codec("detent.vc2", {{"device", 17}}).decode(fromSixteen).empty());
    QCOMPARE(codec("detent.vc2", {{"device", 17}}).reply(fromSixteen, "read", "release").kind, Reply::Kind::Unrelated);
}

void TestCodec::whatAHandTurnsIsHeard() {
    const auto eq = codec("detent.eq3").decode("! GAIN 2 -1.5");
    QCOMPARE(eq.size(), std::size_t{1});
    QCOMPARE(eq.front().control, std::string("mid.gain"));
    const auto vc = codec("detent.vc2").decode(raw("F07D44320003010006 0F F7"));
    QCOMPARE(vc.size(), std::size_t{1});
    QCOMPARE(vc.front().control, std::string("ratio"));
    QCOMPARE(vc.front().code, Code(6));
    QVERIFY(vc.front().isProtected);
    QVERIFY(codec("detent.eq3").decode("HELLO").empty());
    QVERIFY(codec("detent.eq3").decode("").empty());
}

void TestCodec::severalSettingsShareAMessage() {
    const Codec aphex = codec("aphex.1788a");
    QCOMPARE(joined(aphex.setTogether({{"gain.1", 30}, {"pad.1", 1}, {"mute.8", 1}})),
             QByteArray("F0 00 00 38 00 00 00 00 01 1E 08 01 01 07 08 01 F7"));
    const Codec eq = codec("detent.eq3");  // whose lines say one thing each
    QCOMPARE(lines(eq.setTogether({{"low.gain", 2}, {"mid.gain", -2}})), std::string("SET GAIN 1 1.0\nSET GAIN 2 -1.0\n"));
    QVERIFY(!aphex.setTogether({{"gain.1", 30}, {"gain.2", 1000}}).ok());
    QVERIFY(aphex.setTogether({})->empty());
}

void TestCodec::aBatchIsNoLongerThanTheUnitTakes() {
    const Codec aphex = codec("aphex.1788a");
    std::vector<std::pair<std::string, Code>> all;
    for (const Control& control : aphex.profile().controls) all.emplace_back(control.id, control.defaultCode);
    QCOMPARE(all.size(), std::size_t{80});
    const auto wire = aphex.setTogether(all);
    QCOMPARE(wire->size(), std::size_t{2});
    QCOMPARE(wire->at(0).bytes.size(), std::size_t(7 + 3 * 64 + 1));
    QCOMPARE(wire->at(1).bytes.size(), std::size_t(7 + 3 * 16 + 1));
}

void TestCodec::aDumpSaysEveryControl() {
    const Codec aphex = codec("aphex.1788a", {{"device", 3}});
    std::string dump = raw("F0000038000200");
    std::map<std::string, Code> wanted;
    std::mt19937 random(1788);
    for (const Control& control : aphex.profile().controls) {
        const Code chosen = control.scale.codeAt(double(random() % 1000) / 999);
        wanted[control.id] = chosen;
        dump += char(control.args.at("command"));
        dump += char(control.args.at("mic"));
        dump += char(chosen);
    }
    dump += raw("0A0100F7");  // a command that the profile does not know
    std::map<std::string, Code> heard;
    for (const Reading& reading : aphex.decode(dump)) heard[reading.control] = reading.code;
    QVERIFY(heard == wanted);
    const Reply reply = aphex.reply(dump, "dump", "gain.8");
    QCOMPARE(reply.kind, Reply::Kind::Answer);
    QCOMPARE(reply.readings.size(), wanted.size());
    QCOMPARE(aphex.reply(dump, "dump", "").kind, Reply::Kind::Answer);
}

void TestCodec::noDamagedFrameIsAnAnswer_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("control");
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("VC-2") << "detent.vc2"
                          << "read"
                          << "threshold" << QByteArray::fromHex("F07D4432000200004A43F7");
    QTest::newRow("EQ-3") << "detent.eq3"
                          << "getGain"
                          << "mid.gain" << QByteArray("GAIN 2 -1.5");
}

/// A SysEx with its exclusive-or hides no single damaged bit. A bare line has no such guard: what must hold there is that
/// nothing but this control with a value of its scale is ever read from it.
void TestCodec::noDamagedFrameIsAnAnswer() {
    QFETCH(QString, id);
    QFETCH(QString, message);
    QFETCH(QString, control);
    QFETCH(QByteArray, frame);
    const Codec unit = codec(qPrintable(id));
    const std::string asked = control.toStdString();
    const Reply good = unit.reply(frame.toStdString(), message.toStdString(), asked);
    QCOMPARE(good.kind, Reply::Kind::Answer);
    const bool isSummed = id == QLatin1String("detent.vc2");
    for (qsizetype i = 0; i < frame.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray damaged = frame;
            damaged[i] = char(damaged[i] ^ (1 << bit));
            const Reply reply = unit.reply(damaged.toStdString(), message.toStdString(), asked);
            if (isSummed) QCOMPARE(reply.kind, Reply::Kind::Unrelated);
            for (const Reading& reading : reply.readings) {
                QCOMPARE(reading.control, asked);
                QVERIFY(unit.profile().control(asked)->scale.contains(reading.code));
            }
        }
        QCOMPARE(unit.reply(frame.left(i).toStdString(), message.toStdString(), asked).kind,
                 i == frame.size() ? Reply::Kind::Answer : Reply::Kind::Unrelated);
    }
    QCOMPARE(unit.reply((frame + frame).toStdString(), message.toStdString(), asked).kind, Reply::Kind::Unrelated);
}

void TestCodec::aValueBeyondTheScaleIsDamage() {
    const Codec eq = codec("detent.eq3");
    for (const char* frame : {"GAIN 2 9.0", "GAIN 2 -8.3", "GAIN 2 99999.9", "GAIN 4 0.0", "GAIN -2 0.0", "GAIN 2 0"})
        QCOMPARE(eq.reply(frame, "getGain", "mid.gain").kind, Reply::Kind::Unrelated);
    QCOMPARE(eq.reply("FREQ 2 1000", "getFreq", "mid.freq").kind, Reply::Kind::Unrelated);
    QCOMPARE(eq.reply("IN 2", "getIn", "in").kind, Reply::Kind::Unrelated);
    QCOMPARE(eq.reply("IN x", "getIn", "in").kind, Reply::Kind::Unrelated);
    const Codec vc = codec("detent.vc2");
    QVERIFY(vc.decode(raw("F07D443200020100070F F7")).empty());  // ratio 7 of 0 to 6, with its checksum right
}

void TestCodec::aWordOfATableIsReadBack() {
    const Codec vc = codec("detent.vc2");
    const Reply reply = vc.reply(raw("F07D443200020300050F F7"), "read", "release");
    QCOMPARE(reply.kind, Reply::Kind::Answer);
    QCOMPARE(vc.profile().control("release")->scale.textOf(reply.readings.front().code), std::string("Auto"));
}

void TestCodec::whatIsSetByStepsStartsAtItsFirstPosition() {
    const Codec unit(shape(QStringLiteral("steps")), {});
    QCOMPARE(joined(unit.setTogether({{"drive", 1}, {"colour", 2}})),
             QByteArray("B0 63 01 | B0 62 10 | B0 61 00 | B0 61 00 | B0 61 00 | B0 61 00 | B0 60 00 | "
                        "B0 63 01 | B0 62 11 | B0 61 00 | B0 61 00 | B0 60 00 | B0 60 00"));
    const auto faulty = readShape(QStringLiteral("steps"), R"("up": "B{channel:n} 60 00")", R"("up": "B{channel:n} 60 {code}")");
    QVERIFY(!faulty.profile);
    QVERIFY2(faulty.faults.front().message.find("a step is the same from each") != std::string::npos, faulty.faults.front().message.c_str());
}

void TestCodec::groupsWithinAPackingAreOneMessage() {
    const Codec unit(shape(QStringLiteral("packedgroups")), {});
    const std::map<std::string, Code> all = {{"wide.1", 1}, {"wide.2", 2}, {"wide.3", 65535}};
    const auto wire = unit.setTogether({all.begin(), all.end()});
    QCOMPARE(wire->size(), std::size_t{1});
    std::string bytes = wire->front().bytes;
    for (const auto& readings : {unit.meant(bytes), unit.decode(bytes)}) {
        std::map<std::string, Code> heard;
        for (const Reading& reading : readings) heard[reading.control] = reading.code;
        QVERIFY(heard == all);
    }
    bytes[8] = static_cast<char>(bytes[8] ^ 1);
    QVERIFY(unit.decode(bytes).empty());
}

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
