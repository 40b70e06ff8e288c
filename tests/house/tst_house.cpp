// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The house's rules as tests; each fails with file and line. The table is docs/architecture.md's.
#include "tests/house/source_tree.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace detent::house;

namespace {

struct Room {
    const char* name;
    const char* folder;
    std::set<std::string> rooms;    ///< of ours that it may include
    std::set<std::string> outside;  ///< kinds of outside headers that it may include
};

// Order matters: the first folder that fits is the room.
const std::vector<Room>& rooms() {
    static const std::vector<Room> all = {
        {"base", "dsp/base/", {}, {}},
        {"fit", "dsp/fit/", {"base", "dsp"}, {"ceres"}},
        {"dsp", "dsp/", {"base"}, {"fftw", "ebur128", "soxr", "sndfile", "eigen", "json"}},
        {"links", "hardware-profiles/link/", {"base", "profiles"}, {"qtcore", "qtnetwork", "serialport", "rtmidi"}},
        {"virtual", "hardware-profiles/virtual/", {"base", "dsp", "profiles"}, {}},
        {"profiles", "hardware-profiles/", {"base"}, {"qtcore", "json", "schema"}},
        {"recall", "recall/", {"base", "profiles"}, {"qtcore", "qtsql"}},
        {"audio", "app/audio/", {"base", "dsp"}, {"rtaudio", "queue"}},
        {"draw", "app/draw/", {"base", "dsp", "profiles"}, {"qtcore", "qtgui"}},
        {"document", "app/document/", {"base", "dsp", "profiles", "recall", "draw"}, {"qtcore", "qtgui"}},
        {"desk", "app/desk/", {"base", "dsp", "profiles", "recall", "audio", "draw"}, {"qtcore", "qtgui", "qtwidgets"}},
    };
    return all;
}

/// What kind an outside header is; "" for the standard library and the system.
std::string kindOf(const std::string& header) {
    static const std::vector<std::pair<std::string, std::string>> kinds = {
        {"fftw3", "fftw"},        {"ebur128", "ebur128"}, {"soxr", "soxr"},       {"sndfile", "sndfile"}, {"Eigen/", "eigen"},
        {"ceres/", "ceres"},      {"nlohmann/", "json"},  {"valijson/", "schema"}, {"libserialport", "serialport"},
        {"RtMidi", "rtmidi"},     {"RtAudio", "rtaudio"}, {"readerwriter", "queue"}, {"CLI/", "cli"}, {"QtTest", "qttest"}, {"QTest", "qttest"},
        {"QSql", "qtsql"},        {"QtSql", "qtsql"},     {"QtWidgets", "qtwidgets"}, {"QtGui", "qtgui"}, {"QtCore", "qtcore"}};
    for (const auto& [start, kind] : kinds) {
        if (header.starts_with(start)) return kind;
    }
    if (!header.starts_with("Q")) return {};
    return qtModuleOf(header);
}

const Room* roomOf(const std::string& path) {
    for (const Room& room : rooms()) {
        if (path.starts_with(room.folder)) return &room;
    }
    return nullptr;
}

/// The program's own main file joins everything.
bool isProgram(const std::string& path) { return path.starts_with("app/desk/program/"); }

}  // namespace

class TestHouse : public QObject {
    Q_OBJECT

private slots:
    void everyRoomUsesOnlyWhatItMay();
    void outsideLibrariesStayInTheirFiles();
    void everyFileNamesItsLicence();
    void everyHeaderIsIncludedOnce();
    void noFileIsOver500Lines();
    void noSqlOutsideTheStore();
    void callbackFilesIncludeNothingThatAllocatesOrLocks();
    void noPathOfAMachineIsInTheProject();

private:
    SourceTree m_tree{DETENT_SOURCE_DIR};
};

void TestHouse::everyRoomUsesOnlyWhatItMay() {
    QVERIFY(m_tree.code().size() > 50);
    std::vector<std::string> faults;
    for (const SourceFile& file : m_tree.code()) {
        const Room* room = roomOf(file.path);
        if (!room || isProgram(file.path)) continue;
        for (const Include& include : file.includes) {
            const Room* used = roomOf(include.header);
            const std::string kind = kindOf(include.header);
            const bool mayRoom = !used || used == room || room->rooms.contains(used->name);
            const bool mayOutside = used || kind.empty() || room->outside.contains(kind);
            if (mayRoom && mayOutside) continue;
            faults.push_back(at(file, include.line) + room->name + " may not use " + (used ? used->name : kind) + ": " + include.header);
        }
    }
    QVERIFY2(faults.empty(), listed(faults));
}

