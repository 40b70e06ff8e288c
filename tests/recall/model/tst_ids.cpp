// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/model/records.h"

#include <QTest>
#include <QUuid>

#include <set>

using namespace detent::recall;

class TestIds : public QObject {
    Q_OBJECT

private slots:
    void anIdIsAUuidOfVersionSevenWithItsTimeInFront();
    void idsSortInTheOrderOfMakingWithinAMillisecond();
    void idsKeepSortingWhenTheClockIsSetBack();
    void twoMakersWithOneClockNeverMeet();
    void theSameSeedAndClockMakeTheSameIds();
    void timesAreWrittenInUtc_data();
    void timesAreWrittenInUtc();

private:
    static std::string next(IdMaker& ids) { return ids.make<SessionId>().text; }
};

void TestIds::anIdIsAUuidOfVersionSevenWithItsTimeInFront() {
    // RFC 9562, appendix A.6: 2022-02-22 19:22:22 UTC is 0x017F22E279B0.
    IdMaker ids([] { return UtcMs{0x017F22E279B0}; }, 1);
    const std::string id = next(ids);
    QCOMPARE(id.size(), 36U);
    QCOMPARE(QString::fromStdString(id.substr(0, 13)), "017f22e2-79b0");
    const QUuid uuid = QUuid::fromString(QString::fromStdString(id));
    QCOMPARE(uuid.variant(), QUuid::DCE);  // the variant of RFC 9562, 4.1
    QCOMPARE(uuid.toString(QUuid::WithoutBraces), QString::fromStdString(id));
    QCOMPARE(id[14], '7');
}

void TestIds::idsSortInTheOrderOfMakingWithinAMillisecond() {
    // More than the twelve bits of the counter hold.
    IdMaker ids([] { return UtcMs{1'800'000'000'000}; }, 7);
    std::string former = next(ids);
    for (int i = 0; i < 20000; ++i) {
        const std::string id = next(ids);
        QVERIFY2(id > former, (former + " before " + id).c_str());
        former = id;
    }
}

void TestIds::idsKeepSortingWhenTheClockIsSetBack() {
    UtcMs now = 1'800'000'000'000;
    IdMaker ids([&] { return now; }, 3);
    const std::string before = next(ids);
    now -= 3'600'000;
    const std::string after = next(ids);
    QVERIFY2(after > before, (before + " before " + after).c_str());
    now += 7'200'000;
    QVERIFY(next(ids) > after);
}

void TestIds::twoMakersWithOneClockNeverMeet() {
    std::set<std::string> all;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        IdMaker ids([] { return UtcMs{1'800'000'000'000}; }, seed);
        for (int i = 0; i < 200; ++i) all.insert(next(ids));
    }
    QCOMPARE(all.size(), 10000U);
}

void TestIds::theSameSeedAndClockMakeTheSameIds() {
    IdMaker one([] { return UtcMs{5}; }, 9), other([] { return UtcMs{5}; }, 9);
    QCOMPARE(next(one), next(other));
}

void TestIds::timesAreWrittenInUtc_data() {
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QString>("text");
    QTest::newRow("the epoch") << qint64{0} << "1970-01-01T00:00:00.000Z";
    QTest::newRow("a leap day") << qint64{1'709'164'799'999} << "2024-02-28T23:59:59.999Z";
    QTest::newRow("the day after") << qint64{1'709'164'800'000} << "2024-02-29T00:00:00.000Z";
    QTest::newRow("before the epoch") << qint64{-1} << "1969-12-31T23:59:59.999Z";
}

void TestIds::timesAreWrittenInUtc() {
    QFETCH(qint64, time);
    QTEST(QString::fromStdString(utcText(time)), "text");
}

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
