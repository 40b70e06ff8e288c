// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/codec/message_template.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace detent::profiles;
using Coding = MessageTemplate::Coding;

namespace {

MessageTemplate made(Coding coding, const std::string& source) {
    auto parsed = MessageTemplate::parse(coding, source);
    Q_ASSERT_X(parsed.ok(), "template", source.c_str());
    return *parsed;
}

MessageTemplate bytes(const std::string& source) {
    return made(Coding::Bytes, source);
}
MessageTemplate text(const std::string& source) {
    return made(Coding::Text, source);
}

std::string raw(const char* hex) {
    return QByteArray::fromHex(hex).toStdString();
}
QByteArray hex(const std::string& message) {
    return QByteArray::fromStdString(message).toHex(' ').toUpper();
}

FieldValues whole(std::initializer_list<std::pair<const char*, std::int64_t>> values) {
    FieldValues fields;
    for (const auto& [name, value] : values) fields[name] = value;
    return fields;
}

}  // namespace

class TestMessageTemplate : public QObject {
    Q_OBJECT

private slots:
    void goldenVectorsAreWrittenAndReadAlike_data();
    void goldenVectorsAreWrittenAndReadAlike();
    void goldenLinesAreWrittenAndReadAlike_data();
    void goldenLinesAreWrittenAndReadAlike();
    void vectorsOfTheDeviceFactsAreReproduced();
    void malformedTemplatesNameTheCharacter_data();
    void malformedTemplatesNameTheCharacter();
    void textFormatsWriteAndReadWhatTheySay_data();
    void textFormatsWriteAndReadWhatTheySay();
    void aValueThatDoesNotFitIsRefused_data();
    void aValueThatDoesNotFitIsRefused();
    void anotherMessageIsNotRead_data();
    void anotherMessageIsNotRead();
    void everyDamagedBitOfAProtectedMessageIsSeen();
    void aRepeatedFieldAgreesWithItself();
    void halvesOfANumberBelongTogether();
    void aGroupComesOnceOrMore();
    void whatIsWrittenAtRandomIsReadBack();
    void noBytesAtAllCrashAReader();
};

void TestMessageTemplate::goldenVectorsAreWrittenAndReadAlike_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("fields");
    QTest::addColumn<QByteArray>("wire");
    const auto row = [](const char* name, const char* source, const char* fields, const char* wire) {
        QTest::newRow(name) << source << fields << QByteArray::fromHex(wire);
    };
    row("control change: OTO BOUM Comp 64", "B{channel:n} {cc} {code}", "channel=0 cc=12 code=64", "B00C40");
    row("control change: RGC-24 gain 63, manual p. 22", "B{channel:n} {cc} {code}", "channel=1 cc=24 code=63", "B1183F");
    row("14-bit control change with a free LSB", "B{channel:n} 6D {code:msb} B{channel:n} 25 {code:lsb}",
        "channel=0 code=12345", "B06D60B02539");
    row("NRPN 1:109", "B{channel:n} 63 01 B{channel:n} 62 6D B{channel:n} 06 {code:msb} B{channel:n} 26 {code:lsb}",
        "channel=0 code=16256", "B06301B0626DB0067FB02600");
    row("NRPN 0:12 and the null",
        "B{channel:n} 63 00 B{channel:n} 62 0C B{channel:n} 06 {code:msb} B{channel:n} 26 {code:lsb} B{channel:n} 65 7F "
        "B{channel:n} 64 7F",
        "channel=0 code=8192", "B06300B0620CB00640B02600B0657FB0647F");
    row("pitch bend, low byte first", "E{channel:n} {code:u14le}", "channel=0 code=12000", "E0605D");
    row("Roland DT1 with its checksum", "F0 41 10 00 06 12 01 00 10 03 {code} {sum:sum7(6)} F7", "code=29",
        "F0411000061201001003 1D 4F F7");
    row("RME OctaMic XTC request, manual", "F0 00 20 0D 69 {device} 10 F7", "device=0", "F000200D690010F7");
    row("RME Micstasy bank 2 device 5, manual p. 56", "F0 00 20 0D 68 2{device:n} 10 F7", "device=5", "F000200D682510F7");
    row("Allen & Heath Qu header, protocol p. 8", "F0 00 00 1A 50 11 01 00 0{channel:n} 10 {flag} F7", "channel=0 flag=0",
        "F000001A50110100001000F7");
    row("a byte as two nibbles", "F0 {code:nib2} F7", "code=165", "F00A05F7");
    row("a sixteen-bit number", "02 {code:u16} 03", "code=45054", "02AFFE03");
    row("a sixteen-bit number, low byte first", "02 {code:u16le} 03", "code=45054", "02FEAF03");
    row("an eight-bit number", "02 {code:u8} 03", "code=255", "02FF03");
}

