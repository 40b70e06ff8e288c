// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The serial library itself against a pseudo-terminal. It refuses those twice: names outside /sys/class/tty, which a path
// that climbs out of /dev gets round, and terminals without control lines, which tests/support/serial_shim gives them.
#include "hardware-profiles/link/serial_device.h"
#include "hardware-profiles/link/serial_link.h"
#include "hardware-profiles/link/virtual_ports.h"
#include "tests/recall/run/rig.h"
#include "tests/support/link_log.h"
#include "tests/support/serial_shim.h"
#include "tests/support/wired.h"

#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

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

    /// The port's speed, read back from the system. Linux keeps those that termios has no name for in its termios2: 44
    /// bytes, the last four of them the speed (asm-generic/termbits.h, which does not go together with termios.h).
    unsigned speedNow() const {
        constexpr unsigned long kGetTermios2 = _IOC(_IOC_READ, 'T', 0x2A, 44);
        unsigned char termios2[44] = {};
        unsigned speed = 0;
        const int fd = ::open(place().c_str(), O_RDWR | O_NOCTTY);
        if (fd < 0 || ::ioctl(fd, kGetTermios2, termios2) != 0) qFatal("the port's settings cannot be read");
        ::close(fd);
        std::memcpy(&speed, termios2 + 40, sizeof speed);
        return speed;
    }

    /// The library's way to a port of its own.
    std::unique_ptr<test::Wired> wired() {
        m_unit.reset();
        return std::make_unique<test::Wired>(links::openPtyServer(place()), host());
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

    void everyByteGoesBothWaysAsItIs() { wired()->carriesEveryByteBothWays(); }
    void theGapAfterEachMessageIsKept() { wired()->keepsTheGapAfterEachMessage(); }

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
        for (const int baud : {9600, 19200, 57600, 115200, 230400}) QTest::addRow("%d 8N1", baud) << baud << 8 << 'N' << 1;
        QTest::newRow("38400 8O1") << 38400 << 8 << 'O' << 1;
        QTest::newRow("9600 8E1") << 9600 << 8 << 'E' << 1;
        QTest::newRow("38400 7E2") << 38400 << 7 << 'E' << 2;
        QTest::newRow("31250 8N1, MIDI's own") << 31250 << 8 << 'N' << 1;
        QTest::newRow("250000 8N2, of no table") << 250000 << 8 << 'N' << 2;
    }
    void thePortGetsItsSettings() {
        QFETCH(int, baud);
        QFETCH(int, bits);
        QFETCH(char, parity);
        QFETCH(int, stop);
        const auto device = links::openSerialPort(climbing(), {baud, bits, stop, parity, false});
        QVERIFY2(device.ok(), device.ok() ? "" : device.problem().text().c_str());
        QCOMPARE(speedNow(), unsigned(baud));
        // The system gives pseudo-terminals 8 bits and no parity whatever is asked; the shim has written down what was.
        QVERIFY(!SerialShim::instance().settings.empty());
        const termios last = SerialShim::instance().settings.back();
        QCOMPARE(int(last.c_cflag & CSIZE), bits == 8 ? CS8 : CS7);
        QCOMPARE((last.c_cflag & PARENB) != 0, parity != 'N');
        if (parity != 'N') QCOMPARE((last.c_cflag & PARODD) != 0, parity == 'O');
        QCOMPARE((last.c_cflag & CSTOPB) != 0, stop == 2);
        QCOMPARE(int(last.c_cflag & CRTSCTS), 0);
        QCOMPARE(int(last.c_iflag & (IXON | IXOFF | ICRNL | INLCR)), 0);
        QCOMPARE(int(last.c_oflag & OPOST), 0);
        QCOMPARE(int(last.c_lflag & (ECHO | ICANON | ISIG)), 0);
    }

    void aRecallGoesThroughTheSerialLibrary_data() {
        QTest::addColumn<int>("baud");
        QTest::addColumn<char>("parity");
        QTest::newRow("9600 8N1") << 9600 << 'N';
        QTest::newRow("38400 8O1") << 38400 << 'O';
        QTest::newRow("115200 8N1") << 115200 << 'N';
    }
    void aRecallGoesThroughTheSerialLibrary() {
        QFETCH(int, baud);
        QFETCH(char, parity);
        const SerialSettings settings{baud, 8, 1, parity, false};
        gear::Rig rig;
        rig.units = {rig.known("EQ")};
        rig.units.front().unit.link = "serial:" + place() + ",baud=" + std::to_string(baud) + ",parity=" + parity;
        m_unit.reset();
        m_unit = links::openPtyServer(place(), (parity == 'N' ? 10 : 11) * 1000.0 / baud).value();
        const auto served = virt::Served::start(rig.unit("EQ"), *m_unit);
        QVERIFY(served.ok());
        gear::Diary diary;
        const auto maker = [&](const recall::Unit&, const profiles::Profile&) -> Result<std::unique_ptr<profiles::Link>> {
            return host(settings);
        };
        recall::Conductor conductor(rig.units, maker, gear::noon, diary.observer());
        const auto failed = conductor.open();
        QVERIFY2(failed.empty(), failed.empty() ? "" : failed.front().second.text().c_str());
        QCOMPARE(speedNow(), unsigned(baud));
        QCOMPARE((SerialShim::instance().settings.back().c_cflag & PARODD) != 0, parity == 'O');
        conductor.readAll();
        const recall::Snapshot wanted = gear::taken(conductor);
        rig.scramble(1);
        conductor.readAll();
        const auto report = conductor.recall(recall::makePlan(wanted, conductor.units()));
        QVERIFY(report.outcomes.size() >= 9);
        for (const auto& outcome : report.outcomes) QCOMPARE(outcome.outcome, recall::Outcome::Verified);
        // The bytes are most of the time at this speed, and nothing is quicker than its wire.
        if (baud == 9600) QVERIFY(report.seconds >= report.wireSeconds * 0.99);
        qInfo("%d baud: %.3f s, wire %.3f s", baud, report.seconds, report.wireSeconds);
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
