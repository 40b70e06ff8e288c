// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions, panels that are watched and how little is sent, in a time of its own.
#include "recall/run/conductor.h"
#include "recall/run/verify.h"
#include "tests/recall/run/sim_rack.h"
#include "tests/recall/run/sim_unit.h"

#include <QTest>
#include <future>

using namespace detent::recall;
using namespace detent;
using gear::SimTime;
using gear::SimUnit;
using gear::Speech;

namespace {

using Lines = std::vector<std::string>;

/// A unit on a wire without a pace. What opens and closes a session it answers itself.
class Desk {
public:
    explicit Desk(SimUnit made) : unit(std::move(made)) {}

    SimTime time;
    SimUnit unit;
    Lines heard;  ///< without their ends
    std::vector<SimTime::Us> heardAt;
    std::map<std::string, std::string> answers = {{"LOGIN", "WELCOME"}, {"PUSH", "PUSHING"}, {"PING", "PONG"},
                                                  {"LOCK", "LOCKED"},   {"FREE", "FREED"},   {"BYE", "SEE YOU"}};
    int greetsAfterMs = -1;
    std::function<void()> onHeard;

    void say(const std::string& line, int afterMs = 0) {
        time.at(time.nowUs() + afterMs * 1000, [this, line] {
            if (m_handler) m_handler({profiles::LinkEvent::Kind::Received, line + "\n", 0, time.now()});
        });
    }
    LinkMaker maker() {
        return [this](const Unit&, const profiles::Profile&) -> Result<std::unique_ptr<profiles::Link>> {
            return std::unique_ptr<profiles::Link>(std::make_unique<End>(*this));
        };
    }
    void pass(int ms) {
        Inbox none;
        const SimTime::Us until = time.nowUs() + ms * 1000;
        while (time.nowUs() < until) (void)time.wait(none, SimTime::Point(std::chrono::microseconds(until)));
    }
    std::ptrdiff_t count(const std::string& line) const { return std::count(heard.begin(), heard.end(), line); }
    std::ptrdiff_t countOf(const std::string& verb) const {
        return std::count_if(heard.begin(), heard.end(), [&](const std::string& line) { return line.starts_with(verb); });
    }

private:
    struct End final : profiles::Link {
        explicit End(Desk& owner) : desk(owner) {}
        Result<void> open(profiles::LinkHandler handler) override {
            desk.m_handler = std::move(handler);
            if (desk.greetsAfterMs >= 0) desk.say("HELLO", desk.greetsAfterMs);
            return {};
        }
        std::uint64_t send(std::string bytes, std::chrono::milliseconds gap) override { return desk.take(bytes, gap); }
        void close() override { desk.m_handler = {}; }
        std::string name() const override { return "wire"; }
        Desk& desk;
    };

    std::uint64_t take(const std::string& bytes, std::chrono::milliseconds gap) {
        const std::string line = bytes.substr(0, bytes.size() - 1);
        heard.push_back(line);
        heardAt.push_back(time.nowUs());
        if (onHeard) onHeard();
        const auto answer = answers.find(line);
        if (answer != answers.end()) {
            say(answer->second, 1);
        } else {
            for (const auto& said : unit.receive(bytes)) say(said.bytes.substr(0, said.bytes.size() - 1), said.delayMs);
        }
        m_freeUs = std::max(m_freeUs, time.nowUs()) + gap.count() * 1000;
        time.at(m_freeUs, [this, ticket = ++m_ticket] {
            if (m_handler) m_handler({profiles::LinkEvent::Kind::Sent, {}, ticket, time.now()});
        });
        return m_ticket;
    }