void TestHouse::outsideLibrariesStayInTheirFiles() {
    const std::map<std::string, int> filesAllowed = {{"qtnetwork", 1}, {"rtaudio", 1}, {"rtmidi", 1}, {"serialport", 1}};
    std::map<std::string, std::set<std::string>> users;
    for (const SourceFile& file : m_tree.code()) {
        if (file.path.starts_with("tests/")) continue;
        for (const Include& include : file.includes) users[kindOf(include.header)].insert(file.path);
    }
    std::vector<std::string> faults;
    for (const auto& [kind, most] : filesAllowed) {
        if (static_cast<int>(users[kind].size()) <= most) continue;
        for (const std::string& path : users[kind]) faults.push_back(path + ":1: " + kind + " is private to one file");
    }
    QVERIFY2(faults.empty(), listed(faults));
}

void TestHouse::everyFileNamesItsLicence() {
    std::vector<std::string> faults;
    for (const SourceFile& file : m_tree.withLicence()) {
        const auto head = std::vector<std::string>(file.lines.begin(), file.lines.begin() + std::min<std::ptrdiff_t>(4, std::ssize(file.lines)));
        const auto has = [&](const std::string& text) {
            return std::any_of(head.begin(), head.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; });
        };
        // Split so that this line is not itself a licence statement.
        if (!has(std::string("SPDX-File") + "CopyrightText: ") || !has(std::string("SPDX-License-") + "Identifier: GPL-3.0-or-later")) {
            faults.push_back(at(file, 1) + "begin with the two SPDX lines");
        }
    }
    QVERIFY2(faults.empty(), listed(faults));
}

void TestHouse::everyHeaderIsIncludedOnce() {
    std::vector<std::string> faults;
    for (const SourceFile& file : m_tree.code()) {
        if (!file.path.ends_with(".h")) continue;
        if (std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end()) faults.push_back(at(file, 1) + "add #pragma once");
    }
    QVERIFY2(faults.empty(), listed(faults));
}

void TestHouse::noFileIsOver500Lines() {
    std::vector<std::string> faults;
    for (const SourceFile& file : m_tree.code()) {
        if (file.lines.size() > 500) faults.push_back(at(file, 501) + "is it two files?");
    }
    QVERIFY2(faults.empty(), listed(faults));
}

void TestHouse::noSqlOutsideTheStore() {
    static const std::vector<std::string> words = {"SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA "};
    std::vector<std::string> faults;
    for (const SourceFile& file : m_tree.code()) {
        if (file.path.starts_with("recall/store/") || file.path.starts_with("tests/")) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            for (const std::string& word : words) {
                if (file.lines[i].find("\"" + word) != std::string::npos) faults.push_back(at(file, i + 1) + "SQL belongs in recall/store");
            }
        }
    }
    QVERIFY2(faults.empty(), listed(faults));
}

void TestHouse::callbackFilesIncludeNothingThatAllocatesOrLocks() {
    static const std::set<std::string> calm = {"array", "atomic", "algorithm", "bit", "cassert", "cmath", "cstddef", "cstdint", "cstring",
                                               "limits", "numbers", "optional", "span", "type_traits", "utility"};
    std::vector<std::string> faults;
    int seen = 0;
    for (const SourceFile& file : m_tree.code()) {
        if (!file.path.starts_with("app/audio/process")) continue;
        ++seen;
        for (const Include& include : file.includes) {
            const bool ours = include.header.starts_with("app/audio/") || include.header.starts_with("dsp/core/");
            const bool queue = kindOf(include.header) == "queue";
            if (!ours && !queue && !calm.contains(include.header)) faults.push_back(at(file, include.line) + include.header + " may allocate or lock");
        }
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            for (const char* word : {"std::mutex", "std::function", "std::string", "push_back", "new ", "throw ", "std::cout", "printf"}) {
                const std::string code = file.lines[i].substr(0, file.lines[i].find("//"));
                if (code.find(word) != std::string::npos) faults.push_back(at(file, i + 1) + "no " + word + " in the callback's files");
            }
        }
    }
    QVERIFY2(seen > 0, "app/audio/process*.h and .cpp are the callback's files");
    QVERIFY2(faults.empty(), listed(faults));
}

void TestHouse::noPathOfAMachineIsInTheProject() {
    std::vector<std::string> faults;
    for (const SourceFile& file : m_tree.all()) {
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            for (const std::string& path : {std::string("/home") + "/", std::string("/work") + "/", std::string("/root") + "/"}) {
                if (file.lines[i].find(path) != std::string::npos) faults.push_back(at(file, i + 1) + "a machine's path");
            }
        }
    }
    QVERIFY2(faults.empty(), listed(faults));
}

QTEST_APPLESS_MAIN(TestHouse)
#include "tst_house.moc"
