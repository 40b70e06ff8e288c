// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a recall says and does when something goes wrong in the middle of it.
#include "recall/run/conductor.h"
#include "recall/run/verify.h"
#include "tests/recall/run/room.h"

#include <QTest>

#include <random>

using namespace detent::recall;
using namespace detent;
using gear::outcomeIn;
using gear::Room;
using Kind = virt::UnitFault::Kind;

namespace {

using Standing = std::map<std::string, Code>;

std::string key(const ControlOutcome& outcome) {
    return outcome.unitName + "." + outcome.control;
}

/// The claim everything here rests on.
void expectHonest(const std::vector<ControlOutcome>& outcomes, const Standing& standing) {
    for (const ControlOutcome& outcome : outcomes) {
        QVERIFY2(outcome.outcome != Outcome::Pending, key(outcome).c_str());
        if (outcome.outcome == Outcome::Verified) {
            QVERIFY2(standing.at(key(outcome)) == outcome.wanted, key(outcome).c_str());
        } else if (!allAsWanted({outcome})) {
            const bool named = outcome.message.starts_with(outcome.unitName + " ");
            QVERIFY2(named && outcome.message.size() > outcome.unitName.size() + 20, outcome.message.c_str());
        }
    }
}

/// A rack that was scrambled since `wanted` was taken, and knows it.
struct Scrambled {
    Room room;
    Snapshot wanted;
    Standing first;

    Scrambled() {
        wanted = room.before;
        first = room.rig.standing();
        room.rig.scramble(1);
        readAgain();
        room.diary.clear();
    }
    void readAgain() {
        room.conductor.readAll();
        room.tellHands();
    }
};

int countOf(const std::vector<ControlOutcome>& outcomes, const std::string& unit, Outcome which) {
    return static_cast<int>(std::count_if(outcomes.begin(), outcomes.end(), [&](const auto& outcome) {
        return outcome.unitName == unit && outcome.outcome == which;
    }));
}

}  // namespace

class TestConductorFaults : public QObject {
    Q_OBJECT
private slots:
    void noFaultMakesAnOutcomeLie_data();
    void noFaultMakesAnOutcomeLie();
    void aLinkPulledWhileMutedSaysThatTheUnitMayStillBe();
    void aCancelAtAnyMomentLeavesNothingMutedAndNothingClaimed();
    void aCancelByThePersonSkipsTheRest();
    void aUnitTurnedByHandDuringARecallIsNotVerified();
};

void TestConductorFaults::noFaultMakesAnOutcomeLie_data() {
    QTest::addColumn<QString>("unit");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("after");
    const std::vector<std::pair<const char*, Kind>> kinds = {{"reply lost", Kind::LoseReply},
                                                             {"reply corrupted", Kind::CorruptReply},
                                                             {"port closed", Kind::CloseLink},
                                                             {"value refused", Kind::RefuseValue},
                                                             {"other value", Kind::AnswerOther}};
    for (const char* unit : {"EQ", "Comp"}) {
        for (const auto& [text, kind] : kinds) {
            for (const int after : {0, 7})
                QTest::addRow("%s, %s after %d", unit, text, after) << unit << static_cast<int>(kind) << after;
        }
    }
}

void TestConductorFaults::noFaultMakesAnOutcomeLie() {
    QFETCH(QString, unit);
    QFETCH(int, kind);
    QFETCH(int, after);
    const auto fault = static_cast<Kind>(kind);
    const std::string name = unit.toStdString(), other = name == "EQ" ? "Comp" : "EQ";
    Scrambled rack;
    rack.room.rig.unit(name).setFault({fault, after});
    const RecallReport report = rack.room.recall(rack.wanted);

    expectHonest(report.outcomes, rack.room.rig.standing());
    QCOMPARE(countOf(report.outcomes, other, Outcome::Verified),
             static_cast<int>(rack.room.rig.unit(other).settings().size()));
    QCOMPARE(countOf(report.outcomes, "Colour", Outcome::ConfirmedByHand),
             static_cast<int>(rack.room.rig.unit("Colour").settings().size()));
    QCOMPARE(rack.room.diary.lines().back(), std::string("open"));
    const int verified = countOf(report.outcomes, name, Outcome::Verified),
              all = static_cast<int>(rack.room.rig.unit(name).settings().size());
    switch (fault) {
        case Kind::LoseReply:
        case Kind::CorruptReply:
            QCOMPARE(verified, all);
            break;  // asked again
        case Kind::CloseLink:
            QVERIFY(countOf(report.outcomes, name, Outcome::Uncertain) == all - verified && verified < all);
            QVERIFY(!rack.room.conductor.isOpen(rack.room.rig.id(name)));
            QVERIFY(rack.room.diary.has("down id-" + name));
            break;
        default:
            QVERIFY(verified >= all - 1);  // the one, or none where it was the mute of the meantime
    }

    QVERIFY(rack.room.conductor.open().empty());
    rack.readAgain();
    QVERIFY(allAsWanted(rack.room.recall(rack.wanted).outcomes));
    QCOMPARE(rack.room.rig.standing(), rack.first);
}