    profiles::LinkHandler m_handler;
    std::uint64_t m_ticket = 0;
    SimTime::Us m_freeUs = 0;
};

/// SimTime is the test's own; the conductor only borrows it.
std::shared_ptr<SteadyTime> borrowed(SimTime& time) {
    return {&time, [](SteadyTime*) {}};
}

profiles::Profile knobs(int count) {
    profiles::Profile profile = gear::named("test.knobs");
    for (int p = 1; p <= count; ++p)
        profile.controls.push_back(gear::control(std::to_string(p), "Knob " + std::to_string(p), gear::steps(9, 1, "dB")));
    return profile;
}

SimUnit atThree(int count) {
    std::map<int, Code> codes;
    for (int p = 1; p <= count; ++p) codes[p] = 3;
    return {Speech::Named, codes};
}

constexpr int kKeepAliveMs = 1000, kLostAfterMs = 5000;

profiles::ProfilePtr withSession() {
    profiles::Profile profile = *gear::speaking(Speech::Named, knobs(3));
    const auto add = [&](const std::string& id, const std::string& send, const std::string& reply) {
        profile.messages.push_back(gear::message(id, true, {send}, {reply}));
        profile.messages.back().errors.push_back({gear::pattern("DENIED", true), "denied"});
        return id;
    };
    auto& session = profile.session;
    session.hello = {add("login", "LOGIN", "WELCOME")};
    session.subscribe = {add("push", "PUSH", "PUSHING")};
    session.bye = {add("bye", "BYE", "SEE YOU")};
    session.keepAlive = add("ping", "PING", "PONG");
    session.lock = add("lock", "LOCK", "LOCKED");
    session.unlock = add("free", "FREE", "FREED");
    session.keepAliveMs = kKeepAliveMs;
    session.lostAfterMs = kLostAfterMs;
    return std::make_shared<const profiles::Profile>(profile);
}

/// Read by wire, turned by hand.
profiles::ProfilePtr watchedKnobs() {
    profiles::Profile profile = *gear::speaking(Speech::Named, knobs(3));
    for (auto& control : profile.controls) control.setMessage.clear();
    return std::make_shared<const profiles::Profile>(profile);
}

KnownUnit known(const profiles::ProfilePtr& profile) {
    return gear::unit("Box", profile, "serial:/dev/sim");
}

UtcMs noon() {
    return 1'800'000'000'000;
}

Outcome outcomeOf(const RecallReport& report, const std::string& control) {
    for (const auto& outcome : report.outcomes) {
        if (outcome.control == control) return outcome.outcome;
    }
    return Outcome::Pending;
}

}  // namespace

class TestConductorSimulated : public QObject {
    Q_OBJECT
private slots:
    void aSessionIsOpenedInOrderAndTakenLeaveOf();
    void nothingIsSaidBeforeTheGreeting();
    void aRefusedLoginIsToldAsOne();
    void aSessionIsKeptAlive();
    void aSessionIsKeptAliveWhileAPersonIsAsked();
    void aSessionThatRanOutIsOpenedAgainFirst();
    void aUnitThatDidNotAnswerIsLoggedInAgainFirst();
    void aUnitThatStartsAnewInARecallIsReadOnceMore();
    void aUnitThatGreetsHasForgottenWhatWasConfirmed();
    void thePanelIsLockedAroundARecall();
    void oneOf500ConfirmedControlsIsSentAlone();
    void aWatchedPanelIsReadUntilItMatches();
    void aWatchedControlCanBeLeft();
    void aWatchedControlIsAskedForWhereNobodyWatches();
};

void TestConductorSimulated::aSessionIsOpenedInOrderAndTakenLeaveOf() {
    Desk desk(atThree(3));
    {
        Conductor conductor({known(withSession())}, desk.maker(), noon, {}, borrowed(desk.time));
        QVERIFY(conductor.open().empty());
        QCOMPARE(desk.heard, (Lines{"LOGIN", "WHO", "PUSH"}));
    }
    QCOMPARE(desk.heard.back(), std::string("BYE"));
}

void TestConductorSimulated::nothingIsSaidBeforeTheGreeting() {
    constexpr int kGreetsAfterMs = 25;
    auto profile = *withSession();
    profile.session.greeting = gear::pattern("HELLO", true);
    for (const bool greets : {true, false}) {
        Desk desk(atThree(3));
        if (greets) desk.greetsAfterMs = kGreetsAfterMs;
        Conductor conductor({known(std::make_shared<const profiles::Profile>(profile))}, desk.maker(), noon, {},
                            borrowed(desk.time));
        QVERIFY(conductor.open().empty());  // one that is silent is spoken to all the same, after the time of a reply
        QVERIFY(desk.heardAt.front() >= 1000 * (greets ? kGreetsAfterMs : gear::kReplyMs));
        QVERIFY(desk.heardAt.front() < 1000 * (greets ? gear::kReplyMs : 2 * gear::kReplyMs));
    }
}

void TestConductorSimulated::aRefusedLoginIsToldAsOne() {
    Desk desk(atThree(3));
    desk.answers["LOGIN"] = "DENIED";
    Conductor conductor({known(withSession())}, desk.maker(), noon, {}, borrowed(desk.time));
    const auto failed = conductor.open();
    QCOMPARE(failed.size(), std::size_t{1});
    const QString text = QString::fromStdString(failed.front().second.text());
    QVERIFY2(text.contains("Box") && text.contains("does not let Detent in") && text.contains("DENIED"), qPrintable(text));
    QCOMPARE(desk.count("WHO"), 0);
}

