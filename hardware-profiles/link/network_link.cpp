// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/network_link.h"

#include "hardware-profiles/link/virtual_ports.h"

namespace detent::links {
namespace {

using profiles::LinkAddress;

std::unique_ptr<profiles::Link> server(const std::string& kind, int port,
                                       NetworkPort::Opened (*listen)(int, NetworkPort::Ears)) {
    const std::string name = kind + " port " + std::to_string(port);
    return std::make_unique<NetworkLink>(name, name, [port, listen](NetworkPort::Ears ears, const std::atomic<bool>&) {
        return listen(port, std::move(ears));
    });
}

Result<void> checkPortNumber(int port) {
    if (port >= 1 && port <= 65535) return {};
    return Problem{Fault::Usage, "there is no network port " + std::to_string(port), "give one from 1 to 65535"};
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
    auto port = m_opener({received, [this](const std::string& why) { lost(why); }}, stopFlag());
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

Result<std::unique_ptr<profiles::Link>> openTcpServer(int port) {
    if (auto checked = checkPortNumber(port); !checked) return checked.problem();
    return server("TCP", port, listenTcp);
}

Result<std::unique_ptr<profiles::Link>> openUdpServer(int port) {
    if (auto checked = checkPortNumber(port); !checked) return checked.problem();
    return server("UDP", port, listenUdp);
}

}  // namespace detent::links
