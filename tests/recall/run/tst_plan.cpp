// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/plan.h"
#include "tests/recall/run/gear.h"

#include <QTest>

using namespace detent::recall;
using namespace detent;
using gear::Speech;

namespace {

using Names = std::vector<std::string>;

/// "mute: EQ.mute=muted (meanwhile)" for each step.
Names told(const Plan& plan) {
    Names lines;
    for (const Step& step : plan.steps) {
        lines.push_back(std::string(name(step.phase)) + ": " + step.unitName + "." + step.control + "=" + step.toText +
                        (step.transient ? " (meanwhile)" : ""));
    }
    return lines;
}

const ControlOutcome* settledOf(const Plan& plan, const std::string& control) {
    const auto found = std::find_if(plan.settled.begin(), plan.settled.end(),
                                    [&](const auto& outcome) { return outcome.control == control; });
    return found == plan.settled.end() ? nullptr : &*found;
}

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

bool isNoted(const Plan& plan, const std::string& part) {
    return std::any_of(plan.notes.begin(), plan.notes.end(), [&](const std::string& note) { return says(note, part); });
}

KnownUnit driven(const std::string& unitName = "EQ", int position = 1) {
    return gear::unit(unitName, gear::speaking(Speech::Named, gear::box("test.eq")), "serial:/dev/a", position);
}

KnownUnit allAt(KnownUnit unit, Code level, Code mute, Code in, Code low, Code high) {
    gear::knows(unit, "level", level);
    gear::knows(unit, "mute", mute);
    gear::knows(unit, "in", in);
    gear::knows(unit, "low", low);
    gear::knows(unit, "high", high);
    return unit;
}

Plan planFor(const std::vector<KnownUnit>& known, const std::vector<std::pair<std::string, Code>>& codes,
             const Names& only = {}) {
    return makePlan(gear::snapshot({gear::wanted(known.front(), codes)}), known, only);
}

}  // namespace

class TestPlan : public QObject {
    Q_OBJECT
private slots:
    void aUnitIsMutedFirstTurnedDownFirstAndUpLastAndOpenedAtTheEnd();
    void whatIsConfirmedAndEqualIsLeftOut();
    void whatIsStaleSentOrUnknownIsSentAgain_data();
    void whatIsStaleSentOrUnknownIsSentAgain();
    void aUnitThatStaysMutedIsNotOpened();
    void aUnitThatIsMutedAlreadyIsMutedNoSecondTime();
    void nothingIsMutedWhereNothingElseMoves();
    void phasesHoldAllUnitsInRackOrder();
    void phantomPowerAndMemoriesWaitForThePerson();
    void aLevelThatRisesMuchSaysByHowMuch();
    void aStepByHandIsAnInstructionWithAClockPosition();
    void aHandStepThatStaysIsAskedAsACheck();
    void lockedControlsStayAndSayWhatWasWanted();
    void aLockedMuteIsNotTouchedAndThatIsSaid();
    void unitsThatAreGoneOrRetiredAreMissing();
    void aRepairedUnitIsNoted();
    void aProfileThatPrintsOtherwiseTodayIsNoted();
    void aCodeOutsideTodaysProfileIsRefusedAndNotSent();
    void whatTheSnapshotDoesNotKnowStaysAsItIs();
    void onlyTheNamedUnitsArePlanned();
    void anUnknownLevelWithoutAMuteIsWarnedOf();
    void aControlThatRulesAnotherGoesFirstAndTakesItAlong();
    void aRulingKnobHoldsASwitchBack();
    void orderWithinAPhaseIsTheProfiles();
    void aMuteIsClosedForWhatItIsForOnly();
    void anglesReadAsAClock_data();
    void anglesReadAsAClock();
};

