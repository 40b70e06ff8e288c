// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/base/place_file.h"
#include "hardware-profiles/link/link_thread.h"
#include "hardware-profiles/link/port_owner.h"
#include "hardware-profiles/link/terminal_posix.h"
#include "hardware-profiles/link/virtual_ports.h"

#include <array>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

namespace detent::links {
namespace {

namespace fs = std::filesystem;

Problem cannot(const std::string& path, const std::string& why) {
    return {Fault::Link, "cannot serve at " + path + ": " + why, "choose another path"};
}

class PtyServer final : public LinkThread {
public:
    PtyServer(const std::string& path, double msPerByte, PortOwner owner, TerminalFd master, TerminalFd keeper)
        : LinkThread("pseudo-terminal " + path, msPerByte), m_path(pathFromText(path)), m_owner(std::move(owner)), m_master(std::move(master)), m_keeper(std::move(keeper)) {}

    ~PtyServer() override {
        closeNow();
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }

private:
    Result<void> takePort() override {
        if (!m_master.valid()) return cannot(pathText(m_path), "it was closed");
        m_stopReading = false;
        m_reader = std::thread([this] { readOn(); });
        return {};
    }

    void readOn() {
        Clock::time_point wireFree;  // when the last byte heard had passed
        while (!m_stopReading) {
            std::string bytes;
            const TerminalFd::State state = m_master.read(bytes, 20);
            if (state == TerminalFd::State::Gone) return lost(name() + " broke");
            if (state != TerminalFd::State::Ok) continue;
            wireFree = std::max(wireFree, Clock::now()) + timeOf(bytes.size());
            std::this_thread::sleep_until(wireFree);
            arrived(std::move(bytes), wireFree);
        }
    }

    Result<void> transmit(const std::string& bytes) override {
        std::size_t sent = 0;
        if (m_master.write(bytes, sent, 100, stopFlag()) == TerminalFd::State::Gone) return Problem{Fault::Link, name() + " broke", ""};
        return {};
    }

    void releasePort() override {
        m_stopReading = true;
        m_reader.join();
        std::error_code ignored;
        fs::remove(m_path, ignored);
        m_master = TerminalFd();
        m_keeper = TerminalFd();
    }

    fs::path m_path;
    PortOwner m_owner;
    TerminalFd m_master;
    TerminalFd m_keeper;  // the far side held open: no hang-up between two clients
    std::atomic<bool> m_stopReading{false};
    std::thread m_reader;
};

// A pseudo-terminal and the name of its far side. ptsname is not thread-safe everywhere; servers are opened one at a time.
Result<std::pair<TerminalFd, std::string>> openMaster(const std::string& path) {
    static std::mutex one;
    const std::lock_guard lock(one);
    TerminalFd master(::posix_openpt(O_RDWR | O_NOCTTY));
    const char* far = nullptr;
    if (master.valid() && ::grantpt(master.get()) == 0 && ::unlockpt(master.get()) == 0) far = ::ptsname(master.get());
    if (!far) return cannot(path, std::strerror(errno));
    ::fcntl(master.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(master.get(), F_SETFD, FD_CLOEXEC);
    return std::pair{std::move(master), std::string(far)};
}

Result<void> placeName(const fs::path& path, const std::string& far) {
    std::error_code failed;
    const std::string old = fs::read_symlink(path, failed).string();
    if (!failed && (old.starts_with("/dev/") || !fs::exists(path, failed))) fs::remove(path, failed);
    failed.clear();
    fs::create_symlink(far, path, failed);
    if (failed) return cannot(pathText(path), failed.message());
    return {};
}

}  // namespace

Result<std::unique_ptr<profiles::Link>> openPtyServer(const std::string& path, double msPerByte) {
    std::error_code ignored;
    const fs::path whole = fs::absolute(pathFromText(path), ignored).lexically_normal();
    auto owner = PortOwner::take("pty-server:" + pathText(whole), "pseudo-terminal " + path);
    if (!owner) return owner.problem();
    auto master = openMaster(path);
    if (!master) return master.problem();
    TerminalFd keeper(::open(master->second.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!keeper.valid() || !keeper.makeRaw()) return cannot(path, std::strerror(errno));
    if (auto placed = placeName(whole, master->second); !placed) return placed.problem();
    return std::unique_ptr<profiles::Link>(std::make_unique<PtyServer>(pathText(whole), msPerByte, std::move(*owner), std::move(master->first), std::move(keeper)));
}

}  // namespace detent::links
