// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in docs/protocols/vc-2.md, byte by byte.
#include "tests/hardware-profiles/virtual/units.h"

using namespace detent;
using test::bytes;
using test::joinedHex;

namespace {
const test::Texts kStand = {{"threshold", "-4"}, {"ratio", "4:1"}, {"release", "Auto"},
                            {"makeup", "6"},     {"sc.hpf", "90"}, {"in", "In"}};
std::unique_ptr<virt::VirtualUnit> vc(int channel = 1, int device = 0x12) {
    return test::unit("detent.vc2", kStand, {{"channel", channel}, {"device", device}});
}
}  // namespace

class TestVc2 : public QObject {
    Q_OBJECT
private slots:
    void everyMessageIsAnsweredAsThePageSays_data() {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char* name, const char* sent, const char* answer) {
            QTest::newRow(name) << QByteArray::fromHex(sent) << QString(answer);
        };
        row("identity", "F0 7E 12 06 01 F7", "F0 7E 12 06 02 7D 44 00 32 00 01 00 00 00 F7");
        row("identity of any", "F0 7E 7F 06 01 F7", "F0 7E 12 06 02 7D 44 00 32 00 01 00 00 00 F7");
        row("identity of another", "F0 7E 13 06 01 F7", "");
        // 7D^44^32^12^02 = 1B; codes: -4 dBu is 52 (34), 4:1 is 3, Auto is 5, 6 dB is 12 (0C), 90 Hz is 2, in is 1
        row("read threshold", "F0 7D 44 32 12 01 00 F7", "F0 7D 44 32 12 02 00 00 34 2F F7");
        row("read ratio", "F0 7D 44 32 12 01 01 F7", "F0 7D 44 32 12 02 01 00 03 19 F7");
        row("read release", "F0 7D 44 32 12 01 03 F7", "F0 7D 44 32 12 02 03 00 05 1D F7");
        row("read make-up", "F0 7D 44 32 12 01 04 F7", "F0 7D 44 32 12 02 04 00 0C 13 F7");
        row("read side-chain", "F0 7D 44 32 12 01 05 F7", "F0 7D 44 32 12 02 05 00 02 1C F7");
        row("read in", "F0 7D 44 32 12 01 06 F7", "F0 7D 44 32 12 02 06 00 01 1C F7");
        row("read by any", "F0 7D 44 32 7F 01 06 F7", "F0 7D 44 32 12 02 06 00 01 1C F7");
        row("read of another", "F0 7D 44 32 11 01 06 F7", "");
        row("read of no control", "F0 7D 44 32 12 01 07 F7", "");
        row("another maker", "F0 7D 44 33 12 01 00 F7", "");
        row("read too long", "F0 7D 44 32 12 01 00 00 F7", "");
        row("read broken off", "F0 7D 44 32 12 01 00 90 40 40 F7", "");
        row("set says nothing", "B0 63 44 B0 62 00 B0 06 00 B0 26 64", "");
        // 7D^44^32^12^7F = 66
        row("set out of range", "B0 63 44 B0 62 00 B0 06 00 B0 26 65", "F0 7D 44 32 12 7F 00 01 67 F7");
        row("set far out of range", "B0 63 44 B0 62 06 B0 06 01 B0 26 00", "F0 7D 44 32 12 7F 06 01 61 F7");
        row("set of no control", "B0 63 44 B0 62 07 B0 06 00 B0 26 00", "F0 7D 44 32 12 7F 07 01 60 F7");
    }
    void everyMessageIsAnsweredAsThePageSays() {
        QFETCH(QByteArray, sent);
        QFETCH(QString, answer);
        auto unit = vc();
        const auto before = unit->settings();
        QCOMPARE(joinedHex(unit->receive(sent.toStdString())), answer);
        if (!answer.isEmpty()) QCOMPARE(unit->settings(), before);
    }

    void nrpnSetsOnItsLastMessageOnly_data() {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* sent, int code) {
            QTest::newRow(name) << QByteArray::fromHex(sent) << code;
        };
        row("whole", "B0 63 44 B0 62 00 B0 06 00 B0 26 64", 100);
        row("without its last", "B0 63 44 B0 62 00 B0 06 00", 52);
        row("running status", "B0 63 44 62 00 06 00 26 64", 100);
        row("real-time bytes inside", "F8 B0 F8 63 FE 44 FF 62 F8 00 06 00 26 F8 64", 100);
        row("another channel's in between", "B0 63 44 B0 62 00 B1 06 00 B1 26 01 B0 06 00 B0 26 64", 100);
        row("another channel", "B1 63 44 B1 62 00 B1 06 00 B1 26 64", 52);
        row("notes in between", "B0 63 44 B0 62 00 90 06 00 80 26 64 B0 06 00 B0 26 64", 100);
        row("another bank", "B0 63 45 B0 62 00 B0 06 00 B0 26 64", 52);
        row("an RPN chosen since", "B0 63 44 B0 62 00 B0 65 00 B0 64 00 B0 06 00 B0 26 64", 52);
        row("no high byte since the choice", "B0 06 00 B0 63 44 B0 62 00 B0 26 64", 52);
        row("a SysEx ends running status", "B0 63 44 62 00 06 00 F0 7D F7 26 64", 52);
        row("twice", "B0 63 44 B0 62 00 B0 06 00 B0 26 64 B0 06 00 B0 26 02", 2);
        row("data without a status", "63 44 62 00 06 00 26 64", 52);
    }
    void nrpnSetsOnItsLastMessageOnly() {
        QFETCH(QByteArray, sent);
        QFETCH(int, code);
        auto unit = vc();
        QCOMPARE(joinedHex(unit->receive(sent.toStdString())), QString());
        QCOMPARE(unit->settings().at("threshold"), profiles::Code(code));
    }

    void bytesMayBeCutAnywhereAndClocksComeBetween() {
        auto unit = vc(16, 0);
        QStringList answers;
        for (const char byte : bytes("BF 63 44 BF 62 04 BF 06 00 BF 26 28 F0 7D 44 32 00 01 04 F7 F0 7E 7F 06 01 F7")) {
            for (const auto& answer : unit->receive(std::string({'\xF8', byte, '\xFE'}))) answers << test::hex(answer);
        }
        QCOMPARE(answers, QStringList({"F0 7D 44 32 00 02 04 00 28 25 F7", "F0 7E 00 06 02 7D 44 00 32 00 01 00 00 00 F7"}));
    }

    void aHandAtAKnobIsTold() {
        auto unit = vc();
        std::vector<std::string> said;
        unit->connect({[&](std::string message) { said.push_back(std::move(message)); }, {}});
        test::turn(*unit, "makeup", "12");  // 24 = 18 hex; 7D^44^32^12^03^04^18 = 06
        test::turn(*unit, "ratio", "inf:1");
        QCOMPARE(joinedHex(said), QString("F0 7D 44 32 12 03 04 00 18 06 F7 | F0 7D 44 32 12 03 01 00 06 1D F7"));
    }

    void anEndlessSysExIsSurvived() {
        auto unit = vc();
        unit->receive(bytes("F0 7D 44 32 12 01 00"));
        for (int i = 0; i < 1000; ++i) unit->receive(std::string(100, '\x00'));
        QCOMPARE(joinedHex(unit->receive(bytes("F7 F0 7D 44 32 12 01 06 F7"))), QString("F0 7D 44 32 12 02 06 00 01 1C F7"));
    }

    void wrongInstallationIsRefused_data() {
        QTest::addColumn<int>("channel");
        QTest::addColumn<int>("device");
        QTest::addColumn<QString>("says");
        QTest::newRow("channel 0") << 0 << 0 << "channel 0";
        QTest::newRow("channel 17") << 17 << 0 << "channel 17";
        QTest::newRow("device 128") << 1 << 128 << "device number 128";
    }
    void wrongInstallationIsRefused() {
        QFETCH(int, channel);
        QFETCH(int, device);
        QFETCH(QString, says);
        const auto made =
            virt::makeVirtualUnit(test::library().find("detent.vc2"), {{"channel", channel}, {"device", device}}, {});
        QVERIFY(!made.ok());
        QCOMPARE(made.problem().fault, Fault::Usage);
        QVERIFY2(QString::fromStdString(made.problem().text()).contains(says), made.problem().text().c_str());
    }
};

QTEST_APPLESS_MAIN(TestVc2)
#include "tst_vc_2.moc"
