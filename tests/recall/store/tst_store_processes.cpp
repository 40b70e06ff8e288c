// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Several processes with one library. The program is its own other process.
#include "tests/support/test_library.h"

#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;
namespace fs = std::filesystem;

namespace {

constexpr int snapshotsOfAWriter = 40;
constexpr int controls = 50;

std::unique_ptr<Store> openIn(const fs::path& folder, std::uint64_t seed) {
    return must(Store::open(
        folder / "library.detent", [] { return UtcMs{1'800'000'000'000}; }, seed));
}

/// Snapshots whose controls all have one code.
int write(const fs::path& folder, unsigned seed) {
    auto store = openIn(folder, seed);
    const Song song = must(store->song("Song"));
    const Unit unit = must(store->unit("EQ"));
    for (int i = 0; i < snapshotsOfAWriter; ++i) {
        must(store->addSnapshot(snapshotOf(song, unit, std::vector<Code>(controls, i)), {profileOf("test.eq", "{}")}));
        if (i == 0) std::puts("writing"), std::fflush(stdout);
    }
    return 0;
}

}  // namespace

class TestStoreProcesses : public QObject {
    Q_OBJECT

private slots:
    void init();
    void processesThatMakeOneLibraryAtOnceMakeOne();
    void aNewLibraryThatAnotherWritesIsWaitedFor();
    void writersOfTwoProcessesLoseNothing();
    void aBackupTakenWhileAnotherProcessWritesIsConsistent();
    void whatAnotherProcessSavedIsSeenAtOnce();

private:
    std::unique_ptr<QProcess> start(const QStringList& arguments) {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QCoreApplication::applicationFilePath(), arguments);
        return process;
    }
    static void expectDone(QProcess& process) {
        QVERIFY(process.waitForFinished(120000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }
    fs::path folder() const { return m_folder->path().toStdString(); }
    void prepare() {
        auto store = openIn(folder(), 1);
        must(store->addSong(must(store->addSession("Session", "", "")).id, "Song"));
        must(store->addUnit(unitCalled("EQ")));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStoreProcesses::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestStoreProcesses::processesThatMakeOneLibraryAtOnceMakeOne() {
    for (int round = 0; round < 3; ++round) {
        init();
        std::vector<std::unique_ptr<QProcess>> all;
        for (int i = 0; i < 6; ++i) all.push_back(start({"--open", m_folder->path(), QString::number(i)}));
        for (auto& process : all) expectDone(*process);
        const auto store = openIn(folder(), 9);
        QCOMPARE(must(store->sessions()).size(), 6U);
        QCOMPARE(raw(store->file(), "SELECT COUNT(*) FROM rooms").rows, QStringList{"1"});
        QCOMPARE(must(store->check()).findings, Texts{});
    }
}

// Where a reader must become a writer, SQLite says "busy" at once instead of waiting.
void TestStoreProcesses::aNewLibraryThatAnotherWritesIsWaitedFor() {
    {
        QSqlDatabase writing = QSqlDatabase::addDatabase("QSQLITE", "writing");
        writing.setDatabaseName(QString::fromStdString((folder() / "library.detent").string()));
        QVERIFY(writing.open());
        QSqlQuery query(writing);
        QVERIFY(query.exec("BEGIN IMMEDIATE"));
        auto process = start({"--open", m_folder->path(), "1"});
        QVERIFY2(!process->waitForFinished(500), "it should wait while the file is written");
        QVERIFY(query.exec("COMMIT"));
        expectDone(*process);
    }
    QSqlDatabase::removeDatabase("writing");
}

void TestStoreProcesses::writersOfTwoProcessesLoseNothing() {
    prepare();
    auto one = start({"--write", m_folder->path(), "2"}), other = start({"--write", m_folder->path(), "3"});
    expectDone(*one);
    expectDone(*other);
    const auto store = openIn(folder(), 9);
    const auto all = must(store->snapshots(must(store->song("Song")).id));
    QCOMPARE(all.size(), 2U * snapshotsOfAWriter);
    for (const Snapshot& snapshot : all) QCOMPARE(codesOf(snapshot), std::vector<Code>(controls, codesOf(snapshot).front()));
}

void TestStoreProcesses::aBackupTakenWhileAnotherProcessWritesIsConsistent() {
    prepare();
    auto store = openIn(folder(), 9);
    auto writer = start({"--write", m_folder->path(), "2"});
    QVERIFY(writer->waitForReadyRead(60000));
    int backups = 0;
    bool wasRunning = true;
    while (wasRunning) {
        wasRunning = !writer->waitForFinished(0);
        const fs::path target = folder() / ("backup-" + std::to_string(backups++));
        must(store->backup(target));
        const auto copy = must(Store::open(
            target, [] { return UtcMs{1}; }, 4));
        QCOMPARE(must(copy->check()).findings, Texts{});
        const auto all = must(copy->snapshots(must(copy->song("Song")).id));
        // The writer's first so many, each whole.
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(codesOf(all[i]), std::vector<Code>(controls, static_cast<Code>(all.size() - 1 - i)));
    }
    QVERIFY2(backups > 1, "the writer ended before the first backup");
}

void TestStoreProcesses::whatAnotherProcessSavedIsSeenAtOnce() {
    prepare();
    auto store = openIn(folder(), 9);
    QCOMPARE(must(store->snapshots(must(store->song("Song")).id)).size(), 0U);
    expectDone(*start({"--write", m_folder->path(), "2"}));
    QCOMPARE(must(store->snapshots(must(store->song("Song")).id)).size(), static_cast<std::size_t>(snapshotsOfAWriter));
}

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.value(1) == "--write") return write(words[2].toStdString(), words[3].toUInt());
    if (words.value(1) == "--open")
        return openIn(words[2].toStdString(), words[3].toUInt())->addSession(words[3].toStdString(), "", "").ok() ? 0 : 1;
    TestStoreProcesses test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_store_processes.moc"