void TestMessageTemplate::goldenVectorsAreWrittenAndReadAlike() {
    QFETCH(QString, source);
    QFETCH(QString, fields);
    QFETCH(QByteArray, wire);
    FieldValues values;
    for (const QString& field : fields.split(QLatin1Char(' '))) {
        const QStringList pair = field.split(QLatin1Char('='));
        values[pair[0].toStdString()] = std::int64_t(pair[1].toLongLong());
    }
    const MessageTemplate pattern = bytes(source.toStdString());
    const auto written = pattern.encode(values);
    QVERIFY(written.ok());
    QCOMPARE(hex(*written), wire.toHex(' ').toUpper());
    const auto read = pattern.decode(wire.toStdString());
    QVERIFY(read.has_value());
    QVERIFY(*read == values);
}

void TestMessageTemplate::goldenLinesAreWrittenAndReadAlike_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("line");
    QTest::newRow("Trinnov") << "volume {value:.0f}" << -12.0 << "volume -12";
    QTest::newRow("Trinnov's answer") << "VOLUME {value:.6f}" << -12.0 << "VOLUME -12.000000";
    QTest::newRow("Symetrix set") << "$e CS 12 {value:d}" << 32768.0 << "$e CS 12 32768";
    QTest::newRow("Symetrix push, five digits") << "#00012={value:05d}" << 327.0 << "#00012=00327";
    QTest::newRow("Symetrix answer in braces") << "{{CS 12 {value:d}}} ACK" << 32768.0 << "{CS 12 32768} ACK";
    QTest::newRow("Apart") << "SET EQFREQ 2 {value:.0f}" << 1000.0 << "SET EQFREQ 2 1000";
    QTest::newRow("square brackets are literal") << "RP {value:d}[PASS]" << 7.0 << "RP 7[PASS]";
    QTest::newRow("hex digits") << "V{value:04X}" << 48879.0 << "VBEEF";
}

void TestMessageTemplate::goldenLinesAreWrittenAndReadAlike() {
    QFETCH(QString, source);
    QFETCH(double, value);
    QFETCH(QString, line);
    const MessageTemplate pattern = text(source.toStdString());
    const auto written = pattern.encode({{"value", value}});
    QVERIFY(written.ok());
    QCOMPARE(QString::fromStdString(*written), line);
    const auto read = pattern.decode(line.toStdString());
    QVERIFY(read.has_value());
    const FieldValue found = read->at("value");
    QCOMPARE(std::holds_alternative<double>(found) ? std::get<double>(found) : double(std::get<std::int64_t>(found)), value);
}

