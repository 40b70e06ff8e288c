// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every wire shape of the format by way of a profile: shapes/ has one for each family, with bytes from sources as proofs.
#include "hardware-profiles/codec/checksum.h"
#include "hardware-profiles/codec/codec.h"
#include "hardware-profiles/codec/osc_message.h"
#include "tests/hardware-profiles/profile/shapes.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <cstring>
#include <random>

using namespace detent::profiles;
using detent::test::kShapes;
using detent::test::readShape;
using detent::test::shape;

namespace {

QByteArray hex(std::string_view bytes) { return QByteArray(bytes.data(), qsizetype(bytes.size())).toHex(' ').toUpper(); }
std::string raw(const char* hexText) { return QByteArray::fromHex(hexText).toStdString(); }

std::vector<std::pair<std::string, Code>> settingsFrom(const Profile& profile, const QString& text) {
    std::vector<std::pair<std::string, Code>> settings;
    for (const QString& one : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const std::string id = one.section(QLatin1Char('='), 0, 0).toStdString();
        settings.emplace_back(id, *profile.control(id)->scale.parse(one.section(QLatin1Char('='), 1).toStdString()));
    }
    return settings;
}

std::string joined(const std::vector<WireMessage>& messages) {
    std::string all;
    for (const WireMessage& message : messages) all += message.bytes;
    return all;
}

/// Whole messages of what was sent, framing cut off, then all of it, for those that only together say something.
std::vector<std::string> heardOf(const Profile& profile, const std::string& bytes) {
    std::string stream = bytes;
    if (profile.framing.kind == Framing::Kind::Lines) {
        stream.resize(stream.size() - profile.framing.sendEnd.size());
        return {stream};
    }
    Framer framer(profile);
    auto frames = framer.feed(stream);
    if (profile.framing.kind == Framing::Kind::Midi) frames.push_back(stream);
    return frames;
}

std::map<std::string, Code> meantBy(const Codec& codec, const std::string& bytes) {
    std::map<std::string, Code> all;
    for (const std::string& frame : heardOf(codec.profile(), bytes)) {
        for (const Reading& reading : codec.meant(frame)) all[reading.control] = reading.code;
    }
    return all;
}

}  // namespace

class TestWireShapes : public QObject {
    Q_OBJECT

private slots:
    void everyShapeIsAGoodProfileAndProvesItsBytes_data() { eachShape(); }
    void everyShapeIsAGoodProfileAndProvesItsBytes();
    void everyVectorOfTheDeviceFactsIsWrittenAndReadByAProfile();
    void everyPositionIsWrittenAndReadAgain_data() { eachShape(); }
    void everyPositionIsWrittenAndReadAgain();
    void checkValuesOfEveryCrcAreThoseOfTheCatalogue();
    void valueCurvesGoThroughTheirPoints();
    void framesAreFoundWhereverTheStreamIsCut_data();
    void framesAreFoundWhereverTheStreamIsCut();
    void aDamagedFrameIsNeverReadAndHoldsUpNoOther_data() { framesAreFoundWhereverTheStreamIsCut_data(); }
    void aDamagedFrameIsNeverReadAndHoldsUpNoOther();
    void checksOverEscapedBytesAreOverWhatTravels();
    void pairsOfMidiMessagesAreHeardTogether();
    void echoesAreDroppedAndPromptsAreMessages();
    void bundlesComeApart();
    void aSharedWordNeedsToKnowTheOthers();
    void anAnswerOfManyLinesEndsWhereItSays();
    void setsAndClocksAreReadAsPeopleSayThem();
    void whatDependsIsReadByTheOther();
    void variantsAreProfilesOfTheirOwn();
    void controlsThatCollideAreTold_data();
    void controlsThatCollideAreTold();

private:
    static void eachShape() {
        QTest::addColumn<QString>("name");
        for (const QString& file : QDir(kShapes).entryList({QStringLiteral("*.json")})) QTest::newRow(qPrintable(file)) << file.chopped(5);
    }
};

