// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The same cable on the same JACK server, measured by jack_iodelay and by us. DETENT_SOAK=1 tries lengths up to the most
// that jack_iodelay can tell.
#include "dsp/align/loop.h"
#include "tests/dsp/align/jack_cable.h"
#include "tests/support/jack_server.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace detent;
using namespace detent::dsp;

namespace {

constexpr int kRate = 48000, kPeriod = 1024;

/// jack_iodelay, one for all cables: JACK keeps the name of a client that was killed for a while.
class Iodelay {
public:
    explicit Iodelay(const test::JackCable& cable) : m_cable(cable) {
        m_process.start("stdbuf", {"-oL", "jack_iodelay"});  // by lines: it is not stopped but killed
        m_there = QTest::qWaitFor([&] { return jack_port_by_name(m_cable.client(), "jack_delay:in") != nullptr; }, 10000);
    }
    ~Iodelay() {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// What it says once it says the same three times; nothing where it does not.
    std::optional<double> measure() {
        if (!m_there) return {};
        jack_connect(m_cable.client(), "jack_delay:out", m_cable.in().c_str());
        jack_connect(m_cable.client(), m_cable.out().c_str(), "jack_delay:in");
        static const QRegularExpression kFrames("([0-9.]+) frames +[0-9.]+ ms total");
        m_process.readAll();
        std::optional<double> last;
        for (int same = 0, lines = 0; same < 2 && lines < 200 && m_process.waitForReadyRead(5000);) {
            for (; same < 2 && m_process.canReadLine(); ++lines) {
                const auto match = kFrames.match(QString::fromUtf8(m_process.readLine()));
                if (!match.hasMatch()) continue;
                const double frames = match.captured(1).toDouble();
                same = last && std::abs(frames - *last) < 0.0015 ? same + 1 : 0;
                last = frames;
            }
            if (same == 2) return last;
        }
        return {};
    }

private:
    const test::JackCable& m_cable;
    QProcess m_process;
    bool m_there = false;
};

}  // namespace

class TestLoopJack : public QObject {
    Q_OBJECT
private slots:
    void aCableIsMeasuredNoWorseThanByJackIodelay();
};

void TestLoopJack::aCableIsMeasuredNoWorseThanByJackIodelay() {
    if (!test::JackServer::isInstalled()) QSKIP("jackd is not installed");
    if (QStandardPaths::findExecutable("jack_iodelay").isEmpty()) QSKIP("jack_iodelay is not installed");
    auto jack = test::JackServer::start({kRate, kPeriod, 2, 2, true});
    QVERIFY2(jack, jack ? "" : jack.problem().text().c_str());
    test::JackCable cable("Cable");
    test::JackPlayer player("Player");
    QVERIFY(cable.client() && player.client());
    const AudioBuffer sent = loopPing(kRate, 1);
    const std::vector<double> lengths = qEnvironmentVariableIsSet("DETENT_SOAK")
                                            ? std::vector{40.25, 1234.567, 5000.9, 20000.125, 40000.5, 63900.333}
                                            : std::vector{1234.567};
    QVERIFY(cable.start(lengths[0]));
    Iodelay iodelay(cable);
    for (const double length : lengths) {
        QVERIFY(cable.start(length));
        const double truth = length + kPeriod;  // what comes back in a circle is a block late
        const auto theirs = iodelay.measure();
        QVERIFY2(theirs, "jack_iodelay does not come to rest");
        QVERIFY(cable.start(length));  // empty of their tones

        QCOMPARE(jack_connect(cable.client(), player.out().c_str(), cable.in().c_str()), 0);
        QCOMPARE(jack_connect(cable.client(), cable.out().c_str(), player.in().c_str()), 0);
        AudioBuffer captured(1, sent.frameCount() + static_cast<std::size_t>(1.5 * kRate));
        QCOMPARE(jack_set_freewheel(player.client(), 1), 0);  // no need to wait for five seconds to pass
        player.play(sent.channel(0), captured.channel(0));
        QTRY_VERIFY_WITH_TIMEOUT(player.done(), 30000);
        QCOMPARE(jack_set_freewheel(player.client(), 0), 0);
        const auto ours = measureLoop(sent, captured, kRate);
        QVERIFY2(ours.accepted, ours.reason.c_str());

        const double ourError = std::abs(ours.delayFrames - truth), theirError = std::abs(*theirs - truth);
        qInfo("%.3f frames: ours off by %.6f, jack_iodelay's by %.6f", truth, ourError, theirError);
        // It prints thousandths: better than half of one it cannot be known to be.
        QVERIFY2(ourError <= std::max(theirError, 0.0005), qPrintable(QString::number(ours.delayFrames, 'f', 6)));
    }
}

QTEST_GUILESS_MAIN(TestLoopJack)
#include "tst_loop_jack.moc"
