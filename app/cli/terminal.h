// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace detent::cli {

/// Is a person at both ends: standard input and standard error are a terminal.
bool terminalCanAsk();
/// Asks one line on standard error; nothing where input ended or the user pressed Ctrl-C. What is said meanwhile waits until
/// it has been answered, so that nothing stands between a question and its answer. [any-thread]
std::optional<std::string> askTyped(const std::string& question);
/// A line typed while no question stands, waited for a tenth of a second; "q" where input ended. [any-thread]
std::optional<std::string> glanceTyped();
/// One line on standard error, after the question that stands. [any-thread]
void sayLine(const std::string& line);

/// From now on Ctrl-C (and a polite kill) sets a flag instead of ending the process, and ends a question that waits; a
/// reader of our output that went away stops nothing.
void catchStop();
bool stopRequested();

/// Writes to standard output. A reader that went away is no failure; a full disk is: see outputFault.
void writeOut(const std::string& text);
/// Why standard output could not be written; empty where it could.
std::string outputFault();

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