void TestPlan::aUnitIsMutedFirstTurnedDownFirstAndUpLastAndOpenedAtTheEnd() {
    const KnownUnit quieter = allAt(driven(), 30, 0, 0, 10, 10);
    QCOMPARE(told(planFor({quieter}, {{"level", 20}, {"mute", 0}, {"in", 1}, {"low", 12}, {"high", 10}})),
             (Names{"mute: EQ.mute=muted (meanwhile)", "mute: EQ.level=0.0 dB", "relays: EQ.in=in",
                    "settings: EQ.low=+2.0 dB", "unmute: EQ.mute=open"}));
    const KnownUnit louder = allAt(driven(), 20, 0, 0, 10, 10);
    QCOMPARE(told(planFor({louder}, {{"level", 24}, {"mute", 0}, {"in", 1}, {"low", 12}, {"high", 10}})),
             (Names{"mute: EQ.mute=muted (meanwhile)", "relays: EQ.in=in", "settings: EQ.low=+2.0 dB",
                    "levels up: EQ.level=+4.0 dB", "unmute: EQ.mute=open"}));
}

void TestPlan::whatIsConfirmedAndEqualIsLeftOut() {
    const KnownUnit unit = allAt(driven(), 20, 0, 1, 10, 10);
    const Plan plan = planFor({unit}, {{"level", 20}, {"mute", 0}, {"in", 1}, {"low", 10}, {"high", 10}});
    QVERIFY(plan.steps.empty());
    QCOMPARE(plan.settled.size(), std::size_t{5});
    for (const ControlOutcome& outcome : plan.settled) QCOMPARE(outcome.outcome, Outcome::Verified);
}

void TestPlan::whatIsStaleSentOrUnknownIsSentAgain_data() {
    QTest::addColumn<int>("quality");
    for (const Quality quality : {Quality::Stale, Quality::Sent, Quality::Unknown})
        QTest::newRow(name(quality)) << static_cast<int>(quality);
}

void TestPlan::whatIsStaleSentOrUnknownIsSentAgain() {
    QFETCH(int, quality);
    KnownUnit unit = allAt(driven(), 20, 1, 1, 10, 10);
    gear::knows(unit, "low", 10, static_cast<Quality>(quality));
    QCOMPARE(told(planFor({unit}, {{"mute", 1}, {"low", 10}, {"high", 10}})), (Names{"settings: EQ.low=0.0 dB"}));
}

void TestPlan::aUnitThatStaysMutedIsNotOpened() {
    const KnownUnit unit = allAt(driven(), 20, 0, 0, 10, 10);
    QCOMPARE(told(planFor({unit}, {{"mute", 1}, {"low", 12}})), (Names{"mute: EQ.mute=muted", "settings: EQ.low=+2.0 dB"}));
}

void TestPlan::aUnitThatIsMutedAlreadyIsMutedNoSecondTime() {
    const KnownUnit unit = allAt(driven(), 20, 1, 0, 10, 10);
    QCOMPARE(told(planFor({unit}, {{"mute", 0}, {"low", 12}})), (Names{"settings: EQ.low=+2.0 dB", "unmute: EQ.mute=open"}));
}

void TestPlan::nothingIsMutedWhereNothingElseMoves() {
    const KnownUnit unit = allAt(driven(), 20, 0, 0, 10, 10);
    QVERIFY(planFor({unit}, {{"mute", 0}, {"low", 10}}).steps.empty());
}

void TestPlan::phasesHoldAllUnitsInRackOrder() {
    const KnownUnit second = allAt(driven("B", 2), 20, 1, 0, 10, 10), first = allAt(driven("A", 1), 20, 1, 0, 10, 10);
    const Snapshot wanted = gear::snapshot({gear::wanted(second, {{"in", 1}, {"low", 11}, {"mute", 1}}),
                                            gear::wanted(first, {{"in", 1}, {"low", 11}, {"mute", 1}})});
    QCOMPARE(told(makePlan(wanted, {second, first})),
             (Names{"relays: A.in=in", "relays: B.in=in", "settings: A.low=+1.0 dB", "settings: B.low=+1.0 dB"}));
}

void TestPlan::phantomPowerAndMemoriesWaitForThePerson() {
    profiles::Profile profile = gear::box("test.pre");
    profile.controls[2].hazard = profiles::Hazard::Phantom;
    profile.controls[3].hazard = profiles::Hazard::Memory;
    const KnownUnit unit =
        allAt(gear::unit("Pre", gear::speaking(Speech::Named, profile), "serial:/dev/a"), 20, 1, 0, 10, 10);
    const Plan plan = planFor({unit}, {{"mute", 1}, {"in", 1}, {"low", 11}, {"high", 11}});
    QCOMPARE(plan.steps.size(), std::size_t{3});
    QVERIFY(plan.steps[0].asksFirst && plan.steps[1].asksFirst && !plan.steps[2].asksFirst);
    QCOMPARE(plan.steps[0].warning, std::string("phantom power"));
    QCOMPARE(plan.steps[1].warning, std::string("overwrites the unit's memory"));
}

