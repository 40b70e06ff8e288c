// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/conductor.h"
#include "recall/run/verify.h"
#include "tests/recall/run/room.h"

#include <QTest>

#include <atomic>
#include <future>

using namespace detent::recall;
using namespace detent;
using gear::Diary;
using gear::outcomeIn;
using gear::Rig;
using gear::Room;

namespace {

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Quality qualityOf(const Conductor& conductor, const std::string& unit, const std::string& control) {
    for (const KnownUnit& known : conductor.units()) {
        if (known.unit.name == unit && known.values.contains(control)) return known.values.at(control).quality;
    }
    return Quality::Unknown;
}

Code codeOf(const Conductor& conductor, const std::string& unit, const std::string& control) {
    for (const KnownUnit& known : conductor.units()) {
        if (known.unit.name == unit) return known.values.at(control).code;
    }
    return -1;
}

}  // namespace

class TestConductor : public QObject {
    Q_OBJECT
private slots:
    void aScrambledRackComesBackAndUndoBringsTheScrambleBack();
    void theEngineIsMutedFirstAndOpenedLast();
    void noPhaseBeginsBeforeAllOfTheFormerHasEnded();
    void wiresGoOnWhileThePersonIsAsked();
    void aHazardWaitsForThePerson_data();
    void aHazardWaitsForThePerson();
    void skippedHandsAreNotConfirmed();
    void lockedControlsStayWhereTheyAre();
    void aRefusedPortIsMissingAndTheRestGoesOn();
    void anotherDeviceBehindThePortIsRefusedByName();
    void aUnitThatRestartsIsWaitedForAndUnknown();
    void aKnobTurnedAtThePanelBecomesKnown();
    void aKnobTurnedSinceThePlanIsNoLongerVerified();
    void aLinkLostWhileNothingRunsIsNoticed();
    void aLiveSetIsReadBack();
    void unitsOnOnePortShareIt();
    void whatIsNotKnownIsCapturedAsUnknown();
    void theWiresTakeNoLessThanTheyMust();
    void aPersonsTimeIsNotCounted();
};

void TestConductor::aScrambledRackComesBackAndUndoBringsTheScrambleBack() {
    Room room;
    room.rig.scramble(1);
    const auto first = room.rig.standing();
    room.conductor.readAll();
    room.tellHands();
    const Snapshot wanted = gear::taken(room.conductor);
    room.rig.scramble(3);
    const auto scrambled = room.rig.standing();
    for (const auto& [control, code] : first) QVERIFY2(scrambled.at(control) != code, control.c_str());

    room.conductor.readAll();
    room.tellHands();
    const Snapshot undo = gear::taken(room.conductor);
    const RecallReport there = room.recall(wanted);
    QCOMPARE(room.rig.standing(), first);
    QCOMPARE(there.outcomes.size(), first.size());
    for (const ControlOutcome& outcome : there.outcomes) {
        QCOMPARE(outcome.outcome, outcome.unitName == "Colour" ? Outcome::ConfirmedByHand : Outcome::Verified);
        QVERIFY(outcome.message.empty());
    }
    QVERIFY(allAsWanted(room.recall(undo).outcomes));
    QCOMPARE(room.rig.standing(), scrambled);
}

void TestConductor::theEngineIsMutedFirstAndOpenedLast() {
    Room room;
    room.rig.scramble(1);
    room.conductor.readAll();
    room.diary.clear();
    (void)room.recall(room.before);
    const auto lines = room.diary.lines();
    QCOMPARE(lines.front(), std::string("mute"));
    QCOMPARE(lines.back(), std::string("open"));
    QCOMPARE(std::count(lines.begin(), lines.end(), "mute"), 1);

    room.diary.clear();
    (void)room.recall(room.before);  // nothing to move
    QVERIFY(!room.diary.has("mute"));
}

void TestConductor::noPhaseBeginsBeforeAllOfTheFormerHasEnded() {
    Room room;
    room.rig.scramble(1);
    room.rig.unit("EQ").turn("trim", -12);
    room.conductor.readAll();
    room.tellHands();
    const Plan plan = makePlan(room.before, room.conductor.units());
    std::map<std::string, Phase> phaseOf;
    for (const Step& step : plan.steps) {
        if (!step.transient && step.control != "mute") phaseOf[step.unitName + "." + step.control] = step.phase;
    }
    room.diary.clear();
    (void)room.conductor.recall(plan);
    int now = -1;
    std::size_t open = 0, phases = 0;
    for (const std::string& line : room.diary.lines()) {
        if (line.starts_with("phase ")) {
            QCOMPARE(open, std::size_t{0});
            ++phases;
        }
        if (line.starts_with("start ")) ++open;
        if (line.starts_with("end ")) --open;
        const auto found = line.starts_with("start ") ? phaseOf.find(line.substr(6)) : phaseOf.end();
        if (found == phaseOf.end()) continue;
        QVERIFY(static_cast<int>(found->second) >= now);
        now = static_cast<int>(found->second);
    }
    QCOMPARE(phases, std::size_t{5});
}

