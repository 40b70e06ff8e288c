// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// TCP and UDP links over the loopback, against Qt's own sockets, our servers, and the OSC programs of liblo-tools.
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/link/virtual_ports.h"
#include "hardware-profiles/profile/reader.h"
#include "tests/support/wired.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>

using namespace detent;
using namespace std::chrono_literals;
using test::everyByte;
using test::hostAt;
using test::LinkLog;
using test::why;
using test::Wired;
using Clock = std::chrono::steady_clock;

namespace {

/// A port of this computer that nobody has now.
int freePort() {
    QTcpServer tcp;
    QUdpSocket udp;
    for (;;) {
        if (!tcp.listen(QHostAddress::Any)) qFatal("no free port");
        if (udp.bind(QHostAddress::Any, tcp.serverPort(), QAbstractSocket::DontShareAddress)) return tcp.serverPort();
        tcp.close();
    }
}

std::string at(const std::string& kind, int port) {
    return kind + ":127.0.0.1:" + std::to_string(port);
}

Wired tcpWire() {
    const int port = freePort();
    return {links::openTcpServer(port), at("tcp", port)};
}

Wired udpWire() {
    const int port = freePort();
    return {links::openUdpServer(port), at("udp", port)};
}

/// OSC 1.0: text with its nulls, up to a multiple of four.
std::string padded(std::string text) {
    text.resize((text.size() / 4 + 1) * 4, '\0');
    return text;
}

std::string withFloat(const std::string& path, std::uint32_t bits) {
    std::string message = padded(path) + padded(",f");
    for (int shift = 24; shift >= 0; shift -= 8) message += static_cast<char>(bits >> shift & 0xFF);
    return message;
}

/// A profile that speaks OSC.
profiles::ProfilePtr oscProfile() {
    QFile file(QStringLiteral(DETENT_SOURCE_DIR "/tests/hardware-profiles/profile/shapes/osc.json"));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no OSC profile");
    const auto reading = profiles::readProfile(file.readAll().toStdString());
    if (!reading.profile) qFatal("the OSC profile has a fault");
    return reading.profile;
}

/// A program of liblo-tools.
struct OscProgram {
    QProcess process;
    OscProgram(const QString& name, const QStringList& arguments) {
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(name, arguments);
        if (!process.waitForStarted()) qFatal("%s does not start", qPrintable(name));
    }
    ~OscProgram() {
        process.kill();
        process.waitForFinished();
    }
};

}  // namespace

class TestNetworkLink : public QObject {
    Q_OBJECT
private slots:
    void everyByteGoesBothWaysOverTcp() { tcpWire().carriesEveryByteBothWays(); }

