// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/codec.h"
#include "tests/hardware-profiles/profile/shapes.h"

#include <QTest>

#include <random>

using namespace detent::profiles;
using detent::test::shape;

namespace {

using Frames = std::vector<std::string>;

Profile lineUnit(std::vector<std::string> ends, int maxLength = 64) {
    Profile profile;
    profile.transport = Transport::Serial;
    profile.framing.receiveEnds = std::move(ends);
    profile.framing.maxLength = maxLength;
    return profile;
}

Profile midiUnit(int maxLength = 64) {
    Profile profile;
    profile.transport = Transport::Midi;
    profile.framing.maxLength = maxLength;
    return profile;
}

std::string raw(const char* hex) {
    return QByteArray::fromHex(hex).toStdString();
}

QByteArray shown(const Frames& frames) {
    QByteArray all;
    for (const std::string& frame : frames)
        all += (all.isEmpty() ? "" : " | ") + QByteArray::fromStdString(frame).toHex(' ').toUpper();
    return all;
}

void append(Frames& all, const Frames& more) {
    all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

class TestFramer : public QObject {
    Q_OBJECT

private slots:
    void linesEndAsTheUnitEndsThem_data();
    void linesEndAsTheUnitEndsThem();
    void aLongerEndWinsOverAShorterOne();
    void anOverlongLineIsDroppedWholeAndTheNextIsHeard();
    void midiIsCutByStatusAndLength_data();
    void midiIsCutByStatusAndLength();
    void anOverlongSysExIsDroppedWhole();
    void aCutAnywhereChangesNothing_data();
    void aCutAnywhereChangesNothing();
    void resetForgetsWhatWasBegun();
    void noiseIsHeldWithinTheLimit();
    void theNumberOfAnNrpnHoldsUntilAnother_data();
    void theNumberOfAnNrpnHoldsUntilAnother();
    void aFrameThatOnlyAPauseEndsIsFoundAndItsRestForgotten();
};

void TestFramer::linesEndAsTheUnitEndsThem_data() {
    QTest::addColumn<QList<QByteArray>>("ends");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("joined");
    const auto row = [](const char* name, QList<QByteArray> ends, const char* stream, const char* joined) {
        QTest::newRow(name) << ends << QByteArray(stream) << QByteArray(joined);
    };
    row("line feed", {"\n"}, "OK\nGAIN 1\n", "OK|GAIN 1");
    row("carriage return and line feed", {"\r\n"}, "OK\r\nGAIN 1\r\n", "OK|GAIN 1");
    row("a line feed alone ends nothing there", {"\r\n"}, "OK\nGAIN 1\r\n", "OK\nGAIN 1");
    row("carriage return", {"\r"}, "OK\rGAIN\r", "OK|GAIN");
    row("line feed before carriage return", {"\n\r"}, "OK\n\rGAIN\n\r", "OK|GAIN");
    row("a prompt", {">"}, "OK>GAIN>", "OK|GAIN");
    row("empty lines say nothing", {"\n"}, "\n\nOK\n\n", "OK");
    row("an unfinished line waits", {"\n"}, "OK\nGAI", "OK");
}

void TestFramer::linesEndAsTheUnitEndsThem() {
    QFETCH(QList<QByteArray>, ends);
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, joined);
    Frames list;
    for (const QByteArray& end : ends) list.push_back(end.toStdString());
    Framer framer(lineUnit(list));
    QByteArray all;
    for (const std::string& frame : framer.feed(stream.toStdString()))
        all += (all.isEmpty() ? "" : "|") + QByteArray::fromStdString(frame);
    QCOMPARE(all, joined);
}

void TestFramer::aLongerEndWinsOverAShorterOne() {
    Framer framer(lineUnit({"\r", "\r\n", "\n\r"}));
    QCOMPARE(framer.feed("OK\r\nGAIN\rTRIM\n\rIN\r\n"), (Frames{"OK", "GAIN", "TRIM", "IN"}));
}

void TestFramer::anOverlongLineIsDroppedWholeAndTheNextIsHeard() {
    for (const std::string end : {"\n", "\r\n"}) {
        for (const std::size_t length : {64u, 65u, 66u, 67u, 1000u}) {
            Framer framer(lineUnit({end}, 64));
            Frames heard = framer.feed(std::string(length, 'x') + end);
            append(heard, framer.feed("OK" + end));
            QCOMPARE(heard, length <= 64 ? (Frames{std::string(length, 'x'), "OK"}) : Frames{"OK"});
        }
    }
}

void TestFramer::midiIsCutByStatusAndLength_data() {
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("joined");
    const auto row = [](const char* name, const char* stream, const char* joined) {
        QTest::newRow(name) << QByteArray::fromHex(stream) << QByteArray(joined);
    };
    row("control changes", "B00C40B00D00", "B0 0C 40 | B0 0D 00");
    row("running status", "B06344 6200 0600 2664", "B0 63 44 | B0 62 00 | B0 06 00 | B0 26 64");
    row("two-byte messages", "C005 C106 D07F", "C0 05 | C1 06 | D0 7F");
    row("running status of two bytes", "C0050607", "C0 05 | C0 06 | C0 07");
    row("clock within a message", "B0F80CFE40", "B0 0C 40");
    row("clock within a SysEx", "F07DF84432F8F7", "F0 7D 44 32 F7");
    row("a SysEx cut off by a status", "F07D44B00C40", "B0 0C 40");
    row("a SysEx cut off by another", "F07D44F07D01F7", "F0 7D 01 F7");
    row("an end without a start", "F7B00C40", "B0 0C 40");
    row("data without a status", "0C40B00C40", "B0 0C 40");
    row("running status ends at a SysEx", "B00C40F07DF70D00", "B0 0C 40 | F0 7D F7");
    row("running status ends at a common message", "B00C40F60D00", "B0 0C 40 | F6");
    row("song position", "F20102F305", "F2 01 02 | F3 05");
    row("an unfinished message is dropped by the next", "B00CB00D01", "B0 0D 01");
    row("the shortest SysEx", "F0F7", "F0 F7");
}

void TestFramer::midiIsCutByStatusAndLength() {
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, joined);
    Framer framer(midiUnit());
    QCOMPARE(shown(framer.feed(stream.toStdString())), joined);
}

