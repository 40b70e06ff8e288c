// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hardware-profiles/codec/codec.h"
#include "recall/run/talk.h"

#include <set>
#include <string>
#include <vector>

namespace detent::recall {

/// Waits for a unit to start, then asks one question that names no control: who it is, or for a dump of all it has.
/// Asks once more where nothing comes. An empty message id: only waits.
class Request final : public Talk {
public:
    enum class End { Pending, Answered, Refused, Silent, Lost, Cancelled, Unaskable };

    /// `expected`: controls a dump should tell; the first answer is enough where it is empty.
    Request(profiles::ProfilePtr profile, profiles::ParamValues params, std::string messageId, SteadyMs waitMs,
            std::set<std::string> expected = {});

    std::vector<Action> start(SteadyMs now) override;
    std::vector<Action> received(std::string_view bytes, SteadyMs now) override;
    std::vector<Action> sent(SteadyMs now) override;
    std::vector<Action> tick(SteadyMs now) override;
    void linkLost() override { finish(End::Lost); }
    void cancel() override { finish(End::Cancelled); }

    std::optional<SteadyMs> deadline() const override { return m_deadline; }
    bool done() const override { return m_end != End::Pending; }
    const WireUse& used() const override { return m_used; }

    End end() const { return m_end; }
    /// The unit's own word where it refused; else the last message that was no answer, printable.
    const std::string& word() const { return m_word; }
    const std::vector<profiles::Reading>& readings() const { return m_readings; }

private:
    std::vector<Action> ask(SteadyMs now);
    void answered(const profiles::Reply& reply, SteadyMs now);
    void finish(End end);

    profiles::Codec m_codec;
    profiles::Framer m_framer;
    std::string m_messageId;
    SteadyMs m_waitMs = 0;
    std::set<std::string> m_expected;
    std::optional<SteadyMs> m_deadline;
    End m_end = End::Pending;
    std::string m_word;
    std::vector<profiles::Reading> m_readings;
    int m_asked = 0;
    std::int64_t m_issued = 0, m_left = 0;
    WireUse m_used;
};

}  // namespace detent::recall
