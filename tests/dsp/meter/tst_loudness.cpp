// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The cases of EBU Tech 3341 (V4, 2023) and 3342 that can be made from their descriptions, and other people's meters.
#include "dsp/core/decibels.h"
#include "dsp/core/fast_filter.h"
#include "dsp/core/windowed_sinc.h"
#include "dsp/meter/loudness.h"
#include "tests/dsp/align/recordings.h"
#include "tests/dsp/meter/tones.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <ebur128.h>
#include <utility>

using namespace detent;
using namespace detent::dsp;
using namespace detent::test;

namespace {

bool near(const std::optional<double>& value, double expected, double tolerance) {
    return value && std::abs(*value - expected) <= tolerance;
}

const char* shown(const std::optional<double>& value) {
    static QByteArray text;
    text = value ? QByteArray::number(*value, 'f', 3) : QByteArray("absent");
    return text.constData();
}

#define NEAR(value, expected, tolerance) QVERIFY2(near(value, expected, tolerance), shown(value))

}  // namespace

class TestLoudness : public QObject {
    Q_OBJECT
private slots:
    void steadyTonesReadTheirLevel_data();
    void steadyTonesReadTheirLevel();
    void theGatesDropWhatIsQuiet_data();
    void theGatesDropWhatIsQuiet();
    void fiveChannelsAreWeighted();
    void alternatingTonesReadSteadily();
    void shortTermAndMomentaryCatchABurstWherever();
    void aLiveMeterFollowsBursts();
    void truePeaksLieBetweenSamples_data();
    void truePeaksLieBetweenSamples();
    void aTruePeakAtAnyFourthOfAFrameIsFound();
    void truePeaksAreSoxrsSixteenTimesOversampled();
    void theRangeIsThatOfTech3342_data();
    void theRangeIsThatOfTech3342();
    void ungatedLoudnessIsLibebur128sOfStationarySound_data();
    void ungatedLoudnessIsLibebur128sOfStationarySound();
    void theKFilterIsTheStandardsAt48Kilohertz();
    void everyRateHearsTheSame();
    void windowsAreLibebur128s();
    void ffmpegAgreesOnMusic();
    void dynamicRangeOfKnownSound();
    void theCorrelationMeterKnowsItsEnds();
    void whatCannotBeMeasuredIsAbsent();
    void aFileThatIsNotAudioIsAnError();
};

void TestLoudness::steadyTonesReadTheirLevel_data() {
    QTest::addColumn<double>("db");
    QTest::addColumn<double>("rate");
    QTest::addRow("3341-1") << -23.0 << 48000.0;
    QTest::addRow("3341-2") << -33.0 << 48000.0;
    QTest::addRow("3341-1 at 44.1 kHz") << -23.0 << 44100.0;
    QTest::addRow("3341-1 at 192 kHz") << -23.0 << 192000.0;
}

void TestLoudness::steadyTonesReadTheirLevel() {
    QFETCH(double, db);
    QFETCH(double, rate);
    const auto report = measureLoudness(tone({{rate == 48000.0 ? 20.0 : 4.0, db}}, rate), rate);
    NEAR(report.integratedLufs, db, 0.1);  // the standard's own tolerance, here and below
    NEAR(report.maxMomentaryLufs, db, 0.1);
    NEAR(report.maxShortTermLufs, db, 0.1);
    NEAR(report.truePeakDbtp, db, 0.02);
    NEAR(report.samplePeakDbfs, db, 0.02);
    NEAR(report.plrDb, 0.0, 0.1);
}

void TestLoudness::theGatesDropWhatIsQuiet_data() {
    QTest::addColumn<Segments>("segments");
    QTest::addRow("3341-3") << Segments{{10, -36}, {60, -23}, {10, -36}};
    QTest::addRow("3341-4") << Segments{{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}};
    QTest::addRow("3341-5") << Segments{{20, -26}, {20.1, -20}, {20, -26}};
}

void TestLoudness::theGatesDropWhatIsQuiet() {
    QFETCH(Segments, segments);
    NEAR(integratedLoudness(tone(segments), 48000.0), -23.0, 0.1);
}

