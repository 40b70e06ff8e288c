// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The importer of midi.guide files. Bytes on the wire are worked out from MIDI 1.0, by hand.
#include "dsp/base/place_file.h"
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/profile/midi_guide.h"
#include "hardware-profiles/profile/midi_guide_csv.h"
#include "hardware-profiles/profile/midi_guide_usage.h"
#include "hardware-profiles/profile/reader.h"
#include "tests/hardware-profiles/profile/csv_texts.h"
#include "tests/hardware-profiles/profile/guide_deeds.h"
#include "tests/hardware-profiles/profile/guide_rows.h"

#include <QDirIterator>
#include <QTest>

#include <random>
#include <set>

using namespace detent::profiles;

namespace {

const std::string kHeader =
    "manufacturer,device,section,parameter_name,parameter_description,cc_msb,cc_lsb,cc_min_value,cc_max_value,cc_default_"
    "value,"
    "nrpn_msb,nrpn_lsb,nrpn_min_value,nrpn_max_value,nrpn_default_value,orientation,notes,usage\n";

GuideImport importOf(const std::string& csv, const std::string& path = "Acme/Box.csv") {
    return importMidiGuide({{path, csv}});
}

/// One device, the rows without maker and device.
GuideImport importRows(const std::vector<std::string>& rows) {
    std::string csv = kHeader;
    for (const std::string& row : rows) csv += "Acme,Box," + row + "\n";
    return importOf(csv);
}

std::string hex(const std::vector<WireMessage>& messages) {
    std::string all;
    for (const WireMessage& message : messages) all += message.bytes;
    return QByteArray(all.data(), qsizetype(all.size())).toHex(' ').toUpper().toStdString();
}

std::string saidOf(const GuideImport& made, int row) {
    for (const ImportDiagnostic& diagnostic : made.diagnostics) {
        if (diagnostic.row == row) return diagnostic.message;
    }
    return {};
}

/// What must hold of whatever was imported.
void checkAll(const GuideImport& made) {
    std::set<std::string> ids;
    for (const ImportedProfile& one : made.profiles) {
        QVERIFY(one.profile);
        QVERIFY2(ids.insert(one.profile->id).second, one.profile->id.c_str());
        QVERIFY(readProfile(one.profile->text).faults.empty());
        QCOMPARE(one.profile->licence, std::string("CC-BY-SA-4.0"));
        QCOMPARE(one.profile->confidence(), Confidence::Medium);
        QVERIFY(one.profile->sources.front().where.find("https://midi.guide") != std::string::npos);
        QCOMPARE(one.rows.size(), one.profile->controls.size());
        for (const ImportedRow& row : one.rows) QVERIFY(one.profile->control(row.control));
        for (const Control& control : one.profile->controls) {
            if (control.hazard == Hazard::Memory) QVERIFY2(!control.recalled, control.id.c_str());
            QCOMPARE(control.kind == ControlKind::Action, !control.recalled);
        }
    }
    std::set<std::pair<std::string, int>> said;
    for (const ImportDiagnostic& diagnostic : made.diagnostics) {
        QVERIFY(!diagnostic.message.empty() && diagnostic.message.find('\n') == std::string::npos);
        if (diagnostic.row > 0) QVERIFY2(said.emplace(diagnostic.file, diagnostic.row).second, diagnostic.message.c_str());
    }
}

QDir samples() {
    return QDir(qEnvironmentVariable("DETENT_SHARED") + "/devices/midi-guide");
}

std::vector<GuideFile> sampleFiles() {
    std::vector<GuideFile> files;
    QStringList paths;
    for (QDirIterator at(samples().path(), {"*.csv"}, QDir::Files, QDirIterator::Subdirectories); at.hasNext();)
        paths << at.next();
    paths.sort();
    for (const QString& path : paths) {
        const auto bytes = detent::readFile(detent::pathFromText(path.toStdString()));
        if (bytes) files.push_back({path.toStdString(), *bytes});
    }
    return files;
}

}  // namespace

