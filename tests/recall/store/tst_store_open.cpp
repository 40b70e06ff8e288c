// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a library refuses to be, and that nothing is lost by asking.
#include "recall/store/library_place.h"
#include "tests/support/test_library.h"

#include <QFile>
#include <QTest>
#include <unistd.h>

#include <fstream>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;
namespace fs = std::filesystem;

class TestStoreOpen : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aNewLibraryMakesItsFolders();
    void anOpenLibraryWritesAheadAndSyncsEveryCommit();
    void itsFileTellsWhatItIs();
    void aLibraryMovedByALinkIsOneLibrary();
    void aFileThatIsNoLibraryIsRefusedUntouched_data();
    void aFileThatIsNoLibraryIsRefusedUntouched();
    void anotherProgramsDatabaseIsRefusedUntouched();
    void aFolderIsRefused();
    void aNetworkShareIsRefusedBeforeAnythingIsMade_data();
    void aNetworkShareIsRefusedBeforeAnythingIsMade();
    void aLibraryFromTheFutureIsRefusedByName();
    void aTruncatedLibraryIsRefusedUntouched();
    void aFolderThatCannotBeWrittenSaysSo();
    void aLibraryThatCannotBeWrittenCanBeRead();
    void aLibraryBusyForLongSaysSo();

private:
    fs::path folder() const { return m_folder->path().toStdString(); }
    static Result<std::unique_ptr<Store>> open(const fs::path& file) {
        return Store::open(
            file, [] { return UtcMs{1'800'000'000'000}; }, 1);
    }
    static QByteArray bytesOf(const fs::path& file) {
        QFile in(QString::fromStdString(file.string()));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("cannot be read");
    }
    static void write(const fs::path& file, const QByteArray& bytes) {
        std::ofstream(file, std::ios::binary).write(bytes.constData(), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStoreOpen::aNewLibraryMakesItsFolders() {
    const fs::path file = folder() / "new" / "Größe" / "library.detent";
    const auto store = must(open(file));
    QCOMPARE(store->file().string(), file.string());
    QVERIFY(fs::exists(file));
}

void TestStoreOpen::anOpenLibraryWritesAheadAndSyncsEveryCommit() {
    TestLibrary library;
    QCOMPARE(raw(library.file(), "PRAGMA journal_mode").rows, QStringList{"wal"});
    library.close();
    QVERIFY(!fs::exists(library.file().string() + "-wal"));  // taken in on closing: one file to copy
}

void TestStoreOpen::itsFileTellsWhatItIs() {
    TestLibrary library;
    library.close();
    // https://www.sqlite.org/fileformat.html, 1.3: the application id is at byte 68.
    QCOMPARE(bytesOf(library.file()).mid(68, 4), QByteArray("Detn"));
}

void TestStoreOpen::aLibraryMovedByALinkIsOneLibrary() {
    fs::create_directory(folder() / "real");
    must(must(open(folder() / "real" / "a.detent"))->addSession("One", "", ""));
    fs::create_symlink(folder() / "real" / "a.detent", folder() / "link.detent");
    auto store = must(open(folder() / "link.detent"));
    QCOMPARE(must(store->sessions()).size(), 1U);
    QVERIFY(!fs::exists(folder() / "link.detent.lock"));  // one lock, beside the file itself
}

void TestStoreOpen::aFileThatIsNoLibraryIsRefusedUntouched_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("Dear client,\n");
    QTest::newRow("a WAV") << QByteArray("RIFF\x24\0\0\0WAVEfmt ", 16) + QByteArray(5000, '\0');
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("a torn head") << QByteArray("SQLite format 3\0\x10\0", 18) + QByteArray(4000, '\xAA');
}

void TestStoreOpen::aFileThatIsNoLibraryIsRefusedUntouched() {
    QFETCH(QByteArray, bytes);
    const fs::path file = folder() / "thing";
    write(file, bytes);
    const auto opened = open(file);
    QVERIFY(!opened);
    QCOMPARE(opened.problem().fault, Fault::File);
    QCOMPARE(opened.problem().text(),
             file.string() + " is not a Detent library; name a library, or a new file to begin one");
    QCOMPARE(bytesOf(file), bytes);
}

void TestStoreOpen::anotherProgramsDatabaseIsRefusedUntouched() {
    const fs::path file = folder() / "other.db";
    QCOMPARE(raw(file, "CREATE TABLE sessions (id TEXT)").error, QString());
    const QByteArray before = bytesOf(file);
    QCOMPARE(problemText(open(file)),
             file.string() + " is not a Detent library; name a library, or a new file to begin one");
    QCOMPARE(bytesOf(file), before);
}

void TestStoreOpen::aFolderIsRefused() {
    QCOMPARE(problemText(open(folder())), folder().string() + " is a folder, not a library; name a file in it");
    QCOMPARE(open("").problem().fault, Fault::Usage);
}

void TestStoreOpen::aNetworkShareIsRefusedBeforeAnythingIsMade_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("isShare");
    for (const char* type : {"nfs4", "cifs", "smb3", "fuse.sshfs", "remote"}) QTest::newRow(type) << type << true;
    for (const char* type : {"ext4", "apfs", "NTFS", "tmpfs", "fuse.veracrypt", ""})
        QTest::newRow(*type ? type : "unknown") << type << false;
}

