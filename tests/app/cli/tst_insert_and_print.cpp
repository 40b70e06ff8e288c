// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/detent_program.h"
#include "tests/app/cli/main_job.h"

#include <QRegularExpression>
#include <QTest>

using namespace detent::test;

class TestInsertAndPrint : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_detent.makeStudio(); }
    void anInsertIsSavedListedAndMeasured();
    void anInsertThatCannotBeIsTold_data();
    void anInsertThatCannotBeIsTold();
    void aPrintIsAlignedAndAsLongAsItsSourceAndTail();
    void aPrintOfVirtualUnitsNeedsNoInsert();
    void aSongIsPrintedUnderItsSnapshotAndRecorded();
    void aSongIsNotPrintedUnderASnapshotTheGearDoesNotStandAs();
    void aPrintThatCannotBeIsToldAndLeavesNothing_data();
    void aPrintThatCannotBeIsToldAndLeavesNothing();
    void aRecallSheetIsAPdfOfOnePage();

private:
    DetentProgram m_detent;
    int m_shift = 0;
};

void TestInsertAndPrint::anInsertIsSavedListedAndMeasured() {
    const QJsonObject saved = m_detent.json({"insert", "list"}).array()[0].toObject();
    QCOMPARE(saved["name"].toString(), "rack");
    QCOMPARE(saved["device"].toString(), "virtual");
    QCOMPARE(saved["units"].toArray(), (QJsonArray{"EQ", "COMP", "BOX"}));
    QVERIFY(saved["delay_frames"].isNull());
    const Finished measured = m_detent.json({"insert", "measure", "rack"});
    QVERIFY2(measured.status == 0, measured.told());
    const QJsonObject loop = measured.object();
    QCOMPARE(loop["accepted"].toBool(), true);
    // studio::kVirtualDelayFrames is 212.37, the units add whole frames of their own; ours to a fiftieth through their phase
    const double delay = loop["delay_frames"].toDouble();
    QVERIFY2(delay > 212 && std::abs(delay - std::floor(delay) - 0.37) < 0.02, measured.told());
    m_shift = static_cast<int>(std::lround(delay));
    QVERIFY2(std::abs(loop["gain_db"].toDouble()) < 1, measured.told());
    QCOMPARE(loop["inverted"].toBool(), false);
    QVERIFY2(loop["noise_dbfs"].toDouble() < -80, measured.told());
    QVERIFY(std::abs(m_detent.json({"insert", "list"}).array()[0].toObject()["delay_frames"].toDouble() -
                     loop["delay_frames"].toDouble()) < 1e-9);
}

void TestInsertAndPrint::anInsertThatCannotBeIsTold_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("told");
    QTest::newRow("unknown unit") << QStringList{"add", "x", "--units", "EQ,LA-2A"} << QStringList{"LA-2A"};
    QTest::newRow("no unit") << QStringList{"add", "x"} << QStringList{"--units"};
    QTest::newRow("channels of words") << QStringList{"add", "x", "--units", "EQ", "--send", "left,right"}
                                       << QStringList{"left"};
    QTest::newRow("channel nought") << QStringList{"add", "x", "--units", "EQ", "--send", "0,1"} << QStringList{"from 1"};
    QTest::newRow("one channel twice") << QStringList{"add", "x", "--units", "EQ", "--send", "3,3"} << QStringList{"3,3"};
    QTest::newRow("more out than back") << QStringList{"add", "x", "--units", "EQ", "--send", "1,2", "--return", "3"}
                                        << QStringList{"2", "1", "--return"};
    QTest::newRow("measure what is not there") << QStringList{"measure", "none"} << QStringList{"none"};
}

void TestInsertAndPrint::anInsertThatCannotBeIsTold() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, told);
    const Finished done = m_detent.run(QStringList{"insert"} + words);
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, 2);
    QCOMPARE(m_detent.json({"insert", "list"}).array().size(), 1);
}

void TestInsertAndPrint::aPrintIsAlignedAndAsLongAsItsSourceAndTail() {
    const Finished printed = m_detent.json({"print", "title.wav", "-o", "out.wav", "--insert", "rack", "--tail", "0.5"});
    QVERIFY2(printed.status == 0, printed.told());
    const QJsonObject print = printed.object();
    QCOMPARE(print["complete"].toBool(), true);
    QCOMPARE(print["xruns"].toInt(), 0);
    QCOMPARE(print["shift_frames"].toInt(), m_shift);
    QCOMPARE(print["frames"].toInt(), 96000 + 24000);
    QCOMPARE(print["sha256"].toString(), m_detent.shell("sha256sum out.wav").out.left(64));
    QVERIFY(m_detent.shell("soxi out.wav").out.contains("32-bit"));
    const QJsonObject difference = m_detent.json({"compare", "title.wav", "out.wav"}).object();
    // the fraction that whole frames leave
    QVERIFY2(std::abs(difference["delay_frames"].toDouble() - 0.37) < 0.1, QJsonDocument(difference).toJson());
}

