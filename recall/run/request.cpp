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

Request::Request(profiles::ProfilePtr profile, profiles::ParamValues params, std::vector<Question> questions,
                 SteadyMs waitMs)
    : m_codec(profile, std::move(params)), m_framer(*profile), m_questions(std::move(questions)), m_waitMs(waitMs) {}

Request::Request(profiles::ProfilePtr profile, profiles::ParamValues params, std::string messageId, SteadyMs waitMs,
                 std::set<std::string> expected)
    : Request(std::move(profile), std::move(params),
              messageId.empty() ? std::vector<Question>() : std::vector{Question{std::move(messageId)}}, waitMs) {
    m_expected = std::move(expected);
}

std::shared_ptr<Request> Request::opening(const profiles::ProfilePtr& profile, const profiles::ParamValues& params,
                                          SteadyMs bootMs) {
    std::vector<Question> questions;
    const profiles::Session& session = profile->session;
    if (!session.greeting.isEmpty()) questions.push_back({{}, true});
    for (const std::string& id : session.hello) questions.push_back({id});
    if (!profile->identifyMessage.empty()) questions.push_back({profile->identifyMessage});
    for (const std::string& id : session.subscribe) questions.push_back({id, true});
    for (const profiles::Control& control : profile->controls) {
        if (!control.subscribeMessage.empty()) questions.push_back({control.subscribeMessage, true, control.id});
    }
    return std::make_shared<Request>(profile, params, std::move(questions), bootMs);
}

const std::string& Request::question() const {
    static const std::string none;
    return asks() ? m_questions[m_at].message : none;
}

const profiles::Message& Request::message() const {
    const auto* message = m_codec.profile().message(m_questions[m_at].message);
    assert(message);
    return *message;
}

std::vector<Action> Request::start(SteadyMs now) {
    if (m_waitMs <= 0) return ask(now);
    m_starting = true;
    m_deadline = now + m_waitMs;
    return {};
}

std::vector<Action> Request::ask(SteadyMs now) {
    m_starting = false;
    if (!asks()) {
        finish(End::Answered);
        return {};
    }
    if (m_questions[m_at].message.empty()) {
        if (m_greeted) return askNext(now);
        m_deadline = now + m_codec.profile().timing.replyMs;
        return {};
    }
    auto written = messages();
    if (!written) {
        m_word = written.problem().text();
        return give(End::Unaskable, now);
    }
    std::vector<Action> actions;
    Exchange exchange;
    for (profiles::WireMessage& message : *written) {
        m_framer.sent(message.bytes);
        exchange.bytesOut += static_cast<int>(message.bytes.size());
        exchange.gapMs += message.gapMs;
        actions.push_back({std::move(message.bytes), message.gapMs});
    }
    m_used.exchanges.push_back(exchange);
    ++m_asked;
    m_issued += static_cast<std::int64_t>(actions.size());
    m_deadline = now + exchange.gapMs + message().replyMs + kSendAllowanceMs;
    return actions;
}

std::vector<Action> Request::askNext(SteadyMs now) {
    ++m_at;
    m_asked = 0;
    m_told = m_readings.size();
    return ask(now);
}

/// The question has no answer.
std::vector<Action> Request::give(End end, SteadyMs now) {
    if (m_questions[m_at].isOptional) return askNext(now);
    finish(end);
    return {};
}

std::vector<Action> Request::sent(SteadyMs now) {
    if (++m_left != m_issued || done() || m_asked == 0) return {};
    if (message().replies.empty() && message().errors.empty()) return askNext(now);
    m_deadline = now + message().replyMs;
    return {};
}

Result<std::vector<profiles::WireMessage>> Request::messages() const {
    const Question& question = m_questions[m_at];
    return question.control.empty() ? m_codec.request(question.message) : m_codec.subscribe(question.control);
}

std::vector<Action> Request::received(std::string_view bytes, SteadyMs now) {
    if (done()) return {};
    if (!m_used.exchanges.empty()) m_used.exchanges.back().bytesIn += static_cast<int>(bytes.size());
    for (const std::string& frame : m_framer.feed(bytes, now)) {
        m_greeted = m_greeted || m_codec.isGreeting(frame);
        const std::size_t before = m_at;
        auto actions = heard(frame, now);
        // what came with it came before the next question
        if (done() || m_at != before) return actions;
    }
    return {};
}

std::vector<Action> Request::heard(std::string_view frame, SteadyMs now) {
    if (m_starting || !asks()) return {};  // what a unit says while it starts is not for us
    if (m_questions[m_at].message.empty()) return m_greeted ? askNext(now) : std::vector<Action>();
    if (m_asked == 0) return {};
    const auto& until = message().until;
    const bool isEnd =
        std::any_of(until.begin(), until.end(), [&](const auto& pattern) { return pattern.decode(frame).has_value(); });
    const auto reply = m_codec.reply(frame, m_questions[m_at].message, m_questions[m_at].control);
    if (isEnd || reply.kind == profiles::Reply::Kind::Answer) return answered(reply, isEnd, now);
    if (reply.kind == profiles::Reply::Kind::Refused) {
        m_word = printable(frame);
        return give(End::Refused, now);
    }
    if (m_codec.decode(frame).empty()) m_word = printable(frame);
    return {};
}

std::vector<Action> Request::answered(const profiles::Reply& reply, bool isEnd, SteadyMs now) {
    for (const profiles::Reading& reading : reply.readings) {
        m_expected.erase(reading.control);
        m_readings.push_back(reading);
    }
    const bool isWhole = message().until.empty() ? m_expected.empty() : isEnd;
    if (isWhole) return askNext(now);
    m_deadline = now + message().replyMs;
    return {};
}

std::vector<Action> Request::tick(SteadyMs now) {
    if (done() || !m_deadline || now < *m_deadline) return {};
    if (m_starting) return ask(now);
    if (m_questions[m_at].message.empty()) return askNext(now);
    using Silence = profiles::Message::Silence;
    const bool isDone = message().replies.empty() || message().silence == Silence::Done;
    if (isDone || m_readings.size() > m_told) return askNext(now);
    if (message().silence == Silence::Refused) return give(End::Refused, now);
    const int tries = m_questions[m_at].isOptional ? 1 : kTries;
    return m_asked < tries ? ask(now) : give(End::Silent, now);
}

void Request::finish(End end) {
    if (done()) return;
    m_end = end;
    m_deadline.reset();
}

}  // namespace detent::recall
