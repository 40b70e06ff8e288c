// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/link.h"

#include <QTest>

using namespace detent::profiles;
using Kind = LinkAddress::Kind;

class TestLinkAddress : public QObject {
    Q_OBJECT

private slots:
    void anAddressIsReadAndWrittenAlike_data();
    void anAddressIsReadAndWrittenAlike();
    void whatIsMeantIsFound();
    void aPortNameMayHaveCommasAndColons();
    void whatCannotBeIsRefusedWithTheForms_data();
    void whatCannotBeIsRefusedWithTheForms();
};

void TestLinkAddress::anAddressIsReadAndWrittenAlike_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"none", "virtual", "serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0,baud=115200", "serial:FT1234AB",
                             "serial:COM3,baud=9600,bits=7,parity=E,stop=2", "midi:VC-2", "midi:VC-2 OUT,in=VC-2 IN",
                             "midi:M\xC3\xA4"
                             "ander 24:0",
                             "tcp:192.168.1.20:4001", "tcp:[fe80::1]:23", "udp:mixer.local:10023", "udp:[::1]:9000,listen=9001"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestLinkAddress::anAddressIsReadAndWrittenAlike() {
    QFETCH(QString, text);
    const auto address = LinkAddress::parse(text.toStdString());
    QVERIFY(address.ok());
    QCOMPARE(QString::fromStdString(address->text()), text);
}

void TestLinkAddress::whatIsMeantIsFound() {
    const auto serial = LinkAddress::parse("serial:/dev/ttyUSB0,parity=O,baud=38400");
    QCOMPARE(serial->kind, Kind::Serial);
    QCOMPARE(serial->target, std::string("/dev/ttyUSB0"));
    QCOMPARE(serial->options.at("baud"), std::string("38400"));
    QCOMPARE(serial->options.at("parity"), std::string("O"));
    const auto tcp = LinkAddress::parse("tcp:eq.local:4001");
    QCOMPARE(tcp->kind, Kind::Tcp);
    QCOMPARE(tcp->endpoint().host, std::string("eq.local"));
    QCOMPARE(tcp->endpoint().port, 4001);
    const auto udp = LinkAddress::parse("udp:[fe80::1]:65535,listen=1");
    QCOMPARE(udp->kind, Kind::Udp);
    QCOMPARE(udp->endpoint().host, std::string("fe80::1"));
    QCOMPARE(udp->endpoint().port, 65535);
    QCOMPARE(udp->options.at("listen"), std::string("1"));
    QCOMPARE(LinkAddress::parse("none")->kind, Kind::None);
    QCOMPARE(LinkAddress::parse("virtual")->kind, Kind::Virtual);
}

void TestLinkAddress::aPortNameMayHaveCommasAndColons() {
    const auto midi = LinkAddress::parse("midi:Studio, left: port 2,in=Studio, right: port 1");
    QCOMPARE(midi->kind, Kind::Midi);
    QCOMPARE(midi->target, std::string("Studio, left: port 2"));
    QCOMPARE(midi->options.at("in"), std::string("Studio, right: port 1"));
}

void TestLinkAddress::whatCannotBeIsRefusedWithTheForms_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"",
                             "serial",
                             "serial:",
                             "serial:,baud=9600",
                             "serial:/dev/ttyS0,baud",
                             "serial:/dev/ttyS0,baud=",
                             "serial:/dev/ttyS0,baud=fast",
                             "serial:/dev/ttyS0,baud=0",
                             "serial:/dev/ttyS0,baud=-9600",
                             "serial:/dev/ttyS0,baud=9600,baud=9600",
                             "serial:/dev/ttyS0,bits=9",
                             "serial:/dev/ttyS0,stop=3",
                             "serial:/dev/ttyS0,parity=X",
                             "serial:/dev/ttyS0,colour=red",
                             "serial:/dev/ttyS0,",
                             "midi:",
                             "midi:,in=VC-2",
                             "midi:VC-2,in=",
                             "Virtual",
                             "virtual:1",
                             "none ",
                             "tcp:",
                             "tcp:eq.local",
                             "tcp::4001",
                             "tcp:eq.local:",
                             "tcp:eq.local:0",
                             "tcp:eq.local:65536",
                             "tcp:eq.local:http",
                             "tcp:fe80::1:23",
                             "tcp:[]:23",
                             "tcp:eq.local:4001,listen=4002",
                             "udp:mixer:9000,listen=",
                             "udp:mixer:9000,listen=70000",
                             "udp:mixer:9000,port=3",
                             "/dev/ttyUSB0"})
        QTest::addRow("'%s'", text) << text;
}

void TestLinkAddress::whatCannotBeIsRefusedWithTheForms() {
    QFETCH(QString, text);
    const auto address = LinkAddress::parse(text.toStdString());
    QVERIFY(!address.ok());
    QCOMPARE(address.problem().fault, detent::Fault::Usage);
    QVERIFY(address.problem().what.find("\"" + text.toStdString() + "\"") != std::string::npos);
    QCOMPARE(address.problem().remedy, std::string("write serial:PORT[,baud=N], midi:OUT[,in=IN], tcp:HOST:PORT, udp:HOST:PORT[,listen=PORT], virtual or none"));
}

QTEST_APPLESS_MAIN(TestLinkAddress)
#include "tst_link_address.moc"
