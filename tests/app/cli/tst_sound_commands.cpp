// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// loudness, compare and match against tools and files whose answer is known.
#include "tests/app/cli/detent_program.h"

#include <QRegularExpression>
#include <QTest>

using namespace detent::test;

class TestSoundCommands : public QObject {
    Q_OBJECT

private slots:
    void loudnessAgreesWithFfmpeg();
    void whatCannotBeMeasuredIsNull();
    void compareFindsDelayPolarityAndGain();
    void compareOfAFileWithItselfLeavesNothing();
    void aRangeIsTakenInSeconds();
    void matchMakesCandidatesEquallyLoud();
    void matchNeverHarmsItsSources();
    void fingerprintsTellWhatSoxHasChanged();
    void badInputIsOneLineWithItsStatus_data();
    void badInputIsOneLineWithItsStatus();
};

void TestSoundCommands::loudnessAgreesWithFfmpeg() {
    const DetentProgram detent;
    const QString song = detent.song("a.wav", 12);
    const Finished done = detent.json({"loudness", song});
    QVERIFY2(done.status == 0, done.told());
    const QJsonObject report = done.array()[0].toObject();
    QCOMPARE(report["file"].toString(), song);
    const QString peer = detent.shell("ffmpeg -nostats -i a.wav -af ebur128=peak=true -f null - 2>&1 | tail -20").out;
    const QRegularExpressionMatch loud = QRegularExpression("I:\\s+(-?[0-9.]+) LUFS").match(peer);
    if (!loud.hasMatch()) QSKIP("ffmpeg is not installed");
    // ffmpeg prints one decimal: half of it either way
    QVERIFY2(std::abs(report["integrated_lufs"].toDouble() - loud.captured(1).toDouble()) <= 0.051, done.told());
    for (const char* key : {"range_lu", "max_momentary_lufs", "max_short_term_lufs", "true_peak_dbtp", "sample_peak_dbfs",
                            "plr_db", "psr_min_db", "dr"}) {
        QVERIFY2(report.contains(key), key);
    }
    QVERIFY(report["true_peak_dbtp"].toDouble() >= report["sample_peak_dbfs"].toDouble());
}

void TestSoundCommands::whatCannotBeMeasuredIsNull() {
    const DetentProgram detent;
    QCOMPARE(detent.shell("sox -n -c 2 -r 48000 silence.wav trim 0 1").status, 0);
    const Finished done = detent.json({"loudness", "silence.wav"});
    QCOMPARE(done.status, 0);
    QVERIFY2(done.array()[0].toObject()["integrated_lufs"].isNull(), done.told());
    QVERIFY2(!done.out.contains("inf") && !done.out.contains("nan"), done.told());
}

void TestSoundCommands::compareFindsDelayPolarityAndGain() {
    const DetentProgram detent;
    detent.song("a.wav", 5);
    // 1000 frames later, turned over, 6 dB softer; what sox does is exact to its 24 bits
    QCOMPARE(detent.shell("sox a.wav -b 24 b.wav vol -0.5 pad 1000s").status, 0);
    const Finished done = detent.json({"compare", "a.wav", "b.wav"});
    QVERIFY2(done.status == 0, done.told());
    const QJsonObject difference = done.object();
    QVERIFY2(std::abs(difference["delay_frames"].toDouble() - 1000) < 0.001, done.told());
    QVERIFY2(std::abs(difference["gain_db"].toDouble() + 6.0206) < 0.001, done.told());
    QCOMPARE(difference["inverted"].toBool(), true);
    QVERIFY2(difference["residual_db"].toDouble() < -100, done.told());  // 24-bit rounding lies near -120
    QVERIFY(difference["bands"].toArray().size() >= 25);
    QCOMPARE(difference["bands"].toArray()[0].toObject().keys(), (QStringList{"gain_db", "hz", "residual_db"}));
}

void TestSoundCommands::compareOfAFileWithItselfLeavesNothing() {
    const DetentProgram detent;
    detent.song("a.wav", 3);
    const QJsonObject difference = detent.json({"compare", "a.wav", "a.wav"}).object();
    QVERIFY(std::abs(difference["delay_frames"].toDouble()) < 1e-6);
    QVERIFY(std::abs(difference["gain_db"].toDouble()) < 1e-6);
    QVERIFY(difference["residual_db"].toDouble() <= -150 && difference["residual_db"].toDouble() >= -200);
}

void TestSoundCommands::aRangeIsTakenInSeconds() {
    const DetentProgram detent;
    detent.song("a.wav", 6);
    // equal for three seconds, then 10 dB softer
    QCOMPARE(
        detent
            .shell("sox a.wav -b 24 one.wav trim 0 3; sox a.wav -b 24 two.wav trim 3 3 vol -10dB; sox one.wav two.wav b.wav")
            .status,
        0);
    QVERIFY(std::abs(detent.json({"compare", "a.wav", "b.wav", "--to", "3"}).object()["gain_db"].toDouble()) < 0.001);
    QVERIFY(std::abs(detent.json({"compare", "a.wav", "b.wav", "--from", "3"}).object()["gain_db"].toDouble() + 10) < 0.001);
}