void TestLoudness::fiveChannelsAreWeighted() {
    AudioBuffer audio(5, 960000);  // 3341-6: L R C Ls Rs
    const double levels[] = {-28.0, -28.0, -24.0, -30.0, -30.0};
    for (int c = 0; c < 5; ++c) audio.channel(c) = tone({{20.0, levels[c]}}).channel(0);
    NEAR(integratedLoudness(audio, 48000.0), -23.0, 0.1);
    NEAR(ungatedLoudness(audio, 48000.0, 48000, 960000), -23.0, 0.1);
}

void TestLoudness::alternatingTonesReadSteadily() {
    const auto slow = tone(repeated({{1.34, -20}, {1.66, -30}}, 5), kLow);   // 3341-9
    const auto fast = tone(repeated({{0.18, -20}, {0.22, -30}}, 25), kLow);  // 3341-12
    NEAR(measureLoudness(slow, kLow).maxShortTermLufs, -23.0, 0.1);
    NEAR(measureLoudness(fast, kLow).maxMomentaryLufs, -23.0, 0.1);
    LoudnessMeter meter(kLow, 2);
    auto audio = slow;
    for (int at = 0; at < static_cast<int>(audio.frameCount()); at += 2400) {
        float* channels[] = {audio.channel(0).data() + at, audio.channel(1).data() + at};
        meter.add({channels, 2, std::min(2400, static_cast<int>(audio.frameCount()) - at)});
        if (at >= 72000) NEAR(meter.reading().shortTermLufs, -23.0, 0.1);
    }
}

void TestLoudness::shortTermAndMomentaryCatchABurstWherever() {
    for (int i = 0; i < 20; ++i) {
        const auto slow = measureLoudness(tone({{0.15 * i, kSilent}, {3.0, -23.0}, {1.0, kSilent}}, kLow), kLow);  // 3341-10
        NEAR(slow.maxShortTermLufs, -23.0, 0.1);
        const auto fast = measureLoudness(tone({{0.02 * i, kSilent}, {0.4, -23.0}, {1.0, kSilent}}, kLow), kLow);  // 3341-13
        NEAR(fast.maxMomentaryLufs, -23.0, 0.1);
    }
}

void TestLoudness::aLiveMeterFollowsBursts() {
    // 3341-11 and 14: bursts of rising level; within each period the meter's largest reading is the burst's.
    for (const double length : {3.0, 0.4}) {
        LoudnessMeter meter(kLow, 2);
        for (int i = 0; i < 20; ++i) {
            const double lead = i * length / 20.0, db = -38.0 + i;
            auto audio = tone({{lead, kSilent}, {length, db}, {length - lead, kSilent}}, kLow);
            double largest = -200.0;
            for (int at = 0; at < static_cast<int>(audio.frameCount()); at += 240) {
                float* channels[] = {audio.channel(0).data() + at, audio.channel(1).data() + at};
                meter.add({channels, 2, std::min(240, static_cast<int>(audio.frameCount()) - at)});
                if (length < 1.0 || at % 1200 == 0) {
                    const auto reading = meter.reading();
                    largest =
                        std::max(largest, (length > 1.0 ? reading.shortTermLufs : reading.momentaryLufs).value_or(-200.0));
                }
            }
            QVERIFY2(std::abs(largest - db) <= 0.1,
                     qPrintable(QString("burst %1 of %2 s: %3").arg(i).arg(length).arg(largest)));
        }
    }
}

void TestLoudness::truePeaksLieBetweenSamples_data() {
    QTest::addColumn<int>("framesPerTurn");
    QTest::addColumn<double>("amplitude");
    QTest::addColumn<double>("degrees");
    QTest::addColumn<double>("expected");
    QTest::addRow("3341-15") << 4 << 0.50 << 0.0 << -6.0;
    QTest::addRow("3341-16") << 4 << 0.50 << 45.0 << -6.0;
    QTest::addRow("3341-17") << 6 << 0.50 << 60.0 << -6.0;
    QTest::addRow("3341-18") << 8 << 0.50 << 67.5 << -6.0;
    QTest::addRow("3341-19") << 4 << 1.41 << 45.0 << 3.0;
}

