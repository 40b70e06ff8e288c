// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/file/audio_file.h"
#include "tests/dsp/sounds.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#ifndef _WIN32
#include <csignal>
#include <sys/resource.h>
#endif

using namespace detent;
using namespace detent::dsp;

namespace {

/// Every code of a 24-bit ramp with odd steps, both rails included.
AudioBuffer codes24(std::size_t frames) {
    AudioBuffer audio(2, frames);
    std::mt19937 random(9);
    for (int c = 0; c < 2; ++c) {
        for (float& x : audio.channel(c)) x = static_cast<float>(static_cast<int>(random() & 0xFFFFFFU) - 0x800000) / 8388608.0F;
        audio.channel(c)[0] = -1.0F;
        audio.channel(c)[1] = 8388607.0F / 8388608.0F;
        audio.channel(c)[2] = 1.0F / 8388608.0F;
    }
    return audio;
}

}  // namespace

class TestAudioFile : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    std::filesystem::path path(const char* name) const { return std::filesystem::path(m_dir.path().toStdString()) / name; }
    QString text(const char* name) const { return m_dir.filePath(QString::fromUtf8(name)); }

private slots:
    void samplesComeBackExactly_data() {
        QTest::addColumn<int>("coding");
        QTest::addColumn<int>("bits");
        QTest::newRow("24 bit") << static_cast<int>(SampleCoding::Pcm24) << 24;
        QTest::newRow("float") << static_cast<int>(SampleCoding::Float32) << 32;
    }
    void samplesComeBackExactly() {
        QFETCH(int, coding);
        QFETCH(int, bits);
        auto audio = codes24(50001);
        QVERIFY(test::save(path("x.wav"), audio, 96000, static_cast<SampleCoding>(coding)).ok());
        const auto loaded = loadAudio(path("x.wav"));
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.problem().text().c_str());
        QCOMPARE(loaded->format.bitsPerSample, bits);
        QCOMPARE(loaded->format.isFloat, bits == 32);
        QCOMPARE(loaded->format.sampleRateHz, 96000.0);
        QCOMPARE(loaded->format.frameCount, std::int64_t{50001});
        for (int c = 0; c < 2; ++c) QCOMPARE(loaded->audio.channel(c), audio.channel(c));
    }

    void pcmIsRoundedAndClippedNotWrapped() {
        AudioBuffer audio(1, 4);
        audio.channel(0) = {1.5F, -1.5F, 0.4F / 32768.0F, 0.6F / 32768.0F};
        QVERIFY(test::save(path("clip.wav"), audio, 44100, SampleCoding::Pcm16).ok());
        const auto loaded = loadAudio(path("clip.wav"));
        QCOMPARE(loaded->audio.channel(0), (std::vector<float>{32767.0F / 32768.0F, -1.0F, 0.0F, 1.0F / 32768.0F}));
    }

    void soxReadsTheSameCodes() {
        auto audio = codes24(5000);
        QVERIFY(test::save(path("ours.wav"), audio, 48000, SampleCoding::Pcm24).ok());
        const auto run = test::runPeer("sox", {"-V1", text("ours.wav"), "-t", "s32", "-D", text("sox.raw")});
        if (!run.there) QSKIP("sox is not installed");
        QFile raw(text("sox.raw"));
        QVERIFY(raw.open(QIODevice::ReadOnly));
        const QByteArray bytes = raw.readAll();
        QCOMPARE(bytes.size(), qsizetype{5000 * 2 * 4});
        for (std::size_t i = 0; i < 10000; ++i) {
            std::int32_t code = 0;
            memcpy(&code, bytes.constData() + 4 * i, 4);
            QCOMPARE(code / 256, static_cast<int>(audio.channel(static_cast<int>(i % 2))[i / 2] * 8388608.0F));
        }
    }

    void whatOthersWroteIsRead_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("bits");
        QTest::newRow("flac") << "peer.flac" << 24;
        QTest::newRow("aiff") << "peer.aiff" << 24;
        QTest::newRow("wav") << "peer.wav" << 24;
        QTest::newRow("ogg") << "peer.ogg" << 0;
    }
    void whatOthersWroteIsRead() {
        QFETCH(QString, name);
        QFETCH(int, bits);
        const auto run = test::runPeer("sox", {"-n", "-r", "48000", "-b", "24", "-c", "2", m_dir.filePath(name), "synth", "1", "sine", "1000", "gain", "-6"});
        if (!run.there) QSKIP("sox is not installed");
        const auto loaded = loadAudio(std::filesystem::path(m_dir.filePath(name).toStdString()));
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.problem().text().c_str());
        QCOMPARE(loaded->format.bitsPerSample, bits);
        QCOMPARE(loaded->format.frameCount, std::int64_t{48000});
    }

    void aSeekLandsOnTheFrame() {
        auto audio = codes24(20000);
        QVERIFY(test::save(path("seek.wav"), audio, 48000).ok());
        auto reader = AudioReader::open(path("seek.wav"));
        QVERIFY(reader.ok());
        AudioBuffer part(2, 1000);
        std::vector<float*> pointers;
        QVERIFY(reader->seek(19500).ok());
        QCOMPARE(reader->read(test::viewOf(part, pointers)).value(), 500);
        QCOMPARE(part.channel(1)[499], audio.channel(1)[19999]);
        QCOMPARE(reader->read(test::viewOf(part, pointers)).value(), 0);
        QVERIFY(reader->seek(3).ok());
        QCOMPARE(reader->read(test::viewOf(part, pointers)).value(), 1000);
        QCOMPARE(part.channel(0)[0], audio.channel(0)[3]);
    }

    void badFilesAreRefusedWithTheirName_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("text") << QByteArray("this is a shopping list, not a song\n") << "not audio";
        QTest::newRow("empty") << QByteArray() << "not audio";
        QTest::newRow("header only, half") << QByteArray("RIFF\x24\x00\x00\x00WAVEfm", 14) << "not audio";
    }
    void badFilesAreRefusedWithTheirName() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        QVERIFY(placeFile(path("bad.wav"), bytes.toStdString()).ok());
        const auto loaded = loadAudio(path("bad.wav"));
        QVERIFY(!loaded.ok());
        QCOMPARE(loaded.problem().fault, Fault::File);
        const QString what = QString::fromStdString(loaded.problem().text());
        QVERIFY2(what.contains("bad.wav") && what.contains(says), qPrintable(what));
        QVERIFY2(!what.contains('\n'), "one line");
    }

    void aMissingFileAndAFolderAreRefused() {
        QCOMPARE(AudioReader::open(path("nothing.wav")).problem().fault, Fault::File);
        QVERIFY(QString::fromStdString(AudioReader::open(path("nothing.wav")).problem().what).contains("no such file"));
        QVERIFY(QString::fromStdString(AudioReader::open(m_dir.path().toStdString()).problem().what).contains("folder"));
    }

    void filesCutShortAreNoticed_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"cut.wav", "cut.aiff", "cut.flac", "cut.rf64"}) QTest::newRow(name) << name;
    }
    void filesCutShortAreNoticed() {
        QFETCH(QString, name);
        const QString file = m_dir.filePath(name);
        if (name.endsWith("rf64")) {
            if (!test::runPeer("ffmpeg", {"-v", "error", "-y", "-f", "lavfi", "-i", "anoisesrc=d=1:r=48000", "-rf64", "always", "-f", "wav", file}).there) QSKIP("ffmpeg is not installed");
        } else if (!test::runPeer("sox", {"-n", "-r", "48000", "-b", "24", "-c", "2", file, "synth", "1", "whitenoise"}).there) {
            QSKIP("sox is not installed");
        }
        const std::filesystem::path target(file.toStdString());
        QVERIFY(loadAudio(target).ok());
        std::filesystem::resize_file(target, std::filesystem::file_size(target) * 2 / 3);
        const auto loaded = loadAudio(target);
        QVERIFY2(!loaded.ok(), "a cut file must not pass for a shorter one");
        QVERIFY2(loaded.problem().what.find("cut short") != std::string::npos, loaded.problem().text().c_str());
    }

    void aStreamWithoutLengthsIsRead() {
        const auto run = test::runPeer("sh", {"-c", "ffmpeg -v error -f lavfi -i sine=d=1:r=48000 -f wav - > '" + text("stream.wav") + "'"});
        if (!run.there || run.exitCode != 0) QSKIP("ffmpeg is not installed");
        const auto loaded = loadAudio(path("stream.wav"));
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.problem().text().c_str());
        QCOMPARE(loaded->format.frameCount, std::int64_t{48000});
    }

    void aSampleThatIsNoNumberIsRefused() {
        AudioBuffer audio(1, 100);
        audio.channel(0)[41] = NAN;
        QVERIFY(test::save(path("nan.wav"), audio, 48000).ok());
        const auto loaded = loadAudio(path("nan.wav"));
        QVERIFY(!loaded.ok());
        QVERIFY2(loaded.problem().what.find("frame 41") != std::string::npos, loaded.problem().text().c_str());
    }

    void noFramesAreAFileToo() {
        AudioBuffer audio(1, 0);
        QVERIFY(test::save(path("zero.wav"), audio, 48000).ok());
        QCOMPARE(loadAudio(path("zero.wav"))->format.frameCount, std::int64_t{0});
    }

    void nothingAppearsWithoutCommit() {
        auto audio = codes24(100);
        {
            auto writer = AudioWriter::create(path("never.wav"), 48000, 2, SampleCoding::Pcm24);
            std::vector<float*> pointers;
            QVERIFY(writer->write(test::viewOf(audio, pointers)).ok());
        }
        QVERIFY(!std::filesystem::exists(path("never.wav")));
        for (const auto& entry : std::filesystem::directory_iterator(m_dir.path().toStdString())) {
            QVERIFY2(entry.path().string().find("never") == std::string::npos, entry.path().c_str());
        }
    }

    void equalAudioGivesEqualBytes() {
        auto audio = codes24(1000);
        QVERIFY(test::save(path("one.wav"), audio, 48000).ok());
        QTest::qWait(0);
        QVERIFY(test::save(path("two.wav"), audio, 48000).ok());
        QCOMPARE(fileSha256(path("one.wav")).value(), fileSha256(path("two.wav")).value());
    }

    void aMissingFolderIsAClearFault() {
        const auto writer = AudioWriter::create(path("none") / "x.wav", 48000, 2, SampleCoding::Pcm16);
        QVERIFY(!writer.ok());
        QCOMPARE(writer.problem().fault, Fault::File);
        QVERIFY2(writer.problem().what.find("x.wav") != std::string::npos, writer.problem().text().c_str());
    }

    void aFullDiskIsSaidAndLeavesTheOldFile() {
#ifdef _WIN32
        QSKIP("needs a limit on file sizes");
#else
        QVERIFY(placeFile(path("full.wav"), "the former file").ok());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{100000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        auto audio = codes24(100000);
        const auto saved = test::save(path("full.wav"), audio, 48000);
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!saved.ok());
        QCOMPARE(saved.problem().fault, Fault::File);
        QVERIFY2(saved.problem().remedy.find("space") != std::string::npos, saved.problem().text().c_str());
        QCOMPARE(readFile(path("full.wav")).value(), std::string("the former file"));
#endif
    }

    void fourGibibytesBecomeRf64() {
        if (!qEnvironmentVariableIsSet("DETENT_SOAK")) QSKIP("set DETENT_SOAK=1: writes 4.3 GB");
        auto writer = AudioWriter::create(path("big.wav"), 48000, 8, SampleCoding::Float32);
        AudioBuffer audio = test::noise(8, 1 << 20, 0.5, 1);
        std::vector<float*> pointers;
        for (int i = 0; i < 129; ++i) QVERIFY(writer->write(test::viewOf(audio, pointers)).ok());
        QVERIFY(writer->commit().ok());
        QFile file(text("big.wav"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.read(4), QByteArray("RF64"));
        auto reader = AudioReader::open(path("big.wav"));
        QVERIFY(reader.ok());
        QCOMPARE(reader->format().frameCount, std::int64_t{129} << 20);
    }
};

QTEST_GUILESS_MAIN(TestAudioFile)
#include "tst_audio_file.moc"