void TestStoreOpen::aNetworkShareIsRefusedBeforeAnythingIsMade() {
    QFETCH(QString, type);
    QFETCH(bool, isShare);
    StoreEnvironment environment = StoreEnvironment::real();
    fs::path asked;
    environment.fileSystemType = [&](const fs::path& at) {
        asked = at;
        return type.toStdString();
    };
    const fs::path file = folder() / "share" / "library.detent";
    const auto opened = Store::open(
        file, [] { return UtcMs{1}; }, 1, environment);
    QCOMPARE(asked.string(), folder().string());  // the nearest folder that is there
    QCOMPARE(opened.ok(), !isShare);
    QCOMPARE(fs::exists(folder() / "share"), !isShare);
    if (isShare)
        QCOMPARE(opened.problem().what, "library " + file.string() + " lies on a network share (" + type.toStdString() +
                                            "), where its locks cannot be trusted");
}

void TestStoreOpen::aLibraryFromTheFutureIsRefusedByName() {
    TestLibrary library;
    must(library->addSession("Kept", "", ""));
    library.close();
    raw(library.file(), "INSERT INTO detent_migrations VALUES (7, '0007_albums', 1, '3.2.1')");
    raw(library.file(), "ALTER TABLE sessions RENAME TO jobs");
    const QByteArray before = bytesOf(library.file());
    const auto opened = open(library.file());
    QVERIFY(!opened);
    QCOMPARE(opened.problem().text(),
             "library studio.detent was written by Detent 3.2.1 (library version 7); this is Detent " +
                 StoreEnvironment::real().version + ", which knows versions up to " +
                 std::to_string(StoreEnvironment::real().migrations.back().number) +
                 "; update Detent, or open a backup made before");
    QCOMPARE(bytesOf(library.file()), before);
}

void TestStoreOpen::aTruncatedLibraryIsRefusedUntouched() {
    TestLibrary library;
    must(library->addSession("Kept", "", ""));
    library.close();
    fs::resize_file(library.file(), fs::file_size(library.file()) / 2);
    const QByteArray before = bytesOf(library.file());
    const auto opened = open(library.file());
    QVERIFY(!opened);
    QVERIFY2(opened.problem().text().starts_with("library studio.detent is damaged: "), opened.problem().text().c_str());
    QVERIFY2(opened.problem().text().ends_with("; restore its last backup with `detent library restore`"),
             opened.problem().text().c_str());
    QCOMPARE(bytesOf(library.file()), before);
}

/// Without root's right to write everywhere, for as long as it lives.
struct AsNobody {
    AsNobody() {
        if (::geteuid() == 0 && ::seteuid(65534) != 0) qFatal("cannot become nobody");
    }
    ~AsNobody() {
        if (::getuid() == 0 && ::seteuid(0) != 0) qFatal("cannot become root again");
    }
};

constexpr auto readable = fs::perms(0555);

void TestStoreOpen::aFolderThatCannotBeWrittenSaysSo() {
    fs::permissions(folder(), readable);
    const AsNobody nobody;
    const auto in = open(folder() / "library.detent");
    QVERIFY(!in);
    QCOMPARE(in.problem().text(),
             "cannot open library " + (folder() / "library.detent").string() +
                 ": its lock beside it cannot be written: Permission denied; check the folder and its permissions");
    const auto below = open(folder() / "sub" / "library.detent");
    QVERIFY(!below);
    QCOMPARE(below.problem().text(),
             "cannot make folder " + (folder() / "sub").string() + ": Permission denied; check its name and permissions");
}

void TestStoreOpen::aLibraryThatCannotBeWrittenCanBeRead() {
    TestLibrary library;
    must(library->addSession("Kept", "", ""));
    library.close();
    fs::permissions(library.folder(), fs::perms::all);
    fs::permissions(library.file().string() + ".lock", fs::perms::all);
    fs::permissions(library.file(), readable);
    const AsNobody nobody;
    auto store = must(open(library.file()));
    QCOMPARE(titlesOf(must(store->sessions())), Texts{"Kept"});
    QCOMPARE(problemText(store->addSession("More", "", "")),
             "library studio.detent cannot be written; check the permissions of the file and of its folder");
}

void TestStoreOpen::aLibraryBusyForLongSaysSo() {
    TestLibrary library;
    {
        QSqlDatabase other = QSqlDatabase::addDatabase("QSQLITE", "other");
        other.setDatabaseName(QString::fromStdString(library.file().string()));
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec("BEGIN IMMEDIATE"));
        QCOMPARE(must(library->sessions()).size(), 0U);  // reading goes on meanwhile
        QCOMPARE(
            problemText(library->addSession("Late", "", "")),
            "library studio.detent is locked by another process; close the other program or wait for it, then try again");
        QVERIFY(QSqlQuery(other).exec("ROLLBACK"));
        QVERIFY(library->addSession("Later", "", "").ok());
    }
    QSqlDatabase::removeDatabase("other");
}

QTEST_GUILESS_MAIN(TestStoreOpen)
#include "tst_store_open.moc"
