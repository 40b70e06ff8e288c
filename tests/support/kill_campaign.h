// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <chrono>
#include <random>

namespace detent::test {

/// A program to be killed.
struct Victim {
    QString program;
    QStringList arguments;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    bool saysReady = false;  ///< the moment counts from its first line of output instead of its start
};

struct VictimRun {
    bool wasKilled = false;  ///< false: it had ended by itself
    int exitCode = -1;
    QStringList lines;  ///< whole lines of standard output by then: what it had acknowledged
    QString errors;
    std::chrono::microseconds lasted{};
};

/// Lets it run to its end.
VictimRun runWhole(const Victim& victim);

/// Kills programs with SIGKILL at seeded random moments.
class KillCampaign {
public:
    /// `whole` kills with DETENT_SOAK=1, else a twentieth of them; moments lie evenly in 0..`longest`.
    KillCampaign(int whole, unsigned seed, std::chrono::microseconds longest);
    int count() const { return m_count; }
    VictimRun kill(const Victim& victim);

private:
    int m_count;
    std::mt19937 m_random;
    std::chrono::microseconds m_longest;
};

}  // namespace detent::test
