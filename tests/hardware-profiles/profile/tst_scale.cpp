// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/profile/scale.h"

#include <QLocale>
#include <QTest>

#include <clocale>
#include <cmath>

using namespace detent::profiles;
using Law = Scale::Law;

namespace {

Scale::Spec linear(Code minCode, Code maxCode, double minValue, double maxValue, const char* unit, int decimals) {
    Scale::Spec spec;
    spec.law = Law::Linear;
    spec.minCode = minCode, spec.maxCode = maxCode, spec.minValue = minValue, spec.maxValue = maxValue;
    spec.unit = unit, spec.decimals = decimals;
    return spec;
}

Scale gain() {
    auto spec = linear(-16, 16, -8, 8, "dB", 1);
    spec.showPlus = true;
    return Scale(spec);
}

Scale threshold() {
    return Scale(linear(0, 80, 20, -20, "dBu", 1));
}  // clockwise is lower

Scale attack() {
    auto spec = linear(0, 60, 0.1, 100, "ms", 0);
    spec.law = Law::Logarithmic;
    spec.significant = 2;
    return Scale(spec);
}

Scale frequency() {
    Scale::Spec spec;
    spec.law = Law::Stepped;
    for (const double hz : {400, 560, 800, 1200, 1800, 2700, 3900})
        spec.positions.push_back({Code(spec.positions.size()), hz, {}});
    spec.unit = "Hz";
    spec.kilo = true;
    return Scale(spec);
}

Scale release() {
    Scale::Spec spec;
    spec.law = Law::Table;
    spec.positions = {{10, 0.1, {}}, {20, 0.3, {}}, {35, 1.2, {}}, {90, std::nullopt, "Auto"}};
    spec.unit = "s", spec.decimals = 1;
    spec.angles = {-100, -60, 10, 120};
    return Scale(spec);
}

Scale fourteenBit() {
    return Scale(linear(0, 16383, -100, 0, "dB", 2));
}

Scale named(const QString& name) {
    if (name == QLatin1String("gain")) return gain();
    if (name == QLatin1String("threshold")) return threshold();
    if (name == QLatin1String("attack")) return attack();
    if (name == QLatin1String("frequency")) return frequency();
    return name == QLatin1String("release") ? release() : fourteenBit();
}

}  // namespace

class TestScale : public QObject {
    Q_OBJECT

private slots:
    void wholeValuesAreWholeAtEveryCode();
    void everyCodeComesBackFromItsValueItsAngleAndItsFraction_data();
    void everyCodeComesBackFromItsValueItsAngleAndItsFraction();
    void whatIsPrintedLeadsBackToItsCode_data() { everyCodeComesBackFromItsValueItsAngleAndItsFraction_data(); }
    void whatIsPrintedLeadsBackToItsCode();
    void valuesPrintAsOnThePanel_data();
    void valuesPrintAsOnThePanel();
    void whatPeopleTypeIsUnderstood_data();
    void whatPeopleTypeIsUnderstood();
    void whatCannotBeIsRefusedWithTheRange_data();
    void whatCannotBeIsRefusedWithTheRange();
    void numbersReadAndPrintAlikeInEveryLocale();
    void aValueBetweenTwoCodesIsTheNearerOne();
    void aReplyBeyondTheScaleIsNoPosition();
    void aLogarithmicScaleHasEqualRatios();
    void steppingStopsAtTheEnds();
    void unevenDetentsKeepTheirAngles();
};

void TestScale::everyCodeComesBackFromItsValueItsAngleAndItsFraction_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"gain", "threshold", "attack", "frequency", "release", "fourteen bits"})
        QTest::newRow(name) << name;
}

void TestScale::everyCodeComesBackFromItsValueItsAngleAndItsFraction() {
    QFETCH(QString, name);
    const Scale scale = named(name);
    Code code = scale.codeAt(0);
    double angle = -1e9;
    for (std::int64_t i = 0; i < scale.count(); ++i, code = scale.stepped(code, 1)) {
        if (const auto value = scale.valueOf(code)) {
            QCOMPARE(scale.codeOf(*value), code);
            QCOMPARE(scale.exactCodeOf(*value), std::optional<Code>(code));
        }
        QCOMPARE(scale.codeAtAngle(scale.angleOf(code)), code);
        QCOMPARE(scale.codeAt(scale.fractionOf(code)), code);
        QVERIFY(scale.angleOf(code) > angle);  // clockwise along the knob
        angle = scale.angleOf(code);
    }
    QCOMPARE(code, scale.codeAt(1));
}