void TestLoudness::truePeaksLieBetweenSamples() {
    QFETCH(int, framesPerTurn);
    QFETCH(double, amplitude);
    QFETCH(double, degrees);
    QFETCH(double, expected);
    for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
        std::vector<double> samples(static_cast<std::size_t>(0.1 * rate));
        for (std::size_t n = 0; n < samples.size(); ++n) {
            samples[n] =
                amplitude * std::sin(2.0 * std::numbers::pi * (static_cast<double>(n) / framesPerTurn + degrees / 360.0));
        }
        taper(samples, rate);
        const auto peak = measureLoudness(stereo(samples), rate).truePeakDbtp;
        QVERIFY2(peak && *peak <= expected + 0.2 && *peak >= expected - 0.4, shown(peak));
        LoudnessMeter meter(rate, 2);
        auto audio = stereo(samples);
        std::vector<float*> pointers;
        meter.add(test::viewOf(audio, pointers));
        QVERIFY(near(meter.reading().truePeakDbtp, *peak, 1e-6));
    }
}

void TestLoudness::aTruePeakAtAnyFourthOfAFrameIsFound() {
    // 3341-20 to 23: at 4 fs half-scale fs/6 with one period of fs/4 at full scale in it, low-passed, every fourth frame.
    std::vector<double> fine(48000);
    double phase = 0.0;
    for (std::size_t n = 0; n < fine.size(); ++n) {
        const bool full = n >= 24000 && n < 24016;
        fine[n] = (full ? 1.0 : 0.5) * std::sin(phase);
        phase += 2.0 * std::numbers::pi / (full ? 16.0 : 24.0);
    }
    taper(fine, 192000.0);
    const auto lowPass = sincKernel(0.0, 1024, 10.0, 0.125);
    for (std::size_t offset = 0; offset < 4; ++offset) {
        std::vector<double> coarse;
        for (std::size_t n = 1024 + offset; n + 1024 < fine.size(); n += 4) {
            double sum = 0.0;
            for (std::size_t k = 0; k < lowPass.size(); ++k) sum += lowPass[k] * fine[n + 1024 - k];
            coarse.push_back(sum);
        }
        const auto peak = measureLoudness(stereo(coarse), 48000.0).truePeakDbtp;
        QVERIFY2(peak && *peak <= 0.2 && *peak >= -0.4, shown(peak));
    }
}

void TestLoudness::truePeaksAreSoxrsSixteenTimesOversampled() {
    FastFilter lowPass(sincKernel(0.0, 64, 8.0, 0.4));  // what both keep
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const auto white = test::noise(1, 48000, 0.5, seed);
        std::vector<double> filtered(48000);
        lowPass.run(white.channel(0), 63, filtered);
        taper(filtered, 48000.0);
        const auto audio = stereo(filtered);
        float peak = 0.0F;
        for (const float x : test::soxrResampled(audio.channel(0), 1.0, 16.0)) peak = std::max(peak, std::abs(x));
        // 8 times has its values up to 1/16 of a frame beside the peak: 0.11 dB for a tone at 0.4 of the rate.
        NEAR(measureLoudness(audio, 48000.0).truePeakDbtp, dbFromGain(static_cast<double>(peak)), 0.1);
    }
}

void TestLoudness::theRangeIsThatOfTech3342_data() {
    QTest::addColumn<Segments>("segments");
    QTest::addColumn<double>("range");
    QTest::addRow("3342-1") << Segments{{20, -20}, {20, -30}} << 10.0;
    QTest::addRow("3342-2") << Segments{{20, -20}, {20, -15}} << 5.0;
    QTest::addRow("3342-3") << Segments{{20, -40}, {20, -20}} << 20.0;
    QTest::addRow("3342-4") << Segments{{20, -50}, {20, -35}, {20, -20}, {20, -35}, {20, -50}} << 15.0;
}

