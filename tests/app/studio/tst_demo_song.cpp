// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/demo_song.h"
#include "tests/dsp/sounds.h"
#include "tests/support/must.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

using namespace detent;
using namespace detent::studio;

class TestDemoSong : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_song = test::must(makeDemoSong(folder())); }
    void isAMinuteOfStereoMusicWithItsStems();
    void theMixIsTheSumOfItsStems();
    void leavesRoomAboveAndIsNoSilence();
    void isTheSameEveryTime();
    void whatIsThereIsNotMadeAgain();
    void aCancelledOneLeavesNoHalfFile();
    void aFolderThatCannotBeMadeIsTold();

private:
    std::filesystem::path folder(const char* name = "media") const {
        return pathFromText(m_folder.path().toStdString()) / name;
    }
    QTemporaryDir m_folder;
    DemoSong m_song;
};

void TestDemoSong::isAMinuteOfStereoMusicWithItsStems() {
    QCOMPARE(m_song.stems.size(), std::size_t{4});
    const auto mix = test::must(dsp::AudioReader::open(m_song.mix)).format();
    QCOMPARE(mix.sampleRateHz, 48000.0);
    QCOMPARE(mix.channelCount, 2);
    QCOMPARE(mix.bitsPerSample, 24);
    QCOMPARE(mix.frameCount, std::int64_t{60} * 48000);
    for (const auto& [name, file] : m_song.stems)
        QCOMPARE(test::must(dsp::AudioReader::open(file)).format().frameCount, mix.frameCount);
}

void TestDemoSong::theMixIsTheSumOfItsStems() {
    const auto mix = test::must(dsp::loadAudio(m_song.mix));
    std::vector<dsp::LoadedAudio> stems;
    for (const auto& [name, file] : m_song.stems) stems.push_back(test::must(dsp::loadAudio(file)));
    double most = 0;
    for (int c = 0; c < 2; ++c) {
        for (std::size_t n = 0; n < mix.audio.frameCount(); ++n) {
            double sum = 0;
            for (const auto& stem : stems) sum += static_cast<double>(stem.audio.channel(c)[n]);
            most = std::max(most, std::abs(sum - static_cast<double>(mix.audio.channel(c)[n])));
        }
    }
    // half a 24-bit step for the mix and for each of four stems
    QVERIFY2(most <= 2.5 / 8388608 + 1e-9, qPrintable(QString::number(most * 8388608)));
}

void TestDemoSong::leavesRoomAboveAndIsNoSilence() {
    const auto level = [](const dsp::LoadedAudio& loaded) {
        double peak = 0, sum = 0;
        for (int c = 0; c < 2; ++c) {
            for (const float x : loaded.audio.channel(c))
                peak = std::max(peak, std::abs(static_cast<double>(x))),
                sum += static_cast<double>(x) * static_cast<double>(x);
        }
        return std::pair(20 * std::log10(peak),
                         10 * std::log10(sum / (2.0 * static_cast<double>(loaded.audio.frameCount()))));
    };
    const auto [peakDb, rmsDb] = level(test::must(dsp::loadAudio(m_song.mix)));
    QVERIFY2(peakDb < -1 && peakDb > -12, qPrintable(QString::number(peakDb)));  // a mix as an engineer likes to get it
    QVERIFY2(rmsDb > -30, qPrintable(QString::number(rmsDb)));
    for (const auto& [name, file] : m_song.stems) QVERIFY(level(test::must(dsp::loadAudio(file))).second > -50);
}

void TestDemoSong::isTheSameEveryTime() {
    const DemoSong again = test::must(makeDemoSong(folder("again")));
    QCOMPARE(test::must(dsp::fileSha256(again.mix)), test::must(dsp::fileSha256(m_song.mix)));
}

void TestDemoSong::whatIsThereIsNotMadeAgain() {
    const auto before = std::filesystem::last_write_time(m_song.mix);
    (void)test::must(makeDemoSong(folder()));
    QCOMPARE(std::filesystem::last_write_time(m_song.mix), before);
}

void TestDemoSong::aCancelledOneLeavesNoHalfFile() {
    const auto stopped = makeDemoSong(folder("stopped"), [](double fraction) { return fraction < 0.5; });
    QVERIFY(!stopped);
    QCOMPARE(static_cast<int>(stopped.problem().fault), static_cast<int>(Fault::Cancelled));
    for (const auto& entry : std::filesystem::directory_iterator(folder("stopped"))) {
        QCOMPARE(test::must(dsp::AudioReader::open(entry.path())).format().frameCount, std::int64_t{60} * 48000);
    }
    QVERIFY(!std::filesystem::exists(folder("stopped") / "Harbour Lights.wav"));
}

void TestDemoSong::aFolderThatCannotBeMadeIsTold() {
    std::ofstream(folder("file")) << "in the way";
    const auto made = makeDemoSong(folder("file") / "below");
    QVERIFY(!made);
    QVERIFY(QString::fromStdString(made.problem().text()).contains("below"));
}

QTEST_APPLESS_MAIN(TestDemoSong)
#include "tst_demo_song.moc"