void TestPlan::aLevelThatRisesMuchSaysByHowMuch() {
    const KnownUnit unit = allAt(driven(), 20, 1, 0, 10, 10);
    QCOMPARE(planFor({unit}, {{"mute", 1}, {"level", 28}}).steps.front().warning, std::string("louder by 8 dB"));
    QCOMPARE(planFor({unit}, {{"mute", 1}, {"level", 22}}).steps.front().warning, std::string());
    QCOMPARE(planFor({unit}, {{"mute", 1}, {"level", 2}}).steps.front().warning, std::string());
}

void TestPlan::aStepByHandIsAnInstructionWithAClockPosition() {
    KnownUnit unit = gear::unit("Pultec", gear::handBox("test.hand"), "none");
    gear::knows(unit, "low", 10, Quality::ByHand);
    const Plan plan = planFor({unit}, {{"low", 15}, {"in", 1}});
    QCOMPARE(plan.steps.size(), std::size_t{2});
    for (const Step& step : plan.steps) QCOMPARE(step.how, Step::How::Hand);
    // -150 to 150 degrees over 20 steps: code 15 stands at 75 degrees, where the hour hand is at half past two
    QCOMPARE(plan.steps[1].instruction, std::string("Low from 0.0 dB to +5.0 dB, half past 2"));
    QCOMPARE(plan.steps[0].instruction, std::string("In to in"));  // a switch has no clock position
}

void TestPlan::aHandStepThatStaysIsAskedAsACheck() {
    KnownUnit unit = gear::unit("Pultec", gear::handBox("test.hand"), "none");
    gear::knows(unit, "low", 10, Quality::Stale);
    QCOMPARE(planFor({unit}, {{"low", 10}}).steps.front().instruction,
             std::string("Low stays at 0.0 dB, 12 o'clock: make sure"));
    gear::knows(unit, "low", 10, Quality::ByHand);
    const Plan plan = planFor({unit}, {{"low", 10}});
    QVERIFY(plan.steps.empty());
    QCOMPARE(plan.settled.front().outcome, Outcome::ConfirmedByHand);
}

void TestPlan::lockedControlsStayAndSayWhatWasWanted() {
    KnownUnit unit = allAt(driven(), 20, 1, 0, 10, 10);
    unit.locked = {"low"};
    const Plan plan = planFor({unit}, {{"mute", 1}, {"low", 12}, {"high", 11}});
    QCOMPARE(told(plan), (Names{"settings: EQ.high=+1.0 dB"}));
    QCOMPARE(settledOf(plan, "low")->outcome, Outcome::Locked);
    QVERIFY(says(settledOf(plan, "low")->message, "EQ Low: wanted +2.0 dB, stands at 0.0 dB"));
}

void TestPlan::aLockedMuteIsNotTouchedAndThatIsSaid() {
    KnownUnit unit = allAt(driven(), 20, 0, 0, 10, 10);
    unit.locked = {"mute"};
    const Plan plan = planFor({unit}, {{"mute", 0}, {"low", 12}});
    QCOMPARE(told(plan), (Names{"settings: EQ.low=+2.0 dB"}));
    QVERIFY(isNoted(plan, "EQ Mute is locked: the unit is not muted while it moves"));
}

void TestPlan::unitsThatAreGoneOrRetiredAreMissing() {
    KnownUnit unit = allAt(driven(), 20, 0, 0, 10, 10);
    const Snapshot wanted = gear::snapshot({gear::wanted(unit, {{"low", 12}})});
    const Plan gone = makePlan(wanted, {});
    unit.unit.retired = true;
    const Plan retired = makePlan(wanted, {unit});
    for (const Plan* plan : {&gone, &retired}) {
        QVERIFY(plan->steps.empty());
        QCOMPARE(plan->settled.front().outcome, Outcome::Missing);
        QVERIFY(says(plan->settled.front().message, "EQ low: wanted +2.0 dB"));
    }
    QVERIFY(says(gone.settled.front().message, "not in this rack"));
    QVERIFY(says(retired.settled.front().message, "retired"));
}