void TestConductor::wiresGoOnWhileThePersonIsAsked() {
    const auto within = [](const std::function<bool()>& so) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(2);
        while (!so() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
        return so();
    };
    // The EQ obeys only when the question is open, and the person answers only when the EQ has been set.
    std::atomic<bool> recalling = false, asked = false, askedMeanwhile = false, setMeanwhile = false;
    Room room([&](Rig& rig) {
        rig.unit("EQ").onChange([&] {
            if (recalling && within([&] { return asked.load(); })) askedMeanwhile = true;
        });
    });
    room.rig.unit("EQ").turn("mute", 1);
    room.conductor.readAll();
    room.before = gear::taken(room.conductor);
    room.rig.unit("EQ").turn("low.gain", 5);
    room.conductor.readAll();
    room.conductor.setByHand(room.rig.id("Colour"), "drive", 7);
    room.diary.clear();
    room.diary.person = [&](const Step&) {
        asked = true;
        setMeanwhile = within([&] { return room.diary.has("end EQ.low.gain"); });
        return Answer::Done;
    };
    recalling = true;
    const RecallReport report = room.recall(room.before);
    QVERIFY(askedMeanwhile);
    QVERIFY(setMeanwhile);
    QVERIFY(allAsWanted(report.outcomes));
}

void TestConductor::aHazardWaitsForThePerson_data() {
    QTest::addColumn<int>("answer");
    QTest::addColumn<int>("outcome");
    QTest::newRow("done") << static_cast<int>(Answer::Done) << static_cast<int>(Outcome::Verified);
    QTest::newRow("skip") << static_cast<int>(Answer::Skip) << static_cast<int>(Outcome::Skipped);
    QTest::newRow("cancel") << static_cast<int>(Answer::Cancel) << static_cast<int>(Outcome::Skipped);
}

void TestConductor::aHazardWaitsForThePerson() {
    QFETCH(int, answer);
    QFETCH(int, outcome);
    Room room([](Rig& rig) {
        auto profile = std::make_shared<profiles::Profile>(*rig.known("Comp").profile);
        for (auto& control : profile->controls) {
            if (control.id == "in") control.hazard = profiles::Hazard::Phantom;
        }
        rig.known("Comp").profile = profile;
    });
    const Code wanted = room.rig.unit("Comp").settings().at("in"), other = 1 - wanted;
    room.rig.unit("Comp").turn("in", other);
    room.conductor.readAll();
    std::atomic<bool> untouched = false;
    room.diary.person = [&](const Step& step) {
        untouched = step.control == "in" && step.asksFirst && room.rig.unit("Comp").settings().at("in") == other;
        return static_cast<Answer>(answer);
    };
    const RecallReport report = room.recall(room.before);
    QVERIFY(untouched);
    const ControlOutcome in = outcomeIn(report.outcomes, "Comp", "in");
    QCOMPARE(in.outcome, static_cast<Outcome>(outcome));
    QCOMPARE(room.rig.unit("Comp").settings().at("in"), in.outcome == Outcome::Verified ? wanted : other);
    QCOMPARE(report.cancelled, static_cast<Answer>(answer) == Answer::Cancel);
}

void TestConductor::skippedHandsAreNotConfirmed() {
    Room room;
    const Code wanted = room.rig.unit("Colour").settings().at("drive");
    room.conductor.setByHand(room.rig.id("Colour"), "drive", wanted + 3);
    room.diary.person = [](const Step&) { return Answer::Skip; };
    const RecallReport report = room.recall(room.before);
    const ControlOutcome drive = outcomeIn(report.outcomes, "Colour", "drive");
    QCOMPARE(drive.outcome, Outcome::Skipped);
    QVERIFY(says(drive.message, "Colour Drive: wanted 0 dB"));
    QCOMPARE(codeOf(room.conductor, "Colour", "drive"), wanted + 3);

    room.diary.person = [](const Step&) { return Answer::BySound; };
    QCOMPARE(outcomeIn(room.recall(room.before).outcomes, "Colour", "drive").outcome, Outcome::ConfirmedBySound);
    QCOMPARE(qualityOf(room.conductor, "Colour", "drive"), Quality::BySound);
}

