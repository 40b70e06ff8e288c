// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet as a reader meets it: read back with poppler's tools.
#include "app/document/recall_sheet.h"
#include "hardware-profiles/profile/profile_library.h"

#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace detent;

namespace {

QString said(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(20000) && process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

recall::SnapshotUnit unitOf(const profiles::Profile& profile, const std::string& name, recall::Quality quality) {
    recall::SnapshotUnit unit{{}, name, 1, profile.id, profile.sha256, {}};
    for (const profiles::Control& control : profile.controls) {
        if (!control.recalled) continue;
        const profiles::Code code = control.scale.codeAt(0.6);
        unit.controls.push_back({control.id, code, control.scale.valueOf(code), control.scale.textOf(code), quality, 0});
    }
    return unit;
}

}  // namespace

class TestRecallSheet : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyControlStandsOnOnePage();
    void aLargeRackStillIsOnePage();
    void nothingTouchesTheEdgeOfThePaper();
    void whatWasNotReadBackSaysSo();
    void aUnitWithoutItsProfileKeepsItsValues();
    void aFolderThatIsNotThereLeavesNothing();

private:
    document::RecallSheet sheetWith(int racks, recall::Quality quality = recall::Quality::Confirmed) const;
    QString textOf(const document::RecallSheet& sheet);
    QTemporaryDir m_folder;
    std::filesystem::path m_file;
    profiles::ProfileLibrary m_library = profiles::ProfileLibrary::load();
};

void TestRecallSheet::initTestCase() {
    if (QStandardPaths::findExecutable("pdftotext").isEmpty()) QSKIP("needs pdftotext (package poppler-utils)");
    m_file = m_folder.filePath("sheet.pdf").toStdString();
}

document::RecallSheet TestRecallSheet::sheetWith(int racks, recall::Quality quality) const {
    document::RecallSheet sheet;
    sheet.session.title = "Northern Lights EP";
    sheet.session.client = "Blue Harbour Music";
    sheet.song.title = "Aurora";
    sheet.snapshot.id.text = "0192e4a0-0000-7000-8000-000000000000";
    sheet.snapshot.name = "v4 0.5 dB less top";
    sheet.snapshot.notes = "Client asked for less top; everything else as v3.";
    for (int rack = 0; rack < racks; ++rack)
        for (const char* id : {"detent.eq3", "detent.vc2", "detent.hc1"}) {
            const auto profile = m_library.find(id);
            sheet.snapshot.units.push_back(unitOf(*profile, profile->model + " " + std::to_string(rack + 1), quality));
            sheet.profiles.push_back(profile);
        }
    recall::Print print;
    print.path = "Aurora v4.wav";
    print.sha256 = std::string(64, 'a');
    print.sampleRateHz = 96000;
    sheet.prints.push_back(print);
    return sheet;
}

QString TestRecallSheet::textOf(const document::RecallSheet& sheet) {
    const auto written = document::writeRecallSheet(sheet, m_file);
    return written ? said("pdftotext", {"-layout", QString::fromStdString(m_file.string()), "-"}) : QString::fromStdString(written.problem().text());
}

void TestRecallSheet::everyControlStandsOnOnePage() {
    const document::RecallSheet sheet = sheetWith(1);
    const QString text = textOf(sheet);
    for (const QString& word : {QStringLiteral("Northern Lights EP"), QStringLiteral("Blue Harbour Music"), QStringLiteral("Aurora"), QStringLiteral("v4 0.5 dB less top"),
                                QStringLiteral("Client asked for less top"), QStringLiteral("Aurora v4.wav"), QString(64, 'a'), QStringLiteral("Read back")})
        QVERIFY2(text.contains(word), qPrintable(word + " is missing in\n" + text));
    for (std::size_t i = 0; i < sheet.snapshot.units.size(); ++i)
        for (const recall::ControlValue& value : sheet.snapshot.units[i].controls) {
            QVERIFY2(text.contains(QString::fromStdString(value.text)), value.text.c_str());
            QVERIFY2(text.contains(QString::fromStdString(sheet.profiles[i]->control(value.control)->label)), value.control.c_str());
        }
    QVERIFY(said("pdfinfo", {QString::fromStdString(m_file.string())}).contains(QRegularExpression("Pages:\\s+1\\n")));
}

void TestRecallSheet::aLargeRackStillIsOnePage() {
    const document::RecallSheet sheet = sheetWith(5);
    const QString text = textOf(sheet);
    QVERIFY(said("pdfinfo", {QString::fromStdString(m_file.string())}).contains(QRegularExpression("Pages:\\s+1\\n")));
    for (int rack = 1; rack <= 5; ++rack) QVERIFY(text.contains(QStringLiteral("HC-1 %1").arg(rack)));
    QVERIFY(text.contains(QString(64, 'a')));  // the last line of all
}

void TestRecallSheet::nothingTouchesTheEdgeOfThePaper() {
    for (const int racks : {1, 3, 8}) {
        QVERIFY(document::writeRecallSheet(sheetWith(racks), m_file));
        const QString picture = m_folder.filePath("sheet");
        said("pdftoppm", {"-r", "50", "-png", "-singlefile", QString::fromStdString(m_file.string()), picture});
        const QImage image(picture + ".png");
        QVERIFY(!image.isNull());
        const int margin = 50 * 45 / 96 - 2;  // 45 pixels of 1/96 inch at 50 dots an inch
        int inked = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                if (QColor(image.pixel(x, y)).lightness() > 245) continue;
                ++inked;
                QVERIFY2(x >= margin && y >= margin && x < image.width() - margin && y < image.height() - margin, qPrintable(QStringLiteral("%1 racks: %2,%3").arg(racks).arg(x).arg(y)));
            }
        QVERIFY(inked > 5000);
    }
}

void TestRecallSheet::whatWasNotReadBackSaysSo() {
    QVERIFY(textOf(sheetWith(1, recall::Quality::Stale)).contains("not read again"));
    QVERIFY(textOf(sheetWith(1, recall::Quality::Sent)).contains("sent"));
    const QString unknown = textOf(sheetWith(1, recall::Quality::Unknown));
    QVERIFY(unknown.contains("not known"));
    QVERIFY(!unknown.contains("o'clock"));  // where nothing is known no pointer is claimed
}

void TestRecallSheet::aUnitWithoutItsProfileKeepsItsValues() {
    document::RecallSheet sheet = sheetWith(1);
    sheet.profiles[0] = nullptr;
    const QString text = textOf(sheet);
    QVERIFY(text.contains("its profile is lost"));
    QVERIFY(text.contains(QString::fromStdString(sheet.snapshot.units[0].controls[0].text)));
}

void TestRecallSheet::aFolderThatIsNotThereLeavesNothing() {
    const auto written = document::writeRecallSheet(sheetWith(1), m_folder.filePath("no/such/folder.pdf").toStdString());
    QVERIFY(!written);
    QCOMPARE(written.problem().fault, Fault::File);
    QVERIFY(written.problem().what.find("folder.pdf") != std::string::npos);
}

QTEST_MAIN(TestRecallSheet)
#include "tst_recall_sheet.moc"
