// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/model/differences.h"

#include <QTest>

using namespace detent::recall;

class TestRecords : public QObject {
    Q_OBJECT

private slots:
    void everyNameReadsBackAsItself();
    void anythingElseIsNoName();
    void equalSettingsAreNoDifference();
    void aChangedCodeIsShownAsTheUnitPrintsIt();
    void whatWasUnknownSaysSo();
    void twoCodesThatPrintAlikeAreToldApart();
    void whatOnlyOneSideHasIsEmptyOnTheOther();
    void differencesComeInTheOrderOfTheFirst();
    void aRenamedUnitIsStillTheSameUnit();
    void aUnitThatOnlyOneSideHasIsNamedOnce();

private:
    static SnapshotUnit unit(const std::string& id, const std::vector<ControlValue>& values) {
        return {UnitId{id}, "the " + id, 1, "test." + id, {}, values};
    }
    static ControlValue value(const std::string& control, Code code, Quality quality = Quality::Confirmed) {
        return {control, code, std::nullopt, std::to_string(code / 10) + " dB", quality, 0};
    }
    static Snapshot of(const std::vector<SnapshotUnit>& units) {
        Snapshot snapshot;
        snapshot.units = units;
        return snapshot;
    }
    static QStringList shown(const Snapshot& from, const Snapshot& to) {
        QStringList lines;
        for (const Change& c : differences(from, to))
            lines << QString::fromStdString(c.unitName + "." + c.control + ": " + c.fromText + " > " + c.toText);
        return lines;
    }
};

void TestRecords::everyNameReadsBackAsItself() {
    for (int i = 0; i <= static_cast<int>(Quality::BySound); ++i) {
        const auto quality = static_cast<Quality>(i);
        QVERIFY(qualityFrom(name(quality)) == quality);
    }
    for (int i = 0; i <= static_cast<int>(Outcome::Skipped); ++i) {
        const auto outcome = static_cast<Outcome>(i);
        QVERIFY(outcomeFrom(name(outcome)) == outcome);
    }
    for (const auto status : {Snapshot::Status::Draft, Snapshot::Status::Sent, Snapshot::Status::Approved})
        QVERIFY(statusFrom(name(status)) == status);
    QCOMPARE(name(Quality::ByHand), "by_hand");
    QCOMPARE(name(Outcome::ConfirmedBySound), "ConfirmedBySound");
}

void TestRecords::anythingElseIsNoName() {
    QVERIFY(!qualityFrom("confirmed "));
    QVERIFY(!outcomeFrom("verified"));
    QVERIFY(!statusFrom(""));
}

void TestRecords::equalSettingsAreNoDifference() {
    // The code counts, not how well it was known or what was printed.
    auto stale = value("gain", 30, Quality::Stale);
    stale.text = "3 decibels";
    QCOMPARE(shown(of({unit("eq", {value("gain", 30)})}), of({unit("eq", {stale})})), QStringList());
    const auto nothing = of({unit("eq", {value("gain", 1, Quality::Unknown)})}),
               either = of({unit("eq", {value("gain", 2, Quality::Unknown)})});
    QCOMPARE(shown(nothing, either), QStringList());
}

void TestRecords::aChangedCodeIsShownAsTheUnitPrintsIt() {
    QCOMPARE(shown(of({unit("eq", {value("gain", 30)})}), of({unit("eq", {value("gain", -50)})})),
             QStringList{"the eq.gain: 3 dB > -5 dB"});
}

void TestRecords::whatWasUnknownSaysSo() {
    const auto unknown = of({unit("eq", {value("gain", 30, Quality::Unknown)})}),
               known = of({unit("eq", {value("gain", 30)})});
    QCOMPARE(shown(unknown, known), QStringList{"the eq.gain: unknown > 3 dB"});
    QCOMPARE(shown(known, unknown), QStringList{"the eq.gain: 3 dB > unknown"});
}

void TestRecords::twoCodesThatPrintAlikeAreToldApart() {
    QCOMPARE(shown(of({unit("eq", {value("gain", 30)})}), of({unit("eq", {value("gain", 31)})})),
             QStringList{"the eq.gain: 3 dB (code 30) > 3 dB (code 31)"});
}

void TestRecords::whatOnlyOneSideHasIsEmptyOnTheOther() {
    const auto one = of({unit("eq", {value("low", 10)})}),
               other = of({unit("eq", {value("high", 20)}), unit("comp", {value("ratio", 40)})});
    QCOMPARE(shown(one, other), (QStringList{"the eq.low: 1 dB > ", "the eq.high:  > 2 dB", "the comp.ratio:  > 4 dB"}));
}

void TestRecords::differencesComeInTheOrderOfTheFirst() {
    const auto from = of({unit("comp", {value("ratio", 10), value("attack", 10)}), unit("eq", {value("low", 10)})});
    const auto to = of({unit("eq", {value("low", 20)}), unit("comp", {value("attack", 20), value("ratio", 20)})});
    QCOMPARE(shown(from, to),
             (QStringList{"the comp.ratio: 1 dB > 2 dB", "the comp.attack: 1 dB > 2 dB", "the eq.low: 1 dB > 2 dB"}));
}

void TestRecords::aRenamedUnitIsStillTheSameUnit() {
    auto renamed = unit("eq", {value("low", 20)});
    renamed.unitName = "Eric";
    QCOMPARE(shown(of({unit("eq", {value("low", 20)})}), of({renamed})), QStringList());
}

void TestRecords::aUnitThatOnlyOneSideHasIsNamedOnce() {
    const auto older = of({unit("eq", {value("low", 10), value("high", 10)}), unit("tape", {value("bias", 10)})});
    const auto newer = of({unit("eq", {value("low", 20), value("high", 10)}),
                           unit("mixer", {value("1", 10), value("2", 10), value("3", 10)})});
    const UnitDifferences found = unitDifferences(older, newer);
    QCOMPARE(found.added, std::vector<std::string>{"the mixer"});
    QCOMPARE(found.gone, std::vector<std::string>{"the tape"});
    QCOMPARE(found.changes.size(), std::size_t(1));
    QCOMPARE(found.changes.front().control, std::string("low"));
    QVERIFY(!found.empty());
    QVERIFY(unitDifferences(newer, newer).empty());
}

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