void TestFramer::anOverlongSysExIsDroppedWhole() {
    for (const int size : {62, 63, 64, 65, 500}) {
        Framer framer(midiUnit(64));
        const std::string sysEx = "\xF0" + std::string(std::size_t(size - 2), '\x01') + "\xF7";
        Frames heard = framer.feed(sysEx);
        append(heard, framer.feed(raw("B00C40")));
        QCOMPARE(heard.size(), std::size_t(size <= 64 ? 2 : 1));
        QCOMPARE(heard.back(), raw("B00C40"));
    }
}

void TestFramer::aCutAnywhereChangesNothing_data() {
    QTest::addColumn<bool>("midi");
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("lines") << false
                           << QByteArray("OK GAIN 2 -1.5\r\n! FREQ 1 30\r\n" + QByteArray(80, 'x') + "\r\nTRIM 0.0\r\n");
    QTest::newRow("MIDI") << true
                          << QByteArray::fromHex("B063446200F8 0600 2664F07D4432000203F80005 0FF7C005F0" +
                                                 QByteArray("01").repeated(80) + "F7B00C40");
}

void TestFramer::aCutAnywhereChangesNothing() {
    QFETCH(bool, midi);
    QFETCH(QByteArray, stream);
    const Profile profile = midi ? midiUnit() : lineUnit({"\r\n"});
    const std::string bytes = stream.toStdString();
    const Frames whole = Framer(profile).feed(bytes);
    QVERIFY(whole.size() >= 3);
    for (std::size_t a = 0; a <= bytes.size(); ++a) {
        for (std::size_t b = a; b <= bytes.size(); b += 7) {
            Framer framer(profile);
            Frames heard = framer.feed(bytes.substr(0, a));
            append(heard, framer.feed(bytes.substr(a, b - a)));
            append(heard, framer.feed(bytes.substr(b)));
            QCOMPARE(heard, whole);
        }
    }
    Framer framer(profile);
    Frames single;
    for (const char byte : bytes) append(single, framer.feed(std::string_view(&byte, 1)));
    QCOMPARE(single, whole);
}

void TestFramer::resetForgetsWhatWasBegun() {
    Framer midi(midiUnit());
    QVERIFY(midi.feed(raw("F07D44")).empty());
    midi.reset();
    QVERIFY(midi.feed(raw("32F7")).empty());
    QCOMPARE(midi.feed(raw("B00C40")), Frames{raw("B00C40")});
    midi.reset();
    QVERIFY(midi.feed(raw("0D00")).empty());  // running status is forgotten too
    Framer line(lineUnit({"\n"}));
    QVERIFY(line.feed("GAIN 2 -").empty());
    line.reset();
    QCOMPARE(line.feed("OK\n"), Frames{"OK"});
}

