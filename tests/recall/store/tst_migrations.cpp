// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Old libraries open today, each step whole or undone. Text dumps of every released version lie in dumps/.
#include "recall/store/migrations.h"
#include "tests/support/test_library.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;
namespace fs = std::filesystem;

class TestMigrations : public QObject {
    Q_OBJECT

private slots:
    void migrationsAreNumberedWithoutGaps();
    void everyVersionHasADump();
    void todaysLibraryHoldsWhatTheDumpsHold();
    void aDumpedLibraryOpensWithAllThatWasInIt_data();
    void aDumpedLibraryOpensWithAllThatWasInIt();
    void aReleasedMigrationIsNeverEdited_data();
    void aReleasedMigrationIsNeverEdited();
    void aStepIsTakenAfterABackupOfTheVersionBefore();
    void aNewLibraryNeedsNoBackup();
    void aFailingStepLeavesTheLibraryAsTheStepBeforeMadeIt();
    void aLibraryIsMigratedOnce();
    void everyStepIsRecordedWithTheVersionThatTookIt();
    void statementsAreCutOutsideQuotesAndComments();
    void directivesBecomeTriggersInTheirPlace();

private:
    static StoreEnvironment with(const std::vector<Migration>& more) {
        StoreEnvironment environment = StoreEnvironment::real();
        environment.version = "9.9";
        for (const Migration& migration : more) environment.migrations.push_back(migration);
        return environment;
    }
    static Result<std::unique_ptr<Store>> open(const fs::path& file, const StoreEnvironment& environment) {
        return Store::open(
            file, [] { return UtcMs{1'800'000'000'000}; }, 1, environment);
    }
    static int next(int steps = 1) { return builtInMigrations().back().number + steps; }
    static std::string backupOf(const fs::path& file, int number) {
        return file.string() + QString(".before-%1.bak").arg(number, 4, 10, QChar('0')).toStdString();
    }
    static QStringList dumps() { return QDir(DETENT_DUMPS).entryList({"*.sql"}, QDir::Files, QDir::Name); }
    static void dumpRows();
    /// Makes a database of a text dump (`sqlite3 FILE .dump`).
    static void load(const QString& dump, const fs::path& file);
    static QStringList schema(const fs::path& file);
    /// What the dumps hold, each what its version could.
    static void fill(Store& store);
    static void checkContent(Store& store, int version);
};

void TestMigrations::fill(Store& store) {
    const Session session = must(store.addSession("Winter Album", "Blue Label", "Ann"));
    const Song song = must(store.addSong(session.id, "Déjà vu"));
    must(store.addSource({{}, song.id, "main", "", 0, "aa", "mix.wav", 48000, 2, 480000, 0}));
    const Source mix = must(store.addSource({{}, song.id, "main", "", 0, "bb", "mix 2.wav", 48000, 2, 480000, 0}));
    Unit eq = unitCalled("EQ");
    eq.params = {{"channel", 3}};
    eq.params.texts = {{"passcode", "Löwe 7"}};
    eq = must(store.addUnit(eq));
    must(store.setKnown(eq.id, {valueOf("c0", 1)}));
    must(store.setVirtualSettings(eq.id, {{"c0", 1}}));
    must(store.setLocked(eq.id, {"c1"}));
    Insert insert;
    insert.name = "Main loop", insert.units = {eq.id}, insert.send = {3, 4}, insert.returns = {3, 4},
    insert.delayFrames = 212.37;
    insert = must(store.saveInsert(insert));
    const Part part = must(store.part(song.id, ""));
    Snapshot snapshot = snapshotOf(song, eq, {10, -25, 7});
    snapshot.name = "Loud";
    snapshot.chain = {{Stage::Kind::Insert, insert.id.text, "", 0}, {Stage::Kind::Gain, "", "", -1.5}};
    must(store.setChain(part.id, snapshot.chain));
    snapshot = must(store.addSnapshot(snapshot, {profileOf("test.eq", "{\"id\": \"test.eq\"}")}));
    must(store.addRecall(
        {{}, snapshot.id, {}, 0, 1.5, {{eq.id, "EQ", "c0", 10, "10 dB", 10, "10 dB", Outcome::Verified, ""}}}));
    must(store.addPrint(
        {{}, part.id, mix.id, snapshot.id, insert.id, "print.wav", "cc", 48000, 480000, 212, 212.37, -0.5, 0, 0}));
    must(store.addComparison({{}, song.id, "A/B", {"mix 2.wav", "print.wav"}, {0, -1}, {0, 0.37}, 0}));
    must(store.addNote(song.id.text, "it's; 'quoted'\nand a second line"));
    must(store.setSetting("theme", "dark"));
}

