// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// RtAudio against a real JACK server without a sound card; the interface is a client that the test itself plays.
#include "app/audio/capture.h"
#include "tests/app/audio/jack_interface.h"
#include "tests/dsp/sounds.h"
#include "tests/support/jack_server.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <unistd.h>

using namespace detent;
using namespace detent::audio;
using test::JackInterface;
using test::JackServer;

namespace {

constexpr const char* kName = "Testbox";
constexpr int kCable = 123;
constexpr int kPeriod = 2048;  // 43 ms: a busy machine should not lose samples

/// What is written to standard error while it lives.
class StandardError {
public:
    StandardError() : m_saved(::dup(2)) {
        m_file.open();
        ::dup2(m_file.handle(), 2);
    }
    ~StandardError() {
        ::dup2(m_saved, 2);
        ::close(m_saved);
    }
    QByteArray text() {
        m_file.seek(0);
        return m_file.readAll();
    }

private:
    int m_saved;
    QTemporaryFile m_file;
};

DeviceConfig box(double rateHz = 48000) {
    return {kName, rateHz, 256, 2, 2};
}

}  // namespace

class TestRtAudioBackend : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<JackServer> m_jack;
    std::unique_ptr<JackInterface> m_box;

    std::filesystem::path path(const char* name) const { return pathFromText((m_folder.path() + "/" + name).toStdString()); }
    void plugIn() {
        if (m_box) return;
        auto jack = JackServer::start({48000, kPeriod, 2, 2, true});
        QVERIFY2(jack, jack ? "" : jack.problem().text().c_str());
        m_jack = std::move(*jack);
        m_box = std::make_unique<JackInterface>(kName, 4, kCable);
        QVERIFY(m_box->there());
    }
    void unplug() {
        m_box.reset();
        m_jack.reset();
    }
    PrintJob job(double seconds, double delayFrames, double rateHz = 48000) {
        auto audio = test::noise(2, static_cast<std::size_t>(seconds * rateHz), 0.9, 4);
        audio.channel(0)[0] = audio.channel(1)[0] = 1.0F;  // to be found by
        (void)test::save(path("in.wav"), audio, rateHz, dsp::SampleCoding::Pcm24);
        PrintJob made;
        made.source = path("in.wav");
        made.target = path("out.wav");
        made.loop.device = box(rateHz);
        made.loop.send = {1, 4};
        made.loop.returns = {1, 4};
        made.delayFrames = delayFrames;
        return made;
    }
    static bool lostSamples(const Problem& problem) { return problem.what.find("xrun") != std::string::npos; }
    /// Stopped or not begun.
    static std::optional<Problem> problemOf(const Result<CaptureReport>& report) {
        return report ? report->stopped : report.problem();
    }
    void removePrints() {
        for (const QString& name : QDir(m_folder.path()).entryList({"out*"}, QDir::Files | QDir::Hidden))
            QFile::remove(m_folder.path() + "/" + name);
    }
    /// A busy machine may lose samples, which ends a print as it should; then once more.
    Result<CaptureReport> printed(Backend& backend, const PrintJob& wanted, const dsp::Progress& progress = {}) {
        auto report = print(backend, wanted, progress);
        for (int i = 0; i < 5 && problemOf(report) && lostSamples(*problemOf(report)); ++i) {
            removePrints();
            report = print(backend, wanted, progress);
        }
        return report;
    }

