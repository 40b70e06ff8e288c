// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/midi_ports.h"

#include <QTest>

using namespace detent;

namespace {
const std::vector<std::string> kPorts = {"VC-2:in", "VC-20:in", "Scarlett 18i8 USB:Scarlett 18i8 USB MIDI 1 24:0",
                                         "BOUM 28:0"};

}  // namespace

class TestMidiNames : public QObject {
    Q_OBJECT
private slots:
    void aPortIsFoundByWhatAPersonCallsIt_data() {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<int>("index");
        QTest::newRow("exactly") << "VC-2:in" << 0;
        QTest::newRow("by its beginning, where only one has it") << "VC-20" << 1;
        QTest::newRow("without ALSA's numbers") << "BOUM" << 3;
        QTest::newRow("whole name without ALSA's numbers") << "Scarlett 18i8 USB:Scarlett 18i8 USB MIDI 1" << 2;
        QTest::newRow("in lower case") << "scarlett" << 2;
        QTest::newRow("by its middle") << "USB MIDI" << 2;
    }
    void aPortIsFoundByWhatAPersonCallsIt() {
        QFETCH(QString, wanted);
        QFETCH(int, index);
        const auto found = links::matchPort(kPorts, wanted.toStdString(), "output");
        QVERIFY2(found.ok(), found.ok() ? "" : found.problem().text().c_str());
        QCOMPARE(static_cast<int>(*found), index);
    }

    void numbersThatChangedDoNotMatter() {
        const auto found = links::matchPort({"BOUM 32:0"}, "BOUM", "input");
        QVERIFY(found.ok());
    }

    void anAmbiguousNameNamesItsCandidates() {
        const auto found = links::matchPort(kPorts, "VC-2", "output");
        QVERIFY(!found.ok());
        QCOMPARE(found.problem().fault, Fault::Link);
        QCOMPARE(found.problem().text(),
                 std::string("VC-2 means several MIDI outputs: VC-2:in, VC-20:in; give more of its name"));
    }

    void anUnknownNameSaysWhatThereIs() {
        const auto found = links::matchPort({"BOUM 28:0"}, "OTO", "input");
        QVERIFY(!found.ok());
        QCOMPARE(found.problem().text(), std::string("there is no MIDI input OTO; plug it in, or take one of: BOUM 28:0"));
        QVERIFY(links::matchPort({}, "OTO", "input").problem().text().find("no MIDI input is there now") !=
                std::string::npos);
    }

    void bytesAreCutIntoWholeMessages_data() {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QList<QByteArray>>("messages");
        const auto row = [](const char* name, const char* sent, std::initializer_list<const char*> messages) {
            QList<QByteArray> list;
            for (const char* message : messages) list << QByteArray::fromHex(message);
            QTest::newRow(name) << QByteArray::fromHex(sent) << list;
        };
        row("an NRPN", "B0 63 44 B0 62 00 B0 06 00 B0 26 64", {"B06344", "B06200", "B00600", "B02664"});
        row("running status is written out", "B0 63 44 62 00 06 00 26 64", {"B06344", "B06200", "B00600", "B02664"});
        row("program changes are short", "C0 05 D0 40 E0 00 40 F3 01 F2 01 02 F6",
            {"C005", "D040", "E00040", "F301", "F20102", "F6"});
        row("SysEx is whole", "F0 7D 44 32 00 01 00 F7 F0 7E 7F 06 01 F7", {"F07D4432000100F7", "F07E7F0601F7"});
        row("clocks come between", "F8 B0 F8 63 FE 44", {"F8", "F8", "FE", "B06344"});
        row("clocks inside SysEx leave it whole", "F0 7D F8 01 F7", {"F8", "F07D01F7"});
        row("half a message is none", "B0 63", {});
        row("SysEx broken off is none", "F0 7D 01 B0 63 44", {"B06344"});
        row("data without a status is none", "63 44 F7 12", {});
        row("system messages end running status", "B0 63 44 F6 62 00", {"B06344", "F6"});
        row("nothing", "", {});
    }
    void bytesAreCutIntoWholeMessages() {
        QFETCH(QByteArray, sent);
        QFETCH(QList<QByteArray>, messages);
        QList<QByteArray> cut;
        for (const auto& message : links::splitMidi(sent.toStdString())) cut << QByteArray::fromStdString(message);
        QCOMPARE(cut, messages);
    }
};

QTEST_APPLESS_MAIN(TestMidiNames)
#include "tst_midi_names.moc"
