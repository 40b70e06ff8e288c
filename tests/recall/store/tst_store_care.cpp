// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Check, backup and restore.
#include "tests/support/test_library.h"

#include <QFile>
#include <QTest>

#include <fstream>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;
namespace fs = std::filesystem;

class TestStoreCare : public QObject {
    Q_OBJECT

private slots:
    void aSoundLibraryHasNoFindings();
    void aProfileTextThatLostItsHashIsFound();
    void aBrokenReferenceIsFound();
    void aDamagedPageIsFound();
    void aBackupIsAWholeLibraryInOneFile();
    void aBackupReplacesAnEarlierOne();
    void aBackupOverTheLibraryItselfIsRefused();
    void aBackupIntoNowhereSaysWhere();
    void aRestoredLibraryIsAsBackedUpAndTheFormerIsKept();
    void everyRestoreKeepsWhatItReplaced();
    void restoringIsRefusedWhileTheLibraryIsOpen();
    void restoringFromADamagedBackupChangesNothing();
    void restoringWhatIsNoBackupChangesNothing();
    void aDamagedLibraryCanBeReplacedAndIsKept();
    void aLogOfTheFormerNeverMeetsTheRestored();
    void aLibraryCanBeRestoredWhereThereIsNone();

private:
    static Texts titles(TestLibrary& library) { return titlesOf(must(library->sessions())); }
    static Texts titles(const fs::path& file) {
        return titlesOf(must(must(Store::open(
                                      file, [] { return UtcMs{1}; }, 1))
                                 ->sessions()));
    }
    static void overwrite(const fs::path& file, std::streamoff at, int count) {
        std::fstream(file, std::ios::binary | std::ios::in | std::ios::out)
            .seekp(at)
            .write(std::string(static_cast<std::size_t>(count), '\x5A').data(), count);
    }
    static void fill(TestLibrary& library, int sessions) {
        for (int i = 0; i < sessions; ++i)
            must(library->addSession("Session " + std::to_string(i) + std::string(300, 'x'), "", ""));
    }
};

void TestStoreCare::aSoundLibraryHasNoFindings() {
    TestLibrary library;
    fill(library, 3);
    const auto report = must(library->check());
    QCOMPARE(report.ok, true);
    QCOMPARE(report.findings, Texts{});
}

void TestStoreCare::aProfileTextThatLostItsHashIsFound() {
    TestLibrary library;
    raw(library.file(), "INSERT INTO profile_texts VALUES ('00ff', 'test.eq', '{}')");
    const auto report = must(library->check());
    QCOMPARE(report.ok, false);
    QCOMPARE(report.findings, Texts{"the text of profile test.eq no longer has its hash 00ff"});
}

void TestStoreCare::aBrokenReferenceIsFound() {
    TestLibrary library;
    // A connection of its own does not guard references unless told to.
    raw(library.file(), "INSERT INTO parts VALUES ('p', 'no such song', '')");
    const auto report = must(library->check());
    QCOMPARE(report.ok, false);
    QCOMPARE(report.findings, Texts{"parts row 1 refers to a row of songs that is not there"});
}

void TestStoreCare::aDamagedPageIsFound() {
    TestLibrary library;
    fill(library, 100);
    library.close();
    overwrite(library.file(), static_cast<std::streamoff>(fs::file_size(library.file())) - 4096, 4096);
    library.open();  // the head is sound
    const auto report = library->check();
    QVERIFY(!report || !report->ok);
}

void TestStoreCare::aBackupIsAWholeLibraryInOneFile() {
    TestLibrary library;
    fill(library, 5);
    const fs::path target = library.folder() / "backup.detent";
    must(library->backup(target));
    must(library->addSession("after", "", ""));
    QVERIFY(!fs::exists(target.string() + "-wal"));
    QCOMPARE(raw(target, "PRAGMA integrity_check").rows, QStringList{"ok"});
    QCOMPARE(titles(target).size(), 5U);
    for (const auto& entry : fs::directory_iterator(library.folder()))
        QVERIFY2(entry.path().string().find(".part") == std::string::npos, entry.path().c_str());
}

void TestStoreCare::aBackupReplacesAnEarlierOne() {
    TestLibrary library;
    const fs::path target = library.folder() / "backup.detent";
    must(library->backup(target));
    must(library->addSession("new", "", ""));
    must(library->backup(target));
    QCOMPARE(titles(target), Texts{"new"});
}

void TestStoreCare::aBackupOverTheLibraryItselfIsRefused() {
    TestLibrary library;
    must(library->addSession("Kept", "", ""));
    fs::create_symlink(library.file(), library.folder() / "alias");
    QCOMPARE(problemText(library->backup(library.folder() / "." / "studio.detent")),
             (library.folder() / "." / "studio.detent").string() + " is the library itself; name another file");
    QVERIFY(!library->backup(library.folder() / "alias"));
    library.open();
    QCOMPARE(titles(library), Texts{"Kept"});
}

void TestStoreCare::aBackupIntoNowhereSaysWhere() {
    TestLibrary library;
    const fs::path target = library.folder() / "gone" / "backup.detent";
    QCOMPARE(problemText(library->backup(target)),
             "cannot copy to " + target.string() + ": its folder cannot be written; check the folder and its permissions");
}

void TestStoreCare::aRestoredLibraryIsAsBackedUpAndTheFormerIsKept() {
    TestLibrary library;
    must(library->addSession("old", "", ""));
    const fs::path backup = library.folder() / "backup.detent";
    must(library->backup(backup));
    must(library->addSession("new", "", ""));
    library.close();
    must(restoreLibrary(library.file(), backup));
    QCOMPARE(titles(library.file()), Texts{"old"});
    QCOMPARE(titles(library.file().string() + ".before-restore.bak"), (Texts{"new", "old"}));
    QCOMPARE(titles(backup), Texts{"old"});
}