/// Templates for the vectors that a closed grammar can say; the others are packings and frames that no profile has needed
/// yet.
void TestMessageTemplate::vectorsOfTheDeviceFactsAreReproduced() {
    const QString folder = qEnvironmentVariable("DETENT_SHARED");
    QFile file(folder + QStringLiteral("/devices/wire-vectors.json"));
    if (folder.isEmpty() || !file.open(QIODevice::ReadOnly))
        QSKIP("DETENT_SHARED names no folder with devices/wire-vectors.json");
    const QMap<QString, QString> byBytes = {
        {"cc", "B{channel:n} 0C {code}"},
        {"cc-appsys-mid", "B{channel:n} 18 {code}"},
        {"cc14", "B{c:n} 6D {code:msb} B{c:n} 25 {code:lsb}"},
        {"nrpn14", "B{c:n} 63 01 B{c:n} 62 6D B{c:n} 06 {code:msb} B{c:n} 26 {code:lsb}"},
        {"nrpn14-null", "B{c:n} 63 00 B{c:n} 62 0C B{c:n} 06 {code:msb} B{c:n} 26 {code:lsb} B{c:n} 65 7F B{c:n} 64 7F"},
        {"rpn-pb-range", "B{c:n} 65 00 B{c:n} 64 00 B{c:n} 06 {code:msb} B{c:n} 26 {code:lsb}"},
        {"pitchbend", "E{c:n} {code:u14le}"},
        {"roland-dt1", "F0 41 10 00 06 12 01 00 10 03 {code} {sum:sum7(6)} F7"},
        {"octamic-request", "F0 00 20 0D 69 {device} 10 F7"},
        {"micstasy-request", "F0 00 20 0D 68 2{device:n} 10 F7"},
        {"aphex-batch", "F0 00 00 38 {ch} {dev} {net} ( {cmd} {mic} {code} ) F7"},
        {"qu-header", "F0 00 00 1A 50 11 01 00 0{c:n} 10 {flag} F7"},
        {"nib-hi-first", "{code:nib2}"}};
    const QMap<QString, QString> byText = {{"trinnov-volume", "volume {value:d}"},
                                           {"symetrix-set", "$e CS {controller} {value:d}"},
                                           {"symetrix-push", "PU {value:d}"},
                                           {"orban-recall", "RP {name:w}[{password:w}]"},
                                           {"apart-eq", "SET EQFREQ {band} {value:d}"}};
    int reproduced = 0;
    for (const QJsonValue& value : QJsonDocument::fromJson(file.readAll()).object()["vectors"].toArray()) {
        const QString name = value["name"].toString();
        const bool isText = byText.contains(name);
        if (!isText && !byBytes.contains(name)) continue;
        std::string wire = QByteArray::fromHex(value["bytes"].toString().toLatin1()).toStdString();
        while (isText && (wire.back() == '\r' || wire.back() == '\n')) wire.pop_back();
        const MessageTemplate pattern =
            made(isText ? Coding::Text : Coding::Bytes, (isText ? byText : byBytes)[name].toStdString());
        const auto fields = pattern.decodeTogether(wire);
        QVERIFY2(!fields.empty(), qPrintable(name));
        const auto again = pattern.hasGroup() ? pattern.encodeTogether(fields) : pattern.encode(fields.front());
        QVERIFY2(again.ok(), qPrintable(name));
        QCOMPARE(hex(*again), hex(wire));
        if (value.toObject().contains("value"))
            QCOMPARE(std::get<std::int64_t>(fields[0].at("code")), std::int64_t(value["value"].toInteger()));
        ++reproduced;
    }
    QCOMPARE(reproduced, int(byBytes.size() + byText.size()));
}

void TestMessageTemplate::malformedTemplatesNameTheCharacter_data() {
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("character");
    QTest::addColumn<QString>("says");
    const auto row = [](bool isText, const char* source, int character, const char* says) {
        QTest::addRow("%s %s", isText ? "text" : "bytes", source) << isText << source << character << says;
    };
    row(true, "", 1, "empty");
    row(true, "GET {band", 5, "never closed");
    row(true, "GET band}", 9, "without its \"{\"");
    row(true, "GET {}", 5, "is not a field");
    row(true, "GET {Band}", 5, "is not a field");
    row(true, "GET {1st}", 5, "is not a field");
    row(true, "GET {a b}", 5, "is not a field");
    row(true, "GET {value:.7f}", 5, "unknown format");
    row(true, "GET {value:f}", 5, "unknown format");
    row(true, "GET {value:}x{y:u14}", 14, "unknown format");
    row(true, "GET {a}{b}", 5, "runs into the next");
    row(true, "GET {a:rest} x", 5, "takes the rest");
    row(true, "GET\n", 4, "line end");
    row(false, "F0 7", 4, "is not a byte");
    row(false, "F0 G7", 4, "is not a byte");
    row(false, "F0 {code", 4, "never closed");
    row(false, "F0 {code:.1f} F7", 4, "unknown format");
    row(false, "F0 {code:n} F7", 4, "without its first digit");
    row(false, "B{channel} 00", 2, "half a byte");
    row(false, "F0 ( {code} F7", 15, "never closed");
    row(false, "F0 {code} ) F7", 11, "without its \"(\"");
    row(false, "F0 ( ) F7", 6, "empty group");
    row(false, "F0 ( {a} ) ( {b} ) F7", 12, "second group");
    row(false, "F0 ( ( {a} ) ) F7", 6, "second group");
    row(false, "F0 ( {a} ) <nib ( {b} )> F7", 17, "second group");
    row(false, "F0 <nib ( {a} > F7", 15, "never closed");
    row(false, "F0 <nib {x:bytes} ( {a} )> F7", 4, "a group beside a field");
    row(false, "F0 {v:msb} {v*2:lsb} F7", 24, "scaled in different ways");
    row(false, "F0 {sum:xor(1)} F7", 4, "behind itself");
    row(false, "F0 {sum:xor(x)} F7", 4, "unknown format");
    row(false, "F0 \xC3\xA4 F7", 4, "is not a byte");
}

