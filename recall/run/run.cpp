// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run does next.
#include "recall/run/run.h"

#include <algorithm>
#include <cassert>

namespace detent::recall {

double WireUse::leastMs(double msPerByte) const {
    double ms = settleMs;
    for (const Exchange& exchange : exchanges) {
        ms += exchange.bytesOut * msPerByte + std::max<double>(exchange.gapMs, exchange.bytesIn * msPerByte);
    }
    return ms;
}

Run::Run(profiles::ProfilePtr profile, profiles::ParamValues params, std::vector<Task> tasks, profiles::KnownCodes known)
    : m_codec(profile, std::move(params)),
      m_framer(*profile),
      m_known(std::move(known)),
      m_results(tasks.size()),
      m_open(tasks.size()) {
    for (Task& task : tasks) {
        Item item;
        item.control = m_codec.profile().control(task.control);
        item.task = std::move(task);
        m_items.push_back(std::move(item));
    }
}

std::vector<Action> Run::start(SteadyMs now) {
    for (std::size_t i = 0; i < m_items.size(); ++i) begin(i, now);
    groupReads();
    return next(now);
}

void Run::begin(std::size_t index, SteadyMs now) {
    Item& item = m_items[index];
    if (!item.control) return end(index, Outcome::Refused, "the profile has no such control");
    if (item.task.to && !item.control->driven()) return end(index, Outcome::Skipped, "is set by hand");
    if (!item.task.to && !item.control->readable()) return end(index, Outcome::Skipped, "cannot be read");
    if (!item.task.to) settle(index, now);
    if (!item.control->readable()) return;
    auto get = m_codec.get(item.control->id);
    if (!get) return end(index, Outcome::Refused, get.problem().text());
    item.get = std::move(*get);
}

/// What is asked for by the same bytes is read together.
void Run::groupReads() {
    std::map<std::string, std::size_t> groups;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        std::string bytes;
        for (const profiles::WireMessage& message : m_items[i].get) bytes += message.bytes;
        if (bytes.empty()) bytes = "unreadable " + std::to_string(i);
        m_items[i].group = groups.try_emplace(bytes, groups.size()).first->second;
    }
}

std::vector<Action> Run::next(SteadyMs now) {
    m_idle = false;
    while (!done() && m_asked.empty() && !m_ending && now >= m_quietUntil) {
        const Indices ready = settled(now);
        if (!ready.empty() && !m_items[ready.front()].control->readable()) {
            concludeUnread(ready.front());
            continue;
        }
        const Indices some = ready.empty() ? unset(now) : ready;
        if (some.empty()) break;
        if (auto actions = issue(some, ready.empty() ? Stage::Setting : Stage::Reading, now); !actions.empty())
            return actions;
    }
    idle(now);
    return {};
}

/// The order of what may be set now. Lower ones are through before it: read back, or where the unit is not to be asked
/// meanwhile, settled.
std::optional<int> Run::orderNow(SteadyMs now) const {
    const bool polls = m_codec.profile().timing.pollsInRecall;
    std::optional<int> lowest;
    for (const Item& item : m_items) {
        if (!item.task.to || item.stage == Stage::Ended) continue;
        if (!polls && item.stage == Stage::Settling && item.readyAt <= now) continue;
        lowest = std::min(lowest.value_or(item.task.order), item.task.order);
    }
    return lowest;
}

/// When all of a group have settled; nothing while one of them is to be set before.
std::optional<SteadyMs> Run::readyAt(std::size_t group, SteadyMs now) const {
    std::optional<SteadyMs> latest;
    const auto order = orderNow(now);
    for (const Item& item : m_items) {
        if (item.group != group || item.stage == Stage::Ended) continue;
        if (isUnset(item) && item.task.order > order) continue;
        if (item.stage != Stage::Settling) return {};
        latest = std::max(latest.value_or(item.readyAt), item.readyAt);
    }
    return latest;
}

/// The first that have settled and are read together.
Run::Indices Run::settled(SteadyMs now) const {
    Indices some;
    const bool polls = m_codec.profile().timing.pollsInRecall;
    if (!polls && std::any_of(m_items.begin(), m_items.end(), [this](const Item& item) { return isUnset(item); }))
        return some;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        if (item.stage != Stage::Settling || item.readyAt > now) continue;
        if (some.empty() ? readyAt(item.group, now).value_or(now + 1) <= now : item.group == m_items[some.front()].group)
            some.push_back(i);
    }
    return some;
}

/// The first that is still to be set, and what one message can set with it.
Run::Indices Run::unset(SteadyMs now) const {
    Indices some;
    const auto order = orderNow(now);
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        if (isUnset(item) && item.task.order == order && (some.empty() || goTogether(some, i))) some.push_back(i);
    }
    return some;
}