void TestConductorSimulated::aSessionIsKeptAlive() {
    Desk desk(atThree(3));
    Conductor conductor({known(withSession())}, desk.maker(), noon, {}, borrowed(desk.time));
    QVERIFY(conductor.open().empty());
    constexpr int kSeconds = 10, kLooksASecond = 5;
    for (int i = 1; i <= kSeconds * kLooksASecond; ++i) {
        desk.pass(1000 / kLooksASecond);
        conductor.takeIn();
    }
    // each a second after the one before, and noticed up to a look later
    QVERIFY2(desk.count("PING") >= 8 && desk.count("PING") <= 10, qPrintable(QString::number(desk.count("PING"))));
    QCOMPARE(desk.count("LOGIN"), 1);
}

void TestConductorSimulated::aSessionIsKeptAliveWhileAPersonIsAsked() {
    Desk desk(atThree(3));
    constexpr std::ptrdiff_t kPings = 3 * kLostAfterMs / kKeepAliveMs;  // thrice as long as the session would last without
    std::promise<void> pinged, answers;
    desk.onHeard = [&] {
        if (desk.heard.back() != "PING" || desk.count("PING") != kPings) return;
        pinged.set_value();
        answers.get_future().wait();  // for real, so that no time goes by meanwhile
    };
    desk.time.limitUs *= 100;
    auto profile = *withSession();
    profile.controls[2].setMessage.clear();
    profile.controls[2].getMessage.clear();
    KnownUnit box = known(std::make_shared<const profiles::Profile>(profile));
    Observer observer;
    observer.ask = [&](const Step&) {
        (void)pinged.get_future().wait_for(std::chrono::seconds(1));
        answers.set_value();
        return Answer::Done;
    };
    Conductor conductor({box}, desk.maker(), noon, observer, borrowed(desk.time));
    QVERIFY(conductor.open().empty());
    const Snapshot wanted = gear::snapshot({gear::wanted(box, {{"3", 7}})});
    const RecallReport report = conductor.recall(makePlan(wanted, conductor.units()));
    QCOMPARE(outcomeOf(report, "3"), Outcome::ConfirmedByHand);
    QVERIFY2(desk.count("PING") >= kPings, qPrintable(QString::number(desk.count("PING"))));
    QCOMPARE(desk.count("LOGIN"), 1);
}

void TestConductorSimulated::aSessionThatRanOutIsOpenedAgainFirst() {
    Desk desk(atThree(3));
    Conductor conductor({known(withSession())}, desk.maker(), noon, {}, borrowed(desk.time));
    QVERIFY(conductor.open().empty());
    desk.pass(kLostAfterMs);
    desk.heard.clear();
    QCOMPARE(conductor.set({"id-Box"}, {{"1", 5}}).front().outcome, Outcome::Verified);
    QCOMPARE(desk.heard.front(), std::string("LOGIN"));
    QCOMPARE(desk.count("LOGIN"), 1);
    QVERIFY(desk.count("SET 1 5") == 1);
}

void TestConductorSimulated::aUnitThatDidNotAnswerIsLoggedInAgainFirst() {
    Desk desk(atThree(3));
    Conductor conductor({known(withSession())}, desk.maker(), noon, {}, borrowed(desk.time));
    QVERIFY(conductor.open().empty());
    desk.unit.fault = [](bool) { return SimUnit::Fault::LoseRequest; };
    QCOMPARE(conductor.set({"id-Box"}, {{"1", 5}}).front().outcome, Outcome::TimedOut);
    desk.unit.fault = [](bool) { return SimUnit::Fault::None; };
    for (const std::ptrdiff_t logins : {1, 0}) {
        desk.heard.clear();
        QCOMPARE(conductor.set({"id-Box"}, {{"1", 5}}).front().outcome, Outcome::Verified);
        QCOMPARE(desk.count("LOGIN"), logins);
        QCOMPARE(desk.heard.front(), std::string(logins > 0 ? "LOGIN" : "SET 1 5"));
    }
}

