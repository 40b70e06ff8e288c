// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Bad pings of every kind and strength, each refused by its name, and good ones between that are not. Each has a seed of its
// own. DETENT_SOAK=1 tries all at four rates.
#include "dsp/align/loop.h"
#include "dsp/signal/ping.h"
#include "tests/dsp/align/recordings.h"

#include <QTest>

using namespace detent;
using namespace detent::dsp;

namespace {

using Random = std::mt19937;

double between(Random& random, double least, double most) {
    return std::uniform_real_distribution(least, most)(random);
}

std::size_t anyOf(Random& random, std::size_t least, std::size_t most) {
    return std::uniform_int_distribution(least, most)(random);
}

/// One ping on its way through something.
struct Loop {
    Random random;
    double rate = 48000.0;
    int channels = 2;
    AudioBuffer sent, back;
    PingLayout layout{rate, channels};
    double delay = 0;

    Loop(unsigned seed, double rateHz, int channelCount)
        : random(seed), rate(rateHz), channels(channelCount), sent(loopPing(rate, channels)), layout(rate, channels) {
        delay = between(random, 30.0, 0.3 * rate);
        const double gain = gainFromDb(between(random, -12.0, 3.0)) * (anyOf(random, 0, 1) ? 1.0 : -1.0);
        back = test::fftShifted(sent, delay, gain, static_cast<std::size_t>(0.6 * rate));
    }
    void each(const std::function<void(std::vector<float>&)>& change) {
        for (int c = 0; c < channels; ++c) change(back.channel(c));
    }
    void floor(double dbfs) {
        std::normal_distribution<double> noise(0.0, gainFromDb(dbfs));
        each([&](auto& samples) {
            for (float& x : samples) x += static_cast<float>(noise(random));
        });
    }
    void tone(double hz, double dbfs) {
        for (int c = 0; c < channels; ++c) {
            for (std::size_t n = 0; n < back.frameCount(); ++n)
                back.channel(c)[n] +=
                    static_cast<float>(std::sqrt(2.0) * gainFromDb(dbfs) *
                                       std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate));
        }
    }
    /// The return's frame in any sweep at this part of it.
    std::size_t inSweep(double part) {
        const std::size_t start = layout.start(static_cast<int>(anyOf(random, 0, 2)),
                                               static_cast<int>(anyOf(random, 0, static_cast<std::size_t>(channels) - 1)));
        return start + static_cast<std::size_t>(delay + part * static_cast<double>(layout.sweepFrames));
    }
    /// As many frames lost, or (negative) repeated.
    void cut(std::size_t at, std::ptrdiff_t frames) {
        each([&](auto& samples) {
            const std::size_t length = samples.size();
            const auto here = samples.begin() + static_cast<std::ptrdiff_t>(at);
            if (frames > 0) {
                samples.erase(here, here + frames);
            } else {
                const std::vector<float> again(here + frames, here);
                samples.insert(here, again.begin(), again.end());
            }
            samples.resize(length, 0.0F);
        });
    }
    void scale(float gain) {
        each([gain](auto& samples) {
            for (float& x : samples) x *= gain;
        });
    }
    float peak() {
        float most = 0.0F;
        each([&](auto& samples) {
            for (const float x : samples) most = std::max(most, std::abs(x));
        });
        return most;
    }
};

/// One way to spoil a ping. `strength` is 0, 1, 2: from faint to gross.
struct Evil {
    const char* name;
    LoopFault fault;
    std::function<void(Loop&, int strength)> spoil;
};

void silence(Loop& loop, int strength) {
    if (strength < 2) return loop.scale(0.0F), loop.floor(strength == 0 ? -90.0 : -50.0);
    auto& dead = loop.back.channel(loop.channels - 1);
    std::fill(dead.begin(), dead.end(), 0.0F);
}

void clip(Loop& loop, int strength) {
    loop.scale(static_cast<float>(gainFromDb(1.0 + 6.0 * strength)) / loop.peak());
    loop.each([](auto& samples) {
        for (float& x : samples) x = std::clamp(x, -1.0F, 1.0F);
    });
}

void noise(Loop& loop, int strength) {
    loop.scale(0.12F / loop.peak());
    if (strength == 2) return loop.floor(-20.0);
    if (strength == 1) return loop.floor(-41.0);  // 20 dB below the ping
    loop.tone(50.0, -30.0);
}

void echo(Loop& loop, int strength) {
    const auto later =
        static_cast<std::size_t>(std::exp(between(loop.random, std::log(0.0015), std::log(0.45))) * loop.rate);
    const auto gain = static_cast<float>(gainFromDb(-26.0 + 12.0 * strength));
    loop.each([&](auto& samples) {
        for (std::size_t n = samples.size(); n-- > later;) samples[n] += gain * samples[n - later];
    });
}

