// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL at random moments of saving, printing, creating and restoring: what was acknowledged is there, what was not is
// there whole or not at all. The program is its own victim.
#include "dsp/file/audio_file.h"
#include "tests/dsp/sounds.h"
#include "tests/support/kill_campaign.h"
#include "tests/support/test_library.h"

#include <QTest>

#include <cstdio>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;
namespace fs = std::filesystem;
using std::chrono::microseconds;

namespace {

constexpr int controlsOfASnapshot = 100, outcomesOfARecall = 20, framesOfAPrint = 4800;

UtcMs clockMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::unique_ptr<Store> openIn(const fs::path& folder) {
    return must(Store::open(folder / "library.detent", clockMs, std::random_device{}()));
}

/// The settings of the snapshot called "NUMBER".
std::vector<Code> codesFor(unsigned number) {
    std::mt19937 random(number);
    std::vector<Code> codes(controlsOfASnapshot);
    for (Code& code : codes) code = random() % 16384;
    return codes;
}

dsp::AudioBuffer soundOf(unsigned number) {
    return noise(2, framesOfAPrint, 0.5, number);
}

void say(const char* what, const std::string& id, unsigned number) {
    std::printf("%s %s %u\n", what, id.c_str(), number);
    std::fflush(stdout);
}

void prepare(const fs::path& folder) {
    fs::create_directories(folder / "prints");
    auto store = openIn(folder);
    must(store->addSong(must(store->addSession("Soak", "", "")).id, "Song"));
    must(store->addUnit(unitCalled("EQ")));
}

Snapshot saveSnapshot(Store& store, unsigned number, bool automatic) {
    Snapshot snapshot = snapshotOf(must(store.song("Song")), must(store.unit("EQ")), codesFor(number));
    snapshot.name = std::to_string(number);
    snapshot.automatic = automatic;
    return must(store.addSnapshot(snapshot, {profileOf("test.eq", "{}")}));
}

void saveRecall(Store& store, const Snapshot& wanted, unsigned number) {
    RecallRecord record{{}, wanted.id, saveSnapshot(store, number, true).id, 0, 1, {}};
    for (int i = 0; i < outcomesOfARecall; ++i)
        record.outcomes.push_back(
            {wanted.units[0].unit, "EQ", "c" + std::to_string(i), i, "", i, "", Outcome::Verified, ""});
    say("recall", must(store.addRecall(record)).id.text, number);
}

void savePrint(Store& store, const fs::path& folder, unsigned number) {
    const fs::path file = folder / "prints" / ("print-" + std::to_string(number) + ".wav");
    auto sound = soundOf(number);
    must(save(file, sound, 48000, dsp::SampleCoding::Float32));
    Print print;
    print.part = must(store.part(must(store.song("Song")).id, "")).id;
    print.path = file.filename().string();
    print.sha256 = must(dsp::fileSha256(file));
    print.frameCount = framesOfAPrint;
    say("print", must(store.addPrint(print)).id.text, number);
}

/// The victim's job, for ever.
[[noreturn]] void work(const fs::path& folder, unsigned first) {
    auto store = openIn(folder);
    say("ready", "", first);
    for (unsigned number = first;; number += 2) {
        const Snapshot snapshot = saveSnapshot(*store, number, false);
        say("snapshot", snapshot.id.text, number);
        saveRecall(*store, snapshot, number + 1);
        savePrint(*store, folder, number);
        must(store->backup(folder / "backup.detent"));
    }
}

}  // namespace

class TestKillLibrary : public QObject {
    Q_OBJECT

private slots:
    void whatWasSavedSurvivesAKill();
    void aLibraryKilledWhileItIsMadeCanBeOpened();
    void aRestoreThatIsKilledLeavesOneLibraryOrTheOther();

private:
    static Victim victim(const QStringList& arguments, bool saysReady) {
        Victim one;
        one.program = QCoreApplication::applicationFilePath();
        one.arguments = arguments;
        one.saysReady = saysReady;
        return one;
    }
    static void checkAcknowledged(Store& store, const QStringList& lines);
    static void checkWhole(Store& store, const fs::path& folder);
    static void checkFiles(Store& store, const fs::path& folder);
};

void TestKillLibrary::checkAcknowledged(Store& store, const QStringList& lines) {
    for (const QString& line : lines) {
        const QStringList word = line.split(' ');
        const std::string id = word[1].toStdString();
        const unsigned number = word[2].toUInt();
        if (word[0] == "snapshot") QCOMPARE(codesOf(must(store.snapshot(id))), codesFor(number));
        if (word[0] == "recall") QVERIFY(must(store.lastRecall())->id.text >= id);
        if (word[0] == "print") QCOMPARE(must(store.print(id)).path, "print-" + std::to_string(number) + ".wav");
    }
}

