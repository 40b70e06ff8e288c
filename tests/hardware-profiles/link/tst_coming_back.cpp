// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Plugs pulled and put back, over in-memory wires, pseudo-terminals and TCP, with the conductor that looks after the links.
#include "hardware-profiles/link/virtual_ports.h"
#include "recall/run/steady_time.h"
#include "tests/recall/run/rig.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace detent;
using namespace detent::recall;
using gear::Diary;
using gear::hears;
using gear::Rig;

namespace {

/// The real clock, which a test may set ahead.
class AheadTime final : public SteadyTime {
public:
    Point now() const override { return SteadyTime::now() + m_ahead; }
    std::deque<Arrival> wait(Inbox& inbox, std::optional<Point> until) override {
        if (until) *until -= m_ahead;
        return inbox.wait(until);
    }
    void skip(std::chrono::seconds time) { m_ahead += time; }

private:
    std::chrono::seconds m_ahead{0};
};

/// The EQ of a rig on a real port, and a conductor that reaches it by makeLink.
struct Studio {
    Rig rig;
    Diary diary;
    std::shared_ptr<AheadTime> time = std::make_shared<AheadTime>();
    std::unique_ptr<profiles::Link> port;
    std::unique_ptr<virt::Served> served;
    std::unique_ptr<Conductor> conductor;

    explicit Studio(const std::string& link) {
        rig.units = {rig.known("EQ")};
        rig.units.front().unit.link = link;
        const LinkMaker makeLink = [](const Unit& unit, const profiles::Profile& profile) {
            return links::makeLink(*profiles::LinkAddress::parse(unit.link), profile);
        };
        conductor = std::make_unique<Conductor>(rig.units, makeLink, gear::noon, diary.observer(), time);
    }
    ~Studio() { conductor.reset(); }

    void plugIn(Result<std::unique_ptr<profiles::Link>> made) {
        if (!made) qFatal("%s", made.problem().text().c_str());
        port = std::move(*made);
        auto serving = virt::Served::start(rig.unit("EQ"), *port);
        if (!serving) qFatal("%s", serving.problem().text().c_str());
        served = std::move(*serving);
    }
    void unplug() {
        served.reset();
        port.reset();
    }

    UnitId id() const { return rig.id("EQ"); }
    bool isOpen() const { return conductor->isOpen(id()); }
    Quality qualityOf(const std::string& control) const {
        const auto& values = conductor->units().front().values;
        const auto found = values.find(control);
        return found == values.end() ? Quality::Unknown : found->second.quality;
    }
};

}  // namespace

class TestComingBack : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string place() const { return m_folder.filePath("eq").toStdString(); }
    std::string link() const { return "serial:" + place(); }