void TestLoudness::theRangeIsThatOfTech3342() {
    QFETCH(Segments, segments);
    QFETCH(double, range);
    NEAR(measureLoudness(tone(segments, 16000.0), 16000.0).rangeLu, range, 1.0);  // no gate knows the rate
}

void TestLoudness::ungatedLoudnessIsLibebur128sOfStationarySound_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("tolerance");
    // libebur128 leaves the high-pass's gain in the pass band to the rate: at 192 kHz it reads 0.03 dB below the standard's
    // filter.
    QTest::addRow("48 kHz") << 48000.0 << 0.005;
    QTest::addRow("44.1 kHz") << 44100.0 << 0.01;
    QTest::addRow("88.2 kHz") << 88200.0 << 0.03;
    QTest::addRow("192 kHz") << 192000.0 << 0.04;
    QTest::addRow("11.025 kHz") << 11025.0 << 0.15;
}

void TestLoudness::ungatedLoudnessIsLibebur128sOfStationarySound() {
    QFETCH(double, rate);
    QFETCH(double, tolerance);
    const auto audio = pinkish(static_cast<std::size_t>(10.0 * rate), 3);
    NEAR(ungatedLoudness(audio, rate, 0, audio.frameCount()), integratedLoudness(audio, rate).value(), tolerance);
    // Any part of stationary noise is as loud: 5 s hold 10^5 independent values.
    NEAR(ungatedLoudness(audio, rate, audio.frameCount() / 2, audio.frameCount()), integratedLoudness(audio, rate).value(),
         tolerance + 0.05);
}

void TestLoudness::theKFilterIsTheStandardsAt48Kilohertz() {
    // BS.1770-5, Tables 1 and 2, as a response, against sines through the meter.
    const double s1b[] = {1.53512485958697, -2.69169618940638, 1.19839281085285},
                 s1a[] = {-1.69065929318241, 0.73248077421585};
    const double s2a[] = {-1.99004745483398, 0.99007225036621};
    for (const double hz : {30.0, 100.0, 997.0, 2000.0, 5000.0, 15000.0}) {
        const std::complex<double> z = std::polar(1.0, -2.0 * std::numbers::pi * hz / 48000.0);
        const auto shelf = (s1b[0] + s1b[1] * z + s1b[2] * z * z) / (1.0 + s1a[0] * z + s1a[1] * z * z);
        const auto high = (1.0 - 2.0 * z + z * z) / (1.0 + s2a[0] * z + s2a[1] * z * z);
        const double expected = -0.691 + dbFromGain(std::abs(shelf * high)) - 6.0206 - 3.0103;
        NEAR(ungatedLoudness(test::sine(1, 480000, 48000.0, hz, 0.5), 48000.0, 96000, 480000), expected, 0.001);
    }
}

void TestLoudness::everyRateHearsTheSame() {
    for (const double hz : {60.0, 1000.0, 3000.0}) {
        const double reference = ungatedLoudness(test::sine(1, 240000, 48000.0, hz, 0.5), 48000.0, 48000, 240000).value();
        for (const double rate : {44100.0, 88200.0, 96000.0, 192000.0, 384000.0}) {
            const auto frames = static_cast<std::size_t>(5.0 * rate);
            // The bilinear transform bends 3 kHz a little; without the pass band's correction 384 kHz would be 0.038 dB off.
            NEAR(ungatedLoudness(test::sine(1, frames, rate, hz, 0.5), rate, frames / 5, frames), reference, 0.02);
        }
    }
}

