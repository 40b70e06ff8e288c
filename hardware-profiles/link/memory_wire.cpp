// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/link_thread.h"
#include "hardware-profiles/link/make_link.h"

#include <array>

namespace detent::links {
namespace {

class WireEnd;

struct Wire {
    std::mutex mutex;
    std::array<WireEnd*, 2> ends{};      // null once destroyed
    std::array<bool, 2> isOpen{}, wasClosed{};
};

class WireEnd final : public LinkThread {
public:
    WireEnd(const std::string& name, double msPerByte, std::shared_ptr<Wire> wire, std::size_t side)
        : LinkThread(name, msPerByte), m_wire(std::move(wire)), m_side(side) {
        m_wire->ends[m_side] = this;
    }

    ~WireEnd() override {
        closeNow();
        const std::lock_guard lock(m_wire->mutex);
        hangUp();
        m_wire->ends[m_side] = nullptr;
    }

private:
    std::size_t other() const { return 1 - m_side; }

    Result<void> takePort() override {
        const std::lock_guard lock(m_wire->mutex);
        if (!m_wire->ends[other()]) return Problem{Fault::Link, name() + " has no other end any more", "open the unit again"};
        m_wire->isOpen[m_side] = true;
        m_wire->wasClosed[m_side] = false;
        return {};
    }

    Result<void> transmit(const std::string& bytes) override {
        const std::lock_guard lock(m_wire->mutex);
        WireEnd* peer = m_wire->ends[other()];
        if (!peer || m_wire->wasClosed[other()]) return Problem{Fault::Link, gone(), ""};
        peer->arrived(bytes, leaves());
        return {};
    }

    void releasePort() override {
        const std::lock_guard lock(m_wire->mutex);
        hangUp();
    }

    // The wire is locked.
    void hangUp() {
        WireEnd* peer = m_wire->ends[other()];
        if (peer && m_wire->isOpen[other()] && !m_wire->wasClosed[m_side]) peer->lost(peer->gone());
        m_wire->isOpen[m_side] = false;
        m_wire->wasClosed[m_side] = true;
    }

    std::string gone() const { return name() + ": the other end was closed"; }

    std::shared_ptr<Wire> m_wire;
    std::size_t m_side;
};

}  // namespace

std::pair<std::unique_ptr<profiles::Link>, std::unique_ptr<profiles::Link>> makeMemoryWire(const std::string& name, double msPerByte) {
    const auto wire = std::make_shared<Wire>();
    auto first = std::make_unique<WireEnd>(name, msPerByte, wire, 0);
    auto second = std::make_unique<WireEnd>(name, msPerByte, wire, 1);
    return {std::move(first), std::move(second)};
}

}  // namespace detent::links