void TestInsertAndPrint::aPrintOfVirtualUnitsNeedsNoInsert() {
    const Finished printed = m_detent.json({"print", "title.wav", "-o", "eq.wav", "--virtual", "EQ", "--no-noise"});
    QVERIFY2(printed.status == 0, printed.told());
    const Finished again = m_detent.json({"print", "title.wav", "-o", "eq2.wav", "--virtual", "EQ", "--no-noise"});
    QVERIFY2(again.status == 0, again.told());
    QCOMPARE(m_detent.shell("sox eq.wav -t f32 - | sha256sum").out,
             m_detent.shell("sox eq2.wav -t f32 - | sha256sum").out);  // the same every time
    QCOMPARE(m_detent.json({"insert", "list"}).array().size(), 1);
}

void TestInsertAndPrint::aSongIsPrintedUnderItsSnapshotAndRecorded() {
    QCOMPARE(m_detent.run({"rack", "set", "EQ", "mute=Open"}).status, 0);
    QStringList answers;
    for (const QString& word : plainBox())
        answers << "--manual"
                << "BOX." + word;
    const QString id =
        m_detent.json(QStringList{"snapshot", "take", "Title", "--name", "printed"} + answers).object()["id"].toString();
    const Finished printed = m_detent.json({"print", "Title", "--snapshot", id});
    QVERIFY2(printed.status == 0, printed.told());
    const QString file = printed.object()["file"].toString();
    QVERIFY2(file.startsWith(m_detent.path("library/media/Job")) && QFile::exists(file), printed.told());
    const QJsonObject record = m_detent.json({"song", "show", "Title"}).object()["prints"].toArray()[0].toObject();
    QCOMPARE(record["snapshot"].toString(), id);
    QCOMPARE(record["sha256"], printed.object()["sha256"]);
    // without a snapshot named: the newest where the gear stands as it says
    const Finished next = m_detent.json({"print", "Title"});
    QVERIFY2(next.status == 0, next.told());
    QCOMPARE(next.object()["snapshot"].toString(), id);
}

void TestInsertAndPrint::aSongIsNotPrintedUnderASnapshotTheGearDoesNotStandAs() {
    const QString id = m_detent.json({"snapshot", "take", "Title", "--name", "now"}).object()["id"].toString();
    QCOMPARE(m_detent.run({"rack", "set", "EQ", "high.gain=-6.5"}).status, 0);
    const Finished refused = m_detent.run({"print", "Title", "--snapshot", id});
    QVERIFY2(refused.err.contains("EQ high.gain") && refused.err.contains("detent recall " + id), refused.told());
    QCOMPARE(refused.status, 1);
    QCOMPARE(m_detent.run({"print", "Title", "--snapshot", id, "--as-it-stands"}).status, 0);
    QCOMPARE(m_detent.run({"rack", "set", "EQ", "high.gain=0"}).status, 0);
}

void TestInsertAndPrint::aPrintThatCannotBeIsToldAndLeavesNothing_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("told");
    QTest::addColumn<int>("status");
    QTest::newRow("no way named") << QStringList{"title.wav", "-o", "x.wav"} << QStringList{"--insert"} << 2;
    QTest::newRow("two ways named") << QStringList{"title.wav", "-o", "x.wav", "--insert", "rack", "--virtual", "EQ"}
                                    << QStringList{"more than one"} << 2;
    QTest::newRow("no target") << QStringList{"title.wav", "--insert", "rack"} << QStringList{"-o"} << 2;
    QTest::newRow("onto itself") << QStringList{"title.wav", "-o", "title.wav", "--insert", "rack"}
                                 << QStringList{"title.wav", "source"} << 2;
    QTest::newRow("no such song or file") << QStringList{"none.wav", "-o", "x.wav", "--insert", "rack"}
                                          << QStringList{"none.wav"} << 2;
    QTest::newRow("not audio") << QStringList{"text.wav", "-o", "x.wav", "--insert", "rack"}
                               << QStringList{"text.wav", "audio"} << 3;
    QTest::newRow("mono") << QStringList{"mono.wav", "-o", "x.wav", "--insert", "rack"} << QStringList{"1", "2"} << 2;
    QTest::newRow("unknown insert") << QStringList{"title.wav", "-o", "x.wav", "--insert", "none"} << QStringList{"none"}
                                    << 2;
    QTest::newRow("folder that is not there")
        << QStringList{"title.wav", "-o", "no/x.wav", "--insert", "rack"} << QStringList{"no/x.wav"} << 3;
    QTest::newRow("into a folder") << QStringList{"title.wav", "-o", "library", "--insert", "rack"} << QStringList{"library"}
                                   << 3;
    QTest::newRow("interface that is not there")
        << QStringList{"title.wav", "-o", "x.wav", "--device", "Nothing 8x8", "--send", "1,2", "--return", "1,2"}
        << QStringList{"Nothing 8x8"} << 3;
    QTest::newRow("the sum") << QStringList{"Title/sum"} << QStringList{"sum"} << 2;
}

