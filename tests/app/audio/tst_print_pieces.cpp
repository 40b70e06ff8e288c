// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Prints that end early and go on, passages made anew, and what a print's file says of itself. Plain wire: what comes back is
// what was sent.
#include "app/audio/print_info.h"
#include "tests/app/audio/test_gear.h"
#include "tests/dsp/sounds.h"

#include "app/audio/capture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#ifndef _WIN32
#include <csignal>
#include <sys/resource.h>
#endif

using namespace detent;
using namespace detent::audio;
using test::FaultyBackend;

namespace {

constexpr std::size_t kFrames = 50'021;
constexpr int kBuffer = 256;
constexpr double kRateHz = 48000;
constexpr std::int64_t kFade = 240;  // 5 ms

/// Plain wire at another level.
class Fader final : public dsp::Processor {
public:
    explicit Fader(float gain) : m_gain(gain) {}
    void prepare(double, int, int) override {}
    void reset() noexcept override {}
    void process(const dsp::AudioView& audio) noexcept override {
        for (int c = 0; c < audio.channelCount; ++c)
            for (int f = 0; f < audio.frameCount; ++f) audio.channel(c)[f] *= m_gain;
    }
    double delayFrames() const noexcept override { return 0; }

private:
    float m_gain;
};

}  // namespace

class TestPrintPieces : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    dsp::AudioBuffer m_in;
    std::filesystem::path path(const char* name) const { return pathFromText((m_folder.path() + "/" + name).toStdString()); }
    QStringList files() const {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }
    PrintJob job() const {
        PrintJob made;
        made.source = path("in.wav");
        made.target = path("out.wav");
        made.loop.device = {"virtual", kRateHz, kBuffer, 2, 2};
        made.delayFrames = kBuffer;
        return made;
    }
    dsp::AudioBuffer load(const std::filesystem::path& file) const {
        auto loaded = dsp::loadAudio(file);
        if (!loaded) qFatal("%s", loaded.problem().text().c_str());
        return std::move(loaded->audio);
    }
    /// Frames [from, to) of both are equal, to `tolerance`.
    void equal(const dsp::AudioBuffer& a, const dsp::AudioBuffer& b, std::int64_t from, std::int64_t to, double tolerance = 0,
               float gain = 1) const {
        for (int c = 0; c < 2; ++c)
            for (auto f = static_cast<std::size_t>(from); f < static_cast<std::size_t>(to); ++f) {
                const double off = std::abs(static_cast<double>(a.channel(c)[f]) - static_cast<double>(gain * b.channel(c)[f]));
                if (off > tolerance) QFAIL(qPrintable(QString("frame %1 is off by %2").arg(f).arg(off)));
            }
    }
    CaptureReport stoppedAfter(FaultyBackend::Kind kind, int block) {
        FaultyBackend backend(kind, block);
        auto report = print(backend, job());
        if (!report) qFatal("%s", report.problem().text().c_str());
        return *report;
    }

