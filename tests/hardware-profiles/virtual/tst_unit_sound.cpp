// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the three sounds have in common, and the loop around them.
#include "hardware-profiles/virtual/virtual_unit.h"
#include "tests/dsp/sounds.h"
#include "tests/hardware-profiles/virtual/units.h"
#include "tests/support/allocation_count.h"

using namespace detent;

namespace {

const std::map<std::string, test::Texts> kBusy = {
    {"detent.eq3", {{"low.gain", "3"}, {"mid.gain", "-4"}, {"high.gain", "6"}, {"trim", "-1.5"}}},
    {"detent.vc2",
     {{"threshold", "-10"}, {"ratio", "4:1"}, {"attack", "3"}, {"release", "Auto"}, {"makeup", "4"}, {"sc.hpf", "90"}}},
    {"detent.hc1", {{"drive", "14"}, {"odd", "4"}, {"even", "6"}, {"output", "-2"}}}};

std::unique_ptr<virt::VirtualUnit> busy(const QString& id) {
    return test::unit(id.toStdString(), kBusy.at(id.toStdString()));
}

void addUnits() {
    QTest::addColumn<QString>("id");
    QTest::newRow("EQ-3") << "detent.eq3";
    QTest::newRow("VC-2") << "detent.vc2";
    QTest::newRow("HC-1") << "detent.hc1";
}

void compare(const dsp::AudioBuffer& a, const dsp::AudioBuffer& b) {
    for (int c = 0; c < a.channelCount(); ++c) QCOMPARE(a.channel(c), b.channel(c));
}

}  // namespace

class TestUnitSound : public QObject {
    Q_OBJECT
private slots:
    void theBlocksMakeNoDifference_data() { addUnits(); }
    void theBlocksMakeNoDifference() {
        QFETCH(QString, id);
        const auto unit = busy(id);
        const auto in = test::noise(2, 30000, 0.5, 9);
        for (const bool analogue : {false, true}) {
            const auto whole = unit->makeProcessor({3, analogue, analogue}),
                       pieces = unit->makeProcessor({3, analogue, analogue});
            compare(test::played(*whole, in, 48000, {512}), test::played(*pieces, in, 48000, {1, 17, 0, 480, 5, 64}));
        }
    }

    void resetMakesItNewAgain_data() { addUnits(); }
    void resetMakesItNewAgain() {
        QFETCH(QString, id);
        const auto unit = busy(id);
        const auto in = test::noise(2, 20000, 0.5, 9);
        const auto processor = unit->makeProcessor({3, true, true});
        const auto first = test::played(*processor, in);
        processor->reset();
        compare(test::continued(*processor, in), first);
    }

    void setBeforehandItSoundsAsSetFromTheStart_data() { addUnits(); }
    void setBeforehandItSoundsAsSetFromTheStart() {
        QFETCH(QString, id);
        const auto from = test::unit(id.toStdString());
        const auto processor = from->makeProcessor(test::ideal());
        const auto in = test::noise(2, 20000, 0.5, 9);
        test::played(*processor, in);
        for (const auto& [control, text] : kBusy.at(id.toStdString())) test::turn(*from, control, text);
        processor->reset();
        compare(test::continued(*processor, in), test::played(*busy(id), in));
    }

    void turnedLiveItSoonSoundsAsIfItHadStoodThereAlways_data() {
        QTest::addColumn<QString>("id");
        QTest::newRow("EQ-3") << "detent.eq3";
        QTest::newRow("HC-1") << "detent.hc1";
    }
    void turnedLiveItSoonSoundsAsIfItHadStoodThereAlways() {
        QFETCH(QString, id);
        const auto unit = test::unit(id.toStdString());
        const auto processor = unit->makeProcessor(test::ideal());
        test::played(*processor, test::noise(2, 10000, 0.5, 9));
        for (const auto& [control, text] : kBusy.at(id.toStdString())) test::turn(*unit, control, text);
        test::continued(*processor,
                        dsp::AudioBuffer(2, 4 * 48000));  // the ramp and every tail run out in silence, to exact zeros
        const auto in = test::noise(2, 20000, 0.5, 10);
        compare(test::continued(*processor, in), test::played(*busy(id), in));
    }

