// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/recall/run/outing.h"

#include <QTest>

#include <random>

using namespace detent::recall;
using namespace detent;
using gear::Bench, gear::kControls, gear::knobs, gear::Outing, gear::readOf, gear::to, gear::unitAtThree;
using gear::SimUnit;
using gear::Speech;
using Hit = SimUnit::Fault;

namespace {

using Lines = std::vector<std::string>;

/// The fault strikes the nth request of its kind, counted from 0.
auto strike(Hit fault, bool set, int nth = 0) {
    return [fault, set, left = nth](bool isSet) mutable { return isSet == set && left-- == 0 ? fault : Hit::None; };
}

bool says(const TaskResult& result, const std::string& part) {
    return result.message.find(part) != std::string::npos;
}

}  // namespace

class TestRun : public QObject {
    Q_OBJECT
private slots:
    void aSetIsReadBackBeforeItIsVerified();
    void aLostSetIsSentOnceMoreAfterReadingTheFormerValue();
    void aLostAcknowledgementIsReadAndNotResent();
    void aLostReadIsAskedOnceMore();
    void aUnitThatNeverAnswersIsTimedOut();
    void aDamagedReplyIsNotBelieved_data();
    void aDamagedReplyIsNotBelieved();
    void aRefusalCarriesTheUnitsWordAndWhatItReads();
    void aSilentSetThatIsRefusedIsRefused();
    void anotherValueIsAMismatchThatTwoReadsAgreeOn();
    void oneReadIsEnoughOnlyWithAChecksumAndTheName_data();
    void oneReadIsEnoughOnlyWithAChecksumAndTheName();
    void aDigitThatDamageMadeTheWantedOneDoesNotVerify();
    void aLateBareReplyIsNotTakenForTheNext();
    void whatCannotBeReadIsOnlySent();
    void aStatedValueThatDiffersIsNotVerified();
    void whatOneMessageTakesIsSetInOneAndReadByOneDump();
    void aLostPieceOfADumpIsAskedForOnceMore();
    void aRefusedBatchIsReadToTellWhatItDid();
    void lowerOrdersAreThroughBeforeHigherOnesBegin();
    void aUnitThatMayNotBePolledIsReadWhenAllIsSet();
    void silenceMeansWhatTheProfileSays();
    void anAnswerOfSeveralMessagesIsHeardToItsEnd();
    void controlsThatShareAWordGoTogether();
    void settlingTimesOverlap();
    void theLeastTimeCountsBytesGapsRepliesAndLoneSettling();
    void aLostLinkLeavesAllUncertain();
    void cancellingAtAnyPointIsHonest_data();
    void cancellingAtAnyPointIsHonest();
    void aStuckLinkEnds();
    void tasksThatCannotBeDoneSaySo();
    void verifiedMeansTheUnitStandsThere_data();
    void verifiedMeansTheUnitStandsThere();
};

void TestRun::aSetIsReadBackBeforeItIsVerified() {
    Outing out(Speech::Named, {to(1, 5)});
    QVERIFY(out.bench.drive());
    QCOMPARE(out.bench.sent, (Lines{"SET 1 5\n", "GET 1\n", "GET 1\n"}));
    QCOMPARE(out.result().outcome, Outcome::Verified);
    QCOMPARE(*out.result().read, Code{5});
    QCOMPARE(out.unit.at(1), Code{5});
    QVERIFY(out.result().message.empty());
}

void TestRun::aLostSetIsSentOnceMoreAfterReadingTheFormerValue() {
    Outing out(Speech::Named, {to(1, 5)});
    out.unit.fault = strike(Hit::LoseRequest, true);
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result().outcome, Outcome::Verified);
    QCOMPARE(out.bench.sent.at(1), std::string("GET 1\n"));  // read first, nothing is resent blindly
    QCOMPARE(std::count(out.bench.sent.begin(), out.bench.sent.end(), "SET 1 5\n"), 2);
}

void TestRun::aLostAcknowledgementIsReadAndNotResent() {
    Outing out(Speech::Named, {to(1, 5)});
    out.unit.fault = strike(Hit::LoseReply, true);
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result().outcome, Outcome::Verified);
    QCOMPARE(out.unit.setCount(1), 1);
}