private slots:
    void aUnitThatIsPluggedInAgainIsOpenWithinASecondAndStaleUntilRead() {
        Studio studio(link());
        studio.plugIn(links::openPtyServer(place()));
        QVERIFY(studio.conductor->open().empty());
        studio.conductor->readAll();
        QCOMPARE(studio.qualityOf("low.gain"), Quality::Confirmed);

        for (int round = 0; round < 3; ++round) {
            studio.diary.clear();
            studio.unplug();
            QVERIFY(hears(*studio.conductor, [&] { return !studio.isOpen(); }));  // within a second
            QVERIFY(studio.diary.has("down id-EQ EQ: its link serial " + place() + " was lost"));
            QCOMPARE(studio.qualityOf("low.gain"), Quality::Stale);
            studio.rig.scramble(static_cast<unsigned>(round));  // away from us somebody turns it
            studio.plugIn(links::openPtyServer(place()));
            QVERIFY(hears(*studio.conductor, [&] { return studio.isOpen(); }));
            QVERIFY(studio.diary.has("up id-EQ"));
            QCOMPARE(studio.qualityOf("low.gain"), Quality::Stale);
            studio.conductor->readAll();
            QCOMPARE(studio.qualityOf("low.gain"), Quality::Confirmed);
            QCOMPARE(studio.conductor->units().front().values.at("low.gain").code,
                     studio.rig.unit("EQ").settings().at("low.gain"));
        }
    }

    void aUnitThatWasAwayFromTheStartComesWhenItIsPluggedIn() {
        Studio studio(link());
        QCOMPARE(studio.conductor->open().size(), std::size_t(1));
        studio.conductor->takeIn();
        QVERIFY(!studio.isOpen());
        studio.plugIn(links::openPtyServer(place()));
        QVERIFY(hears(*studio.conductor, [&] { return studio.isOpen(); }));
        QVERIFY(studio.diary.has("up id-EQ"));
    }

    void whatIsAwayIsSaidOnce() {
        Studio studio(link());
        QCOMPARE(studio.conductor->open().size(), std::size_t(1));
        for (int i = 0; i < 20; ++i) {
            studio.time->skip(std::chrono::seconds(10));
            studio.conductor->takeIn();
        }
        QVERIFY(!studio.diary.has("down"));  // `open` has returned it
    }

    void anotherDeviceBehindAKnownPortIsRefusedByName() {
        Studio studio(link());
        studio.plugIn(links::openPtyServer(place()));
        QVERIFY(studio.conductor->open().empty());
        const Snapshot before = gear::taken(*studio.conductor);
        studio.unplug();
        QVERIFY(hears(*studio.conductor, [&] { return !studio.isOpen(); }));

        studio.port = links::openPtyServer(place()).value();
        std::atomic<int> heard{0};
        const auto stranger = studio.port->open([&heard, port = studio.port.get()](profiles::LinkEvent event) {
            if (event.kind != profiles::LinkEvent::Kind::Received) return;
            ++heard;
            port->send("ID MAKER COMP-9 2.0\r\n", std::chrono::milliseconds(0));
        });
        QVERIFY(stranger.ok());
        studio.time->skip(std::chrono::seconds(1));
        QVERIFY(hears(*studio.conductor, [&] { return studio.diary.has("is not a Detent reference EQ-3"); }));
        QVERIFY(studio.diary.has(
            "down id-EQ EQ: the device at serial " + place() +
            " is not a Detent reference EQ-3, it answers \"ID MAKER COMP-9 2.0\"; plug EQ in there or change its link"));
        QVERIFY(!studio.isOpen());
        const int asked = heard;
        const RecallReport report = studio.conductor->recall(makePlan(before, studio.conductor->units()));
        for (const ControlOutcome& outcome : report.outcomes) QVERIFY(outcome.outcome != Outcome::Verified);
        QCOMPARE(int(heard), asked);  // it was told nothing

        studio.port.reset();
        studio.plugIn(links::openPtyServer(place()));
        studio.time->skip(std::chrono::seconds(4));
        QVERIFY(hears(*studio.conductor, [&] { return studio.isOpen(); }));
    }

    void aUnitThatAnswersLateIsAskedAgain() {
        Studio studio(link());
        studio.port = links::openPtyServer(place()).value();  // the adapter is there, the unit is off
        QVERIFY(studio.port->open([](profiles::LinkEvent) {}).ok());
        const auto failed = studio.conductor->open();
        QCOMPARE(failed.size(), std::size_t(1));
        QVERIFY2(failed.front().second.what.find("does not answer") != std::string::npos,
                 failed.front().second.text().c_str());
        studio.port.reset();
        studio.plugIn(links::openPtyServer(place()));
        studio.time->skip(std::chrono::seconds(4));
        QVERIFY(hears(*studio.conductor, [&] { return studio.isOpen(); }));
    }

    void whatIsUnderWayWhenAPersonOpensItIsNotDoneTwice() {
        Studio studio(link());
        studio.plugIn(links::openPtyServer(place()));
        QVERIFY(studio.conductor->open().empty());
        studio.unplug();
        QVERIFY(hears(*studio.conductor, [&] { return !studio.isOpen(); }));
        studio.plugIn(links::openPtyServer(place()));
        studio.time->skip(std::chrono::seconds(1));
        studio.diary.clear();
        studio.conductor->takeIn();  // asks who is there
        QVERIFY(studio.conductor->open().empty());
        QVERIFY(studio.isOpen());
        studio.conductor->takeIn();
        const auto told = studio.diary.lines();
        QCOMPARE(std::count_if(told.begin(), told.end(), [](const auto& line) { return line.starts_with("up "); }),
                 std::ptrdiff_t(1));
    }

    void aNetworkUnitComesBackToo() {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::Any));
        const int port = probe.serverPort();
        probe.close();
        Studio studio("tcp:127.0.0.1:" + std::to_string(port));
        studio.plugIn(links::openTcpServer(port));
        const auto failed = studio.conductor->open();
        QVERIFY2(failed.empty(), failed.empty() ? "" : failed.front().second.text().c_str());
        studio.unplug();
        QVERIFY(hears(*studio.conductor, [&] { return !studio.isOpen(); }));
        studio.plugIn(links::openTcpServer(port));
        QVERIFY(hears(*studio.conductor, [&] { return studio.isOpen(); }));
        studio.conductor->readAll();
        QCOMPARE(studio.qualityOf("low.gain"), Quality::Confirmed);
    }

    void aHostThatKeepsOneWaitingDoesNotHoldUpTheOthers() {
        Studio studio("tcp:192.0.2.1:4001");  // nobody's (RFC 5737)
        QCOMPARE(studio.conductor->open().size(), std::size_t(1));
        studio.time->skip(std::chrono::seconds(4));
        const auto begin = std::chrono::steady_clock::now();
        studio.conductor->takeIn();
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(500));
    }

    void unitsOnInMemoryWiresComeBackSideBySide() {
        Rig rig;
        Diary diary;
        Conductor conductor(rig.units, rig.maker(), gear::noon, diary.observer());
        QVERIFY(conductor.open().empty());
        conductor.readAll();
        rig.refusing = {"EQ", "Comp"};
        rig.unplug("EQ");
        rig.unplug("Comp");
        QVERIFY(hears(conductor, [&] { return diary.has("EQ: the port is in use by another program (process 4711)"); }));
        QVERIFY(!conductor.isOpen(rig.id("EQ")) && !conductor.isOpen(rig.id("Comp")));
        rig.refusing.clear();
        QVERIFY(hears(conductor, [&] { return conductor.isOpen(rig.id("EQ")) && conductor.isOpen(rig.id("Comp")); }));
    }
};

QTEST_GUILESS_MAIN(TestComingBack)
#include "tst_coming_back.moc"
