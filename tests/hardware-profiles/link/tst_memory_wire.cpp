// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/make_link.h"
#include "tests/support/link_log.h"

#include <QTest>

using namespace detent;
using namespace std::chrono_literals;
using test::LinkLog;
using Clock = std::chrono::steady_clock;

namespace {

/// Both ends of a wire, open. The logs outlive the ends.
struct Pair {
    LinkLog nearLog, farLog;
    std::unique_ptr<profiles::Link> nearEnd, farEnd;

    Pair() {
        std::tie(nearEnd, farEnd) = links::makeMemoryWire("EQ-3");
        if (!nearEnd->open(nearLog.handler()) || !farEnd->open(farLog.handler())) qFatal("the wire does not open");
    }
    ~Pair() {
        nearEnd.reset();
        farEnd.reset();
    }
};

}  // namespace

class TestMemoryWire : public QObject {
    Q_OBJECT
private slots:
    void messagesKeepTheirOrderBothWays() {
        Pair pair;
        for (int i = 0; i < 1000; ++i) {
            QCOMPARE(pair.nearEnd->send("down " + std::to_string(i), 0ms), std::uint64_t(i + 1));
            pair.farEnd->send("up " + std::to_string(i), 0ms);
        }
        QVERIFY(pair.farLog.waitFor(LinkLog::Kind::Received, 1000));
        QVERIFY(pair.nearLog.waitFor(LinkLog::Kind::Received, 1000));
        QVERIFY(pair.nearLog.waitFor(LinkLog::Kind::Sent, 1000));
        const auto down = pair.farLog.all(LinkLog::Kind::Received), up = pair.nearLog.all(LinkLog::Kind::Received);
        const auto sent = pair.nearLog.all(LinkLog::Kind::Sent);
        for (std::size_t i = 0; i < 1000; ++i) {
            QCOMPARE(down[i].bytes, "down " + std::to_string(i));
            QCOMPARE(up[i].bytes, "up " + std::to_string(i));
            QCOMPARE(sent[i].ticket, std::uint64_t(i + 1));
            if (i > 0) QVERIFY(down[i].at >= down[i - 1].at);
        }
    }

    void theGapAfterEachMessageIsKept() {
        Pair pair;
        const auto begin = Clock::now();
        pair.nearEnd->send("a", 40ms);
        pair.nearEnd->send("b", 0ms);
        pair.nearEnd->send("c", 70ms);
        pair.nearEnd->send("d", 30ms);
        QVERIFY(pair.farLog.waitFor(LinkLog::Kind::Received, 4));
        QVERIFY(pair.nearLog.waitFor(LinkLog::Kind::Sent, 4));
        const auto came = pair.farLog.all(LinkLog::Kind::Received), sent = pair.nearLog.all(LinkLog::Kind::Sent);
        QVERIFY(came[1].at - begin >= 40ms);
        QVERIFY(came[3].at - begin >= 110ms);
        QVERIFY(sent[0].at - begin >= 40ms);  // Sent says that the gap is over as well
        QVERIFY(sent[2].at >= came[2].at + 69ms);
        QVERIFY(sent[3].at >= came[3].at + 29ms);
        QVERIFY(sent[3].at - begin < 1s);  // and not much more than the gap
    }