void TestRun::aLostReadIsAskedOnceMore() {
    Outing out(Speech::Named, {to(1, 5)});
    out.unit.fault = strike(Hit::LoseReply, false);
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result().outcome, Outcome::Verified);
    QCOMPARE(out.unit.getCount(1), 3);  // the lost one, and two that agree
    QCOMPARE(out.unit.setCount(1), 1);
}

void TestRun::aUnitThatNeverAnswersIsTimedOut() {
    Outing out(Speech::Named, {to(1, 5), to(2, 5)});
    out.unit.fault = [](bool) { return Hit::LoseRequest; };
    QVERIFY(out.bench.drive());
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(out.result(i).outcome, Outcome::TimedOut);
        QVERIFY(says(out.result(i), "check power and cable"));
    }
}

void TestRun::aDamagedReplyIsNotBelieved_data() {
    QTest::addColumn<int>("speech");
    QTest::newRow("named") << static_cast<int>(Speech::Named);
    QTest::newRow("bare") << static_cast<int>(Speech::Bare);
    QTest::newRow("checksum") << static_cast<int>(Speech::Silent);
    QTest::newRow("dump") << static_cast<int>(Speech::Batches);
}

void TestRun::aDamagedReplyIsNotBelieved() {
    QFETCH(int, speech);
    Outing out(static_cast<Speech>(speech), {to(1, 5), to(2, 3)});
    out.unit.fault = strike(Hit::CorruptReply, false);
    QVERIFY(out.bench.drive());
    for (std::size_t i = 0; i < 2; ++i) QCOMPARE(out.result(i).outcome, Outcome::Verified);
    QCOMPARE(*out.result(0).read, Code{5});
}

void TestRun::aRefusalCarriesTheUnitsWordAndWhatItReads() {
    Outing out(Speech::Named, {to(1, 5), to(2, 6)});
    out.unit.fault = strike(Hit::Refuse, true);
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result(0).outcome, Outcome::Refused);
    QCOMPARE(*out.result(0).read, Code{3});
    QVERIFY(says(out.result(0), "refuses +0.5 dB"));
    QVERIFY(says(out.result(0), "locked"));
    QVERIFY(says(out.result(0), "reads -1.5 dB"));
    QCOMPARE(out.result(1).outcome, Outcome::Verified);
}

void TestRun::aSilentSetThatIsRefusedIsRefused() {
    Outing out(Speech::Silent, {to(1, 5), to(2, 6)});
    out.unit.fault = strike(Hit::Refuse, true);
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result(0).outcome, Outcome::Refused);
    QVERIFY(says(out.result(0), "locked"));
    QCOMPARE(out.result(1).outcome, Outcome::Verified);
}

void TestRun::anotherValueIsAMismatchThatTwoReadsAgreeOn() {
    Outing out(Speech::Named, {to(1, 6)});
    out.unit.fault = strike(Hit::TakeOther, true);
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result().outcome, Outcome::Mismatch);
    QCOMPARE(*out.result().read, Code{5});
    QVERIFY(says(out.result(), "wanted +1.5 dB, reads +0.5 dB"));
    QCOMPARE(out.unit.getCount(1), 2);
}

void TestRun::oneReadIsEnoughOnlyWithAChecksumAndTheName_data() {
    QTest::addColumn<int>("speech");
    QTest::addColumn<int>("reads");
    QTest::newRow("a name and no checksum") << static_cast<int>(Speech::Named) << 2;
    QTest::newRow("neither") << static_cast<int>(Speech::Bare) << 2;
    QTest::newRow("both") << static_cast<int>(Speech::Silent) << 1;
    QTest::newRow("both, in a dump") << static_cast<int>(Speech::Batches) << 1;
}

void TestRun::oneReadIsEnoughOnlyWithAChecksumAndTheName() {
    QFETCH(int, speech);
    QFETCH(int, reads);
    Outing out(static_cast<Speech>(speech), {to(1, 5), readOf(2)});
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result(0).outcome, Outcome::Verified);
    QCOMPARE(*out.result(1).read, Code{3});
    QCOMPARE(out.unit.getCount(1), reads);
    QCOMPARE(out.unit.getCount(2), reads);
}

