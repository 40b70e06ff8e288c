// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A library of 200 sessions and 2000 snapshots of 100 controls: opening, listing, searching, comparing, saving, each beside
// the sqlite3 shell doing the same reading or writing.
#include "tests/support/test_library.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <cstdio>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;

namespace {

constexpr int sessionCount = 200, snapshotsOfASong = 10, unitsOfASnapshot = 5, controlsOfAUnit = 20, times = 15;

struct Filled {
    Song song;
    std::vector<SnapshotId> snapshots;
    Snapshot last;
};

Snapshot snapshotOfAll(const Song& song, const std::vector<Unit>& units, Code first) {
    Snapshot snapshot;
    snapshot.song = song.id;
    snapshot.name = "Take " + std::to_string(first);
    for (const Unit& unit : units) {
        std::vector<Code> codes;
        for (Code i = 0; i < controlsOfAUnit; ++i) codes.push_back((first * 31 + i * 7) % 128);
        snapshot.units.push_back(snapshotOf(song, unit, codes).units.front());
    }
    return snapshot;
}

Filled fill(Store& store) {
    Filled filled;
    std::vector<Unit> units;
    for (int i = 0; i < unitsOfASnapshot; ++i) units.push_back(must(store.addUnit(unitCalled("Unit " + std::to_string(i)))));
    const auto profile = profileOf("test.eq", std::string(8000, ' '));
    for (int s = 0; s < sessionCount; ++s) {
        const Session session =
            must(store.addSession("Session " + std::to_string(s), "Client " + std::to_string(s % 20), "Artist"));
        filled.song = must(store.addSong(session.id, "Song " + std::to_string(s)));
        filled.snapshots.clear();
        for (int i = 0; i < snapshotsOfASong; ++i) {
            filled.last = must(store.addSnapshot(snapshotOfAll(filled.song, units, s * snapshotsOfASong + i), {profile}));
            filled.snapshots.push_back(filled.last.id);
        }
    }
    return filled;
}

template <typename Job>
double medianMs(const Job& job) {
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer clock;
        clock.start();
        job();
        all.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::nth_element(all.begin(), all.begin() + times / 2, all.end());
    return all[times / 2];
}

/// Mean time of one statement in the sqlite3 shell by its own timer, which counts in milliseconds; so it runs often.
std::optional<double> shellMs(const std::filesystem::path& file, const QString& sql, int repeats) {
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) return std::nullopt;
    QString script = "PRAGMA synchronous = FULL;\n.output /dev/null\n.timer on\n";
    for (int i = 0; i < repeats; ++i) script += QString(sql).replace("%N", QString::number(i)) + "\n";
    QProcess shell;
    shell.start("sqlite3", {"-batch", QString::fromStdString(file.string())});
    shell.write(script.toUtf8());
    shell.closeWriteChannel();
    if (!shell.waitForFinished(120000)) return std::nullopt;
    static const QRegularExpression real("real ([0-9.]+)");
    double seconds = 0;
    for (auto match = real.globalMatch(QString::fromUtf8(shell.readAllStandardOutput())); match.hasNext();)
        seconds += match.next().captured(1).toDouble();
    return seconds * 1000 / repeats;
}

void report(const char* what, double ms, std::optional<double> shell) {
    std::printf("%-44s %8.3f ms", what, ms);
    if (shell && *shell > 0) std::printf("   sqlite3 shell %8.3f ms   ratio %5.2f", *shell, ms / *shell);
    std::printf("\n");
}

QString valuesOf(const QString& condition) {
    return "SELECT s.id, s.name, v.unit_position, v.position, v.control, v.code, v.value, v.text, v.quality, v.time_ms FROM "
           "snapshots s"
           " JOIN parts p ON p.id = s.part_id JOIN snapshot_values v ON v.snapshot_id = s.id WHERE " +
           condition + " ORDER BY v.snapshot_id, v.unit_position, v.position;";
}

/// What saving a snapshot writes, but as one copy inside the database.
QString copyOf(const std::string& id) {
    const QString from = QString::fromStdString(id), to = "copy-%N";
    return "BEGIN IMMEDIATE; INSERT INTO snapshot_units SELECT '" + to +
           "', position, unit_id, unit_name, epoch, profile_id, profile_sha256"
           " FROM snapshot_units WHERE snapshot_id = '" +
           from + "'; INSERT INTO snapshot_values SELECT '" + to +
           "', unit_position, position, control, code, value, text, quality, time_ms FROM snapshot_values WHERE snapshot_id "
           "= '" +
           from + "'; INSERT INTO snapshots SELECT '" + to +
           "', part_id, name, name_folded, notes, notes_folded, status, automatic, created_ms"
           " FROM snapshots WHERE id = '" +
           from + "'; COMMIT;";
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    TestLibrary library;
    QElapsedTimer clock;
    clock.start();
    const Filled filled = fill(*library);
    library.open();
    std::printf("%d sessions, %d snapshots of %d controls: %.1f MB, made in %.1f s\n", sessionCount,
                sessionCount * snapshotsOfASong, unitsOfASnapshot * controlsOfAUnit,
                static_cast<double>(std::filesystem::file_size(library.file())) / 1e6,
                static_cast<double>(clock.elapsed()) / 1e3);
    const auto file = library.file();
    const QString song = QString::fromStdString(filled.song.id.text),
                  first = QString::fromStdString(filled.snapshots.front().text);

    report("open", medianMs([&] { library.open(); }), std::nullopt);
    report(
        "list 200 sessions", medianMs([&] { (void)must(library->sessions()); }),
        shellMs(file, "SELECT id, title, client, artist, created_ms FROM sessions ORDER BY created_ms DESC, id DESC;", 200));
    report("search 200 sessions and 2000 snapshots",
           medianMs([&] { (void)must(library->searchSessions("take 199 artist")); }), std::nullopt);
    report("a song's 10 snapshots with values", medianMs([&] { (void)must(library->snapshots(filled.song.id)); }),
           shellMs(file, valuesOf("p.song_id = '" + song + "'"), 200));
    report("one snapshot with values", medianMs([&] { (void)must(library->snapshot(filled.snapshots.front().text)); }),
           shellMs(file, valuesOf("s.id = '" + first + "'"), 500));
    report("differences of two snapshots, read anew", medianMs([&] {
               (void)differences(must(library->snapshot(filled.snapshots.front().text)),
                                 must(library->snapshot(filled.snapshots.back().text)));
           }),
           shellMs(file,
                   "SELECT a.control, a.text, b.text FROM snapshot_values a JOIN snapshot_values b ON b.unit_position = "
                   "a.unit_position AND"
                   " b.position = a.position WHERE a.snapshot_id = '" +
                       first + "' AND b.snapshot_id = '" + QString::fromStdString(filled.snapshots.back().text) +
                       "' AND a.code <> b.code;",
                   500));
    report("save a snapshot, on the disk when done", medianMs([&] { (void)must(library->addSnapshot(filled.last, {})); }),
           shellMs(file, copyOf(filled.last.id.text), 50));
    report("check the whole library", medianMs([&] { (void)must(library->check()); }),
           shellMs(file, "PRAGMA integrity_check; PRAGMA foreign_key_check;", 3));
    report("back up the whole library", medianMs([&] { must(library->backup(library.folder() / "backup.detent")); }),
           std::nullopt);
    return 0;
}