/// Does one message set this one too? A batch takes so many; those that share a word or block must go together.
bool Run::goTogether(const Indices& some, std::size_t next) const {
    const profiles::Control& first = *m_items[some.front()].control;
    const profiles::Control& control = *m_items[next].control;
    if (control.setMessage != first.setMessage) return false;
    if (some.size() < static_cast<std::size_t>(m_codec.profile().message(first.setMessage)->batch)) return true;
    if (control.place.bits == 0 && control.place.at < 0) return false;
    const auto shared = m_codec.needs(first.id);
    return std::find(shared.begin(), shared.end(), control.id) != shared.end();
}

std::optional<SteadyMs> Run::nextReadyAt(SteadyMs now) const {
    std::optional<SteadyMs> earliest;
    for (const Item& item : m_items) {
        if (item.stage != Stage::Settling) continue;
        const SteadyMs at = std::max(item.readyAt, readyAt(item.group, now).value_or(item.readyAt));
        if (at > now) earliest = std::min(earliest.value_or(at), at);
    }
    return earliest;
}

void Run::idle(SteadyMs now) {
    if (!m_asked.empty() || (m_ending && !done())) return;
    m_deadline.reset();
    if (done()) return;
    if (now < m_quietUntil) {
        m_deadline = m_quietUntil;
        return;
    }
    m_deadline = nextReadyAt(now);
    m_idle = true;
    if (m_deadline && m_left >= m_issued) m_used.settleMs += std::max(0.0, *m_deadline - now);
}

Result<std::vector<profiles::WireMessage>> Run::messagesFor(const Indices& some, Stage stage) const {
    if (stage == Stage::Reading) return m_items[some.front()].get;
    std::vector<std::pair<std::string, Code>> settings;
    for (const std::size_t i : some) settings.emplace_back(m_items[i].control->id, *m_items[i].task.to);
    return settings.size() == 1 ? m_codec.set(settings.front().first, settings.front().second, m_known)
                                : m_codec.setTogether(settings, m_known);
}

std::vector<Action> Run::issue(const Indices& some, Stage stage, SteadyMs now) {
    auto messages = messagesFor(some, stage);
    if (!messages && some.size() > 1) return issue({some.front()}, stage, now);  // to tell whose fault it is
    if (!messages) {
        end(some.front(), Outcome::Refused, messages.problem().text());
        return {};
    }
    Exchange exchange;
    std::vector<Action> actions;
    for (profiles::WireMessage& message : *messages) {
        exchange.bytesOut += static_cast<int>(message.bytes.size());
        exchange.gapMs += message.gapMs;
        m_framer.sent(message.bytes);
        actions.push_back({std::move(message.bytes), message.gapMs});
    }
    m_used.exchanges.push_back(exchange);
    for (const std::size_t i : some) {
        Item& item = m_items[i];
        if (!std::exchange(item.started, true)) m_started.push_back(i);
        if (stage == Stage::Setting) ++item.sets, m_known.insert_or_assign(item.control->id, *item.task.to);
        item.stage = stage;
    }
    m_asked = some;
    m_pieces = 0;
    const profiles::Message& message = messageOf(m_items[some.front()]);
    m_ending = message.until.empty() ? nullptr : &message;
    m_justIssued = true;
    m_issued += static_cast<std::int64_t>(actions.size());
    m_deadline = now + exchange.gapMs + message.replyMs + kSendAllowanceMs;
    return actions;
}

void Run::leaveAsked(std::size_t index) {
    std::erase(m_asked, index);
}

void Run::settle(std::size_t index, SteadyMs readyAt) {
    leaveAsked(index);
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

void Run::linkLost() {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].stage == Stage::Ended) continue;
        const bool sent = m_items[i].sets > 0;
        end(i, Outcome::Uncertain,
            sent ? "its link was lost before it was read back; plug it in again and recall once more"
                 : "its link was lost before its turn; plug it in again and recall once more");
    }
    m_ending = nullptr;
    idle(0);
}

void Run::cancel() {
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        if (item.stage == Stage::Ended) continue;
        if (item.sets == 0)
            end(i, Outcome::Skipped, "cancelled before its turn");
        else if (item.stage == Stage::Settling && !item.control->readable())
            concludeUnread(i);
        else
            end(i, Outcome::Uncertain, "cancelled after it was sent and before it was read back; recall again to be sure");
    }
    m_ending = nullptr;
    idle(0);
}

void Run::end(std::size_t index, Outcome outcome, std::string message, std::optional<Code> read) {
    leaveAsked(index);
    m_items[index].stage = Stage::Ended;
    m_results[index] = {outcome, read, std::move(message), m_items[index].sets > 0};
    m_ended.push_back(index);
    --m_open;
}

}  // namespace detent::recall