void TestMigrations::checkContent(Store& storeOfIt, int version) {
    Store* store = &storeOfIt;
    const Session session = must(store->session("Winter Album"));
    QCOMPARE(session.client, "Blue Label");
    QCOMPARE(session.artist, "Ann");
    const Song song = must(store->song("Winter Album/Déjà vu"));
    QCOMPARE(must(store->sources(song.id)).size(), 2U);
    const Unit eq = must(store->unit("EQ"));
    QCOMPARE(eq.params.at("channel"), 3);
    if (version >= 2) QCOMPARE(eq.params.texts.at("passcode"), "Löwe 7");
    QCOMPARE(must(store->known(eq.id))[0].text, "1 dB");
    QCOMPARE(must(store->virtualSettings(eq.id)).at("c0"), 1);
    QVERIFY(must(store->locked(eq.id)).contains("c1"));
    QCOMPARE(must(store->insert("Main loop")).delayFrames.value(), 212.37);
    const Snapshot snapshot = must(store->snapshot("Déjà vu/Loud"));
    QCOMPARE(codesOf(snapshot), (std::vector<Code>{10, -25, 7}));
    QCOMPARE(snapshot.chain.size(), 2U);
    QCOMPARE(must(store->profileText(snapshot.units[0].profileSha256)), "{\"id\": \"test.eq\"}");
    QCOMPARE(name(must(store->lastRecall())->outcomes[0].outcome), "Verified");
    QCOMPARE(must(store->prints(song.id))[0].frameCount, 480000);
    QCOMPARE(must(store->comparisons(song.id))[0].gainsDb, (std::vector<double>{0, -1}));
    QCOMPARE(must(store->notes("Déjà vu"))[0].text, "it's; 'quoted'\nand a second line");
    QCOMPARE(must(store->setting("theme")), "dark");
}

void TestMigrations::dumpRows() {
    QTest::addColumn<QString>("dump");
    for (const QString& dump : dumps()) QTest::newRow(qPrintable(dump)) << dump;
}

void TestMigrations::load(const QString& dump, const fs::path& file) {
    QFile in(QDir(DETENT_DUMPS).filePath(dump));
    if (!in.open(QIODevice::ReadOnly | QIODevice::Text)) qFatal("cannot read %s", qPrintable(dump));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "load");
        database.setDatabaseName(QString::fromStdString(file.string()));
        if (!database.open()) qFatal("cannot make a database");
        QString statement;
        for (QString line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (statement.isEmpty() && line.startsWith("--")) continue;
            statement += line;
            const bool isTrigger = statement.startsWith("CREATE TRIGGER"), isWhole = statement.count('\'') % 2 == 0;
            if (!isWhole || !line.endsWith(isTrigger ? "END;\n" : ";\n")) continue;
            QSqlQuery query(database);
            if (!query.exec(statement)) qFatal("%s: %s", qPrintable(query.lastError().text()), qPrintable(statement));
            statement.clear();
        }
    }
    QSqlDatabase::removeDatabase("load");
}

QStringList TestMigrations::schema(const fs::path& file) {
    QStringList all;
    for (QString row :
         raw(file, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name").rows) {
        static const QRegularExpression comment("--[^\n]*"), space("\\s+");
        all << row.remove(comment).replace(space, " ");
    }
    return all;
}

void TestMigrations::migrationsAreNumberedWithoutGaps() {
    const auto all = builtInMigrations();
    QVERIFY(!all.empty());
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i].number, static_cast<int>(i + 1));
        QVERIFY(!statements(all[i].sql).empty());
    }
}

void TestMigrations::everyVersionHasADump() {
    QStringList wanted;
    for (const Migration& migration : builtInMigrations()) wanted << QString::fromStdString(migration.name + ".sql");
    QCOMPARE(dumps(), wanted);
}

void TestMigrations::todaysLibraryHoldsWhatTheDumpsHold() {
    // DETENT_WRITE_LIBRARY=FILE keeps it, to be dumped before the next migration is written.
    QTemporaryDir folder;
    const QString file = qEnvironmentVariable("DETENT_WRITE_LIBRARY", folder.filePath("today.detent"));
    auto store = must(open(file.toStdString(), StoreEnvironment::real()));
    fill(*store);
    checkContent(*store, builtInMigrations().back().number);
}

void TestMigrations::aDumpedLibraryOpensWithAllThatWasInIt_data() {
    dumpRows();
}

void TestMigrations::aDumpedLibraryOpensWithAllThatWasInIt() {
    QFETCH(QString, dump);
    QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "old.detent";
    load(dump, file);
    auto store = must(open(file, StoreEnvironment::real()));
    QCOMPARE(must(store->check()).findings, Texts{});
    checkContent(*store, dump.left(4).toInt());
    QVERIFY(store->addSnapshot(must(store->snapshot("Déjà vu/Loud")), {}).ok());
}

void TestMigrations::aReleasedMigrationIsNeverEdited_data() {
    dumpRows();
}

