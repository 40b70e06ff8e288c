// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/link.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace detent::links {

/// What every link shares: the thread, the queue out with its gaps, the order of events. A kind of link says how to take
/// its port, how one message leaves, and how to let the port go; whatever it hears it hands to `arrived`.
class LinkThread : public profiles::Link {
public:
    /// `msPerByte` slows what is sent down to a real wire's pace: a message leaves, whole, when its last byte would have.
    explicit LinkThread(std::string name, double msPerByte = 0) : m_name(std::move(name)), m_msPerByte(msPerByte) {}
    ~LinkThread() override;

    Result<void> open(profiles::LinkHandler handler) override;
    std::uint64_t send(std::string bytes, std::chrono::milliseconds gap) override;
    /// Called by the handler itself it cannot wait for the thread it runs on: the port goes when the handler returns.
    void close() override;
    std::string name() const override { return m_name; }

protected:
    using Clock = std::chrono::steady_clock;

    /// Returns early where `stopFlag` becomes true. [thread of `open`]
    virtual Result<void> takePort() = 0;
    /// One whole message, returning when it has left. `leaves` says when its last byte does. [link thread]
    virtual Result<void> transmit(const std::string& bytes) = 0;
    /// Looks after the port some five times a second. [link thread]
    virtual Result<void> checkPort() { return {}; }
    /// The thread's last act, once per successful takePort. [link thread]
    virtual void releasePort() = 0;

    /// [any-thread]
    void arrived(std::string bytes, Clock::time_point at);
    void lost(const std::string& why);
    void joined();
    /// At the wire's pace; without one the time at which it was begun. [link thread, within transmit]
    Clock::time_point leaves() const { return m_leaves; }
    const std::atomic<bool>& stopFlag() const { return m_stopping; }
    /// How long so many bytes are on the wire.
    Clock::duration timeOf(std::size_t bytes) const {
        return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::milli>(m_msPerByte * static_cast<double>(bytes)));
    }
    /// Every concrete link calls it first in its destructor, while its port still exists.
    void closeNow() { LinkThread::close(); }

private:
    struct Outgoing {
        std::string bytes;
        std::uint64_t ticket = 0;
        std::chrono::milliseconds gap{0};
        Clock::time_point queued;
    };

    void finish();
    void run();
    void deliver(std::unique_lock<std::mutex>& lock);
    void sendNext(std::unique_lock<std::mutex>& lock);
    void announceSent();
    void watch(std::unique_lock<std::mutex>& lock);
    Clock::time_point nextWake() const;
    bool mayBegin() const { return !m_lost && !m_inGap && !m_out.empty(); }
    Clock::time_point leavesAt() const;
    bool holdsReports() const;
    void noteLost(const std::string& why);

    const std::string m_name;
    const double m_msPerByte;
    profiles::LinkHandler m_handler;
    std::mutex m_lifeMutex;             // open and close, one at a time
    mutable std::mutex m_mutex;         // all below
    std::condition_variable m_wake;
    std::deque<Outgoing> m_out;
    std::deque<profiles::LinkEvent> m_in;
    std::optional<std::uint64_t> m_inGap;  // ticket whose gap runs
    bool m_hadGap = false;                 // the message that left last
    Clock::time_point m_gapEnds;
    Clock::time_point m_leaves;
    std::optional<Clock::time_point> m_heardAt;  // what the handler is told of: its answer begins then on the wire
    Clock::time_point m_nextCheck;
    std::uint64_t m_lastTicket = 0;
    bool m_open = false, m_lost = false;
    std::atomic<bool> m_stopping{false};
    std::thread m_thread;
    std::thread::id m_threadId;
};

}  // namespace detent::links