void TestConductorFaults::aLinkPulledWhileMutedSaysThatTheUnitMayStillBe() {
    Scrambled rack;
    rack.room.rig.unit("EQ").turn("mute", 0);
    rack.readAgain();
    rack.room.rig.unit("EQ").setFault({Kind::CloseLink, 6});
    const RecallReport report = rack.room.recall(rack.wanted);
    const ControlOutcome mute = outcomeIn(report.outcomes, "EQ", "mute");
    QCOMPARE(mute.outcome, Outcome::Uncertain);
    QCOMPARE(rack.room.rig.unit("EQ").settings().at("mute"), Code{1});
    QVERIFY2(mute.message.find("muted for this recall and may still be: open it at the unit") != std::string::npos,
             mute.message.c_str());
}

void TestConductorFaults::aCancelAtAnyMomentLeavesNothingMutedAndNothingClaimed() {
    std::mt19937 random(7);
    int cancelled = 0;
    for (int i = 0; i < 8; ++i) {
        Scrambled rack;
        rack.room.rig.unit("EQ").turn("mute", 0);
        rack.readAgain();
        const auto moment = std::chrono::microseconds(random() % 100000);
        std::atomic<bool> ended = false;
        std::thread canceller([&] {
            std::this_thread::sleep_for(moment);
            while (!ended) {  // as an impatient hand does
                rack.room.conductor.cancel();
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        });
        const RecallReport report = rack.room.recall(rack.wanted);
        ended = true;
        canceller.join();
        cancelled += report.cancelled;
        expectHonest(report.outcomes, rack.room.rig.standing());
        QCOMPARE(rack.room.rig.unit("EQ").settings().at("mute"), Code{0});
        QCOMPARE(rack.room.diary.lines().back(), std::string("open"));
    }
    QVERIFY(cancelled > 0);
}

void TestConductorFaults::aCancelByThePersonSkipsTheRest() {
    Scrambled rack;
    rack.room.diary.person = [](const Step&) { return Answer::Cancel; };
    const RecallReport report = rack.room.recall(rack.wanted);
    QVERIFY(report.cancelled);
    QCOMPARE(countOf(report.outcomes, "Colour", Outcome::Skipped),
             static_cast<int>(rack.room.rig.unit("Colour").settings().size()));
    expectHonest(report.outcomes, rack.room.rig.standing());
}

void TestConductorFaults::aUnitTurnedByHandDuringARecallIsNotVerified() {
    Scrambled rack;
    // The box is asked about in the phase in which the EQ's gains are set; the hand slips when they have been.
    std::atomic<bool> slipped = false;
    rack.room.diary.person = [&](const Step& step) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        while (!rack.room.diary.has("end EQ.mid.gain") && step.phase == Phase::Settings &&
               std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        if (step.phase == Phase::Settings && !slipped.exchange(true)) rack.room.rig.unit("EQ").turn("mid.gain", 9);
        return Answer::Done;
    };
    const RecallReport report = rack.room.recall(rack.wanted);
    QVERIFY(slipped);
    const ControlOutcome gain = outcomeIn(report.outcomes, "EQ", "mid.gain");
    QCOMPARE(gain.outcome, Outcome::Mismatch);
    QVERIFY2(gain.message.find("was turned to +4.5 dB at the unit") != std::string::npos, gain.message.c_str());
    expectHonest(report.outcomes, rack.room.rig.standing());
}

QTEST_GUILESS_MAIN(TestConductorFaults)
#include "tst_conductor_faults.moc"
