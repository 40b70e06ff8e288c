// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace detent::cli {

/// Is a person at both ends: standard input and standard error are a terminal.
bool terminalCanAsk();

/// From now on Ctrl-C (and a polite kill) sets a flag instead of ending the process.
void catchStop();
bool stopRequested();

/// A bar on a terminal; elsewhere a plain line every ten per cent, and only for work over a second.
class ProgressBar {
public:
    ProgressBar(std::string what, bool shown);
    ~ProgressBar();
    void show(double fraction);

private:
    std::string m_what;
    bool m_shown, m_terminal, m_drawn = false;
    int m_lastStep = 0;
    std::chrono::steady_clock::time_point m_started;
};

}  // namespace detent::cli
