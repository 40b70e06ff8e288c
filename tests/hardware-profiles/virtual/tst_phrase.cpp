// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The unit's reading of the grammar against bytes that nobody here made: the shared wire vectors and the CRC catalogue's
// check values. The codec has the same vectors in a test of its own.
#include "hardware-profiles/virtual/ear.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace detent;
using namespace detent::virt;
using Coding = Phrase::Coding;

namespace {

using Groups = std::vector<Fields>;

struct Row {
    const char* name;
    Coding coding;
    const char* pattern;
    Groups groups;
};

std::string bytesOf(const QString& hex) {
    return QByteArray::fromHex(hex.toLatin1()).toStdString();
}

profiles::FieldValue number(std::int64_t value) {
    return value;
}

std::vector<Row> rows() {
    return {
        {"cc", Coding::Bytes, "B{channel:n} 0C {code}", {{{"channel", number(0)}, {"code", number(64)}}}},
        {"cc-appsys-mid", Coding::Bytes, "B{channel:n} 18 {code}", {{{"channel", number(1)}, {"code", number(63)}}}},
        {"cc14", Coding::Bytes, "B0 6D {code:msb} B0 25 {code:lsb}", {{{"code", number(12345)}}}},
        {"nrpn14", Coding::Bytes, "B0 63 01 B0 62 6D B0 06 {code:msb} B0 26 {code:lsb}", {{{"code", number(16256)}}}},
        {"nrpn14-null",
         Coding::Bytes,
         "B0 63 00 B0 62 0C B0 06 {code:msb} B0 26 {code:lsb} B0 65 7F B0 64 7F",
         {{{"code", number(8192)}}}},
        {"rpn-pb-range", Coding::Bytes, "B0 65 00 B0 64 00 B0 06 {code} B0 26 00", {{{"code", number(2)}}}},
        {"pitchbend", Coding::Bytes, "E{channel:n} {code:u14le}", {{{"channel", number(0)}, {"code", number(12000)}}}},
        {"roland-dt1",
         Coding::Bytes,
         "F0 41 {device} 00 06 12 {address:u28} {code} {anySum:sum7(6)} F7",
         {{{"device", number(16)}, {"address", number(((1 << 7 | 0) << 7 | 0x10) << 7 | 3)}, {"code", number(0x1D)}}}},
        {"octamic-request", Coding::Bytes, "F0 00 20 0D 69 {device} 10 F7", {{{"device", number(0)}}}},
        {"micstasy-request",
         Coding::Bytes,
         "F0 00 20 0D 68 [0 {bank:3} {device:4}] 10 F7",
         {{{"bank", number(2)}, {"device", number(5)}}}},
        {"aphex-batch",
         Coding::Bytes,
         "F0 00 00 38 00 00 00 ( {command} {mic} {code} ) F7",
         {{{"command", number(0)}, {"mic", number(0)}, {"code", number(30)}},
          {{"command", number(8)}, {"mic", number(0)}, {"code", number(1)}}}},
        {"qu-header",
         Coding::Bytes,
         "F0 00 00 1A 50 11 01 00 {channel} 10 {flag} F7",
         {{{"channel", number(0)}, {"flag", number(0)}}}},
        {"pack7", Coding::Bytes, "<pack7 {block:bytes}>", {{{"block", bytesOf("80 01 FF 7F 00 AA 55 C3")}}}},
        {"nib-hi-first", Coding::Bytes, "{code:nib2}", {{{"code", number(0xA5)}}}},
        {"nib-offset60", Coding::Bytes, "{code:nib2+60}", {{{"code", number(0x1F)}}}},
        {"pseudohex", Coding::Bytes, "{code:02P}", {{{"code", number(0x3D)}}}},
        {"sony9-play",
         Coding::Bytes,
         "[{kind:4} {size-2:4}] {code:u8} {anySum:sum8(0)}",
         {{{"kind", number(2)}, {"code", number(1)}}}},
        {"sony9-devtype",
         Coding::Bytes,
         "[{kind:4} {size-2:4}] {code:u8} {anySum:sum8(0)}",
         {{{"kind", number(0)}, {"code", number(0x11)}}}},
        {"trinnov-volume", Coding::Text, "volume {value:d}\n", {{{"value", number(-12)}}}},
        {"symetrix-set",
         Coding::Text,
         "$e CS {controller} {code}\r\n",
         {{{"controller", number(12)}, {"code", number(32768)}}}},
        {"symetrix-push", Coding::Text, "PU {code}\r", {{{"code", number(1)}}}},
        {"orban-recall",
         Coding::Text,
         "RP {name}[{pass}]\r\n",
         {{{"name", std::string("NAME")}, {"pass", std::string("PASS")}}}},
        {"apart-eq", Coding::Text, "SET EQFREQ {band} {code}\r", {{{"band", number(2)}, {"code", number(1000)}}}},
    };
}

/// Bytes of the shared vector of that name.
std::optional<std::string> vectorOf(const QString& name) {
    QFile file(qEnvironmentVariable("DETENT_SHARED") + "/devices/wire-vectors.json");
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    for (const auto& value : QJsonDocument::fromJson(file.readAll()).object()["vectors"].toArray()) {
        if (value.toObject()["name"].toString() == name) return bytesOf(value.toObject()["bytes"].toString());
    }
    return std::nullopt;
}

profiles::Profile framed(const std::string& frame) {
    profiles::Profile profile;
    profile.transport = profiles::Transport::Serial;
    profile.framing.kind = profiles::Framing::Kind::Frames;
    profile.framing.frame = profiles::MessageTemplate::parse(profiles::MessageTemplate::Coding::Bytes, frame).value();
    return profile;
}

profiles::Profile swp08() {
    auto profile = framed("10 02 {payload} {size:u8} {anySum:neg8(2)} 10 03");
    profile.framing.escape = {profiles::Escape::How::Double, 0x10, "\x10"};
    return profile;
}

profiles::Profile bss() {
    auto profile = framed("02 {payload} {anySum:xor8(1)} 03");
    profile.framing.escape = {profiles::Escape::How::Or80, 0x1B, "\x02\x03\x06\x15\x1B"};
    return profile;
}

}  // namespace