/// The unit says 3 each time; on the wire it becomes 5 once.
void TestRun::aDigitThatDamageMadeTheWantedOneDoesNotVerify() {
    Run run(knobs(Speech::Named), {}, {to(1, 5)});
    (void)run.start(0);
    (void)run.sent(3);
    (void)run.received("OK 1 5\n", 5);
    auto asked = run.tick(*run.deadline());
    for (const char* said : {"1 5\n", "1 3\n", "1 3\n"}) {
        QCOMPARE(asked.size(), std::size_t{1});
        QCOMPARE(asked.front().bytes, std::string("GET 1\n"));
        QVERIFY(!run.done());
        (void)run.sent(40);
        asked = run.received(said, 45);
    }
    QCOMPARE(run.results()[0].outcome, Outcome::Mismatch);
    QCOMPARE(*run.results()[0].read, Code{3});
}

void TestRun::aLateBareReplyIsNotTakenForTheNext() {
    Outing out(Speech::Bare, {readOf(1), readOf(2)});
    out.unit = SimUnit(Speech::Bare, {{1, 7}, {2, 4}});
    out.unit.fault = strike(Hit::LateReply, false);
    QVERIFY(out.bench.drive());
    QCOMPARE(*out.result(0).read, Code{7});
    QCOMPARE(*out.result(1).read, Code{4});
    QCOMPARE(out.unit.getCount(2), 2);
}

void TestRun::whatCannotBeReadIsOnlySent() {
    Outing out(Speech::WriteOnly, {to(1, 5), to(2, 6)});
    QVERIFY(out.bench.drive());
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(out.result(i).outcome, Outcome::SentOnly);
        QVERIFY(!out.result(i).read);
    }
    QCOMPARE(out.unit.at(1), Code{5});
}

/// Control 1 is acknowledged by its value but cannot be read: what it says then is all there is.
void TestRun::aStatedValueThatDiffersIsNotVerified() {
    auto profile = std::make_shared<profiles::Profile>(*knobs(Speech::Named));
    profile->controls[0].getMessage.clear();
    for (const bool differs : {false, true}) {
        Run run(profile, {}, {to(1, 5)});
        (void)run.start(0);
        (void)run.sent(3);
        (void)run.received(differs ? "OK 1 4\n" : "OK 1 5\n", 5);
        (void)run.tick(*run.deadline());
        QVERIFY(run.done());
        QCOMPARE(run.results()[0].outcome, differs ? Outcome::Mismatch : Outcome::SentOnly);
    }
}

void TestRun::whatOneMessageTakesIsSetInOneAndReadByOneDump() {
    Outing out(Speech::Batches, {to(1, 5), to(2, 6), to(3, 7), to(4, 8), readOf(5)});
    QVERIFY(out.bench.drive());
    // three settings fit one message; all that is read is in one dump of three messages
    QCOMPARE(out.bench.sent, (Lines{"\xF0\x7D\x10\x01\x05\x02\x06\x03\x07\xF7", "\xF0\x7D\x10\x04\x08\xF7",
                                    "\xF0\x7D\x11\xF7"}));
    for (std::size_t i = 0; i < 5; ++i) QCOMPARE(out.result(i).outcome, Outcome::Verified);
    QCOMPARE(out.unit.at(4), Code{8});
    QCOMPARE(*out.result(4).read, Code{3});
}

void TestRun::aLostPieceOfADumpIsAskedForOnceMore() {
    Outing out(Speech::Batches, {to(1, 5), to(5, 6)});
    out.unit.fault = strike(Hit::LoseReply, false);  // of three messages the last, with knob 5
    QVERIFY(out.bench.drive());
    for (std::size_t i = 0; i < 2; ++i) QCOMPARE(out.result(i).outcome, Outcome::Verified);
    QCOMPARE(out.unit.getCount(1), 2);
    QCOMPARE(out.unit.setCount(5), 1);
}

