// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Ownership across processes: this program starts itself as the other one.
#include "hardware-profiles/link/port_owner.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>
#include <iostream>

using namespace detent;
using links::PortOwner;

namespace {

const std::string kKey = "serial:/dev/ttyTEST" + std::to_string(QCoreApplication::applicationPid());

/// Another process that owns `key` until it is told to go, or is killed.
struct Other {
    QProcess process;

    explicit Other(const std::string& key) {
        process.start(QCoreApplication::applicationFilePath(), {"--own", QString::fromStdString(key)});
        if (!process.waitForStarted() || !process.waitForReadyRead(20000)) qFatal("the other process does not start");
        said = process.readLine().trimmed();
    }
    ~Other() {
        process.closeWriteChannel();
        process.waitForFinished();
    }
    QByteArray said;
};

int own(const char* key) {
    const auto owner = PortOwner::take(key, "serial port TEST");
    std::cout << (owner ? "mine" : owner.problem().text()) << std::endl;
    std::cin.get();
    return 0;
}

}  // namespace

class TestPortOwner : public QObject {
    Q_OBJECT
private slots:
    void aSecondProcessIsRefusedAndToldWhoHasIt() {
        Other other(kKey);
        QCOMPARE(other.said, QByteArray("mine"));
        const auto refused = PortOwner::take(kKey, "serial port /dev/ttyTEST");
        QVERIFY(!refused.ok());
        QCOMPARE(refused.problem().fault, Fault::Link);
        const std::string expected = "serial port /dev/ttyTEST is in use by tst_port_owner (process " +
                                     std::to_string(other.process.processId()) + "); close it there";
        QCOMPARE(refused.problem().text(), expected);
    }

    void thisProcessIsTheSecondForAnother() {
        const auto owner = PortOwner::take(kKey, "serial port TEST");
        QVERIFY(owner.ok());
        Other other(kKey);
        QVERIFY2(other.said.contains("(process " + QByteArray::number(QCoreApplication::applicationPid()) + ")"),
                 other.said);
    }

    void itIsFreeWhenTheOwnerLetsGo() {
        { Other other(kKey); }
        QVERIFY(PortOwner::take(kKey, "serial port TEST").ok());
        QVERIFY(PortOwner::take(kKey, "serial port TEST").ok());  // that one ended with its line
    }

    void whatACrashedOwnerLeftBehindIsTakenOver() {
        Other other(kKey);
        QCOMPARE(other.said, QByteArray("mine"));
        other.process.kill();
        QVERIFY(other.process.waitForFinished());
        const auto owner = PortOwner::take(kKey, "serial port TEST");
        QVERIFY2(owner.ok(), owner.ok() ? "" : owner.problem().text().c_str());
    }

    void twiceInOneProcessIsRefusedToo() {
        const auto owner = PortOwner::take(kKey, "serial port TEST");
        const auto again = PortOwner::take(kKey, "serial port TEST");
        QVERIFY(owner.ok());
        QVERIFY(!again.ok());
        QCOMPARE(again.problem().text(),
                 std::string("serial port TEST is in use by this program already; close it there first"));
    }

    void otherPortsAreFree() {
        const auto owner = PortOwner::take(kKey, "serial port TEST");
        QVERIFY(PortOwner::take(kKey + "0", "serial port TEST").ok());
    }
};

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    if (argc == 3 && std::string(argv[1]) == "--own") return own(argv[2]);
    TestPortOwner test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_port_owner.moc"