void feedback(Loop& loop, int strength) {
    const auto later = static_cast<std::size_t>(std::exp(between(loop.random, std::log(0.002), std::log(0.2))) * loop.rate);
    const auto gain = static_cast<float>(gainFromDb(strength == 2 ? 1.0 : -24.0 + 20.0 * strength));
    loop.scale(0.1F / loop.peak());
    loop.each([&](auto& samples) {
        // it howls only where the loop is short enough to be there in time
        const std::size_t round = strength == 2 ? std::min(later, static_cast<std::size_t>(0.01 * loop.rate)) : later;
        for (std::size_t n = round; n < samples.size(); ++n)
            samples[n] = std::clamp(samples[n] + gain * samples[n - round], -1.0F, 1.0F);
    });
}

void wrongChannel(Loop& loop, int strength) {
    auto &left = loop.back.channel(0), &right = loop.back.channel(1);
    if (strength == 0) {  // one cable on both returns
        right = left;
    } else if (strength == 1) {  // one send on the other's return, nothing on its own
        std::swap(left, right);
        std::fill(left.begin(), left.end(), 0.0F);
    } else {
        for (std::size_t n = 0; n < left.size(); ++n) left[n] = right[n] = left[n] + right[n];
    }
}

void lostFrames(Loop& loop, int strength) {
    const auto frames = static_cast<std::ptrdiff_t>(std::array{16, 128, 1024}[static_cast<std::size_t>(strength)]);
    loop.cut(loop.inSweep(between(loop.random, 0.1, 0.9)), frames);
}

void repeatedFrames(Loop& loop, int strength) {
    const auto frames = static_cast<std::ptrdiff_t>(std::array{16, 128, 1024}[static_cast<std::size_t>(strength)]);
    loop.cut(loop.inSweep(between(loop.random, 0.1, 0.9)), -frames);
}

void silentFrames(Loop& loop, int strength) {
    const std::size_t frames =
        std::array{64U, 256U, 2048U}[static_cast<std::size_t>(strength)] * static_cast<std::size_t>(loop.rate / 44100.0);
    const std::size_t at = loop.inSweep(between(loop.random, 0.1, 0.8));
    loop.each([&](auto& samples) { std::fill_n(samples.begin() + static_cast<std::ptrdiff_t>(at), frames, 0.0F); });
}

void drift(Loop& loop, int strength) {
    const double ppm = std::array{5.0, -50.0, 300.0}[static_cast<std::size_t>(strength)];
    loop.each([&](auto& samples) {
        const std::size_t length = samples.size();
        samples = test::soxrResampled(samples, 1e6, 1e6 + ppm);
        samples.resize(length, 0.0F);
    });
}

void jump(Loop& loop, int strength) {
    const auto frames = std::array{32, 256, 4000}[static_cast<std::size_t>(strength)];
    const std::size_t at =
        loop.layout.start(static_cast<int>(anyOf(loop.random, 1, 2)), 0) + static_cast<std::size_t>(loop.delay) - 5000;
    loop.cut(at, anyOf(loop.random, 0, 1) ? frames : -frames);
}

void polarity(Loop& loop, int) {
    for (float& x : loop.back.channel(loop.channels - 1)) x = -x;
}

void otherSound(Loop& loop, int strength) {
    const auto start = static_cast<std::ptrdiff_t>(loop.layout.start(0, 0));
    const auto sound = test::noise(loop.channels, loop.back.frameCount(), 0.1 + 0.2 * strength, 5);
    for (int c = 0; c < loop.channels; ++c) {
        std::copy(sound.channel(c).begin() + start, sound.channel(c).end(), loop.back.channel(c).begin() + start);
        std::fill_n(loop.back.channel(c).begin(), start, 0.0F);
    }
}

const std::vector<Evil>& evils() {
    static const std::vector<Evil> all = {{"silence", LoopFault::Silent, silence},
                                          {"clipping", LoopFault::Clipped, clip},
                                          {"noise", LoopFault::Noisy, noise},
                                          {"echo", LoopFault::Echo, echo},
                                          {"feedback", LoopFault::Feedback, feedback},
                                          {"wrong channel", LoopFault::WrongChannel, wrongChannel},
                                          {"lost frames", LoopFault::Xrun, lostFrames},
                                          {"repeated frames", LoopFault::Xrun, repeatedFrames},
                                          {"silent frames", LoopFault::Xrun, silentFrames},
                                          {"drift", LoopFault::Drift, drift},
                                          {"jump", LoopFault::Jump, jump},
                                          {"one polarity", LoopFault::Polarity, polarity},
                                          {"other sound", LoopFault::Unlike, otherSound}};
    return all;
}

/// What gear may do without spoiling anything.
void pass(Loop& loop) {
    const auto maybe = [&] { return anyOf(loop.random, 0, 1) == 1; };
    const auto bell = [&](double least, double most) {
        test::Equaliser::bell(loop.rate, between(loop.random, least, most), between(loop.random, 0.5, 3.0),
                              between(loop.random, -6.0, 6.0))
            .apply(loop.back);
    };
    if (maybe()) bell(40.0, 300.0);
    if (maybe()) bell(300.0, 9000.0);
    if (maybe()) test::compress(loop.back, loop.rate, -24.0);
    if (maybe()) {
        loop.each([](auto& samples) {
            for (float& x : samples) x = static_cast<float>(std::tanh(2.0 * static_cast<double>(x)) / 2.0);
        });
    }
    if (loop.channels == 2 && maybe()) {
        const auto leak = static_cast<float>(gainFromDb(between(loop.random, -80.0, -20.0)));
        for (std::size_t n = 0; n < loop.back.frameCount(); ++n) loop.back.channel(1)[n] += leak * loop.back.channel(0)[n];
    }
    if (loop.channels == 2 && maybe()) std::swap(loop.back.channel(0), loop.back.channel(1));
    if (maybe()) loop.tone(anyOf(loop.random, 0, 1) ? 50.0 : 120.0, between(loop.random, -90.0, -65.0));
}