void TestRun::aRefusedBatchIsReadToTellWhatItDid() {
    Outing out(Speech::Batches, {to(1, 5), to(2, 3), to(3, 7)});
    out.unit.fault = strike(Hit::Refuse, true);
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result(0).outcome, Outcome::Refused);
    QVERIFY(says(out.result(0), "locked"));
    QVERIFY(says(out.result(0), "reads -1.5 dB"));
    QCOMPARE(out.result(1).outcome, Outcome::Verified);  // it stood there already
    QCOMPARE(out.result(2).outcome, Outcome::Refused);
}

void TestRun::lowerOrdersAreThroughBeforeHigherOnesBegin() {
    Task first = to(2, 6), last = to(1, 5);
    last.order = 1;
    Outing out(Speech::Named, {last, first});
    out.unit.fault = strike(Hit::LoseRequest, true);  // even if it has to be sent again
    QVERIFY(out.bench.drive());
    QCOMPARE(out.bench.sent, (Lines{"SET 2 6\n", "GET 2\n", "GET 2\n", "SET 2 6\n", "GET 2\n", "GET 2\n", "SET 1 5\n", "GET 1\n",
                                    "GET 1\n"}));
}

void TestRun::aUnitThatMayNotBePolledIsReadWhenAllIsSet() {
    auto profile = std::make_shared<profiles::Profile>(*knobs(Speech::Named));
    profile->timing.pollsInRecall = false;
    Task last = to(1, 5);
    last.order = 1;
    Run run(profile, {}, {last, to(2, 6), to(3, 7)});
    SimUnit unit = unitAtThree(Speech::Named);
    Bench bench(run, unit);
    QVERIFY(bench.drive());
    QCOMPARE(Lines(bench.sent.begin(), bench.sent.begin() + 3), (Lines{"SET 2 6\n", "SET 3 7\n", "SET 1 5\n"}));
    QCOMPARE(bench.sent.size(), std::size_t{3 + 2 * 3});
    for (const TaskResult& result : run.results()) QCOMPARE(result.outcome, Outcome::Verified);
}

void TestRun::silenceMeansWhatTheProfileSays() {
    using Silence = profiles::Message::Silence;
    for (const auto& [silence, outcome] : {std::pair{Silence::Unknown, Outcome::Uncertain}, std::pair{Silence::Done, Outcome::SentOnly},
                                           std::pair{Silence::Refused, Outcome::Refused}}) {
        auto profile = std::make_shared<profiles::Profile>(*knobs(Speech::Named));
        profile->messages[0].silence = silence;
        profile->controls[0].getMessage.clear();
        Run run(profile, {}, {to(1, 5)});
        SimUnit unit = unitAtThree(Speech::Named);
        unit.fault = strike(Hit::LoseReply, true);
        Bench bench(run, unit);
        QVERIFY(bench.drive());
        QCOMPARE(run.results()[0].outcome, outcome);
    }
}

/// Knob 1 is told by a list of many lines, knob 2 by a line of its own.
void TestRun::anAnswerOfSeveralMessagesIsHeardToItsEnd() {
    auto profile = std::make_shared<profiles::Profile>(*knobs(Speech::Named));
    profile->messages.push_back(gear::message("list", true, {"LIST"}, {"{p} {code}"}));
    profile->messages.back().until = {gear::pattern("END", true)};
    profile->controls[0].getMessage = "list";
    Run run(profile, {}, {readOf(1), readOf(2)});
    auto asked = run.start(0);
    for (const SteadyMs began : {0, 45}) {  // twice: its lines bear no checksum
        QCOMPARE(asked.front().bytes, std::string("LIST\n"));
        QVERIFY(run.sent(began + 3).empty());
        QVERIFY(run.received("1 7\n", began + 5).empty());
        QVERIFY(run.received("4 2\n", began + 40).empty());  // each line gives the next its time
        QVERIFY(*run.deadline() >= began + 40 + gear::kReplyMs);
        asked = run.received("END\n", began + 45);
    }
    QCOMPARE(asked.front().bytes, std::string("GET 2\n"));
    QCOMPARE(*run.results()[0].read, Code{7});
}

