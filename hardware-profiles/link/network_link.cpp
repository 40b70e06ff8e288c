// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/network_link.h"

#include "hardware-profiles/link/virtual_ports.h"

namespace detent::links {
namespace {

using profiles::LinkAddress;

using Listen = NetworkPort::Opened (*)(const LinkAddress::Endpoint&, NetworkPort::Ears);

Result<std::unique_ptr<profiles::Link>> server(const std::string& kind, const LinkAddress::Endpoint& near, Listen listen) {
    if (near.port < 1 || near.port > 65535)
        return Problem{Fault::Usage, "there is no network port " + std::to_string(near.port), "give one from 1 to 65535"};
    const std::string name = kind + " port " + near.text();
    const auto opener = [near, listen](NetworkPort::Ears ears, const std::atomic<bool>&) {
        return listen(near, std::move(ears));
    };
    return std::unique_ptr<profiles::Link>(std::make_unique<NetworkLink>(name, name, opener));
}

}  // namespace

NetworkLink::NetworkLink(const std::string& name, std::string ownerKey, Opener opener)
    : LinkThread(name), m_ownerKey(std::move(ownerKey)), m_opener(std::move(opener)) {}

NetworkLink::~NetworkLink() {
    closeNow();
}

Result<void> NetworkLink::takePort() {
    auto owner = PortOwner::take(m_ownerKey, name());
    if (!owner) return owner.problem();
    const auto received = [this](std::string bytes, Clock::time_point at) { arrived(std::move(bytes), at); };
    auto port = m_opener({received, [this](const std::string& why) { lost(why); }, [this] { joined(); }}, stopFlag());
    if (!port) return port.problem();
    m_owner.emplace(std::move(*owner));
    m_port = std::move(*port);
    return {};
}

Result<void> NetworkLink::transmit(const std::string& bytes) {
    return m_port->write(bytes, stopFlag());
}

void NetworkLink::releasePort() {
    m_port.reset();
    m_owner.reset();
}

std::unique_ptr<profiles::Link> makeNetworkLink(const LinkAddress& address, int listenPort) {
    const LinkAddress::Endpoint far = address.endpoint();
    if (address.kind == LinkAddress::Kind::Tcp) {
        return std::make_unique<NetworkLink>(
            "TCP " + address.target, "tcp:" + address.target,
            [far](NetworkPort::Ears ears, const std::atomic<bool>& stop) { return connectTcp(far, std::move(ears), stop); });
    }
    const auto at = address.options.find("listen");
    const int listen = at == address.options.end() ? listenPort : std::stoi(at->second);
    return std::make_unique<NetworkLink>("UDP " + address.target, "udp:" + address.target,
                                         [far, listen](NetworkPort::Ears ears, const std::atomic<bool>& stop) {
                                             return openUdp(far, listen, std::move(ears), stop);
                                         });
}

Result<std::unique_ptr<profiles::Link>> openTcpServer(int port, const std::string& host) {
    return server("TCP", {host, port}, listenTcp);
}

Result<std::unique_ptr<profiles::Link>> openUdpServer(int port, const std::string& host) {
    return server("UDP", {host, port}, listenUdp);
}

}  // namespace detent::links
