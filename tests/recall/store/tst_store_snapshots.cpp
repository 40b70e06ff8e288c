// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_library.h"

#include <QCryptographicHash>
#include <QTest>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;

class TestStoreSnapshots : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aSnapshotIsThereWithEveryValueAfterReopening();
    void theNewestSnapshotComesFirst();
    void automaticSnapshotsAreNotInTheListAPersonSees();
    void nameNotesAndStatusMayChange();
    void nothingElseOfASnapshotEverChanges_data();
    void nothingElseOfASnapshotEverChanges();
    void aSnapshotOfAPartBelongsToItsSong();
    void theProfilesTextIsKeptOnceByItsHash();
    void aKnownHashNeedsNoProfile();
    void aSnapshotWithoutItsProfileIsRefusedWhole();
    void aThousandValuesComeBackInTheirOrder();

private:
    Snapshot add(const std::vector<Code>& codes) {
        return must((*m_library)->addSnapshot(snapshotOf(m_song, m_unit, codes), {m_profile}));
    }

    std::unique_ptr<TestLibrary> m_library;
    Song m_song;
    Unit m_unit;
    profiles::ProfilePtr m_profile = profileOf("test.eq", "{\"id\": \"test.eq\", \"größe\": 1}");
};

void TestStoreSnapshots::init() {
    m_library = std::make_unique<TestLibrary>();
    TestLibrary& library = *m_library;
    m_song = must(library->addSong(must(library->addSession("Album", "", "")).id, "Song"));
    m_unit = must(library->addUnit(unitCalled("EQ")));
}

void TestStoreSnapshots::aSnapshotIsThereWithEveryValueAfterReopening() {
    TestLibrary& library = *m_library;
    Snapshot given = snapshotOf(m_song, m_unit, {});
    given.name = "Chorus", given.notes = "wide";
    given.units[0].epoch = 3;
    given.units[0].controls = {{"gain", -70, -3.5, "-3.5 dB", Quality::Confirmed, 111},
                               {"shape", 2, std::nullopt, "Bell", Quality::ByHand, 222},
                               {"sweep", 0x7FFFFFFFFFFF, 1e-300, "", Quality::Unknown, 0}};
    given.chain = {{Stage::Kind::Unit, m_unit.id.text, "1", 0}, {Stage::Kind::Gain, "", "", -1.25}};
    const Snapshot made = must(library->addSnapshot(given, {m_profile}));
    library.open();
    const Snapshot read = must(library->snapshot(made.id.text));
    QCOMPARE(read.song.text, m_song.id.text);
    QCOMPARE(read.name, "Chorus");
    QCOMPARE(read.notes, "wide");
    QCOMPARE(name(read.status), "draft");
    QCOMPARE(read.createdMs, made.createdMs);
    QCOMPARE(read.chain.size(), 2U);
    QCOMPARE(read.chain[0].target, m_unit.id.text);
    QCOMPARE(read.chain[1].gainDb, -1.25);
    QCOMPARE(read.units.size(), 1U);
    QCOMPARE(read.units[0].unitName, "EQ");
    QCOMPARE(read.units[0].epoch, 3);
    QCOMPARE(read.units[0].controls.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        const ControlValue &a = given.units[0].controls[i], &b = read.units[0].controls[i];
        QCOMPARE(b.control, a.control);
        QCOMPARE(b.code, a.code);
        QVERIFY(b.value == a.value);  // to the last bit
        QCOMPARE(b.text, a.text);
        QCOMPARE(name(b.quality), name(a.quality));
        QCOMPARE(b.timeMs, a.timeMs);
    }
}

void TestStoreSnapshots::theNewestSnapshotComesFirst() {
    const Snapshot one = add({1}), two = add({2}), three = add({3});
    const auto all = must((*m_library)->snapshots(m_song.id));
    QCOMPARE(idsOf(all), (Texts{three.id.text, two.id.text, one.id.text}));
    QCOMPARE(codesOf(all[0]), std::vector<Code>{3});
    QCOMPARE(codesOf(all[2]), std::vector<Code>{1});
}

void TestStoreSnapshots::automaticSnapshotsAreNotInTheListAPersonSees() {
    TestLibrary& library = *m_library;
    const Snapshot seen = add({1});
    Snapshot given = snapshotOf(m_song, m_unit, {2});
    given.automatic = true;
    const Snapshot kept = must(library->addSnapshot(given, {m_profile}));
    QCOMPARE(idsOf(must(library->snapshots(m_song.id))), Texts{seen.id.text});
    QCOMPARE(idsOf(must(library->snapshots(m_song.id, true))), (Texts{kept.id.text, seen.id.text}));
    QCOMPARE(must(library->snapshot(kept.id.text)).automatic, true);
}

void TestStoreSnapshots::nameNotesAndStatusMayChange() {
    TestLibrary& library = *m_library;
    const Snapshot made = add({1});
    must(library->setSnapshotName(made.id, "Écho"));
    must(library->setSnapshotNotes(made.id, "sent on Monday"));
    must(library->setSnapshotStatus(made.id, Snapshot::Status::Approved));
    library.open();
    const Snapshot read = must(library->snapshot("song/echo"));
    QCOMPARE(read.id.text, made.id.text);
    QCOMPARE(read.notes, "sent on Monday");
    QCOMPARE(name(read.status), "approved");
    QCOMPARE(problemText(library->setSnapshotName(SnapshotId{"0190"}, "x")), "there is no snapshot \"0190\"; check the id");
}

