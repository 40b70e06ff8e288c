// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>

#ifdef _WIN32
#include <io.h>
#define detent_isatty _isatty
#else
#include <poll.h>
#include <unistd.h>
#define detent_isatty isatty
#endif

namespace detent::cli {
namespace {

std::atomic<bool> g_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

int g_outputError = 0;

void onStop(int) {
    g_stop.store(true);
}

}  // namespace

bool terminalCanAsk() {
    return detent_isatty(0) && detent_isatty(2);
}

void catchStop() {
#ifdef _WIN32
    std::signal(SIGINT, onStop);
    std::signal(SIGTERM, onStop);
#else
    struct sigaction action = {};
    action.sa_handler = onStop;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
#endif
}

bool stopRequested() {
    return g_stop.load();
}

#ifdef _WIN32
std::optional<std::string> readTyped() {
    std::string line;
    if (stopRequested() || !std::getline(std::cin, line) || stopRequested()) return std::nullopt;
    return line;
}
#else
// Looks up from the keyboard ten times a second: the signal may have come to another thread.
std::optional<std::string> readTyped() {
    std::string line;
    while (!stopRequested()) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (::poll(&input, 1, 100) <= 0) continue;
        char piece[1024];
        const auto got = ::read(STDIN_FILENO, piece, sizeof piece);
        if (got <= 0) return std::nullopt;
        line.append(piece, static_cast<std::size_t>(got));
        if (line.ends_with('\n')) return line.substr(0, line.find('\n'));
    }
    return std::nullopt;
}
#endif

void writeOut(const std::string& text) {
    if (g_outputError) return;
    errno = 0;
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!written) g_outputError = errno ? errno : EIO;
}

std::string outputFault() {
    return g_outputError && g_outputError != EPIPE ? std::strerror(g_outputError) : "";
}

void clearLine() {
    if (detent_isatty(2)) std::cerr << "\r\033[K" << std::flush;
}

ProgressBar::ProgressBar(std::string what, bool shown)
    : m_what(std::move(what)),
      m_shown(shown),
      m_terminal(detent_isatty(2) != 0),
      m_started(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
    if (m_drawn) clearLine();
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
    std::cerr << "\r\033[K" << m_what << " [" << std::string(static_cast<std::size_t>(filled), '#')
              << std::string(static_cast<std::size_t>(30 - filled), ' ') << "] " << percent << " %, "
              << static_cast<int>(left + 0.5) << " s to go" << std::flush;
}

}  // namespace detent::cli
