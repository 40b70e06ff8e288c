// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Recalls, prints, comparisons and notes.
#include "tests/support/test_library.h"

#include <QTest>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;

class TestStoreRecords : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theLastRecallIsThereWithItsOutcomes();
    void theLastRecallIsTheLastMadeWhateverTheClockSays();
    void aRecallNeverChanges();
    void aPrintIsThereAfterReopening();
    void aPrintOfASourceOfNowhereIsRefused();
    void theNewestPrintComesFirst();
    void aComparisonKeepsItsCandidatesInOrder();
    void notesBelongToWhatTheirKeyMeans();
    void aNoteNeedsTextOrAPicture();
    void aKeyThatMeansASongAndASessionIsRefused();

private:
    std::unique_ptr<TestLibrary> m_library;
    Session m_session;
    Song m_song;
    Part m_part;
    Unit m_unit;
    Snapshot m_snapshot;
};

void TestStoreRecords::init() {
    m_library = std::make_unique<TestLibrary>();
    TestLibrary& library = *m_library;
    m_session = must(library->addSession("Album", "", ""));
    m_song = must(library->addSong(m_session.id, "Song"));
    m_part = must(library->part(m_song.id, ""));
    m_unit = must(library->addUnit(unitCalled("EQ")));
    Snapshot snapshot = snapshotOf(m_song, m_unit, {1});
    snapshot.name = "Loud";
    m_snapshot = must(library->addSnapshot(snapshot, {profileOf("test.eq", "{}")}));
}

void TestStoreRecords::theLastRecallIsThereWithItsOutcomes() {
    TestLibrary& library = *m_library;
    QVERIFY(!must(library->lastRecall()));
    RecallRecord given{{}, m_snapshot.id, m_snapshot.id, 0, 1.25, {}};
    given.outcomes = {{m_unit.id, "EQ", "gain", 5, "0.5 dB", 5, "0.5 dB", Outcome::Verified, ""},
                      {{}, "Gone", "power", 1, "On", std::nullopt, "", Outcome::Missing, "Gone is not there; plug it in"}};
    const RecallRecord made = must(library->addRecall(given));
    QVERIFY(made.startedMs > 0);
    library.open();
    const RecallRecord read = must(library->lastRecall()).value();
    QCOMPARE(read.id.text, made.id.text);
    QCOMPARE(read.wanted.text, m_snapshot.id.text);
    QCOMPARE(read.before.text, m_snapshot.id.text);
    QCOMPARE(read.startedMs, made.startedMs);
    QCOMPARE(read.seconds, 1.25);
    QCOMPARE(read.outcomes.size(), 2U);
    QCOMPARE(read.outcomes[0].unit.text, m_unit.id.text);
    QCOMPARE(read.outcomes[0].read.value(), 5);
    QCOMPARE(name(read.outcomes[0].outcome), "Verified");
    QVERIFY(read.outcomes[1].unit.empty());
    QVERIFY(!read.outcomes[1].read);
    QCOMPARE(name(read.outcomes[1].outcome), "Missing");
    QCOMPARE(read.outcomes[1].message, "Gone is not there; plug it in");
}

void TestStoreRecords::theLastRecallIsTheLastMadeWhateverTheClockSays() {
    TestLibrary& library = *m_library;
    must(library->addRecall({{}, m_snapshot.id, {}, 0, 1, {}}));
    library.nowMs -= 3'600'000;  // set back an hour, and the program started anew
    library.open();
    const RecallRecord later = must(library->addRecall({{}, m_snapshot.id, {}, 0, 2, {}}));
    QCOMPARE(must(library->lastRecall())->id.text, later.id.text);
}

void TestStoreRecords::aRecallNeverChanges() {
    TestLibrary& library = *m_library;
    must(library->addRecall(
        {{}, m_snapshot.id, {}, 0, 1, {{m_unit.id, "EQ", "gain", 5, "", {}, "", Outcome::TimedOut, ""}}}));
    for (const char* sql : {"UPDATE recall_outcomes SET outcome = 'Verified'", "DELETE FROM recalls",
                            "UPDATE recalls SET before_id = wanted_id",
                            "INSERT INTO recall_outcomes SELECT recall_id, 9, unit_id, unit_name, control, wanted, "
                            "wanted_text, read_code, read_text,"
                            " outcome, message FROM recall_outcomes"})
        QVERIFY2(raw(library.file(), sql).error.contains("what was saved never changes"), sql);
    QCOMPARE(name(must(library->lastRecall())->outcomes[0].outcome), "TimedOut");
}