class TestMidiGuide : public QObject {
    Q_OBJECT

private slots:
    void csvIsReadAsRfc4180AndAsRealFilesHaveIt_data();
    void csvIsReadAsRfc4180AndAsRealFilesHaveIt();
    void aUsageIsReadByItsGrammar_data();
    void aUsageIsReadByItsGrammar();
    void aRowIsSetByTheBytesItNames_data();
    void aRowIsSetByTheBytesItNames();
    void aRowThatCannotBeTakenAsItStandsSaysSo_data();
    void aRowThatCannotBeTakenAsItStandsSaysSo();
    void aRowThatIsTakenExactlySaysNothing();
    void whatRewritesOrTriggersIsTold_data();
    void whatRewritesOrTriggersIsTold();
    void whatSharesAnAddressWithItIsNotRecalledEither();
    void aRowWrittenTwiceIsOneControl();
    void switchesOnOneNrpnArePartedByTheirValues();
    void noEditBringsAnActionBackIntoARecall();
    void namesAndPathsBecomeIds_data();
    void namesAndPathsBecomeIds();
    void twoChannelsAreTwoParams();
    void aFileOfAnotherKindIsRefusedWithTheReason();
    void aDeviceTooLargeForAProfileSaysWhatWasLeftOut();
    void everySampleFileIsTaken();
    void theSamplesDestructiveRowsAreNeverRecalled();
    void damagedFilesAreTakenForWhatTheyAre();
};

void TestMidiGuide::csvIsReadAsRfc4180AndAsRealFilesHaveIt_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("cells");  // records parted by |, cells by ~
    for (const auto& one : detent::test::kCsvTexts)
        QTest::newRow(one.name) << QByteArray(one.bytes.data(), qsizetype(one.bytes.size())) << one.cells;
}

void TestMidiGuide::csvIsReadAsRfc4180AndAsRealFilesHaveIt() {
    QFETCH(QByteArray, bytes);
    QStringList records;
    for (const CsvRecord& record : readCsv({bytes.data(), std::size_t(bytes.size())}).records) {
        QStringList cells;
        for (const std::string& cell : record.cells) cells << QString::fromStdString(cell);
        records << cells.join('~');
        QCOMPARE(record.row, records.size());
    }
    QTEST(records.join('|'), "cells");
}

void TestMidiGuide::aUsageIsReadByItsGrammar_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("parts");
    QTest::addColumn<int>("remarks");
    for (const auto& one : detent::test::kGuideUsages) QTest::newRow(one.name) << one.usage << one.parts << one.remarks;
}

void TestMidiGuide::aUsageIsReadByItsGrammar() {
    QFETCH(QString, text);
    const Usage usage = readUsage(text.toStdString());
    QStringList parts;
    for (const UsagePart& part : usage.parts)
        parts << QString("%1%2%3 %4")
                     .arg(part.low)
                     .arg(part.differs ? '~' : '-')
                     .arg(part.high)
                     .arg(QString::fromStdString(part.meaning));
    QTEST(parts.join('|'), "parts");
    QTEST(int(usage.remarks.size()), "remarks");
}

void TestMidiGuide::aRowIsSetByTheBytesItNames_data() {
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("bytes");
    for (const auto& one : detent::test::kGuideBytes) QTest::newRow(one.name) << one.row << one.value << one.bytes;
}

void TestMidiGuide::aRowIsSetByTheBytesItNames() {
    QFETCH(QString, row);
    QFETCH(QString, value);
    const GuideImport made = importRows({row.toStdString()});
    checkAll(made);
    QCOMPARE(made.profiles.size(), std::size_t{1});
    const ProfilePtr& profile = made.profiles.front().profile;
    const Control& control = profile->controls.front();
    const auto code = control.scale.parse(value.toStdString());
    QVERIFY2(code.ok(), control.scale.rangeText().c_str());
    const auto wire = Codec(profile, {}).set(control.id, *code);
    QVERIFY(wire.ok());
    QTEST(QString::fromStdString(hex(*wire)), "bytes");
}