QString told(const LoopMeasurement& m) {
    return QString("%1: %2").arg(nameOf(m.fault), QString::fromStdString(m.reason));
}

}  // namespace

class TestLoopCampaign : public QObject {
    Q_OBJECT
private slots:
    void badPingsAreRefusedByNameAndGoodOnesAreNot_data();
    void badPingsAreRefusedByNameAndGoodOnesAreNot();
    void noiseAtMinus60NeverMovesTheDelayByAThousandth();
};

void TestLoopCampaign::badPingsAreRefusedByNameAndGoodOnesAreNot_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("rounds");
    QTest::addColumn<unsigned>("seed");
    const bool whole = qEnvironmentVariableIsSet("DETENT_SOAK");
    QTest::addRow("48 kHz") << 48000.0 << (whole ? 8 : 1) << 1U;
    if (!whole) return;
    QTest::addRow("44.1 kHz") << 44100.0 << 8 << 1001U;
    QTest::addRow("96 kHz") << 96000.0 << 4 << 2001U;
    QTest::addRow("192 kHz") << 192000.0 << 2 << 3001U;
}

void TestLoopCampaign::badPingsAreRefusedByNameAndGoodOnesAreNot() {
    QFETCH(double, rate);
    QFETCH(int, rounds);
    QFETCH(unsigned, seed);
    const bool whole = qEnvironmentVariableIsSet("DETENT_SOAK");
    int bad = 0, good = 0;
    double worst = 0.0;
    QStringList wrong;
    for (int i = 0; i < 3 * rounds * static_cast<int>(evils().size()); ++i, ++seed) {
        const Evil& evil = evils()[static_cast<std::size_t>(i / 3) % evils().size()];
        const int strength = i % 3;
        if (!whole && strength != i / 3 % 3) continue;
        Loop spoilt(seed, rate, 2);
        spoilt.floor(-80.0);
        evil.spoil(spoilt, strength);
        const auto refused = measureLoop(spoilt.sent, spoilt.back, rate);
        ++bad;
        if (refused.accepted || refused.fault != evil.fault)
            wrong << QString("%1, strength %2, seed %3: %4").arg(evil.name).arg(strength).arg(seed).arg(told(refused));
        Loop sound(seed, rate, seed % 4 == 0 ? 1 : 2);
        pass(sound);
        sound.floor(between(sound.random, -100.0, -65.0));
        const auto kept = measureLoop(sound.sent, sound.back, rate);
        ++good;
        worst = std::max(worst, std::abs(kept.delayFrames - sound.delay) * 48000.0 / rate);
        if (!kept.accepted) wrong << QString("good, seed %1: %2").arg(seed).arg(told(kept));
    }
    qInfo("%d bad and %d good pings; the delay through gear off by %.4f frame of 48 kHz at most", bad, good, worst);
    QVERIFY2(wrong.isEmpty(), qPrintable("\n" + wrong.join("\n")));
    // so that a print is shifted by the right whole frame or its neighbour
    QVERIFY2(worst < 0.5, qPrintable(QString::number(worst)));
}

void TestLoopCampaign::noiseAtMinus60NeverMovesTheDelayByAThousandth() {
    const bool whole = qEnvironmentVariableIsSet("DETENT_SOAK");
    for (const double rate : whole ? std::vector{44100.0, 48000.0, 96000.0, 192000.0} : std::vector{48000.0}) {
        const auto sent = loopPing(rate, 2);
        const auto clean = test::fftShifted(sent, 1234.567, 1.0, 8192);
        double worst = 0.0, squares = 0.0;
        const unsigned seeds = whole ? 100 : 4;
        for (unsigned seed = 1; seed <= seeds; ++seed) {
            auto back = clean;
            std::mt19937 random(seed);
            std::normal_distribution<double> spread(0.0, gainFromDb(-60.0));
            for (int c = 0; c < 2; ++c) {
                for (float& x : back.channel(c)) x += static_cast<float>(spread(random));
            }
            const auto m = measureLoop(sent, back, rate);
            QVERIFY2(m.accepted, m.reason.c_str());
            worst = std::max(worst, std::abs(m.delayFrames - 1234.567));
            squares += std::pow(m.delayFrames - 1234.567, 2.0) / seeds;
        }
        qInfo("%g Hz: %u pings off by %.6f frame at most, %.6f RMS", rate, seeds, worst, std::sqrt(squares));
        QVERIFY2(worst < 0.001, qPrintable(QString::number(worst)));  // promised
    }
}

QTEST_APPLESS_MAIN(TestLoopCampaign)
#include "tst_loop_campaign.moc"
