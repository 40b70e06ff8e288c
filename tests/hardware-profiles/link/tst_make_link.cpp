// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/make_link.h"
#include "hardware-profiles/link/serial_link.h"

#include <QTest>

using namespace detent;
using profiles::LinkAddress;

namespace {

LinkAddress address(const QString& text) {
    auto parsed = LinkAddress::parse(text.toStdString());
    if (!parsed) qFatal("%s", parsed.problem().text().c_str());
    return *parsed;
}

const std::vector<links::SerialPort> kPresent = {
    {"/dev/ttyS0", "", "ttyS0"}, {"/dev/ttyUSB1", "A50285BI", "FT232R"}, {"/dev/ttyACM0", "75834", "Nano"}};

}  // namespace

class TestMakeLink : public QObject {
    Q_OBJECT
private slots:
    void linksAreNamedForPeople_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("serial") << "serial:/dev/ttyUSB0,baud=9600"
                                << "serial /dev/ttyUSB0";
        QTest::newRow("midi") << "midi:VC-2,in=VC-2-out"
                              << "MIDI VC-2";
        QTest::newRow("TCP") << "tcp:[::1]:4001"
                             << "TCP [::1]:4001";
        QTest::newRow("UDP") << "udp:mixer.local:10023,listen=9000"
                             << "UDP mixer.local:10023";
    }
    void linksAreNamedForPeople() {
        QFETCH(QString, text);
        QFETCH(QString, name);
        const auto link = links::makeLink(address(text), {});
        QVERIFY(link.ok());
        QCOMPARE((*link)->name(), name.toStdString());
    }

    void whatNeedsNoLinkGetsNone_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("by hand") << "none";
        QTest::newRow("virtual") << "virtual";
    }
    void whatNeedsNoLinkGetsNone() {
        QFETCH(QString, text);
        const auto link = links::makeLink(address(text), {});
        QVERIFY(!link.ok());
        QCOMPARE(link.problem().fault, Fault::Usage);
    }

    void theAddressesOptionsWinOverTheProfiles() {
        profiles::SerialSettings ofProfile;
        ofProfile.baud = 115200;
        ofProfile.stopBits = 2;
        const auto settings = links::serialSettings(address("serial:/dev/ttyUSB0,baud=9600,parity=O"), ofProfile);
        QVERIFY(settings.ok());
        QCOMPARE(settings->baud, 9600);
        QCOMPARE(settings->parity, 'O');
        QCOMPARE(settings->dataBits, 8);
        QCOMPARE(settings->stopBits, 2);
    }

    void settingsThatNoPortHasAreRefused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("baud 0") << "baud"
                                << "0";
        QTest::newRow("baud of words") << "baud"
                                       << "fast";
        QTest::newRow("9 bits") << "bits"
                                << "9";
        QTest::newRow("no parity M") << "parity"
                                     << "M";
        QTest::newRow("no option") << "flow"
                                   << "rts";
    }
    void settingsThatNoPortHasAreRefused() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        LinkAddress wrong{LinkAddress::Kind::Serial, "/dev/ttyUSB0", {{key.toStdString(), value.toStdString()}}};
        const auto link = links::makeLink(wrong, {});
        QVERIFY(!link.ok());
        QCOMPARE(link.problem().fault, Fault::Usage);
        QVERIFY2(link.problem().what.find(key.toStdString()) != std::string::npos, link.problem().text().c_str());
    }

    void aUsbSerialNumberMeansThePortItSitsAtNow() {
        QCOMPARE(*links::resolveSerial("A50285BI", kPresent), std::string("/dev/ttyUSB1"));
        QCOMPARE(*links::resolveSerial("75834", kPresent), std::string("/dev/ttyACM0"));
        QCOMPARE(*links::resolveSerial("/dev/ttyS9", kPresent), std::string("/dev/ttyS9"));
        QCOMPARE(*links::resolveSerial("COM7", {}), std::string("COM7"));
    }

    void aUsbDeviceThatIsAwayIsSaidWithWhatIsThere() {
        const auto away = links::resolveSerial("A999", kPresent);
        QVERIFY(!away.ok());
        QCOMPARE(away.problem().fault, Fault::Link);
        QVERIFY2(away.problem().text().find("A999") != std::string::npos &&
                     away.problem().text().find("/dev/ttyUSB1 (A50285BI)") != std::string::npos,
                 away.problem().text().c_str());
    }

    void twoDevicesOfOneUsbSerialNumberAreToldApartByPathOnly() {
        std::vector<links::SerialPort> twins = kPresent;
        twins.push_back({"/dev/ttyUSB2", "A50285BI", "FT232R"});
        const auto either = links::resolveSerial("A50285BI", twins);
        QVERIFY(!either.ok());
        QVERIFY2(either.problem().text().find("/dev/ttyUSB2 (A50285BI)") != std::string::npos,
                 either.problem().text().c_str());
        QCOMPARE(*links::resolveSerial("/dev/ttyUSB2", twins), std::string("/dev/ttyUSB2"));
    }

    void aFoundPortIsLinkedByWhatStaysTheSame() {
        QCOMPARE(kPresent[1].link(), std::string("serial:A50285BI"));
        QCOMPARE(kPresent[0].link(), std::string("serial:/dev/ttyS0"));
    }

    void aPortThatIsNotThereIsSaidAtOpen() {
        const auto link = links::makeLink(address("serial:/dev/ttyUSB77"), {});
        QVERIFY(link.ok());
        const auto opened = (*link)->open([](profiles::LinkEvent) {});
        QVERIFY(!opened.ok());
        QCOMPARE(opened.problem().fault, Fault::Link);
        QVERIFY2(opened.problem().what.find("/dev/ttyUSB77") != std::string::npos, opened.problem().text().c_str());
    }
};

QTEST_APPLESS_MAIN(TestMakeLink)
#include "tst_make_link.moc"
