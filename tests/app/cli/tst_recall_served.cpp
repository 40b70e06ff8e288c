// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The main job with the gear in another process: a pseudo-terminal, JACK MIDI and JACK audio.
#include "tests/app/cli/detent_program.h"
#include "tests/app/cli/main_job.h"
#include "tests/support/jack_server.h"

#include <QTest>

using namespace detent::test;

class TestRecallServed : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyControlComesBackAndUndoTakesItBackAgain();
    void aFaultIsToldHonestly_data() { faultRows(); }
    void aFaultIsToldHonestly();
    void aServedUnitThatDiesIsToldByName();
    void theServedRackIsMeasuredAndPrintedThroughJack();
};

namespace {

/// The three units on ports that others open. A JACK server of its own: one whose client was killed answers nobody any more.
struct Served {
    std::unique_ptr<JackServer> jack = startJack();
    DetentProgram detent;
    Running serving;

    Served() { detent.makeStudio({"serial:" + port(), "midi:comp-port"}); }
    static std::unique_ptr<JackServer> startJack() {
        auto jack = JackServer::start();
        if (!jack) qFatal("%s", jack.problem().text().c_str());
        return std::move(*jack);
    }
    QString port() const { return detent.path("eq-port"); }
    bool serve(const QStringList& more = {}) {
        serving = detent.start(QStringList{"rack", "serve", "--json", "--unit", "EQ=pty:" + port(), "--unit",
                                           "COMP=jack-midi:comp-port", "--unit", "BOX=none", "--audio", "jack:served-rack"} +
                               more);
        return serving->waitForReadyRead(15000) && QJsonDocument::fromJson(serving->readLine()).object()["ready"].toBool();
    }
    bool stop() {
        serving->terminate();
        return serving->waitForFinished(10000) && serving->exitStatus() == QProcess::NormalExit && serving->exitCode() == 0;
    }
};

}  // namespace

void TestRecallServed::initTestCase() {
    if (!JackServer::isInstalled()) QSKIP("jackd is not installed");
}

void TestRecallServed::everyControlComesBackAndUndoTakesItBackAgain() {
    Served rack;
    QVERIFY(rack.serve());
    for (const auto& unit : rack.detent.json({"rack", "list"}).array())
        QVERIFY(unit.toObject()["state"].toString() != "absent");
    everythingComesBack(rack.detent);
    // the settings of served units are records: the next server stands as the last was left
    const auto before = valuesNow(rack.detent);
    QVERIFY(rack.stop());
    QVERIFY(rack.serve());
    QCOMPARE(valuesNow(rack.detent), before);
    QVERIFY(rack.stop());
    QCOMPARE(rack.serving->readAllStandardError(), QByteArray());
}

void TestRecallServed::aFaultIsToldHonestly() {
    QFETCH(QString, unit);
    QFETCH(QString, kind);
    Served rack;
    QVERIFY(rack.serve());
    const QString id = takeAndScramble(rack.detent);
    QVERIFY(rack.stop());
    QVERIFY(rack.serve({"--fault", unit + "=" + kind}));
    const Finished recall = rack.detent.json({"recall", id, "--by-hand=confirm"});
    isHonest(recall, unit, kind);
    QVERIFY(rack.stop());
    QVERIFY(rack.serve());  // plugged in again
    const Finished again = rack.detent.json({"recall", id, "--by-hand=confirm"});
    QVERIFY2(again.status == 0, again.told());
    QCOMPARE(valuesNow(rack.detent), valuesOf(rack.detent.json({"snapshot", "show", id}).object()));
    QVERIFY(rack.stop());
}

void TestRecallServed::aServedUnitThatDiesIsToldByName() {
    Served rack;
    QVERIFY(rack.serve());
    const QString id = takeAndScramble(rack.detent);
    rack.serving->kill();
    rack.serving->waitForFinished();
    const Finished recall = rack.detent.json({"recall", id, "--by-hand=confirm"});
    QCOMPARE(recall.status, 1);
    const auto outcomes = outcomesOf(recall.object());
    QCOMPARE(outcomes.size(), 22);
    for (auto at = outcomes.begin(); at != outcomes.end(); ++at) {
        QVERIFY2(at.key().startsWith("BOX.") ? at.value() == "ConfirmedByHand" : at.value() == "Missing",
                 qPrintable(at.key() + " " + at.value()));
    }
    QVERIFY2(recall.err.contains("EQ") && recall.err.contains("COMP"), recall.told());
}

void TestRecallServed::theServedRackIsMeasuredAndPrintedThroughJack() {
    Served rack;
    QVERIFY(rack.serve({"--no-noise"}));
    const DetentProgram& detent = rack.detent;
    bool seen = false;
    for (const auto& one : detent.json({"rack", "scan"}).object()["audio"].toArray()) {
        const QJsonObject device = one.toObject();
        seen = seen || (device["name"] == "served-rack" && device["inputs"].toInt() == 2 && device["outputs"].toInt() == 2);
    }
    QVERIFY(seen);
    QCOMPARE(detent.run({"insert", "add", "rack", "--units", "EQ,COMP,BOX", "--device", "served-rack"}).status, 0);
    const Finished measured = detent.json({"insert", "measure", "rack"});
    QVERIFY2(measured.status == 0, measured.told());
    const double delay = measured.object()["delay_frames"].toDouble();
    QVERIFY2(measured.object()["accepted"].toBool() && delay > 212,
             measured.told());  // the rack's own, and a period where the graph needs one
    QVERIFY2(std::abs(delay - std::round(delay) - 0.37) < 0.05,
             measured.told());  // studio::kVirtualDelayFrames ends in .37; ours to a twentieth through the EQ's phase
    const Finished printed = detent.json({"print", "title.wav", "-o", "out.wav", "--insert", "rack"});
    QVERIFY2(printed.status == 0, printed.told());
    QCOMPARE(printed.object()["xruns"].toInt(), 0);
    QCOMPARE(printed.object()["complete"].toBool(), true);
    const QJsonObject difference = detent.json({"compare", "title.wav", "out.wav"}).object();
    QVERIFY2(std::abs(difference["delay_frames"].toDouble() - (delay - std::round(delay))) < 0.05,
             QJsonDocument(difference).toJson());
    QVERIFY(rack.stop());
}

QTEST_GUILESS_MAIN(TestRecallServed)
#include "tst_recall_served.moc"
