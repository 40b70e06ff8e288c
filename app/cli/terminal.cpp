// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <mutex>
#include <thread>
#include <utility>

#ifdef _WIN32
#include <conio.h>
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

/// What is written to standard error by several threads. A question holds the rest back.
struct ErrorVoice {
    std::mutex asking;  // held while a question stands
    std::mutex mutex;   // the rest
    bool isAsking = false;
    std::string held;
} g_voice;

/// Wipes a progress bar that stands on the terminal's line; nothing where standard error is no terminal.
void clearLine() {
    if (detent_isatty(2)) std::cerr << "\r\033[K" << std::flush;
}

void onStop(int) {
    g_stop.store(true);
}

#ifdef _WIN32
std::optional<std::string> readTyped() {
    std::string line;
    if (stopRequested() || !std::getline(std::cin, line) || stopRequested()) return std::nullopt;
    return line;
}

bool isTyped(int) {
    return _kbhit() != 0;
}
#else
std::string g_typed;  // and not yet taken; with g_voice.asking

bool isTyped(int waitMs) {
    const bool isOthers = detent_isatty(STDIN_FILENO) && ::tcgetpgrp(STDIN_FILENO) != ::getpgrp();
    if (isOthers) return ::poll(nullptr, 0, waitMs) > 0;  // in the background, where reading would stop the program
    if (g_typed.find('\n') != std::string::npos) return true;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return ::poll(&input, 1, waitMs) > 0;
}

// Looks up from the keyboard ten times a second: the signal may have come to another thread.
std::optional<std::string> readTyped() {
    constexpr int kLookUpMs = 100;
    while (!stopRequested()) {
        if (const auto end = g_typed.find('\n'); end != std::string::npos) {
            const std::string line = g_typed.substr(0, end);
            g_typed.erase(0, end + 1);
            return line;
        }
        if (!isTyped(kLookUpMs)) continue;
        char piece[1024];
        const auto got = ::read(STDIN_FILENO, piece, sizeof piece);
        if (got <= 0) return std::nullopt;
        g_typed.append(piece, static_cast<std::size_t>(got));
    }
    return std::nullopt;
}
#endif

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


void writeOut(const std::string& text) {
    if (g_outputError) return;
    errno = 0;
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!written) g_outputError = errno ? errno : EIO;
}

std::string outputFault() {
    return g_outputError && g_outputError != EPIPE ? std::strerror(g_outputError) : "";
}

void sayLine(const std::string& line) {
    const std::lock_guard lock(g_voice.mutex);
    if (g_voice.isAsking) {
        g_voice.held += line + "\n";
        return;
    }
    clearLine();
    std::cerr << line << std::endl;
}

std::optional<std::string> askTyped(const std::string& question) {
    const std::lock_guard alone(g_voice.asking);
    {
        const std::lock_guard lock(g_voice.mutex);
        g_voice.isAsking = true;
        clearLine();
        std::cerr << question << std::flush;
    }
    auto line = readTyped();
    const std::lock_guard lock(g_voice.mutex);
    g_voice.isAsking = false;
    if (!line) std::cerr << std::endl;
    std::cerr << std::exchange(g_voice.held, {}) << std::flush;
    return line;
}

std::optional<std::string> glanceTyped() {
    constexpr int kGlanceMs = 100;
    const std::unique_lock alone(g_voice.asking, std::try_to_lock);  // else it is typed for the question
    if (!alone) {
        std::this_thread::sleep_for(std::chrono::milliseconds(kGlanceMs));
        return std::nullopt;
    }
    if (!isTyped(kGlanceMs)) return std::nullopt;
    return readTyped().value_or("q");
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
    const std::lock_guard lock(g_voice.mutex);
    if (g_voice.isAsking) return;
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