void TestMidiGuide::aRowThatCannotBeTakenAsItStandsSaysSo_data() {
    QTest::addColumn<QString>("row");
    QTest::addColumn<int>("controls");
    QTest::addColumn<QString>("says");
    for (const auto& one : detent::test::kGuideDamages) QTest::newRow(one.name) << one.row << one.controls << one.says;
}

void TestMidiGuide::aRowThatCannotBeTakenAsItStandsSaysSo() {
    QFETCH(QString, row);
    QFETCH(QString, says);
    const GuideImport made = importRows({",Plain,,1,,0,127,,,,,,,0-based,,", row.toStdString()});
    checkAll(made);
    QTEST(int(made.profiles.front().rows.size()) - 1, "controls");
    QVERIFY2(saidOf(made, 3).find(says.toStdString()) != std::string::npos, saidOf(made, 3).c_str());
    QCOMPARE(saidOf(made, 2), std::string());
}

void TestMidiGuide::aRowThatIsTakenExactlySaysNothing() {
    const GuideImport made =
        importRows({"Osc,Shape,\"Sine, saw\",5,,0,127,,,,,,,0-based,,0: Sine; 1: Saw; 2-127: Square",
                    "Osc,\"Fine\ntune\",,6,,0,127,64,,,,,,centered,Some note,", "Amp,Level,,7,,0,127,100,,,,,,0-based,,"});
    checkAll(made);
    QVERIFY2(made.diagnostics.empty(), made.diagnostics.empty() ? "" : made.diagnostics.front().message.c_str());
    const Profile& profile = *made.profiles.front().profile;
    QCOMPARE(profile.controls[1].label, std::string("Fine tune"));
    QCOMPARE(profile.controls[1].scale.textOf(profile.controls[1].defaultCode), std::string("0"));
    QCOMPARE(profile.controls[2].role, Role::Level);
    QCOMPARE(profile.controls[2].defaultCode, Code{100});
}

void TestMidiGuide::whatRewritesOrTriggersIsTold_data() {
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("usage");
    QTest::addColumn<int>("deed");
    for (const auto& one : detent::test::kGuideDeeds) QTest::newRow(one.name) << one.section << one.usage << int(one.deed);
}

void TestMidiGuide::whatRewritesOrTriggersIsTold() {
    QFETCH(QString, section);
    QFETCH(QString, usage);
    QTEST(int(deedOf(section.toStdString(), QTest::currentDataTag(), readUsage(usage.toStdString()))), "deed");
}

void TestMidiGuide::whatSharesAnAddressWithItIsNotRecalledEither() {
    const GuideImport made = importRows(
        {",Drive,,93,,0,127,,,,,,,0-based,,", ",Tap tempo,,93,,0,127,,,,,,,0-based,,", ",Mix,,94,,0,127,,,,,,,0-based,,"});
    checkAll(made);
    const Profile& profile = *made.profiles.front().profile;
    QCOMPARE(profile.controls.size(), std::size_t{2});
    QVERIFY(!profile.control("drive")->recalled);
    QVERIFY(profile.control("mix")->recalled);
    QVERIFY2(saidOf(made, 2).find("row 3") != std::string::npos, saidOf(made, 2).c_str());
    QVERIFY2(saidOf(made, 3).find("row 2") != std::string::npos, saidOf(made, 3).c_str());
}

