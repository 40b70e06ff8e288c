// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Moving bytes.
#include "recall/run/switchboard.h"

#include <algorithm>
#include <cmath>

namespace detent::recall {

namespace {

/// The first moment that is not before `at`; a rounded clock never finds itself too early.
SteadyTime::Point pointAt(SteadyMs at) {
    constexpr double kMicroseconds = 1000;
    return SteadyTime::Point{std::chrono::microseconds(static_cast<std::int64_t>(std::ceil(at * kMicroseconds)) + 1)};
}

SteadyMs msOf(SteadyTime::Point point) { return std::chrono::duration<double, std::milli>(point.time_since_epoch()).count(); }

/// The longest a reply of this unit may take.
SteadyMs longestReplyMs(const profiles::Profile& profile) {
    SteadyMs longest = profile.timing.replyMs;
    for (const profiles::Message& message : profile.messages) longest = std::max<SteadyMs>(longest, message.replyMs);
    return longest;
}

/// Does the unit say this by itself, whatever it may be asked?
bool isUnasked(const profiles::Profile& profile, std::string_view frame) {
    return std::any_of(profile.messages.begin(), profile.messages.end(), [&](const profiles::Message& message) {
        return std::any_of(message.unasked.begin(), message.unasked.end(),
                           [&](const auto& pattern) { return !pattern.decodeTogether(frame).empty(); });
    });
}

}  // namespace

SteadyMs Switchboard::now() const {
    return msOf(m_time->now());
}

void Switchboard::call(std::size_t unit, std::shared_ptr<Talk> talk, std::function<void()> moved) {
    add(unit, {unit, std::move(talk), longestReplyMs(*m_knowledge.units()[unit].profile), std::move(moved)});
}

void Switchboard::callAside(std::size_t unit, std::shared_ptr<Talk> talk, std::function<void()> moved) {
    add(unit, {unit, std::move(talk), longestReplyMs(*m_knowledge.units()[unit].profile), std::move(moved), true});
}

void Switchboard::add(std::size_t unit, Call call) {
    const auto& socket = m_lines[unit].socket;
    call.moved = [this, unit, talk = call.talk.get(), moved = std::move(call.moved)] {
        if (talk->done() && talk->stumbled()) m_lines[unit].stumbled = true;
        if (moved) moved();
    };
    if (socket && isExpired(unit)) {
        m_lines[unit].stumbled = false;
        const KnownUnit& known = m_knowledge.units()[unit];
        m_sockets[*socket].port->add({unit, Request::opening(known.profile, known.unit.params, 0), call.replyMs, {}, true});
    }
    if (socket) return m_sockets[*socket].port->add(std::move(call));
    call.talk->linkLost();
    if (call.moved) call.moved();
}

bool Switchboard::works() const {
    return std::any_of(m_sockets.begin(), m_sockets.end(),
                       [](const Socket& socket) { return socket.port && socket.port->works(); });
}

bool Switchboard::busy() const {
    return std::any_of(m_sockets.begin(), m_sockets.end(),
                       [](const Socket& socket) { return socket.port && socket.port->busy(); });
}

void Switchboard::run(const std::function<bool()>& goesOn) {
    m_running = true;
    std::deque<Arrival> arrivals = m_inbox.take();
    for (;;) {
        take(std::exchange(arrivals, {}));
        for (Socket& socket : m_sockets) {
            if (!socket.port) continue;
            if (m_cancel && m_heeds) socket.port->cancel(now());
            socket.port->advance(now());
        }
        keepAlive();
        const bool waits = goesOn && goesOn();
        if (!busy() && !waits) break;
        arrivals = waitForMore();
    }
    m_running = false;
}

std::deque<Arrival> Switchboard::waitForMore() {
    std::optional<SteadyTime::Point> until;
    if (const auto wake = std::exchange(m_wakeBy, std::nullopt)) until = pointAt(*wake);
    for (const Socket& socket : m_sockets) {
        const auto deadline = socket.port ? socket.port->deadline() : std::nullopt;
        if (!deadline) continue;
        const SteadyTime::Point due = pointAt(*deadline);
        until = std::min(until.value_or(due), due);
    }
    const bool idle = !works();
    if (idle) m_knowledge.tell();
    const auto before = m_time->now();
    auto arrivals = m_time->wait(m_inbox, until);
    if (idle) m_idleMs += std::chrono::duration<double, std::milli>(m_time->now() - before).count();
    return arrivals;
}

void Switchboard::takeIn() {
    take(m_inbox.take());
    m_knowledge.tell();
}

void Switchboard::take(std::deque<Arrival> arrivals) {
    using Kind = profiles::LinkEvent::Kind;
    for (const Arrival& arrival : arrivals) {
        Socket& socket = m_sockets[arrival.port];
        if (!socket.port || socket.opening != arrival.opening) continue;
        if (arrival.event.kind == Kind::Sent)
            socket.port->sent(arrival.event.ticket, atOf(arrival));
        else if (arrival.event.kind == Kind::Received)
            hear(arrival.port, arrival.event.bytes, atOf(arrival));
        else if (arrival.event.kind == Kind::Lost)
            lost(arrival.port, arrival.event.bytes);
    }
}

/// When it came, as its link says: a busy conductor gets to it later, and what settles does so meanwhile.
SteadyMs Switchboard::atOf(const Arrival& arrival) const {
    if (arrival.event.at == SteadyTime::Point()) return now();
    return std::min(now(), msOf(arrival.event.at));
}

void Switchboard::hear(std::size_t index, std::string_view bytes, SteadyMs at) {
    Port& port = *m_sockets[index].port;
    const bool talking = port.talking();
    port.received(bytes, at);
    for (std::size_t unit = 0; unit < m_lines.size(); ++unit) {
        if (m_lines[unit].socket != index) continue;
        for (const std::string& frame : m_lines[unit].framer->feed(bytes, at)) hear(unit, frame, talking);
    }
}

/// While a talk is under way its replies are for it to judge. What could be damaged unseen is known, but not confirmed.
void Switchboard::hear(std::size_t unit, std::string_view frame, bool talking) {
    Line& line = m_lines[unit];
    if (line.up && line.codec->isGreeting(frame)) {
        line.stumbled = true;
        m_knowledge.doubt(unit, Quality::Stale);
    }
    if (!line.up || (talking && !isUnasked(line.codec->profile(), frame))) return;
    for (const profiles::Reading& reading : line.codec->decode(frame)) {
        const ControlValue* known = m_knowledge.value(unit, reading.control);
        if (known && known->quality == Quality::Confirmed && known->code == reading.code) continue;
        m_knowledge.learn(unit, reading.control, reading.code, reading.isProtected ? Quality::Confirmed : Quality::Stale);
    }
}

void Switchboard::cancel() {
    m_cancel = true;
    m_inbox.interrupt();
}

double Switchboard::takeLeastMs() {
    double slowest = 0;
    for (Socket& socket : m_sockets) {
        if (socket.port) slowest = std::max(slowest, socket.port->takeLeastMs());
    }
    return slowest;
}

}  // namespace detent::recall