private slots:
    void initTestCase() {
        if (!JackServer::isInstalled()) QSKIP("jackd is not installed");
    }
    void cleanupTestCase() { unplug(); }
    void cleanup() { removePrints(); }

    void withoutAServerItSaysSoInOneLineAndTheDriversAreQuiet() {
        qputenv("JACK_DEFAULT_SERVER", "detent-nobody");
        StandardError written;
        const auto backend = makeRtAudioBackend();
        const auto opened = backend->open(box());
        QVERIFY(!opened);
        QCOMPARE(opened.problem().fault, Fault::Device);
        QVERIFY2(opened.problem().what.find(kName) != std::string::npos, opened.problem().what.c_str());
        QVERIFY(!opened.problem().remedy.empty());
        QCOMPARE(written.text(), QByteArray());
    }

    void aJackClientIsADeviceWithItsChannelsAndRate() {
        plugIn();
        const auto backend = makeRtAudioBackend();
        const auto devices = backend->devices();
        const auto found = std::find_if(devices.begin(), devices.end(), [](const DeviceInfo& d) { return d.name == kName; });
        QVERIFY(found != devices.end());
        QCOMPARE(found->inputs, 4);
        QCOMPARE(found->outputs, 4);
        QCOMPARE(found->ratesHz, std::vector<double>{48000});
        QVERIFY(found->oneClock);

        const auto opened = backend->open({kName, 48000, 64, 2, 9});
        QVERIFY2(opened, opened ? "" : opened.problem().text().c_str());
        QCOMPARE(opened->api, std::string("JACK"));
        QCOMPARE(opened->bufferFrames, kPeriod);  // the server's, whatever was asked
        QCOMPARE(opened->inputs, 2);
        QCOMPARE(opened->outputs, 4);
        const auto now = backend->devices();  // while our own client is there
        QVERIFY(std::none_of(now.begin(), now.end(), [](const DeviceInfo& d) { return d.name == "Detent"; }));
    }

    void whatIsNotOfferedIsRefusedByName() {
        plugIn();
        const auto backend = makeRtAudioBackend();
        const auto rate = backend->open(box(96000));
        QVERIFY(!rate);
        QVERIFY2(rate.problem().what.find("96000 Hz") != std::string::npos &&
                     rate.problem().what.find("48000 Hz") != std::string::npos,
                 rate.problem().what.c_str());
        DeviceConfig other = box();
        other.device = "Babyface";
        const auto unknown = backend->open(other);
        QVERIFY(!unknown);
        QVERIFY2(unknown.problem().what.find("Babyface") != std::string::npos &&
                     unknown.problem().what.find(kName) != std::string::npos,
                 unknown.problem().what.c_str());
    }

    void aPrintThroughTheInterfaceIsBitExactAndAligned() {
        plugIn();
        const auto backend = makeRtAudioBackend();
        const auto first = printed(*backend, job(0.3, 0));  // unshifted: where does the first sample come back?
        QVERIFY2(first && first->complete, problemOf(first).value_or(Problem{}).text().c_str());
        const auto raw = dsp::loadAudio(path("out.wav"));
        const auto& left = raw->audio.channel(0);
        const auto delay =
            std::find(left.begin(), left.end(), 1.0F - 1.0F / 8388608.0F) - left.begin();  // the largest of 24 bits
        // The cable, a block for the server's feedback and one for RtAudio's exchange of buffers.
        QCOMPARE(static_cast<int>(delay), kCable + 2 * kPeriod);

        auto measured = measureInsert(*backend, job(0.3, 0).loop);
        for (int i = 0; i < 5 && !measured; ++i) measured = measureInsert(*backend, job(0.3, 0).loop);  // as for prints
        QVERIFY2(measured, measured ? "" : measured.problem().text().c_str());
        QVERIFY2(measured->accepted, measured->reason.c_str());
        QVERIFY(std::abs(measured->delayFrames - static_cast<double>(delay)) < 0.001);

        for (int again = 0; again < 2; ++again) {
            const auto report = printed(*backend, job(0.5, measured->delayFrames));
            QVERIFY2(report && report->complete, problemOf(report).value_or(Problem{}).text().c_str());
            const auto in = dsp::loadAudio(path("in.wav")), out = dsp::loadAudio(path("out.wav"));
            QCOMPARE(out->audio.frameCount(), in->audio.frameCount());
            for (int c = 0; c < 2; ++c) QCOMPARE(out->audio.channel(c), in->audio.channel(c));
        }
    }

    void aServerKilledInTheMiddleIsAClearProblemAndLeavesTheGoodPart() {
        plugIn();
        StandardError written;
        const auto backend = makeRtAudioBackend();
        const PrintJob wanted = job(20.0, 0);
        QElapsedTimer since;
        const auto killing = [&](double fraction) {
            if (fraction > 0.005 && !since.isValid()) {
                m_jack->kill();
                since.start();
            }
            return true;
        };
        const auto report = printed(*backend, wanted, killing);
        QVERIFY(problemOf(report));
        QCOMPARE(problemOf(report)->fault, Fault::Device);
        QVERIFY2(problemOf(report)->what.find("Testbox went away") != std::string::npos, problemOf(report)->what.c_str());
        QVERIFY2(since.elapsed() < 8000,
                 qPrintable(QString::number(since.elapsed())));  // noticed after 2 s, closed within 2 more
        QVERIFY(report && !report->complete);
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), (QStringList{"in.wav", "out.partial.wav"}));
        const auto in = dsp::loadAudio(path("in.wav")), part = dsp::loadAudio(report->file);
        constexpr std::size_t late = kCable + 2 * kPeriod;  // printed unshifted
        QVERIFY(part && part->audio.frameCount() > late);
        QVERIFY(std::equal(part->audio.channel(0).begin() + late, part->audio.channel(0).end(), in->audio.channel(0).begin()));
        QCOMPARE(written.text(), QByteArray());

        unplug();
        plugIn();  // a new server: the same backend finds it
        const auto again = printed(*backend, job(0.5, 0));
        QVERIFY2(again && again->complete, problemOf(again).value_or(Problem{}).text().c_str());
    }

    void aDeviceThatLeavesWhileItsServerRunsIsNotMistakenForSilence() {
        plugIn();
        const auto backend = makeRtAudioBackend();
        QVERIFY(backend->open(box()));
        m_box.reset();  // the last of its kind here
        struct Idle final : Callback {
            void process(const Block&) noexcept override {}
        } idle;
        const auto started = backend->start(idle);
        QVERIFY(!started);
        QCOMPARE(started.problem().fault, Fault::Device);
        QVERIFY2(started.problem().what.find(kName) != std::string::npos, started.problem().what.c_str());
    }
};

QTEST_GUILESS_MAIN(TestRtAudioBackend)
#include "tst_rtaudio_backend.moc"