void TestMidiGuide::aRowWrittenTwiceIsOneControl() {
    const std::string row = ",Drive,,12,,0,127,,1,12,0,127,,0-based,,";
    const GuideImport made = importRows({row, row, ",Mix,,12,,0,127,,1,13,0,127,,0-based,,"});
    checkAll(made);
    const Codec codec(made.profiles.front().profile, {});
    QCOMPARE(made.profiles.front().rows.size(), std::size_t{2});
    QVERIFY2(saidOf(made, 3).find("both addresses of row 2") != std::string::npos, saidOf(made, 3).c_str());
    QCOMPARE(hex(*codec.set("drive", 5)), std::string("B0 0C 05"));
    QCOMPARE(hex(*codec.set("mix", 5)), std::string("B0 63 01 B0 62 0D B0 06 05"));
}

void TestMidiGuide::switchesOnOneNrpnArePartedByTheirValues() {
    const GuideImport made =
        importRows({"Arp,On,,,,,,,0,122,46,47,,0-based,,46: Off; 47: On",
                    "Arp,Latch,,,,,,,0,122,50,51,,0-based,,50: Off; 51: On", "Arp,Other,,,,,,,0,122,47,50,,0-based,,"});
    checkAll(made);
    const Codec codec(made.profiles.front().profile, {});
    QCOMPARE(made.profiles.front().rows.size(), std::size_t{2});
    QCOMPARE(hex(*codec.set("arp.on", 47)), std::string("B0 63 00 B0 62 7A B0 06 2F"));
    QCOMPARE(hex(*codec.set("arp.latch", 50)), std::string("B0 63 00 B0 62 7A B0 06 32"));
    QVERIFY2(saidOf(made, 3).find("shares NRPN 0:122 with row 2") != std::string::npos, saidOf(made, 3).c_str());
    QVERIFY2(saidOf(made, 4).find("left out") != std::string::npos, saidOf(made, 4).c_str());
}

void TestMidiGuide::noEditBringsAnActionBackIntoARecall() {
    const GuideImport made =
        importRows({",Preset Save,,111,,0,122,,,,,,,0-based,,0~122: Slot", ",Mix,,94,,0,127,,,,,,,0-based,,"});
    std::string text = made.profiles.front().profile->text;
    const std::string never = "\"recalled\":false";
    QVERIFY(text.find(never) != std::string::npos);
    std::string without = text, with = text;
    without.erase(text.find(never), never.size() + 1);
    with.replace(text.find(never), never.size(), "\"recalled\":true");
    const ProfileReading still = readProfile(without);
    QVERIFY(still.profile);
    QVERIFY(!still.profile->control("preset-save")->recalled);
    QVERIFY(!readProfile(with).profile);
}

void TestMidiGuide::namesAndPathsBecomeIds_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("device");  // maker,device
    QTest::addColumn<QString>("id");
    QTest::newRow("plain") << "x.csv"
                           << "Chase Bliss,Preamp MKII"
                           << "chase-bliss.preamp-mkii";
    QTest::newRow("marks on letters") << "x.csv" << QString::fromUtf8("Flame,Mäander") << "flame.maander";
    QTest::newRow("a plus of a name's own") << "x.csv"
                                            << "Animal Factory,Godeater+"
                                            << "animal-factory.godeater-plus";
    QTest::newRow("a plus before a word") << "x.csv"
                                          << "Elektron,Analog Heat +FX"
                                          << "elektron.analog-heat-fx";
    QTest::newRow("another script") << "x.csv" << QString::fromUtf8("ヤマハ,箱") << "unknown.unknown";
    QTest::newRow("told by the path") << "some/Acme Audio/Big Box.csv"
                                      << ","
                                      << "acme-audio.big-box";
    QTest::newRow("a second list of a device") << "Elektron/Rytm.pads.csv"
                                               << "Elektron,Rytm"
                                               << "elektron.rytm-pads";
    QTest::newRow("very long") << "x.csv" << QString(90, 'a') + "," + QString(90, 'b')
                               << QString(28, 'a') + "." + QString(28, 'b');
}

