// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The serial library itself against a pseudo-terminal. It refuses those twice: names outside /sys/class/tty, which a path
// that climbs out of /dev gets round, and terminals without control lines, which tests/support/serial_shim gives them.
#include "hardware-profiles/link/serial_device.h"
#include "hardware-profiles/link/serial_link.h"
#include "hardware-profiles/link/virtual_ports.h"
#include "tests/support/link_log.h"
#include "tests/support/serial_shim.h"

#include <QTemporaryDir>
#include <QTest>
#include <sys/ioctl.h>

using namespace detent;
using namespace std::chrono_literals;
using profiles::SerialSettings;
using test::LinkLog;
using test::SerialShim;

class TestSerialPort : public QObject {
    Q_OBJECT

    std::string place() const { return m_folder.filePath("port").toStdString(); }
    std::string climbing() const { return "/dev/../../.." + place(); }

    /// A link that takes the library's way, whatever the port is.
    std::unique_ptr<profiles::Link> host(const SerialSettings& settings = {}) const {
        return std::make_unique<links::SerialLink>(climbing(), settings, links::openSerialPort);
    }

    QTemporaryDir m_folder;
    LinkLog m_unitLog;
    std::unique_ptr<profiles::Link> m_unit;

private slots:
    void init() {
        m_unitLog.clear();
        auto server = links::openPtyServer(place());
        QVERIFY2(server.ok(), server.ok() ? "" : server.problem().text().c_str());
        m_unit = std::move(*server);
        QVERIFY(m_unit->open(m_unitLog.handler()).ok());
        SerialShim::instance() = {};
        SerialShim::instance().lines = TIOCM_RTS;
    }
    void cleanup() { m_unit.reset(); }

    void everyByteGoesBothWaysAsItIs() {
        std::string all;
        for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
        LinkLog hostLog;
        const auto link = host();
        const auto opened = link->open(hostLog.handler());
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.problem().text().c_str());
        link->send(all, 0ms);
        QVERIFY(m_unitLog.waitForBytes(256));
        QCOMPARE(m_unitLog.received(), all);
        m_unit->send(all, 0ms);
        QVERIFY(hostLog.waitForBytes(256));
        QCOMPARE(hostLog.received(), all);
    }

    void theGapAfterEachMessageIsKept() {
        LinkLog hostLog;
        const auto link = host();
        QVERIFY(link->open(hostLog.handler()).ok());
        const auto begin = std::chrono::steady_clock::now();
        link->send("a", 60ms);
        link->send("b", 0ms);
        QVERIFY(m_unitLog.waitForBytes(2));
        const auto came = m_unitLog.all(LinkLog::Kind::Received);
        QCOMPARE(came.size(), std::size_t(2));
        QVERIFY(came[1].at - begin >= 60ms);
        QVERIFY(came[1].at - begin < 1s);
    }

    void whenThePortGoesTheHostIsLostWithinASecond() {
        LinkLog hostLog;
        const auto link = host();
        QVERIFY(link->open(hostLog.handler()).ok());
        m_unit.reset();
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
    }

    void openingLeavesTheControlLinesAlone_data() {
        QTest::addColumn<int>("lines");
        QTest::newRow("none") << 0;
        QTest::newRow("RTS") << TIOCM_RTS;
        QTest::newRow("both") << (TIOCM_RTS | TIOCM_DTR);
    }
    void openingLeavesTheControlLinesAlone() {
        QFETCH(int, lines);
        SerialShim::instance().lines = lines;
        LinkLog hostLog;
        const auto link = host();
        QVERIFY(link->open(hostLog.handler()).ok());
        QCOMPARE(SerialShim::instance().lines, lines);
        link->close();
        QCOMPARE(SerialShim::instance().lines, lines);
    }

    void thePortGetsItsSettings_data() {
        QTest::addColumn<int>("baud");
        QTest::addColumn<int>("bits");
        QTest::addColumn<char>("parity");
        QTest::addColumn<int>("stop");
        QTest::addColumn<unsigned>("speed");
        QTest::newRow("115200 8N1") << 115200 << 8 << 'N' << 1 << unsigned(B115200);
        QTest::newRow("9600 8O1") << 9600 << 8 << 'O' << 1 << unsigned(B9600);
        QTest::newRow("38400 7E2") << 38400 << 7 << 'E' << 2 << unsigned(B38400);
    }
    void thePortGetsItsSettings() {
        QFETCH(int, baud);
        QFETCH(int, bits);
        QFETCH(char, parity);
        QFETCH(int, stop);
        QFETCH(unsigned, speed);
        SerialSettings settings;
        settings.baud = baud;
        settings.dataBits = bits;
        settings.parity = parity;
        settings.stopBits = stop;
        const auto device = links::openSerialPort(climbing(), settings);
        QVERIFY2(device.ok(), device.ok() ? "" : device.problem().text().c_str());
        QVERIFY(!SerialShim::instance().settings.empty());
        const termios last = SerialShim::instance().settings.back();
        QCOMPARE(unsigned(cfgetospeed(&last)), speed);
        QCOMPARE(int(last.c_cflag & CSIZE), bits == 8 ? CS8 : CS7);
        QCOMPARE((last.c_cflag & PARENB) != 0, parity != 'N');
        if (parity != 'N') QCOMPARE((last.c_cflag & PARODD) != 0, parity == 'O');
        QCOMPARE((last.c_cflag & CSTOPB) != 0, stop == 2);
        QCOMPARE(int(last.c_cflag & CRTSCTS), 0);
        QCOMPARE(int(last.c_iflag & (IXON | IXOFF | ICRNL | INLCR)), 0);
        QCOMPARE(int(last.c_oflag & OPOST), 0);
        QCOMPARE(int(last.c_lflag & (ECHO | ICANON | ISIG)), 0);
    }

    void anUnknownPortIsSaid() {
        const auto device = links::openSerialPort("/dev/ttyUSB77", {});
        QVERIFY(!device.ok());
        QCOMPARE(device.problem().fault, Fault::Link);
        QVERIFY(device.problem().text().find("/dev/ttyUSB77") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestSerialPort)
#include "tst_serial_port.moc"