void TestConductor::lockedControlsStayWhereTheyAre() {
    Room room([](Rig& rig) { rig.known("EQ").locked = {"low.gain"}; });
    room.rig.unit("EQ").turn("low.gain", 4);
    room.rig.unit("EQ").turn("mid.gain", 4);
    room.conductor.readAll();
    const RecallReport report = room.recall(room.before);
    QCOMPARE(outcomeIn(report.outcomes, "EQ", "low.gain").outcome, Outcome::Locked);
    QCOMPARE(outcomeIn(report.outcomes, "EQ", "mid.gain").outcome, Outcome::Verified);
    QCOMPARE(room.rig.unit("EQ").settings().at("low.gain"), Code{4});
}

void TestConductor::aRefusedPortIsMissingAndTheRestGoesOn() {
    Rig rig;
    rig.refusing = {"EQ"};
    Diary diary;
    Conductor conductor(rig.units, rig.maker(), gear::noon, diary.observer());
    const auto failed = conductor.open();
    QCOMPARE(failed.size(), std::size_t{1});
    QCOMPARE(failed.front().first, rig.id("EQ"));
    QCOMPARE(failed.front().second.text(),
             std::string("EQ: the port is in use by another program (process 4711); close it there"));
    QVERIFY(!conductor.isOpen(rig.id("EQ")) && conductor.isOpen(rig.id("Comp")));

    const Snapshot wanted = gear::snapshot(
        {gear::wanted(rig.known("EQ"), {{"low.gain", 3}, {"mute", 0}}), gear::wanted(rig.known("Comp"), {{"ratio", 3}})});
    const RecallReport report = conductor.recall(makePlan(wanted, conductor.units()));
    const ControlOutcome low = outcomeIn(report.outcomes, "EQ", "low.gain");
    QCOMPARE(low.outcome, Outcome::Missing);
    QVERIFY(says(low.message, "EQ Low gain: wanted +1.5 dB"));
    QVERIFY(says(low.message, "process 4711"));
    QCOMPARE(outcomeIn(report.outcomes, "Comp", "ratio").outcome, Outcome::Verified);
    QCOMPARE(conductor.set(rig.id("EQ"), {{"low.gain", 2}}).front().outcome, Outcome::Missing);
}

void TestConductor::anotherDeviceBehindThePortIsRefusedByName() {
    Rig rig;
    std::unique_ptr<profiles::Link> device;
    profiles::Link* other = nullptr;
    Conductor conductor({rig.known("EQ")},
                        [&](const Unit&, const profiles::Profile&) -> Result<std::unique_ptr<profiles::Link>> {
                            auto [host, end] = links::makeMemoryWire("serial /dev/ttyUSB7");
                            device = std::move(end);
                            other = device.get();
                            const auto opened = device->open([other](profiles::LinkEvent event) {
                                if (event.kind == profiles::LinkEvent::Kind::Received)
                                    other->send("ID ACME FUZZ 9\r\n", std::chrono::milliseconds(0));
                            });
                            if (!opened) return opened.problem();
                            return std::move(host);
                        },
                        gear::noon, {});
    const auto failed = conductor.open();
    QCOMPARE(failed.size(), std::size_t{1});
    const std::string text = failed.front().second.text();
    for (const char* part : {"EQ", "/dev/ttyUSB7", "EQ-3", "ID ACME FUZZ 9"}) QVERIFY2(says(text, part), text.c_str());
    QVERIFY(!conductor.isOpen(rig.id("EQ")));
}

void TestConductor::aUnitThatRestartsIsWaitedForAndUnknown() {
    constexpr int kBootMs = 100;
    Rig rig;
    auto profile = std::make_shared<profiles::Profile>(*rig.known("EQ").profile);
    profile->serial.resetsOnOpen = true;
    profile->timing.bootMs = kBootMs;
    KnownUnit eq = rig.known("EQ");
    eq.profile = profile;
    gear::knows(eq, "low.gain", 4);
    Conductor conductor({eq}, rig.maker(), gear::noon, {});
    QCOMPARE(qualityOf(conductor, "EQ", "low.gain"), Quality::Stale);  // confirmed, but on another link
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(conductor.open().empty());
    QVERIFY(std::chrono::steady_clock::now() - began >=
            std::chrono::milliseconds(kBootMs - 1));  // whole milliseconds are counted
    QCOMPARE(qualityOf(conductor, "EQ", "low.gain"), Quality::Unknown);
    conductor.readAll();
    QCOMPARE(qualityOf(conductor, "EQ", "low.gain"), Quality::Confirmed);
}

