// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/describe_source.h"
#include "app/studio/studio.h"
#include "tests/dsp/sounds.h"
#include "tests/support/must.h"

#include <QTemporaryDir>
#include <QTest>

using namespace detent;
using namespace detent::studio;
using test::must;

class TestStudio : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theRackOfALaterProcessIsStale();
    void aPersonsWordHoldsForADaysWork();
    void aUnitWhoseProfileIsGoneIsNamed();
    void virtualSettingsOutliveTheProcess();
    void aVirtualUnitIsOwnedLikeAPort();
    void aSourceThatWasMovedIsFoundByItsHash();
    void aSourceOfTheWrongChannelsIsToldWithBothNumbers();
    void aSessionFolderFitsEveryFileSystem();
    void theDemonstrationIsPreparedOnce();
    void theUsersOwnRackStaysAsItIs();
    void anInsertOfNoVirtualUnitIsAWireOfTheRacksDelay();

private:
    std::unique_ptr<Studio> open() { return must(Studio::open({library()})); }
    std::filesystem::path library() const { return pathFromText(m_folder->path().toStdString()) / "library.detent"; }
    std::filesystem::path songFile(const char* name, unsigned seed) {
        auto audio = test::noise(2, 48000, 0.3, seed);
        const auto path = pathFromText(m_folder->path().toStdString()) / name;
        must(test::save(path, audio, 48000));
        return path;
    }
    static recall::Unit eq() {
        recall::Unit unit;
        unit.name = "EQ";
        unit.profileId = "detent.eq3";
        unit.link = "virtual";
        return unit;
    }
    static recall::Unit add(Studio& studio, const recall::Unit& unit) {
        return must(studio.ask<recall::Unit>([&](recall::Store& store) { return store.addUnit(unit); }));
    }
    static recall::Conductor conductor(Studio& studio) {
        recall::Observer observer;
        observer.learned = [&studio](const recall::UnitId& unit, const auto& values) { studio.learned(unit, values); };
        return recall::Conductor(must(studio.rack()), studio.linkMaker(), Studio::clock, std::move(observer));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStudio::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestStudio::theRackOfALaterProcessIsStale() {
    {
        const auto studio = open();
        add(*studio, eq());
        auto moving = conductor(*studio);
        QVERIFY(moving.open().empty());
        (void)moving.readAll();
        QCOMPARE(static_cast<int>(moving.units()[0].values.at("high.gain").quality),
                 static_cast<int>(recall::Quality::Confirmed));
        must(studio->flush());
    }
    const auto later = open();
    const auto rack = must(later->rack());
    QCOMPARE(rack.size(), std::size_t{1});
    QCOMPARE(static_cast<int>(rack[0].values.at("high.gain").quality), static_cast<int>(recall::Quality::Stale));
    QVERIFY(rack[0].values.at("high.gain").timeMs > 0);
}

void TestStudio::aPersonsWordHoldsForADaysWork() {
    constexpr recall::UtcMs kHourMs = 60 * 60 * 1000;
    const auto studio = open();
    recall::Unit box = eq();
    box.profileId = "detent.hc1";
    box.link = "none";
    const auto id = add(*studio, box).id;
    for (const auto& [hours, quality] : {std::pair{11, recall::Quality::ByHand}, std::pair{13, recall::Quality::Stale}}) {
        studio->learned(id, {{"drive", 2, 2.0, "2 dB", recall::Quality::ByHand, Studio::clock() - hours * kHourMs}});
        must(studio->flush());
        QCOMPARE(static_cast<int>(must(studio->rack())[0].values.at("drive").quality), static_cast<int>(quality));
    }
}

void TestStudio::aUnitWhoseProfileIsGoneIsNamed() {
    const auto studio = open();
    recall::Unit unit = eq();
    unit.profileId = "gone.with-the-wind";
    add(*studio, unit);
    const auto rack = studio->rack();
    QVERIFY(!rack);
    const QString told = QString::fromStdString(rack.problem().text());
    QVERIFY2(told.contains("EQ") && told.contains("gone.with-the-wind") && told.contains("profiles"), qPrintable(told));
}

void TestStudio::virtualSettingsOutliveTheProcess() {
    recall::UnitId id;
    {
        const auto studio = open();
        id = add(*studio, eq()).id;
        auto moving = conductor(*studio);
        QVERIFY(moving.open().empty());
        const auto profile = studio->profiles().find("detent.eq3");
        const auto code = must(profile->control("high.gain")->scale.parse("-3.5"));
        QCOMPARE(moving.set(id, {{"high.gain", code}}).size(), std::size_t{1});
        must(studio->flush());
    }
    const auto later = open();
    auto moving = conductor(*later);
    QVERIFY(moving.open().empty());
    (void)moving.readAll();
    QCOMPARE(QString::fromStdString(moving.units()[0].values.at("high.gain").text), QString("-3.5 dB"));
}

void TestStudio::aVirtualUnitIsOwnedLikeAPort() {
    const auto studio = open();
    add(*studio, eq());
    auto first = conductor(*studio);
    QVERIFY(first.open().empty());
    const auto other = open();
    auto second = conductor(*other);
    const auto closed = second.open();
    QCOMPARE(closed.size(), std::size_t{1});
    QVERIFY2(QString::fromStdString(closed[0].second.text()).contains("EQ"), closed[0].second.text().c_str());
}

void TestStudio::aSourceThatWasMovedIsFoundByItsHash() {
    const auto studio = open();
    const auto file = songFile("song.wav", 1);
    const auto source = must(describeSource(file, "main", "", 2));
    QCOMPARE(must(studio->sourceFile(source)), file);
    const auto moved = studio->places().media() / "elsewhere" / "renamed.wav";
    std::filesystem::create_directories(moved.parent_path());
    std::filesystem::rename(file, moved);
    (void)songFile("media-decoy.wav", 2);
    QCOMPARE(must(studio->sourceFile(source)), moved);
    std::filesystem::remove(moved);
    const auto gone = studio->sourceFile(source);
    QVERIFY(!gone);
    QVERIFY(QString::fromStdString(gone.problem().text()).contains("song.wav"));
}

void TestStudio::aSourceOfTheWrongChannelsIsToldWithBothNumbers() {
    const auto described = describeSource(songFile("song.wav", 1), "main", "", 6);
    QVERIFY(!described);
    QCOMPARE(static_cast<int>(described.problem().fault), static_cast<int>(Fault::Usage));
    QVERIFY(QString::fromStdString(described.problem().what).contains("2 channel") &&
            QString::fromStdString(described.problem().what).contains("6"));
}

void TestStudio::aSessionFolderFitsEveryFileSystem() {
    const auto studio = open();
    for (const char* title : {"AC/DC: Back?", "..", "con\ttab.", "\"*\""}) {
        recall::Session session{recall::SessionId{"0190a0a0-0000-7000-8000-000000000000"}, title, "", "", 0};
        const auto folder = studio->sessionFolder(session);
        QVERIFY2(std::filesystem::is_directory(folder), title);
        QCOMPARE(folder.parent_path(), studio->places().media());
        QCOMPARE(pathText(folder.filename()).find_first_of("/\\:*?\"<>|\t"), std::string::npos);
    }
}

void TestStudio::theDemonstrationIsPreparedOnce() {
    const auto studio = open();
    const auto file = songFile("My Song.wav", 3);
    const auto first = must(studio->prepareDemo(file)), second = must(studio->prepareDemo(file));
    QCOMPARE(second.text, first.text);
    QCOMPARE(must(studio->rack()).size(), std::size_t{3});
    QCOMPARE(must(studio->ask<std::vector<recall::Session>>([](recall::Store& store) { return store.sessions(); })).size(),
             std::size_t{1});
    const auto inserts =
        must(studio->ask<std::vector<recall::Insert>>([](recall::Store& store) { return store.inserts(); }));
    QCOMPARE(inserts.size(), std::size_t{1});
    QCOMPARE(inserts[0].units.size(), std::size_t{3});
    QVERIFY((must(studio->prepareDemo(songFile("Other.wav", 4))).text) != first.text);
}

void TestStudio::theUsersOwnRackStaysAsItIs() {
    const auto studio = open();
    add(*studio, eq());
    (void)must(studio->prepareDemo(songFile("My Song.wav", 3)));
    QCOMPARE(must(studio->rack()).size(), std::size_t{1});
}

void TestStudio::anInsertOfNoVirtualUnitIsAWireOfTheRacksDelay() {
    const auto studio = open();
    recall::Insert insert;
    insert.device = "virtual";
    const auto processor = must(studio->makeInsertProcessor(insert));
    QVERIFY(processor != nullptr);
    processor->prepare(48000, 2, 64);
    QCOMPARE(processor->delayFrames(), kVirtualDelayFrames);
    insert.device = "Some interface";
    QVERIFY(must(studio->makeInsertProcessor(insert)) == nullptr);
}

QTEST_GUILESS_MAIN(TestStudio)
#include "tst_studio.moc"
