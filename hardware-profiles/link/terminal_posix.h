// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>

namespace detent::links {

/// A terminal's file descriptor, owned. POSIX only.
class TerminalFd {
public:
    explicit TerminalFd(int fd = -1) : m_fd(fd) {}
    TerminalFd(TerminalFd&& other) noexcept;
    TerminalFd& operator=(TerminalFd&& other) noexcept;
    ~TerminalFd();

    int get() const { return m_fd; }
    bool valid() const { return m_fd >= 0; }

    /// No echo, no line editing, no translation of line ends.
    bool makeRaw() const;
    enum class State { Ok, TimedOut, Gone };
    /// Appends what is there, waiting at most `waitMs` for the first byte.
    State read(std::string& into, int waitMs) const;
    /// Writes from `sent` on, which it advances; TimedOut where the other side has taken nothing for `waitMs`, or `stop`.
    State write(const std::string& bytes, std::size_t& sent, int waitMs, const std::atomic<bool>& stop) const;

private:
    int m_fd;
};

}  // namespace detent::links