void TestStoreCare::everyRestoreKeepsWhatItReplaced() {
    TestLibrary library;
    const fs::path backup = library.folder() / "backup.detent";
    must(library->backup(backup));
    must(library->addSession("precious", "", ""));
    library.close();
    must(restoreLibrary(library.file(), backup));
    must(restoreLibrary(library.file(), backup));
    QCOMPARE(titles(library.file().string() + ".before-restore.bak"), Texts{"precious"});
    QCOMPARE(titles(library.file().string() + ".before-restore-2.bak"), Texts{});
}

void TestStoreCare::restoringIsRefusedWhileTheLibraryIsOpen() {
    TestLibrary library;
    const fs::path backup = library.folder() / "backup.detent";
    must(library->backup(backup));
    must(library->addSession("Kept", "", ""));
    QCOMPARE(problemText(restoreLibrary(library.file(), backup)),
             "library studio.detent is open in another window or process; close every Detent that uses it and try again");
    QCOMPARE(titles(library), Texts{"Kept"});
    // Another program that does not know our lock is noticed too.
    library.close();
    {
        QSqlDatabase shell = QSqlDatabase::addDatabase("QSQLITE", "shell");
        shell.setDatabaseName(QString::fromStdString(library.file().string()));
        QVERIFY(shell.open());
        QSqlQuery reading(shell);
        QVERIFY(reading.exec("BEGIN") && reading.exec("SELECT * FROM sessions") && reading.next());
        QVERIFY2(problemText(restoreLibrary(library.file(), backup))
                     .starts_with("library studio.detent is locked by another process"),
                 problemText(restoreLibrary(library.file(), backup)).c_str());
    }
    QSqlDatabase::removeDatabase("shell");
    QCOMPARE(titles(library.file()), Texts{"Kept"});
}

void TestStoreCare::restoringFromADamagedBackupChangesNothing() {
    TestLibrary library;
    fill(library, 100);
    const fs::path backup = library.folder() / "backup.detent";
    must(library->backup(backup));
    library.close();
    overwrite(backup, static_cast<std::streamoff>(fs::file_size(backup)) - 4096, 4096);
    const auto restored = restoreLibrary(library.file(), backup);
    QVERIFY(!restored);
    QVERIFY2(restored.problem().text().find("damaged") != std::string::npos, restored.problem().text().c_str());
    QCOMPARE(titles(library.file()).size(), 100U);
    QVERIFY(!fs::exists(library.file().string() + ".before-restore.bak"));
}

void TestStoreCare::restoringWhatIsNoBackupChangesNothing() {
    TestLibrary library;
    must(library->addSession("Kept", "", ""));
    library.close();
    const fs::path song = library.folder() / "song.wav", empty = library.folder() / "empty";
    std::ofstream(song) << "RIFF and so on, long enough to be looked at";
    std::ofstream(empty).flush();
    QCOMPARE(problemText(restoreLibrary(library.file(), song)),
             song.string() + " is not a Detent library; name a library, or a new file to begin one");
    QCOMPARE(problemText(restoreLibrary(library.file(), empty)),
             empty.string() + " is empty; name a backup made with `detent library backup`");
    QCOMPARE(restoreLibrary(library.file(), library.folder() / "missing").problem().fault, Fault::File);
    QVERIFY(!fs::exists(library.folder() / "missing"));
    QCOMPARE(restoreLibrary(library.file(), library.file()).problem().fault, Fault::Usage);
    QCOMPARE(titles(library.file()), Texts{"Kept"});
}

void TestStoreCare::aDamagedLibraryCanBeReplacedAndIsKept() {
    TestLibrary library;
    must(library->addSession("old", "", ""));
    const fs::path backup = library.folder() / "backup.detent";
    must(library->backup(backup));
    library.close();
    overwrite(library.file(), 0, 200);
    must(restoreLibrary(library.file(), backup));
    QCOMPARE(titles(library.file()), Texts{"old"});
    QFile kept(QString::fromStdString(library.file().string() + ".before-restore.bak"));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.read(4), QByteArray("ZZZZ"));
}

void TestStoreCare::aLogOfTheFormerNeverMeetsTheRestored() {
    TestLibrary library;
    must(library->addSession("old", "", ""));
    const fs::path backup = library.folder() / "backup.detent", wal = library.file().string() + "-wal",
                   kept = library.folder() / "kept.wal";
    must(library->backup(backup));
    must(library->addSession("only in the log", "", ""));
    // As after a kill: the log is still there.
    fs::copy_file(wal, kept);
    const fs::path file = library.folder() / "killed.detent";
    fs::copy_file(library.file(), file);
    fs::copy_file(kept, file.string() + "-wal");
    library.close();
    must(restoreLibrary(file, backup));
    QVERIFY(!fs::exists(file.string() + "-wal"));
    QCOMPARE(titles(file), Texts{"old"});
    QCOMPARE(titles(file.string() + ".before-restore.bak"), (Texts{"only in the log", "old"}));
}

void TestStoreCare::aLibraryCanBeRestoredWhereThereIsNone() {
    TestLibrary library;
    must(library->addSession("old", "", ""));
    const fs::path backup = library.folder() / "backup.detent", file = library.folder() / "new machine" / "library.detent";
    must(library->backup(backup));
    must(restoreLibrary(file, backup));
    QCOMPARE(titles(file), Texts{"old"});
}

QTEST_GUILESS_MAIN(TestStoreCare)
#include "tst_store_care.moc"
