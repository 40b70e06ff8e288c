// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A unit at the far end of a wire, on the wire's own thread.
#include "hardware-profiles/link/make_link.h"
#include "tests/dsp/sounds.h"
#include "tests/hardware-profiles/virtual/units.h"
#include "tests/support/link_log.h"

#include <atomic>
#include <thread>

using namespace detent;
using test::LinkLog;
using namespace std::chrono_literals;

class TestServed : public QObject {
    Q_OBJECT
private slots:
    void aUnitAnswersAtTheFarEndOfAWire() {
        auto [host, far] = links::makeMemoryWire("EQ-3");
        auto eq = test::unit("detent.eq3");
        auto served = virt::Served::start(*eq, *far);
        QVERIFY(served.ok());
        LinkLog log;
        QVERIFY(host->open(log.handler()).ok());
        host->send("SET GAIN 1 2.0\nGET GA", 0ms);
        host->send("IN 1\n", 0ms);
        const std::string expected = "OK GAIN 1 2.0\r\nGAIN 1 2.0\r\n";
        QVERIFY(log.waitForBytes(expected.size()));
        QCOMPARE(log.received(), expected);
        test::turn(*eq, "low.gain", "-3.5");
        QVERIFY(log.waitForBytes(expected.size() + 15));
        QCOMPARE(log.received(), expected + "! GAIN 1 -3.5\r\n");
        host->close();
    }

    void whenItIsServedNoMoreTheHostLosesItsLink() {
        auto [host, far] = links::makeMemoryWire("EQ-3");
        auto eq = test::unit("detent.eq3");
        auto served = virt::Served::start(*eq, *far);
        QVERIFY(served.ok());
        LinkLog log;
        QVERIFY(host->open(log.handler()).ok());
        served->reset();
        QVERIFY(log.waitFor(LinkLog::Kind::Lost, 1, 1s));
        test::turn(*eq, "low.gain", "-3.5");  // no one hears, and nothing breaks
        host->close();
    }

    void theFaultThatClosesTheLinkClosesIt() {
        auto [host, far] = links::makeMemoryWire("EQ-3");
        auto eq = test::unit("detent.eq3");
        eq->setFault({virt::UnitFault::Kind::CloseLink, 1});
        auto served = virt::Served::start(*eq, *far);
        QVERIFY(served.ok());
        LinkLog log;
        QVERIFY(host->open(log.handler()).ok());
        host->send("GET TRIM\n", 0ms);
        QVERIFY(log.waitForBytes(10));
        host->send("SET TRIM 1.0\n", 0ms);
        QVERIFY(log.waitFor(LinkLog::Kind::Lost, 1, 1s));
        QCOMPARE(log.received(), std::string("TRIM 0.0\r\n"));
        QVERIFY(eq->settings().at("trim") == eq->profile().control("trim")->scale.codeOf(0));
        host->close();
    }

    void aLinkThatDoesNotOpenIsSaid() {
        auto [host, far] = links::makeMemoryWire("EQ-3");
        host.reset();
        auto eq = test::unit("detent.eq3");
        const auto served = virt::Served::start(*eq, *far);
        QVERIFY(!served.ok());
        QCOMPARE(served.problem().fault, Fault::Link);
    }

    void handsHostAndAudioMayAllTurnAtOnce() {
        auto [host, far] = links::makeMemoryWire("EQ-3");
        auto eq = test::unit("detent.eq3");
        std::atomic<int> changes{0};
        eq->onChange([&] { ++changes; });
        auto served = virt::Served::start(*eq, *far);
        QVERIFY(served.ok());
        LinkLog log;
        QVERIFY(host->open(log.handler()).ok());
        const auto processor = eq->makeProcessor({1, true, true});
        processor->prepare(48000, 2, 64);
        std::atomic<bool> stop{false};
        std::thread audio([&] {
            auto block = test::noise(2, 64, 0.5, 1);
            std::vector<float*> pointers;
            const auto view = test::viewOf(block, pointers);
            while (!stop) processor->process(view);
        });
        std::thread hand([&] {
            for (int i = 0; i < 200; ++i) eq->turn("high.gain", i % 17);
        });
        for (int i = 0; i < 200; ++i) host->send("SET GAIN 1 " + std::to_string(i % 8) + ".0\n", 0ms);
        hand.join();
        const auto answers = [](const LinkLog::Events& events) {
            int count = 0;
            for (const auto& event : events) count += event.bytes.starts_with("OK GAIN 1 ") ? 1 : 0;
            return count;
        };
        QVERIFY(log.waitUntil([&](const LinkLog::Events& events) { return answers(events) == 200; }));
        stop = true;
        audio.join();
        QVERIFY(changes >= 200);
        served->reset();
        host->close();
    }
};

QTEST_APPLESS_MAIN(TestServed)
#include "tst_served.moc"