/// Knob 1 is through before knob 2 is begun, and knob 3 stood as wanted: then the power fails for a moment.
void TestConductorSimulated::aUnitThatStartsAnewInARecallIsReadOnceMore() {
    auto profile = *gear::speaking(Speech::Named, knobs(3));
    profile.controls[0].order = -1;
    for (const bool isOff : {false, true}) {  // stays off, or is back at once with all at 0
        Desk desk(atThree(3));
        const KnownUnit box = known(std::make_shared<const profiles::Profile>(profile));
        Conductor conductor({box}, desk.maker(), noon, {}, borrowed(desk.time));
        QVERIFY(conductor.open().empty());
        conductor.readAll();
        desk.unit.fault = [&desk, isOff, sets = 0](bool isSet) mutable {
            sets += isSet;
            if (sets < 2 || (!isOff && !isSet)) return SimUnit::Fault::None;
            desk.unit.restart(0);
            return SimUnit::Fault::LoseRequest;
        };
        const Snapshot wanted = gear::snapshot({gear::wanted(box, {{"1", 5}, {"2", 6}, {"3", 3}})});
        const RecallReport report = conductor.recall(makePlan(wanted, conductor.units()));
        for (const char* knob : {"1", "2", "3"}) QCOMPARE(outcomeOf(report, knob), isOff ? Outcome::TimedOut : Outcome::Mismatch);
        QCOMPARE(desk.count("SET 1 5"), 1);  // nothing is sent again for it
        const QString said = QString::fromStdString(report.outcomes.front().message);
        QVERIFY2(said.contains(isOff ? "does not answer any more" : "started anew"), qPrintable(said));
        for (const auto& [control, value] : conductor.units()[0].values)
            QVERIFY(value.quality != Quality::Confirmed || value.code == desk.unit.at(std::stoi(control)));
    }
}

void TestConductorSimulated::aUnitThatGreetsHasForgottenWhatWasConfirmed() {
    auto profile = *gear::speaking(Speech::Named, knobs(3));
    profile.session.greeting = gear::pattern("HELLO", true);
    Desk desk(atThree(3));
    desk.greetsAfterMs = 1;
    const KnownUnit box = known(std::make_shared<const profiles::Profile>(profile));
    Conductor conductor({box}, desk.maker(), noon, {}, borrowed(desk.time));
    QVERIFY(conductor.open().empty());
    conductor.readAll();
    QCOMPARE(conductor.units()[0].values.at("1").quality, Quality::Confirmed);
    desk.say("HELLO");
    desk.pass(1);
    conductor.takeIn();
    for (const auto& [control, value] : conductor.units()[0].values) QCOMPARE(value.quality, Quality::Stale);
}

void TestConductorSimulated::thePanelIsLockedAroundARecall() {
    for (const bool byHand : {false, true}) {  // a panel that somebody has to turn stays open
        Desk desk(atThree(3));
        auto profile = *withSession();
        if (byHand) profile.controls[2].setMessage.clear();
        KnownUnit box = known(std::make_shared<const profiles::Profile>(profile));
        Observer observer;
        observer.ask = [](const Step&) { return Answer::Skip; };
        Conductor conductor({box}, desk.maker(), noon, observer, borrowed(desk.time));
        QVERIFY(conductor.open().empty());
        conductor.readAll();
        desk.heard.clear();
        const Snapshot wanted = gear::snapshot({gear::wanted(box, {{"1", 5}, {"2", 6}, {"3", 7}})});
        (void)conductor.recall(makePlan(wanted, conductor.units()));
        QCOMPARE(desk.count("LOCK"), byHand ? 0 : 1);
        QCOMPARE(desk.count("FREE"), byHand ? 0 : 1);
        if (byHand) continue;
        QCOMPARE(desk.heard.front(), std::string("LOCK"));
        QCOMPARE(desk.heard.back(), std::string("FREE"));
    }
}

void TestConductorSimulated::oneOf500ConfirmedControlsIsSentAlone() {
    constexpr int kControls = 500;
    Desk desk(atThree(kControls));
    const KnownUnit box = known(gear::speaking(Speech::Named, knobs(kControls)));
    Conductor conductor({box}, desk.maker(), noon, {}, borrowed(desk.time));
    QVERIFY(conductor.open().empty());
    conductor.readAll();
    Snapshot wanted;
    wanted.units = captured(conductor.units());
    wanted.units[0].controls[250].code = 7;
    desk.heard.clear();
    const RecallReport report = conductor.recall(makePlan(wanted, conductor.units()));
    QCOMPARE(desk.heard, (Lines{"SET 251 7", "GET 251", "GET 251"}));
    QCOMPARE(report.outcomes.size(), std::size_t{kControls});
    QVERIFY(allAsWanted(report.outcomes));
}