void TestStoreSnapshots::nothingElseOfASnapshotEverChanges_data() {
    QTest::addColumn<QString>("sql");
    QTest::newRow("a value's code") << "UPDATE snapshot_values SET code = 9";
    QTest::newRow("a value's text") << "UPDATE snapshot_values SET text = 'x' WHERE control = 'c0'";
    QTest::newRow("a value goes") << "DELETE FROM snapshot_values";
    QTest::newRow("a value is added")
        << "INSERT INTO snapshot_values SELECT snapshot_id, unit_position, 99, 'new', code, value, text, quality, time_ms"
           " FROM snapshot_values LIMIT 1";
    QTest::newRow("a value is put over")
        << "INSERT OR REPLACE INTO snapshot_values SELECT snapshot_id, unit_position, position, control, 9, value,"
           " text, quality, time_ms FROM snapshot_values LIMIT 1";
    QTest::newRow("a unit's epoch") << "UPDATE snapshot_units SET epoch = 9";
    QTest::newRow("a unit goes") << "DELETE FROM snapshot_units";
    QTest::newRow("a stage changes") << "UPDATE snapshot_stages SET gain_db = 3";
    QTest::newRow("a stage is added")
        << "INSERT INTO snapshot_stages SELECT id, 99, 'gain', NULL, NULL, '', 1 FROM snapshots";
    QTest::newRow("the time") << "UPDATE snapshots SET created_ms = 1";
    QTest::newRow("the part") << "UPDATE snapshots SET part_id = ''";
    QTest::newRow("it goes") << "DELETE FROM snapshots";
    QTest::newRow("it is put over") << "INSERT OR REPLACE INTO snapshots SELECT * FROM snapshots";
    QTest::newRow("the profile's text") << "UPDATE profile_texts SET text = '{}'";
    QTest::newRow("the profile's text goes") << "DELETE FROM profile_texts";
}

void TestStoreSnapshots::nothingElseOfASnapshotEverChanges() {
    Snapshot given = snapshotOf(m_song, m_unit, {1, 2});
    given.chain = {{Stage::Kind::Gain, "", "", 1}};
    const Snapshot made = must((*m_library)->addSnapshot(given, {m_profile}));
    QFETCH(QString, sql);
    const RawAnswer answer = raw(m_library->file(), sql);
    QVERIFY2(answer.error.contains("what was saved never changes"), qPrintable("answered: " + answer.error));
    const Snapshot read = must((*m_library)->snapshot(made.id.text));
    QCOMPARE(codesOf(read), (std::vector<Code>{1, 2}));
    QCOMPARE(read.chain.size(), 1U);
    QCOMPARE(must((*m_library)->profileText(read.units[0].profileSha256)), m_profile->text);
}

void TestStoreSnapshots::aSnapshotOfAPartBelongsToItsSong() {
    TestLibrary& library = *m_library;
    const Part drums = must(library->part(m_song.id, "drums"));
    Snapshot given = snapshotOf(m_song, m_unit, {1});
    given.song = {};
    given.part = drums.id;
    QCOMPARE(must(library->addSnapshot(given, {m_profile})).song.text, m_song.id.text);
    QCOMPARE(must(library->snapshots(m_song.id))[0].part.text, drums.id.text);
    given.part = PartId{"0190"};
    QCOMPARE(library->addSnapshot(given, {m_profile}).problem().fault, Fault::Usage);
}

void TestStoreSnapshots::theProfilesTextIsKeptOnceByItsHash() {
    TestLibrary& library = *m_library;
    const std::string sha256 = add({1}).units[0].profileSha256;
    QCOMPARE(
        QString::fromStdString(sha256),
        QString(QCryptographicHash::hash(QByteArray::fromStdString(m_profile->text), QCryptographicHash::Sha256).toHex()));
    QCOMPARE(add({2}).units[0].profileSha256, sha256);
    QCOMPARE(raw(library.file(), "SELECT COUNT(*) FROM profile_texts").rows, QStringList{"1"});
    QCOMPARE(must(library->profileText(sha256)), m_profile->text);
    // A corrected profile is another text beside it.
    const auto corrected = profileOf("test.eq", "{\"id\": \"test.eq\", \"corrected\": true}");
    const Snapshot later = must(library->addSnapshot(snapshotOf(m_song, m_unit, {3}), {corrected}));
    QCOMPARE(must(library->profileText(later.units[0].profileSha256)), corrected->text);
    QCOMPARE(must(library->profileText(sha256)), m_profile->text);
    QCOMPARE(library->profileText("00").problem().fault, Fault::Usage);
}

void TestStoreSnapshots::aKnownHashNeedsNoProfile() {
    // An undo keeps the text of a profile that today's folder no longer has.
    Snapshot again = snapshotOf(m_song, m_unit, {2});
    again.units[0].profileSha256 = add({1}).units[0].profileSha256;
    QVERIFY((*m_library)->addSnapshot(again, {}).ok());
}

void TestStoreSnapshots::aSnapshotWithoutItsProfileIsRefusedWhole() {
    TestLibrary& library = *m_library;
    QCOMPARE(problemText(library->addSnapshot(snapshotOf(m_song, m_unit, {1}), {profileOf("test.other", "{}")})),
             "the profile test.eq of EQ is not known here; add its file, then try again");
    QVERIFY(must(library->snapshots(m_song.id, true)).empty());
    QCOMPARE(raw(library.file(), "SELECT COUNT(*) FROM snapshot_units").rows, QStringList{"0"});
}

void TestStoreSnapshots::aThousandValuesComeBackInTheirOrder() {
    std::vector<Code> codes;
    for (Code i = 0; i < 1000; ++i) codes.push_back(i * 7919 % 1009);
    QCOMPARE(codesOf(must((*m_library)->snapshot(add(codes).id.text))), codes);
}

QTEST_GUILESS_MAIN(TestStoreSnapshots)
#include "tst_store_snapshots.moc"
