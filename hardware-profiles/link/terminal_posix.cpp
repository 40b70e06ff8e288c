// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/terminal_posix.h"

#include "hardware-profiles/link/serial_device.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace detent::links {

TerminalFd::TerminalFd(TerminalFd&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

TerminalFd& TerminalFd::operator=(TerminalFd&& other) noexcept {
    std::swap(m_fd, other.m_fd);
    return *this;
}

TerminalFd::~TerminalFd() {
    if (m_fd >= 0) ::close(m_fd);
}

bool TerminalFd::makeRaw() const {
    termios settings{};
    if (tcgetattr(m_fd, &settings) != 0) return false;
    settings.c_iflag &= static_cast<tcflag_t>(~(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON | IXOFF));
    settings.c_oflag &= static_cast<tcflag_t>(~OPOST);
    settings.c_lflag &= static_cast<tcflag_t>(~(ECHO | ECHONL | ICANON | ISIG | IEXTEN));
    settings.c_cflag &= static_cast<tcflag_t>(~(CSIZE | PARENB));
    settings.c_cflag |= CS8 | CREAD | CLOCAL;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    return tcsetattr(m_fd, TCSANOW, &settings) == 0;
}

TerminalFd::State TerminalFd::read(std::string& into, int waitMs) const {
    pollfd wait{m_fd, POLLIN, 0};
    const int ready = ::poll(&wait, 1, waitMs);
    if (ready == 0 || (ready < 0 && errno == EINTR)) return State::TimedOut;
    char buffer[512];
    const ssize_t got = ::read(m_fd, buffer, sizeof buffer);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return State::TimedOut;
    if (got <= 0) return State::Gone;
    into.append(buffer, static_cast<std::size_t>(got));
    return State::Ok;
}

TerminalFd::State TerminalFd::write(const std::string& bytes, std::size_t& sent, int waitMs, const std::atomic<bool>& stop) const {
    constexpr int kSliceMs = 20;
    int waited = 0;
    while (sent < bytes.size()) {
        const ssize_t took = ::write(m_fd, bytes.data() + sent, bytes.size() - sent);
        if (took > 0) {
            sent += static_cast<std::size_t>(took);
            waited = 0;
        } else if (took < 0 && errno != EAGAIN && errno != EINTR) {
            return State::Gone;
        } else {
            if (waited >= waitMs || stop) return State::TimedOut;
            pollfd wait{m_fd, POLLOUT, 0};
            ::poll(&wait, 1, kSliceMs);
            waited += kSliceMs;
        }
    }
    return State::Ok;
}

namespace {

class PseudoTerminal final : public SerialDevice {
public:
    PseudoTerminal(TerminalFd fd, std::string path) : m_fd(std::move(fd)), m_path(std::move(path)) {}

    Result<void> write(const std::string& bytes, const std::atomic<bool>& stop) override {
        std::size_t sent = 0;
        switch (m_fd.write(bytes, sent, kWriteWaitMs, stop)) {
            case TerminalFd::State::Gone: return gone();
            case TerminalFd::State::Ok: return {};
            case TerminalFd::State::TimedOut: break;
        }
        if (stop) return {};
        return Problem{Fault::Link, "serial " + m_path + " takes no bytes", "check the program at its other end"};
    }

    Result<std::string> read() override {
        std::string bytes;
        if (m_fd.read(bytes, kReadWaitMs) == TerminalFd::State::Gone) return gone();
        return bytes;
    }

private:
    Problem gone() const { return {Fault::Link, "serial " + m_path + " is gone: its other end was closed", "start it and open the unit again"}; }

    TerminalFd m_fd;
    std::string m_path;
};

}  // namespace

bool isPseudoTerminal(const std::string& path) {
    std::error_code failed;
    const std::string real = std::filesystem::canonical(path, failed).string();
    return !failed && (real.starts_with("/dev/pts/") || real.starts_with("/dev/ttys"));
}

Result<std::unique_ptr<SerialDevice>> openPseudoTerminal(const std::string& path) {
    TerminalFd fd(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!fd.valid() || !fd.makeRaw()) {
        return Problem{Fault::Link, "serial " + path + " cannot be opened (" + std::strerror(errno) + ")", "start the program at its other end"};
    }
    tcflush(fd.get(), TCIFLUSH);
    return std::unique_ptr<SerialDevice>(std::make_unique<PseudoTerminal>(std::move(fd), path));
}

}  // namespace detent::links