    void aPeerThatReadsSlowlyGetsItAll() {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        LinkLog hostLog;
        const auto link = hostAt(at("tcp", server.serverPort()));
        QVERIFY(link->open(hostLog.handler()).ok());
        QVERIFY(server.waitForNewConnection(5000));
        const std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
        peer->setReadBufferSize(65536);
        std::string much;
        for (int i = 0; i < 40'000; ++i) much += everyByte();  // more than the system's buffers take at once
        link->send(much, 0ms);
        QByteArray came;
        while (came.size() < qsizetype(much.size()) && (peer->bytesAvailable() > 0 || peer->waitForReadyRead(5000)))
            came += peer->readAll();
        QVERIFY(came.toStdString() == much);
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Sent));
    }

    void aPeerThatReadsNothingIsGivenUp() {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        LinkLog hostLog;
        const auto link = hostAt(at("tcp", server.serverPort()));
        QVERIFY(link->open(hostLog.handler()).ok());
        link->send(std::string(20'000'000, 'x'), 0ms);
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Lost));
        const std::string said = hostLog.all(LinkLog::Kind::Lost).front().bytes;
        QVERIFY2(said.find("takes no bytes") != std::string::npos, said.c_str());
    }

    void theGapAfterEachMessageIsKeptOverTcp() { tcpWire().keepsTheGapAfterEachMessage(); }
    void theGapAfterEachMessageIsKeptOverUdp() { udpWire().keepsTheGapAfterEachMessage(); }

    void whenThePeerClosesTheHostIsLostWithinASecond() {
        const int port = freePort();
        Wired wire(links::openTcpServer(port), at("tcp", port));
        wire.unit->close();
        QVERIFY(wire.hostLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
        const std::string said = wire.hostLog.all(LinkLog::Kind::Lost).front().bytes;
        QVERIFY2(said.find("127.0.0.1:" + std::to_string(port)) != std::string::npos, said.c_str());
        wire.host->close();
        QVERIFY(wire.unit->open(wire.unitLog.handler()).ok());  // back again
        QVERIFY(wire.host->open(wire.hostLog.handler()).ok());
        wire.host->send("again", 0ms);
        QVERIFY(wire.unitLog.waitForBytes(5));
    }

    void whatThePeerSaidLastIsHeardBeforeItIsLost() {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        LinkLog hostLog;
        const auto link = hostAt(at("tcp", server.serverPort()));
        QVERIFY(link->open(hostLog.handler()).ok());
        QVERIFY(server.waitForNewConnection(5000));
        std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
        peer->write("bye\r\n");
        QVERIFY(peer->waitForBytesWritten());
        peer.reset();
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Lost));
        QCOMPARE(hostLog.received(), std::string("bye\r\n"));
        QVERIFY(hostLog.events().back().kind == LinkLog::Kind::Lost);
    }

    void aHostThatRefusesIsNamedWithItsPort() {
        const int port = freePort();
        LinkLog hostLog;
        const auto link = hostAt(at("tcp", port));
        const auto opened = link->open(hostLog.handler());
        QVERIFY(!opened.ok());
        QCOMPARE(opened.problem().fault, Fault::Link);
        QCOMPARE(opened.problem().text(),
                 "TCP 127.0.0.1:" + std::to_string(port) +
                     " refuses the connection; check its port number and that no other program is connected to it");
        const auto unit = links::openTcpServer(port);
        LinkLog unitLog;
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        QVERIFY(link->open(hostLog.handler()).ok());  // a refusal leaves nothing behind
        link->send("hello", 0ms);
        QVERIFY(unitLog.waitForBytes(5));
        QVERIFY(hostLog.all(LinkLog::Kind::Lost).empty());
    }

    void aHostThatIsNotThereIsSaid_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("TCP") << "tcp";
        QTest::newRow("UDP") << "udp";
    }
    void aHostThatIsNotThereIsSaid() {
        QFETCH(QString, kind);
        LinkLog hostLog;
        const auto opened = hostAt(kind.toStdString() + ":no-such-unit.invalid:4001")->open(hostLog.handler());
        QVERIFY(!opened.ok());
        QCOMPARE(opened.problem().fault, Fault::Link);
        QVERIFY2(opened.problem().what.find("no-such-unit.invalid:4001") != std::string::npos, qPrintable(why(opened)));
        QVERIFY(!opened.problem().remedy.empty());
    }

    void aSecondClientIsTurnedAwayAndClientsComeAndGo() {
        const int port = freePort();
        LinkLog unitLog;
        const auto unit = links::openTcpServer(port);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        for (int round = 0; round < 3; ++round) {
            QTcpSocket first, second;
            first.connectToHost("127.0.0.1", static_cast<quint16>(port));
            QVERIFY(first.waitForConnected());
            first.write("hello");
            first.flush();
            QVERIFY(unitLog.waitForBytes(5U * (round + 1U)));
            second.connectToHost("127.0.0.1", static_cast<quint16>(port));
            QVERIFY(second.waitForConnected());
            QVERIFY(second.state() == QAbstractSocket::UnconnectedState || second.waitForDisconnected());
            (*unit)->send("hi", 0ms);
            QVERIFY(first.bytesAvailable() > 0 || first.waitForReadyRead());
            QCOMPARE(first.readAll(), QByteArray("hi"));
            first.disconnectFromHost();
        }
        QVERIFY(unitLog.all(LinkLog::Kind::Lost).empty());
    }

    void aClientIsToldOfBeforeItIsHeard() {
        const int port = freePort();
        Wired wire(links::openTcpServer(port), at("tcp", port));
        wire.host->send("hello", 0ms);
        QVERIFY(wire.unitLog.waitForBytes(5));
        QVERIFY(wire.unitLog.events().front().kind == LinkLog::Kind::Joined);
        wire.host->close();
        QVERIFY(wire.host->open(wire.hostLog.handler()).ok());
        QVERIFY(wire.unitLog.waitFor(LinkLog::Kind::Joined, 2));
    }

    void aServerIsHeardByThisComputerAloneUnlessToldOtherwise() {
        LinkLog log;
        for (const bool all : {false, true}) {
            const int port = freePort();
            const std::string near = all ? "0.0.0.0" : links::kThisComputer, number = ":" + std::to_string(port);
            const auto tcp = links::openTcpServer(port, near), udp = links::openUdpServer(port, near);
            QVERIFY((*tcp)->open(log.handler()).ok() && (*udp)->open(log.handler()).ok());
            // 127.0.0.2 is this computer's too, but not the address that is listened at
            QCOMPARE(hostAt("tcp:127.0.0.2" + number)->open(log.handler()).ok(), all);
            LinkLog hostLog;
            const auto elsewhere = hostAt("udp:127.0.0.2" + number), here = hostAt(at("udp", port));
            QVERIFY(elsewhere->open(hostLog.handler()).ok() && here->open(hostLog.handler()).ok());
            log.clear();
            elsewhere->send("elsewhere", 0ms);
            QVERIFY(hostLog.waitFor(LinkLog::Kind::Sent));
            here->send("here", 0ms);
            const std::string expected = all ? "elsewherehere" : "here";
            QVERIFY(log.waitForBytes(expected.size()));
            QCOMPARE(log.received(), expected);
        }
    }

    void anAddressThatIsNotThisComputersIsSaid() {
        LinkLog log;
        for (const std::string near : {"192.0.2.1", "the mixer"}) {  // the first is nobody's (RFC 5737)
            for (const auto& unit : {links::openTcpServer(4001, near), links::openUdpServer(4001, near)}) {
                const auto opened = (*unit)->open(log.handler());
                QVERIFY(!opened.ok());
                QVERIFY2(opened.problem().text().find(near) != std::string::npos, qPrintable(why(opened)));
                QVERIFY2(opened.problem().remedy.find("0.0.0.0") != std::string::npos, qPrintable(why(opened)));
            }
        }
    }

    void aPortInUseIsSaid() {
        QTcpServer tcp;
        QUdpSocket udp;
        QVERIFY(tcp.listen(QHostAddress::Any));
        QVERIFY(udp.bind(QHostAddress::Any, 0, QAbstractSocket::DontShareAddress));
        LinkLog log;
        const auto tcpUnit = links::openTcpServer(tcp.serverPort());
        const auto udpUnit = links::openUdpServer(udp.localPort());
        const auto listening = hostAt("udp:127.0.0.1:9,listen=" + std::to_string(udp.localPort()));
        for (profiles::Link* link : {tcpUnit->get(), udpUnit->get(), listening.get()}) {
            const auto opened = link->open(log.handler());
            QVERIFY(!opened.ok());
            QVERIFY2(opened.problem().text().find(" is in use by another program; close it there, or choose another port") !=
                         std::string::npos,
                     qPrintable(why(opened)));
        }
        QVERIFY(!links::openTcpServer(0).ok());
        QVERIFY(!links::openUdpServer(65536).ok());
    }

    void oneLinkOwnsAnAddress() {
        const int port = freePort();
        LinkLog log;
        const auto unit = links::openTcpServer(port);
        QVERIFY((*unit)->open(log.handler()).ok());
        const auto link = hostAt(at("tcp", port)), other = hostAt(at("tcp", port));
        QVERIFY(link->open(log.handler()).ok());
        const auto refused = other->open(log.handler());
        QVERIFY(!refused.ok());
        QVERIFY2(refused.problem().text().find("in use by this program already") != std::string::npos,
                 qPrintable(why(refused)));
    }

    void aDatagramIsAMessage() {
        const int port = freePort();
        LinkLog unitLog, hostLog;
        const auto unit = links::openUdpServer(port);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        (*unit)->send("nobody is there yet", 0ms);
        QVERIFY(unitLog.waitFor(LinkLog::Kind::Sent));
        const auto link = hostAt(at("udp", port));
        QVERIFY(link->open(hostLog.handler()).ok());
        for (int i = 0; i < 100; ++i) link->send("down " + std::to_string(i), 0ms);
        QVERIFY(unitLog.waitFor(LinkLog::Kind::Received, 100));
        const auto down = unitLog.all(LinkLog::Kind::Received);
        for (std::size_t i = 0; i < 100; ++i) QCOMPARE(down[i].bytes, "down " + std::to_string(i));
        (*unit)->send("up", 0ms);
        (*unit)->send(everyByte(), 0ms);
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Received, 2));
        QCOMPARE(hostLog.all(LinkLog::Kind::Received)[1].bytes, everyByte());
    }

    void repliesToAPortOfTheirOwnAreHeard() {
        const int listen = freePort();
        QUdpSocket unit;
        QVERIFY(unit.bind(QHostAddress::LocalHost));
        LinkLog hostLog;
        const auto link = hostAt(at("udp", unit.localPort()) + ",listen=" + std::to_string(listen));
        QVERIFY(link->open(hostLog.handler()).ok());
        QUdpSocket other;  // a reply may come from any port of the unit
        other.writeDatagram("reply", QHostAddress::LocalHost, static_cast<quint16>(listen));
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Received));
        QCOMPARE(hostLog.received(), std::string("reply"));
    }

    void whatOtherHostsSendIsNotHeard() {
        const int listen = freePort();
        LinkLog hostLog;
        const auto link = hostAt("udp:127.0.0.2:9,listen=" + std::to_string(listen));
        QVERIFY(link->open(hostLog.handler()).ok());
        QUdpSocket stranger, unit;
        QVERIFY(stranger.bind(QHostAddress("127.0.0.1")));
        if (!unit.bind(QHostAddress("127.0.0.2"))) QSKIP("this system's loopback has one address");
        stranger.writeDatagram("stranger", QHostAddress::LocalHost, static_cast<quint16>(listen));
        unit.writeDatagram("unit", QHostAddress::LocalHost, static_cast<quint16>(listen));
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Received));
        QCOMPARE(hostLog.received(), std::string("unit"));
    }

    void nobodyAtAUdpPortIsNoFault() {
        LinkLog hostLog;
        const auto link = hostAt(at("udp", freePort()));
        QVERIFY(link->open(hostLog.handler()).ok());
        link->send("a", 0ms);
        link->send("b", 0ms);
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Sent, 2));
        QVERIFY(hostLog.all(LinkLog::Kind::Lost).empty());
    }

    void aMessageThatFitsIntoNoDatagramIsSaid() {
        LinkLog hostLog;
        const auto link = hostAt(at("udp", freePort()));
        QVERIFY(link->open(hostLog.handler()).ok());
        link->send(std::string(70'000, 'x'), 0ms);  // UDP takes 65,507 bytes
        QVERIFY(hostLog.waitFor(LinkLog::Kind::Lost));
        const std::string said = hostLog.all(LinkLog::Kind::Lost).front().bytes;
        QVERIFY2(said.find("70000 bytes") != std::string::npos, said.c_str());
    }

    void anIndependentOscProgramReadsWhatIsSent() {
        QVERIFY2(!QStandardPaths::findExecutable("oscdump").isEmpty(), "install liblo-tools");
        const int port = freePort();
        OscProgram dump("oscdump", {"-L", QString::number(port)});
        LinkLog hostLog;
        const auto link = hostAt(at("udp", port));
        QVERIFY(link->open(hostLog.handler()).ok());
        QByteArray said;
        for (int tries = 0; tries < 100 && said.count('\n') < 1; ++tries) {  // it says nothing when it is ready
            link->send(withFloat("/ready", 0), 0ms);
            if (dump.process.waitForReadyRead(100)) said += dump.process.readAll();
        }
        QVERIFY2(said.contains("/ready f 0.0"), said);
        const profiles::Codec codec(oscProfile(), {});
        for (const auto& [control, code] : {std::pair("fader.2", 634409), std::pair("phantom.1", 1)}) {
            const auto messages = codec.set(control, code);
            QVERIFY(messages.ok());
            for (const auto& message : *messages) link->send(message.bytes, 0ms);
        }
        while (!said.contains("48v") && dump.process.waitForReadyRead(5000)) said += dump.process.readAll();
        QVERIFY2(said.contains("/output/2/faderlin f 0.634409\n"), said);
        QVERIFY2(said.contains("/input/1/48v i 1\n"), said);
    }

    void whatAnIndependentOscProgramSendsIsHeard() {
        QVERIFY2(!QStandardPaths::findExecutable("oscsend").isEmpty(), "install liblo-tools");
        const int port = freePort();
        LinkLog unitLog;
        const auto unit = links::openUdpServer(port);
        QVERIFY((*unit)->open(unitLog.handler()).ok());
        const QString where = QString::number(port);
        QCOMPARE(QProcess::execute("oscsend", {"127.0.0.1", where, "/output/2/faderlin", "f", "0.817204"}), 0);
        QVERIFY(unitLog.waitFor(LinkLog::Kind::Received));
        const auto profile = oscProfile();
        const auto frames = profiles::Framer(*profile).feed(unitLog.received());
        QCOMPARE(frames.size(), std::size_t(1));
        const auto readings = profiles::Codec(profile, {}).decode(frames.front());
        QCOMPARE(readings.size(), std::size_t(1));
        QCOMPARE(readings.front().control, std::string("fader.2"));
        QCOMPARE(readings.front().code, profiles::Code(817204));
    }
};

QTEST_GUILESS_MAIN(TestNetworkLink)
#include "tst_network_link.moc"