void TestPlan::aRepairedUnitIsNoted() {
    KnownUnit unit = allAt(driven(), 20, 1, 0, 10, 10);
    const Snapshot wanted = gear::snapshot({gear::wanted(unit, {{"low", 12}})});
    unit.unit.epoch = 2;
    unit.unit.name = "EQ left";
    const Plan plan = makePlan(wanted, {unit});
    QVERIFY(isNoted(plan, "EQ left was repaired or replaced since (epoch 1 then, 2 now)"));
    QVERIFY(isNoted(plan, "EQ left was called EQ in this snapshot"));
}

void TestPlan::aProfileThatPrintsOtherwiseTodayIsNoted() {
    KnownUnit unit = allAt(driven(), 20, 1, 0, 10, 10);
    SnapshotUnit wanted = gear::wanted(unit, {{"low", 12}, {"high", 12}});
    wanted.profileSha256 = "another";
    wanted.controls[0].text = "+2.5 dB";
    const Plan plan = makePlan(gear::snapshot({wanted}), {unit});
    QVERIFY(isNoted(
        plan, "EQ Low: today's profile prints +2.0 dB where the snapshot's printed +2.5 dB; the same code 12 is sent"));
    QVERIFY(!isNoted(plan, "EQ High"));
    QCOMPARE(plan.steps.front().to, Code{12});
}

void TestPlan::aCodeOutsideTodaysProfileIsRefusedAndNotSent() {
    const KnownUnit unit = allAt(driven(), 20, 1, 0, 10, 10);
    SnapshotUnit wanted = gear::wanted(unit, {{"low", 12}});
    wanted.controls[0].code = 999;
    const Plan plan = makePlan(gear::snapshot({wanted}), {unit});
    QVERIFY(plan.steps.empty());
    QCOMPARE(plan.settled.front().outcome, Outcome::Refused);
}

void TestPlan::whatTheSnapshotDoesNotKnowStaysAsItIs() {
    const KnownUnit unit = allAt(driven(), 20, 1, 0, 10, 10);
    SnapshotUnit wanted = gear::wanted(unit, {{"low", 12}});
    wanted.controls[0].quality = Quality::Unknown;
    const Plan plan = makePlan(gear::snapshot({wanted}), {unit});
    QVERIFY(plan.steps.empty());
    QCOMPARE(plan.settled.front().outcome, Outcome::Skipped);
}

void TestPlan::onlyTheNamedUnitsArePlanned() {
    const KnownUnit first = allAt(driven("A", 1), 20, 1, 0, 10, 10), second = allAt(driven("B", 2), 20, 1, 0, 10, 10);
    const Snapshot wanted = gear::snapshot({gear::wanted(first, {{"low", 11}}), gear::wanted(second, {{"low", 11}})});
    QCOMPARE(told(makePlan(wanted, {first, second}, {"B"})), (Names{"settings: B.low=+1.0 dB"}));
}

void TestPlan::anUnknownLevelWithoutAMuteIsWarnedOf() {
    profiles::Profile profile = gear::named("test.level");
    profile.controls = {gear::control("level", "Level", gear::steps(40, 1, "dB"), profiles::Role::Level)};
    const KnownUnit unit = gear::unit("Amp", gear::speaking(Speech::Named, profile), "serial:/dev/a");
    const Plan plan = planFor({unit}, {{"level", 20}});
    QCOMPARE(plan.steps.front().phase, Phase::LevelsUp);
    QVERIFY(isNoted(plan, "keep the monitors down"));
}

namespace {

/// "gain" reads half as much again while "range" is at x1.5.
profiles::Profile ranged() {
    profiles::Profile profile = gear::named("test.ranged");
    profile.controls = {gear::control("gain", "Gain", gear::steps(20, 1, "dB")),
                        gear::control("range", "Range", gear::words({"x1", "x1.5"}))};
    auto& depends = profile.controls[0].depends;
    depends.on = "range";
    depends.cases = {{{1}, gear::steps(20, 1.5, "dB"), "Gain x1.5", false}};
    return profile;
}

}  // namespace

