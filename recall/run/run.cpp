// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/run/run.h"

#include "recall/run/verify.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace detent::recall {

namespace {

void append(std::vector<Action>& to, std::vector<Action> more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string quoted(const std::string& word) { return word.empty() ? std::string() : " and says \"" + word + "\""; }

/// Two reads that say the same, whichever they are.
std::optional<Code> agreed(const std::vector<Code>& reads) {
    for (std::size_t later = 1; later < reads.size(); ++later) {
        const auto end = reads.begin() + static_cast<std::ptrdiff_t>(later);
        if (std::find(reads.begin(), end, reads[later]) != end) return reads[later];
    }
    return {};
}

constexpr int kReadsWithoutAgreement = 3;
constexpr int kReadTries = 2;
constexpr int kSetTries = 2;

}  // namespace

double WireUse::leastMs(double msPerByte) const {
    double ms = static_cast<double>(settleMs);
    for (const Exchange& exchange : exchanges) {
        ms += exchange.bytesOut * msPerByte + std::max<double>(exchange.gapMs, exchange.bytesIn * msPerByte);
    }
    return ms;
}

Run::Run(profiles::ProfilePtr profile, profiles::ParamValues params, std::vector<Task> tasks)
    : m_codec(profile, std::move(params)), m_framer(*profile), m_results(tasks.size()), m_open(tasks.size()) {
    for (Task& task : tasks) {
        Item item;
        item.control = m_codec.profile().control(task.control);
        item.task = std::move(task);
        m_items.push_back(std::move(item));
    }
}

std::vector<Action> Run::start(SteadyMs now) {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        if (!item.control) end(i, Outcome::Refused, "the profile has no such control");
        else if (item.task.to && !item.control->driven()) end(i, Outcome::Skipped, "is set by hand");
        else if (!item.task.to && !item.control->readable()) end(i, Outcome::Skipped, "cannot be read");
        else if (!item.task.to) settle(i, now);
    }
    return next(now);
}

// --- What to do next ---

std::vector<Action> Run::next(SteadyMs now) {
    m_idle = false;
    while (!done() && !m_current && now >= m_quietUntil) {
        const auto settled = ready(now);
        if (settled && !m_items[*settled].control->readable()) {
            concludeUnread(*settled);
            continue;
        }
        const auto index = settled ? settled : unset();
        if (!index) break;
        if (auto actions = issue(*index, settled ? Stage::Reading : Stage::Setting, now); !actions.empty()) return actions;
    }
    idle(now);
    return {};
}

std::optional<std::size_t> Run::ready(SteadyMs now) const {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].stage == Stage::Settling && m_items[i].readyAt <= now) return i;
    }
    return {};
}

std::optional<std::size_t> Run::unset() const {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].stage == Stage::Unset) return i;
    }
    return {};
}

std::optional<SteadyMs> Run::nextReadyAt() const {
    std::optional<SteadyMs> earliest;
    for (const Item& item : m_items) {
        if (item.stage == Stage::Settling) earliest = std::min(earliest.value_or(item.readyAt), item.readyAt);
    }
    return earliest;
}

void Run::idle(SteadyMs now) {
    if (m_current) return;
    m_deadline.reset();
    if (done()) return;
    if (now < m_quietUntil) {
        m_deadline = m_quietUntil;
        return;
    }
    m_deadline = nextReadyAt();
    m_idle = true;
    if (m_deadline && m_left >= m_issued) m_used.settleMs += std::max<SteadyMs>(0, *m_deadline - now);
}

std::vector<Action> Run::issue(std::size_t index, Stage stage, SteadyMs now) {
    Item& item = m_items[index];
    const bool sets = stage == Stage::Setting;
    auto messages = sets ? m_codec.set(item.control->id, *item.task.to) : m_codec.get(item.control->id);
    if (!messages) {
        end(index, Outcome::Refused, messages.problem().text());
        return {};
    }
    Exchange exchange;
    std::vector<Action> actions;
    for (profiles::WireMessage& message : *messages) {
        exchange.bytesOut += static_cast<int>(message.bytes.size());
        exchange.gapMs += message.gapMs;
        actions.push_back({std::move(message.bytes), message.gapMs});
    }
    m_used.exchanges.push_back(exchange);
    if (!std::exchange(item.started, true)) m_started.push_back(index);
    if (sets) ++item.sets;
    item.stage = stage;
    m_current = index;
    m_justIssued = true;
    m_issued += static_cast<std::int64_t>(actions.size());
    m_deadline = now + exchange.gapMs + messageOf(item).replyMs + kSendAllowanceMs;
    return actions;
}