    void aPacedWireTakesItsBytesTime() {
        LinkLog nearLog, farLog;
        const auto [nearEnd, farEnd] = links::makeMemoryWire("EQ-3", 10 * 1000.0 / 9600);
        QVERIFY(nearEnd->open(nearLog.handler()).ok());
        QVERIFY(farEnd->open(farLog.handler()).ok());
        const auto begin = Clock::now();
        for (int i = 0; i < 4; ++i) {  // both ways at once, as on a cable
            nearEnd->send("twelve bytes", 0ms);
            farEnd->send("twelve bytes", 0ms);
        }
        QVERIFY(farLog.waitFor(LinkLog::Kind::Received, 4));
        QVERIFY(nearLog.waitFor(LinkLog::Kind::Received, 4));
        QVERIFY(nearLog.waitFor(LinkLog::Kind::Sent, 4));
        for (const LinkLog* log : {&nearLog, &farLog}) {
            const auto came = log->all(LinkLog::Kind::Received);
            for (int i = 0; i < 4; ++i) {  // 12 bytes of 10 bits at 9,600 baud are 12.5 ms
                const auto due = std::chrono::microseconds(12'500 * (i + 1));
                QVERIFY(came[static_cast<std::size_t>(i)].at - begin >= due);
                QVERIFY(came[static_cast<std::size_t>(i)].at - begin <
                        due + 200ms);  // a busy machine wakes late, not later each time
            }
        }
        nearEnd->close();
        farEnd->close();
    }

    void aReplyComesThroughWhileAGapRuns() {
        Pair pair;
        pair.nearEnd->send("set", 10s);
        QVERIFY(pair.farLog.waitFor(LinkLog::Kind::Received));
        pair.farEnd->send("ok", 0ms);
        QVERIFY(pair.nearLog.waitFor(LinkLog::Kind::Received, 1, 1s));
    }

    void whenOneEndClosesTheOtherIsLost() {
        Pair pair;
        const auto begin = Clock::now();
        pair.farEnd->close();
        QVERIFY(pair.nearLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
        const auto lost = pair.nearLog.all(LinkLog::Kind::Lost).front();
        QVERIFY(lost.at >= begin);
        QVERIFY2(lost.bytes.find("EQ-3") != std::string::npos, lost.bytes.c_str());
        pair.nearEnd->send("anyone?", 0ms);
        pair.nearEnd->close();
        QVERIFY(pair.nearLog.all(LinkLog::Kind::Sent).empty());
        QCOMPARE(pair.nearLog.all(LinkLog::Kind::Lost).size(), std::size_t(1));
        QVERIFY(pair.farLog.events().empty());  // who closed hears nothing of it
    }

    void whenOneEndIsDestroyedTheOtherIsLost() {
        Pair pair;
        pair.farEnd.reset();
        QVERIFY(pair.nearLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
        pair.nearEnd->close();
        QVERIFY(!pair.nearEnd->open(pair.nearLog.handler()).ok());
    }

    void nothingIsHeardOnceCloseHasReturned() {
        for (int round = 0; round < 50; ++round) {
            LinkLog farLog;
            auto [nearEnd, farEnd] = links::makeMemoryWire("EQ-3");
            std::atomic<bool> closed{false}, late{false};
            QVERIFY(nearEnd->open([&](profiles::LinkEvent) { late = late || closed; }).ok());
            QVERIFY(farEnd->open(farLog.handler()).ok());
            for (int i = 0; i < 20; ++i) farEnd->send("x", 0ms);
            nearEnd->close();
            closed = true;
            farEnd->close();
            QVERIFY(!late);
        }
    }

    void aLinkClosedByItsOwnHandlerOpensAgain() {
        auto [nearEnd, farEnd] = links::makeMemoryWire("EQ-3");
        LinkLog nearLog, farLog;
        profiles::Link* self = nearEnd.get();
        QVERIFY(nearEnd
                    ->open([&, inner = nearLog.handler()](profiles::LinkEvent event) {
                        inner(event);
                        if (event.kind == LinkLog::Kind::Received) self->close();
                    })
                    .ok());
        QVERIFY(farEnd->open(farLog.handler()).ok());
        farEnd->send("close yourself", 0ms);
        QVERIFY(farLog.waitFor(LinkLog::Kind::Lost, 1, 1s));
        farEnd->close();
        QVERIFY(farEnd->open(farLog.handler()).ok());
        QVERIFY(nearEnd->open(nearLog.handler()).ok());
        nearLog.clear();
        farEnd->send("again", 0ms);
        QVERIFY(nearLog.waitForBytes(5));
        nearEnd->close();
        farEnd->close();
    }

    void itIsOpenOnlyOnceAndClosesAsOftenAsYouLike() {
        Pair pair;
        const auto again = pair.nearEnd->open(pair.nearLog.handler());
        QVERIFY(!again.ok());
        QVERIFY(again.problem().text().find("open already") != std::string::npos);
        pair.nearEnd->close();
        pair.nearEnd->close();
        QCOMPARE(pair.nearEnd->name(), std::string("EQ-3"));
    }

    void sendingToAClosedLinkIsNoCrime() {
        auto [nearEnd, farEnd] = links::makeMemoryWire("EQ-3");
        const auto first = nearEnd->send("x", 0ms);
        QVERIFY(nearEnd->send("y", 0ms) > first);
    }
};

QTEST_APPLESS_MAIN(TestMemoryWire)
#include "tst_memory_wire.moc"
