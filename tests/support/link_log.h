// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace detent::test {

/// What a link reported, in order; a test waits for what it expects instead of sleeping. Outlives the link. Any thread.
class LinkLog {
public:
    using Events = std::vector<profiles::LinkEvent>;
    using Kind = profiles::LinkEvent::Kind;
    static constexpr std::chrono::seconds kPatience{10};

    profiles::LinkHandler handler() {
        return [this](profiles::LinkEvent event) {
            const std::lock_guard lock(m_mutex);
            m_events.push_back(std::move(event));
            m_changed.notify_all();
        };
    }

    template <typename Condition>
    bool waitUntil(Condition condition, std::chrono::milliseconds patience = kPatience) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, patience, [&] { return condition(m_events); });
    }
    bool waitFor(Kind kind, std::size_t count = 1, std::chrono::milliseconds patience = kPatience) {
        return waitUntil([&](const Events& events) { return only(events, kind).size() >= count; }, patience);
    }
    /// Until this many bytes have come in all.
    bool waitForBytes(std::size_t count, std::chrono::milliseconds patience = kPatience) {
        return waitUntil([&](const Events& events) { return joined(events).size() >= count; }, patience);
    }

    Events events() const {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }
    Events all(Kind kind) const { return only(events(), kind); }
    std::string received() const { return joined(events()); }
    void clear() {
        const std::lock_guard lock(m_mutex);
        m_events.clear();
    }

private:
    static Events only(const Events& events, Kind kind) {
        Events found;
        for (const auto& event : events) {
            if (event.kind == kind) found.push_back(event);
        }
        return found;
    }
    static std::string joined(const Events& events) {
        std::string bytes;
        for (const auto& event : only(events, Kind::Received)) bytes += event.bytes;
        return bytes;
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Events m_events;
};

}  // namespace detent::test
