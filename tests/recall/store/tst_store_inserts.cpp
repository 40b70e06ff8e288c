// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_library.h"

#include <QTest>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;

class TestStoreInserts : public QObject {
    Q_OBJECT

private slots:
    void anInsertIsThereAfterReopening();
    void savingUnderTheSameNameReplacesIt();
    void everyMeasurementIsKeptAsItWasPatchedThen();
    void repatchingWithoutMeasuringForgetsTheMeasurement();
    void aMeasurementWithoutATimeIsOfNow();
    void anInsertWithAnUnknownUnitIsRefusedWhole();
    void aChainKeepsItsStages();
    void aChainIsReplacedWhole();

private:
    static Insert wired(const std::vector<UnitId>& units) {
        Insert insert;
        insert.name = "Main loop";
        insert.units = units;
        insert.device = "Interface";
        insert.sampleRateHz = 96000;
        insert.bufferFrames = 128;
        insert.send = {3, 4};
        insert.returns = {11, 12};
        return insert;
    }
    static Insert measured(Insert insert, double delayFrames, UtcMs at) {
        insert.delayFrames = delayFrames;
        insert.gainDb = -0.25;
        insert.measuredMs = at;
        return insert;
    }
};

void TestStoreInserts::anInsertIsThereAfterReopening() {
    TestLibrary library;
    const Unit eq = must(library->addUnit(unitCalled("EQ"))), comp = must(library->addUnit(unitCalled("Comp")));
    Insert given = measured(wired({comp.id, eq.id}), 212.37, 1'800'000'000'500);
    given.inverted = true;
    must(library->saveInsert(given));
    library.open();
    const Insert read = must(library->insert("main LOOP"));
    QCOMPARE(read.units.size(), 2U);
    QCOMPARE(read.units[0].text, comp.id.text);  // signal order, not rack order
    QCOMPARE(read.device, "Interface");
    QCOMPARE(read.sampleRateHz, 96000.0);
    QCOMPARE(read.bufferFrames, 128);
    QCOMPARE(read.send, (std::vector<int>{3, 4}));
    QCOMPARE(read.returns, (std::vector<int>{11, 12}));
    QCOMPARE(read.delayFrames.value(), 212.37);  // stored as it is, to the last bit
    QCOMPARE(read.gainDb.value(), -0.25);
    QVERIFY(!read.noiseDbfs);
    QCOMPARE(read.inverted, true);
    QCOMPARE(read.measuredMs, 1'800'000'000'500);
}

void TestStoreInserts::savingUnderTheSameNameReplacesIt() {
    TestLibrary library;
    const Insert first = must(library->saveInsert(wired({})));
    Insert next = wired({});
    next.name = "MAIN loop";
    next.send = {1};
    QCOMPARE(must(library->saveInsert(next)).id.text, first.id.text);
    const auto all = must(library->inserts());
    QCOMPARE(all.size(), 1U);
    QCOMPARE(all[0].name, "MAIN loop");
    QCOMPARE(all[0].send, std::vector<int>{1});
}

void TestStoreInserts::everyMeasurementIsKeptAsItWasPatchedThen() {
    TestLibrary library;
    const Insert first = must(library->saveInsert(measured(wired({}), 100.5, 1000)));
    Insert repatched = measured(wired({}), 200.25, 2000);
    repatched.send = {7, 8};
    must(library->saveInsert(repatched));
    QCOMPARE(must(library->insert(first.id.text)).delayFrames.value(), 200.25);
    const auto history = must(library->insertHistory(first.id));
    QCOMPARE(history.size(), 2U);
    QCOMPARE(history[0].measuredMs, 2000);
    QCOMPARE(history[0].send, (std::vector<int>{7, 8}));
    QCOMPARE(history[1].delayFrames.value(), 100.5);
    QCOMPARE(history[1].send, (std::vector<int>{3, 4}));
}

void TestStoreInserts::repatchingWithoutMeasuringForgetsTheMeasurement() {
    TestLibrary library;
    const Insert first = must(library->saveInsert(measured(wired({}), 100.5, 1000)));
    must(library->saveInsert(wired({})));
    const Insert read = must(library->insert(first.id.text));
    QVERIFY(!read.delayFrames);
    QCOMPARE(read.measuredMs, 0);
    QCOMPARE(must(library->insertHistory(first.id)).size(), 1U);
}

void TestStoreInserts::aMeasurementWithoutATimeIsOfNow() {
    TestLibrary library;
    const UtcMs before = library.nowMs;
    const Insert saved = must(library->saveInsert(measured(wired({}), 100.5, 0)));
    QVERIFY(saved.measuredMs >= before);
    QCOMPARE(must(library->insert("Main loop")).delayFrames.value(), 100.5);
}

void TestStoreInserts::anInsertWithAnUnknownUnitIsRefusedWhole() {
    TestLibrary library;
    QCOMPARE(library->saveInsert(wired({UnitId{"0190"}})).problem().fault, Fault::Usage);
    QVERIFY(must(library->inserts()).empty());
}

void TestStoreInserts::aChainKeepsItsStages() {
    TestLibrary library;
    const Song song = must(library->addSong(must(library->addSession("A", "", "")).id, "B"));
    const Part part = must(library->part(song.id, ""));
    const Unit unit = must(library->addUnit(unitCalled("EQ")));
    const Insert insert = must(library->saveInsert(wired({unit.id})));
    QVERIFY(must(library->chain(part.id)).empty());
    const std::vector<Stage> given = {{Stage::Kind::Insert, insert.id.text, "", 0},
                                      {Stage::Kind::Unit, unit.id.text, "1+2", 0},
                                      {Stage::Kind::Gain, "", "", -1.5},
                                      {Stage::Kind::MidSide, "", "", 0}};
    must(library->setChain(part.id, given));
    library.open();
    const auto read = must(library->chain(part.id));
    QCOMPARE(read.size(), given.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
        QVERIFY(read[i].kind == given[i].kind);
        QCOMPARE(read[i].target, given[i].target);
        QCOMPARE(read[i].channels, given[i].channels);
        QCOMPARE(read[i].gainDb, given[i].gainDb);
    }
}

void TestStoreInserts::aChainIsReplacedWhole() {
    TestLibrary library;
    const Song song = must(library->addSong(must(library->addSession("A", "", "")).id, "B"));
    const Part part = must(library->part(song.id, ""));
    must(library->setChain(part.id, {{Stage::Kind::Gain, "", "", 1}, {Stage::Kind::Gain, "", "", 2}}));
    // The second stage names a unit that is not there: nothing of this chain is taken.
    QVERIFY(!library->setChain(part.id, {{Stage::Kind::MidSide, "", "", 0}, {Stage::Kind::Unit, "0190", "", 0}}));
    QCOMPARE(must(library->chain(part.id)).size(), 2U);
    must(library->setChain(part.id, {}));
    QVERIFY(must(library->chain(part.id)).empty());
}

QTEST_GUILESS_MAIN(TestStoreInserts)
#include "tst_store_inserts.moc"
