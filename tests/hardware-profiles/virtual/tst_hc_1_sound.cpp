// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The HC-1's harmonics: where they should be, as loud as its formula says, and nothing where none belong.
#include "hardware-profiles/virtual/halfband.h"
#include "tests/dsp/sounds.h"
#include "tests/hardware-profiles/virtual/units.h"

#include <set>

using namespace detent;

namespace {

constexpr double kRate = 48000;

std::vector<float> tone(const virt::VirtualUnit& unit, double hz, double amplitude) {
    auto out = test::played(unit, test::sine(1, 96000, kRate, hz, amplitude), kRate).channel(0);
    out.erase(out.begin(), out.begin() + 48000);  // settled; whole cycles of every whole frequency
    return out;
}
double partDb(const std::vector<float>& out, double hz) {
    return test::decibels(std::abs(test::toneIn(out, hz, kRate)));
}

}  // namespace

class TestHc1Sound : public QObject {
    Q_OBJECT
private slots:
    void harmonicsAreAsLoudAsTheFormulaSays_data() {
        QTest::addColumn<double>("drive");
        QTest::addColumn<double>("odd");
        QTest::addColumn<double>("even");
        QTest::addColumn<double>("amplitude");
        QTest::newRow("both, driven hard") << 24.0 << 10.0 << 10.0 << 0.9;
        QTest::newRow("odd") << 12.0 << 6.0 << 0.0 << 0.5;
        QTest::newRow("even") << 0.0 << 0.0 << 7.5 << 0.5;
        QTest::newRow("drive alone") << 18.0 << 0.0 << 0.0 << 0.7;
        QTest::newRow("as in the demonstration") << 6.0 << 2.0 << 3.0 << 0.5;
    }
    void harmonicsAreAsLoudAsTheFormulaSays() {
        QFETCH(double, drive);
        QFETCH(double, odd);
        QFETCH(double, even);
        QFETCH(double, amplitude);
        const auto unit = test::unit(
            "detent.hc1", {{"drive", std::to_string(drive)}, {"odd", std::to_string(odd)}, {"even", std::to_string(even)}});
        const auto out = tone(*unit, 1000, amplitude);
        // u - b u^3 + a u^2 of a sine of peak p: third b p^3 / 4, second a p^2 / 2, fundamental p - 3 b p^3 / 4
        const double d = std::pow(10.0, (drive - 24.0) / 20.0), peak = d * amplitude;
        const double a = 0.02 * even, b = 0.015 * odd + 0.05 * drive / 24.0;
        QVERIFY(std::abs(partDb(out, 1000) - test::decibels((peak - 0.75 * b * peak * peak * peak) / d)) < 0.001);
        const double second = a * peak * peak / 2 / d, third = b * peak * peak * peak / 4 / d;
        if (second > 0)
            QVERIFY2(std::abs(partDb(out, 2000) - test::decibels(second)) < 0.01,
                     qPrintable(QString::number(partDb(out, 2000))));
        else
            QVERIFY(partDb(out, 2000) < -130);
        if (third > 0)
            QVERIFY2(std::abs(partDb(out, 3000) - test::decibels(third)) < 0.01,
                     qPrintable(QString::number(partDb(out, 3000))));
        else
            QVERIFY(partDb(out, 3000) < -130);
        QVERIFY(partDb(out, 4000) < -120);  // a cube makes no fourth
        QVERIFY(partDb(out, 5000) < -120);
    }

    void nothingIsFoldedBack_data() {
        QTest::addColumn<int>("hz");
        for (int hz : {5000, 9001, 11003, 15013, 18979, 20011, 21500}) QTest::addRow("%d Hz", hz) << hz;
    }
    void nothingIsFoldedBack() {
        QFETCH(int, hz);
        const auto unit = test::unit("detent.hc1", {{"drive", "24"}, {"odd", "10"}, {"even", "10"}});
        const auto out = tone(*unit, hz, 0.95);
        std::set<int> made;
        for (int order : {1, 2, 3}) {
            if (order * hz < 24000) made.insert(order * hz);
        }
        for (int alias : {48000 - 2 * hz, std::abs(48000 - 3 * hz), std::abs(96000 - 3 * hz), 48000 - hz}) {
            if (alias <= 0 || alias >= 24000 || made.contains(alias)) continue;
            QVERIFY2(partDb(out, alias) < -95, qPrintable(QString("%1 dB at %2 Hz").arg(partDb(out, alias)).arg(alias)));
        }
    }

