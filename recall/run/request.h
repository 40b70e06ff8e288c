// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/codec.h"
#include "recall/run/talk.h"

#include <set>
#include <string>
#include <vector>

namespace detent::recall {

/// Waits for a unit to start, then asks questions that name no control, one after the other: what opens a session, who it
/// is, a dump of all it has. Asks each once more where nothing comes. No question: only waits.
class Request final : public Talk {
public:
    enum class End { Pending, Answered, Refused, Silent, Lost, Cancelled, Unaskable };

    struct Question {
        std::string message;       ///< id; empty: the unit speaks first, and is waited for, but not for ever
        bool isOptional = false;   ///< silence or a refusal ends nothing
        std::string control = {};  ///< what the unit is to tell by itself from now on; empty: it names none
    };

    Request(profiles::ProfilePtr profile, profiles::ParamValues params, std::vector<Question> questions, SteadyMs waitMs);
    /// One question. `expected`: controls a dump should tell; the first answer is enough where it is empty.
    Request(profiles::ProfilePtr profile, profiles::ParamValues params, std::string messageId, SteadyMs waitMs,
            std::set<std::string> expected = {});

    /// All that makes a unit ready once its link is open: its greeting, the hello, who it is, what it is to say by itself.
    static std::shared_ptr<Request> opening(const profiles::ProfilePtr& profile, const profiles::ParamValues& params,
                                            SteadyMs bootMs);

    std::vector<Action> start(SteadyMs now) override;
    std::vector<Action> received(std::string_view bytes, SteadyMs now) override;
    std::vector<Action> sent(SteadyMs now) override;
    std::vector<Action> tick(SteadyMs now) override;
    void linkLost() override { finish(End::Lost); }
    void cancel() override { finish(End::Cancelled); }

    std::optional<SteadyMs> deadline() const override { return m_deadline; }
    bool done() const override { return m_end != End::Pending; }
    const WireUse& used() const override { return m_used; }
    bool stumbled() const override { return m_end == End::Silent; }

    End end() const { return m_end; }
    /// The question at which it ended otherwise than Answered.
    const std::string& question() const;
    /// The unit's own word where it refused; else the last message that was no answer, printable.
    const std::string& word() const { return m_word; }
    const std::vector<profiles::Reading>& readings() const { return m_readings; }

private:
    bool asks() const { return m_at < m_questions.size(); }
    const profiles::Message& message() const;
    std::vector<Action> ask(SteadyMs now);
    std::vector<Action> askNext(SteadyMs now);
    std::vector<Action> give(End end, SteadyMs now);
    Result<std::vector<profiles::WireMessage>> messages() const;
    std::vector<Action> heard(std::string_view frame, SteadyMs now);
    std::vector<Action> answered(const profiles::Reply& reply, bool isEnd, SteadyMs now);
    void finish(End end);

    profiles::Codec m_codec;
    profiles::Framer m_framer;
    std::vector<Question> m_questions;
    std::size_t m_at = 0;  ///< the question that stands
    SteadyMs m_waitMs = 0;
    std::set<std::string> m_expected;
    std::optional<SteadyMs> m_deadline;
    End m_end = End::Pending;
    std::string m_word;
    std::vector<profiles::Reading> m_readings;
    bool m_starting = false, m_greeted = false;
    int m_asked = 0;         ///< times this question was put
    std::size_t m_told = 0;  ///< readings before it
    std::int64_t m_issued = 0, m_left = 0;
    WireUse m_used;
};

}  // namespace detent::recall