void TestSoundCommands::matchMakesCandidatesEquallyLoud() {
    const DetentProgram detent;
    detent.song("a.wav", 5);
    QCOMPARE(detent.shell("sox a.wav -b 24 b.wav vol -4.321dB pad 77s; sox a.wav -b 24 c.wav vol -1dB").status, 0);
    const Finished done = detent.json({"match", "a.wav", "b.wav", "c.wav", "-o", "matched"});
    QVERIFY2(done.status == 0, done.told());
    const QJsonArray all = done.array();
    const double expected[] = {-4.321, 0, -3.321};
    for (int i = 0; i < 3; ++i) {
        QVERIFY2(std::abs(all[i].toObject()["gain_db"].toDouble() - expected[i]) < 0.002, done.told());
        QVERIFY(all[i].toObject()["gain_db"].toDouble() <= 0);
    }
    // what was written is aligned and equal: nothing is left between the candidates
    const QJsonObject left = detent.json({"compare", "matched/a.wav", "matched/b.wav"}).object();
    QVERIFY(std::abs(left["delay_frames"].toDouble()) < 0.001);
    QVERIFY(std::abs(left["gain_db"].toDouble()) < 0.002);
    QVERIFY(detent.shell("soxi matched/b.wav").out.contains("32-bit"));
}

void TestSoundCommands::matchNeverHarmsItsSources() {
    const DetentProgram detent;
    detent.song("a.wav", 1);
    detent.song("b.wav", 1);
    const QString before = detent.shell("sha256sum a.wav b.wav").out;
    const Finished same = detent.run({"match", "a.wav", "b.wav", "-o", "."});
    QVERIFY2(same.isOneLine({"a.wav", "source"}), same.told());
    QCOMPARE(same.status, 2);
    QCOMPARE(detent.shell("mkdir d; cp a.wav d/").status, 0);
    const Finished twice = detent.run({"match", "a.wav", "d/a.wav", "-o", "out"});
    QVERIFY2(twice.isOneLine({"a.wav", "rename"}), twice.told());
    QCOMPARE(detent.shell("sha256sum a.wav b.wav").out, before);
}

void TestSoundCommands::fingerprintsTellWhatSoxHasChanged() {
    const DetentProgram detent;
    const Finished probe = detent.json({"probe", "-o", "p.wav", "--part", "fingerprint"});
    QVERIFY2(probe.status == 0, probe.told());
    QVERIFY(detent.shell("soxi p.wav").out.contains("24-bit"));
    QVERIFY(probe.object()["segments"].toArray().size() > 20);
    // 1500 frames late, turned over, and one band of an equaliser; then that band 1 dB higher
    const QString gear = "sox p.wav -e float -b 32 %1 vol -0.7 equalizer 3000 1.0q %2 pad 1500s; ";
    QCOMPARE(detent.shell(gear.arg("one.wav", "2") + gear.arg("two.wav", "3")).status, 0);
    for (const QString name : {"one", "two"}) {
        const Finished done = detent.json({"fingerprint", "--probe", "p.wav", "--return", name + ".wav", "-o", name + ".json"});
        QVERIFY2(done.status == 0, done.told());
        QCOMPARE(done.object()["format"].toString(), QString("detent-fingerprint"));
        const QJsonObject channel = done.object()["channels"].toArray()[1].toObject();
        QVERIFY(std::abs(channel["delay_frames"].toDouble() - 1500) < 0.3);  // an equaliser's own phase is in it
        QCOMPARE(channel["inverted"].toBool(), true);
        QVERIFY2(done.object()["full"].isNull(), "the opening does not tell");
    }
    const Finished diff = detent.json({"fingerprint", "diff", "one.json", "two.json"});
    QCOMPARE(diff.status, 1);
    const QJsonObject d = diff.object();
    for (const char* key : {"max_response_db", "at_hz", "level_db", "thd_db", "noise_db", "delay_frames", "same", "limits"})
        QVERIFY2(d.contains(key), key);
    QCOMPARE(d["same"].toBool(), false);
    QVERIFY2(std::abs(d["max_response_db"].toDouble() - 1.0) < 0.05, diff.told());  // the median holds some of the skirts
    QVERIFY2(std::abs(d["at_hz"].toDouble() / 3000 - 1) < 0.05, diff.told());
    const Finished same = detent.json({"fingerprint", "diff", "one.json", "one.json"});
    QVERIFY2(same.status == 0 && same.object()["same"].toBool(), same.told());
}

