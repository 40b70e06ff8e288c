// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/codec.h"
#include "recall/run/plan.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace detent::recall {

/// Milliseconds on a steady clock the caller owns.
using SteadyMs = std::int64_t;

/// What a Run wants done.
struct Action {
    std::string bytes;
    int gapMs = 0;
};

/// What a Run does to a control: set it and read it back, or only read it.
struct Task {
    std::string control;
    std::optional<Code> to;            ///< absent: only read
};

struct TaskResult {
    Outcome outcome = Outcome::Pending;  ///< of a read: Verified (read), TimedOut, Refused, Uncertain, Skipped (not readable)
    std::optional<Code> read;
    std::string message;                 ///< for a person, without the unit's name; empty where all is well
};

/// The state machine that executes one unit's tasks, one after the other, one request outstanding. No I/O, no clock.
/// Feed it time and bytes; send what it returns. Nothing is sent again blindly after a time-out: it reads first, and only a
/// read that shows the former value allows one more try. Where a reply bears neither checksum nor the control's name,
/// Verified takes two agreeing reads. A lost link leaves what was sent Uncertain and the rest Uncertain.
class Run {
public:
    Run(profiles::ProfilePtr profile, profiles::ParamValues params, std::vector<Task> tasks);

    std::vector<Action> start(SteadyMs now);
    std::vector<Action> received(std::string_view bytes, SteadyMs now);
    /// The last action's gap has passed on the wire: reply time counts from here.
    std::vector<Action> sent(SteadyMs now);
    /// Call when `deadline` has passed.
    std::vector<Action> tick(SteadyMs now);
    void linkLost();
    void cancel();   ///< what was not yet sent is Skipped; what was sent and not read is Uncertain

    std::optional<SteadyMs> deadline() const;
    bool done() const;
    const std::vector<TaskResult>& results() const { return m_results; }   ///< one per task, same order

private:
    enum class Awaiting { Nothing, SetReply, Settle, Read, SecondRead };

    std::vector<Action> begin(SteadyMs now);
    std::vector<Action> ask(SteadyMs now);
    std::vector<Action> finish(Outcome outcome, std::string message, SteadyMs now);
    std::vector<Action> judged(Code code, bool isProtected, SteadyMs now);

    profiles::Codec m_codec;
    profiles::Framer m_framer;
    std::vector<Task> m_tasks;
    std::vector<TaskResult> m_results;
    std::size_t m_current = 0;
    Awaiting m_awaiting = Awaiting::Nothing;
    std::optional<SteadyMs> m_deadline;
    std::optional<Code> m_firstRead;
    int m_tries = 0;
    bool m_ended = false;
};

}  // namespace detent::recall