void TestScale::whatIsPrintedLeadsBackToItsCode() {
    QFETCH(QString, name);
    const Scale scale = named(name);
    for (Code code = scale.minCode(); code <= scale.maxCode(); ++code) {
        if (!scale.contains(code)) continue;
        const auto typed = scale.parse(scale.textOf(code));
        const auto bare = scale.parse(scale.legendOf(code));
        QVERIFY2(typed && bare, scale.textOf(code).c_str());
        // 14 bits over 100 dB are 0.0061 dB a code, yet two decimals are printed: half of 0.01 dB is 0.82 codes
        const Code slack = name == QLatin1String("fourteen bits") ? 1 : 0;
        QVERIFY2(std::abs(*typed - code) <= slack, scale.textOf(code).c_str());
        QCOMPARE(*bare, *typed);
    }
}

void TestScale::valuesPrintAsOnThePanel_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("code");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("legend");
    const auto row = [](const char* name, qint64 code, const char* text, const char* legend) {
        QTest::newRow(text) << name << code << text << legend;
    };
    row("gain", 3, "+1.5 dB", "+1.5");
    row("gain", 0, "0.0 dB", "0.0");
    row("gain", -16, "-8.0 dB", "-8.0");
    row("threshold", 80, "-20.0 dBu", "-20.0");
    row("attack", 0, "0.10 ms", "0.10");
    row("attack", 20, "1.0 ms", "1.0");
    row("attack", 60, "100 ms", "100");
    row("frequency", 0, "400 Hz", "400");
    row("frequency", 3, "1.2 kHz", "1.2k");
    row("release", 90, "Auto", "Auto");
    row("release", 35, "1.2 s", "1.2");
    row("release", 36, "code 36", "code 36");
    row("gain", 17, "code 17", "code 17");
}

void TestScale::valuesPrintAsOnThePanel() {
    QFETCH(QString, name);
    QFETCH(qint64, code);
    QFETCH(QString, text);
    QFETCH(QString, legend);
    QCOMPARE(QString::fromStdString(named(name).textOf(code)), text);
    QCOMPARE(QString::fromStdString(named(name).legendOf(code)), legend);
}

void TestScale::whatPeopleTypeIsUnderstood_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("code");
    const auto row = [](const char* name, const char* typed, qint64 code) {
        QTest::addRow("%s: %s", name, typed) << name << QString::fromUtf8(typed) << code;
    };
    for (const char* typed :
         {"1.5", "+1.5", "1.5dB", "1.5 dB", "+1.5 db", "  1.5  ", "1.50", "01.5", "+1.5 DB", "1.4", "1.7"})
        row("gain", typed, 3);
    for (const char* typed : {"-3", "-3.0 dB",
                              "\xE2\x88\x92"
                              "3",
                              "\xE2\x80\x93"
                              "3 dB"})
        row("gain", typed, -6);
    row("gain", "-.5", -1);
    row("gain", "-0", 0);
    row("threshold", "20 dBu", 0);
    row("threshold", "-20", 80);
    for (const char* typed : {"1200", "1.2k", "1.2 k", "1.2 kHz", "1.2KHZ", "1200 Hz"}) row("frequency", typed, 3);
    for (const char* typed : {"auto", "Auto", " AUTO "}) row("release", typed, 90);
    for (const char* typed : {"0.3", ".3 s", "300 ms", "300ms"}) row("release", typed, 20);
    row("attack", "0.1", 0);
    row("attack", "0.1 s", 60);
    row("attack", "1 ms", 20);
}

void TestScale::whatPeopleTypeIsUnderstood() {
    QFETCH(QString, name);
    QFETCH(QString, typed);
    QFETCH(qint64, code);
    const auto parsed = named(name).parse(typed.toStdString());
    QVERIFY2(parsed.ok(), parsed ? "" : parsed.problem().text().c_str());
    QCOMPARE(qint64(*parsed), code);
}

void TestScale::whatCannotBeIsRefusedWithTheRange_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("remedy");
    const char* const gainRange = "give -8.0 dB to +8.0 dB";
    for (const char* typed :
         {"8.1", "-100", "1e3", "loud", "", "   ", "1,5", "1.5 Hz", "--1", "+-1", "1.5.2", "nan", "inf", "0x10", "1 5"})
        QTest::addRow("gain: %s", typed) << "gain" << typed << gainRange;
    QTest::newRow("gain: a megabyte of digits") << "gain" << QString(1 << 20, QLatin1Char('9')) << gainRange;
    QTest::newRow("frequency: between two") << "frequency"
                                            << "1000"
                                            << "give 400, 560, 800, 1.2k, 1.8k, 2.7k, 3.9k Hz";
    QTest::newRow("release: no such word") << "release"
                                           << "manual"
                                           << "give 0.1, 0.3, 1.2, Auto s";
}

