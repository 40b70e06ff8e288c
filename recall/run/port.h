// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"
#include "recall/run/talk.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace detent::recall {

/// One talk with one unit.
struct Call {
    std::size_t unit = 0;  ///< index in the rack
    std::shared_ptr<Talk> talk;
    SteadyMs replyMs = 0;         ///< how long after a cancel a reply may still come
    std::function<void()> moved;  ///< called after anything was begun, heard or ended; may be empty
    bool aside = false;           ///< counts neither as work of the wire nor in its least time
};

/// A link and the talks on it, one at a time in the order they were added. A talk ends when it is done and the gaps after
/// its messages have passed. No clock of its own; one thread.
class Port {
public:
    /// `link` is open. One byte takes `msPerByte` on it.
    Port(std::unique_ptr<profiles::Link> link, double msPerByte) : m_link(std::move(link)), m_msPerByte(msPerByte) {}
    ~Port() { m_link->close(); }

    std::string name() const { return m_link->name(); }
    void add(Call call) { m_calls.push_back(std::move(call)); }
    bool busy() const { return !m_calls.empty(); }
    /// Busy with more than what is done aside?
    bool works() const {
        return std::any_of(m_calls.begin(), m_calls.end(), [](const Call& call) { return !call.aside; });
    }
    /// Is a talk under way, so that what arrives may be its reply?
    bool talking() const { return m_started; }

    /// Told of each message as it is given to the link; may be empty.
    std::function<void(std::string_view bytes)> onSend;

    /// Starts, ticks and ends talks as the time demands.
    void advance(SteadyMs now);
    void received(std::string_view bytes, SteadyMs now);
    void sent(std::uint64_t ticket, SteadyMs now);
    void cancel(SteadyMs now);
    void lost();
    /// When anything was last sent for a unit; nothing where never.
    std::optional<SteadyMs> spokeAt(std::size_t unit) const {
        const auto found = m_spokeAt.find(unit);
        return found == m_spokeAt.end() ? std::nullopt : std::optional(found->second);
    }
    /// When `advance` is due.
    std::optional<SteadyMs> deadline() const;

    /// The least time the talks ended since the last call could have taken.
    double takeLeastMs() { return std::exchange(m_leastMs, 0.0); }

private:
    struct Outgoing {
        std::uint64_t ticket = 0;
        const Talk* talk = nullptr;
    };
    void send(std::vector<Action> actions, SteadyMs now);
    void endCall();

    std::unique_ptr<profiles::Link> m_link;
    double m_msPerByte = 0;
    std::deque<Call> m_calls;
    bool m_started = false;           // the first of them
    std::deque<Outgoing> m_outgoing;  // not yet reported as sent
    SteadyMs m_gapsUntil = 0, m_restUntil = 0;
    double m_leastMs = 0;
    std::map<std::size_t, SteadyMs> m_spokeAt;
};

}  // namespace detent::recall
