// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_library.h"

#include <QTest>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;

class TestStoreSessions : public QObject {
    Q_OBJECT

private slots:
    void aSessionIsThereAfterReopening();
    void theNewestSessionComesFirst();
    void aTitleIsNeverEmpty();
    void aRenamedSessionIsFoundByItsNewTitleOnly();
    void searchingMindsNeitherCaseNorAccents_data();
    void searchingMindsNeitherCaseNorAccents();
    void everyWordMustBeSomewhere();
    void songsKeepTheOrderOfTheAlbum();
    void aSourceIsNumberedWithinItsKindAndName();
    void theMainMixComesFirstAndItsNewestRevisionBefore();
    void aSourceHasOneOfTheKnownKinds();
    void aPartIsMadeOnce();
    void aSettingIsEmptyUntilSet();
    void recordsOfNothingAreRefused();
};

void TestStoreSessions::aSessionIsThereAfterReopening() {
    TestLibrary library;
    const Session made = must(library->addSession("Herbst", "Label Ö", "Ann"));
    library.open();
    const Session read = must(library->session(made.id.text));
    QCOMPARE(read.title, "Herbst");
    QCOMPARE(read.client, "Label Ö");
    QCOMPARE(read.artist, "Ann");
    QCOMPARE(read.createdMs, made.createdMs);
}

void TestStoreSessions::theNewestSessionComesFirst() {
    TestLibrary library;
    for (const char* title : {"one", "two", "three"}) must(library->addSession(title, "", ""));
    QCOMPARE(titlesOf(must(library->sessions())), (Texts{"three", "two", "one"}));
}

void TestStoreSessions::aTitleIsNeverEmpty() {
    TestLibrary library;
    QCOMPARE(problemText(library->addSession(" ", "", "")), "a session's title is empty; give one");
    const Session session = must(library->addSession("One", "", ""));
    QCOMPARE(library->renameSession(session.id, "").problem().fault, Fault::Usage);
    QVERIFY(!library->addSong(session.id, "\t"));
    QCOMPARE(titlesOf(must(library->sessions())), Texts{"One"});
}

void TestStoreSessions::aRenamedSessionIsFoundByItsNewTitleOnly() {
    TestLibrary library;
    const Session session = must(library->addSession("Working title", "Client", ""));
    must(library->renameSession(session.id, "Release"));
    QCOMPARE(must(library->session("release")).title, "Release");
    QVERIFY(!library->session("Working title"));
    QCOMPARE(titlesOf(must(library->searchSessions("client rel"))), Texts{"Release"});
    QVERIFY(must(library->searchSessions("working")).empty());
}

void TestStoreSessions::searchingMindsNeitherCaseNorAccents_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("title") << "beyonce";
    QTest::newRow("title, accents elsewhere") << "bèYÓNCE";
    QTest::newRow("client") << "strasse";
    QTest::newRow("artist") << "motorhead";
    QTest::newRow("song") << "deja VU";
    QTest::newRow("note on a print's song") << "sibilance";
    QTest::newRow("snapshot") << "warmer";
    QTest::newRow("notes of a snapshot") << "fenster";
    QTest::newRow("a percent sign is a percent sign") << "100%";
    QTest::newRow("nothing finds all") << "";
}

void TestStoreSessions::searchingMindsNeitherCaseNorAccents() {
    TestLibrary library;
    const Session session = must(library->addSession("Beyoncé", "Große Straße 100%", "Motörhead"));
    must(library->addSession("Other 1000", "", ""));
    const Song song = must(library->addSong(session.id, "Déjà vu"));
    const Unit unit = must(library->addUnit(unitCalled("EQ")));
    Snapshot snapshot = snapshotOf(song, unit, {1});
    snapshot.name = "Wärmer";
    const Snapshot kept = must(library->addSnapshot(snapshot, {profileOf("test.eq", "{}")}));
    must(library->setSnapshotNotes(kept.id, "open FENSTER"));
    must(library->addNote(song.id.text, "too much Sibilance"));
    QFETCH(QString, text);
    const auto found = titlesOf(must(library->searchSessions(text.toStdString())));
    QCOMPARE(found, text.isEmpty() ? (Texts{"Other 1000", "Beyoncé"}) : Texts{"Beyoncé"});
}

void TestStoreSessions::everyWordMustBeSomewhere() {
    TestLibrary library;
    const Session both = must(library->addSession("Winter", "Blue Label", ""));
    must(library->addSession("Winter", "Red Label", ""));
    must(library->addSong(both.id, "Snow"));
    QCOMPARE(idsOf(must(library->searchSessions("snow blue winter"))), Texts{both.id.text});
    QVERIFY(must(library->searchSessions("snow red")).empty());
}

