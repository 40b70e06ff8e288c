// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Five minutes of real music printed by the real program, against the rack's own offline rendering.
#include "app/studio/studio.h"
#include "app/studio/virtual_rack.h"
#include "tests/app/cli/detent_program.h"
#include "tests/dsp/sounds.h"
#include "tests/support/must.h"

#include <QTest>

using namespace detent;
using namespace detent::test;

class TestPrintEqualsRendering : public QObject {
    Q_OBJECT

private slots:
    void sampleForSampleOverFiveMinutes();

private:
    /// The units as the rack says they stand, noise off, and the rack's own delay.
    static std::unique_ptr<dsp::Processor> renderer(const DetentProgram& detent);
};

std::unique_ptr<dsp::Processor> TestPrintEqualsRendering::renderer(const DetentProgram& detent) {
    const auto library = profiles::ProfileLibrary::load();
    std::vector<std::unique_ptr<dsp::Processor>> processors;
    for (const auto& one : detent.json({"rack", "list"}).array()) {
        const QJsonObject unit = one.toObject();
        std::map<std::string, profiles::Code> settings;
        for (const auto& value : detent.json({"rack", "get", unit["name"].toString()}).object()["state"].toArray()) {
            settings[value.toObject()["control"].toString().toStdString()] = value.toObject()["code"].toInteger();
        }
        const auto profile = library.find(unit["profile"].toString().toStdString());
        const auto made = must(virt::makeVirtualUnit(profile, profile->defaultParams(), settings));
        const auto seed = studio::VirtualRack::seedOf(recall::UnitId{unit["id"].toString().toStdString()});
        processors.push_back(made->makeProcessor({seed, false, true}));
    }
    return virt::makeVirtualLoop(std::move(processors), studio::kVirtualDelayFrames);
}

void TestPrintEqualsRendering::sampleForSampleOverFiveMinutes() {
    const DetentProgram detent;
    const Finished made = detent.shell("sox /usr/share/games/lincity-ng/music/default/*.ogg -b 24 music.wav trim 0 300");
    if (made.status != 0) QSKIP("no real music here (lincity-ng-data and sox)");
    detent.makeStudio();
    // every unit works: no control stands where it would do nothing
    QCOMPARE(detent.run({"rack", "set", "EQ", "low.gain=2.5", "mid.gain=-1.5", "high.gain=3"}).status, 0);
    QCOMPARE(detent.run({"rack", "set", "COMP", "threshold=4", "ratio=4:1", "release=auto", "makeup=2"}).status, 0);
    QCOMPARE(detent.run({"rack", "set", "BOX", "drive=8", "odd=3", "even=4", "mix=100", "output=-4", "in=In"}).status, 0);
    const Finished printed =
        detent.json({"print", "music.wav", "-o", "print.wav", "--insert", "rack", "--no-noise"}, 600000);
    QVERIFY2(printed.status == 0, printed.told());

    auto wanted = must(dsp::loadAudio(detent.path("music.wav").toStdString()));
    const auto print = must(dsp::loadAudio(detent.path("print.wav").toStdString()));
    const auto rack = renderer(detent);
    constexpr std::size_t kBlock = 1777;  // not the print's
    rack->prepare(wanted.format.sampleRateHz, 2, kBlock);
    const std::size_t frames = wanted.audio.frameCount();
    const auto shift = static_cast<std::size_t>(std::lround(rack->delayFrames()));
    QCOMPARE(printed.object()["shift_frames"].toInteger(), static_cast<qint64>(shift));
    QVERIFY(frames >= static_cast<std::size_t>(299 * wanted.format.sampleRateHz));
    QCOMPARE(print.audio.frameCount(), frames);
    wanted.audio.resizeFrames(frames + shift);
    for (std::size_t at = 0; at < frames + shift; at += kBlock) {
        std::array<float*, 2> lanes = {wanted.audio.channel(0).data() + at, wanted.audio.channel(1).data() + at};
        rack->process({lanes.data(), 2, static_cast<int>(std::min(kBlock, frames + shift - at))});
    }
    std::size_t differing = 0;
    double loudest = 0;
    for (int c = 0; c < 2; ++c) {
        for (std::size_t n = 0; n < frames; ++n) {
            differing += print.audio.channel(c)[n] != wanted.audio.channel(c)[n + shift];
            loudest = std::max(loudest, std::abs(static_cast<double>(print.audio.channel(c)[n])));
        }
    }
    QCOMPARE(differing, std::size_t{0});
    QVERIFY(loudest > 0.1);  // it is music, not silence
}

QTEST_GUILESS_MAIN(TestPrintEqualsRendering)
#include "tst_print_equals_rendering.moc"
