// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_library.h"

#include <QTest>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;

class TestStoreKeys : public QObject {
    Q_OBJECT

private slots:
    void aRecordIsNamedByIdTitleOrBeginning();
    void threeCharactersOfAnIdAreTooFew();
    void aTitleGoesBeforeTheBeginningOfAnId();
    void exactSpellingGoesBeforeAnother();
    void aKeyThatMeansTwoIsRefusedWithBoth();
    void aSongIsNamedWithItsSession();
    void titlesMayHaveSlashes();
    void aSnapshotIsNamedWithItsSong();
    void namedSnapshotsGoBeforeAutomaticOnes();
    void whatIsNotThereSaysWhereToLook();
    void wildcardsInAKeyAreOnlyCharacters();
};

void TestStoreKeys::aRecordIsNamedByIdTitleOrBeginning() {
    TestLibrary library;
    const Session session = must(library->addSession("Été", "", ""));
    for (const std::string& key : {session.id.text, session.id.text.substr(0, 10), session.id.text.substr(0, 4),
                                   std::string("Été"), std::string("ETE")})
        QCOMPARE(must(library->session(key)).id.text, session.id.text);
    QString capitals = QString::fromStdString(session.id.text.substr(0, 12)).toUpper();
    QCOMPARE(must(library->session(capitals.toStdString())).id.text, session.id.text);
}

void TestStoreKeys::threeCharactersOfAnIdAreTooFew() {
    TestLibrary library;
    const Session session = must(library->addSession("Title", "", ""));
    QVERIFY(!library->session(session.id.text.substr(0, 3)));
}

void TestStoreKeys::aTitleGoesBeforeTheBeginningOfAnId() {
    TestLibrary library;
    const Session first = must(library->addSession("First", "", ""));
    const Session second = must(library->addSession(first.id.text.substr(0, 8), "", ""));
    QCOMPARE(must(library->session(first.id.text.substr(0, 8))).id.text, second.id.text);
}

void TestStoreKeys::exactSpellingGoesBeforeAnother() {
    TestLibrary library;
    const Session lower = must(library->addSession("mono", "", "")), upper = must(library->addSession("Mono", "", ""));
    QCOMPARE(must(library->session("mono")).id.text, lower.id.text);
    QCOMPARE(must(library->session("Mono")).id.text, upper.id.text);
    QCOMPARE(library->session("MONO").problem().fault, Fault::Usage);
}

void TestStoreKeys::aKeyThatMeansTwoIsRefusedWithBoth() {
    TestLibrary library;
    const Session one = must(library->addSession("Twin", "", "")), two = must(library->addSession("Twin", "", ""));
    QCOMPARE(problemText(library->session("Twin")), "\"Twin\" means more than one session: " + one.id.text + " (Twin), " +
                                                        two.id.text + " (Twin); give more of the id");
    // Both were made within the same minute, so their ids begin alike.
    QVERIFY(!library->session(one.id.text.substr(0, 6)));
}

void TestStoreKeys::aSongIsNamedWithItsSession() {
    TestLibrary library;
    const Session a = must(library->addSession("Album A", "", "")), b = must(library->addSession("Album B", "", ""));
    const Song ofA = must(library->addSong(a.id, "Intro")), ofB = must(library->addSong(b.id, "Intro"));
    QVERIFY(!library->song("Intro"));
    QCOMPARE(must(library->song("Album A/Intro")).id.text, ofA.id.text);
    QCOMPARE(must(library->song("album b/INTRO")).id.text, ofB.id.text);
    QCOMPARE(must(library->song(b.id.text + "/Intro")).id.text, ofB.id.text);
    QVERIFY(!library->song("Album C/Intro"));
}

void TestStoreKeys::titlesMayHaveSlashes() {
    TestLibrary library;
    const Session session = must(library->addSession("AC/DC", "", ""));
    const Song song = must(library->addSong(session.id, "Live/Wire"));
    for (const char* key : {"Live/Wire", "AC/DC/Live/Wire"}) QCOMPARE(must(library->song(key)).id.text, song.id.text);
}

void TestStoreKeys::aSnapshotIsNamedWithItsSong() {
    TestLibrary library;
    const Session session = must(library->addSession("Album", "", ""));
    const Unit unit = must(library->addUnit(unitCalled("EQ")));
    std::vector<Snapshot> made;
    for (const char* title : {"One", "Two"}) {
        Snapshot snapshot = snapshotOf(must(library->addSong(session.id, title)), unit, {1});
        snapshot.name = "Final";
        made.push_back(must(library->addSnapshot(snapshot, {profileOf("test.eq", "{}")})));
    }
    QVERIFY(!library->snapshot("Final"));
    QCOMPARE(must(library->snapshot("One/Final")).id.text, made[0].id.text);
    QCOMPARE(must(library->snapshot("Album/Two/final")).id.text, made[1].id.text);
}

void TestStoreKeys::namedSnapshotsGoBeforeAutomaticOnes() {
    TestLibrary library;
    const Song song = must(library->addSong(must(library->addSession("Album", "", "")).id, "Song"));
    Snapshot snapshot = snapshotOf(song, must(library->addUnit(unitCalled("EQ"))), {1});
    snapshot.name = "before";
    const Snapshot meant = must(library->addSnapshot(snapshot, {profileOf("test.eq", "{}")}));
    snapshot.automatic = true;
    must(library->addSnapshot(snapshot, {profileOf("test.eq", "{}")}));
    QCOMPARE(must(library->snapshot("before")).id.text, meant.id.text);
}

void TestStoreKeys::whatIsNotThereSaysWhereToLook() {
    TestLibrary library;
    QCOMPARE(problemText(library->session("Nope")), "there is no session \"Nope\"; see `detent session list`");
    QCOMPARE(problemText(library->song("Nope/None")), "there is no song \"Nope/None\"; see `detent session show SESSION`");
    QCOMPARE(problemText(library->unit("")), "there is no unit \"\"; see `detent rack list`");
    QCOMPARE(library->print("x.wav").problem().fault, Fault::Usage);
}

void TestStoreKeys::wildcardsInAKeyAreOnlyCharacters() {
    TestLibrary library;
    must(library->addSession("Title", "", ""));
    for (const char* key : {"%", "____", "%%%%", "T%", "'; DROP TABLE sessions; --"}) QVERIFY(!library->session(key));
    QCOMPARE(titlesOf(must(library->sessions())), Texts{"Title"});
}

QTEST_GUILESS_MAIN(TestStoreKeys)
#include "tst_store_keys.moc"
