// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/link/link_thread.h"
#include "hardware-profiles/link/network_port.h"
#include "hardware-profiles/link/port_owner.h"

namespace detent::links {

/// A TCP connection or a pair of UDP ports as a Link. Over UDP every Received holds one datagram, over TCP the stream is
/// cut anywhere.
class NetworkLink final : public LinkThread {
public:
    using Opener = std::function<NetworkPort::Opened(NetworkPort::Ears, const std::atomic<bool>& stop)>;

    /// `ownerKey` is what one process owns.
    NetworkLink(const std::string& name, std::string ownerKey, Opener opener);
    ~NetworkLink() override;

private:
    Result<void> takePort() override;
    Result<void> transmit(const std::string& bytes) override;
    void releasePort() override;

    std::string m_ownerKey;
    Opener m_opener;
    std::optional<PortOwner> m_owner;
    std::unique_ptr<NetworkPort> m_port;
};

/// `address` is Tcp or Udp; a UDP one that does not say where to listen does so at `listenPort`, or where the system chooses.
std::unique_ptr<profiles::Link> makeNetworkLink(const profiles::LinkAddress& address, int listenPort);

}  // namespace detent::links