void TestConductor::aKnobTurnedAtThePanelBecomesKnown() {
    Rig rig;
    Diary diary;
    std::promise<void> heard;
    std::atomic<int> times = 0;
    Observer observer = diary.observer();
    observer.news = [&] {
        if (++times == 1) heard.set_value();
    };
    Conductor conductor(rig.units, rig.maker(), gear::noon, observer);
    QVERIFY(conductor.open().empty());
    conductor.readAll();
    rig.unit("EQ").turn("mid.gain", -7);
    rig.unit("Comp").turn("threshold", 33);
    QCOMPARE(heard.get_future().wait_for(std::chrono::seconds(5)), std::future_status::ready);
    QVERIFY(gear::hears(conductor, [&] {
        return codeOf(conductor, "EQ", "mid.gain") == -7 && codeOf(conductor, "Comp", "threshold") == 33;
    }));
    QCOMPARE(qualityOf(conductor, "EQ", "mid.gain"), Quality::Stale);  // a line without a checksum, which may be damaged
    QVERIFY(diary.has("learned mid.gain -3.5 dB stale"));
    QCOMPARE(qualityOf(conductor, "Comp", "threshold"), Quality::Confirmed);
}

void TestConductor::aKnobTurnedSinceThePlanIsNoLongerVerified() {
    Room room;
    const Plan plan = makePlan(room.before, room.conductor.units());
    QVERIFY(plan.steps.empty());
    const Code wanted = room.rig.unit("EQ").settings().at("mid.gain");
    room.rig.unit("EQ").turn("mid.gain", wanted + 2);
    QVERIFY(gear::hears(room.conductor, [&] { return codeOf(room.conductor, "EQ", "mid.gain") == wanted + 2; }));
    const RecallReport report = room.conductor.recall(plan);
    const ControlOutcome gain = outcomeIn(report.outcomes, "EQ", "mid.gain");
    QCOMPARE(gain.outcome, Outcome::Mismatch);
    QVERIFY(says(gain.message, "recall once more"));
    QCOMPARE(outcomeIn(report.outcomes, "EQ", "low.gain").outcome, Outcome::Verified);
}

void TestConductor::aLinkLostWhileNothingRunsIsNoticed() {
    Room room;
    const Plan plan = makePlan(room.before, room.conductor.units());
    room.rig.unplug("EQ");
    QVERIFY(gear::hears(room.conductor, [&] { return !room.conductor.isOpen(room.rig.id("EQ")); }));
    QVERIFY(room.diary.has("down id-EQ EQ: its link wire of EQ was lost"));
    QCOMPARE(qualityOf(room.conductor, "EQ", "low.gain"), Quality::Stale);
    QVERIFY(room.conductor.isOpen(room.rig.id("Comp")));
    const RecallReport report = room.conductor.recall(plan);  // all was settled when it was made
    QCOMPARE(outcomeIn(report.outcomes, "EQ", "low.gain").outcome, Outcome::Uncertain);

    QVERIFY(room.conductor.open().empty());
    QVERIFY(room.conductor.isOpen(room.rig.id("EQ")));
    room.conductor.readAll();
    QCOMPARE(qualityOf(room.conductor, "EQ", "low.gain"), Quality::Confirmed);
}

void TestConductor::aLiveSetIsReadBack() {
    Room room;
    const auto outcomes = room.conductor.set(room.rig.id("EQ"), {{"low.gain", 6}, {"in", 0}});
    for (const ControlOutcome& outcome : outcomes) QCOMPARE(outcome.outcome, Outcome::Verified);
    QCOMPARE(room.rig.unit("EQ").settings().at("low.gain"), Code{6});
    QCOMPARE(room.rig.unit("EQ").settings().at("in"), Code{0});
    QVERIFY(room.diary.has("learned low.gain +3.0 dB confirmed"));
}