void TestSoundCommands::badInputIsOneLineWithItsStatus_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("told");
    QTest::addColumn<int>("status");
    for (const QString& verb : QStringList{"loudness", "compare", "match"}) {
        const auto words = [&](const QString& file) {
            return verb == "loudness" ? QStringList{verb, "good.wav", file} : QStringList{verb, "good.wav", file};
        };
        QTest::addRow("%s of nothing there", qPrintable(verb)) << words("none.wav") << QStringList{"none.wav"} << 3;
        QTest::addRow("%s of what is no audio", qPrintable(verb))
            << words("text.wav") << QStringList{"text.wav", "audio"} << 3;
        QTest::addRow("%s of a folder", qPrintable(verb)) << words("folder") << QStringList{"folder"} << 3;
        QTest::addRow("%s of a file cut short", qPrintable(verb)) << words("short.flac") << QStringList{"short.flac"} << 3;
        if (verb == "loudness") continue;
        QTest::addRow("%s of two rates", qPrintable(verb)) << words("slow.wav") << QStringList{"44100", "48000"} << 2;
        QTest::addRow("%s of mono and stereo", qPrintable(verb)) << words("mono.wav") << QStringList{"1 channel", "2"} << 2;
        QTest::addRow("%s with silence", qPrintable(verb)) << words("silence.wav") << QStringList{"silen"} << 1;
        QTest::addRow("%s beyond the end", qPrintable(verb))
            << words("good.wav") + QStringList{"--from", "100"} << QStringList{"100.00 s"} << 2;
        QTest::addRow("%s of an empty range", qPrintable(verb))
            << words("good.wav") + QStringList{"--from", "1", "--to", "1"} << QStringList{"--from"} << 2;
    }
    const auto print = [](const QString& back) {
        return QStringList{"fingerprint", "--probe", "p.wav", "--return", back, "-o", "f.json"};
    };
    QTest::newRow("fingerprint without a return") << QStringList{"fingerprint", "--probe", "p.wav"} << QStringList{"--return"} << 2;
    QTest::newRow("fingerprint of another rate") << print("slow.wav") << QStringList{"44100", "48000"} << 2;
    QTest::newRow("fingerprint of mono") << print("mono.wav") << QStringList{"mono.wav", "1 channel"} << 2;
    QTest::newRow("fingerprint cut short") << print("good.wav") << QStringList{"good.wav", "ends after 2.00 s"} << 1;
    QTest::newRow("fingerprint of silence") << print("quiet.wav") << QStringList{"quiet.wav", "silent"} << 1;
    QTest::newRow("fingerprint clipped") << print("clipped.wav") << QStringList{"clipped.wav", "clipped at"} << 1;
    QTest::newRow("fingerprint with another probe")
        << QStringList{"fingerprint", "--probe", "good.wav", "--return", "good.wav", "-o", "f.json"}
        << QStringList{"good.wav", "not a probe"} << 2;
    QTest::newRow("fingerprint diff of what is none")
        << QStringList{"fingerprint", "diff", "text.wav", "text.wav"} << QStringList{"text.wav", "JSON"} << 3;
    QTest::newRow("probe at 8 kHz") << QStringList{"probe", "-o", "q.wav", "--rate", "8000"} << QStringList{"44100"} << 2;
    QTest::newRow("probe of three channels") << QStringList{"probe", "-o", "q.wav", "--channels", "3"} << QStringList{"stereo"} << 2;
    QTest::newRow("match of one") << QStringList{"match", "good.wav"} << QStringList{"two"} << 2;
    QTest::newRow("compare of unlike things")
        << QStringList{"compare", "good.wav", "other.wav"} << QStringList{"common"} << 1;
}

void TestSoundCommands::badInputIsOneLineWithItsStatus() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, told);
    QFETCH(int, status);
    static const DetentProgram detent;
    static const bool made = [] {
        detent.song("good.wav", 2);
        detent.song("mono.wav", 2, 1);
        detent.song("slow.wav", 2, 2, 44100);
        return detent
                   .shell(
                       "echo 'no sound' > text.wav; mkdir folder; sox -n -c 2 -r 48000 silence.wav trim 0 2; sox -n -c 2 -r "
                       "48000 other.wav synth 2 pinknoise gain -6; "
                       "flac -s good.wav -o whole.flac && head -c 60000 whole.flac > short.flac; detent probe -o p.wav --part fingerprint && "
                       "sox p.wav quiet.wav vol 0 && sox p.wav -e float -b 32 clipped.wav vol 4 2>/dev/null")
                   .status == 0;
    }();
    QVERIFY(made);
    const Finished done = detent.run(words);
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, status);
    QCOMPARE(done.out, "");
}

QTEST_GUILESS_MAIN(TestSoundCommands)
#include "tst_sound_commands.moc"