void TestFramer::noiseIsHeldWithinTheLimit() {
    std::mt19937 random(31250);
    for (const bool midi : {false, true}) {
        Framer framer(midi ? midiUnit(32) : lineUnit({"\r\n", "\n"}, 32));
        for (int round = 0; round < 2000; ++round) {
            std::string noise(random() % 60, '\0');
            for (char& c : noise) c = char(random() % 256);
            for (const std::string& frame : framer.feed(noise)) QVERIFY(!frame.empty() && frame.size() <= 32);
        }
    }
}

void TestFramer::theNumberOfAnNrpnHoldsUntilAnother_data() {
    QTest::addColumn<QString>("stream");
    QTest::addColumn<QList<int>>("levels");  // of one control, as they are heard
    QTest::newRow("both halves again") << "B06301 626D 0601 2602 0603 2604" << QList<int>{130, 388};
    QTest::newRow("the fine half alone") << "B06301 626D 0601 2602 2605" << QList<int>{130, 133};
    QTest::newRow("other controllers between") << "B06301 626D 0601 2602 0B7F B10105 B00603 2604" << QList<int>{130, 388};
    QTest::newRow("another number between") << "B06301 626D 0601 2602 B06300 6205 0609 2600 0603 2604" << QList<int>{130};
    QTest::newRow("the null between") << "B06301 626D 0601 2602 657F 647F 0603 2604" << QList<int>{130};
    QTest::newRow("an RPN between") << "B06301 626D 0601 2602 6500 6400 0603 2604" << QList<int>{130};
    QTest::newRow("the number of another channel") << "B06301 626D 0601 2602 B16300 B16205 B00603 2604" << QList<int>{130, 388};
    QTest::newRow("half a number") << "B06301 0601 2602" << QList<int>{};
}

/// MIDI 1.0, "Registered and Non-Registered Parameter Numbers": it need not be sent again for each change.
void TestFramer::theNumberOfAnNrpnHoldsUntilAnother() {
    QFETCH(QString, stream);
    QFETCH(QList<int>, levels);
    const ProfilePtr profile = shape(QStringLiteral("midi"));
    const Codec codec(profile, {});
    Framer framer(*profile);
    QList<int> heard;
    for (const char byte : QByteArray::fromHex(stream.toLatin1())) {
        for (const std::string& frame : framer.feed(std::string(1, byte))) {
            for (const Reading& reading : codec.decode(frame)) {
                if (reading.control == "level") heard << int(reading.code);
            }
        }
    }
    QCOMPARE(heard, levels);
}

void TestFramer::aFrameThatOnlyAPauseEndsIsFoundAndItsRestForgotten() {
    const ProfilePtr profile = shape(QStringLiteral("modbusrtu"));
    QCOMPARE(profile->timing.gapMs, 2);  // its own frames are parted by as much
    const std::string one = raw("110306AE415652434049AD"), two = raw("1106000100039A9B");
    const std::vector<std::string> both = {one.substr(0, one.size() - 2), two.substr(0, two.size() - 2)};
    for (std::size_t cut = 0; cut <= one.size(); ++cut) {
        Framer framer(*profile);
        auto found = framer.feed(one.substr(0, cut), 0);
        for (auto& frame : framer.feed(one.substr(cut), 16)) found.push_back(std::move(frame));  // as a USB adapter parts it
        for (auto& frame : framer.feed(two, 100)) found.push_back(std::move(frame));
        QCOMPARE(found, both);
        if (cut == 0 || cut == one.size()) continue;
        framer.reset();
        found = framer.feed(one.substr(0, cut), 0);  // cut short: what comes after the pause is another frame
        for (auto& frame : framer.feed(two, 100)) found.push_back(std::move(frame));
        QCOMPARE(found, std::vector{both[1]});
    }
    Framer framer(*profile);
    QVERIFY(framer.feed(std::string(5000, 'x'), 0).empty());
    QCOMPARE(framer.feed(two, 100), std::vector{both[1]});
}

QTEST_APPLESS_MAIN(TestFramer)
#include "tst_framer.moc"
