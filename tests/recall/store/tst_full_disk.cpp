// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that fills up, made in a name space of its own; the program runs itself in there.
#include "recall/store/migrations.h"
#include "tests/support/test_library.h"

#include <QProcess>
#include <QTest>
#include <unistd.h>

#include <fstream>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;
namespace fs = std::filesystem;

namespace {

fs::path disk;

std::unique_ptr<Store> openStore() {
    return must(Store::open(
        disk / "studio.detent", [] { return UtcMs{1'800'000'000'000}; }, 1));
}

/// Takes the last of the disk.
void fillUp(const fs::path& file) {
    std::ofstream out(file, std::ios::binary);
    for (int size : {65536, 4096})
        while (out.write(std::string(static_cast<std::size_t>(size), 'x').data(), size).flush()) continue;
}

}  // namespace

/// Runs inside.
class OnAFullDisk : public QObject {
    Q_OBJECT

private slots:
    void whatCannotBeSavedSaysSoAndWhatWasSavedIsThere();
    void theLibraryGoesOnOnceThereIsSpace();
    void aBackupOntoAFullDiskLeavesNothingBehind();
    void aMigrationOnAFullDiskChangesNothing();

private:
    std::vector<std::string> m_saved;
};

void OnAFullDisk::whatCannotBeSavedSaysSoAndWhatWasSavedIsThere() {
    auto store = openStore();
    const Song song = must(store->addSong(must(store->addSession("Session", "", "")).id, "Song"));
    const Unit unit = must(store->addUnit(unitCalled("EQ")));
    std::ofstream(disk / "ballast") << std::string(200 * 1024, 'x');
    Result<Snapshot> last = Problem{};
    for (Code i = 0; i < 1000; ++i) {
        last = store->addSnapshot(snapshotOf(song, unit, std::vector<Code>(100, i)), {profileOf("test.eq", "{}")});
        if (!last) break;
        m_saved.push_back(last->id.text);
    }
    QVERIFY(!last);
    QCOMPARE(last.problem().fault, Fault::File);
    QCOMPARE(last.problem().text(),
             "the disk of library studio.detent is full, so this was not saved; free some space and try again;"
             " all that was saved before is still there");
    QVERIFY(m_saved.size() > 5);
    QCOMPARE(must(store->snapshots(song.id)).size(), m_saved.size());
    QCOMPARE(must(store->check()).findings, Texts{});
}

void OnAFullDisk::theLibraryGoesOnOnceThereIsSpace() {
    fs::remove(disk / "ballast");
    auto store = openStore();
    QCOMPARE(must(store->check()).findings, Texts{});
    for (std::size_t i = 0; i < m_saved.size(); ++i)
        QCOMPARE(codesOf(must(store->snapshot(m_saved[i]))), std::vector<Code>(100, static_cast<Code>(i)));
    QVERIFY(store->addSession("After", "", "").ok());
}

void OnAFullDisk::aBackupOntoAFullDiskLeavesNothingBehind() {
    auto store = openStore();
    fillUp(disk / "ballast");
    QCOMPARE(
        problemText(store->backup(disk / "backup")),
        "cannot copy to " + (disk / "backup").string() + ": its disk is full; free some space there, or name another disk");
    for (const auto& entry : fs::directory_iterator(disk))
        QVERIFY2(entry.path().string().find("backup") == std::string::npos, entry.path().c_str());
    fs::remove(disk / "ballast");
}

void OnAFullDisk::aMigrationOnAFullDiskChangesNothing() {
    StoreEnvironment environment = StoreEnvironment::real();
    environment.migrations.push_back({environment.migrations.back().number + 1, "next", "CREATE TABLE extra (id TEXT)"});
    fillUp(disk / "ballast");
    const auto opened = Store::open(
        disk / "studio.detent", [] { return UtcMs{1}; }, 1, environment);
    QVERIFY(!opened);
    QVERIFY2(opened.problem().text().find("full") != std::string::npos, opened.problem().text().c_str());
    fs::remove(disk / "ballast");
    QCOMPARE(must(openStore()->sessions()).size(), 2U);  // still the version that today's Detent opens
}

class TestFullDisk : public QObject {
    Q_OBJECT

private slots:
    void aFullDiskLosesNothing();
};

void TestFullDisk::aFullDiskLosesNothing() {
#ifndef Q_OS_LINUX
    QSKIP("a small disk of its own needs Linux");
#endif
    QTemporaryDir folder;
    const QString self = QCoreApplication::applicationFilePath();
    const auto inside = [&](const QString& then) {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start("unshare", {::geteuid() == 0 ? "-m" : "-rm", "sh", "-c",
                                  "mount -t tmpfs -o size=1500k none \"$0\" && exec " + then, folder.path(), self});
        process.waitForFinished(120000);
        return std::pair{process.exitCode(), process.readAll()};
    };
    if (const auto [code, output] = inside("true"); code != 0)
        QSKIP(qPrintable("no small disk can be made here: " + output));
    const auto [code, output] = inside("\"$1\" --inside \"$0\"");
    QVERIFY2(code == 0, output.constData());
}

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == "--inside") {
        disk = app.arguments().value(2).toStdString();
        OnAFullDisk test;
        return QTest::qExec(&test, {"inside"});
    }
    TestFullDisk test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_full_disk.moc"