void TestConductor::unitsOnOnePortShareIt() {
    Rig rig;
    std::vector<std::unique_ptr<virt::VirtualUnit>> behind;
    std::vector<KnownUnit> units;
    const auto profile = rig.known("Comp").profile;
    for (const int device : {1, 2}) {
        const profiles::ParamValues params = {{"channel", device}, {"device", device}};
        auto made = virt::makeVirtualUnit(profile, params, {{"ratio", device}});
        QVERIFY(made.ok());
        behind.push_back(std::move(*made));
        units.push_back(gear::unit("Comp " + std::to_string(device), profile, "midi:Interface", device));
        units.back().unit.params = params;
    }
    std::unique_ptr<profiles::Link> socket;
    int made = 0;
    Conductor conductor(units,
                        [&](const Unit&, const profiles::Profile&) -> Result<std::unique_ptr<profiles::Link>> {
                            ++made;
                            auto [host, end] = links::makeMemoryWire("MIDI Interface");
                            socket = std::move(end);
                            const auto opened = socket->open([&behind, link = socket.get()](profiles::LinkEvent event) {
                                if (event.kind != profiles::LinkEvent::Kind::Received) return;
                                for (auto& unit : behind) {
                                    for (std::string& answer : unit->receive(event.bytes))
                                        link->send(std::move(answer), std::chrono::milliseconds(0));
                                }
                            });
                            if (!opened) return opened.problem();
                            return std::move(host);
                        },
                        gear::noon, {});
    QVERIFY(conductor.open().empty());
    QCOMPARE(made, 1);
    conductor.readAll();
    QCOMPARE(codeOf(conductor, "Comp 1", "ratio"), Code{1});
    QCOMPARE(codeOf(conductor, "Comp 2", "ratio"), Code{2});
    const Snapshot wanted = gear::snapshot({gear::wanted(units[0], {{"ratio", 5}}), gear::wanted(units[1], {{"ratio", 6}})});
    QVERIFY(allAsWanted(conductor.recall(makePlan(wanted, conductor.units())).outcomes));
    QCOMPARE(behind[0]->settings().at("ratio"), Code{5});
    QCOMPARE(behind[1]->settings().at("ratio"), Code{6});
}

void TestConductor::whatIsNotKnownIsCapturedAsUnknown() {
    Rig rig;
    rig.known("Colour").unit.position = 0;  // above the others
    rig.known("Comp").unit.retired = true;
    gear::knows(rig.known("EQ"), "low.gain", 4);
    const auto units = captured(rig.units);
    QCOMPARE(units.size(), std::size_t{2});
    QCOMPARE(units[0].unitName, std::string("Colour"));
    for (const ControlValue& value : units[0].controls) {
        QCOMPARE(value.quality, Quality::Unknown);
        QCOMPARE(value.text, std::string("unknown"));
    }
    const auto low = std::find_if(units[1].controls.begin(), units[1].controls.end(),
                                  [](const auto& value) { return value.control == "low.gain"; });
    QCOMPARE(low->text, std::string("+2.0 dB"));
    QCOMPARE(*low->value, 2.0);
}

void TestConductor::theWiresTakeNoLessThanTheyMust() {
    Room room;
    room.rig.scramble(1);
    room.conductor.readAll();
    room.tellHands();
    const RecallReport report = room.recall(room.before);
    QVERIFY(allAsWanted(report.outcomes));
    // nine controls of the EQ are set and read with 1 ms after each line, its mute twice, and its relays settle in 5 ms
    QVERIFY2(report.wireSeconds >= 0.02 + 0.005, QByteArray::number(report.wireSeconds).constData());
    // a settling time is counted in whole milliseconds, once a phase
    QVERIFY(report.seconds >= report.wireSeconds - 0.005);
    QVERIFY2(report.seconds < 20 * report.wireSeconds, QByteArray::number(report.seconds).constData());
    qInfo("seconds %.3f, wire_seconds %.3f", report.seconds, report.wireSeconds);
}

void TestConductor::aPersonsTimeIsNotCounted() {
    Room room;
    room.conductor.setByHand(room.rig.id("Colour"), "drive", 5);
    room.diary.person = [](const Step&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));  // a slow hand
        return Answer::Done;
    };
    const RecallReport report = room.recall(room.before);
    QCOMPARE(outcomeIn(report.outcomes, "Colour", "drive").outcome, Outcome::ConfirmedByHand);
    QVERIFY2(report.seconds < 0.15, QByteArray::number(report.seconds).constData());
}

QTEST_GUILESS_MAIN(TestConductor)
#include "tst_conductor.moc"