void TestMessageTemplate::malformedTemplatesNameTheCharacter() {
    QFETCH(bool, isText);
    QFETCH(QString, source);
    QFETCH(int, character);
    QFETCH(QString, says);
    const auto parsed = MessageTemplate::parse(isText ? Coding::Text : Coding::Bytes, source.toStdString());
    QVERIFY(!parsed.ok());
    const QString what = QString::fromStdString(parsed.problem().what);
    QVERIFY2(what.contains(says), qPrintable(what));
    QVERIFY2(what.contains(QStringLiteral("(character %1)").arg(character)), qPrintable(what));
    QVERIFY(!parsed.problem().remedy.empty());
}

void TestMessageTemplate::textFormatsWriteAndReadWhatTheySay_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* source, double value, const char* line) {
        QTest::addRow("%s of %g", source, value) << source << value << line;
    };
    row("V {v}", -7, "V -7");
    row("V {v:d}", 0, "V 0");
    row("V {v:.1f}", 0.25, "V 0.3");  // halves go away from zero
    row("V {v:.1f}", -0.04, "V 0.0");
    row("V {v:.2f}", 1e-9, "V 0.00");
    row("V {v:03d}", 7, "V 007");
    row("V {v:02X}", 255, "V FF");
    row("{v:03d}{w:03d}", 7, "007007");
}

void TestMessageTemplate::textFormatsWriteAndReadWhatTheySay() {
    QFETCH(QString, source);
    QFETCH(double, value);
    QFETCH(QString, line);
    const auto written = text(source.toStdString()).encode({{"v", value}, {"w", value}});
    QVERIFY(written.ok());
    QCOMPARE(QString::fromStdString(*written), line);
    QVERIFY(text(source.toStdString()).decode(line.toStdString()).has_value());
}

void TestMessageTemplate::aValueThatDoesNotFitIsRefused_data() {
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QString>("source");
    QTest::addColumn<double>("value");
    const auto row = [](bool isText, const char* source, double value) {
        QTest::addRow("%s of %g", source, value) << isText << source << value;
    };
    row(false, "{v}", 128);
    row(false, "{v}", -1);
    row(false, "{v}", 1.5);
    row(false, "B{v:n}", 16);
    row(false, "{v:u8}", 256);
    row(false, "{v:u14}", 16384);
    row(false, "{v:u14le}", 16384);
    row(false, "{v:nib2}", 256);
    row(false, "{v:u16}", 65536);
    row(true, "{v:d}", 0.5);
    row(true, "{v:03d}", 1000);
    row(true, "{v:03d}", -1);
    row(true, "{v:02X}", 256);
    row(true, "{v:.1f}", 1e12);
    row(true, "{v:.1f}", qQNaN());
    row(true, "{v:.1f}", qInf());
    row(true, "{w}", 1);
}

void TestMessageTemplate::aValueThatDoesNotFitIsRefused() {
    QFETCH(bool, isText);
    QFETCH(QString, source);
    QFETCH(double, value);
    const auto written = made(isText ? Coding::Text : Coding::Bytes, source.toStdString()).encode({{"v", value}});
    QVERIFY(!written.ok());
    QCOMPARE(written.problem().fault, detent::Fault::Usage);
    QVERIFY(!written.problem().what.empty() && !written.problem().remedy.empty());
}