void TestWireShapes::everyShapeIsAGoodProfileAndProvesItsBytes() {
    QFETCH(QString, name);
    const ProfileReading reading = readShape(name);
    for (const ProfileFault& fault : reading.faults) qWarning("%s", faultText(name.toStdString(), fault).c_str());
    QVERIFY(reading.profile);
    if (reading.profile->transport != Transport::None) QVERIFY(!reading.profile->proofs.empty());
}

void TestWireShapes::everyVectorOfTheDeviceFactsIsWrittenAndReadByAProfile() {
    const QString folder = qEnvironmentVariable("DETENT_SHARED");
    QFile file(folder + QStringLiteral("/devices/wire-vectors.json"));
    if (folder.isEmpty() || !file.open(QIODevice::ReadOnly)) QSKIP("DETENT_SHARED names no folder with devices/wire-vectors.json");
    struct By {
        const char *profile, *settings, *message, *skip;  // bytes of the vector that stand outside the frame of the profile
    };
    const QMap<QString, By> ways = {
        {"cc", {"midi", "comp=64", "", ""}},
        {"cc-appsys-mid", {"midi", "gain=63", "", ""}},
        {"cc14", {"midi", "drive=12345", "", ""}},
        {"nrpn14", {"midi", "level=16256", "", ""}},
        {"nrpn14-null", {"midi", "wet=8192", "", ""}},
        {"rpn-pb-range", {"midi", "range=2", "", ""}},
        {"pitchbend", {"midi", "bend=12000", "", ""}},
        {"roland-dt1", {"sysex", "reverb=29", "", ""}},
        {"octamic-request", {"sysex", "", "octamic", ""}},
        {"micstasy-request", {"sysex", "", "micstasy", ""}},
        {"aphex-batch", {"sysex", "mic.gain.0=30;mic.pad.0=On", "", ""}},
        {"qu-header", {"sysex", "", "qu", ""}},
        {"pack7", {"sysex", "byte.1=128;byte.2=1;byte.3=255;byte.4=127;byte.5=0;byte.6=170;byte.7=85;byte.8=195", "", "F0 7D 12"}},
        {"nib-hi-first", {"sysex", "nibbles=165", "", "F0 7D 20"}},
        {"nib-offset60", {"sysex", "offset=31", "", "F0 7D 21"}},
        {"pseudohex", {"biamp", "band.2=61", "", "61 61 30 32 3F"}},
        {"sony9-play", {"sony9", "run=Play", "", ""}},
        {"sony9-devtype", {"sony9", "", "type", ""}},
        {"swp08-stuffed", {"swp08", "short=3", "", ""}},
        {"bss-set", {"bss", "gain=-6", "", ""}},
        {"orban-5700i-header", {"orban5700i", "contrast=42", "", ""}},
        {"trinnov-volume", {"trinnov", "volume=-12", "", ""}},
        {"symetrix-set", {"symetrix", "controller.12=50.001", "", ""}},
        {"symetrix-push", {"pushcr", "push=On", "", ""}},
        {"orban-recall", {"orban", "preset=NAME", "", ""}},
        {"apart-eq", {"apart", "freq.2=1 kHz", "", ""}},
    };
    for (const QJsonValue& vector : QJsonDocument::fromJson(file.readAll()).object()["vectors"].toArray()) {
        const QString name = vector["name"].toString();
        QVERIFY2(ways.contains(name), qPrintable(name));
        const By by = ways[name];
        const ProfilePtr profile = shape(QString::fromLatin1(by.profile));
        ParamValues params;
        if (name == "micstasy-request") params["device"] = 5;
        const Codec codec(profile, params);
        const auto settings = settingsFrom(*profile, QString::fromLatin1(by.settings));
        const auto wire = settings.empty() ? codec.request(by.message) : codec.setTogether(settings);
        QVERIFY2(wire.ok(), wire ? "" : wire.problem().text().c_str());
        const QByteArray bytes = hex(joined(*wire)), wanted = QByteArray::fromHex(vector["bytes"].toString().toLatin1()).toHex(' ').toUpper();
        const qsizetype skip = *by.skip ? qsizetype(std::strlen(by.skip)) + 1 : 0;
        QVERIFY2(bytes.startsWith(by.skip), bytes.constData());
        QCOMPARE(bytes.mid(skip, wanted.size()), wanted);
        if (skip == 0 && name != "orban-5700i-header") QCOMPARE(bytes.size(), wanted.size());
        if (settings.empty()) continue;
        const std::map<std::string, Code> all(settings.begin(), settings.end());
        QVERIFY2(meantBy(codec, joined(*wire)) == all, qPrintable(name));
    }
}

