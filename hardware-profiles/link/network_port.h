// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"

#include <atomic>
#include <memory>

namespace detent::links {

/// An open network port with a thread of its own, on which it hears. It closes when destroyed; nothing is heard after that.
class NetworkPort {
public:
    struct Ears {
        std::function<void(std::string bytes, std::chrono::steady_clock::time_point at)> received;
        std::function<void(const std::string& why)> lost;  ///< at most once, and only of a port that was open
        std::function<void()> joined;                      ///< a client came, before anything it says
    };
    using Opened = Result<std::unique_ptr<NetworkPort>>;

    virtual ~NetworkPort() = default;
    /// Returns when the system has taken all bytes, or early where `stop` becomes true. Errors: Fault::Link.
    virtual Result<void> write(const std::string& bytes, const std::atomic<bool>& stop) = 0;

    static constexpr int kConnectWaitMs = 2000;  ///< name look-up and connecting; the first repeated attempt of TCP is in it
    static constexpr int kWriteWaitMs = 2000;    ///< until a peer that takes nothing is given up
};

/// A TCP connection. Returns early where `stop` becomes true. Errors: Fault::Link: host and port, and what to do.
NetworkPort::Opened connectTcp(const profiles::LinkAddress::Endpoint& far, NetworkPort::Ears ears,
                               const std::atomic<bool>& stop);
/// Datagrams to `far`, one a message, and those that come from its host, to port `listen` (0: one the system chooses). UDP
/// knows no connection: whether anyone hears shows only in replies.
NetworkPort::Opened openUdp(const profiles::LinkAddress::Endpoint& far, int listen, NetworkPort::Ears ears,
                            const std::atomic<bool>& stop);
/// Waits for one client at a time at `near`, an address of this computer; another is turned away while one is there. What is
/// written while none is there is dropped, as on a wire.
NetworkPort::Opened listenTcp(const profiles::LinkAddress::Endpoint& near, NetworkPort::Ears ears);
/// Hears datagrams at `near` and answers whoever spoke last.
NetworkPort::Opened listenUdp(const profiles::LinkAddress::Endpoint& near, NetworkPort::Ears ears);

}  // namespace detent::links
