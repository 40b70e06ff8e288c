// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hardware-profiles/link/link_thread.h"

#include "hardware-profiles/link/prompt_waking.h"

#include <algorithm>

namespace detent::links {
namespace {
constexpr std::chrono::milliseconds kCheckEvery{200};
}

using profiles::LinkEvent;

LinkThread::~LinkThread() { assert(!m_thread.joinable() && "a link closes in its own destructor"); }

Result<void> LinkThread::open(profiles::LinkHandler handler) {
    const std::lock_guard life(m_lifeMutex);
    if (m_stopping) finish();
    if (m_open) return Problem{Fault::Link, m_name + " is open already", "close it first"};
    m_stopping = false;
    if (auto taken = takePort(); !taken) return taken.problem();
    m_handler = std::move(handler);
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_nextCheck = Clock::now() + kCheckEvery;
    }
    m_thread = std::thread([this] { run(); });
    return {};
}

std::uint64_t LinkThread::send(std::string bytes, std::chrono::milliseconds gap) {
    const std::lock_guard lock(m_mutex);
    const std::uint64_t ticket = ++m_lastTicket;
    if (!m_open || m_lost || m_stopping) return ticket;
    const bool answers = m_heardAt && m_threadId == std::this_thread::get_id();
    m_out.push_back({std::move(bytes), ticket, gap, answers ? *m_heardAt : Clock::now()});
    if (m_out.size() == 1 && !m_inGap) m_wake.notify_one();  // behind another its turn comes by itself
    return ticket;
}

void LinkThread::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_wake.notify_one();
        if (m_threadId == std::this_thread::get_id()) return;
    }
    const std::lock_guard life(m_lifeMutex);
    finish();
}

void LinkThread::finish() {
    if (!m_open) return;
    m_thread.join();
    const std::lock_guard lock(m_mutex);
    m_out.clear();
    m_in.clear();
    m_inGap.reset();
    m_gapEnds = {};
    m_open = m_lost = false;
    m_threadId = {};
    m_handler = nullptr;
}

void LinkThread::arrived(std::string bytes, Clock::time_point at) {
    const std::lock_guard lock(m_mutex);
    if (m_lost) return;
    m_in.push_back({LinkEvent::Kind::Received, std::move(bytes), 0, at});
    m_wake.notify_one();
}

void LinkThread::lost(const std::string& why) {
    const std::lock_guard lock(m_mutex);
    noteLost(why);
    m_wake.notify_one();
}

void LinkThread::joined() {
    const std::lock_guard lock(m_mutex);
    if (m_lost) return;
    m_in.push_back({LinkEvent::Kind::Joined, {}, 0, Clock::now()});
    m_wake.notify_one();
}

void LinkThread::noteLost(const std::string& why) {
    if (m_lost) return;
    m_lost = true;
    m_out.clear();
    m_inGap.reset();
    m_in.push_back({LinkEvent::Kind::Lost, why, 0, Clock::now()});
}

void LinkThread::run() {
    wakePromptly();
    std::unique_lock lock(m_mutex);
    m_threadId = std::this_thread::get_id();
    while (!m_stopping) {
        if (m_inGap && Clock::now() >= m_gapEnds) announceSent();
        if (!m_in.empty() && !holdsReports()) {
            deliver(lock);
        } else if (mayBegin() && Clock::now() >= leavesAt()) {
            sendNext(lock);
        } else if (!m_lost && Clock::now() >= m_nextCheck) {
            watch(lock);
        } else if (m_lost) {
            m_wake.wait(lock);
        } else {
            m_wake.wait_until(lock, nextWake());
        }
    }
    lock.unlock();
    releasePort();
}

/// What goes out without a pause is reported when all of it has: each report wakes whoever waits for it.
bool LinkThread::holdsReports() const {
    return mayBegin() && !m_hadGap &&
           std::all_of(m_in.begin(), m_in.end(), [](const LinkEvent& event) { return event.kind == LinkEvent::Kind::Sent; });
}

LinkThread::Clock::time_point LinkThread::nextWake() const {
    return std::min(m_nextCheck, m_inGap ? m_gapEnds : mayBegin() ? leavesAt() : m_nextCheck);
}

/// When the last byte of the next message has passed, had its first begun as soon as it could.
LinkThread::Clock::time_point LinkThread::leavesAt() const {
    return std::max(m_out.front().queued, m_gapEnds) + timeOf(m_out.front().bytes.size());
}

void LinkThread::announceSent() {
    m_in.push_back({LinkEvent::Kind::Sent, {}, *m_inGap, Clock::now()});
    m_inGap.reset();
}

void LinkThread::deliver(std::unique_lock<std::mutex>& lock) {
    LinkEvent event = std::move(m_in.front());
    m_in.pop_front();
    if (event.kind == LinkEvent::Kind::Received) m_heardAt = event.at;
    lock.unlock();
    if (m_handler) m_handler(std::move(event));
    lock.lock();
    m_heardAt.reset();
}

void LinkThread::sendNext(std::unique_lock<std::mutex>& lock) {
    const Clock::time_point leaves = leavesAt();
    const Outgoing next = std::move(m_out.front());
    m_out.pop_front();
    m_leaves = m_msPerByte > 0 ? leaves : Clock::now();
    lock.unlock();
    const Result<void> sent = transmit(next.bytes);
    lock.lock();
    if (!sent) return noteLost(sent.problem().text());
    if (m_lost) return;
    m_inGap = next.ticket;
    m_hadGap = next.gap.count() > 0;
    m_gapEnds = (m_msPerByte > 0 ? leaves : Clock::now()) + next.gap;
}

void LinkThread::watch(std::unique_lock<std::mutex>& lock) {
    lock.unlock();
    const Result<void> there = checkPort();
    lock.lock();
    m_nextCheck = Clock::now() + kCheckEvery;
    if (!there) noteLost(there.problem().text());
}

}  // namespace detent::links