void TestMidiGuide::namesAndPathsBecomeIds() {
    QFETCH(QString, path);
    QFETCH(QString, device);
    const GuideFile file{path.toStdString(), kHeader + device.toStdString() + ",,Drive,,12,,0,127,,,,,,,0-based,,\n"};
    const GuideImport made = importMidiGuide({file, {"/" + file.path, file.csv}});
    checkAll(made);
    QCOMPARE(made.profiles.size(), std::size_t{2});
    QTEST(QString::fromStdString(made.profiles[0].profile->id), "id");
    QCOMPARE(made.profiles[1].profile->id, made.profiles[0].profile->id + "-2");
}

void TestMidiGuide::twoChannelsAreTwoParams() {
    const GuideImport made =
        importRows({",Drive,,12,,0,127,,,,,,,0-based,,", ",Pre-delay,,12,,0,127,,,,,,,0-based,Send CC on MIDI CH FX.,"});
    checkAll(made);
    const ProfilePtr& profile = made.profiles.front().profile;
    QCOMPARE(profile->params.size(), std::size_t{2});
    const Codec codec(profile, {{"channel", 1}, {"channel_fx", 9}});
    QCOMPARE(hex(*codec.set("drive", 5)), std::string("B0 0C 05"));
    QCOMPARE(hex(*codec.set("pre-delay", 5)), std::string("B8 0C 05"));
}

void TestMidiGuide::aFileOfAnotherKindIsRefusedWithTheReason() {
    std::string semicolons = kHeader;
    std::replace(semicolons.begin(), semicolons.end(), ',', ';');
    QVERIFY(saidOf(importOf(semicolons + "Acme;Box;;Drive;;12\n"), 0).find("semicolons") != std::string::npos);
    for (const std::string& csv :
         {std::string(), std::string("\n\n"), std::string("a,b\n1,2\n"), kHeader, std::string("\0\1\2\"", 4),
          std::string("manufacturer,device,sound_name,note_number_min_value\nElektron,Rytm,Pad 1,0\n")}) {
        const GuideImport made = importOf(csv);
        QVERIFY(made.profiles.empty());
        QCOMPARE(made.diagnostics.size(), std::size_t{1});
        QCOMPARE(made.diagnostics.front().row, 0);
        QCOMPARE(made.diagnostics.front().file, std::string("Acme/Box.csv"));
    }
}

void TestMidiGuide::aDeviceTooLargeForAProfileSaysWhatWasLeftOut() {
    std::vector<std::string> rows;
    std::string words;
    for (int i = 0; i < 128; ++i)
        words += std::to_string(i) + ": Position of some length number " + std::to_string(i) + "; ";
    for (int i = 0; i < 600; ++i)
        rows.push_back(",P " + std::to_string(i) + ",,,,,,," + std::to_string(i / 128) + "," + std::to_string(i % 128) +
                       ",0,127,,0-based,," + words);
    const GuideImport made = importRows(rows);
    QCOMPARE(made.profiles.size(), std::size_t{1});
    QCOMPARE(made.profiles.front().rows.size(), std::size_t{500});  // the most the reader takes
    QVERIFY(made.profiles.front().profile->text.size() < 1u << 20);
    QVERIFY2(saidOf(made, 400).find("no room for its words") != std::string::npos, saidOf(made, 400).c_str());
    QVERIFY2(saidOf(made, 601).find("full") != std::string::npos, saidOf(made, 601).c_str());
}