void TestWireShapes::everyPositionIsWrittenAndReadAgain() {
    QFETCH(QString, name);
    const ProfilePtr profile = shape(name);
    const Codec codec(profile, {});
    KnownCodes known;
    for (const Control& control : profile->controls) known[control.id] = control.defaultCode;
    for (const Control& control : profile->controls) {
        if (!control.driven()) continue;
        const std::int64_t count = std::min<std::int64_t>(control.scale.count(), 400);
        for (std::int64_t i = 0; i < count; ++i) {
            const Code code = control.scale.codeAt(count < 2 ? 0 : double(i) / double(count - 1));
            const auto wire = codec.set(control.id, code, known);
            QVERIFY2(wire.ok(), wire ? "" : wire.problem().text().c_str());
            const auto meant = meantBy(codec, joined(*wire));
            const auto said = meant.find(control.id);
            QVERIFY2(said != meant.end(), (control.id + " " + control.scale.textOf(code) + ": " + hex(joined(*wire)).toStdString()).c_str());
            QCOMPARE(said->second, code);
        }
    }
}

/// Greg Cook's catalogue of parametrised CRC algorithms: each over the characters 123456789.
void TestWireShapes::checkValuesOfEveryCrcAreThoseOfTheCatalogue() {
    const auto check = [](const char* algorithm, const char* bytes) { QCOMPARE(hex(checksumOf(algorithm, "123456789")), QByteArray(bytes)); };
    check("crc8-smbus", "F4");
    check("crc8-maxim", "A1");
    check("crc16-modbus", "4B 37");
    check("crc16-modbus-le", "37 4B");
    check("crc16-arc", "BB 3D");
    check("crc16-ccitt-false", "29 B1");
    check("crc16-xmodem", "31 C3");
    check("crc16-kermit", "21 89");
    check("crc16-x25", "90 6E");
    check("crc8-itu", "A1");
    check("crc8-rohc", "D0");
    check("crc8-darc", "15");
    check("crc16-usb", "B4 C8");
    check("crc16-mcrf4xx", "6F 91");
    check("crc16-aug-ccitt", "E5 CC");
    check("crc32", "CB F4 39 26");
    check("sum8", "DD");  // 31h to 39h add up to 1DDh
    check("neg8", "23");
    check("inv8", "22");
    check("add7", "5D");
    check("sum7", "23");
    check("xor8", "31");
    check("sum16-le", "DD 01");
    QVERIFY(!isChecksum("crc8-smbus-le") && !isChecksum("crc64") && !isChecksum(""));
}

