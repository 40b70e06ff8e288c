// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/link/make_link.h"
#include "tests/support/link_log.h"

#include <QTest>

namespace detent::test {

/// A host's link to `address`, not yet open.
inline std::unique_ptr<profiles::Link> hostAt(const std::string& address) {
    return links::makeLink(profiles::LinkAddress::parse(address).value(), {}).value();
}

inline QString why(const Result<void>& result) {
    return result ? QString() : QString::fromStdString(result.problem().text());
}

inline std::string everyByte() {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    return all;
}

/// Both ends of a real port, open, and what each has reported.
struct Wired {
    LinkLog unitLog, hostLog;
    std::unique_ptr<profiles::Link> unit, host;

    Wired(Result<std::unique_ptr<profiles::Link>> server, std::unique_ptr<profiles::Link> link) : host(std::move(link)) {
        if (!server) qFatal("%s", server.problem().text().c_str());
        unit = std::move(*server);
        for (const auto& opened : {unit->open(unitLog.handler()), host->open(hostLog.handler())}) {
            if (!opened) qFatal("%s", opened.problem().text().c_str());
        }
    }
    Wired(Result<std::unique_ptr<profiles::Link>> server, const std::string& address)
        : Wired(std::move(server), hostAt(address)) {}

    /// With ^C, ^S, ^D, every MIDI status and line ends of all kinds.
    void carriesEveryByteBothWays() {
        using namespace std::chrono_literals;
        host->send(everyByte(), 0ms);
        QVERIFY(unitLog.waitForBytes(256));
        QCOMPARE(unitLog.received(), everyByte());
        unit->send(everyByte(), 0ms);
        QVERIFY(hostLog.waitForBytes(256));
        QCOMPARE(hostLog.received(), everyByte());
    }

    void keepsTheGapAfterEachMessage() {
        using namespace std::chrono_literals;
        const auto begin = std::chrono::steady_clock::now();
        host->send("a", 60ms);
        host->send("b", 60ms);
        host->send("c", 0ms);
        QVERIFY(unitLog.waitForBytes(3));
        const auto came = unitLog.all(LinkLog::Kind::Received);
        QCOMPARE(came.size(), std::size_t(3));
        QVERIFY(came[1].at - begin >= 60ms);
        QVERIFY(came[2].at - begin >= 120ms);
        QVERIFY(came[2].at - begin < 10s);  // a busy machine may be late; milliseconds taken for seconds would be two minutes
    }
};

}  // namespace detent::test