private slots:
    void init() {
        for (const QString& name : files()) QFile::remove(m_folder.path() + "/" + name);
        m_in = test::noise(2, kFrames, 0.9, 11);
        QVERIFY(test::save(path("in.wav"), m_in, kRateHz, dsp::SampleCoding::Pcm24));
        m_in = load(path("in.wav"));
    }

    void whatWasGoodIsKeptAsPartial_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        QTest::addRow("xrun") << static_cast<int>(FaultyBackend::Kind::Xrun) << "1 xrun";
        QTest::addRow("lost") << static_cast<int>(FaultyBackend::Kind::Lost) << "the box went away";
    }
    void whatWasGoodIsKeptAsPartial() {
        QFETCH(int, kind);
        QFETCH(QString, says);
        QVERIFY(placeFile(path("out.wav"), "the former print"));
        const auto report = stoppedAfter(static_cast<FaultyBackend::Kind>(kind), 120);
        QVERIFY(!report.complete && report.stopped);
        QVERIFY2(report.stopped->what.find(says.toStdString()) != std::string::npos, report.stopped->what.c_str());
        QCOMPARE(report.file, path("out.partial.wav"));
        QCOMPARE(*readFile(path("out.wav")), std::string("the former print"));
        QCOMPARE(files(), (QStringList{"in.wav", "out.partial.wav", "out.wav"}));
        const auto part = load(report.file);
        // a quarter of a second's lead, then blocks up to the one that failed; the wire is late by one
        QCOMPARE(static_cast<std::int64_t>(part.frameCount()), report.frameCount);
        const std::int64_t blocks = 120 - (kind == static_cast<int>(FaultyBackend::Kind::Xrun) ? 1 : 0);
        QCOMPARE(report.frameCount, blocks * kBuffer - 12'000 - kBuffer);
        equal(part, m_in, 0, report.frameCount);
    }

    void aSecondStopTakesAnotherName() {
        (void)stoppedAfter(FaultyBackend::Kind::Lost, 100);
        QCOMPARE(stoppedAfter(FaultyBackend::Kind::Lost, 90).file, path("out.partial 2.wav"));
    }

    void aStopByHandKeepsWhatThereIs() {
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto report = print(*backend, job(), [](double fraction) { return fraction < 0.5; });
        QVERIFY2(report, report ? "" : report.problem().text().c_str());
        QVERIFY(report->stopped);
        QCOMPARE(report->stopped->fault, Fault::Cancelled);
        equal(load(report->file), m_in, 0, report->frameCount);
        QVERIFY(report->frameCount > 0);
    }

    void aPrintGoesOnWhereItWasStopped() {
        const auto part = stoppedAfter(FaultyBackend::Kind::Xrun, 150);
        PrintJob wanted = job();
        wanted.punchIn = PunchIn{part.file, part.frameCount - 2400, {}, 0.1};
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto report = print(*backend, wanted);
        QVERIFY2(report, report ? "" : report.problem().text().c_str());
        QVERIFY(report->complete);
        const auto out = load(path("out.wav"));
        QCOMPARE(out.frameCount(), kFrames);
        const auto from = part.frameCount - 2400;
        equal(out, m_in, 0, from);
        equal(out, m_in, from, from + kFade, 1e-7);  // of equal sound, but for rounding to float
        equal(out, m_in, from + kFade, static_cast<std::int64_t>(kFrames));
    }

    void aPassageIsMadeAnewAndNothingElse() {
        const auto backend = makeVirtualBackend(Pace::Free);
        QVERIFY(print(*backend, job()));
        Fader half(0.5F);
        PrintJob wanted = job();
        wanted.target = path("new.wav");
        wanted.loop.processor = &half;
        wanted.delayFrames = 0;
        const std::int64_t from = 20'000, to = 30'000;
        wanted.punchIn = PunchIn{path("out.wav"), from, to, 0.2};
        const auto report = print(*backend, wanted);
        QVERIFY2(report, report ? "" : report.problem().text().c_str());
        const auto made = load(path("new.wav"));
        QCOMPARE(made.frameCount(), kFrames);
        equal(made, m_in, 0, from);
        equal(made, m_in, from + kFade, to - kFade, 0, 0.5F);
        equal(made, m_in, to, static_cast<std::int64_t>(kFrames));
        for (std::int64_t f = from; f < from + kFade; ++f) {  // the share of the old falls evenly from one to nothing
            const auto at = static_cast<std::size_t>(f), mirror = static_cast<std::size_t>(to - 1 - (f - from));
            if (std::abs(m_in.channel(0)[at]) < 0.1F) continue;
            const double wantedGain = 1.0 - 0.5 * static_cast<double>(f - from + 1) / static_cast<double>(kFade + 1);
            QVERIFY(std::abs(static_cast<double>(made.channel(0)[at] / m_in.channel(0)[at]) - wantedGain) < 1e-5);
            if (std::abs(m_in.channel(0)[mirror]) < 0.1F) continue;
            QVERIFY(std::abs(static_cast<double>(made.channel(0)[mirror] / m_in.channel(0)[mirror]) - wantedGain) < 1e-5);
        }
    }

    void aStoppedPunchInLeavesNothing() {
        const auto backend = makeVirtualBackend(Pace::Free);
        QVERIFY(print(*backend, job()));
        FaultyBackend faulty(FaultyBackend::Kind::Xrun, 80);
        PrintJob wanted = job();
        wanted.target = path("new.wav");
        wanted.punchIn = PunchIn{path("out.wav"), 20'000, 40'000, 0.1};
        const auto report = print(faulty, wanted);
        QVERIFY(!report);
        QCOMPARE(files(), (QStringList{"in.wav", "out.wav"}));
    }

    void aPassageThatIsNoneIsRefused_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::addRow("backwards") << qint64{200} << qint64{100};
        QTest::addRow("before the start") << qint64{-1} << qint64{100};
        QTest::addRow("beyond the end") << qint64{100} << qint64{kFrames + 1};
        QTest::addRow("beyond what was printed") << qint64{100} << qint64{200};  // of a part
    }
    void aPassageThatIsNoneIsRefused() {
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        const auto part = stoppedAfter(FaultyBackend::Kind::Lost, 150);
        PrintJob wanted = job();
        wanted.punchIn = PunchIn{part.file, from, to, 0.1};
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto report = print(*backend, wanted);
        QVERIFY(!report);
        QCOMPARE(report.problem().fault, Fault::Usage);
        QVERIFY2(report.problem().what.find("out.partial.wav") != std::string::npos, report.problem().what.c_str());
        QCOMPARE(files(), (QStringList{"in.wav", "out.partial.wav"}));
    }

    void aPrintNeverReplacesWhatItIsMadeFromNorGoesOnFromAnother() {
        PrintJob wanted = job();
        wanted.broadcast = printInfo("Song A", {}, "", 0);
        const auto backend = makeVirtualBackend(Pace::Free);
        QVERIFY(print(*backend, wanted));
        const auto before = dsp::fileSha256(path("out.wav")).value();
        wanted.punchIn = PunchIn{path("out.wav"), 10'000, 20'000, 0.1};
        const auto itself = print(*backend, wanted);
        QVERIFY(!itself);
        QVERIFY2(itself.problem().what.find("that it is made from") != std::string::npos, itself.problem().what.c_str());
        wanted.target = wanted.source;
        const auto source = print(*backend, wanted);
        QVERIFY(!source);
        QVERIFY2(source.problem().what.find("its own source") != std::string::npos, source.problem().what.c_str());
        wanted.target = path("new.wav");
        wanted.broadcast = printInfo("Song B", {}, "", 0);
        wanted.punchIn = PunchIn{path("out.wav"), 10'000, {}, 0.1};
        const auto other = print(*backend, wanted);
        QVERIFY(!other);
        QVERIFY2(other.problem().what.find("Song A") != std::string::npos && other.problem().what.find("Song B") != std::string::npos,
                 other.problem().what.c_str());
        wanted.broadcast = printInfo("Song A", {}, "", 0);
        wanted.punchIn->fromFrame = kFrames;
        const auto whole = print(*backend, wanted);
        QVERIFY(!whole);
        QVERIFY2(whole.problem().what.find("as long as the whole print") != std::string::npos, whole.problem().what.c_str());
        QCOMPARE(dsp::fileSha256(path("out.wav")).value(), before);
        QCOMPARE(files(), (QStringList{"in.wav", "out.wav"}));
    }

    void clippingIsFoundWhereItIs() {
        auto loud = test::sine(2, kFrames, kRateHz, 100, 0.5);
        const float top = 1.0F - 0x1p-23F;
        for (std::size_t f : {1000, 1001, 1002}) loud.channel(0)[f] = top;
        for (std::size_t f : {2000, 2001}) loud.channel(1)[f] = -1.0F;
        loud.channel(0)[3000] = top;  // one alone may be music
        QVERIFY(test::save(path("in.wav"), loud, kRateHz));
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto report = print(*backend, job());
        QVERIFY(report);
        QCOMPARE(report->clipCount, std::int64_t{2});
        QCOMPARE(report->clips.size(), 2U);
        QCOMPARE(report->clips[0].frame, std::int64_t{1000});
        QCOMPARE(report->clips[0].channel, 1);
        QCOMPARE(report->clips[0].frames, 3);
        QCOMPARE(report->clips[1].frame, std::int64_t{2000});
        QCOMPARE(report->clips[1].channel, 2);
        QCOMPARE(report->clips[1].frames, 2);
    }

    void twentyFourBitsAreTheConvertersOwn() {
        PrintJob wanted = job();
        wanted.coding = dsp::SampleCoding::Pcm24;
        const auto backend = makeVirtualBackend(Pace::Free);
        QVERIFY(print(*backend, wanted));
        const auto loaded = dsp::loadAudio(path("out.wav"));
        QCOMPARE(loaded->format.bitsPerSample, 24);
        equal(loaded->audio, m_in, 0, static_cast<std::int64_t>(kFrames));
    }

    void theHeadSaysWhatItIsThroughWhatAndHowLoud() {
        {  // a source with a head of its own
            auto writer = dsp::AudioWriter::create(path("in.wav"), kRateHz, 2, dsp::SampleCoding::Pcm24);
            QVERIFY(writer);
            dsp::BroadcastInfo head;
            head.timeReferenceFrames = 48000ULL * 3600 * 30;  // more than 32 bits
            head.codingHistory = "A=PCM,F=48000,W=24,T=mix desk\r\n";
            writer->setBroadcast(head);
            auto audio = test::sine(2, static_cast<std::size_t>(4 * kRateHz), kRateHz, 997, 0.1);
            std::vector<float*> pointers;
            QVERIFY(writer->write(test::viewOf(audio, pointers)) && writer->commit());
        }
        PrintJob wanted = job();
        wanted.broadcast = printInfo("Harbour Lights, printed under Rev 2", {"EQ", "COMP, left"},
                                     "01a21057-9b4a-71c3-a330-10b9cb0d1102", 1'790'000'000'000);
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto report = print(*backend, wanted);
        QVERIFY2(report, report ? "" : report.problem().text().c_str());
        const auto head = dsp::AudioReader::open(path("out.wav"))->broadcast();
        QVERIFY(head);
        QCOMPARE(head->description, std::string("Harbour Lights, printed under Rev 2"));
        QCOMPARE(head->originator, std::string("Detent"));
        QCOMPARE(head->originatorReference, std::string("01a210579b4a71c3a33010b9cb0d1102"));
        QCOMPARE(head->timeReferenceFrames, std::uint64_t{48000ULL * 3600 * 30});
        const QStringList history = QString::fromStdString(head->codingHistory).split("\r\n");
        QVERIFY2(history.size() >= 3 && history[0].startsWith("A=PCM,F=48000,W=24") && history.contains("A=ANALOGUE,T=EQ; COMP  left"),
                 head->codingHistory.c_str());
        // a stereo 997 Hz sine of -20 dBFS has -20.0 LUFS (BS.1770-4, -3.01 per channel and +3.01 for two)
        QVERIFY(head->loudness.integratedLufs && std::abs(*head->loudness.integratedLufs + 20.0) < 0.05);
        QVERIFY(head->loudness.maxTruePeakDbtp && std::abs(*head->loudness.maxTruePeakDbtp + 20.0) < 0.05);

        const auto probe = test::runPeer("ffprobe", {"-v", "quiet", "-print_format", "json", "-show_format",
                                                     QString::fromStdString(pathText(path("out.wav")))});
        if (!probe.there) QSKIP("ffprobe (ffmpeg) is not installed");
        const auto tags = QJsonDocument::fromJson(probe.out.toUtf8()).object()["format"].toObject()["tags"].toObject();
        QCOMPARE(tags["comment"].toString(), "Harbour Lights, printed under Rev 2");
        QCOMPARE(tags["encoded_by"].toString(), "Detent");
        QCOMPARE(tags["time_reference"].toString(), QString::number(48000ULL * 3600 * 30));
        QVERIFY(QRegularExpression("^2026-09-2\\d$").match(tags["date"].toString()).hasMatch());  // the day depends on the place
    }

    void aFullDiskLeavesWholeFramesThatCanBeRead() {
#ifdef _WIN32
        QSKIP("needs a limit on file sizes");
#else
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{200'003, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto backend = makeVirtualBackend(Pace::Free);
        const auto report = print(*backend, job());
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY2(report, report ? "" : report.problem().text().c_str());
        QVERIFY(report->stopped && report->stopped->remedy.find("space") != std::string::npos);
        const auto part = load(report->file);
        QCOMPARE(static_cast<std::int64_t>(part.frameCount()), report->frameCount);
        QVERIFY(report->frameCount >= 16384);  // 24,000 fit; a block of 8192 is written whole or not at all
        equal(part, m_in, 0, report->frameCount);
#endif
    }

    void aKilledPrintIsReadableUpToItsLastSecond() {
        m_in = test::noise(2, static_cast<std::size_t>(20 * kRateHz), 0.5, 3);
        QVERIFY(test::save(path("in.wav"), m_in, kRateHz, dsp::SampleCoding::Pcm24));
        m_in = load(path("in.wav"));
        for (int again = 0; again < (qEnvironmentVariableIsSet("DETENT_SOAK") ? 20 : 1); ++again) {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), {"--print", m_folder.path()});
            const QFileInfo part(m_folder.path() + "/out.partial.wav");
            QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(part.filePath()).size() > qint64{650'000}, 60000);
            process.kill();
            QVERIFY(process.waitForFinished());
            const auto kept = load(path("out.partial.wav"));
            QVERIFY2(kept.frameCount() >= 48000, qPrintable(QString::number(kept.frameCount())));
            equal(kept, m_in, 0, static_cast<std::int64_t>(kept.frameCount()));
            QCOMPARE(files(), (QStringList{"in.wav", "out.partial.wav"}));
            QVERIFY(QFile::remove(part.filePath()));
        }
    }

public:
    static int printIn(const QString& folder) {
        PrintJob made;
        made.source = pathFromText((folder + "/in.wav").toStdString());
        made.target = pathFromText((folder + "/out.wav").toStdString());
        made.loop.device = {"virtual", kRateHz, kBuffer, 2, 2};
        made.delayFrames = kBuffer;
        const auto backend = makeVirtualBackend(Pace::RealTime);
        return print(*backend, made) ? 0 : 1;
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == "--print") return TestPrintPieces::printIn(app.arguments().value(2));
    TestPrintPieces test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_print_pieces.moc"
