// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/port.h"

#include <algorithm>

namespace detent::recall {

namespace {

void tellMoved(const Call& call) {
    if (call.moved) call.moved();
}

}  // namespace

void Port::send(std::vector<Action> actions, SteadyMs now) {
    for (Action& action : actions) {
        m_gapsUntil = std::max(now, m_gapsUntil) + action.gapMs;
        m_spokeAt[m_calls.front().unit] = now;
        if (onSend) onSend(action.bytes);
        const auto ticket = m_link->send(std::move(action.bytes), std::chrono::milliseconds(action.gapMs));
        m_outgoing.push_back({ticket, m_calls.front().talk.get()});
    }
}

void Port::advance(SteadyMs now) {
    while (busy()) {
        Talk& talk = *m_calls.front().talk;
        if (!m_started) {
            if (now < m_restUntil) return;
            m_started = true;
            send(talk.start(now), now);
            tellMoved(m_calls.front());
        } else if (const auto due = talk.deadline(); !talk.done() && due && now >= *due) {
            send(talk.tick(now), now);
            tellMoved(m_calls.front());
        }
        if (!talk.done() || (!m_outgoing.empty() && now < m_gapsUntil)) return;
        endCall();
    }
}

void Port::received(std::string_view bytes, SteadyMs now) {
    if (!m_started) return;
    send(m_calls.front().talk->received(bytes, now), now);
    tellMoved(m_calls.front());
}

void Port::sent(std::uint64_t ticket, SteadyMs now) {
    if (m_outgoing.empty() || m_outgoing.front().ticket != ticket) return;
    const Talk* talk = m_outgoing.front().talk;
    m_outgoing.pop_front();
    if (!m_started || m_calls.front().talk.get() != talk) return;
    send(m_calls.front().talk->sent(now), now);
    tellMoved(m_calls.front());
}

void Port::cancel(SteadyMs now) {
    if (m_started && !m_calls.front().talk->done()) m_restUntil = std::max(now, m_gapsUntil) + m_calls.front().replyMs;
    for (const Call& call : m_calls) {
        call.talk->cancel();
        tellMoved(call);
    }
    while (busy()) endCall();
}

void Port::lost() {
    m_outgoing.clear();
    for (const Call& call : m_calls) {
        call.talk->linkLost();
        tellMoved(call);
    }
    while (busy()) endCall();
}

void Port::endCall() {
    const Talk& talk = *m_calls.front().talk;
    if (!m_calls.front().aside) m_leastMs += talk.used().leastMs(m_msPerByte);
    m_restUntil = std::max(m_restUntil, talk.quietUntil());
    for (Outgoing& outgoing : m_outgoing) outgoing.talk = nullptr;
    m_calls.pop_front();
    m_started = false;
}

std::optional<SteadyMs> Port::deadline() const {
    if (!busy()) return {};
    if (!m_started) return m_restUntil;
    const Talk& talk = *m_calls.front().talk;
    return talk.done() ? m_gapsUntil : talk.deadline();
}

}  // namespace detent::recall
