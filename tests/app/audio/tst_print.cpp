// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/capture.h"
#include "tests/app/audio/test_gear.h"
#include "tests/dsp/sounds.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace detent;
using namespace detent::audio;
using test::FaultyBackend;
using test::TestGear;

namespace {

constexpr std::size_t kOddFrames = 50'021;  // a prime: no block divides it

DeviceConfig virtualDevice(double rateHz, int bufferFrames) {
    return {"virtual", rateHz, bufferFrames, 2, 2};
}

/// The gear's own offline rendering of the whole file and its tail, in blocks of another size.
dsp::AudioBuffer rendered(dsp::AudioBuffer audio, double rateHz, std::size_t frames) {
    TestGear gear;
    gear.prepare(rateHz, audio.channelCount(), 999);
    audio.resizeFrames(frames);
    for (std::size_t at = 0; at < frames; at += 999) {
        std::vector<float*> lanes;
        for (int c = 0; c < audio.channelCount(); ++c) lanes.push_back(audio.channel(c).data() + at);
        gear.process({lanes.data(), audio.channelCount(), static_cast<int>(std::min<std::size_t>(999, frames - at))});
    }
    return audio;
}

}  // namespace

class TestPrint : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path path(const char* name) const { return pathFromText((m_folder.path() + "/" + name).toStdString()); }

    PrintJob job(double rateHz = 48000, int bufferFrames = 256) {
        auto audio = test::noise(2, kOddFrames, 0.9, 11);
        (void)test::save(path("in.wav"), audio, rateHz, dsp::SampleCoding::Pcm24);
        PrintJob made;
        made.source = path("in.wav");
        made.target = path("out.wav");
        made.loop.device = virtualDevice(rateHz, bufferFrames);
        made.delayFrames = bufferFrames;
        return made;
    }
    QStringList files() const {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private slots:
    void cleanup() {
        for (const QString& name : files()) QFile::remove(m_folder.path() + "/" + name);
    }

    void plainWireIsBitExact_data() {
        QTest::addColumn<double>("rateHz");
        QTest::addColumn<int>("buffer");
        QTest::addColumn<int>("wire");
        QTest::addColumn<double>("tail");
        for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) QTest::addRow("%g Hz", rate) << rate << 256 << 31 << 0.0;
        for (int buffer : {1, 16, 37, 64, 1001, 4096})
            QTest::addRow("blocks of %d", buffer) << 48000.0 << buffer << 0 << 0.0;
        for (int wire : {1, 777, 20'000}) QTest::addRow("%d frames of wire", wire) << 48000.0 << 64 << wire << 0.25;
        QTest::addRow("wire longer than the song") << 48000.0 << 64 << 60'000 << 0.5;
    }
    void plainWireIsBitExact() {
        QFETCH(double, rateHz);
        QFETCH(int, buffer);
        QFETCH(int, wire);
        QFETCH(double, tail);
        PrintJob wanted = job(rateHz, buffer);
        wanted.delayFrames = buffer + wire + 0.4;  // the fraction is kept in the report, never applied
        wanted.tailSeconds = tail;
        const auto backend = makeVirtualBackend(Pace::Free, wire);
        const auto report = print(*backend, wanted);
        QVERIFY2(report, report ? "" : report.problem().text().c_str());
        QVERIFY(report->complete);
        QCOMPARE(report->shiftFrames, std::int64_t{buffer + wire});
        QCOMPARE(report->delayFrames, buffer + wire + 0.4);
        QCOMPARE(report->xruns, 0);

        auto in = dsp::loadAudio(wanted.source), out = dsp::loadAudio(wanted.target);
        QVERIFY(in && out);
        QVERIFY(out->format.isFloat);
        QCOMPARE(out->format.sampleRateHz, rateHz);
        const std::size_t frames = kOddFrames + static_cast<std::size_t>(std::lround(tail * rateHz));
        QCOMPARE(out->audio.frameCount(), frames);
        in->audio.resizeFrames(frames);
        for (int c = 0; c < 2; ++c) QCOMPARE(out->audio.channel(c), in->audio.channel(c));
        QCOMPARE(files().size(), 2);
    }

    void theReportSaysWhatTheFileHolds() {
        PrintJob wanted = job();
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto report = print(*backend, wanted);
        QVERIFY(report);
        const auto peer = test::runPeer("sha256sum", {QString::fromStdString(pathText(wanted.target))});
        if (peer.there) QCOMPARE(QString::fromStdString(report->sha256), peer.out.left(64));
        auto out = dsp::loadAudio(wanted.target);
        float peak = 0;
        for (int c = 0; c < 2; ++c)
            for (float x : out->audio.channel(c)) peak = std::max(peak, std::abs(x));
        QVERIFY(std::abs(report->peakDbfs - 20 * std::log10(static_cast<double>(peak))) < 1e-9);
        QCOMPARE(report->frameCount, static_cast<std::int64_t>(kOddFrames));
    }

    void equalPrintsAreEqualFiles() {
        PrintJob wanted = job();
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto first = print(*backend, wanted);
        QVERIFY(first);
        wanted.target = path("again.wav");
        const auto again = print(*backend, wanted);
        QVERIFY(again);
        QCOMPARE(QString::fromStdString(again->sha256), QString::fromStdString(first->sha256));
        QFile file(m_folder.path() + "/again.wav");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto peak = bytes.indexOf("PEAK");  // id, size, version, then the time it was written
        if (peak >= 0) QCOMPARE(bytes.mid(peak + 12, 4), QByteArray(4, '\0'));
    }

    void channelsGoWhereTheyAreSentAndComeFromWhereTheyReturn() {
        PrintJob wanted = job();
        wanted.loop.send = {5, 2};
        wanted.loop.returns = {2, 5, 1};  // crossed over, and one that hears nothing
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto report = print(*backend, wanted);
        QVERIFY2(report, report ? "" : report.problem().text().c_str());
        auto in = dsp::loadAudio(wanted.source), out = dsp::loadAudio(wanted.target);
        QCOMPARE(out->format.channelCount, 3);
        QCOMPARE(out->audio.channel(0), in->audio.channel(1));
        QCOMPARE(out->audio.channel(1), in->audio.channel(0));
        QCOMPARE(out->audio.channel(2), std::vector<float>(kOddFrames, 0.0F));
    }

    void fiveMinutesOfMusicThroughAVirtualInsertEqualItsOfflineRendering() {
        const QString ogg = "/usr/share/games/lincity-ng/music/default/02 - Robert van Herk - City Blues.ogg";
        if (!QFile::exists(ogg)) QSKIP("no music here: lincity-ng-data is not installed");
        const QString wav = m_folder.path() + "/music.wav";
        const auto sox = test::runPeer("sox", {ogg, "-b", "24", wav, "repeat", "3", "trim", "0", "300"});
        if (!sox.there) QSKIP("sox is not installed");
        QCOMPARE(sox.exitCode, 0);
        auto music = dsp::loadAudio(pathFromText(wav.toStdString()));
        QVERIFY(music);
        QVERIFY(music->format.frameCount >= static_cast<std::int64_t>(300 * music->format.sampleRateHz) - 1);

        TestGear gear;
        PrintJob wanted;
        wanted.source = pathFromText(wav.toStdString());
        wanted.target = path("out.wav");
        wanted.loop.device = virtualDevice(music->format.sampleRateHz, 480);
        wanted.loop.processor = &gear;
        wanted.delayFrames = TestGear::kDelayFrames;
        wanted.tailSeconds = 1;
        const auto backend = makeVirtualBackend(Pace::Free);
        QElapsedTimer clock;
        clock.start();
        const auto report = print(*backend, wanted);
        QVERIFY2(report, report ? "" : report.problem().text().c_str());
        qInfo("300 s printed in %.2f s", static_cast<double>(clock.elapsed()) / 1000.0);
        QCOMPARE(report->shiftFrames, std::int64_t{7});
        const auto frames = static_cast<std::size_t>(report->frameCount);
        const dsp::AudioBuffer offline = rendered(std::move(music->audio), music->format.sampleRateHz, frames + 7);
        const auto printed = dsp::loadAudio(wanted.target);
        QVERIFY(printed);
        QCOMPARE(printed->audio.frameCount(), frames);
        for (int c = 0; c < 2; ++c)
            QVERIFY(std::equal(printed->audio.channel(c).begin(), printed->audio.channel(c).end(),
                               offline.channel(c).begin() + 7));
    }

    void theCallbackAllocatesNothing_data() {
        QTest::addColumn<bool>("virtualInsert");
        QTest::addRow("interface") << false;
        QTest::addRow("virtual insert") << true;
    }
    void theCallbackAllocatesNothing() {
        QFETCH(bool, virtualInsert);
        TestGear gear;
        PrintJob wanted = job();
        if (virtualInsert) wanted.loop.processor = &gear;
        FaultyBackend backend(FaultyBackend::Kind::None, 0);
        QVERIFY(print(backend, wanted));
        QVERIFY(backend.blocks() > 100);
        QCOMPARE(backend.allocations(), 0L);
    }

    void aRealTimePrintLosesNothingEither() {
        auto audio = test::noise(2, 24'000, 0.9, 5);
        QVERIFY(test::save(path("in.wav"), audio, 48000, dsp::SampleCoding::Pcm24));
        PrintJob wanted;
        wanted.source = path("in.wav");
        wanted.target = path("out.wav");
        wanted.loop.device = virtualDevice(48000, 128);
        wanted.delayFrames = 128 + 10;
        const auto backend = makeVirtualBackend(Pace::RealTime, 10);
        QElapsedTimer clock;
        clock.start();
        QVERIFY(print(*backend, wanted));
        QVERIFY(clock.elapsed() >= 480);  // half a second of sound; a millisecond of timers
        const auto in = dsp::loadAudio(wanted.source), out = dsp::loadAudio(wanted.target);
        for (int c = 0; c < 2; ++c) QCOMPARE(out->audio.channel(c), in->audio.channel(c));
    }

    void whatCannotBeginLeavesTheFormerFileAndNothingElse_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        QTest::addRow("separate clocks") << static_cast<int>(FaultyBackend::Kind::SeparateClocks) << "separate clocks";
        QTest::addRow("another rate given") << static_cast<int>(FaultyBackend::Kind::OtherRate) << "44100 Hz and 48000 Hz";
        QTest::addRow("does not start") << static_cast<int>(FaultyBackend::Kind::NotStarting) << "cannot be started";
    }
    void whatCannotBeginLeavesTheFormerFileAndNothingElse() {
        QFETCH(int, kind);
        QFETCH(QString, says);
        const PrintJob wanted = job();
        std::ofstream(wanted.target) << "the former print";
        FaultyBackend backend(static_cast<FaultyBackend::Kind>(kind), 100);
        const auto report = print(backend, wanted);
        QVERIFY(!report);
        QCOMPARE(report.problem().fault, Fault::Device);
        QVERIFY2(QString::fromStdString(report.problem().what).contains(says), report.problem().what.c_str());
        QVERIFY(!report.problem().remedy.empty());
        QCOMPARE(*readFile(wanted.target), std::string("the former print"));
        QCOMPARE(files(), (QStringList{"in.wav", "out.wav"}));
    }

    void aStopBeforeTheFirstFrameLeavesNothing() {
        const auto backend = makeVirtualBackend(Pace::Free);
        double last = -1;
        bool rises = true;
        const auto report = print(*backend, job(), [&](double fraction) {
            rises = rises && fraction >= last && fraction <= 1;
            last = fraction;
            return false;
        });
        QVERIFY(!report);
        QCOMPARE(report.problem().fault, Fault::Cancelled);
        QVERIFY(rises);
        QCOMPARE(files(), QStringList{"in.wav"});
    }

    void whatDoesNotFitIsRefusedWithBothNumbers() {
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto refusal = [&](const PrintJob& wanted) {
            const auto report = print(*backend, wanted);
            return report ? QString("printed")
                          : QString::number(static_cast<int>(report.problem().fault)) + " " +
                                QString::fromStdString(report.problem().text());
        };
        const QString usage = QString::number(static_cast<int>(Fault::Usage)),
                      file = QString::number(static_cast<int>(Fault::File));
        PrintJob other = job();
        other.loop.device.sampleRateHz = 96000;
        QVERIFY2(
            refusal(other).startsWith(usage) && refusal(other).contains("48000 Hz") && refusal(other).contains("96000 Hz"),
            qPrintable(refusal(other)));
        PrintJob mono = job();
        mono.loop.send = {1};
        QVERIFY2(
            refusal(mono).startsWith(usage) && refusal(mono).contains("2 channels") && refusal(mono).contains("sends 1"),
            qPrintable(refusal(mono)));
        PrintJob high = job();
        high.loop.returns = {1, 40};
        QVERIFY2(refusal(high).startsWith(usage) && refusal(high).contains("32 inputs") && refusal(high).contains("40"),
                 qPrintable(refusal(high)));
        PrintJob twice = job();
        twice.loop.send = {3, 3};
        QVERIFY2(refusal(twice).startsWith(usage) && refusal(twice).contains("twice"), qPrintable(refusal(twice)));
        PrintJob zero = job();
        zero.loop.returns = {0, 1};
        QVERIFY2(refusal(zero).startsWith(usage), qPrintable(refusal(zero)));
        PrintJob early = job();
        early.delayFrames = -3;
        QVERIFY2(refusal(early).startsWith(usage), qPrintable(refusal(early)));
        PrintJob missing = job();
        missing.source = path("nowhere.wav");
        QVERIFY2(refusal(missing).startsWith(file) && refusal(missing).contains("nowhere.wav"),
                 qPrintable(refusal(missing)));
        PrintJob text = job();
        std::ofstream(path("text.wav")) << "not audio";
        text.source = path("text.wav");
        QVERIFY2(refusal(text).startsWith(file) && refusal(text).contains("not audio"), qPrintable(refusal(text)));
        PrintJob folder = job();
        folder.target = path("none/out.wav");
        QVERIFY2(refusal(folder).startsWith(file), qPrintable(refusal(folder)));
        PrintJob unknown = job();
        unknown.loop.device.device = "Babyface";
        QVERIFY2(refusal(unknown).contains("Babyface") && refusal(unknown).contains("virtual"),
                 qPrintable(refusal(unknown)));
        QVERIFY(!std::filesystem::exists(path("out.wav")));
    }
};

QTEST_GUILESS_MAIN(TestPrint)
#include "tst_print.moc"
