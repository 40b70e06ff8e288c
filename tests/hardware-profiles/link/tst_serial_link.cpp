// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A serial link against a pseudo-terminal server: the unit's end is ours, the terminal between them the system's.
#include "hardware-profiles/link/virtual_ports.h"
#include "tests/support/wired.h"

#include <QTemporaryDir>
#include <filesystem>
#include <fstream>

using namespace detent;
using namespace std::chrono_literals;
using test::everyByte;
using test::LinkLog;
using test::Wired;
using Clock = std::chrono::steady_clock;

class TestSerialLink : public QObject {
    Q_OBJECT

    std::string place(const char* name) const { return m_folder.filePath(name).toStdString(); }
    static std::unique_ptr<profiles::Link> served(const std::string& path) {
        auto server = links::openPtyServer(path);
        if (!server) qFatal("%s", server.problem().text().c_str());
        return std::move(*server);
    }
    static std::unique_ptr<profiles::Link> host(const std::string& path) {
        return test::hostAt("serial:" + path);
    }
    Wired wired() const { return {links::openPtyServer(place("eq")), "serial:" + place("eq")}; }

    QTemporaryDir m_folder;

private slots:
    void everyByteGoesBothWaysAsItIs() { wired().carriesEveryByteBothWays(); }

    void muchAtOnceArrivesWhole() {
        Wired wire = wired();
        std::string much;
        for (int i = 0; i < 400; ++i) much += everyByte();
        wire.host->send(much, 0ms);
        QVERIFY(wire.unitLog.waitForBytes(much.size()));
        QVERIFY(wire.unitLog.received() == much);
    }

    void theGapAfterEachMessageIsKept() { wired().keepsTheGapAfterEachMessage(); }

    void whenTheUnitGoesTheHostIsLostWithinASecond() {
        Wired wire = wired();
        wire.unit->close();
        QVERIFY(wire.hostLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
        const std::string why = wire.hostLog.all(LinkLog::Kind::Lost).front().bytes;
        QVERIFY2(why.find(place("eq")) != std::string::npos, why.c_str());
        QVERIFY(!std::filesystem::exists(std::filesystem::symlink_status(place("eq"))));
    }

    void hostsComeAndGoAndTheUnitStays() {
        LinkLog unitLog;
        const auto unit = served(place("eq"));
        QVERIFY(unit->open(unitLog.handler()).ok());
        for (int round = 0; round < 3; ++round) {
            LinkLog hostLog;
            const auto link = host(place("eq"));
            QVERIFY(link->open(hostLog.handler()).ok());
            link->send("hello", 0ms);
            QVERIFY(unitLog.waitForBytes(5U * (round + 1U)));
            unit->send("hi", 0ms);
            QVERIFY(hostLog.waitForBytes(2));
            link->close();
        }
        QVERIFY(unitLog.all(LinkLog::Kind::Lost).empty());
    }

    void whatWasSaidBeforeOpeningIsNotHeard() {
        LinkLog unitLog, hostLog;
        const auto unit = served(place("eq"));
        QVERIFY(unit->open(unitLog.handler()).ok());
        unit->send("an old reply\r\n", 0ms);
        QVERIFY(unitLog.waitFor(LinkLog::Kind::Sent));
        const auto link = host(place("eq"));
        QVERIFY(link->open(hostLog.handler()).ok());
        unit->send("new", 0ms);
        QVERIFY(hostLog.waitForBytes(3));
        QCOMPARE(hostLog.received(), std::string("new"));
    }

    void aUnitThatNobodyReadsIsNotHeldUp() {
        LinkLog unitLog;
        const auto unit = served(place("eq"));
        QVERIFY(unit->open(unitLog.handler()).ok());
        const std::string line(1000, '!');
        for (int i = 0; i < 20; ++i) unit->send(line, 0ms);
        QVERIFY(unitLog.waitFor(LinkLog::Kind::Sent, 20));
    }

    void twoNamesOfOnePortHaveOneOwner() {
        LinkLog unitLog, hostLog;
        const auto unit = served(place("eq"));
        QVERIFY(unit->open(unitLog.handler()).ok());
        std::filesystem::create_symlink(place("eq"), place("alias"));
        const auto link = host(place("eq")), other = host(place("alias"));
        QVERIFY(link->open(hostLog.handler()).ok());
        const auto refused = other->open(hostLog.handler());
        QVERIFY(!refused.ok());
        QVERIFY2(refused.problem().text().find("in use by this program already") != std::string::npos,
                 refused.problem().text().c_str());
        link->close();
        QVERIFY(other->open(hostLog.handler()).ok());
        other->close();
        std::filesystem::remove(place("alias"));
    }

    void aNameInUseIsNotServedTwice() {
        const auto unit = served(place("eq"));
        const auto second = links::openPtyServer(place("eq"));
        QVERIFY(!second.ok());
        QCOMPARE(second.problem().fault, Fault::Link);
        QVERIFY(std::filesystem::exists(place("eq")));
    }

    void whatACrashedServerLeftIsReplaced() {
        std::filesystem::create_symlink("/dev/pts/999999", place("eq"));
        Wired wire = wired();
        wire.host->send("x", 0ms);
        QVERIFY(wire.unitLog.waitForBytes(1));
    }

    void whatIsNotOursIsLeftAlone() {
        std::ofstream(place("precious")) << "data";
        const auto refused = links::openPtyServer(place("precious"));
        QVERIFY(!refused.ok());
        QVERIFY2(refused.problem().text().find(place("precious")) != std::string::npos, refused.problem().text().c_str());
        std::string kept;
        std::ifstream(place("precious")) >> kept;
        QCOMPARE(kept, std::string("data"));
        std::filesystem::create_symlink(place("precious"), place("pointer"));
        QVERIFY(!links::openPtyServer(place("pointer")).ok());
        QVERIFY(std::filesystem::exists(place("pointer")));
        QVERIFY(!links::openPtyServer(place("no/such/folder")).ok());
    }

    void aPacedUnitIsAsSlowAsItsBaudRateBothWays() {
        LinkLog hostLog;
        auto made = links::openPtyServer(place("eq"), 10 * 1000.0 / 9600);
        QVERIFY(made.ok());
        profiles::Link& unit = **made;
        std::string heard;
        const auto answer = [&](profiles::LinkEvent event) {
            heard += event.bytes;
            if (heard.ends_with('\n')) unit.send("OK GAIN 2 -1.5 ....\n", 0ms);
        };
        QVERIFY(unit.open(answer).ok());
        const auto link = host(place("eq"));
        QVERIFY(link->open(hostLog.handler()).ok());
        const auto begin = Clock::now();
        link->send("SET GAIN 2 -1.5 ...\n", 0ms);
        QVERIFY(hostLog.waitForBytes(20));
        const auto took = Clock::now() - begin;
        QVERIFY(took >= std::chrono::microseconds(41'666));  // 40 bytes of 10 bits at 9,600 baud
        QVERIFY(took < 500ms);
        unit.close();
    }

    void aServerThatWasClosedSaysSo() {
        LinkLog unitLog;
        const auto unit = served(place("eq"));
        QVERIFY(unit->open(unitLog.handler()).ok());
        unit->close();
        QVERIFY(!unit->open(unitLog.handler()).ok());
    }
};

QTEST_GUILESS_MAIN(TestSerialLink)
#include "tst_serial_link.moc"
