// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/reader.h"
#include "tests/hardware-profiles/profile/mistakes_wire.h"
#include "tests/hardware-profiles/profile/shapes.h"

#include <QCryptographicHash>
#include <QTest>

#include <random>

using namespace detent::profiles;
using detent::test::kGoodProfile;
using detent::test::readShape;

namespace {

std::string with(const std::string& from, const std::string& to) {
    std::string text = kGoodProfile;
    const std::size_t at = text.find(from);
    Q_ASSERT(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

const std::vector<detent::test::Mistake>& mistakes() {
    static const std::vector<detent::test::Mistake> both = [] {
        using namespace detent::test;
        std::vector<Mistake> list(std::begin(kMistakes), std::end(kMistakes));
        list.insert(list.end(), std::begin(kWireMistakes), std::end(kWireMistakes));
        return list;
    }();
    return both;
}

QString all(const ProfileReading& reading) {
    QString text;
    for (const ProfileFault& fault : reading.faults)
        text += QString::fromStdString(faultText("box.json", fault)) + QLatin1Char('\n');
    return text;
}

}  // namespace

class TestReader : public QObject {
    Q_OBJECT

private slots:
    void aGoodProfileIsReadWhole();
    void whatIsLeftOutHasItsDefault();
    void everyMistakeIsNamedWithItsPlaceAndRemedy_data();
    void everyMistakeIsNamedWithItsPlaceAndRemedy();
    void allMistakesAreFoundAtOnceInTheOrderOfTheText();
    void columnsCountCharactersAndLinesCountLineFeeds();
    void pointersEscapeSlashesAndTildes();
    void aMarkForUtf8AtTheStartIsNoMistake();
    void aFaultReadsAsCompilersWriteIt();
    void anAssumedPauseMakesAManualNoLessSure();
    void aRepeatedControlIsOneForEachChannel();
    void refusalsOfTheWholeUnitHoldForEveryMessage();
    void whatIsNoProfileAtAllIsAFaultNotACrash_data();
    void whatIsNoProfileAtAllIsAFaultNotACrash();
    void noCutOfAProfileIsReadAsOne();
    void noDamageToAProfileCrashesTheReader();
    void aHundredFaultsAreEnough();
    void aVariantLeavesOutWhatIsNull();
};

void TestReader::aGoodProfileIsReadWhole() {
    const ProfileReading reading = readProfile(kGoodProfile);
    QVERIFY2(reading.profile, qPrintable(all(reading)));
    const Profile& box = *reading.profile;
    QCOMPARE(box.id, std::string("acme.box"));
    QCOMPARE(box.transport, Transport::Serial);
    QCOMPARE(box.confidence(), Confidence::High);
    QCOMPARE(box.messages.size(), std::size_t{3});
    QCOMPARE(box.identifyMessage, std::string("who"));
    const Control& low = *box.control("low");
    QCOMPARE(low.scale.textOf(-3), std::string("-1.5 dB"));
    QCOMPARE(low.args.at("band"), std::int64_t{1});
    QVERIFY(low.driven() && low.readable());
    const Control& mute = *box.control("mute");
    QCOMPARE(mute.role, Role::Mute);
    QCOMPARE(mute.mutedCode, std::optional<Code>(1));
    QVERIFY(!mute.driven());
    QCOMPARE(box.panel.items.front().control, std::string("low"));
    QCOMPARE(box.proofs.front().settings.front(), (std::pair<std::string, Code>("low", -3)));
    QCOMPARE(box.text, std::string(kGoodProfile));
    const QByteArray hash = QCryptographicHash::hash(QByteArray(kGoodProfile), QCryptographicHash::Sha256).toHex();
    QCOMPARE(box.sha256, hash.toStdString());
}

void TestReader::whatIsLeftOutHasItsDefault() {
    const ProfilePtr box = readProfile(kGoodProfile).profile;
    QVERIFY(box);
    QCOMPARE(box->channels, 2);
    QCOMPARE(box->serial.baud, 9600);
    QCOMPARE(box->serial.parity, 'N');
    QCOMPARE(box->framing.receiveEnds, std::vector<std::string>{"\n"});
    QCOMPARE(box->messages[0].replyMs, 300);
    QCOMPARE(box->control("low")->defaultCode, Code(-16));
    QCOMPARE(box->control("low")->kind, ControlKind::Knob);
    QVERIFY(box->control("low")->recalled);
    QCOMPARE(box->panel.widthMm, 482.6);
    const ProfilePtr slow =
        readProfile(with("\"params\"", "\"timing\": {\"replyMs\": 900, \"gapMs\": 7}, \"params\"")).profile;
    QVERIFY(slow);
    QCOMPARE(slow->messages[0].replyMs, 900);
    QCOMPARE(slow->messages[0].gapMs, 7);
}

void TestReader::everyMistakeIsNamedWithItsPlaceAndRemedy_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(mistakes().size()); ++i) QTest::newRow(mistakes()[std::size_t(i)].name) << i;
}