void TestConductorSimulated::aWatchedPanelIsReadUntilItMatches() {
    Desk desk(atThree(3));
    const KnownUnit box = known(watchedKnobs());
    std::vector<std::map<std::string, std::string>> shown;
    Observer observer;
    observer.watching = [&](const std::vector<Watched>& wrong) {
        std::map<std::string, std::string> list;
        for (const Watched& one : wrong) list[one.step.control] = one.readsText;
        shown.push_back(list);
        if (shown.size() > 1) return;
        // the person turns knob 1, knob 2 too far and back
        const auto turn = [&](int seconds, int p, Code code) {
            desk.time.at(desk.time.nowUs() + seconds * 1'000'000, [&desk, p, code] {
                (void)desk.unit.receive("SET " + std::to_string(p) + " " + std::to_string(code) + "\n");
            });
        };
        turn(2, 1, 5), turn(4, 2, 9), turn(6, 2, 6);
    };
    Conductor conductor({box}, desk.maker(), noon, observer, borrowed(desk.time));
    QVERIFY(conductor.open().empty());
    conductor.readAll();
    const Snapshot wanted = gear::snapshot({gear::wanted(box, {{"1", 5}, {"2", 6}, {"3", 3}})});
    const Plan plan = makePlan(wanted, conductor.units());
    QCOMPARE(plan.steps.size(), std::size_t{2});
    QVERIFY(plan.steps[0].watched && plan.steps[0].how == Step::How::Hand);
    const auto began = desk.time.nowUs();
    const RecallReport report = conductor.recall(plan);
    for (const char* control : {"1", "2", "3"}) QCOMPARE(outcomeOf(report, control), Outcome::Verified);
    QCOMPARE(shown.front(), (std::map<std::string, std::string>{{"1", "-1.5 dB"}, {"2", "-1.5 dB"}}));
    QCOMPARE(shown.back(), (std::map<std::string, std::string>()));
    QVERIFY(std::find(shown.begin(), shown.end(), std::map<std::string, std::string>{{"2", "+4.5 dB"}}) != shown.end());
    QCOMPARE(desk.countOf("SET"), 0);
    // it took the person six seconds, which are not the recall's; each turn is seen within a read's pause
    QVERIFY(desk.time.nowUs() - began >= 6'000'000 && desk.time.nowUs() - began < 6'500'000);
    QVERIFY2(report.seconds < 0.01 && report.wireSeconds < 0.01, qPrintable(QString::number(report.seconds)));
}

void TestConductorSimulated::aWatchedControlCanBeLeft() {
    Desk desk(atThree(3));
    const KnownUnit box = known(watchedKnobs());
    Conductor* conductor = nullptr;
    Observer observer;
    observer.watching = [&](const std::vector<Watched>& wrong) {
        if (!wrong.empty()) conductor->leave(wrong.front().step.unit, wrong.front().step.control);
    };
    Conductor made({box}, desk.maker(), noon, observer, borrowed(desk.time));
    conductor = &made;
    QVERIFY(made.open().empty());
    made.readAll();
    const Snapshot wanted = gear::snapshot({gear::wanted(box, {{"1", 5}, {"2", 6}})});
    const RecallReport report = made.recall(makePlan(wanted, made.units()));
    for (const char* control : {"1", "2"}) QCOMPARE(outcomeOf(report, control), Outcome::Skipped);
    QVERIFY(!report.cancelled);
}

void TestConductorSimulated::aWatchedControlIsAskedForWhereNobodyWatches() {
    for (const bool turns : {true, false}) {
        Desk desk(atThree(3));
        const KnownUnit box = known(watchedKnobs());
        Observer observer;
        observer.ask = [&](const Step& step) {  // says so in either case
            if (turns) (void)desk.unit.receive("SET " + step.control + " " + std::to_string(step.to) + "\n");
            return Answer::Done;
        };
        Conductor conductor({box}, desk.maker(), noon, observer, borrowed(desk.time));
        QVERIFY(conductor.open().empty());
        conductor.readAll();
        const Snapshot wanted = gear::snapshot({gear::wanted(box, {{"1", 5}})});
        const RecallReport report = conductor.recall(makePlan(wanted, conductor.units()));
        QCOMPARE(outcomeOf(report, "1"), turns ? Outcome::Verified : Outcome::Mismatch);
    }
}

QTEST_GUILESS_MAIN(TestConductorSimulated)
#include "tst_conductor_simulated.moc"