void TestStoreRecords::aPrintIsThereAfterReopening() {
    TestLibrary& library = *m_library;
    const Source source = must(library->addSource({{}, m_song.id, "main", "", 0, "aa", "in.wav", 48000, 2, 100, 0}));
    Insert insert;
    insert.name = "Loop";
    insert = must(library->saveInsert(insert));
    Print given{
        {},   m_part.id, source.id, m_snapshot.id, insert.id, "prints/1.wav", "cafe", 48000, 14'400'000'000, -3, 212.37,
        -0.1, 2,         0};
    const Print made = must(library->addPrint(given));
    library.open();
    const Print read = must(library->print(made.id.text));
    QCOMPARE(read.part.text, m_part.id.text);
    QCOMPARE(read.source.text, source.id.text);
    QCOMPARE(read.snapshot.text, m_snapshot.id.text);
    QCOMPARE(read.insert.text, insert.id.text);
    QCOMPARE(read.path, "prints/1.wav");
    QCOMPARE(read.sha256, "cafe");
    QCOMPARE(read.sampleRateHz, 48000.0);
    QCOMPARE(read.frameCount, 14'400'000'000);
    QCOMPARE(read.shiftFrames, -3);
    QCOMPARE(read.delayFrames, 212.37);
    QCOMPARE(read.peakDbfs, -0.1);
    QCOMPARE(read.xruns, 2);
    QCOMPARE(read.createdMs, made.createdMs);
    QCOMPARE(must(library->print("prints/1.wav")).id.text, made.id.text);
}

void TestStoreRecords::aPrintOfASourceOfNowhereIsRefused() {
    TestLibrary& library = *m_library;
    Print given;
    given.part = m_part.id;
    given.path = "x.wav";
    given.source = SourceId{"0190"};
    QCOMPARE(library->addPrint(given).problem().fault, Fault::Usage);
    given.source = {};
    QVERIFY(library->addPrint(given).ok());  // printed without a source, a snapshot or an insert of the library
    QVERIFY(must(library->prints(m_song.id))[0].snapshot.empty());
}

void TestStoreRecords::theNewestPrintComesFirst() {
    TestLibrary& library = *m_library;
    Texts made;
    for (const char* path : {"1.wav", "2.wav", "3.wav"}) {
        Print print;
        print.part = m_part.id;
        print.path = path;
        made.insert(made.begin(), must(library->addPrint(print)).id.text);
    }
    QCOMPARE(idsOf(must(library->prints(m_song.id))), made);
}

void TestStoreRecords::aComparisonKeepsItsCandidatesInOrder() {
    TestLibrary& library = *m_library;
    must(library->addComparison({{}, m_song.id, "first", {}, {}, {}, 0}));
    must(library->addComparison({{}, m_song.id, "A/B", {"source.wav", "print.wav"}, {0, -4.321}, {0, 123.37}, 0}));
    library.open();
    const auto all = must(library->comparisons(m_song.id));
    QCOMPARE(all.size(), 2U);
    QCOMPARE(all[0].label, "A/B");
    QCOMPARE(all[0].files, (Texts{"source.wav", "print.wav"}));
    QCOMPARE(all[0].gainsDb, (std::vector<double>{0, -4.321}));
    QCOMPARE(all[0].delaysFrames, (std::vector<double>{0, 123.37}));
}

void TestStoreRecords::notesBelongToWhatTheirKeyMeans() {
    TestLibrary& library = *m_library;
    Print print;
    print.part = m_part.id;
    print.path = "x.wav";
    print = must(library->addPrint(print));
    QCOMPARE(must(library->addNote("album", "of the session")).target, m_session.id.text);
    QCOMPARE(must(library->addNote("Album/Song", "of the song")).target, m_song.id.text);
    QCOMPARE(must(library->addNote("Song/Loud", "of the snapshot")).target, m_snapshot.id.text);
    QCOMPARE(must(library->addNote(print.id.text, "of the print")).target, print.id.text);
    must(library->addNote(m_song.id.text, "", "rack.jpg", "beef"));
    library.open();
    const auto notes = must(library->notes("Song"));
    QCOMPARE(notes.size(), 2U);
    QCOMPARE(notes[0].text, "of the song");
    QCOMPARE(notes[1].path, "rack.jpg");
    QCOMPARE(notes[1].sha256, "beef");
    for (const char* word : {"session", "song", "snapshot", "print"})
        QCOMPARE(idsOf(must(library->searchSessions(word))), Texts{m_session.id.text});
}

void TestStoreRecords::aNoteNeedsTextOrAPicture() {
    QCOMPARE(problemText((*m_library)->addNote("Album", " ")), "a note's text is empty; give one");
}

void TestStoreRecords::aKeyThatMeansASongAndASessionIsRefused() {
    TestLibrary& library = *m_library;
    const Song twin = must(library->addSong(m_session.id, "Album"));
    QCOMPARE(library->addNote("Album", "whose?").problem().fault, Fault::Usage);
    QCOMPARE(must(library->addNote("Album/Album", "the song's")).target, twin.id.text);
}

QTEST_GUILESS_MAIN(TestStoreRecords)
#include "tst_store_records.moc"