void Run::settle(std::size_t index, SteadyMs readyAt) {
    if (m_current == index) m_current.reset();
    m_items[index].stage = Stage::Settling;
    m_items[index].readyAt = readyAt;
}

const profiles::Message& Run::messageOf(const Item& item) const {
    const bool reads = item.stage == Stage::Reading;
    const auto* message = m_codec.profile().message(reads ? item.control->getMessage : item.control->setMessage);
    assert(message);
    return *message;
}

SteadyMs Run::settleMs(const Item& item) const {
    return std::max(item.control->settleMs, m_codec.profile().timing.settleMs);
}

/// A set that is only answered when it is refused, and cannot be read: silence for the reply time is its answer.
bool Run::awaitsRefusal(const Item& item) const {
    return !item.control->readable() && !messageOf(item).errors.empty();
}

// --- What happens ---

std::vector<Action> Run::sent(SteadyMs now) {
    ++m_left;
    if (m_idle && m_deadline && m_left == m_issued) m_used.settleMs += std::max<SteadyMs>(0, *m_deadline - now);
    if (!m_current || m_left != m_issued) return {};
    const Item& item = m_items[*m_current];
    const bool unanswered = item.stage == Stage::Setting && messageOf(item).replies.empty();
    if (!unanswered || awaitsRefusal(item)) {
        m_deadline = now + messageOf(item).replyMs;
        return {};
    }
    settle(*m_current, now + settleMs(item));
    return next(now);
}

std::vector<Action> Run::received(std::string_view bytes, SteadyMs now) {
    if (!m_used.exchanges.empty()) m_used.exchanges.back().bytesIn += static_cast<int>(bytes.size());
    std::vector<Action> actions;
    m_justIssued = false;
    for (const std::string& whole : m_framer.feed(bytes)) append(actions, frame(whole, now));
    return actions;
}

std::vector<Action> Run::frame(std::string_view bytes, SteadyMs now) {
    if (done()) return {};
    if (m_current && !m_justIssued) {
        const Item& item = m_items[*m_current];
        const auto reply = m_codec.reply(bytes, messageOf(item).id, item.control->id);
        if (reply.kind == profiles::Reply::Kind::Answer) {
            answered(*m_current, reply, now);
            return m_current ? std::vector<Action>() : next(now);
        }
    }
    return refusedBy(bytes, now) && !m_current ? next(now) : std::vector<Action>();
}

/// Attributes a refusal to the one request it can belong to. Where it may belong to several, reading will tell.
bool Run::refusedBy(std::string_view bytes, SteadyMs now) {
    std::vector<std::size_t> candidates;
    std::string word;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        const bool silentSet = item.sets > 0 && (item.stage == Stage::Settling || item.stage == Stage::Reading) && !item.acknowledged;
        const bool outstanding = m_current == i && !m_justIssued;
        if (!outstanding && !silentSet) continue;
        auto refusal = m_codec.reply(bytes, outstanding ? messageOf(item).id : item.control->setMessage, item.control->id);
        if (refusal.kind != profiles::Reply::Kind::Refused && silentSet) {
            refusal = m_codec.reply(bytes, item.control->setMessage, item.control->id);
        }
        if (refusal.kind != profiles::Reply::Kind::Refused) continue;
        candidates.push_back(i);
        word = refusal.text;
    }
    if (candidates.size() == 1) refuse(candidates.front(), word, now);
    else for (const auto index : candidates) m_items[index].doubtful = true;
    return candidates.size() == 1;
}

void Run::refuse(std::size_t index, const std::string& word, SteadyMs now) {
    Item& item = m_items[index];
    const bool reading = item.stage == Stage::Reading;
    const bool mayBeTheSet = item.sets > 0 && !item.acknowledged && !item.refusal;
    if (reading && !mayBeTheSet) {
        const auto outcome = item.task.to ? Outcome::Uncertain : Outcome::Refused;
        return end(index, outcome, "cannot be read: it refuses" + quoted(word) + "; look at its panel");
    }
    item.refusal = word;
    if (reading) return;  // the set was refused; the answer to the read is still to come
    if (item.control->readable()) settle(index, std::max(now, item.readyAt));
    else end(index, Outcome::Refused, "refuses " + item.control->scale.textOf(*item.task.to) + quoted(word) +
                                          "; free it at its panel (local or lock) and try again");
}

void Run::answered(std::size_t index, const profiles::Reply& reply, SteadyMs now) {
    Item& item = m_items[index];
    const auto said = std::find_if(reply.readings.begin(), reply.readings.end(),
                                   [&](const profiles::Reading& reading) { return reading.control == item.control->id; });
    if (item.stage == Stage::Setting) {
        item.acknowledged = true;
        if (said != reply.readings.end()) item.echo = said->code;
        return settle(index, now + settleMs(item));
    }
    if (said != reply.readings.end()) read(index, said->code, said->isProtected, now);
}