void TestInsertAndPrint::aPrintThatCannotBeIsToldAndLeavesNothing() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, told);
    QFETCH(int, status);
    qputenv("JACK_NO_START_SERVER", "1");
    m_detent.song("mono.wav", 1, 1);
    QCOMPARE(m_detent.shell("echo nothing > text.wav; rm -f x.wav").status, 0);
    const QString before = m_detent.shell("sha256sum title.wav; find . -name '*.wav' | sort").out;
    const Finished done = m_detent.run(QStringList{"--quiet", "print"} + words);
    QVERIFY2(done.isOneLine(told), done.told());
    QCOMPARE(done.status, status);
    QCOMPARE(m_detent.shell("sha256sum title.wav; find . -name '*.wav' | sort").out, before);
    const Finished full =
        m_detent.shell("ulimit -f 300; trap '' XFSZ; detent --quiet print title.wav -o x.wav --insert rack");
    QVERIFY2(full.isOneLine({"x.wav", "x.partial.wav", "--resume"}), full.told());
    QCOMPARE(full.status, 3);
    QCOMPARE(m_detent.shell("ls -A | grep '^[.]*x[.]'").out, "x.partial.wav\n");
    QCOMPARE(m_detent.shell("cp x.partial.wav mine.wav").status, 0);
    const Finished fromMine = m_detent.run({"print", "title.wav", "-o", "y.wav", "--insert", "rack", "--resume", "mine.wav"});
    QVERIFY2(fromMine.status == 0, fromMine.told());
    QCOMPARE(m_detent.shell("rm y.wav mine.wav").status, 0);  // both are there: what is not Detent's part stays
    const Finished resumed = m_detent.json({"print", "title.wav", "-o", "x.wav", "--insert", "rack", "--resume", "x.partial.wav"});
    QVERIFY2(resumed.status == 0, resumed.told());
    QCOMPARE(resumed.object()["frames"].toInt(), 96000);
    QCOMPARE(m_detent.shell("ls -A | grep '^[.]*x[.]'").out, "x.wav\n");  // the part is in it
}

void TestInsertAndPrint::aRecallSheetIsAPdfOfOnePage() {
    const QString id = m_detent.json({"snapshot", "take", "Title", "--name", "sheet"}).object()["id"].toString();
    const Finished done = m_detent.json({"recall-sheet", id, "-o", "sheet.pdf"});
    QVERIFY2(done.status == 0, done.told());
    QCOMPARE(done.err, "");
    const QString info = m_detent.shell("pdfinfo sheet.pdf").out;
    if (info.isEmpty()) QSKIP("pdfinfo (poppler-utils) is not installed");
    QVERIFY2(info.contains(QRegularExpression("Pages:\\s+1\n")), qPrintable(info));
    const QString text = m_detent.shell("pdftotext -layout sheet.pdf -").out;
    for (const char* word : {"Title", "EQ", "COMP", "BOX", "1.2 k"}) QVERIFY2(text.contains(word), qPrintable(word + text));
    const Finished nowhere = m_detent.run({"recall-sheet", id, "-o", "no/such/sheet.pdf"});
    QVERIFY2(nowhere.isOneLine({"sheet.pdf"}), nowhere.told());
    QCOMPARE(nowhere.status, 3);
    QCOMPARE(m_detent.run({"recall-sheet", "nothing", "-o", "x.pdf"}).status, 2);
}

QTEST_GUILESS_MAIN(TestInsertAndPrint)
#include "tst_insert_and_print.moc"
