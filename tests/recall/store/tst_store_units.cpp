// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_library.h"

#include <QTest>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;

class TestStoreUnits : public QObject {
    Q_OBJECT

private slots:
    void aUnitIsThereAfterReopeningWithItsParams();
    void theRackKeepsItsOrder();
    void twoUnitsInUseCannotShareAName();
    void aRetiredUnitLeavesTheRackButNotTheLibrary();
    void aRepairIsANewEpochAndMakesWhatWasKnownStale();
    void whatIsKnownIsMergedByControl();
    void virtualSettingsAreAsLastLeft();
    void lockedControlsAreAsLastSet();
};

void TestStoreUnits::aUnitIsThereAfterReopeningWithItsParams() {
    TestLibrary library;
    Unit given = unitCalled("Vintage EQ");
    given.link = "serial:/dev/ttyUSB0,baud=115200";
    given.params = {{"channel", 3}, {"device", 127}};
    given.params.texts = {{"passcode", "Löwe 7"}, {"user", ""}};
    given.serialNumber = "SN-7";
    const Unit made = must(library->addUnit(given));
    library.open();
    const Unit read = must(library->unit("vintage eq"));
    QCOMPARE(read.id.text, made.id.text);
    QCOMPARE(read.profileId, "test.eq");
    QCOMPARE(read.link, given.link);
    QVERIFY(read.params == given.params);
    QCOMPARE(read.params.texts, given.params.texts);
    QCOMPARE(must(library->units()).front().params.texts, given.params.texts);
    QCOMPARE(read.serialNumber, "SN-7");
    QCOMPARE(read.epoch, 1);
    QCOMPARE(read.retired, false);
    QCOMPARE(read.createdMs, made.createdMs);
    const auto epochs = must(library->epochs(made.id));
    QCOMPARE(epochs.size(), 1U);
    QCOMPARE(epochs[0].startedMs, made.createdMs);
}

void TestStoreUnits::theRackKeepsItsOrder() {
    TestLibrary library;
    for (const char* name : {"Zed", "Alpha", "Mid"}) must(library->addUnit(unitCalled(name)));
    Texts names;
    for (const Unit& unit : must(library->units())) names.push_back(unit.name);
    QCOMPARE(names, (Texts{"Zed", "Alpha", "Mid"}));
}

void TestStoreUnits::twoUnitsInUseCannotShareAName() {
    TestLibrary library;
    const Unit eq = must(library->addUnit(unitCalled("EQ"))), other = must(library->addUnit(unitCalled("Comp")));
    const std::string refused = "there is already a unit \"EQ\" in the rack; choose another name, or retire that one";
    QCOMPARE(problemText(library->addUnit(unitCalled("eq"))), refused);
    QCOMPARE(problemText(library->renameUnit(other.id, "Eq")), refused);
    must(library->renameUnit(eq.id, "eq"));  // its own name in another case is free
    QCOMPARE(must(library->unit(eq.id.text)).name, "eq");
}

void TestStoreUnits::aRetiredUnitLeavesTheRackButNotTheLibrary() {
    TestLibrary library;
    const Unit old = must(library->addUnit(unitCalled("EQ")));
    must(library->retireUnit(old.id));
    QVERIFY(must(library->units()).empty());
    QCOMPARE(idsOf(must(library->units(true))), Texts{old.id.text});
    QCOMPARE(must(library->unit("EQ")).retired, true);
    const Unit next = must(library->addUnit(unitCalled("EQ")));
    QCOMPARE(must(library->unit("EQ")).id.text, next.id.text);
    QVERIFY(!library->retireUnit(UnitId{"0190"}));
}

void TestStoreUnits::aRepairIsANewEpochAndMakesWhatWasKnownStale() {
    TestLibrary library;
    const Unit unit = must(library->addUnit(unitCalled("EQ")));
    must(library->setKnown(unit.id, {valueOf("a", 1), valueOf("b", 2, Quality::ByHand), valueOf("c", 0, Quality::Unknown)}));
    must(library->newEpoch(unit.id, "new output transformer"));
    QCOMPARE(must(library->unit("EQ")).epoch, 2);
    const auto epochs = must(library->epochs(unit.id));
    QCOMPARE(epochs.size(), 2U);
    QCOMPARE(epochs[1].number, 2);
    QCOMPARE(epochs[1].reason, "new output transformer");
    QVERIFY(epochs[1].startedMs > epochs[0].startedMs);
    const auto known = must(library->known(unit.id));
    QCOMPARE(name(known[0].quality), "stale");
    QCOMPARE(name(known[1].quality), "stale");
    QCOMPARE(name(known[2].quality), "unknown");
}

void TestStoreUnits::whatIsKnownIsMergedByControl() {
    TestLibrary library;
    const Unit unit = must(library->addUnit(unitCalled("EQ")));
    must(library->setKnown(unit.id, {valueOf("a", 1), valueOf("b", -2)}));
    ControlValue word{"b", 7, std::nullopt, "Bell", Quality::Sent, 42};
    must(library->setKnown(unit.id, {word}));
    library.open();
    const auto known = must(library->known(unit.id));
    QCOMPARE(known.size(), 2U);
    QCOMPARE(known[0].code, 1);
    QCOMPARE(known[0].value.value(), 0.1);
    QCOMPARE(known[0].text, "1 dB");
    QCOMPARE(known[0].timeMs, 1'700'000'000'001);
    QCOMPARE(known[1].code, 7);
    QVERIFY(!known[1].value);
    QCOMPARE(known[1].text, "Bell");
    QCOMPARE(name(known[1].quality), "sent");
    QCOMPARE(known[1].timeMs, 42);
    QCOMPARE(library->setKnown(UnitId{"0190"}, {word}).problem().fault, Fault::Usage);
}

void TestStoreUnits::virtualSettingsAreAsLastLeft() {
    TestLibrary library;
    const Unit unit = must(library->addUnit(unitCalled("EQ")));
    QVERIFY(must(library->virtualSettings(unit.id)).empty());
    must(library->setVirtualSettings(unit.id, {{"low", 1}, {"high", -9'000'000'000}}));
    const std::map<std::string, Code> last{{"high", -9'000'000'000}, {"mid", 0}};
    must(library->setVirtualSettings(unit.id, last));
    library.open();
    QVERIFY(must(library->virtualSettings(unit.id)) == last);
}

void TestStoreUnits::lockedControlsAreAsLastSet() {
    TestLibrary library;
    const Unit unit = must(library->addUnit(unitCalled("EQ")));
    must(library->setLocked(unit.id, {"low.gain", "power"}));
    must(library->setLocked(unit.id, {"power"}));
    library.open();
    QVERIFY(must(library->locked(unit.id)) == std::set<std::string>{"power"});
}

QTEST_GUILESS_MAIN(TestStoreUnits)
#include "tst_store_units.moc"
