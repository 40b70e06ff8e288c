// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/engine.h"
#include "dsp/core/fractional_delay.h"
#include "tests/app/audio/coded_sound.h"
#include "tests/app/audio/engine_bench.h"
#include "tests/app/audio/test_gear.h"

#include <QTemporaryDir>
#include <QTest>

using namespace detent;
using namespace detent::audio;
using test::append, test::Bench, test::kFade, test::kGate, test::StepBackend, test::Stereo;

namespace {

float largestStep(const std::vector<float>& sound) {
    float largest = 0;
    for (std::size_t n = 1; n < sound.size(); ++n) largest = std::max(largest, std::abs(sound[n] - sound[n - 1]));
    return largest;
}

QElapsedTimer started() {
    QElapsedTimer clock;
    clock.start();
    return clock;
}

/// The first frame that is not silent.
std::size_t firstOf(const Stereo& sound) {
    return static_cast<std::size_t>(std::find_if(sound[0].begin(), sound[0].end(), [](float x) { return x != 0.0F; }) -
                                    sound[0].begin());
}

}  // namespace

class TestEngine : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::filesystem::path path(const std::string& name) const {
        return pathFromText(m_folder.path().toStdString() + "/" + name);
    }
    std::filesystem::path saved(const std::string& name, dsp::AudioBuffer audio, double rateHz = 48000) const {
        if (auto done = test::save(path(name), audio, rateHz); !done) qFatal("%s", done.problem().text().c_str());
        return path(name);
    }
    std::filesystem::path coded(unsigned voice, std::size_t frames = 60'000, double rateHz = 48000) const {
        return saved("coded" + std::to_string(voice) + ".wav", test::codedSound(voice, frames), rateHz);
    }
    std::filesystem::path level(float left, float right) const {
        dsp::AudioBuffer audio(2, 200'000);
        std::fill(audio.channel(0).begin(), audio.channel(0).end(), left);
        std::fill(audio.channel(1).begin(), audio.channel(1).end(), right);
        return saved("level" + std::to_string(left) + "_" + std::to_string(right) + ".wav", std::move(audio));
    }

private slots:
    void aDeckPlaysItsOwnSamples_data() {
        QTest::addColumn<double>("rateHz");
        QTest::addColumn<int>("buffer");
        for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) QTest::addRow("%g Hz", rate) << rate << 256;
        for (int buffer : {16, 37, 1024, 4096}) QTest::addRow("blocks of %d", buffer) << 48000.0 << buffer;
    }
    void aDeckPlaysItsOwnSamples() {
        QFETCH(double, rateHz);
        QFETCH(int, buffer);
        constexpr std::size_t kFrames = 30'011;
        Bench bench(rateHz, buffer);
        QVERIFY(bench.engine.setDecks({{coded(1, kFrames, rateHz)}}));
        QCOMPARE(bench.engine.status().lengthFrames, static_cast<std::int64_t>(kFrames));
        bench.engine.play();
        const Stereo heard = bench.runToEnd(buffer);
        QCOMPARE(bench.engine.status().positionFrames, static_cast<std::int64_t>(kFrames));
        QVERIFY(!bench.engine.status().playing);
        QCOMPARE(bench.engine.status().underruns, 0);

        const std::size_t first = firstOf(heard), gate = static_cast<std::size_t>(0.005 * rateHz);
        for (unsigned c = 0; c < 2; ++c) {
            for (std::size_t n = 0; n < kFrames; ++n) {
                const float sample = test::codedSample(1, c, static_cast<std::int64_t>(n)), at = heard[c][first + n];
                if (n >= gate)
                    QCOMPARE(at, sample);
                else
                    QVERIFY(std::abs(at - sample * static_cast<float>(n + 1) / static_cast<float>(gate)) <
                            1e-4F);  // float steps of the gate
            }
            QVERIFY(std::all_of(heard[c].begin() + static_cast<std::ptrdiff_t>(first + kFrames), heard[c].end(),
                                [](float x) { return x == 0.0F; }));
        }
        QCOMPARE(bench.device->allocations, 0L);

        bench.engine.play();  // from the end: once more from the beginning
        const Stereo again = bench.run(4 * std::max(buffer, 1024), buffer);
        QCOMPARE(again[0][firstOf(again) + gate + 1], test::codedSample(1, 0, static_cast<std::int64_t>(gate) + 1));
    }

    void aMonoFileStandsOnBothSides() {
        Bench bench;
        QVERIFY(bench.engine.setDecks({{saved("mono.wav", test::noise(1, 20'000, 0.9, 1))}}));
        bench.engine.play();
        const Stereo heard = bench.run(8192);
        QCOMPARE(heard[0], heard[1]);
        QVERIFY(firstOf(heard) < 8192);
    }

    void filesThatDoNotFitAreRefusedAndTheFormerDecksPlayOn() {
        Bench bench;
        QVERIFY(bench.engine.setDecks({{coded(1)}}));
        bench.engine.play();
        (void)bench.run(2048);
        const auto refusal = [&](const std::filesystem::path& file) {
            const auto set = bench.engine.setDecks({{coded(1)}, {file}});
            return set ? QString() : QString::fromStdString(set.problem().text());
        };
        const QString rate = refusal(coded(2, 1000, 44100));
        QVERIFY2(rate.contains("coded2.wav") && rate.contains("44100 Hz") && rate.contains("48000 Hz"), qPrintable(rate));
        const QString surround = refusal(saved("six.wav", test::noise(6, 100, 0.5, 1)));
        QVERIFY2(surround.contains("six.wav") && surround.contains("6 channels"), qPrintable(surround));
        QVERIFY(refusal(path("none.wav")).contains("none.wav"));
        QVERIFY(!bench.engine.setDecks(std::vector<DeckConfig>(9, {coded(1)})));
        const std::int64_t before = bench.engine.status().positionFrames;
        (void)bench.run(1024);
        QCOMPARE(bench.engine.status().positionFrames, before + 1024);
    }

    void switchingBetweenEqualDecksCannotBeHeardAtAll() {
        Bench bench;
        const auto file = coded(3);
        QVERIFY(bench.engine.setDecks({{file}, {file}, {file}}));
        bench.engine.play();
        Stereo heard = bench.run(2048);
        const std::size_t first = firstOf(heard);
        for (int i = 0; i < 60; ++i) {
            bench.engine.choose(i % 3);
            append(heard, bench.run(i % 2 ? 256 : 1280));
        }
        for (std::size_t n = first + kGate; n < heard[0].size(); ++n) {
            QCOMPARE(heard[0][n], test::codedSample(3, 0, static_cast<std::int64_t>(n - first)));
        }
    }

    void theSwitchIsAnEqualGainCrossFadeOfTwentyMilliseconds() {
        Bench bench;
        QVERIFY(bench.engine.setDecks({{level(0.5F, 0.25F)}, {level(-0.25F, 0.5F)}}));
        bench.engine.play();
        (void)bench.run(2048);
        bench.engine.choose(1);
        const Stereo heard = bench.run(1024);
        for (int n = 0; n < 1024; ++n) {
            const float weight = std::min(1.0F, static_cast<float>(n + 1) / kFade);
            QVERIFY(std::abs(heard[0][static_cast<std::size_t>(n)] - (0.5F - 0.75F * weight)) < 1e-6F);  // float's rounding
            QVERIFY(std::abs(heard[1][static_cast<std::size_t>(n)] - (0.25F + 0.25F * weight)) < 1e-6F);
        }
        QCOMPARE(bench.engine.status().chosen, 1);
    }

    void nothingEverClicks() {
        Bench bench;
        QVERIFY(bench.engine.setDecks({{saved("a.wav", test::sine(2, 400'000, 48000, 200, 0.5))},
                                       {saved("b.wav", test::sine(2, 400'000, 48000, 200, 0.5, 3.0)), 0, true}}));
        bench.engine.play();
        Stereo heard = bench.run(2048);
        const std::vector<std::function<void()>> moves = {
            [&] { bench.engine.choose(1); },
            [&] { bench.engine.locate(40'011); },
            [&] { bench.engine.setMatchGain(1, -6); },
            [&] { bench.engine.setMuted(true); },
            [&] { bench.engine.setMuted(false); },
            [&] { bench.engine.choose(0); },
            [&] { bench.engine.stop(); },
            [&] { bench.engine.play(); },
            [&] { bench.engine.setDim(true); },
            [&] {
                bench.engine.setLoop({{1000, 9055}});
                bench.engine.locate(1100);
            },
            [&] { bench.engine.setDim(false); },
            [&] { bench.engine.setMonitorGain(-12); },
            [&] { bench.engine.setMono(true); },
            [&] {
                bench.engine.locate(0);
                bench.engine.locate(555);
            },
            [&] {
                (void)bench.engine.setDecks({{path("b.wav")}, {path("a.wav")}});
            },
            [&] { bench.engine.stop(); }};
        for (const auto& move : moves) {
            move();
            // Stopped, nothing is to be waited for.
            for (int n = 0; n < 64; ++n) append(heard, bench.device->step(256, bench.engine.status().playing));
        }
        // The sine's own slope, and the shortest fade over all it can span: the gate's 5 ms from 0.5 to 0. A jump would be
        // up to 1.
        const auto most = static_cast<float>(2 * 3.14159265 * 200 / 48000 * 0.5 + 0.5 / kGate + 2 * 0.5 / kFade);
        QVERIFY2(largestStep(heard[0]) < most, qPrintable(QString::number(static_cast<double>(largestStep(heard[0])))));
        QCOMPARE(bench.engine.status().underruns, 0);
        QCOMPARE(bench.device->allocations, 0L);
    }

    void matchGainOnlyEverTurnsDown() {
        Bench bench;
        DeckConfig deck{level(0.5F, 0.25F)};
        deck.gainDb = 6;
        deck.inverted = true;
        QVERIFY(bench.engine.setDecks({deck}));
        bench.engine.play();
        QCOMPARE(bench.run(2048)[0].back(), -0.5F);
        bench.engine.setMatchGain(0, -6.0205999);
        QVERIFY(std::abs(bench.run(2048)[0].back() + 0.25F) < 1e-6F);
        bench.engine.setMatchGain(0, 3);
        QCOMPARE(bench.run(2048)[0].back(), -0.5F);
    }

    void decksAreReadAsMuchLaterAsTheyWereFoundToBe() {
        Bench bench;
        // The second file is the first, 123.37 frames late; a sine shows the fraction.
        const double lag = 123.37, hz = 5000, phase = -2 * 3.14159265358979 * hz * lag / 48000;
        QVERIFY(bench.engine.setDecks({{saved("a.wav", test::sine(2, 60'000, 48000, hz, 0.5))},
                                       {saved("late.wav", test::sine(2, 60'000, 48000, hz, 0.5, phase)), lag}}));
        bench.engine.choose(1);
        const Stereo heard = bench.playFrom(2000, 8192);
        const std::size_t first = firstOf(heard);
        const dsp::AudioBuffer expected = test::sine(2, 60'000, 48000, hz, 0.5);
        for (std::size_t n = kGate; n < 4096; ++n) {
            QVERIFY(std::abs(heard[0][first + n] - expected.channel(0)[2000 + n]) <
                    1e-5F);  // -100 dB of 0.5, and float's rounding
        }
    }

    void theLiveInsertAndTheSourceAreInStepAtTheEar_data() {
        QTest::addColumn<double>("delay");
        for (double delay : {48.0, 48.25, 700.5}) QTest::addRow("%g frames", delay) << delay;
    }
    void theLiveInsertAndTheSourceAreInStepAtTheEar() {
        QFETCH(double, delay);
        Bench bench;
        const auto file = saved("a.wav", test::sine(2, 96'000, 48000, 3000, 0.5));
        bench.engine.setInsert(std::make_unique<dsp::FractionalDelay>(delay - dsp::FractionalDelay::kLatency), delay);
        DeckConfig live{file};
        live.throughInsert = true;
        QVERIFY(bench.engine.setDecks({{file}, live}));
        Stereo heard = bench.playFrom(1000, 8192);
        const std::size_t first = firstOf(heard);
        bench.engine.choose(1);
        append(heard, bench.run(8192));
        // After the wait of ceil(delay) frames the ear is at frame 1000 and `ceil - delay` further.
        const double begin = 1000 + std::ceil(delay) - delay;
        for (std::size_t n = 2 * kGate; n + first < heard[0].size(); ++n) {
            const double expected = 0.5 * std::sin(2 * 3.14159265358979 * 3000 * (begin + static_cast<double>(n)) / 48000);
            QVERIFY(std::abs(static_cast<double>(heard[0][first + n]) - expected) < 1e-5);
        }
        QCOMPARE(bench.engine.status().positionFrames,
                 std::int64_t{1000} + static_cast<std::int64_t>(heard[0].size() - first));
    }

    void anInsertOnTheInterfaceIsHeardFromItsReturns() {
        constexpr int kCable = 300;
        Bench bench(48000, 256, kCable);
        const auto file = coded(5);
        bench.engine.setInsert({3, 4}, {4, 3}, kCable);
        DeckConfig live{file};
        live.throughInsert = true;
        QVERIFY(bench.engine.setDecks({{file}, live}));
        bench.engine.choose(1);
        const Stereo heard = bench.playFrom(0, 8192);
        const std::size_t first = firstOf(heard);
        for (std::size_t n = 2 * kGate; n < 4096; ++n) {  // the returns are crossed
            QCOMPARE(heard[0][first + n], test::codedSample(5, 1, static_cast<std::int64_t>(n)));
            QCOMPARE(heard[1][first + n], test::codedSample(5, 0, static_cast<std::int64_t>(n)));
        }
    }

    void formerInsertsAreHandedBackAndFreed() {
        struct Counted final : dsp::Processor {
            explicit Counted(int& alive) : m_alive(alive) { ++m_alive; }
            ~Counted() override { --m_alive; }
            void prepare(double, int, int) override {}
            void reset() noexcept override {}
            void process(const dsp::AudioView&) noexcept override {}
            int& m_alive;
        };
        int alive = 0;
        {
            Bench bench;
            for (int i = 0; i < 200; ++i) {
                bench.engine.setInsert(std::make_unique<Counted>(alive), 0);
                if (i % 3 == 0) (void)bench.device->step(64, false);
                (void)bench.engine.status();
            }
            (void)bench.device->step(64, false);
            (void)bench.device->step(64, false);
            (void)bench.engine.status();
            QCOMPARE(alive, 1);
            bench.engine.setInsert(nullptr, 0);
            (void)bench.device->step(64, false);
            (void)bench.engine.status();
            QCOMPARE(alive, 0);
            QCOMPARE(bench.device->allocations, 0L);
            bench.engine.setInsert(std::make_unique<Counted>(alive), 0);
        }
        QCOMPARE(alive, 0);
    }

    void monitorGainDimMonoAndMuteDoWhatTheySay() {
        Bench bench;
        QVERIFY(bench.engine.setDecks({{level(0.5F, 0.25F)}}));
        bench.engine.play();
        const auto settled = [&] {
            const Stereo heard = bench.run(2048);
            return std::pair(static_cast<double>(heard[0].back()), static_cast<double>(heard[1].back()));
        };
        const auto near = [](std::pair<double, double> a, double l, double r) {
            return std::abs(a.first - l) < 1e-6 && std::abs(a.second - r) < 1e-6;
        };
        QVERIFY(near(settled(), 0.5, 0.25));
        bench.engine.setDim(true);
        QVERIFY(near(settled(), 0.05, 0.025));  // -20 dB
        bench.engine.setDim(false);
        bench.engine.setMonitorGain(-20);
        QVERIFY(near(settled(), 0.05, 0.025));
        bench.engine.setMonitorGain(+10);  // never louder than the converter
        QVERIFY(near(settled(), 0.5, 0.25));
        bench.engine.setMono(true);
        QVERIFY(near(settled(), 0.375, 0.375));
        bench.engine.setMono(false);
        bench.engine.setMuted(true);
        const Stereo muting = bench.run(512);
        QVERIFY(muting[0][kGate - 2] != 0.0F);
        QCOMPARE(muting[0][kGate], 0.0F);
        QCOMPARE(settled(), std::pair(0.0, 0.0));
        bench.engine.setMuted(false);
        QVERIFY(near(settled(), 0.5, 0.25));
    }

    void metersShowTheMonitor() {
        Bench bench;
        QVERIFY(bench.engine.setDecks({{saved("a.wav", test::sine(2, 96'000, 48000, 1000, 0.5))}, {level(1.0F, 0.0F)}}));
        bench.engine.play();
        (void)bench.engine.takeMonitor();
        const Stereo heard = bench.run(12'288);
        EngineStatus status = bench.engine.status();
        QVERIFY(std::abs(status.peak[0] - 0.5F) < 1e-3F);
        QVERIFY(std::abs(status.rms[1] - 0.35355F) < 1e-3F);
        QVERIFY(!status.clipped);
        const dsp::AudioBuffer monitor = bench.engine.takeMonitor();
        QCOMPARE(monitor.channel(0), heard[0]);
        bench.engine.choose(1);
        (void)bench.run(4096);
        QVERIFY(bench.engine.status().clipped);
        bench.engine.choose(0);
        (void)bench.run(4096);
        (void)bench.engine.status();
        QVERIFY(!bench.engine.status().clipped);  // said once
    }

    void aReaderThatComesTooLateIsCountedAndTheDecksStayInStep() {
        Bench bench;
        std::vector<DeckConfig> decks(8, {coded(6, 400'000), 0.37});  // fractions keep the reader busy
        decks[0].delayFrames = 0;
        QVERIFY(bench.engine.setDecks(decks));
        bench.engine.play();
        Stereo heard = bench.run(2048);
        const std::size_t first = firstOf(heard);
        append(heard, bench.device->step(150'000, false));  // three seconds at once: more than any reader is ahead
        QVERIFY(bench.engine.status().underruns >= 1);
        // From now on in time, as a device asks; the reader is far faster than that once it is not overrun.
        const auto sounds = [&] { return heard[0].back() != 0.0F; };
        for (QElapsedTimer clock = started(); !sounds() && !clock.hasExpired(10'000); QTest::qSleep(5))
            append(heard, bench.device->step(256, false));
        append(heard, bench.run(8192));
        for (std::size_t n = heard[0].size() - 4096; n < heard[0].size(); ++n) {
            QCOMPARE(heard[0][n], test::codedSample(6, 0, static_cast<std::int64_t>(n - first)));
        }
    }

    void xrunsAreCountedAndALostDeviceIsTold() {
        Bench bench;
        bench.device->xrun = true;
        (void)bench.device->step(64, false);
        (void)bench.device->step(64, false);
        QCOMPARE(bench.engine.status().xruns, 1);
        QCOMPARE(bench.engine.lost(), std::string());
        bench.device->lostText = "the box went away";
        QCOMPARE(bench.engine.lost(), std::string("the box went away"));
    }

    void decksAndSettingsSurviveAReopenAtTheSameRate() {
        Bench bench;
        QVERIFY(bench.engine.setDecks({{coded(1)}}));
        bench.engine.setDim(true);
        (void)bench.playFrom(5000, 4096);
        const std::int64_t position = bench.engine.status().positionFrames;
        bench.engine.close();
        QVERIFY(!bench.engine.status().playing);
        QCOMPARE(bench.engine.status().positionFrames, position);
        QVERIFY(bench.engine.open({"step", 48000, 64, 2, 2}));
        bench.engine.play();
        const Stereo heard = bench.run(4096, 64);
        const std::size_t first = firstOf(heard);
        QVERIFY(std::abs(heard[0][first + 1000] - 0.1F * test::codedSample(1, 0, position + 1000)) < 1e-6F);
        QVERIFY(bench.engine.open({"step", 96000, 64, 2, 2}));
        QCOMPARE(bench.engine.status().lengthFrames, std::int64_t{0});
    }

    void aMonitorThatTheDeviceHasNotIsRefused() {
        Engine engine(makeVirtualBackend(Pace::RealTime));
        const auto opened = engine.open({"virtual", 48000, 256, 2, 2}, {1, 40});
        QVERIFY(!opened);
        QVERIFY2(opened.problem().what.find("40") != std::string::npos, opened.problem().what.c_str());
        QVERIFY(!engine.setDecks({{coded(1)}}));
    }

    // The engine's own threads, for the thread sanitizer.
    void commandsFromOneThreadReachTheOther_data() {
        QTest::addColumn<bool>("free");
        QTest::addRow("real time") << false;
        QTest::addRow("as fast as it can") << true;
    }
    void commandsFromOneThreadReachTheOther() {
        QFETCH(bool, free);
        Engine engine(makeVirtualBackend(free ? Pace::Free : Pace::RealTime, 64));
        QVERIFY(engine.open({"virtual", 48000, 64, 8, 8}));
        DeckConfig live{coded(2)};
        live.throughInsert = true;
        QVERIFY(engine.setDecks({{coded(1)}, live}));
        engine.setInsert({3, 4}, {3, 4}, 128);
        engine.setLoop({{1000, 30'000}});
        engine.play();
        const QDeadlineTimer until(600);
        for (int i = 0; !until.hasExpired(); ++i) {
            engine.choose(i % 2);
            if (i % 7 == 0) engine.locate(i * 100 % 50'000);
            if (i % 11 == 0) engine.setInsert(std::make_unique<test::TestGear>(), test::TestGear::kDelayFrames);
            if (i % 13 == 0) engine.setMuted(i % 2 == 0);
            if (i % 17 == 0) QVERIFY(engine.setDecks({{coded(1)}, live}));
            (void)engine.status();
            (void)engine.takeMonitor();
            QTest::qSleep(1);
        }
        engine.setLoop(std::nullopt);
        engine.locate(59'000);
        engine.play();  // as fast as it can it may have come to the end before
        QTRY_VERIFY(!engine.status().playing);
        QCOMPARE(engine.status().positionFrames, std::int64_t{60'000});
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
