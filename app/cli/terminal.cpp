// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <atomic>
#include <csignal>
#include <iostream>

#ifdef _WIN32
#include <io.h>
#define detent_isatty _isatty
#else
#include <unistd.h>
#define detent_isatty isatty
#endif

namespace detent::cli {
namespace {

std::atomic<bool> g_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

void onStop(int) { g_stop.store(true); }

}  // namespace

bool terminalCanAsk() { return detent_isatty(0) && detent_isatty(2); }

void catchStop() {
    std::signal(SIGINT, onStop);
    std::signal(SIGTERM, onStop);
}

bool stopRequested() { return g_stop.load(); }

ProgressBar::ProgressBar(std::string what, bool shown)
    : m_what(std::move(what)), m_shown(shown), m_terminal(detent_isatty(2) != 0), m_started(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
    if (m_drawn && m_terminal) std::cerr << "\r\033[K" << std::flush;
}

void ProgressBar::show(double fraction) {
    const auto elapsed = std::chrono::steady_clock::now() - m_started;
    if (!m_shown || elapsed < std::chrono::milliseconds(300)) return;
    const int percent = static_cast<int>(fraction * 100);
    const int step = m_terminal ? percent : percent / 10 * 10;
    if (step == m_lastStep) return;
    m_lastStep = step;
    m_drawn = true;
    if (!m_terminal) {
        std::cerr << m_what << " " << step << " %" << std::endl;
        return;
    }
    const int filled = percent * 30 / 100;
    const double left = fraction > 0.02 ? std::chrono::duration<double>(elapsed).count() * (1 - fraction) / fraction : 0;
    std::cerr << "\r\033[K" << m_what << " [" << std::string(static_cast<std::size_t>(filled), '#') << std::string(static_cast<std::size_t>(30 - filled), ' ') << "] "
              << percent << " %, " << static_cast<int>(left + 0.5) << " s to go" << std::flush;
}

}  // namespace detent::cli