    void evenOrdersLeaveNoDc() {
        const auto unit = test::unit("detent.hc1", {{"drive", "24"}, {"even", "10"}});
        QVERIFY(partDb(tone(*unit, 1000, 0.9), 0) < -90);  // a second after the tone began; the bare square makes -22 dB
        const auto low = tone(*unit, 10, 0.9);  // and its second harmonic at 20 Hz is there, 0.1 dB down by the 3 Hz
        QVERIFY(std::abs(partDb(low, 20) - test::decibels(0.2 * 0.81 / 2)) < 0.15);
    }

    void atRestItIsAWireWithGain_data() {
        QTest::addColumn<QString>("output");
        QTest::addColumn<double>("gain");
        QTest::newRow("0 dB") << "0" << 1.0;
        QTest::newRow("-12 dB") << "-12" << std::pow(10.0, -12.0 / 20.0);
        QTest::newRow("+5.5 dB") << "5.5" << std::pow(10.0, 5.5 / 20.0);
    }
    void atRestItIsAWireWithGain() {
        QFETCH(QString, output);
        QFETCH(double, gain);
        const auto unit =
            test::unit("detent.hc1", {{"drive", "0"}, {"odd", "0"}, {"even", "0"}, {"output", output.toStdString()}});
        const auto in = test::noise(2, 5000, 0.9, 4);
        const auto out = test::played(*unit, in);
        const auto late = static_cast<std::size_t>(unit->makeProcessor(test::ideal())->delayFrames());
        for (std::size_t n = late; n < 5000; ++n)
            QCOMPARE(out.channel(1)[n], static_cast<float>(gain * static_cast<double>(in.channel(1)[n - late])));
    }

    void outOfCircuitItIsTheWireItself() {
        const auto unit =
            test::unit("detent.hc1", {{"drive", "24"}, {"odd", "10"}, {"even", "10"}, {"output", "12"}, {"in", "Out"}});
        const auto in = test::noise(2, 5000, 0.9, 4);
        const auto out = test::played(*unit, in, kRate, {1, true, true});
        constexpr std::size_t late = virt::Halfband::kLatency;
        QVERIFY(std::equal(out.channel(0).begin() + late, out.channel(0).end(), in.channel(0).begin()));
    }

    void mixSharesTheColour() {
        const test::Texts full = {{"drive", "18"}, {"odd", "10"}, {"mix", "100"}};
        test::Texts half = full, none = full;
        half["mix"] = "50";
        none["mix"] = "0";
        const double loud = partDb(tone(*test::unit("detent.hc1", full), 1000, 0.5), 3000);
        QVERIFY(std::abs(loud - partDb(tone(*test::unit("detent.hc1", half), 1000, 0.5), 3000) - 6.0206) < 0.001);
        QVERIFY(partDb(tone(*test::unit("detent.hc1", none), 1000, 0.5), 3000) < -130);
    }

    void tooLoudIsRoundedOffNotFoldedOver() {
        const auto unit = test::unit("detent.hc1", {{"drive", "24"}, {"odd", "10"}, {"even", "10"}});
        const auto out = test::played(*unit, test::sine(1, 9600, kRate, 50, 4.0), kRate);  // 12 dB over full scale, slowly
        float before = out.channel(0)[virt::Halfband::kLatency + 4800 - 240];
        for (std::size_t n = virt::Halfband::kLatency + 4800 - 240; n < virt::Halfband::kLatency + 4800 + 240; ++n) {
            QVERIFY(out.channel(0)[n] >= before - 0.01F);  // rises with the sine; the high-pass leans it a little
            before = out.channel(0)[n];
        }
    }
};

QTEST_APPLESS_MAIN(TestHc1Sound)
#include "tst_hc_1_sound.moc"
