// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The main job with the gear in another process: a pseudo-terminal, JACK MIDI and JACK audio.
#include "tests/app/cli/detent_program.h"
#include "tests/app/cli/main_job.h"
#include "tests/support/jack_server.h"

#include <QTest>

using namespace detent::test;

namespace {

/// The three units on ports that others open.
struct Served {
    DetentProgram detent;
    QString port = detent.path("eq-port");
    Running serving;

    Served() { detent.makeStudio({"serial:" + port, "midi:comp-port"}); }
    /// A copy of its library: the same links.
    Served(const Served& other) : detent(other.detent), port(other.port) {}

    bool serve(const QStringList& more = {}) {
        const QStringList units = {"--unit", "EQ=pty:" + port, "--unit", "COMP=jack-midi:comp-port", "--unit", "BOX=none"};
        serving =
            detent.start(QStringList{"rack", "serve", "--json"} + units + QStringList{"--audio", "jack:served-rack"} + more);
        return serving->waitForReadyRead(15000) && QJsonDocument::fromJson(serving->readLine()).object()["ready"].toBool();
    }
    bool stop() {
        serving->terminate();
        return serving->waitForFinished(10000) && serving->exitStatus() == QProcess::NormalExit && serving->exitCode() == 0;
    }
};

/// Again where the busy machine lost samples: the program says so, and keeps nothing.
Finished untilNoSampleIsLost(const DetentProgram& detent, const QStringList& words) {
    Finished done = detent.json(words);
    for (int i = 0; i < 7 && done.status == 3 && done.err.contains("lost samples"); ++i) done = detent.json(words);
    return done;
}

}  // namespace

class TestRecallServed : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyControlComesBackAndUndoTakesItBackAgain();
    void aFaultIsToldHonestly_data() { faultRows({kWhileMoved}); }
    void aFaultIsToldHonestly();
    void aServedUnitThatDiesIsToldByName();
    void theServedRackIsMeasuredAndPrintedThroughJack();

private:
    static std::unique_ptr<JackServer> startJack();

    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<Served> m_scrambled;  ///< after the snapshot m_id with every control turned; tests take copies
    QString m_id;
};

/// It waits for its clients and its periods are long: a busy machine loses no samples.
std::unique_ptr<JackServer> TestRecallServed::startJack() {
    JackServer::Options options;
    options.periodFrames = 2048;
    options.synchronous = true;
    auto jack = JackServer::start(options);
    if (!jack) qFatal("%s", jack.problem().text().c_str());
    return std::move(*jack);
}

void TestRecallServed::initTestCase() {
    if (!JackServer::isInstalled()) QSKIP("jackd is not installed");
    m_jack = startJack();
    m_scrambled = std::make_unique<Served>();
    QVERIFY(m_scrambled->serve());
    m_id = takeAndScramble(m_scrambled->detent);
    QVERIFY(m_scrambled->stop());
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
    Served rack(*m_scrambled);
    QVERIFY(rack.serve({"--fault", unit + "=" + kind}));
    const Finished recall = rack.detent.json({"recall", m_id, "--by-hand=confirm"});
    isHonest(recall, unit, kind);
    QVERIFY(rack.stop());
    QVERIFY(rack.serve());  // plugged in again
    const Finished again = rack.detent.json({"recall", m_id, "--by-hand=confirm"});
    QVERIFY2(again.status == 0, again.told());
    QCOMPARE(valuesNow(rack.detent), valuesOf(rack.detent.json({"snapshot", "show", m_id}).object()));
    QVERIFY(rack.stop());
}

void TestRecallServed::aServedUnitThatDiesIsToldByName() {
    Served rack(*m_scrambled);
    QVERIFY(rack.serve());
    rack.serving->kill();
    rack.serving->waitForFinished();
    m_jack = startJack();  // one whose client was killed may answer nobody any more
    const Finished recall = rack.detent.json({"recall", m_id, "--by-hand=confirm"});
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
    m_jack = startJack();
    QVERIFY(rack.serve({"--no-noise"}));
    const DetentProgram& detent = rack.detent;
    bool seen = false;
    for (const auto& one : detent.json({"rack", "scan"}).object()["audio"].toArray()) {
        const QJsonObject device = one.toObject();
        seen = seen || (device["name"] == "served-rack" && device["inputs"].toInt() == 2 && device["outputs"].toInt() == 2);
    }
    QVERIFY(seen);
    QCOMPARE(detent.run({"insert", "add", "rack", "--units", "EQ,COMP,BOX", "--device", "served-rack"}).status, 0);
    const Finished measured = untilNoSampleIsLost(detent, {"insert", "measure", "rack"});
    QVERIFY2(measured.status == 0, measured.told());
    const double delay = measured.object()["delay_frames"].toDouble();
    QVERIFY2(measured.object()["accepted"].toBool() && delay > 212,
             measured.told());  // the rack's own, and a period where the graph needs one
    QVERIFY2(std::abs(delay - std::round(delay) - 0.37) < 0.05,
             measured.told());  // studio::kVirtualDelayFrames ends in .37; ours to a twentieth through the EQ's phase
    const Finished printed = untilNoSampleIsLost(detent, {"print", "title.wav", "-o", "out.wav", "--insert", "rack"});
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