void TestMessageTemplate::anotherMessageIsNotRead_data() {
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QByteArray>("message");
    const auto line = [](const char* source, const char* message) {
        QTest::addRow("%s: %s", source, message) << true << source << QByteArray(message);
    };
    for (const char* message : {"", "G", "G 1", "G 1 ", "G 1 2", "G 1 2.0 ", "G 1 2.05", "G 1 2,0", "g 1 2.0", "G 1  2.0",
                                " G 1 2.0", "G 1 2.0x", "G 1 .0", "G 1 --2.0", "G 1 2.", "G 1 99999999999.0", "G 1 nan"})
        line("G {b} {v:.1f}", message);
    for (const char* message : {"7", "0007", "00x", "-07", "+07"}) line("{v:03d}", message);
    const auto row = [](const char* source, const char* message) {
        QTest::addRow("%s: %s", source, message) << false << source << QByteArray::fromHex(message);
    };
    for (const char* message : {"", "F0", "F000F7", "F0000000F7", "F18000F7", "F08000F7", "F00080F7", "F00000F6"})
        row("F0 {v:u14} F7", message);
    for (const char* message : {"C00000", "B08000", "B00080"}) row("B{c:n} {a} {b}", message);
    row("F0 ( {a} {b} ) F7", "F0F7");
    row("F0 ( {a} {b} ) F7", "F0010203F7");
    row("F0 {a:nib2} F7", "F01000F7");
    for (const char* message : {"F0F7", "F000F7", "F0000102F7"}) row("F0 <nib ( {a} )> F7", message);
}

void TestMessageTemplate::anotherMessageIsNotRead() {
    QFETCH(bool, isText);
    QFETCH(QString, source);
    QFETCH(QByteArray, message);
    QVERIFY(!made(isText ? Coding::Text : Coding::Bytes, source.toStdString()).decode(message.toStdString()));
}

void TestMessageTemplate::everyDamagedBitOfAProtectedMessageIsSeen() {
    const MessageTemplate pattern = bytes("F0 7D 44 32 {dev} 02 {p} {code:u14} {sum:xor(1)} F7");
    const std::string good = *pattern.encode(whole({{"dev", 3}, {"p", 4}, {"code", 1234}}));
    QVERIFY(pattern.decode(good));
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = good;
            damaged[i] = char(damaged[i] ^ (1 << bit));
            QVERIFY(!pattern.decode(damaged));
        }
    }
}

void TestMessageTemplate::aRepeatedFieldAgreesWithItself() {
    QVERIFY(bytes("B{c:n} 06 {v} B{c:n} 26 {v}").decode(raw("B10605B12605")));
    QVERIFY(!bytes("B{c:n} 06 {v} B{c:n} 26 {v}").decode(raw("B10605B22605")));
    QVERIFY(text("{a} is {a}").decode("7 is 7"));
    QVERIFY(!text("{a} is {a}").decode("7 is 8"));
    QVERIFY(text("{a} is {a:.1f}").decode("7 is 7.0"));
}

void TestMessageTemplate::halvesOfANumberBelongTogether() {
    const auto both = bytes("{v:msb} {v:lsb}").decode(raw("600A"));
    QVERIFY(both && std::get<std::int64_t>(both->at("v")) == 0x60 * 128 + 0x0A);
    const auto alone = bytes("06 {v:msb}").decode(raw("0660"));
    QVERIFY(alone && alone->empty());
    QVERIFY(bytes("{v:u14} {v:msb}").decode(raw("600A60")));
    QVERIFY(!bytes("{v:u14} {v:msb}").decode(raw("600A61")));
    QVERIFY(!bytes("{v} {v:msb} {v:lsb}").decode(raw("050006")));
    QCOMPARE(hex(*bytes("26 {v:lsb}").encode(whole({{"v", 12345}}))), QByteArray("26 39"));
}

