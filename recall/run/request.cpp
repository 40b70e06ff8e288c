// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/request.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace detent::recall {

namespace {

constexpr int kTries = 2;

/// Text as it is, bytes as hex.
std::string printable(std::string_view bytes) {
    const auto plain = [](char c) { return c >= ' ' && c <= '~'; };
    if (std::all_of(bytes.begin(), bytes.end(), plain)) return "\"" + std::string(bytes) + "\"";
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (!text.empty()) text += ' ';
        text += {kHex[byte >> 4], kHex[byte & 15]};
    }
    return text;
}

}  // namespace

Request::Request(profiles::ProfilePtr profile, profiles::ParamValues params, std::string messageId, SteadyMs waitMs,
                 std::set<std::string> expected)
    : m_codec(profile, std::move(params)), m_framer(*profile), m_messageId(std::move(messageId)), m_waitMs(waitMs),
      m_expected(std::move(expected)) {}

std::vector<Action> Request::start(SteadyMs now) {
    if (m_waitMs <= 0) return ask(now);
    m_deadline = now + m_waitMs;
    return {};
}

std::vector<Action> Request::ask(SteadyMs now) {
    if (m_messageId.empty()) {
        finish(End::Answered);
        return {};
    }
    auto messages = m_codec.request(m_messageId);
    if (!messages) {
        m_word = messages.problem().text();
        finish(End::Unaskable);
        return {};
    }
    std::vector<Action> actions;
    Exchange exchange;
    for (profiles::WireMessage& message : *messages) {
        exchange.bytesOut += static_cast<int>(message.bytes.size());
        exchange.gapMs += message.gapMs;
        actions.push_back({std::move(message.bytes), message.gapMs});
    }
    m_used.exchanges.push_back(exchange);
    ++m_asked;
    m_issued += static_cast<std::int64_t>(actions.size());
    m_deadline = now + exchange.gapMs + m_codec.profile().message(m_messageId)->replyMs + kSendAllowanceMs;
    return actions;
}

std::vector<Action> Request::sent(SteadyMs now) {
    if (++m_left == m_issued && !done()) m_deadline = now + m_codec.profile().message(m_messageId)->replyMs;
    return {};
}

std::vector<Action> Request::received(std::string_view bytes, SteadyMs now) {
    if (done() || m_asked == 0) return {};  // what a unit says while it starts is not for us
    m_used.exchanges.back().bytesIn += static_cast<int>(bytes.size());
    for (const std::string& frame : m_framer.feed(bytes)) {
        const auto reply = m_codec.reply(frame, m_messageId, {});
        if (reply.kind == profiles::Reply::Kind::Answer) answered(reply, now);
        else if (reply.kind == profiles::Reply::Kind::Refused) m_word = printable(frame), finish(End::Refused);
        else if (m_codec.decode(frame).empty()) m_word = printable(frame);
        if (done()) break;
    }
    return {};
}

void Request::answered(const profiles::Reply& reply, SteadyMs now) {
    for (const profiles::Reading& reading : reply.readings) {
        m_expected.erase(reading.control);
        m_readings.push_back(reading);
    }
    if (m_expected.empty()) return finish(End::Answered);
    m_deadline = now + m_codec.profile().message(m_messageId)->replyMs;
}

std::vector<Action> Request::tick(SteadyMs now) {
    if (done() || !m_deadline || now < *m_deadline) return {};
    if (m_asked == 0) return ask(now);
    if (!m_readings.empty()) finish(End::Answered);
    else if (m_asked < kTries) return ask(now);
    else finish(End::Silent);
    return {};
}

void Request::finish(End end) {
    if (done()) return;
    m_end = end;
    m_deadline.reset();
}

}  // namespace detent::recall
