// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sound of the rack in another process, through JACK in real time. Runs alone, so that no neighbour makes it lose samples.
#include "tests/app/cli/served_rack.h"

#include <QTest>

using namespace detent::test;

namespace {

/// Again where the busy machine lost samples: the program says so, and names the part it kept, which is of no use here.
Finished untilNoSampleIsLost(const DetentProgram& detent, const QStringList& words) {
    Finished done = detent.json(words);
    for (int i = 0; i < 7 && done.status == 3 && done.err.contains("lost samples"); ++i) {
        detent.shell("rm -f *.partial*.wav");
        done = detent.json(words);
    }
    return done;
}

}  // namespace

class TestServedAudio : public QObject {
    Q_OBJECT

private slots:
    void theServedRackIsMeasuredAndPrintedThroughJack();
};

void TestServedAudio::theServedRackIsMeasuredAndPrintedThroughJack() {
    if (!JackServer::isInstalled()) QSKIP("jackd is not installed");
    const auto jack = startPatientJack();
    ServedRack rack;
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

QTEST_GUILESS_MAIN(TestServedAudio)
#include "tst_served_audio.moc"