void TestMidiGuide::everySampleFileIsTaken() {
    const auto files = sampleFiles();
    if (files.empty()) QSKIP("DETENT_SHARED names no folder with devices/midi-guide");
    const GuideImport made = importMidiGuide(files);
    checkAll(made);
    for (const GuideFile& file : files) {
        std::set<int> taken, said;
        for (const ImportedProfile& one : made.profiles) {
            if (one.file == file.path)
                for (const ImportedRow& row : one.rows) taken.insert(row.row);
        }
        for (const ImportDiagnostic& diagnostic : made.diagnostics) {
            if (diagnostic.file == file.path) said.insert(diagnostic.row);
        }
        if (taken.empty()) {
            QVERIFY2(said.contains(0), file.path.c_str());
            continue;
        }
        const auto records = readCsv(file.csv).records;
        for (const CsvRecord& record : records) {
            if (record.row > 1)
                QVERIFY2(taken.contains(record.row) || said.contains(record.row),
                         (file.path + " " + std::to_string(record.row)).c_str());
        }
    }
    QCOMPARE(made.profiles.size(), files.size() - 1);  // one is a list of notes
}

void TestMidiGuide::theSamplesDestructiveRowsAreNeverRecalled() {
    const auto files = sampleFiles();
    if (files.empty()) QSKIP("DETENT_SHARED names no folder with devices/midi-guide");
    std::map<std::string, std::set<std::string>> never;
    const GuideImport made = importMidiGuide(files);
    for (const ImportedProfile& one : made.profiles) {
        for (const Control& control : one.profile->controls) {
            if (!control.recalled) never[one.profile->id].insert(control.label);
        }
    }
    using Names = std::set<std::string>;
    QCOMPARE(never["chase-bliss.clean"], (Names{"Preset Save", "Factory Reset"}));
    QCOMPARE(never["chase-bliss.preamp-mkii"], Names{"Preset saving"});
    QCOMPARE(never["strymon.timeline"],
             (Names{"Record", "Play", "Stop", "Reverse (toggle)", "Half Speed (toggle)", "Pre/Post (toggle)",
                    "Undo (to initial)", "Redo", "Footswitch A", "Footswitch B", "Tap Footswitch", "Remote Tap",
                    "Phase Reset", "MIDI Bank Select (MSB)"}));
    for (const char* id : {"elektron.analog-heat", "elektron.analog-heat-fx", "oto-machines-fx.biscuit",
                           "animal-factory-amplification.dirty-mirror", "sherman.filterbank"})
        QCOMPARE(never[id], Names{});
}

void TestMidiGuide::damagedFilesAreTakenForWhatTheyAre() {
    const std::string good = kHeader +
                             "Acme,Box,Amp,Drive,\"Louder, dirtier\",12,44,0,16383,64,1,2,0,127,5,0-based,Send CC on MIDI "
                             "CH FX.,0: Off; 1~126: On; 127: Max\n"
                             "Acme,Box,Amp,Preset Save,,111,,0,122,,,,,,,centered,,0~122: Slot\r\n"
                             "Acme,Böx,,\"A \"\"b\"\"\nc\",,5,,0,127,,,,,,,0-based,,0-63: Off; 64-127: On\n";
    const std::string spice = "\"\n\r,;:~-0123456789 \xC3\xA4\xEF\xBB\xBF\xFF";
    const int runs = qEnvironmentVariable("DETENT_SOAK") == "1" ? 20000 : 400;
    std::mt19937 random(20240611);
    const auto any = [&](std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random); };
    for (int run = 0; run < runs; ++run) {
        std::string csv = good;
        for (std::size_t hits = 1 + any(12); hits > 0; --hits) {
            const std::size_t at = any(csv.size());
            switch (any(4)) {
                case 0:
                    csv[at] = spice[any(spice.size())];
                    break;
                case 1:
                    csv.insert(at, 1, spice[any(spice.size())]);
                    break;
                case 2:
                    csv.erase(at, 1 + any(20));
                    break;
                default:
                    csv.insert(at, csv.substr(any(csv.size()), any(60)));
            }
        }
        checkAll(importOf(csv));
        if (QTest::currentTestFailed())
            return qInfo("run %d: %s", run, QByteArray(csv.data(), qsizetype(csv.size())).toPercentEncoding().constData());
    }
}

QTEST_APPLESS_MAIN(TestMidiGuide)
#include "tst_midi_guide.moc"