void TestWireShapes::valueCurvesGoThroughTheirPoints() {
    const ProfilePtr bss = shape("bss"), osc = shape("osc");
    const auto goesThrough = [](const Scale& scale, double value, Code code) {
        QCOMPARE(scale.codeOf(value), code);
        QVERIFY(std::abs(*scale.valueOf(code) - value) < 1e-4);  // half a step of the finest of these curves
    };
    const std::pair<double, Code> gains[] = {{10, 100000}, {0, 0}, {-6, -60000}, {-10, -100000}, {-20, -160206}, {-40, -220412}, {-80, -280618}};
    for (const auto& [value, code] : gains) goesThrough(bss->control("gain")->scale, value, code);
    const std::pair<double, Code> faders[] = {{6, 1000000}, {0, 817204}, {-6, 634409}, {-10, 538904}, {-20, 386085}, {-40, 184228}, {-65, 0}};
    for (const auto& [value, code] : faders) goesThrough(osc->control("fader.1")->scale, value, code);
    Scale::Spec muses;
    muses.minCode = 0x10, muses.maxCode = 0xEF, muses.maxValue = -111.5;
    const std::pair<double, Code> registers[] = {{0, 0x10}, {-0.5, 0x11}, {-20, 0x38}, {-111.5, 0xEF}};
    for (const auto& [value, code] : registers) goesThrough(Scale(muses), value, code);
    Scale::Spec pga;
    pga.minCode = 1, pga.maxCode = 255, pga.minValue = -95.5, pga.maxValue = 31.5;
    pga.words = {{0, std::nullopt, "Mute"}};
    const Scale scale(pga);
    const std::pair<double, Code> volumes[] = {{31.5, 255}, {0, 192}, {-20, 152}, {-95.5, 1}};
    for (const auto& [value, code] : volumes) goesThrough(scale, value, code);
    QVERIFY(scale.contains(0) && !scale.valueOf(0));
    QCOMPARE(*scale.parse("mute"), Code{0});
    QCOMPARE(scale.count(), 256);
    QCOMPARE(scale.codeAt(0), Code{0});
    QCOMPARE(scale.stepped(1, -1), Code{0});
    QCOMPARE(scale.stepped(0, 1), Code{1});
}

void TestWireShapes::framesAreFoundWhereverTheStreamIsCut_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("control");
    QTest::newRow("ends, or80, xor8") << "bss" << "gain";
    QTest::newRow("doubled escape, size and sum behind") << "swp08" << "destination.2";
    QTest::newRow("size in the message's own nibble") << "sony9" << "jog";
    QTest::newRow("scrambled sizes in the head") << "orban5700i" << "contrast";
    QTest::newRow("fixed size, CRC") << "modbus" << "gain";
    QTest::newRow("flags, xor20, CRC") << "floats" << "b";
    QTest::newRow("characters, LRC") << "modbusascii" << "gain";
    QTest::newRow("doubled escape, CRC behind the end") << "bisync" << "gain";
}

void TestWireShapes::framesAreFoundWhereverTheStreamIsCut() {
    QFETCH(QString, name);
    QFETCH(QString, control);
    const ProfilePtr profile = shape(name);
    const Codec codec(profile, {});
    const Scale& scale = profile->control(control.toStdString())->scale;
    std::mt19937 random(7);
    std::string stream;
    std::vector<std::string> sent;
    for (int i = 0; i < 12; ++i) {
        const std::string wire = joined(*codec.set(control.toStdString(), scale.codeAt(double(i) / 11)));
        sent.push_back(*unframed(profile->framing, wire));
        stream += wire;
    }
    for (int round = 0; round < 50; ++round) {
        Framer framer(*profile);
        std::vector<std::string> found;
        for (std::size_t from = 0; from < stream.size();) {
            const std::size_t size = 1 + random() % 20;
            for (auto& message : framer.feed(std::string_view(stream).substr(from, size))) found.push_back(std::move(message));
            from += size;
        }
        QCOMPARE(found, sent);
    }
}

void TestWireShapes::aDamagedFrameIsNeverReadAndHoldsUpNoOther() {
    QFETCH(QString, name);
    QFETCH(QString, control);
    const ProfilePtr profile = shape(name);
    const Codec codec(profile, {});
    const Scale& scale = profile->control(control.toStdString())->scale;
    const std::string good = joined(*codec.set(control.toStdString(), scale.codeAt(0.3))), after = joined(*codec.set(control.toStdString(), scale.codeAt(0.8)));
    const std::string wanted = *unframed(profile->framing, after);
    int recovered = 0, all = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(good.size(), 40); ++i) {
        for (int bit = 0; bit < 8; bit += 3) {
            std::string damaged = good;
            damaged[i] = char(damaged[i] ^ (1 << bit));
            Framer framer(*profile);
            auto found = framer.feed(damaged);
            for (int more = 0; more < 8; ++more) {
                for (auto& message : framer.feed(after)) found.push_back(std::move(message));
            }
            // what is found is what was sent whole, or a stray byte that stands for itself
            for (const std::string& message : found) {
                const bool isBare = std::find(profile->framing.bare.begin(), profile->framing.bare.end(), message) != profile->framing.bare.end();
                if (profile->framing.frame.opening().empty() && message != wanted) continue;  // no beginning: one byte of sum may fit by chance
                QVERIFY2(isBare || message == wanted, hex(message).constData());
            }
            recovered += !found.empty() && found.back() == wanted;
            ++all;
        }
    }
    QCOMPARE(recovered, all);
}