void TestPlan::aControlThatRulesAnotherGoesFirstAndTakesItAlong() {
    profiles::Profile profile = ranged();
    profile.controls[1].kind = profiles::ControlKind::Switch;
    KnownUnit unit = gear::unit("EQ", gear::speaking(Speech::Named, profile), "serial:/dev/a");
    gear::knows(unit, "gain", 14);
    gear::knows(unit, "range", 0);
    const Plan moved = planFor({unit}, {{"gain", 14}, {"range", 1}});
    QCOMPARE(told(moved), (Names{"relays: EQ.range=x1.5", "settings: EQ.gain=+6.0 dB"}));  // 4 dB on the scale of now
    QCOMPARE(moved.steps[1].fromText, std::string("+4.0 dB"));
    QCOMPARE(moved.steps[1].label, std::string("Gain x1.5"));
    QVERIFY(planFor({unit}, {{"gain", 14}, {"range", 0}}).steps.empty());
}

void TestPlan::aRulingKnobHoldsASwitchBack() {
    profiles::Profile profile = ranged();
    profile.controls[0].kind = profiles::ControlKind::Switch;  // of its own it would go with the relays
    KnownUnit unit = gear::unit("EQ", gear::speaking(Speech::Named, profile), "serial:/dev/a");
    gear::knows(unit, "gain", 14);
    gear::knows(unit, "range", 0);
    const Plan plan = planFor({unit}, {{"gain", 12}, {"range", 1}});
    QCOMPARE(told(plan), (Names{"settings: EQ.range=x1.5", "settings: EQ.gain=+3.0 dB"}));
    QVERIFY(plan.steps[0].order < plan.steps[1].order);
}

void TestPlan::orderWithinAPhaseIsTheProfiles() {
    profiles::Profile profile = gear::box("test.eq");
    profile.controls[3].order = 1;  // "low", which stands before "high" on the panel
    const KnownUnit unit = allAt(gear::unit("EQ", gear::speaking(Speech::Named, profile), "serial:/dev/a"), 20, 1, 0, 10, 10);
    QCOMPARE(told(planFor({unit}, {{"mute", 1}, {"low", 12}, {"high", 12}})),
             (Names{"settings: EQ.high=+2.0 dB", "settings: EQ.low=+2.0 dB"}));
}

void TestPlan::aMuteIsClosedForWhatItIsForOnly() {
    profiles::Profile profile = gear::box("test.two");
    profiles::Control other = profile.controls[1];
    other.id = "mute.2";
    profile.controls.push_back(other);
    profile.controls[3].mutedBy = "mute.2";
    KnownUnit unit = allAt(gear::unit("EQ", gear::speaking(Speech::Named, profile), "serial:/dev/a"), 20, 0, 0, 10, 10);
    gear::knows(unit, "mute.2", 0);
    const std::pair<std::string, Code> open{"mute", 0}, open2{"mute.2", 0};
    QCOMPARE(told(planFor({unit}, {open, open2, {"low", 12}})),
             (Names{"mute: EQ.mute.2=muted (meanwhile)", "settings: EQ.low=+2.0 dB", "unmute: EQ.mute.2=open"}));
    QCOMPARE(planFor({unit}, {open, open2, {"high", 12}}).steps.size(), std::size_t{5});  // for nothing special: both
}

void TestPlan::anglesReadAsAClock_data() {
    QTest::addColumn<double>("angle");
    QTest::addColumn<QString>("clock");
    QTest::newRow("up") << 0.0 << "12 o'clock";
    QTest::newRow("a quarter turn left") << -90.0 << "9 o'clock";
    QTest::newRow("far left") << -150.0 << "7 o'clock";
    QTest::newRow("far right") << 150.0 << "5 o'clock";
    QTest::newRow("just past nine") << -82.5 << "quarter past 9";
    QTest::newRow("half an hour is 15 degrees") << 45.0 << "half past 1";
    QTest::newRow("just before twelve") << -7.5 << "quarter to 12";
    QTest::newRow("rounds to the hour") << -3.0 << "12 o'clock";
    QTest::newRow("more than a turn") << 450.0 << "3 o'clock";
}

void TestPlan::anglesReadAsAClock() {
    QFETCH(double, angle);
    QFETCH(QString, clock);
    QCOMPARE(QString::fromStdString(clockText(angle)), clock);
}

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
