// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace detent::recall {

/// A link event and whose it is. `opening` tells one opening of a port from the next.
struct Arrival {
    std::size_t port = 0;
    int opening = 0;
    profiles::LinkEvent event;
};

/// Where all link threads leave what they report; the conductor's thread waits on it.
class Inbox {
public:
    /// [any-thread]
    void put(Arrival arrival) {
        {
            const std::lock_guard lock(m_mutex);
            m_arrivals.push_back(std::move(arrival));
        }
        m_changed.notify_one();
    }

    /// Makes the present or next wait return. [any-thread]
    void interrupt() {
        {
            const std::lock_guard lock(m_mutex);
            m_interrupted = true;
        }
        m_changed.notify_one();
    }

    /// Everything that has arrived, after waiting for the first of it, an interruption or `until` (absent: for ever).
    std::deque<Arrival> wait(std::optional<std::chrono::steady_clock::time_point> until) {
        std::unique_lock lock(m_mutex);
        const auto something = [this] { return !m_arrivals.empty() || m_interrupted; };
        if (until) m_changed.wait_until(lock, *until, something);
        else m_changed.wait(lock, something);
        m_interrupted = false;
        return std::exchange(m_arrivals, {});
    }

    std::deque<Arrival> take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_arrivals, {});
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Arrival> m_arrivals;
    bool m_interrupted = false;
};

}  // namespace detent::recall