class TestPhrase : public QObject {
    Q_OBJECT
private slots:
    void sharedVectorsAreSaidAndHeard_data() {
        QTest::addColumn<int>("row");
        const auto all = rows();
        for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
    }
    void sharedVectorsAreSaidAndHeard() {
        QFETCH(int, row);
        const Row one = rows()[static_cast<std::size_t>(row)];
        const auto bytes = vectorOf(one.name);
        if (!bytes) QSKIP("the shared wire vectors are not here");
        const auto phrase = Phrase::read(one.coding, one.pattern);
        QVERIFY(phrase);
        const auto said = phrase->said(one.groups);
        QVERIFY(said);
        QCOMPARE(QByteArray::fromStdString(*said).toHex(' '), QByteArray::fromStdString(*bytes).toHex(' '));
        const auto heard = phrase->heard(*bytes);
        QCOMPARE(heard.size(), one.groups.size());
        for (std::size_t i = 0; i < heard.size(); ++i) {
            const auto fields = heard[i].fields();
            QVERIFY(fields);
            for (const auto& [name, value] : one.groups[i])
                QVERIFY2(fields->contains(name) && fields->at(name) == value, name.c_str());
        }
    }

    void oneWrongBitAnywhereIsNotedWhereThereIsACheck() {
        const auto phrase = Phrase::read(Coding::Bytes, "F0 41 {device} 00 06 12 {address:u28} {code} {anySum:sum7(6)} F7");
        const std::string bytes = bytesOf("F0 41 10 00 06 12 01 00 10 03 1D 4F F7");
        QVERIFY(!phrase->heard(bytes).empty());
        for (std::size_t at = 6; at < bytes.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                std::string damaged = bytes;
                damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
                QVERIFY(phrase->heard(damaged).empty());
            }
        }
    }

    void framesAreOpenedAndClosed_data() {
        QTest::addColumn<QString>("vector");
        QTest::addColumn<QString>("message");
        QTest::newRow("SW-P-08") << "swp08-stuffed"
                                 << "02 10 03";
        QTest::newRow("BSS") << "bss-set"
                             << "88 02 03 03 00 01 06 00 00 FF FF 15 A0";
    }
    void framesAreOpenedAndClosed() {
        QFETCH(QString, vector);
        QFETCH(QString, message);
        const auto bytes = vectorOf(vector);
        if (!bytes) QSKIP("the shared wire vectors are not here");
        Ear ear(vector.startsWith("swp") ? swp08() : bss());
        const std::string plain = bytesOf(message);
        QCOMPARE(QByteArray::fromStdString(ear.wrapped(plain)).toHex(' '), QByteArray::fromStdString(*bytes).toHex(' '));
        std::vector<std::string> heard;
        for (const char byte : "\x55" + *bytes + bytes->substr(0, 5) + *bytes) {  // rubbish before, one cut short between
            for (auto& one : ear.hear(std::string(1, byte))) heard.push_back(std::move(one));
        }
        QCOMPARE(heard, (std::vector{plain, plain}));
    }

    void checksHaveTheirCataloguesValues_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        for (const auto& [name, value] : std::vector<std::pair<const char*, const char*>>{{"crc8-smbus", "F4"},
                                                                                          {"crc8-maxim", "A1"},
                                                                                          {"crc16-modbus", "4B37"},
                                                                                          {"crc16-modbus-le", "374B"},
                                                                                          {"crc16-arc", "BB3D"},
                                                                                          {"crc16-ccitt-false", "29B1"},
                                                                                          {"crc16-xmodem", "31C3"},
                                                                                          {"crc16-kermit", "2189"},
                                                                                          {"crc16-x25", "906E"}})
            QTest::newRow(name) << name << value;
    }
    void checksHaveTheirCataloguesValues() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto check = checkOf(name.toStdString(), "123456789");
        QVERIFY(check);
        QCOMPARE(QByteArray::fromStdString(*check).toHex().toUpper(), value.toLatin1());
    }

    void numbersTakeEveryForm_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("wire");
        const auto row = [](const char* format, double number, const char* wire) {
            QTest::addRow("%s of %g", format, number) << format << number << wire;
        };
        row("u16", 300, "012C");
        row("u16le", 300, "2C01");
        row("s8", -128, "80");
        row("s14", -1, "7F7F");
        row("m8", -5, "85");
        row("snib2", -1, "0F0F");
        row("nib4le", 0x1234, "04030201");
        row("f32", 1.5, "3FC00000");
        row("f64le", -2, "00000000000000C0");
        row("bcd2", 1234, "1234");
        row("bcd2le", 1234, "3412");
        row("03d", 7, "303037");
        row("02x", 0xAB, "6162");
        row("u35", 12345678901.0, "2D7E703835");
    }
    void numbersTakeEveryForm() {
        QFETCH(QString, format);
        QFETCH(double, number);
        QFETCH(QString, wire);
        const auto phrase = Phrase::read(Coding::Bytes, "{code:" + format.toStdString() + "}");
        QVERIFY(phrase);
        const auto said = phrase->said({{"code", number}});
        QVERIFY(said);
        QCOMPARE(QByteArray::fromStdString(*said).toHex().toUpper(), wire.toLatin1());
        const auto heard = phrase->heard(*said);
        QCOMPARE(heard.size(), std::size_t(1));
        QCOMPARE(*numberIn(heard[0].fields()->at("code")), number);
    }

    void linesTakeEveryForm_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* field, double number, const char* line) {
            QTest::addRow("%s of %g", field, number) << field << number << line;
        };
        row("value:d", -12, "-12");
        row("value:4d", 7, "   7");
        row("value:04d", 7, "0007");
        row("value:.1f", -0.04, "0.0");
        row("value:.2f", 0.125, "0.13");
        row("value:6.1f", -1.5, "  -1.5");
        row("value:+d", 3, "+3");
        row("value:+.1f", 0, "+0.0");
        row("value:g", 0.25, "0.25");
        row("value:X", 255, "FF");
        row("value:02x", 10, "0a");
        row("value:02P", 61, "3=");
        row("value*100:d", -1.5, "-150");
        row("value+64", -3, "61");
        row("value/1000:.3f", 1500, "1.500");
    }
    void linesTakeEveryForm() {
        QFETCH(QString, format);
        QFETCH(double, number);
        QFETCH(QString, line);
        const auto phrase = Phrase::read(Coding::Text, "A {" + format.toStdString() + "};");
        QVERIFY(phrase);
        const auto said = phrase->said({{"value", number}});
        QVERIFY(said);
        QCOMPARE(QString::fromStdString(*said), "A " + line + ";");
        const auto heard = phrase->heard(*said);
        QCOMPARE(heard.size(), std::size_t(1));
        // -0.04 and 0.125 come back as they were written
        QVERIFY(std::abs(*numberIn(heard[0].fields()->at("value")) - number) <= 0.05);
        for (const char* other : {"A 1;2;", "B 1;", "A ;", "A one;", "A 1", "A 1; "})
            QVERIFY2(phrase->heard(other).empty(), other);
    }

    void anOscMessageIsSaidAndHeard() {
        const auto phrase = Phrase::read(Coding::Osc, "/output/{n}/fader {code/1000000:f} 'dB' T 1");
        QVERIFY(phrase);
        const auto said = phrase->said({{"n", number(3)}, {"code", number(817204)}});
        QVERIFY(said);
        QCOMPARE(QByteArray::fromStdString(*said).toHex(' '),  // by hand from the OSC 1.0 page; 0.817204 is 3F513448
                 QByteArray("2f 6f 75 74 70 75 74 2f 33 2f 66 61 64 65 72 00 2c 66 73 54 69 00 00 00 "
                            "3f 51 34 48 64 42 00 00 00 00 00 01"));
        const auto heard = phrase->heard(*said);
        QCOMPARE(heard.size(), std::size_t(1));
        QVERIFY(std::abs(*numberIn(heard[0].fields()->at("code")) - 817204) < 0.05);  // of float32
        QVERIFY(phrase->heard(said->substr(0, said->size() - 4)).empty());
    }

    void whatIsNotInTheGrammarIsNotRead_data() {
        QTest::addColumn<QString>("source");
        for (const char* source : {"F0 {code", "F0 {code:q} F7", "F0 ( {code} F7", "F0 <pack9 {code}> F7", "F",
                                   "F0 {s:crc9(1)} F7", "[0 {code:3", "{code:u15x}", "{code*0}", "{:u8}"})
            QTest::newRow(source) << source;
    }
    void whatIsNotInTheGrammarIsNotRead() {
        QFETCH(QString, source);
        QVERIFY(!Phrase::read(Coding::Bytes, source.toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestPhrase)
#include "tst_phrase.moc"