    void aTurnedGainArrivesWithin20MsAndWithoutAClick_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("control");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("gain");
        QTest::newRow("trim") << "detent.eq3"
                              << "trim"
                              << "-6" << std::pow(10.0, -6.0 / 20.0);
        QTest::newRow("mute") << "detent.eq3"
                              << "mute"
                              << "Muted" << 0.0;
        QTest::newRow("make-up") << "detent.vc2"
                                 << "makeup"
                                 << "6" << std::pow(10.0, 6.0 / 20.0);
        QTest::newRow("output") << "detent.hc1"
                                << "output"
                                << "-12" << std::pow(10.0, -12.0 / 20.0);
    }
    void aTurnedGainArrivesWithin20MsAndWithoutAClick() {
        QFETCH(QString, id);
        QFETCH(QString, control);
        QFETCH(QString, text);
        QFETCH(double, gain);
        const auto unit =
            test::unit(id.toStdString(), id == "detent.vc2" ? test::Texts{{"threshold", "20"}} : test::Texts());
        const auto processor = unit->makeProcessor(test::ideal());
        dsp::AudioBuffer steady(1, 2048);
        std::fill(steady.channel(0).begin(), steady.channel(0).end(), 0.25F);
        test::played(*processor, steady);
        test::turn(*unit, control.toStdString(), text.toStdString());
        const auto out = test::continued(*processor, steady).channel(0);
        const double whole = std::abs(0.25 * gain - 0.25);
        for (std::size_t n = 1; n < 960; ++n)
            QVERIFY(std::abs(static_cast<double>(out[n] - out[n - 1])) < whole / 700);  // 15 ms are 720 frames
        for (std::size_t n = 960; n < out.size(); ++n) QCOMPARE(out[n], static_cast<float>(0.25 * gain));
    }

    void bypassedItIsExact_data() { addUnits(); }
    void bypassedItIsExact() {
        QFETCH(QString, id);
        const auto unit = busy(id);
        const auto processor = unit->makeProcessor({5, true, true});
        test::played(*processor, test::noise(2, 2048, 0.5, 9));
        test::turn(*unit, "in", "Out");
        test::continued(*processor, test::noise(2, 2048, 0.5, 9));  // the relays' ramp
        auto in = test::noise(2, 4096, 0.9, 11);
        in.channel(0)[7] = 1e30F;
        in.channel(1)[8] = -0.0F;
        const auto out = test::continued(*processor, in);
        const auto late = static_cast<std::ptrdiff_t>(processor->delayFrames());
        for (int c = 0; c < 2; ++c)
            QVERIFY(std::equal(out.channel(c).begin() + late, out.channel(c).end(), in.channel(c).begin()));
    }

    void noNumberStaysForEver_data() { addUnits(); }
    void noNumberStaysForEver() {
        QFETCH(QString, id);
        const auto processor = busy(id)->makeProcessor(test::ideal());
        auto in = test::noise(2, 2048, 0.5, 9);
        in.channel(0)[100] = std::numeric_limits<float>::quiet_NaN();
        in.channel(1)[200] = std::numeric_limits<float>::infinity();
        in.channel(1)[300] = -1e38F;
        const auto out = test::played(*processor, in);
        for (int c = 0; c < 2; ++c) {
            for (const float x : out.channel(c)) QVERIFY(std::isfinite(x));
        }
    }

    void theNoiseFloorIsNearMinus95Dbfs_data() { addUnits(); }
    void theNoiseFloorIsNearMinus95Dbfs() {
        QFETCH(QString, id);
        const auto unit = test::unit(id.toStdString());
        const dsp::AudioBuffer silence(2, 96000);
        const auto out = test::played(*unit, silence, 48000, {1, true, false});
        QVERIFY(std::abs(test::decibels(test::rms(out.channel(0))) + 95.0) < 0.1);  // 96000 samples: 0.02 dB of chance
        double both = 0;
        for (std::size_t n = 0; n < 96000; ++n)
            both += static_cast<double>(out.channel(0)[n]) * static_cast<double>(out.channel(1)[n]);
        QVERIFY(std::abs(both) / 96000 <
                0.02 * test::rms(out.channel(0)) * test::rms(out.channel(1)));  // each channel its own
        double neighbours = 0;
        for (std::size_t n = 1; n < 96000; ++n)
            neighbours += static_cast<double>(out.channel(0)[n]) * static_cast<double>(out.channel(0)[n - 1]);
        QVERIFY(std::abs(neighbours) / 96000 < 0.02 * std::pow(test::rms(out.channel(0)), 2));  // white
        compare(test::played(*unit, silence, 48000, {1, true, false}), out);
        const auto other = test::played(*unit, silence, 48000, {2, true, false});
        QVERIFY(other.channel(0) != out.channel(0));
        compare(test::played(*unit, silence), silence);  // off is off
    }

    void channelsDifferByHundredthsOfADecibel() {
        const auto in = test::sine(2, 4800, 48000, 1000, 0.5);
        const auto gains = [&](std::uint64_t seed) {
            const auto out = test::played(*test::unit("detent.eq3"), in, 48000, {seed, false, true});
            return std::pair(test::decibels(std::abs(test::toneIn(out.channel(0), 1000, 48000)) / 0.5),
                             test::decibels(std::abs(test::toneIn(out.channel(1), 1000, 48000)) / 0.5));
        };
        double most = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const auto [left, right] = gains(seed);
            QVERIFY(std::abs(left) <= 0.0401 && std::abs(right) <= 0.0401);
            QVERIFY(left != right);
            most = std::max(most, std::abs(left - right));
        }
        QVERIFY(most > 0.03);
        QCOMPARE(gains(4), gains(4));  // one serial number stays as it is
        QVERIFY(gains(4) != gains(5));
    }

    void processingNeverAllocates_data() { addUnits(); }
    void processingNeverAllocates() {
        QFETCH(QString, id);
        const auto unit = busy(id);
        std::vector<std::unique_ptr<dsp::Processor>> units;
        units.push_back(unit->makeProcessor({1, true, true}));
        const auto loop = virt::makeVirtualLoop(std::move(units), 100.25);
        loop->prepare(48000, 2, 512);
        auto audio = test::noise(2, 512, 0.5, 9);
        std::vector<float*> pointers;
        const auto view = test::viewOf(audio, pointers);
        std::vector<std::pair<std::string, std::pair<profiles::Code, profiles::Code>>> ends;
        for (const auto& control : unit->profile().controls)
            ends.push_back({control.id, {control.scale.minCode(), control.scale.maxCode()}});
        for (const auto& [control, codes] : ends) {
            for (const profiles::Code code : {codes.first, codes.second}) {
                unit->turn(control, code);
                const long before = test::allocationCount();
                for (int i = 0; i < 4; ++i) loop->process(view);
                loop->reset();
                QCOMPARE(test::allocationCount(), before);
            }
        }
    }

    void theLoopIsAsLateAsItSays_data() {
        QTest::addColumn<double>("wiring");
        QTest::addColumn<bool>("coloured");
        QTest::newRow("fraction") << 123.37 << false;
        QTest::newRow("the least") << 48.25 << false;
        QTest::newRow("with the colour box") << 123.37 << true;
        QTest::newRow("much") << 4000.5 << true;
    }
    void theLoopIsAsLateAsItSays() {
        QFETCH(double, wiring);
        QFETCH(bool, coloured);
        std::vector<std::unique_ptr<dsp::Processor>> units;
        units.push_back(test::unit("detent.eq3")->makeProcessor(test::ideal()));
        if (coloured) units.push_back(test::unit("detent.hc1")->makeProcessor(test::ideal()));
        const auto loop = virt::makeVirtualLoop(std::move(units), wiring);
        for (const double hz : {100.0, 1000.0, 10000.0}) {
            const auto out = test::played(*loop, test::sine(1, 58000, 48000, hz, 0.5));
            const double phase = std::arg(test::toneIn(out.channel(0), hz, 48000, 10000));
            const double turns =
                -(phase + std::numbers::pi / 2) / (2.0 * std::numbers::pi);  // a sine is a cosine a quarter late
            const double cycle = 48000.0 / hz;
            const double off = std::remainder(turns * cycle - loop->delayFrames(), cycle);
            QVERIFY2(std::abs(off) < 0.001, qPrintable(QString("%1 frames off at %2 Hz").arg(off).arg(hz)));
        }
    }

    void aWholeDelayIsAPlainWire() {
        std::vector<std::unique_ptr<dsp::Processor>> units;
        units.push_back(test::unit("detent.eq3", {{"in", "Out"}})->makeProcessor({1, true, true}));
        const auto loop = virt::makeVirtualLoop(std::move(units), 217);
        const auto in = test::noise(2, 5000, 0.9, 12);
        const auto out = test::played(*loop, in);
        QCOMPARE(loop->delayFrames(), 217.0);
        QVERIFY(std::equal(out.channel(1).begin() + 217, out.channel(1).end(), in.channel(1).begin()));
    }

    void theProcessorOutlivesItsUnit() {
        auto unit = busy("detent.eq3");
        const auto expected = test::played(*unit, test::noise(2, 2000, 0.5, 9));
        const auto processor = unit->makeProcessor(test::ideal());
        unit.reset();
        compare(test::played(*processor, test::noise(2, 2000, 0.5, 9)), expected);
    }
};

QTEST_APPLESS_MAIN(TestUnitSound)
#include "tst_unit_sound.moc"
