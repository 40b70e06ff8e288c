// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The EQ-3's curves against the analogue prototypes, which are written here a second time, as transfer functions.
#include "hardware-profiles/virtual/eq_design.h"
#include "tests/dsp/sounds.h"
#include "tests/hardware-profiles/virtual/units.h"

using namespace detent;
using Complex = std::complex<double>;

namespace {

constexpr double kToleranceDb = 0.15;  // as eq_design.h says; the worst is the bell at 3.9 kHz, 8 dB and 44.1 kHz

double analogueDb(int band, double bandHz, double gainDb, double hz) {
    const double g = std::pow(10.0, gainDb / 20.0), root = std::sqrt(g);
    const Complex s(0.0, hz / bandHz);
    const Complex h = band == 1   ? (s + root) / (s + 1.0 / root)
                      : band == 3 ? g * (s + 1.0 / root) / (s + root)
                                  : (s * s + s * root / 0.9 + 1.0) / (s * s + s / (root * 0.9) + 1.0);
    return test::decibels(std::abs(h));
}

double digitalDb(const virt::Biquad& q, double hz, double rateHz) {
    const Complex z = std::polar(1.0, -2.0 * std::numbers::pi * hz / rateHz);
    return test::decibels(std::abs((q.b0 + q.b1 * z + q.b2 * z * z) / (1.0 + q.a1 * z + q.a2 * z * z)));
}

struct Position {
    int band;
    virt::BandKind kind;
    double hz;
};
const std::vector<Position>& positions() {
    static const std::vector<Position> all = [] {
        std::vector<Position> some;
        for (double hz : {30., 40., 60., 80., 120., 180., 270.}) some.push_back({1, virt::BandKind::LowShelf, hz});
        for (double hz : {400., 560., 800., 1200., 1800., 2700., 3900.}) some.push_back({2, virt::BandKind::Bell, hz});
        for (double hz : {4700., 6800., 8200., 10000., 12000., 16000.}) some.push_back({3, virt::BandKind::HighShelf, hz});
        return some;
    }();
    return all;
}

std::vector<double> octaveThirds(double toHz) {
    std::vector<double> all;
    for (double hz = 10; hz < toHz; hz *= std::cbrt(2.0)) all.push_back(hz);
    all.push_back(toHz);
    return all;
}

dsp::AudioBuffer impulse(std::size_t frames) {
    dsp::AudioBuffer buffer(1, frames);
    buffer.channel(0)[0] = 0.25F;
    return buffer;
}

double impulseDb(const std::vector<float>& response, double hz, double rateHz) {
    return test::decibels(std::abs(test::toneIn(response, hz, rateHz)) * static_cast<double>(response.size()) / 2.0 / 0.25);
}

}  // namespace

class TestEq3Sound : public QObject {
    Q_OBJECT
private slots:
    void everyPositionIsAsItsPrototypeUpToHalfTheRate_data() {
        QTest::addColumn<double>("rate");
        for (double rate : {44100., 48000., 88200., 96000., 192000.}) QTest::addRow("%g Hz", rate) << rate;
    }
    void everyPositionIsAsItsPrototypeUpToHalfTheRate() {
        QFETCH(double, rate);
        double worst = 0;
        for (const Position& at : positions()) {
            for (int half = -16; half <= 16; ++half) {
                const auto biquad = virt::designBand({at.kind, at.hz, half / 2.0}, rate);
                for (const double hz : octaveThirds(rate / 2)) {
                    const double off = digitalDb(biquad, hz, rate) - analogueDb(at.band, at.hz, half / 2.0, hz);
                    worst = std::max(worst, std::abs(off));
                    QVERIFY2(std::abs(off) < kToleranceDb, qPrintable(QString("band %1, %2 Hz, %3 dB: %4 dB off at %5 Hz")
                                                                          .arg(at.band)
                                                                          .arg(at.hz)
                                                                          .arg(half / 2.0)
                                                                          .arg(off)
                                                                          .arg(hz)));
                }
            }
        }
        qInfo("worst %.3f dB", worst);
    }

    void theWholeBoxHasTheSumOfItsBands_data() {
        QTest::addColumn<double>("rate");
        for (double rate : {44100., 96000.}) QTest::addRow("%g Hz", rate) << rate;
    }
    void theWholeBoxHasTheSumOfItsBands() {
        QFETCH(double, rate);
        const auto eq = test::unit("detent.eq3", {{"low.freq", "60"},
                                                  {"low.gain", "4.5"},
                                                  {"mid.freq", "2700"},
                                                  {"mid.gain", "-6"},
                                                  {"high.freq", "12000"},
                                                  {"high.gain", "8"},
                                                  {"trim", "-3"}});
        const auto out = test::played(*eq, impulse(1 << 15), rate);
        for (const double hz : octaveThirds(0.499 * rate)) {
            const double expected =
                analogueDb(1, 60, 4.5, hz) + analogueDb(2, 2700, -6, hz) + analogueDb(3, 12000, 8, hz) - 3.0;
            const double off = impulseDb(out.channel(0), hz, rate) - expected;
            QVERIFY2(std::abs(off) < kToleranceDb + 0.05,
                     qPrintable(QString("%1 dB off at %2 Hz").arg(off).arg(hz)));  // three bands' errors
        }
    }

    void shelvesStandAtHalfTheirDecibelsAtTheirFrequency() {
        const auto eq = test::unit("detent.eq3", {{"low.freq", "120"}, {"low.gain", "-8"}});
        const auto out = test::played(*eq, impulse(1 << 15));
        QVERIFY(std::abs(impulseDb(out.channel(0), 120, 48000) + 4.0) < 0.01);
        QVERIFY(std::abs(impulseDb(out.channel(0), 1, 48000) + 8.0) < 0.01);
        QVERIFY(std::abs(impulseDb(out.channel(0), 20000, 48000)) < 0.01);
    }

    void flatIsAWire() {
        const auto in = test::noise(2, 5000, 0.9, 4);
        const auto out = test::played(*test::unit("detent.eq3"), in);
        QCOMPARE(out.channel(0), in.channel(0));
        QCOMPARE(out.channel(1), in.channel(1));
    }

    void muteIsSilenceEvenOutOfCircuit_data() {
        QTest::addColumn<QString>("in");
        QTest::newRow("in") << "In";
        QTest::newRow("out") << "Out";
    }
    void muteIsSilenceEvenOutOfCircuit() {
        QFETCH(QString, in);
        const auto eq = test::unit("detent.eq3", {{"mute", "Muted"}, {"in", in.toStdString()}});
        const auto out = test::played(*eq, test::noise(2, 2000, 0.9, 4), 48000, {1, true, true});
        QCOMPARE(out.channel(0), std::vector<float>(2000, 0.0F));
    }
};

QTEST_APPLESS_MAIN(TestEq3Sound)
#include "tst_eq_3_sound.moc"