void TestKillLibrary::checkWhole(Store& store, const fs::path& folder) {
    QCOMPARE(must(store.check()).findings, Texts{});
    for (const Snapshot& snapshot : must(store.snapshots(must(store.song("Song")).id, true)))
        QCOMPARE(codesOf(snapshot), codesFor(static_cast<unsigned>(std::stoul(snapshot.name))));
    const fs::path file = folder / "library.detent", backup = folder / "backup.detent";
    for (const QString& row :
         raw(file, "SELECT (SELECT COUNT(*) FROM recall_outcomes o WHERE o.recall_id = r.id) FROM recalls r").rows)
        QCOMPARE(row, QString::number(outcomesOfARecall));
    if (fs::exists(backup)) QCOMPARE(raw(backup, "PRAGMA integrity_check").rows, QStringList{"ok"});
}

void TestKillLibrary::checkFiles(Store& store, const fs::path& folder) {
    for (const Print& print : must(store.prints(must(store.song("Song")).id)))
        QCOMPARE(must(dsp::fileSha256(folder / "prints" / print.path)), print.sha256);
    for (const auto& entry : fs::directory_iterator(folder / "prints")) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.')) {
            QVERIFY2(name.find(".part") != std::string::npos, name.c_str());
            continue;
        }
        // Under its final name a print is whole, recorded or not yet.
        const auto loaded = must(dsp::loadAudio(entry.path()));
        const auto expected = soundOf(static_cast<unsigned>(std::stoul(name.substr(6))));
        for (int channel = 0; channel < 2; ++channel)
            QVERIFY2(std::ranges::equal(loaded.audio.channel(channel), expected.channel(channel)), name.c_str());
    }
}

void TestKillLibrary::whatWasSavedSurvivesAKill() {
    KillCampaign campaign(200, 20261122, microseconds(250'000));  // some ten rounds of the job
    std::unique_ptr<QTemporaryDir> temporary;
    int acknowledged = 0;
    for (int i = 0; i < campaign.count(); ++i) {
        if (i % 10 == 0) temporary = std::make_unique<QTemporaryDir>();
        const fs::path folder = temporary->path().toStdString();
        if (i % 10 == 0) prepare(folder);
        const VictimRun run = campaign.kill(victim({"--work", temporary->path(), QString::number(10000 * (i + 1))}, true));
        QVERIFY2(run.wasKilled, qPrintable("it ended by itself: " + run.errors));
        acknowledged += static_cast<int>(run.lines.size());
        const auto store = openIn(folder);
        checkAcknowledged(*store, run.lines);
        checkWhole(*store, folder);
        checkFiles(*store, folder);
        if (QTest::currentTestFailed()) return;
    }
    qInfo("%d kills, %d acknowledgements", campaign.count(), acknowledged);
    QVERIFY(acknowledged > campaign.count());
}

void TestKillLibrary::aLibraryKilledWhileItIsMadeCanBeOpened() {
    QTemporaryDir temporary;
    const VictimRun alone = runWhole(victim({"--make", temporary.filePath("alone")}, false));
    QCOMPARE(alone.lines, QStringList{"made"});
    KillCampaign campaign(100, 7, alone.lasted);
    for (int i = 0; i < campaign.count(); ++i) {
        const QString folder = temporary.filePath(QString::number(i));
        (void)campaign.kill(victim({"--make", folder}, false));
        const auto store = openIn(folder.toStdString());
        QCOMPARE(must(store->check()).findings, Texts{});
        QVERIFY(store->addSession("Goes on", "", "").ok());
    }
}

void TestKillLibrary::aRestoreThatIsKilledLeavesOneLibraryOrTheOther() {
    QTemporaryDir temporary;
    const fs::path source = temporary.filePath("backup.detent").toStdString();
    {
        TestLibrary library;
        for (unsigned i = 0; i < 20; ++i) must(library->addSession("old " + std::to_string(i), "", ""));
        must(library->backup(source));
    }
    const auto makeFormer = [&](const QString& folder) {
        fs::create_directories(folder.toStdString());
        const auto store = openIn(folder.toStdString());
        for (unsigned i = 0; i < 30; ++i) must(store->addSession("new", "", ""));
    };
    makeFormer(temporary.filePath("alone"));
    const QString from = temporary.filePath("backup.detent");
    const VictimRun alone = runWhole(victim({"--restore", temporary.filePath("alone"), from}, false));
    QCOMPARE(alone.lines, QStringList{"restored"});
    KillCampaign campaign(100, 11, alone.lasted);
    for (int i = 0; i < campaign.count(); ++i) {
        const QString folder = temporary.filePath(QString::number(i));
        makeFormer(folder);
        const VictimRun run = campaign.kill(victim({"--restore", folder, from}, false));
        const auto store = openIn(folder.toStdString());
        QCOMPARE(must(store->check()).findings, Texts{});
        const auto count = must(store->sessions()).size();
        QVERIFY2(count == 20 || count == 30, std::to_string(count).c_str());
        if (run.lines.contains("restored")) QCOMPARE(count, 20U);
    }
}

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.value(1) == "--work") work(words[2].toStdString(), words[3].toUInt());
    if (words.value(1) == "--make") {
        const auto store = openIn(words[2].toStdString());
        return std::puts("made") < 0;
    }
    if (words.value(1) == "--restore") {
        must(restoreLibrary(fs::path(words[2].toStdString()) / "library.detent", words[3].toStdString()));
        return std::puts("restored") < 0;
    }
    TestKillLibrary test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kill_library.moc"