void TestReader::everyMistakeIsNamedWithItsPlaceAndRemedy() {
    QFETCH(int, index);
    const detent::test::Mistake& mistake = mistakes()[std::size_t(index)];
    const ProfileReading reading = readProfile(with(mistake.from, mistake.to));
    QVERIFY(!reading.profile);
    QVERIFY2(int(reading.faults.size()) == mistake.faults, qPrintable(all(reading)));
    const ProfileFault& first = reading.faults.front();
    QCOMPARE(first.message, std::string(mistake.message));
    QCOMPARE(first.pointer, std::string(mistake.pointer));
    QCOMPARE(first.line, mistake.line);
    QCOMPARE(first.column, mistake.column);
}

void TestReader::allMistakesAreFoundAtOnceInTheOrderOfTheText() {
    std::string text = with("\"xMm\": 100", "\"xMm\": true");
    text.replace(text.find("\"Acme\""), 6, "17");
    text.replace(text.find("GET {unit}"), 10, "GET {unti}");
    text.replace(text.find("[\"Off\", \"On\"]"), 13, "[]");
    const ProfileReading reading = readProfile(text);
    std::vector<std::string> pointers;
    for (const ProfileFault& fault : reading.faults) pointers.push_back(fault.pointer);
    const std::vector<std::string> expected = {"/maker", "/messages/1/send/0", "/controls/1/scale/positions",
                                               "/panel/items/0/xMm"};
    QVERIFY2(pointers == expected, qPrintable(all(reading)));
}

void TestReader::columnsCountCharactersAndLinesCountLineFeeds() {
    std::string text =
        with("\"maker\": \"Acme\",\n  \"model\": \"Box\"", "\"maker\": \"M\xC3\xA4\xC3\xA4nder\", \"model\": 3");
    const ProfileReading plain = readProfile(text);
    QCOMPARE(plain.faults.size(), std::size_t{1});
    QCOMPARE(plain.faults[0].line, 4);
    QCOMPARE(plain.faults[0].column, 32);  // "  "maker": "Määnder", "model": " is 31 characters and 33 bytes
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
        text.replace(at, 1, "\r\n");
    const ProfileReading windows = readProfile(text);
    QCOMPARE(windows.faults[0].line, 4);
    QCOMPARE(windows.faults[0].column, 32);
}

void TestReader::pointersEscapeSlashesAndTildes() {
    const ProfileReading reading = readProfile(with("\"label\": \"Low\"", "\"label\": \"Low\", \"a/b~c\": 1"));
    QCOMPARE(reading.faults.size(), std::size_t{1});
    QCOMPARE(reading.faults[0].pointer, std::string("/controls/0/a~1b~0c"));
    QCOMPARE(reading.faults[0].line, 17);
}

void TestReader::aMarkForUtf8AtTheStartIsNoMistake() {
    QVERIFY(readProfile("\xEF\xBB\xBF" + std::string(kGoodProfile)).profile);
    const ProfileReading reading = readProfile("\xEF\xBB\xBF" + with("detent-profile/1", "x"));
    QCOMPARE(reading.faults[0].column, 13);
}

void TestReader::anAssumedPauseMakesAManualNoLessSure() {
    Profile box = *readProfile(kGoodProfile).profile;
    box.sources.push_back({"pause between messages", "assumed", Confidence::Low});
    QCOMPARE(box.confidence(), Confidence::High);
    box.controls.back().source = "pause between messages";
    QCOMPARE(box.confidence(), Confidence::Low);
}

void TestReader::aFaultReadsAsCompilersWriteIt() {
    QCOMPARE(faultText("data/box.json", {17, 28, "/controls/0/gain", "give 0 to 5"}),
             std::string("data/box.json:17:28: /controls/0/gain: give 0 to 5"));
}

void TestReader::aRepeatedControlIsOneForEachChannel() {
    std::string text = with("\"id\": \"low\", \"label\": \"Low\"", "\"id\": \"low.{band}\", \"label\": \"Low {band}\"");
    text.replace(text.find("\"args\": {\"band\": 1}"), 19,
                 "\"repeat\": {\"arg\": \"band\", \"from\": 1, \"to\": 8, \"wireOffset\": -1}");
    text.replace(text.find("\"control\": \"low\""), 16, "\"control\": \"low.3\"");
    text.replace(text.find("low=-1.5"), 8, "low.8=-1.5");
    text.replace(text.find("SET 1 1 -1.5"), 12, "SET 1 7 -1.5");
    text.replace(text.find("\"G 1 -1.5\""), 10, "\"G 7 -1.5\"");
    const ProfileReading reading = readProfile(text);
    QVERIFY2(reading.profile, qPrintable(all(reading)));
    QCOMPARE(reading.profile->controls.size(), std::size_t{9});
    QCOMPARE(reading.profile->control("low.8")->label, std::string("Low 8"));
    QCOMPARE(reading.profile->control("low.8")->args.at("band"), std::int64_t{7});
}