void TestWireShapes::checksOverEscapedBytesAreOverWhatTravels() {
    Framing framing;
    framing.kind = Framing::Kind::Frames;
    framing.frame = *MessageTemplate::parse(MessageTemplate::Coding::Bytes, "02 {payload} {sum:sum8(1)} 03");
    framing.escape = {Escape::How::Or80, 0x1B, raw("02031B")};
    QCOMPARE(hex(*framed(framing, raw("410342"))), QByteArray("02 41 1B 83 42 86 03"));  // 41 + 03 + 42
    framing.checkIsOverEscaped = true;
    QCOMPARE(hex(*framed(framing, raw("410342"))), QByteArray("02 41 1B 83 42 21 03"));  // 41 + 1B + 83 + 42
    QCOMPARE(hex(*unframed(framing, raw("02411B83422103"))), QByteArray("41 03 42"));
    QVERIFY(!unframed(framing, raw("02411B83428603")));
    // a check that is itself a byte to escape: E8 + 1B = 103
    QCOMPARE(hex(*framed(framing, raw("E81B"))), QByteArray("02 E8 1B 9B 9E 03"));
    QCOMPARE(hex(*unframed(framing, *framed(framing, raw("01")))), QByteArray("01"));
    QCOMPARE(hex(*framed(framing, raw("03"))), QByteArray("02 1B 83 9E 03"));
    QCOMPARE(hex(*framed(framing, raw("7F83"))), QByteArray("02 7F 83 1B 82 03"));
    QCOMPARE(hex(*unframed(framing, raw("027F831B8203"))), QByteArray("7F 83"));
}

void TestWireShapes::pairsOfMidiMessagesAreHeardTogether() {
    const ProfilePtr profile = shape("midi");
    const Codec codec(profile, {});
    Framer framer(*profile);
    std::map<std::string, Code> heard;
    // an NRPN in running status with a clock byte within, then a CC pair
    for (const std::string& frame : framer.feed(raw("B06301 626D F8 067F 2600 6D60 2539"))) {
        for (const Reading& reading : codec.decode(frame)) heard[reading.control] = reading.code;
    }
    const std::map<std::string, Code> wanted = {{"level", 16256}, {"drive", 12345}};
    QVERIFY(heard == wanted);
}

void TestWireShapes::echoesAreDroppedAndPromptsAreMessages() {
    const ProfilePtr apart = shape("apart"), trinnov = shape("trinnov");
    Framer echoing(*apart);
    echoing.sent("GET EQFREQ 2\r");
    QCOMPARE(echoing.feed("GET EQFREQ 2\rEQFREQ 2 1000\r"), std::vector<std::string>{"EQFREQ 2 1000"});
    QCOMPARE(echoing.feed("GET EQFREQ 2\r"), std::vector<std::string>{"GET EQFREQ 2"});  // nothing was sent that it would repeat
    Framer prompting(*trinnov);
    QCOMPARE(prompting.feed("Welcome on Altitude\nlog"), std::vector<std::string>{"Welcome on Altitude"});
    QCOMPARE(prompting.feed("in: OK;VOLUME -1\r\n"), (std::vector<std::string>{"login: ", "OK", "VOLUME -1"}));
    QVERIFY(Codec(trinnov, {}).isGreeting("Welcome on Altitude"));
}

