// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A unit at the far end of a wire, on the wire's own thread.
#include "hardware-profiles/link/virtual_ports.h"
#include "tests/dsp/sounds.h"
#include "tests/hardware-profiles/virtual/units.h"
#include "tests/support/wired.h"

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

    /// The Altitude greets and obeys nobody who has not said who they are (trinnov/altitude.json).
    void aClientThatComesLateIsGreetedAndLogsInAnew() {
        const auto altitude = test::unit("trinnov.altitude");
        std::unique_ptr<profiles::Link> server;
        Result<std::unique_ptr<virt::Served>> served = Problem{};
        int port = 42'000;
        for (; !served && port < 42'100; ++port) {
            server = links::openTcpServer(port).value();
            served = virt::Served::start(*altitude, *server);  // fails where somebody has the port
        }
        QVERIFY(served.ok());
        const auto isMuted = [&] { return altitude->settings().at("mute") != 0; };
        for (const bool mutedBefore : {false, true}) {
            LinkLog log;
            const auto host = test::hostAt("tcp:127.0.0.1:" + std::to_string(port - 1));
            QVERIFY(host->open(log.handler()).ok());
            const std::string greeting = "Welcome on Trinnov Optimizer";
            QVERIFY(log.waitForBytes(greeting.size()));
            QVERIFY2(log.received().starts_with(greeting), log.received().c_str());
            const auto says = [&](std::size_t count) {
                return log.waitUntil([&](const LinkLog::Events& events) {
                    std::string all;
                    for (const auto& event : events) all += event.bytes;
                    std::size_t found = 0;
                    for (auto at = all.find("OK"); at != std::string::npos; at = all.find("OK", at + 2)) ++found;
                    return found >= count;
                });
            };
            host->send(mutedBefore ? "mute 0\n" : "mute 1\n", 0ms);  // before the login: not obeyed
            host->send("id detent\n", 0ms);
            QVERIFY(says(1));
            QCOMPARE(isMuted(), mutedBefore);
            host->send("mute 1\n", 0ms);
            QVERIFY(says(2));
            QVERIFY(isMuted());
        }
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

QTEST_GUILESS_MAIN(TestServed)
#include "tst_served.moc"