void TestLoudness::windowsAreLibebur128s() {
    auto audio = pinkish(480000, 9);
    for (int c = 0; c < 2; ++c) {  // swelling, so that the largest window is somewhere
        for (std::size_t n = 0; n < audio.frameCount(); ++n)
            audio.channel(c)[n] *= static_cast<float>(0.6 + 0.4 * std::sin(static_cast<double>(n) / 30000.0));
    }
    ebur128_state* peer = ebur128_init(2, 48000, EBUR128_MODE_M | EBUR128_MODE_S);
    double momentary = -200.0, shortTerm = -200.0, value = 0.0;
    for (std::size_t at = 0; at < audio.frameCount(); at += 480) {
        std::vector<float> interleaved;
        for (std::size_t n = at; n < at + 480; ++n)
            interleaved.insert(interleaved.end(), {audio.channel(0)[n], audio.channel(1)[n]});
        ebur128_add_frames_float(peer, interleaved.data(), 480);
        ebur128_loudness_momentary(peer, &value);
        momentary = std::max(momentary, value);
        if (at % 4800 == 0) {
            ebur128_loudness_shortterm(peer, &value);
            shortTerm = std::max(shortTerm, value);
        }
    }
    ebur128_destroy(&peer);
    const auto report = measureLoudness(audio, 48000.0);
    NEAR(report.maxMomentaryLufs, momentary, 0.001);
    NEAR(report.maxShortTermLufs, shortTerm, 0.02);  // asked ten times more rarely
}

void TestLoudness::ffmpegAgreesOnMusic() {
    for (const char* name : {"01 - pronobozo - lincity", "02 - Robert van Herk - City Blues",
                             "03 - Robert van Herk - Architectural Contemplations"}) {
        const QString path = QString("/usr/share/games/lincity-ng/music/default/%1.ogg").arg(name);
        if (!QFile::exists(path)) QSKIP("lincity-ng-data is not installed");
        const auto run = test::runPeer("ffmpeg", {"-hide_banner", "-nostats", "-t", "45", "-i", path, "-af",
                                                  "ebur128=peak=true:framelog=verbose", "-f", "null", "-"});
        if (!run.there) QSKIP("ffmpeg is not installed");
        const QString summary = run.err.mid(run.err.lastIndexOf("Summary:"));
        const auto number = [&](const char* label) {
            return QRegularExpression(QString("\\b%1:\\s*(-?[0-9.]+)").arg(label)).match(summary).captured(1).toDouble();
        };
        auto reader = AudioReader::open(path.toStdString());
        QVERIFY(reader.ok());
        AudioBuffer audio(2, static_cast<std::size_t>(45.0 * reader->format().sampleRateHz));
        std::vector<float*> pointers;
        QVERIFY(reader->read(test::viewOf(audio, pointers)).ok());
        const auto report = measureLoudness(audio, reader->format().sampleRateHz);
        // ffmpeg prints tenths; its range takes a value every 0.1 s where libebur128 takes one a second, its true peak is
        // 4x.
        NEAR(report.integratedLufs, number("I"), 0.1);
        NEAR(report.rangeLu, number("LRA"), 0.6);
        NEAR(report.truePeakDbtp, number("Peak"), 0.15);
        qInfo("%s: I %.2f (ffmpeg %.1f), LRA %.2f (%.1f), true peak %.2f (%.1f)", name, *report.integratedLufs, number("I"),
              *report.rangeLu, number("LRA"), *report.truePeakDbtp, number("Peak"));
    }
}

void TestLoudness::dynamicRangeOfKnownSound() {
    constexpr double kSlow = 8000.0;  // nothing here depends on the rate
    // A square wave is as loud as its peak: a full-scale sine being 0 dB RMS, it is +3.01, so DR -3.01.
    AudioBuffer square(2, static_cast<std::size_t>(9.0 * kSlow));
    for (int c = 0; c < 2; ++c) {
        for (std::size_t n = 0; n < square.frameCount(); ++n) square.channel(c)[n] = n / 20 % 2 ? 0.5F : -0.5F;
    }
    NEAR(measureLoudness(square, kSlow).dr, -3.0103, 0.001);
    NEAR(measureLoudness(tone({{9.0, -6.0}}, kSlow), kSlow).dr, 0.0, 0.001);
    // 3 s blocks: eight at -20 dB, two (a fifth) at -10; peaks of 0 dB in two others: the second highest peak against -10.
    auto audio = tone({{24.0, -20.0}, {6.0, -10.0}}, kSlow);
    for (int c = 0; c < 2; ++c) audio.channel(c)[1000] = audio.channel(c)[40000] = 1.0F;
    NEAR(measureLoudness(audio, kSlow).dr, 10.0, 0.01);
    // Only one such peak is not counted: the second highest is then the tone's own.
    for (int c = 0; c < 2; ++c) audio.channel(c)[1000] = 0.0F;
    NEAR(measureLoudness(audio, kSlow).dr, 0.0, 0.01);
    // PSR: 12 dB of peak over the loudness of a part, less over that of the louder part.
    NEAR(measureLoudness(tone({{4.0, -30.0}, {4.0, -20.0}}), 48000.0).psrMinDb, 0.0, 0.1);
}

