// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/kill_campaign.h"

#include <QProcess>

#include <algorithm>
#include <thread>

namespace detent::test {

namespace {

constexpr int mostMs = 60000;

void start(QProcess& process, const Victim& victim) {
    process.setProcessEnvironment(victim.environment);
    process.start(victim.program, victim.arguments);
    if (!process.waitForStarted(mostMs)) qFatal("cannot start %s", qPrintable(victim.program));
    while (victim.saysReady && !process.canReadLine() && process.waitForReadyRead(mostMs)) continue;
}

VictimRun end(QProcess& process, std::chrono::steady_clock::time_point started) {
    if (!process.waitForFinished(mostMs)) qFatal("%s does not end", qPrintable(process.program()));
    VictimRun run;
    run.lasted = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started);
    run.wasKilled = process.exitStatus() == QProcess::CrashExit;
    run.exitCode = process.exitCode();
    run.lines = QString::fromUtf8(process.readAllStandardOutput()).split('\n');
    run.lines.removeLast();  // what has no end of line was not said
    run.errors = QString::fromUtf8(process.readAllStandardError());
    return run;
}

}  // namespace

VictimRun runWhole(const Victim& victim) {
    const auto started = std::chrono::steady_clock::now();
    QProcess process;
    start(process, victim);
    return end(process, started);
}

KillCampaign::KillCampaign(int whole, unsigned seed, std::chrono::microseconds longest)
    : m_count(qEnvironmentVariable("DETENT_SOAK") == "1" ? whole : std::max(1, whole / 20)),
      m_random(seed),
      m_longest(longest) {}

VictimRun KillCampaign::kill(const Victim& victim) {
    const auto moment = std::chrono::microseconds(std::uniform_int_distribution<long long>(0, m_longest.count())(m_random));
    const auto started = std::chrono::steady_clock::now();
    QProcess process;
    start(process, victim);
    std::this_thread::sleep_for(moment);  // the moment itself: nothing is waited for
    process.kill();
    return end(process, started);
}

}  // namespace detent::test