void TestRun::controlsThatShareAWordGoTogether() {
    auto profile = std::make_shared<profiles::Profile>(*knobs(Speech::Named));
    profile->messages.push_back(gear::message("word", true, {"W {word}"}, {}));
    for (int i = 0; i < 3; ++i) {
        profile->controls[i].setMessage = "word";
        profile->controls[i].args.clear();
        profile->controls[i].place.lowBit = 4 * i;
        profile->controls[i].place.bits = 4;
        profile->controls[i].getMessage.clear();
    }
    Run both(profile, {}, {to(1, 5), to(2, 6)}, {{"3", 1}});
    QCOMPARE(both.start(0).front().bytes, std::string("W 357\n"));  // 1 6 5 in hex digits
    Run alone(profile, {}, {to(1, 5)});
    QVERIFY(alone.start(0).empty());  // where the others stand is not known
    QCOMPARE(alone.results()[0].outcome, Outcome::Refused);
}

void TestRun::settlingTimesOverlap() {
    Outing one(Speech::Named, {to(1, 5)}), five(Speech::Named, {to(1, 5), to(2, 5), to(3, 5), to(4, 5), to(5, 5)});
    QVERIFY(one.bench.drive() && five.bench.drive());
    for (std::size_t i = 0; i < 5; ++i) QCOMPARE(five.result(i).outcome, Outcome::Verified);
    // each control costs three exchanges of about 4 ms, one set and two reads; of five settling times only one, at most, is left
    const auto fourMore = five.bench.now() - one.bench.now();
    QVERIFY2(fourMore <= 4 * 3 * 5, QByteArray::number(static_cast<qlonglong>(fourMore)).constData());
    QVERIFY(five.run.used().settleMs <= gear::kSettleMs);
}

void TestRun::theLeastTimeCountsBytesGapsRepliesAndLoneSettling() {
    WireUse use;
    use.exchanges = {{10, 4, 3}, {6, 20, 3}};
    use.settleMs = 15;
    // bytes out, then the gap or the bytes of the reply, whichever is longer, and the settling
    QCOMPARE(use.leastMs(0.5), 5 + 3 + 3 + 10 + 15.0);
    QCOMPARE(use.leastMs(0), 3 + 3 + 15.0);

    Outing out(Speech::Named, {to(1, 5)});
    QVERIFY(out.bench.drive());
    QVERIFY(out.run.used().leastMs(0) <=
            static_cast<double>(out.bench.now() + gear::kGapMs));  // the last gap follows the end
    QVERIFY(out.run.used().leastMs(0) >= gear::kSettleMs - gear::kGapMs + 2 * gear::kGapMs);
}

void TestRun::aLostLinkLeavesAllUncertain() {
    for (SteadyMs when = 0; when < 40; ++when) {
        Outing out(Speech::Named, {to(1, 5), to(2, 6)});
        out.bench.loseAt = when;
        QVERIFY(out.bench.drive());
        for (std::size_t i = 0; i < 2; ++i) {
            const TaskResult& result = out.result(i);
            if (result.outcome == Outcome::Verified) continue;
            QCOMPARE(result.outcome, Outcome::Uncertain);
            QVERIFY(says(result, "plug it in again"));
        }
    }
}

void TestRun::cancellingAtAnyPointIsHonest_data() {
    QTest::addColumn<int>("speech");
    QTest::newRow("named") << static_cast<int>(Speech::Named);
    QTest::newRow("bare") << static_cast<int>(Speech::Bare);
    QTest::newRow("silent") << static_cast<int>(Speech::Silent);
    QTest::newRow("write only") << static_cast<int>(Speech::WriteOnly);
    QTest::newRow("batches") << static_cast<int>(Speech::Batches);
}

void TestRun::cancellingAtAnyPointIsHonest() {
    QFETCH(int, speech);
    for (SteadyMs when = 0; when < 90; ++when) {
        Outing out(static_cast<Speech>(speech), {to(1, 5), to(2, 6), to(3, 7)});
        out.bench.cancelAt = when;
        QVERIFY(out.bench.drive());
        for (std::size_t i = 0; i < 3; ++i) {
            const TaskResult& result = out.result(i);
            const int p = static_cast<int>(i) + 1;
            QVERIFY(result.outcome != Outcome::Pending);
            if (result.outcome == Outcome::Verified) QCOMPARE(out.unit.at(p), Code{5 + static_cast<int>(i)});
            if (result.outcome == Outcome::Skipped) QCOMPARE(out.unit.setCount(p), 0);
            QCOMPARE(result.outcome == Outcome::Skipped, !result.sent);
        }
    }
}