void TestMigrations::aReleasedMigrationIsNeverEdited() {
    QFETCH(QString, dump);
    QTemporaryDir folder;
    const fs::path dumped = fs::path(folder.path().toStdString()) / "dumped",
                   made = fs::path(folder.path().toStdString()) / "made";
    load(dump, dumped);
    StoreEnvironment environment = StoreEnvironment::real();
    environment.migrations.resize(dump.left(4).toUInt());
    must(open(made, environment));
    QCOMPARE(schema(made), schema(dumped));
}

void TestMigrations::aStepIsTakenAfterABackupOfTheVersionBefore() {
    TestLibrary library;
    must(library->addSession("Kept", "", ""));
    library.close();
    const auto environment =
        with({{next(), "0002_colour", "ALTER TABLE sessions ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey';"}});
    auto store = must(open(library.file(), environment));
    QCOMPARE(titlesOf(must(store->sessions())), Texts{"Kept"});
    QCOMPARE(raw(library.file(), "SELECT colour FROM sessions").rows, QStringList{"grey"});
    const fs::path backup = backupOf(library.file(), next());
    QVERIFY(raw(backup, "SELECT colour FROM sessions").error.contains("no such column"));
    QCOMPARE(titlesOf(must(must(open(backup, StoreEnvironment::real()))->sessions())), Texts{"Kept"});
}

void TestMigrations::aNewLibraryNeedsNoBackup() {
    TestLibrary library;
    for (const auto& entry : fs::directory_iterator(library.folder()))
        QVERIFY2(entry.path().extension() != ".bak", entry.path().c_str());
}

void TestMigrations::aFailingStepLeavesTheLibraryAsTheStepBeforeMadeIt() {
    TestLibrary library;
    must(library->addSession("Kept", "", ""));
    library.close();
    const Migration good{next(), "0002_colour", "ALTER TABLE sessions ADD COLUMN colour TEXT;"};
    const Migration bad{next(2), "0003_bad",
                        "CREATE TABLE extra (id TEXT);\nUPDATE sessions SET title = 'lost';\nDROP TABLE nowhere;"};
    const auto failed = open(library.file(), with({good, bad}));
    QVERIFY(!failed);
    QVERIFY2(failed.problem().text().starts_with(
                 "migration 0003_bad failed and was undone: library studio.detent: no such table: nowhere"),
             failed.problem().text().c_str());
    auto store = must(open(library.file(), with({good})));
    QCOMPARE(titlesOf(must(store->sessions())), Texts{"Kept"});
    QCOMPARE(must(store->check()).findings, Texts{});
    QCOMPARE(raw(library.file(), "SELECT name FROM sqlite_master WHERE name = 'extra'").rows, QStringList());
    QVERIFY(fs::exists(backupOf(library.file(), next())));
}

void TestMigrations::aLibraryIsMigratedOnce() {
    TestLibrary library;
    library.close();
    const auto environment =
        with({{next(), "0002_count", "CREATE TABLE counts (n INTEGER);\nINSERT INTO counts VALUES (1);"}});
    for (int i = 0; i < 3; ++i) must(open(library.file(), environment));
    QCOMPARE(raw(library.file(), "SELECT n FROM counts").rows, QStringList{"1"});
}

void TestMigrations::everyStepIsRecordedWithTheVersionThatTookIt() {
    TestLibrary library;
    library.close();
    must(open(library.file(), with({{next(), "0002_x", "CREATE TABLE x (n INTEGER)"}})));
    QCOMPARE(raw(library.file(),
                 "SELECT number, name, by_version, applied_ms FROM detent_migrations ORDER BY number DESC LIMIT 1")
                 .rows,
             QStringList{QString::number(next()) + "|0002_x|9.9|1800000000000"});
}

void TestMigrations::statementsAreCutOutsideQuotesAndComments() {
    QCOMPARE(statements("-- a; b\nA 'x;''y' ; B\n'--not;\na comment' C;; -- d;\n D"),
             (Texts{"A 'x;''y'", "B\n'--not;\na comment' C", "D"}));
    QCOMPARE(statements("  \n-- only this\n"), Texts{});
}

void TestMigrations::directivesBecomeTriggersInTheirPlace() {
    const auto all = statements(
        "CREATE TABLE a (id TEXT);\n-- @frozen a (id)\nCREATE TABLE b (a_id TEXT);\n-- @sealed b by a (a_id)\nSELECT 1;");
    QCOMPARE(all.size(), 9U);
    QCOMPARE(all[0], "CREATE TABLE a (id TEXT)");
    for (std::size_t i : {1U, 2U, 3U, 5U, 6U, 7U}) QVERIFY2(all[i].starts_with("CREATE TRIGGER "), all[i].c_str());
    QCOMPARE(all[4], "CREATE TABLE b (a_id TEXT)");
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
