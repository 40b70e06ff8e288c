// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in docs/protocols/eq-3.md, line by line.
#include "tests/hardware-profiles/virtual/units.h"

using namespace detent;
using test::joined;

namespace {
std::string lineOf(std::size_t characters) {
    std::string line(characters, 'x');
    line.push_back('\n');
    return line;
}
}  // namespace

class TestEq3 : public QObject {
    Q_OBJECT
private slots:
    void everyLineIsAnsweredAsThePageSays_data() {
        QTest::addColumn<QString>("sent");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char* sent, const char* answer) {
            QTest::addRow("%s", sent) << QString(sent) + "\n" << QString(answer) + "\r\n";
        };
        row("ID?", "ID DETENT EQ-3 1.0");
        row("SET GAIN 1 -8.0", "OK GAIN 1 -8.0");
        row("SET GAIN 2 -1.5", "OK GAIN 2 -1.5");
        row("SET GAIN 3 8.0", "OK GAIN 3 8.0");
        row("SET GAIN 3 -0.0", "OK GAIN 3 0.0");
        row("SET FREQ 1 270", "OK FREQ 1 270");
        row("SET FREQ 2 3900", "OK FREQ 2 3900");
        row("SET FREQ 3 16000", "OK FREQ 3 16000");
        row("SET TRIM -6.0", "OK TRIM -6.0");
        row("SET TRIM 0.5", "OK TRIM 0.5");
        row("SET IN 0", "OK IN 0");
        row("SET MUTE 1", "OK MUTE 1");
        row("GET GAIN 1", "GAIN 1 1.0");
        row("GET FREQ 2", "FREQ 2 400");
        row("GET TRIM", "TRIM -0.5");
        row("GET IN", "IN 1");
        row("GET MUTE", "MUTE 0");
        row("SET GAIN 1 8.5", "ERR 3 out of range");
        row("SET GAIN 1 -8.5", "ERR 3 out of range");
        row("SET GAIN 1 0.3", "ERR 3 out of range");
        row("SET GAIN 4 0.0", "ERR 3 out of range");
        row("GET GAIN 0", "ERR 3 out of range");
        row("SET FREQ 1 400", "ERR 3 out of range");
        row("SET FREQ 3 0", "ERR 3 out of range");
        row("SET FREQ 3 -4700", "ERR 3 out of range");
        row("SET TRIM 6.5", "ERR 3 out of range");
        row("SET IN 2", "ERR 3 out of range");
        row("SET MUTE -1", "ERR 3 out of range");
        row("", "ERR 2 unknown command");
        row("set gain 1 0.0", "ERR 2 unknown command");
        row("SET GAIN 1", "ERR 2 unknown command");
        row("SET GAIN 1 0.0 0.0", "ERR 2 unknown command");
        row("SET GAIN one 0.0", "ERR 2 unknown command");
        row("SET GAIN 1 1", "ERR 2 unknown command");
        row("SET GAIN 1 1.00", "ERR 2 unknown command");
        row("SET GAIN 1 +1.0", "ERR 2 unknown command");
        row("SET GAIN 1 .5", "ERR 2 unknown command");
        row("SET GAIN 1 1e0", "ERR 2 unknown command");
        row("SET  GAIN 1 1.0", "ERR 2 unknown command");
        row("SET FREQ 1 80.0", "ERR 2 unknown command");
        row("SET FREQ 1 99999999999999999999", "ERR 2 unknown command");
        row("SET TRIM", "ERR 2 unknown command");
        row("SET WIDTH 1", "ERR 2 unknown command");
        row("GET", "ERR 2 unknown command");
        row("ID? ", "ERR 2 unknown command");
    }
    void everyLineIsAnsweredAsThePageSays() {
        QFETCH(QString, sent);
        QFETCH(QString, answer);
        auto eq = test::unit("detent.eq3",
                             {{"low.gain", "1"}, {"mid.freq", "400"}, {"trim", "-0.5"}, {"in", "In"}, {"mute", "Open"}});
        const auto before = eq->settings();
        QCOMPARE(joined(eq->receive(sent.toStdString())), answer);
        if (answer.startsWith("ERR") || sent.startsWith("GET")) QCOMPARE(eq->settings(), before);
    }

    void whatIsSetIsReadBack() {
        auto eq = test::unit("detent.eq3");
        QCOMPARE(joined(eq->receive("SET GAIN 2 -1.5\nGET GAIN 2\n")), QString("OK GAIN 2 -1.5\r\nGAIN 2 -1.5\r\n"));
        QCOMPARE(joined(eq->receive("SET FREQ 3 8200\nGET FREQ 3\nGET GAIN 2\n")),
                 QString("OK FREQ 3 8200\r\nFREQ 3 8200\r\nGAIN 2 -1.5\r\n"));
    }

    void bytesMayBeCutAnywhere() {
        auto eq = test::unit("detent.eq3");
        std::string answers;
        for (const char byte : std::string("SET GAIN 1 2.5\nGET GAIN 1\r\nnonsense\nID?\n")) {
            for (const auto& answer : eq->receive(std::string(1, byte))) answers += answer;
        }
        QCOMPARE(QString::fromStdString(answers),
                 QString("OK GAIN 1 2.5\r\nGAIN 1 2.5\r\nERR 2 unknown command\r\nID DETENT EQ-3 1.0\r\n"));
    }

    void linesOver64CharactersAreDroppedAndSaidToBe() {
        auto eq = test::unit("detent.eq3");
        QCOMPARE(joined(eq->receive(lineOf(64))), QString("ERR 2 unknown command\r\n"));
        QCOMPARE(joined(eq->receive(lineOf(65))), QString("ERR 1 line too long\r\n"));
        QCOMPARE(joined(eq->receive("SET TRIM 1.0")), QString());
        QCOMPARE(joined(eq->receive(std::string(100000, ' '))), QString());
        QCOMPARE(joined(eq->receive("\nGET TRIM\n")), QString("ERR 1 line too long\r\nTRIM 0.0\r\n"));
    }

    void aHandAtAKnobIsTold() {
        auto eq = test::unit("detent.eq3");
        std::vector<std::string> said;
        eq->connect({[&](std::string message) { said.push_back(std::move(message)); }, {}});
        test::turn(*eq, "mid.gain", "-1.5");
        test::turn(*eq, "mid.gain", "-1.5");  // stands there already
        test::turn(*eq, "high.freq", "12k");
        test::turn(*eq, "mute", "Muted");
        eq->turn("mid.gain", 4711);
        eq->turn("wet", 1);
        QCOMPARE(joined(said), QString("! GAIN 2 -1.5\r\n! FREQ 3 12000\r\n! MUTE 1\r\n"));
        QCOMPARE(joined(eq->receive("GET GAIN 2\n")), QString("GAIN 2 -1.5\r\n"));
    }

    void aWrongWordFromAStrangerIsSurvived() {
        auto eq = test::unit("detent.eq3");
        std::string all;
        for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
        eq->receive(all + all + "\n");
        QCOMPARE(joined(eq->receive("ID?\n")), QString("ID DETENT EQ-3 1.0\r\n"));
    }
};

QTEST_APPLESS_MAIN(TestEq3)
#include "tst_eq_3.moc"