void TestLoudness::theCorrelationMeterKnowsItsEnds() {
    const auto noise = test::noise(2, 96000, 0.3, 4);
    const auto read = [](AudioBuffer audio) {
        LoudnessMeter meter(48000.0, 2);
        std::vector<float*> pointers;
        meter.add(test::viewOf(audio, pointers));
        return meter.reading();
    };
    AudioBuffer same = noise, turned = noise, half = noise;
    same.channel(1) = same.channel(0);
    for (std::size_t n = 0; n < turned.frameCount(); ++n) turned.channel(1)[n] = -turned.channel(0)[n];
    std::fill(half.channel(1).begin(), half.channel(1).end(), 0.0F);
    NEAR(read(same).correlation, 1.0, 1e-6);
    NEAR(read(turned).correlation, -1.0, 1e-6);
    NEAR(read(noise).correlation, 0.0, 0.03);  // 14000 values within the time constant
    QVERIFY(!read(half).correlation);
    LoudnessMeter meter(48000.0, 2);
    QVERIFY(!meter.reading().momentaryLufs && !meter.reading().truePeakDbtp);
    std::vector<float*> pointers;
    AudioBuffer audio = noise;
    meter.add(test::viewOf(audio, pointers));
    QVERIFY(meter.reading().integratedLufs.has_value());
    meter.reset();
    QVERIFY(!meter.reading().integratedLufs && !meter.reading().truePeakDbtp && !meter.reading().correlation);
}

void TestLoudness::whatCannotBeMeasuredIsAbsent() {
    const auto silent = measureLoudness(AudioBuffer(2, 480000), 48000.0);
    QVERIFY(!silent.integratedLufs && !silent.rangeLu && !silent.maxMomentaryLufs && !silent.maxShortTermLufs);
    QVERIFY(!silent.truePeakDbtp && !silent.samplePeakDbfs && !silent.plrDb && !silent.psrMinDb && !silent.dr);
    QVERIFY(!measureLoudness(AudioBuffer(), 48000.0).integratedLufs);
    const auto brief = measureLoudness(tone({{0.2, -10.0}}), 48000.0);
    QVERIFY(!brief.integratedLufs && !brief.maxMomentaryLufs && !brief.maxShortTermLufs && !brief.psrMinDb &&
            !brief.rangeLu);
    NEAR(brief.samplePeakDbfs, -10.0, 0.01);
    const auto second = measureLoudness(tone({{1.0, -10.0}}), 48000.0);
    NEAR(second.maxMomentaryLufs, -10.0, 0.1);
    QVERIFY(!second.maxShortTermLufs && !second.rangeLu);
    QVERIFY(!ungatedLoudness(AudioBuffer(1, 48000), 48000.0, 0, 48000));
    QVERIFY(!ungatedLoudness(tone({{1.0, -10.0}}), 48000.0, 48000, 48000));
}

void TestLoudness::aFileThatIsNotAudioIsAnError() {
    QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "sound.wav";
    QCOMPARE(measureLoudness(path).problem().fault, Fault::File);
    auto audio = tone({{5.0, -20.0}});
    QVERIFY(test::save(path, audio, 48000.0).ok());
    NEAR(measureLoudness(path)->integratedLufs, -20.0, 0.1);
    QCOMPARE(measureLoudness(path, [](double) { return false; }).problem().fault, Fault::Cancelled);
}

QTEST_APPLESS_MAIN(TestLoudness)
#include "tst_loudness.moc"
