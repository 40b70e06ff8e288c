// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/codec.h"
#include "recall/model/records.h"
#include "recall/run/talk.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace detent::recall {

/// What a Run does to a control: set it and read it back, or only read it.
struct Task {
    std::string control;
    std::optional<Code> to = {};       ///< absent: only read
    std::optional<Code> from = {};     ///< last known: a read that shows it after a lost message allows one more try
    std::optional<Code> ruling = {};   ///< where the control stands that decides this one's scale
    int order = 0;                     ///< lower ones are through before higher ones are set
};

struct TaskResult {
    Outcome outcome = Outcome::Pending;  ///< of a read: Verified (read), TimedOut, Refused, Uncertain, Skipped (not readable)
    std::optional<Code> read;
    std::string message;                 ///< for a person, without the unit's name; empty where all is well
    bool sent = false;                   ///< a new value left for the unit, taken or not
};

/// The state machine that executes one unit's tasks. No I/O, no clock. One request is outstanding at a time; while one
/// control settles the next is set, so settling times overlap. What the protocol takes in one message is set in one, and what
/// one request reads (a dump) is read by one. Nothing is sent again blindly after a time-out: it reads first, and only a read
/// that shows the former value allows one more try. Where a reply does not bear both a checksum and the control's name, a value
/// counts once two reads agree; so does any that is not the wanted one. A lost link leaves what was sent Uncertain and the
/// rest Uncertain.
class Run final : public Talk {
public:
    /// `known`: where controls stand that may share a word or block of the wire with what is set.
    Run(profiles::ProfilePtr profile, profiles::ParamValues params, std::vector<Task> tasks, profiles::KnownCodes known = {});

    std::vector<Action> start(SteadyMs now) override;
    std::vector<Action> received(std::string_view bytes, SteadyMs now) override;
    std::vector<Action> sent(SteadyMs now) override;
    std::vector<Action> tick(SteadyMs now) override;
    void linkLost() override;
    void cancel() override;   ///< what was not yet sent is Skipped; what was sent and not read is Uncertain

    std::optional<SteadyMs> deadline() const override { return m_deadline; }
    /// Every task has ended, and so has the answer to what was asked last: the rest of a dump is not the next run's.
    bool done() const override { return m_open == 0 && !m_ending; }
    SteadyMs quietUntil() const override { return m_quietUntil; }
    const WireUse& used() const override { return m_used; }
    bool stumbled() const override { return m_stumbled; }
    const std::vector<TaskResult>& results() const { return m_results; }   ///< one per task, same order
    /// Indices of tasks begun, or ended, since last asked.
    std::vector<std::size_t> takeStarted() { return std::exchange(m_started, {}); }
    std::vector<std::size_t> takeEnded() { return std::exchange(m_ended, {}); }

private:
    enum class Stage { Unset, Setting, Settling, Reading, Ended };
    using Indices = std::vector<std::size_t>;
    struct Item {
        Task task;
        const profiles::Control* control = nullptr;
        std::vector<profiles::WireMessage> get;
        std::size_t group = 0;             ///< what the same request reads has the same
        Stage stage = Stage::Unset;
        SteadyMs readyAt = 0;              ///< of Settling
        int sets = 0, readTimeouts = 0;
        bool started = false, acknowledged = false, doubtful = false;
        std::optional<std::string> refusal;  ///< the unit's own word
        std::optional<Code> echo;            ///< what the acknowledgement said
        std::vector<Code> reads;             ///< those that need a second to agree
    };

    const profiles::Message& messageOf(const Item& item) const;
    const profiles::Scale& scaleOf(const Item& item) const { return item.control->scaleWhen(item.task.ruling); }
    SteadyMs settleMs(const Item& item) const;
    bool awaitsRefusal(const Item& item) const;

    void begin(std::size_t index, SteadyMs now);
    void groupReads();
    std::vector<Action> next(SteadyMs now);
    std::optional<SteadyMs> readyAt(std::size_t group, SteadyMs now) const;
    Indices settled(SteadyMs now) const;
    std::optional<int> orderNow(SteadyMs now) const;
    bool isUnset(const Item& item) const { return item.stage == Stage::Unset && item.task.to; }
    bool goTogether(const Indices& some, std::size_t next) const;
    Indices unset(SteadyMs now) const;
    std::optional<SteadyMs> nextReadyAt(SteadyMs now) const;
    void idle(SteadyMs now);
    Result<std::vector<profiles::WireMessage>> messagesFor(const Indices& some, Stage stage) const;
    std::vector<Action> issue(const Indices& some, Stage stage, SteadyMs now);
    void await(SteadyMs now);
    void settle(std::size_t index, SteadyMs readyAt);
    void leaveAsked(std::size_t index);

    std::vector<Action> frame(std::string_view bytes, SteadyMs now);
    bool endedBy(std::string_view bytes) const;
    bool acknowledgedBy(std::string_view bytes, SteadyMs now);
    bool readBy(std::string_view bytes, SteadyMs now);
    bool refusedBy(std::string_view bytes, SteadyMs now);
    void refuse(std::size_t index, const std::string& word, SteadyMs now);
    void timedOut(SteadyMs now);
    void leaveUnanswered(bool stuck, SteadyMs now);
    void unanswered(std::size_t index, bool stuck, SteadyMs now);
    void read(std::size_t index, Code code, bool isProtected, SteadyMs now);
    void judge(std::size_t index, Code code);
    void concludeUnread(std::size_t index);
    void end(std::size_t index, Outcome outcome, std::string message = {}, std::optional<Code> read = {});

    profiles::Codec m_codec;
    profiles::Framer m_framer;
    profiles::KnownCodes m_known;
    std::vector<Item> m_items;
    std::vector<TaskResult> m_results;
    std::vector<std::size_t> m_started, m_ended;
    std::size_t m_open = 0;                 ///< items not ended
    Indices m_asked;                        ///< items whose request is outstanding
    int m_pieces = 0;                       ///< messages that have answered it
    const profiles::Message* m_ending = nullptr;  ///< of a request whose last message has not come yet
    std::int64_t m_issued = 0, m_left = 0;  ///< wire messages returned, and reported as sent
    std::optional<SteadyMs> m_deadline;
    SteadyMs m_quietUntil = 0;              ///< after a time-out where a late reply could be taken for another
    bool m_idle = false, m_stumbled = false;
    bool m_justIssued = false;              ///< what came in the same piece of bytes came before the request
    WireUse m_used;
};

}  // namespace detent::recall