void TestStoreSessions::songsKeepTheOrderOfTheAlbum() {
    TestLibrary library;
    const Session album = must(library->addSession("Album", "", "")), other = must(library->addSession("Other", "", ""));
    for (const char* title : {"Zebra", "Ant"}) must(library->addSong(album.id, title));
    QCOMPARE(must(library->addSong(other.id, "Solo")).position, 1);
    QCOMPARE(must(library->addSong(album.id, "Mole")).position, 3);
    QCOMPARE(titlesOf(must(library->songs(album.id))), (Texts{"Zebra", "Ant", "Mole"}));
}

void TestStoreSessions::aSourceIsNumberedWithinItsKindAndName() {
    TestLibrary library;
    const Song song = must(library->addSong(must(library->addSession("A", "", "")).id, "B"));
    const auto add = [&](const char* kind, const char* name) {
        return must(library->addSource({{}, song.id, kind, name, 0, "aa", "x.wav", 48000, 2, 1, 0})).revision;
    };
    QCOMPARE(add("main", ""), 1);
    QCOMPARE(add("main", ""), 2);
    QCOMPARE(add("instrumental", ""), 1);
    QCOMPARE(add("stem", "drums"), 1);
    QCOMPARE(add("stem", "bass"), 1);
    QCOMPARE(add("stem", "drums"), 2);
}

void TestStoreSessions::theMainMixComesFirstAndItsNewestRevisionBefore() {
    TestLibrary library;
    const Song song = must(library->addSong(must(library->addSession("A", "", "")).id, "B"));
    Source given{{}, song.id, "stem", "drums", 0, "aa", "päth/x.wav", 44100, 1, 5'000'000'000, 0};
    must(library->addSource(given));
    given.kind = "main", given.name = "";
    must(library->addSource(given));
    given.sha256 = "bb";
    must(library->addSource(given));
    const auto sources = must(library->sources(song.id));
    QCOMPARE(sources.size(), 3U);
    QCOMPARE(sources[0].kind, "main");
    QCOMPARE(sources[0].revision, 2);
    QCOMPARE(sources[0].sha256, "bb");
    QCOMPARE(sources[1].revision, 1);
    QCOMPARE(sources[2].name, "drums");
    QCOMPARE(sources[2].path, "päth/x.wav");
    QCOMPARE(sources[2].sampleRateHz, 44100.0);
    QCOMPARE(sources[2].channelCount, 1);
    QCOMPARE(sources[2].frameCount, 5'000'000'000);
}

void TestStoreSessions::aSourceHasOneOfTheKnownKinds() {
    TestLibrary library;
    const Song song = must(library->addSong(must(library->addSession("A", "", "")).id, "B"));
    QCOMPARE(problemText(library->addSource({{}, song.id, "karaoke", "", 0, "", "", 0, 0, 0, 0})),
             "there is no kind of source \"karaoke\"; use one of main, instrumental, clean, tv, acappella, stem");
    QCOMPARE(problemText(library->addSource({{}, song.id, "stem", "", 0, "", "", 0, 0, 0, 0})),
             "a stem's name is empty; give one");
    QVERIFY(must(library->sources(song.id)).empty());
}

void TestStoreSessions::aPartIsMadeOnce() {
    TestLibrary library;
    const Song song = must(library->addSong(must(library->addSession("A", "", "")).id, "B"));
    const Part sum = must(library->part(song.id, "sum")), drums = must(library->part(song.id, "drums")),
               stereo = must(library->part(song.id, ""));
    QCOMPARE(must(library->part(song.id, "sum")).id.text, sum.id.text);
    QCOMPARE(idsOf(must(library->parts(song.id))), (Texts{stereo.id.text, drums.id.text, sum.id.text}));
}

void TestStoreSessions::aSettingIsEmptyUntilSet() {
    TestLibrary library;
    QCOMPARE(must(library->setting("theme")), "");
    must(library->setSetting("theme", "dark"));
    must(library->setSetting("theme", "light"));
    library.open();
    QCOMPARE(must(library->setting("theme")), "light");
}

void TestStoreSessions::recordsOfNothingAreRefused() {
    TestLibrary library;
    QCOMPARE(library->addSong(SessionId{"0190"}, "Song").problem().fault, Fault::Usage);
    QCOMPARE(library->part(SongId{"0190"}, "").problem().fault, Fault::Usage);
    QCOMPARE(problemText(library->renameSession(SessionId{"0190"}, "New")), "there is no session \"0190\"; check the id");
    // What failed leaves nothing behind that stops the next.
    QVERIFY(library->addSession("Next", "", "").ok());
}

QTEST_GUILESS_MAIN(TestStoreSessions)
#include "tst_store_sessions.moc"
