// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/request.h"
#include "tests/recall/run/sim_unit.h"

#include <QTest>

using namespace detent::recall;
using namespace detent;
using gear::Speech;

namespace {

profiles::ProfilePtr dumping() {
    profiles::Profile profile = gear::box("test.dump");
    gear::speakLines(profile, true);
    profile.messages.push_back(gear::message("dump", true, {"DUMP"}, {"{p} {code}"}));
    profile.dumpMessage = "dump";
    std::int64_t number = 1;
    for (profiles::Control& control : profile.controls) {
        control.getMessage = "dump";
        control.args = {{"p", number++}};
    }
    return std::make_shared<const profiles::Profile>(profile);
}

Request whoAreYou(SteadyMs bootMs = 0) {
    return {gear::speaking(Speech::Named, gear::box("test.eq")), {}, "who", bootMs};
}

}  // namespace

class TestRequest : public QObject {
    Q_OBJECT
private slots:
    void theRightUnitAnswers();
    void anotherDeviceIsQuoted();
    void aRefusalIsQuoted();
    void silenceIsAskedOnceMore();
    void aUnitThatRestartsIsWaitedForAndNotListenedTo();
    void withoutAQuestionItOnlyWaits();
    void aDumpEndsWhenAllHaveSpoken();
    void anIncompleteDumpEndsByTime();
};

void TestRequest::theRightUnitAnswers() {
    Request request = whoAreYou();
    QCOMPARE(request.start(0).at(0).bytes, std::string("WHO\n"));
    (void)request.sent(1);
    (void)request.received("I AM GE", 2);
    QVERIFY(!request.done());
    (void)request.received("AR\n", 3);
    QCOMPARE(request.end(), Request::End::Answered);
}

void TestRequest::anotherDeviceIsQuoted() {
    Request request = whoAreYou();
    (void)request.start(0);
    (void)request.received("I AM A COFFEE MACHINE\n", 2);
    while (!request.done()) (void)request.tick(*request.deadline());
    QCOMPARE(request.end(), Request::End::Silent);
    QCOMPARE(request.word(), std::string("\"I AM A COFFEE MACHINE\""));
}

void TestRequest::aRefusalIsQuoted() {
    profiles::Profile profile = gear::box("test.eq");
    auto made = std::make_shared<profiles::Profile>(*gear::speaking(Speech::Named, profile));
    made->messages[2].errors.push_back({gear::pattern("ERR {text:rest}", true), {}});
    Request request(made, {}, "who", 0);
    (void)request.start(0);
    (void)request.received("ERR unknown\n", 2);
    QCOMPARE(request.end(), Request::End::Refused);
    QCOMPARE(request.word(), std::string("\"ERR unknown\""));
}

void TestRequest::silenceIsAskedOnceMore() {
    Request request = whoAreYou();
    (void)request.start(0);
    (void)request.sent(1);
    QCOMPARE(*request.deadline(), SteadyMs{1 + gear::kReplyMs});
    QCOMPARE(request.tick(*request.deadline()).size(), std::size_t{1});
    (void)request.sent(50);
    QCOMPARE(request.tick(*request.deadline()).size(), std::size_t{0});
    QCOMPARE(request.end(), Request::End::Silent);
    QVERIFY(request.word().empty());
}

void TestRequest::aUnitThatRestartsIsWaitedForAndNotListenedTo() {
    Request request = whoAreYou(2000);
    QVERIFY(request.start(100).empty());
    QCOMPARE(*request.deadline(), SteadyMs{2100});
    (void)request.received("I AM GEAR\n", 500);  // its greeting
    QVERIFY(!request.done());
    QCOMPARE(request.tick(2100).at(0).bytes, std::string("WHO\n"));
    (void)request.received("I AM GEAR\n", 2105);
    QCOMPARE(request.end(), Request::End::Answered);
}

void TestRequest::withoutAQuestionItOnlyWaits() {
    Request request(gear::speaking(Speech::WriteOnly, gear::box("test.eq")), {}, "", 30);
    QVERIFY(request.start(0).empty());
    QVERIFY(request.tick(30).empty());
    QCOMPARE(request.end(), Request::End::Answered);
}

void TestRequest::aDumpEndsWhenAllHaveSpoken() {
    Request request(dumping(), {}, "dump", 0, {"level", "mute"});
    (void)request.start(0);
    (void)request.received("1 7\n", 2);
    QVERIFY(!request.done());
    (void)request.received("2 1\n", 3);
    QCOMPARE(request.end(), Request::End::Answered);
    QCOMPARE(request.readings().size(), std::size_t{2});
    QCOMPARE(request.readings()[0].code, Code{7});
}

void TestRequest::anIncompleteDumpEndsByTime() {
    Request request(dumping(), {}, "dump", 0, {"level", "mute"});
    (void)request.start(0);
    (void)request.received("1 7\n", 10);
    QVERIFY(request.tick(*request.deadline()).empty());
    QCOMPARE(request.end(), Request::End::Answered);
    QCOMPARE(request.readings().size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestRequest)
#include "tst_request.moc"