std::vector<Action> Run::tick(SteadyMs now) {
    if (!m_deadline || now < *m_deadline || done()) return {};
    if (m_current) timedOut(now);
    return next(now);
}

void Run::timedOut(SteadyMs now) {
    const std::size_t index = *m_current;
    Item& item = m_items[index];
    const auto& message = messageOf(item);
    const bool stuck = m_left < m_issued;
    if (!message.replyIsProtected && !message.replies.empty()) m_quietUntil = now + message.replyMs;
    if (item.stage == Stage::Reading && ++item.readTimeouts >= kReadTries) {
        return end(index, Outcome::TimedOut, "does not answer when it is read; check power and cable, then try again");
    }
    if (item.stage == Stage::Reading || item.control->readable()) return settle(index, now);
    if (stuck || !message.replies.empty()) {
        return end(index, Outcome::Uncertain, "did not acknowledge " + item.control->scale.textOf(*item.task.to) +
                                                  " and cannot be read; look at its panel");
    }
    settle(index, now + settleMs(item));
}

void Run::read(std::size_t index, Code code, bool isProtected, SteadyMs now) {
    Item& item = m_items[index];
    const bool isWanted = !item.task.to || agrees(*item.control, *item.task.to, code);
    if (isProtected && isWanted) return judge(index, code);
    item.reads.push_back(code);
    if (const auto sure = agreed(item.reads)) return judge(index, *sure);
    if (item.reads.size() >= kReadsWithoutAgreement) {
        return end(index, Outcome::Uncertain, "answers differently each time it is read; check the cable and try again");
    }
    settle(index, now);
}

void Run::judge(std::size_t index, Code code) {
    Item& item = m_items[index];
    const auto& scale = item.control->scale;
    if (!item.task.to || agrees(*item.control, *item.task.to, code)) return end(index, Outcome::Verified, {}, code);
    const std::string wanted = scale.textOf(*item.task.to), reads = scale.textOf(code);
    if (item.refusal) {
        return end(index, Outcome::Refused, "refuses " + wanted + quoted(*item.refusal) + ", reads " + reads +
                                                "; free it at its panel (local or lock) and try again", code);
    }
    const bool isFormer = item.task.from && agrees(*item.control, *item.task.from, code);
    if (isFormer && !item.acknowledged && item.sets < kSetTries) {
        item.stage = Stage::Unset;
        item.reads.clear();
        item.readTimeouts = 0;
        item.doubtful = false;
        m_current.reset();
        return;
    }
    end(index, Outcome::Mismatch, "wanted " + wanted + ", reads " + reads +
                                      "; see that its panel is not in use or locked and try again", code);
}

/// A control that cannot be read, once it has settled.
void Run::concludeUnread(std::size_t index) {
    const Item& item = m_items[index];
    const auto& scale = item.control->scale;
    if (item.echo && !agrees(*item.control, *item.task.to, *item.echo)) {
        return end(index, Outcome::Mismatch, "wanted " + scale.textOf(*item.task.to) + ", answers " + scale.textOf(*item.echo) +
                                                 "; see that its panel is not in use or locked and try again", item.echo);
    }
    if (item.doubtful) {
        return end(index, Outcome::Uncertain, "may have been refused and cannot be read; look at its panel");
    }
    end(index, Outcome::SentOnly);
}

void Run::linkLost() {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].stage == Stage::Ended) continue;
        const bool sent = m_items[i].sets > 0;
        end(i, Outcome::Uncertain, sent ? "its link was lost before it was read back; plug it in again and recall once more"
                                        : "its link was lost before its turn; plug it in again and recall once more");
    }
    idle(0);
}

void Run::cancel() {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        if (item.stage == Stage::Ended) continue;
        if (item.sets == 0) end(i, Outcome::Skipped, "cancelled before its turn");
        else if (item.stage == Stage::Settling && !item.control->readable()) concludeUnread(i);
        else end(i, Outcome::Uncertain, "cancelled after it was sent and before it was read back; recall again to be sure");
    }
    idle(0);
}

void Run::end(std::size_t index, Outcome outcome, std::string message, std::optional<Code> read) {
    if (m_current == index) m_current.reset();
    m_items[index].stage = Stage::Ended;
    m_results[index] = {outcome, read, std::move(message), m_items[index].sets > 0};
    m_ended.push_back(index);
    --m_open;
}

}  // namespace detent::recall