void TestWireShapes::bundlesComeApart() {
    const ProfilePtr profile = shape("osc");
    const Codec codec(profile, {});
    const std::string one = joined(*codec.set("mute.1", 1)), two = joined(*codec.set("fader.2", 634409));
    const auto sized = [](const std::string& message) { return std::string{'\0', '\0', '\0', char(message.size())} + message; };
    const std::string bundle = std::string("#bundle\0", 8) + std::string(8, '\0') + sized(one) + sized(two);
    const auto frames = Framer(*profile).feed(bundle);
    QCOMPARE(frames.size(), std::size_t{2});
    QCOMPARE(codec.decode(frames[1]).front().code, Code{634409});
    QCOMPARE(*oscText(frames[1]), std::string("/output/2/faderlin 0.634409"));
    // a unit may say a whole number where a float belongs
    QCOMPARE(codec.decode(raw("2F6F7574707574 2F31 2F66616465726C696E 0000 2C690000 00000001")).size(), std::size_t{1});
    QVERIFY(Framer(*profile).feed(bundle.substr(0, 30)).empty());
}

void TestWireShapes::aSharedWordNeedsToKnowTheOthers() {
    const ProfilePtr profile = shape("sysex");
    const Codec codec(profile, {});
    QCOMPARE(codec.needs("byte.1").size(), std::size_t{7});
    QVERIFY(codec.needs("masked.low").empty() && codec.needs("gain.1").empty());
    const auto alone = codec.set("byte.1", 1);
    QVERIFY(!alone.ok());
    QVERIFY2(alone.problem().what.find("Byte 2") != std::string::npos, alone.problem().what.c_str());
    KnownCodes known;
    for (int i = 2; i <= 8; ++i) known["byte." + std::to_string(i)] = i;
    QCOMPARE(hex(joined(*codec.set("byte.1", 1, known))), QByteArray("F0 7D 12 00 01 02 03 04 05 06 07 00 08 F7"));
}

void TestWireShapes::anAnswerOfManyLinesEndsWhereItSays() {
    const Codec codec(shape("orban"), {});
    const Reply asked = codec.reply("STRUCTURE 2BAND LF", "document", "");
    QVERIFY(asked.kind == Reply::Kind::Answer && !asked.isLast);
    const Reply said = codec.reply("ON AIR: OTHER", "document", "preset");
    QVERIFY(said.kind == Reply::Kind::Answer && !said.isLast && said.readings.front().code == 1);
    const Reply last = codec.reply("End Preset<end>", "document", "preset");
    QVERIFY(last.kind == Reply::Kind::Answer && last.isLast);
}

void TestWireShapes::setsAndClocksAreReadAsPeopleSayThem() {
    const ProfilePtr profile = shape("hand");
    const Scale& ratio = profile->control("ratio")->scale;
    QCOMPARE(ratio.count(), 15);  // one to four of four buttons
    QCOMPARE(*ratio.parse("20+4"), Code{9});
    QCOMPARE(ratio.textOf(9), std::string("4 + 20"));
    QCOMPARE(*ratio.parse("all"), Code{15});
    QVERIFY(!ratio.parse("none").ok() && !ratio.parse("5").ok());
    const Scale& input = profile->control("input")->scale;
    QCOMPARE(input.count(), 21);
    for (const char* typed : {"10:30", "10:30 o'clock", "10:40"}) QCOMPARE(input.textOf(*input.parse(typed)), std::string("10:30 o'clock"));
    QCOMPARE(input.textOf(*input.parse("12")), std::string("12:00 o'clock"));
    QVERIFY(!input.parse("6:00").ok() && !input.parse("13").ok() && !input.parse("10:75").ok());
    QCOMPARE(input.angleOf(*input.parse("7")), -150.0);
    QCOMPARE(input.angleOf(*input.parse("3")), 90.0);
    const Scale& trim = profile->control("trim")->scale;
    QCOMPARE(trim.angleOf(trim.minCode()), -120.0);
    QCOMPARE(trim.textOf(profile->control("trim")->defaultCode), std::string("12:00 o'clock"));
    for (const Scale* scale : {&ratio, &input, &trim}) {
        for (const Position& position : scale->spec().positions) QCOMPARE(*scale->parse(scale->textOf(position.code)), position.code);
    }
}