void TestRun::aStuckLinkEnds() {
    Outing out(Speech::WriteOnly, {to(1, 5), to(2, 6)});
    out.bench.stuck = true;
    QVERIFY(out.bench.drive());
    QCOMPARE(out.result(0).outcome, Outcome::Uncertain);
    QVERIFY(out.bench.now() <= 2 * (kSendAllowanceMs + gear::kReplyMs + gear::kGapMs + gear::kSettleMs));
}

void TestRun::tasksThatCannotBeDoneSaySo() {
    auto profile = std::make_shared<profiles::Profile>(*knobs(Speech::Named));
    profile->controls[0].setMessage.clear();
    profile->controls[1].getMessage.clear();
    Run run(profile, {}, {to(1, 5), {"2", {}, {}}, {"nine", Code{1}, {}}, {"3", Code{99}, {}}});
    SimUnit unit = unitAtThree(Speech::Named);
    Bench bench(run, unit);
    QVERIFY(bench.drive());
    const std::vector<Outcome> expected = {Outcome::Skipped, Outcome::Skipped, Outcome::Refused, Outcome::Refused};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(run.results()[i].outcome, expected[i]);
        QVERIFY(!run.results()[i].message.empty());
    }
    QVERIFY(bench.sent.empty());
}

namespace {

/// Random faults for one outing. Bare replies without a checksum are damaged at most once: what two reads say alike is
/// believed.
std::function<Hit(bool)> randomFaults(std::mt19937& random, Speech speech) {
    return [&random, speech, damaged = false](bool isSet) mutable {
        static constexpr Hit kFaults[] = {Hit::LoseRequest, Hit::LoseReply, Hit::CorruptReply,
                                          Hit::LateReply,   Hit::Refuse,    Hit::TakeOther};
        if (random() % 4 != 0) return Hit::None;
        const Hit fault = kFaults[random() % std::size(kFaults)];
        if (fault != Hit::CorruptReply || speech != Speech::Bare || isSet) return fault;
        return std::exchange(damaged, true) ? Hit::None : fault;
    };
}

}  // namespace

void TestRun::verifiedMeansTheUnitStandsThere_data() {
    cancellingAtAnyPointIsHonest_data();
}

void TestRun::verifiedMeansTheUnitStandsThere() {
    QFETCH(int, speech);
    std::map<Outcome, int> seen;
    const int outings = qEnvironmentVariableIsSet("DETENT_SOAK") ? 400000 : 4000;
    for (int seed = 0; seed < outings; ++seed) {
        std::mt19937 random(static_cast<unsigned>(seed));
        std::vector<Task> tasks;
        std::vector<Code> wanted;
        for (int p = 1; p <= kControls; ++p) {
            wanted.push_back(static_cast<Code>(random() % 10));
            tasks.push_back(to(p, wanted.back()));
        }
        Outing out(static_cast<Speech>(speech), tasks);
        out.unit.fault = randomFaults(random, static_cast<Speech>(speech));
        if (random() % 4 == 0) out.bench.cancelAt = random() % 300;
        if (random() % 4 == 0) out.bench.loseAt = random() % 300;
        QVERIFY2(out.bench.drive(), QByteArray::number(seed).constData());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const TaskResult& result = out.result(i);
            ++seen[result.outcome];
            QVERIFY(result.outcome != Outcome::Pending);
            if (result.outcome != Outcome::Verified) continue;
            QVERIFY2(*result.read == wanted[i] && out.unit.at(static_cast<int>(i) + 1) == wanted[i],
                     QByteArray::number(seed).constData());
        }
    }
    const bool readable = static_cast<Speech>(speech) != Speech::WriteOnly;
    QCOMPARE(seen[Outcome::Verified] > 0, readable);
    for (const Outcome outcome : {Outcome::Uncertain, Outcome::Skipped}) QVERIFY2(seen[outcome] > 0, name(outcome));
    if (readable)
        for (const Outcome outcome : {Outcome::Mismatch, Outcome::Refused, Outcome::TimedOut})
            QVERIFY2(seen[outcome] > 0, name(outcome));
}

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
