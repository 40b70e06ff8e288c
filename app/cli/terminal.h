// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace detent::cli {

/// Is a person at both ends: standard input and standard error are a terminal.
bool terminalCanAsk();
/// One line typed; nothing where input ended or the user pressed Ctrl-C.
std::optional<std::string> readTyped();

/// From now on Ctrl-C (and a polite kill) sets a flag instead of ending the process, and ends a question that waits; a
/// reader of our output that went away stops nothing.
void catchStop();
bool stopRequested();

/// Writes to standard output. A reader that went away is no failure; a full disk is: see outputFault.
void writeOut(const std::string& text);
/// Why standard output could not be written; empty where it could.
std::string outputFault();

/// Wipes a progress bar that stands on the terminal's line; nothing where standard error is no terminal.
void clearLine();

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