void TestWireShapes::whatDependsIsReadByTheOther() {
    const ProfilePtr hand = shape("hand"), apart = shape("apart");
    const Control& gain = *hand->control("gain");
    const Code other = *hand->control("range")->scale.parse("x1.5");
    QCOMPARE(gain.scaleWhen(other).textOf(10), std::string("+15.0 dB"));
    QCOMPARE(gain.scaleWhen(std::nullopt).textOf(10), std::string("+10.0 dB"));
    QCOMPARE(gain.labelWhen(other), std::string("Gain x1.5"));
    QCOMPARE(apart->control("gain.1.2")->depends.on, std::string("type.2"));
    QVERIFY(apart->control("gain.1.2")->isUnusedWhen(0) && !apart->control("gain.1.2")->isUnusedWhen(1));
    QCOMPARE(apart->control("gain.2.3")->label, std::string("Gain R 3"));
    QCOMPARE(apart->control("gain.2.3")->args.at("channel"), 7);
}

void TestWireShapes::variantsAreProfilesOfTheirOwn() {
    const ProfileReading reading = readShape("hand");
    QCOMPARE(reading.variants.size(), std::size_t{1});
    const Profile& mk2 = *reading.variants.front();
    QCOMPARE(mk2.id, std::string("shapes.hand.mk2"));
    QCOMPARE(mk2.model, std::string("Hand MkII"));
    QVERIFY(!mk2.control("trim") && mk2.control("hpf") && mk2.control("input"));
    QCOMPARE(mk2.control("ratio")->scale.count(), 32);
    QCOMPARE(mk2.panel.items.size(), std::size_t{1});
    const ProfileReading again = readProfile(mk2.text);  // what a library keeps by its hash is a whole profile
    QVERIFY(again.profile);
    QCOMPARE(again.profile->id, mk2.id);
    QCOMPARE(again.profile->sha256, mk2.sha256);
}

void TestWireShapes::controlsThatCollideAreTold_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("told");
    QTest::newRow("a CC within a pair of CCs") << "midi" << R"("args": {"cc": 110, "lsb": 39})" << R"("args": {"cc": 110, "lsb": 12})"
                                               << "controller 12 on its channel also sets \"comp\"";
    QTest::newRow("one NRPN twice") << "midi" << R"("set": "nrpn7", "args": {"msb": 1, "lsb": 110})" << R"("set": "nrpn", "args": {"msb": 1, "lsb": 109})"
                                    << "\"mode\" is set by the same bytes as \"level\"";
    QTest::newRow("bits of two controls") << "sysex" << R"("place": {"bits": [4, 4]})" << R"("place": {"bits": [3, 4]})"
                                          << "\"masked.high\" is set by the same bytes as \"masked.low\"";
    QTest::newRow("bytes of two controls") << "sysex" << R"({"at": "=n-1"})" << R"({"at": "=n-1", "format": "u16"})" << "its bytes are also those of";
    QTest::newRow("a number that does not fit") << "sysex" << R"("place": {"at": "=n-1"})" << R"("place": {"at": "=n-1", "format": "nib1"})" << "cannot come back";
    QTest::newRow("two controls of one OSC address") << "osc" << R"(/output/{n}/mute {code:b})" << R"(/input/{n}/48v {code:i})" << "is set by the same bytes as";
}

void TestWireShapes::controlsThatCollideAreTold() {
    QFETCH(QString, name);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, told);
    const ProfileReading reading = readShape(name, from.toUtf8(), to.toUtf8());
    QVERIFY(!reading.profile);
    QVERIFY2(QString::fromStdString(reading.faults.front().message).contains(told), reading.faults.front().message.c_str());
}

QTEST_APPLESS_MAIN(TestWireShapes)
#include "tst_wire_shapes.moc"
