// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run makes of what happens.
#include "recall/run/run.h"
#include "recall/run/verify.h"

#include <algorithm>
#include <iterator>

namespace detent::recall {

namespace {

void append(std::vector<Action>& to, std::vector<Action> more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string quoted(const std::string& word) {
    return word.empty() ? std::string() : " and says \"" + word + "\"";
}

constexpr int kReadsWithoutAgreement = 3;
constexpr int kReadTries = 2;
constexpr int kSetTries = 2;
constexpr int kMostPieces = 1000;  // messages of one dump

}  // namespace

std::vector<Action> Run::sent(SteadyMs now) {
    ++m_left;
    if (m_idle && m_deadline && m_left == m_issued) m_used.settleMs += std::max(0.0, *m_deadline - now);
    if ((m_asked.empty() && !m_ending) || m_left != m_issued) return {};
    for (const std::size_t i : Indices(m_asked)) {
        const Item& item = m_items[i];
        const bool unanswered = item.stage == Stage::Setting && messageOf(item).replies.empty();
        if (unanswered && !m_ending && !awaitsRefusal(item)) settle(i, now + settleMs(item));
    }
    if (m_asked.empty() && !m_ending) return next(now);
    await(now);
    return {};
}

void Run::await(SteadyMs now) {
    const profiles::Message& message = m_asked.empty() ? *m_ending : messageOf(m_items[m_asked.front()]);
    m_deadline = now + message.replyMs + (m_left < m_issued ? kSendAllowanceMs : 0);
}

std::vector<Action> Run::received(std::string_view bytes, SteadyMs now) {
    if (!m_used.exchanges.empty()) m_used.exchanges.back().bytesIn += static_cast<int>(bytes.size());
    std::vector<Action> actions;
    m_justIssued = false;
    for (const std::string& whole : m_framer.feed(bytes, now)) append(actions, frame(whole, now));
    return actions;
}

std::vector<Action> Run::frame(std::string_view bytes, SteadyMs now) {
    if (done()) return {};
    bool answered = false;
    if (!m_asked.empty() && !m_justIssued) {
        const bool reads = m_items[m_asked.front()].stage == Stage::Reading;
        answered = reads ? readBy(bytes, now) : acknowledgedBy(bytes, now);
    } else if (m_ending && !m_justIssued) {  // what it goes on to tell is not for us
        answered = m_codec.reply(bytes, m_ending->id, {}).kind == profiles::Reply::Kind::Answer;
    }
    const bool ended = !m_justIssued && endedBy(bytes);
    const bool changed = ended || answered || refusedBy(bytes, now);
    if (!changed) return {};
    if (ended) {
        m_ending = nullptr;
        leaveUnanswered(false, now);  // the whole answer does not tell them
    }
    if (m_asked.empty() && !m_ending) return next(now);
    if (answered && ++m_pieces < kMostPieces) await(now);
    return {};
}

bool Run::endedBy(std::string_view bytes) const {
    return m_ending && std::any_of(m_ending->until.begin(), m_ending->until.end(),
                                   [&](const auto& pattern) { return pattern.decode(bytes).has_value(); });
}

/// Those of the settings asked for that this acknowledges.
bool Run::acknowledgedBy(std::string_view bytes, SteadyMs now) {
    bool any = false;
    for (const std::size_t i : Indices(m_asked)) {
        Item& item = m_items[i];
        const auto reply = m_codec.reply(bytes, messageOf(item).id, item.control->id);
        if (reply.kind != profiles::Reply::Kind::Answer) continue;
        any = item.acknowledged = true;
        for (const profiles::Reading& reading : reply.readings) {
            if (reading.control == item.control->id) item.echo = reading.code;
        }
        settle(i, now + settleMs(item));
    }
    return any;
}

/// An answer may tell many controls, and a dump come in several messages: each takes what is said of it.
bool Run::readBy(std::string_view bytes, SteadyMs now) {
    const Item& first = m_items[m_asked.front()];
    const std::string alone = m_asked.size() == 1 && !m_ending ? first.control->id : std::string();
    const auto reply = m_codec.reply(bytes, messageOf(first).id, alone);
    if (reply.kind != profiles::Reply::Kind::Answer) return false;
    for (const std::size_t i : Indices(m_asked)) {
        const auto said = std::find_if(reply.readings.begin(), reply.readings.end(), [&](const profiles::Reading& reading) {
            return reading.control == m_items[i].control->id;
        });
        if (said != reply.readings.end()) read(i, said->code, said->isProtected, now);
    }
    return true;
}

/// Attributes a refusal to the one request it can belong to. Where it may belong to several, reading will tell.
bool Run::refusedBy(std::string_view bytes, SteadyMs now) {
    Indices asked, others;
    std::string word;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const Item& item = m_items[i];
        const bool silentSet =
            item.sets > 0 && (item.stage == Stage::Settling || item.stage == Stage::Reading) && !item.acknowledged;
        const bool outstanding = !m_justIssued && std::find(m_asked.begin(), m_asked.end(), i) != m_asked.end();
        if (!outstanding && !silentSet) continue;
        auto refusal = m_codec.reply(bytes, outstanding ? messageOf(item).id : item.control->setMessage, item.control->id);
        if (refusal.kind != profiles::Reply::Kind::Refused && silentSet) {
            refusal = m_codec.reply(bytes, item.control->setMessage, item.control->id);
        }
        if (refusal.kind != profiles::Reply::Kind::Refused) continue;
        (outstanding ? asked : others).push_back(i);
        word = refusal.text;
    }
    const bool wholeRequest = others.empty() && !asked.empty() && asked == m_asked;
    if (wholeRequest || asked.size() + others.size() == 1) {
        for (const std::size_t i : asked.empty() ? others : asked) refuse(i, word, now);
        return true;
    }
    for (const Indices* some : {&asked, &others}) {
        for (const std::size_t i : *some) m_items[i].doubtful = true;
    }
    return false;
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
    if (item.control->readable())
        settle(index, std::max(now, item.readyAt));
    else
        end(index, Outcome::Refused,
            "refuses " + scaleOf(item).textOf(*item.task.to) + quoted(word) +
                "; free it at its panel (local or lock) and try again");
}

std::vector<Action> Run::tick(SteadyMs now) {
    if (!m_deadline || now < *m_deadline || done()) return {};
    m_ending = nullptr;
    if (!m_asked.empty()) timedOut(now);
    return next(now);
}

void Run::timedOut(SteadyMs now) {
    const auto& message = messageOf(m_items[m_asked.front()]);
    if (!message.replyIsProtected && !message.replies.empty()) m_quietUntil = now + message.replyMs;
    leaveUnanswered(m_left < m_issued, now);
}

void Run::leaveUnanswered(bool stuck, SteadyMs now) {
    for (const std::size_t i : Indices(m_asked)) unanswered(i, stuck, now);
}

void Run::unanswered(std::size_t index, bool stuck, SteadyMs now) {
    Item& item = m_items[index];
    const bool speaks = item.stage == Stage::Reading || (messageOf(item).silence == profiles::Message::Silence::Unknown && !messageOf(item).replies.empty());
    m_stumbled = m_stumbled || stuck || speaks;
    if (item.stage == Stage::Reading && ++item.readTimeouts >= kReadTries) {
        return end(index, Outcome::TimedOut, "does not answer when it is read; check power and cable, then try again");
    }
    if (item.stage == Stage::Reading) return settle(index, now);
    using Silence = profiles::Message::Silence;
    const Silence silence = stuck ? Silence::Unknown : messageOf(item).silence;
    if (silence == Silence::Refused) return refuse(index, {}, now);
    const bool isDone = silence == Silence::Done || (!stuck && messageOf(item).replies.empty());
    if (isDone || item.control->readable()) return settle(index, now + (isDone ? settleMs(item) : 0));
    end(index, Outcome::Uncertain,
        "did not acknowledge " + scaleOf(item).textOf(*item.task.to) + " and cannot be read; look at its panel");
}

void Run::read(std::size_t index, Code code, bool isProtected, SteadyMs now) {
    Item& item = m_items[index];
    m_known.insert_or_assign(item.control->id, code);
    const auto isWanted = [&](Code read) { return item.task.to && agrees(*item.control, *item.task.to, read); };
    const auto saysSame = [&](Code earlier) { return agrees(*item.control, earlier, code) || (isWanted(earlier) && isWanted(code)); };
    const bool oneIsEnough = isProtected && (!item.task.to || isWanted(code));
    if (oneIsEnough || std::any_of(item.reads.begin(), item.reads.end(), saysSame)) return judge(index, code);
    m_stumbled = m_stumbled || (item.task.to && !isWanted(code) && !item.refusal);
    item.reads.push_back(code);
    if (item.reads.size() >= kReadsWithoutAgreement) {
        return end(index, Outcome::Uncertain, "answers differently each time it is read; check the cable and try again");
    }
    settle(index, now);
}

void Run::judge(std::size_t index, Code code) {
    Item& item = m_items[index];
    const auto& scale = scaleOf(item);
    if (!item.task.to || agrees(*item.control, *item.task.to, code)) return end(index, Outcome::Verified, {}, code);
    const std::string wanted = scale.textOf(*item.task.to), reads = scale.textOf(code);
    if (item.refusal) {
        return end(index, Outcome::Refused,
                   "refuses " + wanted + quoted(*item.refusal) + ", reads " + reads +
                       "; free it at its panel (local or lock) and try again",
                   code);
    }
    const bool isFormer = item.task.from && agrees(*item.control, *item.task.from, code);
    if (isFormer && !item.acknowledged && item.sets < kSetTries) {
        item.stage = Stage::Unset;
        item.reads.clear();
        item.readTimeouts = 0;
        item.doubtful = false;
        return leaveAsked(index);
    }
    end(index, Outcome::Mismatch,
        "wanted " + wanted + ", reads " + reads + "; see that its panel is not in use or locked and try again", code);
}

/// A control that cannot be read, once it has settled.
void Run::concludeUnread(std::size_t index) {
    const Item& item = m_items[index];
    const auto& scale = scaleOf(item);
    if (item.echo && !agrees(*item.control, *item.task.to, *item.echo)) {
        return end(index, Outcome::Mismatch,
                   "wanted " + scale.textOf(*item.task.to) + ", answers " + scale.textOf(*item.echo) +
                       "; see that its panel is not in use or locked and try again",
                   item.echo);
    }
    if (item.doubtful) {
        return end(index, Outcome::Uncertain, "may have been refused and cannot be read; look at its panel");
    }
    end(index, Outcome::SentOnly);
}

}  // namespace detent::recall