void TestScale::whatCannotBeIsRefusedWithTheRange() {
    QFETCH(QString, name);
    QFETCH(QString, typed);
    QFETCH(QString, remedy);
    const auto parsed = named(name).parse(typed.toStdString());
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.problem().fault, detent::Fault::Usage);
    QCOMPARE(QString::fromStdString(parsed.problem().remedy), remedy);
    QVERIFY(parsed.problem().what.size() < 120);
}

void TestScale::numbersReadAndPrintAlikeInEveryLocale() {
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    const char* const set =
        std::setlocale(LC_ALL, "de_DE.UTF-8");  // null where the system lacks it; Qt's is set all the same
    QCOMPARE(gain().textOf(3), std::string("+1.5 dB"));
    QCOMPARE(*gain().parse("1.5"), Code(3));
    QVERIFY(!gain().parse("1,5").ok());
    QCOMPARE(frequency().textOf(3), std::string("1.2 kHz"));
    QCOMPARE(attack().textOf(1), std::string("0.11 ms"));
    if (set) std::setlocale(LC_ALL, "C");
    QLocale::setDefault(before);
}

void TestScale::aValueBetweenTwoCodesIsTheNearerOne() {
    QCOMPARE(gain().codeOf(0.24), Code(0));
    QCOMPARE(gain().codeOf(0.25), Code(1));  // halves go away from zero
    QCOMPARE(gain().codeOf(-0.25), Code(-1));
    QCOMPARE(gain().codeOf(1e300), Code(16));
    QCOMPARE(gain().codeOf(-INFINITY), Code(-16));
    QCOMPARE(attack().codeOf(0), Code(0));
    QCOMPARE(attack().codeOf(-5), Code(0));
    QCOMPARE(frequency().codeOf(1499), Code(3));
    QCOMPARE(frequency().codeOf(1501), Code(4));
}

void TestScale::aReplyBeyondTheScaleIsNoPosition() {
    QCOMPARE(gain().exactCodeOf(8.2), std::optional<Code>(16));  // within half a step of the end
    QVERIFY(!gain().exactCodeOf(8.3));
    QCOMPARE(gain().exactCodeOf(-8.2), std::optional<Code>(-16));
    QVERIFY(!gain().exactCodeOf(-8.3));
    QVERIFY(!gain().exactCodeOf(std::nan("")));
    QVERIFY(!frequency().exactCodeOf(1000));
    QCOMPARE(frequency().exactCodeOf(1203), std::optional<Code>(3));  // 0.25 %
    QVERIFY(!frequency().exactCodeOf(1210));
    QVERIFY(!release().valueOf(90));
    QVERIFY(!release().contains(36));
}

void TestScale::aLogarithmicScaleHasEqualRatios() {
    const Scale scale = attack();
    const double ratio = std::pow(1000.0, 1.0 / 60);
    for (Code code = 1; code <= 60; ++code) {
        const double step = *scale.valueOf(code) / *scale.valueOf(code - 1);
        QVERIFY(std::abs(step / ratio - 1) < 1e-12);  // rounding of pow
    }
    QCOMPARE(*scale.valueOf(0), 0.1);
    QCOMPARE(*scale.valueOf(60), 100.0);
}

void TestScale::steppingStopsAtTheEnds() {
    QCOMPARE(gain().stepped(16, 1), Code(16));
    QCOMPARE(gain().stepped(0, -1000), Code(-16));
    QCOMPARE(gain().stepped(0, INT64_MAX), Code(16));
    QCOMPARE(release().stepped(20, 1), Code(35));
    QCOMPARE(release().stepped(35, 5), Code(90));
    QCOMPARE(release().stepped(10, -1), Code(10));
}

void TestScale::unevenDetentsKeepTheirAngles() {
    QCOMPARE(release().angleOf(35), 10.0);
    QCOMPARE(release().codeAtAngle(-79), Code(20));
    QCOMPARE(release().codeAtAngle(-81), Code(10));
    QCOMPARE(release().codeAtAngle(500), Code(90));
    QCOMPARE(gain().angleOf(0), 0.0);
    QCOMPARE(gain().angleOf(16), 150.0);
}

/// A protocol that takes whole numbers is given them: 31 of 0 to 60 is not 31.000000000000004.
void TestScale::wholeValuesAreWholeAtEveryCode() {
    for (const int most : {60, 97, 100, 127, 1000}) {
        const Scale up(linear(0, most, -20, most - 20, "dB", 0)), down(linear(-most, 0, most, 0, "dB", 0));
        for (int code = 0; code <= most; ++code) {
            QVERIFY(*up.valueOf(code) == code - 20.0);
            QVERIFY(*down.valueOf(-code) == double(code));
        }
    }
}

QTEST_APPLESS_MAIN(TestScale)
#include "tst_scale.moc"