void TestReader::refusalsOfTheWholeUnitHoldForEveryMessage() {
    const ProfilePtr box =
        readProfile(with("\"identify\"", "\"errors\": [{\"pattern\": \"LOCKED\", \"means\": \"locked\"}], \"identify\""))
            .profile;
    QVERIFY(box);
    QCOMPARE(box->messages[0].errors.size(), std::size_t{2});
    QCOMPARE(box->messages[1].errors.front().means, std::string("locked"));
}

void TestReader::whatIsNoProfileAtAllIsAFaultNotACrash_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("white space") << QByteArray(" \n\t ");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("a number") << QByteArray("12");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("an empty object") << QByteArray("{}");
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("a hundred thousand brackets") << QByteArray(100'000, '[');
    QTest::newRow("balanced, a hundred thousand deep") << QByteArray(100'000, '[') + QByteArray(100'000, ']');
    QTest::newRow("objects, ten thousand deep")
        << QByteArray("{\"controls\":").repeated(10'000) + '1' + QByteArray(10'000, '}');
    QTest::newRow("over a mebibyte") << QByteArray("{\"notes\": \"") + QByteArray(1 << 20, 'x') + "\"}";
    QTest::newRow("sixty thousand values") << QByteArray("{\"controls\": [0") + QByteArray(",0").repeated(60'000) + "]}";
    QTest::newRow("a text of 100 kB where an id belongs") << QByteArray("{\"id\": \"") + QByteArray(100'000, 'a') + "\"}";
    QTest::newRow("a key of 100 kB") << QByteArray("{\"") + QByteArray(100'000, 'a') + "\": 1}";
    QTest::newRow("an integer beyond 64 bits") << QByteArray("{\"channels\": 99999999999999999999999}");
    QTest::newRow("an integer beyond 63 bits") << QByteArray("{\"channels\": 18446744073709551615}");
}

void TestReader::whatIsNoProfileAtAllIsAFaultNotACrash() {
    QFETCH(QByteArray, text);
    const ProfileReading reading = readProfile(std::string_view(text.constData(), std::size_t(text.size())));
    QVERIFY(!reading.profile);
    QVERIFY(!reading.faults.empty());
    for (const ProfileFault& fault : reading.faults) {
        QVERIFY(fault.line >= 1 && fault.column >= 1);
        QVERIFY(!fault.message.empty() && fault.message.size() < 1000);
    }
}

void TestReader::noCutOfAProfileIsReadAsOne() {
    const std::string whole = kGoodProfile;
    const std::size_t end = whole.rfind('}');
    for (std::size_t size = 0; size <= end; ++size) {
        const ProfileReading reading = readProfile(std::string_view(whole).substr(0, size));
        QVERIFY(!reading.profile);
        QCOMPARE(reading.faults.size(), std::size_t{1});
    }
}

void TestReader::noDamageToAProfileCrashesTheReader() {
    std::mt19937 random(20260);
    const std::string pieces[] = {"\"", "{",     "}",    "[",      "]",  ",",       ":",    "-",
                                  "0",  "1e308", "null", "{code}", "F0", "\\u0000", "true", " "};
    int read = 0;
    for (int round = 0; round < 600; ++round) {
        std::string text = kGoodProfile;
        for (int i = 0; i < 1 + round % 4; ++i) {
            const std::string& piece = pieces[random() % std::size(pieces)];
            text.replace(random() % text.size(), random() % 3, piece);
        }
        const ProfileReading reading = readProfile(text);
        QCOMPARE(reading.profile == nullptr, !reading.faults.empty());
        read += reading.profile ? 1 : 0;
    }
    QVERIFY2(read > 0 && read < 300, qPrintable(QString::number(read)));  // some damage is within a text and harmless
}

void TestReader::aHundredFaultsAreEnough() {
    std::string kinds;
    for (int i = 0; i < 500; ++i) kinds += (i ? "," : "") + std::to_string(i);
    const ProfileReading reading = readProfile(with("[\"equalizer\"]", "[" + kinds + "]"));
    QCOMPARE(reading.faults.size(), std::size_t{100});
    QCOMPARE(reading.faults[1].pointer, std::string("/kind/0"));
}

void TestReader::aVariantLeavesOutWhatIsNull() {
    const ProfileReading reading = readShape(QStringLiteral("login"));
    QCOMPARE(reading.variants.size(), std::size_t{1});
    const Profile& serial = *reading.variants.front();
    QVERIFY(serial.session.hello.empty() && serial.params.empty() && serial.network.port == 0);
    QCOMPARE(serial.transport, Transport::Serial);
    QCOMPARE(serial.proofs.size(), std::size_t{1});
    const ProfileReading faulty = readShape(QStringLiteral("login"), R"("session": null)", R"("panel": null)");
    QVERIFY(!faulty.profile);
    QVERIFY2(faulty.faults.front().message.find("no \"panel\" that could be left out") != std::string::npos, faulty.faults.front().message.c_str());
}

QTEST_APPLESS_MAIN(TestReader)
#include "tst_reader.moc"