void TestMessageTemplate::aGroupComesOnceOrMore() {
    const MessageTemplate pattern = bytes("F0 00 00 38 {ch} ( {cmd} {mic} {v} ) F7");
    const std::vector<FieldValues> groups = {whole({{"ch", 2}, {"cmd", 0}, {"mic", 1}, {"v", 30}}),
                                             whole({{"ch", 2}, {"cmd", 8}, {"mic", 1}, {"v", 1}})};
    const auto written = pattern.encodeTogether(groups);
    QVERIFY(written.ok());
    QCOMPARE(hex(*written), QByteArray("F0 00 00 38 02 00 01 1E 08 01 01 F7"));
    QVERIFY(pattern.decodeTogether(*written) == groups);
    std::vector<FieldValues> many(64, groups[0]);
    QCOMPARE(pattern.decodeTogether(*pattern.encodeTogether(many)).size(), std::size_t{64});
    // a checksum behind the group covers all of it
    const MessageTemplate summed = bytes("F0 ( {a} {b} ) {sum:xor(1)} F7");
    QCOMPARE(hex(*summed.encodeTogether({whole({{"a", 1}, {"b", 2}}), whole({{"a", 4}, {"b", 8}})})),
             QByteArray("F0 01 02 04 08 0F F7"));
    QCOMPARE(summed.decodeTogether(raw("F0010204080FF7")).size(), std::size_t{2});
    QVERIFY(summed.decodeTogether(raw("F0010204080EF7")).empty());
}

void TestMessageTemplate::whatIsWrittenAtRandomIsReadBack() {
    std::mt19937 random(4711);
    const auto upTo = [&](std::int64_t most) { return std::int64_t(random() % std::uint64_t(most + 1)); };
    struct Form {
        const char* format;
        std::int64_t most;
    };
    const Form forms[] = {{"", 127},      {":u8", 255},    {":u14", 16383},  {":u14le", 16383},
                          {":nib2", 255}, {":u16", 65535}, {":u16le", 65535}};
    for (int round = 0; round < 2000; ++round) {
        std::string byteSource = "F0", textSource = "X";
        FieldValues byteFields, textFields;
        for (int i = 0; i < 1 + round % 5; ++i) {
            const std::string name = std::string("f") + char('a' + i);
            const Form& form = forms[random() % std::size(forms)];
            byteSource += " {" + name + form.format + "}";
            byteFields[name] = upTo(form.most);
            const int decimals = int(random() % 4);
            const bool fixed = random() % 2;
            textSource += " {" + name + (fixed ? ":." + std::to_string(decimals) + "f}" : ":d}");
            const std::int64_t n = upTo(2'000'000) - 1'000'000;
            textFields[name] = fixed ? FieldValue(double(n) / std::pow(10.0, decimals)) : FieldValue(n);
        }
        byteSource += round % 2 ? " {sum:xor(0)} F7" : " {sum:sum7(1)} F7";
        const auto wire = bytes(byteSource).encode(byteFields);
        QVERIFY(wire.ok());
        QVERIFY2(bytes(byteSource).decode(*wire) == byteFields, byteSource.c_str());
        const auto line = text(textSource).encode(textFields);
        QVERIFY(line.ok());
        QVERIFY2(text(textSource).decode(*line) == textFields, line->c_str());
    }
}

void TestMessageTemplate::noBytesAtAllCrashAReader() {
    std::mt19937 random(99);
    const std::vector<MessageTemplate> patterns = {bytes("F0 ( {a} {b:u14} ) {sum:sum7(1)} F7"),
                                                   bytes("B{c:n} 06 {v:msb} B{c:n} 26 {v:lsb}"),
                                                   text("{a} {b:.3f} {c:rest}"), text("{a:03d}{b:02X}")};
    for (int round = 0; round < 20'000; ++round) {
        std::string noise(random() % 24, '\0');
        for (char& c : noise) c = char(round % 2 ? random() % 256 : " 0123456789.-+F"[random() % 15]);
        for (const MessageTemplate& pattern : patterns) {
            const auto fields = pattern.decodeTogether(noise);
            if (fields.empty() || pattern.coding() == Coding::Text) continue;
            const auto again = pattern.encodeTogether(fields);  // bytes have one way to say each value
            QVERIFY(again.ok());
            QCOMPARE(hex(*again), hex(noise));
        }
    }
}

QTEST_APPLESS_MAIN(TestMessageTemplate)
#include "tst_message_template.moc"
